"""Adds to a lesson what is computed: its reading time, the rubric rows it serves, its exercises."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graders.adapters.site import pages
from graders.adapters.site.library import Entry
from graders.adapters.site.markdown import table
from graders.adapters.site.reference import anchor, criteria

Data = Mapping[str, Any]

#: Silent reading of plain prose, with time to look at tables.
WORDS_A_MINUTE = 220
_LESSON = re.compile(r"modules/([^/]+)/index\.md")
_DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
_TITLE = re.compile(r"^# .+\n", re.MULTILINE)
_CHECK = "\n## Check yourself"
_ONE_PAGE = "\n## One page to print"
_NONE_OF_ITS_OWN = (
    "This lesson has no row of its own; it serves all of [the rubric](../../reference/rubric/index.md)."
)


def lesson(markdown: str, page: str, rubric: Data, entries: Sequence[Entry]) -> str:
    """The lesson's Markdown with its generated parts; any other page as it is.

    Rows stand before "Check yourself", exercises before "One page to print": what is read,
    done and kept follow each other.
    """
    found = _LESSON.fullmatch(page)
    if found is None:
        return markdown
    rows = served(found[1], rubric)
    exercises = pages.module_exercises(page, entries)
    number = sum(entry.exercise.module == found[1] for entry in entries)
    text = _TITLE.sub(lambda title: f"{title[0]}\n{_opening(markdown, number)}\n", markdown, count=1)
    text = _inserted(text, _CHECK, rows_section(rows))
    return _inserted(text, _ONE_PAGE, exercises)


def minutes(markdown: str) -> int:
    """How long the lesson takes to read: its words up to the page to print, without the drawings' own."""
    prose = _DRAWING.sub("", markdown.partition(_ONE_PAGE)[0])
    return max(1, round(len(re.findall(r"[^\W_]+", prose)) / WORDS_A_MINUTE))


def served(module: str, rubric: Data) -> list[Data]:
    """The criteria whose feedback leads into this lesson, in rubric order."""
    return [each for each in criteria(rubric) if each["learn"].startswith(f"modules/{module}/")]


def rows_section(rows: Iterable[Data]) -> str:
    """What a note needs for full marks in the rows that a lesson serves."""
    cells = [
        (
            f"[{each['title']}](../../reference/rubric/index.md#{anchor(each['id'])})",
            each["question"],
            next(level["descriptor"] for level in each["levels"] if level["level"] == 2),
        )
        for each in rows
    ]
    body = table(("Row", "Question", "Met when"), cells) if cells else _NONE_OF_ITS_OWN
    return f"\n## In the rubric {{ #in-the-rubric }}\n\n{body}\n"


def _opening(markdown: str, exercises: int) -> str:
    time = minutes(markdown)
    parts = [f"About {time} minute{'s' if time > 1 else ''} to read"]
    if exercises:
        parts.append(f"[{exercises} exercise{'s' if exercises > 1 else ''}](#practice)")
    if _ONE_PAGE in markdown:
        parts.append("[one page to print](#one-page)")
    return " · ".join(parts) + "\n{ .gt-reading }"


def _inserted(text: str, heading: str, section: str) -> str:
    """The section in front of the heading; at the end where the heading is not there."""
    before, found, after = text.partition(heading)
    return f"{before.rstrip()}\n{section}\n{found}{after}" if section else text
