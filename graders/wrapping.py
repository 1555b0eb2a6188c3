"""Reads prose that was wrapped by hand as the running text it is, without moving a single character."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graders.spans import Span

_LINE = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
#: A line that begins like this begins something of its own: a list item, a label, a heading.
_OWN = re.compile(
    r"[ \t]*(?:[-*•·–+>#|]|\(?[0-9A-Za-z]{1,2}[.)][ \t]|\*{0,2}[A-Za-z][\w /]{0,30}:(?:[ \t*]|$))"
)
_FIRST_WORD = re.compile(r"\S+")
#: Nobody wraps narrower than the first or wider than the second; what is wider is a paragraph on one line.
_NARROWEST, _WIDEST = 45, 130


def unwrap(text: str) -> str:
    """The text with each line end inside a wrapped paragraph as white space of the same length.

    A line end is a wrap where the next line's first word would not have fitted, all through the
    paragraph.  Offsets stay; text that is not wrapped comes back as it is.
    """
    pieces, at = [], 0
    for paragraph in _paragraphs(text):
        if not _is_wrapped(text, paragraph):
            continue
        for line, following in zip(paragraph, paragraph[1:]):
            pieces += [text[at : line.end], " " * (following.start - line.end)]
            at = following.start
    return "".join([*pieces, text[at:]]) if pieces else text


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """Runs of lines without an empty one between them; a line that begins something begins a run."""
    paragraph: list[Span] = []
    for match in _LINE.finditer(text):
        line = Span(*match.span(1))
        is_empty = not line.quote(text).strip()
        if paragraph and (is_empty or _OWN.match(text, line.start, line.end)):
            yield paragraph
            paragraph = []
        if not is_empty:
            paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    widths = [len(line.quote(text).rstrip()) for line in lines]
    widest = max(widths)
    if len(lines) < 2 or not _NARROWEST <= widest <= _WIDEST:
        return False
    for line, width, following in zip(lines, widths, lines[1:]):
        word = _FIRST_WORD.search(text, following.start, following.end)
        if word is None:
            return False
        # A word may also have been parted at its hyphen, where the whole of it did not fit.
        if width + 1 + len(word.group()) <= widest and text[line.start + width - 1] != "-":
            return False
        # Two long list items can look like this; a sentence in the midst of which one line ends cannot.
        if len(lines) == 2 and not word.group()[0].islower():
            if text[line.start : line.end].rstrip()[-1] not in ".!?,":
                return False
    return True
