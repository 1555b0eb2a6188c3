"""Turns a case, a given text or items into the HTML sheet that stands beside the editor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from graders.adapters.site.library import Entry
from graders.case import Case
from graders.exercise import Exercise

_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!])")


def sheet(entry: Entry) -> str:
    """All that a trainee is given.  Whether risk is indicated is not said: judging it is the exercise."""
    exercise, case = entry.exercise, entry.case
    if exercise.kind == "review":
        title, parts = "The note", _note_to_review(exercise, case)
    else:
        title = "Given" if case is None else "Case sheet"
        parts = [*(_case(case) if case is not None else ()), *_given(exercise)]
    if not parts:
        return ""
    body = "\n".join(parts)
    # It scrolls by itself beside the editor, so that it has to be reached by keyboard.
    start = '<section class="gt-sheet" aria-labelledby="gt-sheet-title" tabindex="0">'
    return f'{start}\n<h2 id="gt-sheet-title">{title}</h2>\n{body}\n</section>'


def _note_to_review(exercise: Exercise, case: Case | None) -> list[str]:
    """The note as one run of text, to select and mark words in; the case, if any, on request."""
    blocks = re.split(r"\n[ \t]*\n", exercise.given.strip())
    text = "\n\n".join(_joined_lines(block, "\n") for block in blocks)
    parts = [f'<div class="gt-note-given">{text}</div>']
    if case is not None:
        parts += ["<details><summary>The case behind it</summary>", *_case(case), "</details>"]
    return parts


def plain_markdown(text: str) -> str:
    """Text that Markdown shows as it stands."""
    return _MARKUP.sub(r"\\\1", escape(text, quote=False))


def _case(case: Case) -> list[str]:
    facts = [
        ("Client", _joined([case.alias, f"age {case.age}" if case.age is not None else "", case.pronouns])),
        (
            "Diagnosis",
            f"{case.diagnosis_name} ({case.diagnosis_code})" if case.diagnosis_code else case.diagnosis_name,
        ),
        ("Medication", case.medication or "none"),
        (
            "Service",
            _joined([case.modality, case.frequency, f"{case.minutes} minutes" if case.minutes else ""]),
        ),
        ("Note format", case.template if case.template != "none" else ""),
    ]
    lines = [f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in facts if value]
    if case.goals:
        goals = "".join(f"<li>{escape(goal)}</li>" for goal in case.goals)
        lines.append(f"<div><dt>Treatment goals</dt><dd><ul>{goals}</ul></dd></div>")
    return [
        '<dl class="gt-facts">',
        *lines,
        "</dl>",
        "<h3>What happened in the session</h3>",
        *paragraphs(case.session),
    ]


def _given(exercise: Exercise) -> list[str]:
    if not exercise.given:
        return []
    return ["<h3>The text</h3>", '<div class="gt-given-text">', *paragraphs(exercise.given), "</div>"]


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs as HTML; single line breaks are kept where lines are short, as in a list."""
    blocks = re.split(r"\n[ \t]*\n", text.strip())
    return [f"<p>{_joined_lines(block, '<br>')}</p>" for block in blocks]


def _joined_lines(block: str, line_break: str) -> str:
    """A paragraph's lines, escaped: prose runs on, and short lines, as in a list, stay apart."""
    lines = [escape(line.strip()) for line in block.splitlines()]
    is_prose = all(len(line) > 60 for line in lines[:-1])
    return (" " if is_prose else line_break).join(lines)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)
