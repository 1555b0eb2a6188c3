"""Parts a note into sentences and list items, each within one section."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graders import runtime
from graders.sections import Section

# The first character stands in front of the alternatives, so that a search leaps from one to the next.
_STOP = re.compile(
    r"[.!?…\r\n\v\f\x85\u2028\u2029]"
    r"(?:(?P<mark>(?<=[.!?…])[.!?…]{0,8})(?P<quote>[\"'”’)\]*_]{0,4})(?=\s|$)"
    r"|(?<=[a-z]{3}\.)(?=[A-Z][a-z])"
    r"|(?P<line>(?<=\r)\n?|(?<=[\n\v\f\x85\u2028\u2029])))"
)
_WORD_BEFORE = re.compile(r"[A-Za-z](?:[A-Za-z/]|\.(?=[A-Za-z])){0,11}$")
_NEXT_WORD = re.compile(r"[A-Za-z']{1,20}")
_NUMBERED = re.compile(r"(?:^|\n)[ \t]{0,20}\(?[0-9]{1,2}$")
_ITEM = re.compile(r"[ \t]*(?:[-*•·–+>#|]|\(?[0-9A-Za-z]{1,2}[.)][ \t]|[A-Za-z][\w /]{0,30}:[ \t*]|$)")
_HAS_WORD = re.compile(r"[^\W_]")
_OUTER = " \t\r\n\v\f\x85\u2028\u2029\u00a0-*•·–+>#|"

#: Shorter lines are items of a list, not text that was wrapped by hand.
_LEAST_WRAPPED = 50


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or list item: ``text[start:end]``, and the name of the section it stands in."""

    start: int
    end: int
    section: str | None = None


def split_sentences(text: str, sections: Sequence[Section] = ()) -> tuple[Sentence, ...]:
    """The sentences of a note in order; section labels belong to none.

    Sentences do not overlap and hold every word outside the labels.  A line end parts items of a
    list but not prose that was wrapped by hand.
    """
    return tuple(
        sentence
        for start, end, name in _stretches(text, sections)
        for sentence in _within(text, start, end, name)
    )


def _stretches(text: str, sections: Sequence[Section]) -> Iterator[tuple[int, int, str | None]]:
    """What stands between the labels: (start, end, section name)."""
    at, name = 0, None
    for section in sections:
        if section.label_start < at:
            continue  # the second section of a label such as "A/P"
        yield at, section.label_start, name
        at, name = section.label_end, section.name
    yield at, len(text), name


def _within(text: str, start: int, end: int, name: str | None) -> Iterator[Sentence]:
    at = searched = start
    has_word = False
    for match in _STOP.finditer(text, start, end):
        has_word = has_word or _HAS_WORD.search(text, searched, match.start()) is not None
        searched = match.end()
        if not has_word:
            continue
        if match["line"] is not None:
            ends = not _is_wrapped(text, match, start, end)
        else:
            ends = match["mark"] is None or _is_end(text, match, at, end)
        if ends:
            yield from _trimmed(text, at, match.end(), name)
            at, has_word = match.end(), False
    yield from _trimmed(text, at, end, name)


def _trimmed(text: str, start: int, end: int, name: str | None) -> Iterator[Sentence]:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip(_OUTER))
    last = start + len(piece.rstrip())
    if first < last and _HAS_WORD.search(text, first, last):
        yield Sentence(first, last, name)


@functools.cache
def _words(group: str) -> frozenset[str]:
    table: Mapping[str, list[str]] = runtime.compiled()["tables"]["sentences"]
    return frozenset(table[group])


def _is_end(text: str, match: re.Match[str], at: int, end: int) -> bool:
    """Whether a full stop, question or exclamation mark ends its sentence."""
    following = text[match.end() : min(end, match.end() + 40)].lstrip(" \t")
    lower = following[:1].islower()
    mark = text[match.start() : match.start("quote")]
    if lower and (mark in ("…", "..", "...") or any(sign in match["quote"] for sign in "\"'”’)")):
        return False
    if mark != "." or match["quote"]:
        return True
    before = text[max(at, match.start() - 16) : match.start()]
    is_numeral = before[-1:].isdigit()
    if is_numeral and _NUMBERED.search(before if match.start() - 16 > at else "\n" + before):
        return False
    return not _is_abbreviation(before, following)


def _is_abbreviation(before: str, following: str) -> bool:
    word = _WORD_BEFORE.search(before)
    if word is None or before[: word.start()][-1:].isalpha():
        return False
    form = word.group().lower()
    line_ends = following[:1] in ("", "\r", "\n")
    if form in _words("inside"):
        return not line_ends
    if len(form) == 1 and word.group().isupper():
        return not (line_ends or _opens_sentence(following))
    if form in _words("number") and following[:1].isdigit():
        return True
    if form in _words("perhaps") or "." in form:
        return following[:1].islower() or following[:1].isdigit() or following[:1] in ",;:"
    return False


def _opens_sentence(following: str) -> bool:
    """Whether a word with a capital follows that begins a sentence rather than a name."""
    word = _NEXT_WORD.match(following)
    return word is not None and word.group()[0].isupper() and word.group().lower() in _words("openers")


def _is_wrapped(text: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the text runs on beyond a line end, as in prose that was wrapped by hand."""
    line_start = max(start, text.rfind("\n", 0, match.start()) + 1)
    line = text[line_start : match.start()].rstrip()
    next_end = text.find("\n", match.end(), min(end, match.end() + 2000))
    following = text[match.end() : next_end if next_end != -1 else min(end, match.end() + 2000)].rstrip()
    if not line or not following or line[-1] in ".!?:;" or _ITEM.match(following):
        return False
    if line[-1] == "," and following[0].islower():
        return True
    if len(line) < _LEAST_WRAPPED:
        return False
    return following[0].islower() or _is_even(line, following)


def _is_even(line: str, following: str) -> bool:
    """Whether two lines are long and alike enough to be one paragraph's."""
    return len(line) >= 65 and len(line) <= 110 and 0 <= len(following) - len(line) + 12 <= 24
