"""Turns an exercise and its case into the Markdown that a notebook shows above the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from graders.adapters.notebook.wording import wording
from graders.case import Case
from graders.exercise import Exercise

_MARKUP = re.compile(r"[\\`*_\[\]$~|]")
#: What would begin a heading, a list or a rule where it starts a line.
_FIRST = re.compile(r"[#+=.)-]")


def about(exercise: Exercise, assignment: str = "", done: str = "") -> str:
    """Title, goal, what to do, and where an assignment says so what counts as done."""
    words = wording()
    kind = words["kinds"][exercise.kind]
    effort = words["effort"].format(kind=kind, minutes=exercise.minutes) if exercise.minutes else kind
    goal = f"**Goal:** {plain(exercise.goal)} *{effort}.*"
    parts = [f"# {plain(exercise.title)}", goal, exercise.prompt.strip()]
    if assignment or done:
        parts.append(
            " ".join(
                words[name].format(text=plain(text))
                for name, text in {"assignment": assignment, "done": done}.items()
                if text
            )
        )
    return "\n\n".join(parts)


def given(exercise: Exercise, case: Case | None) -> str:
    """Case sheet, given text and items; "" where nothing is given.

    Nothing here says what a good answer is: whether risk is indicated, places, levels and marks stay out.
    """
    parts = [*(_case(case) if case else ()), *_text(exercise), *_items(exercise), *_rows(exercise)]
    return "\n\n".join(parts)


def plain(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    line = _MARKUP.sub(r"\\\g<0>", escape(" ".join(text.split()), quote=False))
    start = len(line) - len(line.lstrip("0123456789"))
    return line[:start] + _FIRST.sub(r"\\\g<0>", line[start : start + 1]) + line[start + 1 :]


def _case(case: Case) -> Iterator[str]:
    said = wording()["sheet"]
    code = f" ({case.diagnosis_code})" if case.diagnosis_code else ""
    minutes = said["minutes"].format(minutes=case.minutes) if case.minutes else ""
    age = said["age"].format(age=case.age) if case.age is not None else ""
    facts = {
        "client": _joined(case.alias, age, case.pronouns),
        "diagnosis": case.diagnosis_name + code,
        "medication": case.medication or said["no_medication"],
        "service": _joined(case.modality, case.frequency, minutes),
        "template": case.template if case.template != "none" else "",
        "goals": "; ".join(case.goals),
    }
    yield f"## {said['case']}"
    yield "\n".join(f"- **{said[name]}:** {plain(value)}" for name, value in facts.items() if value)
    yield f"### {said['session']}"
    yield _paragraphs(case.session)


def _text(exercise: Exercise) -> Iterator[str]:
    if exercise.given:
        yield f"## {wording()['sheet']['note' if exercise.kind == 'review' else 'text']}"
        yield _paragraphs(exercise.given, "> ")


def _items(exercise: Exercise) -> Iterator[str]:
    if exercise.items:
        yield f"## {wording()['sheet']['items']}"
        yield "\n".join(f"- `{item.id}`: {plain(item.text)}" for item in exercise.items)


def _rows(exercise: Exercise) -> Iterator[str]:
    if exercise.kind == "review":
        from graders.rubric import default_rubric

        criteria = default_rubric().criteria
        yield f"## {wording()['sheet']['rows']}"
        yield "\n".join(f"- `{id}`: {plain(criteria[id].title)}" for id in exercise.levels or {})


def _paragraphs(text: str, lead: str = "") -> str:
    blocks = re.split(r"\n[ \t]*\n", text.strip())
    return f"\n{lead.rstrip()}\n".join(lead + f"  \n{lead}".join(_lines(block)) for block in blocks)


def _lines(block: str) -> list[str]:
    """Prose as one line; short lines, as in a list or a note with headings, each by itself."""
    lines = [plain(line) for line in block.splitlines() if line.strip()]
    is_prose = sum(len(line) > 60 for line in lines) * 2 >= len(lines)
    return [" ".join(lines)] if is_prose else lines


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
