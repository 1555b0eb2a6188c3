"""Turns a text into the spans that stand inside quotation marks."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Mapping

from graders import runtime
from graders.spans import Span


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` stands wholly inside one pair of quotation marks."""
    closed = quotation_end(text, start)
    return closed is not None and end <= closed


def quotation_at(text: str, at: int) -> Span | None:
    """The quotation that the place stands in, without its marks; None outside quotations."""
    starts, spans = _quotations(text)
    if not starts:
        return None
    found = bisect_right(starts, at) - 1
    return spans[found] if found >= 0 and at < spans[found].end else None


def quotation_end(text: str, at: int) -> int | None:
    """Where the quotation that the place stands in ends; None outside quotations."""
    quotation = quotation_at(text, at)
    return None if quotation is None else quotation.end


def quotations(text: str) -> tuple[Span, ...]:
    """What stands between quotation marks, without the marks, in order.

    A pair lies within one line.  An opening mark that is never closed quotes nothing, nor does the
    mark for inches in 5'10".
    """
    return _quotations(text)[1]


@functools.cache
def _marks() -> tuple[Mapping[str, str], re.Pattern[str]]:
    closing: Mapping[str, str] = runtime.compiled()["tables"]["assertion"]["quotes"]
    return closing, re.compile("[" + re.escape("".join(sorted({*closing, *closing.values()}))) + "\n]")


# A note is asked about once per finding, so the last few texts are kept.
@functools.lru_cache(maxsize=8)
def _quotations(text: str) -> tuple[list[int], tuple[Span, ...]]:
    closing, marks = _marks()
    spans: list[Span] = []
    opened: int | None = None
    for mark in marks.finditer(text):
        at, character = mark.start(), mark.group()
        if character == "\n":
            opened = None
        elif opened is not None and closing[text[opened]] == character and _can_close(text, at):
            spans.append(Span(opened + 1, at))
            opened = None
        elif character in closing and _can_open(text, at):
            opened = at
    return [span.start for span in spans], tuple(spans)


def _can_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not before.isalnum() and before not in ("'", "’") and bool(after) and not after.isspace()


def _can_close(text: str, at: int) -> bool:
    return not text[at - 1].isspace()
