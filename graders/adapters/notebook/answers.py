"""Turns the source of a notebook cell into the answer that stands in it.

The kernel and the grader that runs no code both read answers here, so that they read the same text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAGIC = "note"
_FIRST_LINE = re.compile(rf"%%{MAGIC}(?:[ \t]+(?P<exercise>[^\s]+)?[^\r\n]*)?(?:\r\n|\n|\r|\Z)")
_BEFORE = "\ufeff \t\r\n"


@dataclass(frozen=True)
class Answer:
    """An answer with the exercise that its first line names ("" where it names none)."""

    exercise: str
    text: str


def read_answer(source: str) -> Answer | None:
    """The answer of a ``%%note`` cell; None for any other cell.

    The text is what follows the first line, as typed, without the line end that closes the cell.
    """
    source = source.lstrip(_BEFORE)
    first = _FIRST_LINE.match(source)
    if not first:
        return None
    text = source[first.end() :].removesuffix("\n").removesuffix("\r")
    return Answer(first["exercise"] or "", text)


def write_answer(answer: Answer) -> str:
    """The source of the cell that holds the answer."""
    return f"%%{MAGIC} {answer.exercise}\n{answer.text}\n"
