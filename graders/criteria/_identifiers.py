"""Turns a note into the places that could identify the client.

Telephone, e-mail, address, birth date, record number and full name: the words that introduce them are
``tables.identifier`` in lexicons/privacy.yaml, after the Safe Harbor list.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from graders import runtime
from graders.case import Case
from graders.spans import Span

_CAPITAL = r"[A-Z][a-z’'-]{1,20}"
_DATE = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4})"
#: A telephone number with and without area code, an e-mail address, a social security number.
_SHAPES = (
    r"(?<![\d.])(?:\+?1[-. ])?\(?[2-9]\d{2}\)?[-. ]{1,2}\d{3}[-. ]\d{4}(?!\d)",
    r"(?<![\d.-])[2-9]\d{2}-\d{4}(?![\d-])",
    r"[A-Za-z0-9._%+-]{1,40}@[A-Za-z0-9-]{1,40}\.[A-Za-z.]{2,20}",
    r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)",
)

#: What each of the shapes has and few notes do: one look spares four.
_FIGURES = re.compile(r"\d{3}[-. )]{1,3}\d{2}|@")


def identifiers(text: str, case: Case) -> list[Span]:
    """The identifiers in a text, in order, each place once.  Numbers of crisis lines are none."""
    found = sorted((*_matches(text), *_full_name(text, case)))
    return [span for index, span in enumerate(found) if not any(map(span.overlaps, found[:index]))]


@functools.cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    words: Mapping[str, list[str]] = runtime.compiled()["tables"]["privacy"]["identifier"]
    any_of = {key: "|".join(map(re.escape, group)) for key, group in words.items()}
    born, record, street = any_of["birth"], any_of["record"], any_of["street"]
    header, person, told = any_of["header"], any_of["client"], any_of["told"]
    return tuple(
        re.compile(each)
        for each in (
            *_SHAPES,
            rf"\b(?i:{born})[: ]{{1,3}}{_DATE}",
            rf"\b(?i:{record})[.:# ]{{1,4}}[A-Z0-9-]*\d[A-Z0-9-]{{2,20}}",
            rf"\b\d{{1,5}} (?:[NSEW]\.? )?{_CAPITAL}(?: {_CAPITAL}){{0,2}} (?i:{street})\b",
            rf"\b(?:[Oo]n|[Aa]t|[Oo]ff) (?:{_CAPITAL} ){{1,2}}(?:{any_of['street_name']})\b",
            rf"(?m)^[ \t]{{0,20}}(?i:{header})[ \t]{{0,4}}:[ \t]{{0,4}}{_CAPITAL} (?:[A-Z]\.? )?{_CAPITAL}",
            rf"\b(?i:{person}),? {_CAPITAL} {_CAPITAL}(?=,? (?:{told})\b)",
        )
    )


@functools.cache
def _crisis_lines() -> re.Pattern[str]:
    lines: list[str] = runtime.compiled()["tables"]["privacy"]["identifier"]["crisis_lines"]
    return re.compile("|".join(r"[-. )]{0,2}".join(map(re.escape, str(line).split())) for line in lines))


def _matches(text: str) -> Iterator[Span]:
    for pattern in _patterns() if _FIGURES.search(text) else _patterns()[len(_SHAPES) :]:
        for match in pattern.finditer(text):
            if not _crisis_lines().search(match.group()):
                yield Span(*match.span())


def _full_name(text: str, case: Case) -> Iterator[Span]:
    """The client's alias with a surname behind it, where the alias is a name and not an initial."""
    alias = case.alias.strip().rstrip(".")
    if len(alias) < 3 or " " in alias:
        return
    for match in re.finditer(rf"\b{re.escape(alias)} {_CAPITAL}", text):
        yield Span(*match.span())
