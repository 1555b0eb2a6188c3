"""Turns a note into the places that could identify the client.

Telephone, e-mail, address, birth date, record number and full name, after the Safe Harbor list.  The words
that introduce them are ``tables.identifier`` in lexicons/privacy.yaml; a shape is looked for only where one
of these words, a digit or an "@" is there at all.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graders import runtime
from graders.case import Case
from graders.note import Note
from graders.spans import Span

_CAPITAL = r"[A-Z][a-z’'-]{1,20}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:,? \d{4})?"
_DATE = rf"(?:{_MONTH} {_DAY}\b{_YEAR}|{_DAY} (?:of )?{_MONTH}{_YEAR}|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})"
_MAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,40}(?:@| ?[(\[]at[)\]] ?)[A-Za-z0-9-]{1,40}"
    r"(?:\.[A-Za-z0-9-]{1,40}){0,3}(?:\.| ?[(\[]dot[)\]] ?)[A-Za-z]{2,10}\b"
    r"|(?<![\w.])@[A-Za-z][\w.]{1,28}\w"
)
#: With an area code, abroad, without an area code, ten figures in a row, a social security number.
_TELEPHONE = re.compile(
    r"(?<![\d.])(?:\+?1[-. ])?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])\d{3}[-. ]\d{4}(?!\d)"
    r"|\+\d{1,3}(?:[-. ]\d{2,4}){2,5}(?!\d)"
    r"|(?<![\d.-])[2-9]\d\d-\d{4}(?![\d-])"
    r"|(?<![\d.-])[2-9]\d{9}(?!\d)"
    r"|(?<!\d)(?:\d{3}|[Xx*]{3})-(?:\d\d|[Xx*]{2})-\d{4}(?!\d)"
)
#: The least that a telephone number, an address, and a date or record number have; it spares looking for
#: them in most notes.
_FIGURES = re.compile(
    r"[0-9](?=(?P<number>(?<=[0-9Xx*][-. ].)[0-9]{3}(?![0-9])|[0-9]{9}|(?<=\+.))"
    r"|(?P<street>[A-Za-z]? (?:[NSEW]\.? )?[A-Z])|(?P<some>[0-9]|[/.-][0-9]))"
)
_NAME = rf"({_CAPITAL}),? (?:[A-Z]\.? )?({_CAPITAL})"
_NUMBER = r"(?: is|:)?[.:# ]{0,4}[A-Za-z]{0,3}-?\d[A-Z0-9-]{2,20}"
#: "Maya Torres is a 34-year-old"
_AGED = re.compile(rf"\b{_NAME}(?:,| is| \() ?(?:an? )?\d{{1,2}}(?: y/?o\b|[- ]years?[- ]old|[- ]yr)")
#: So many characters in front of a number tell whose it is: "county crisis line".
_WHOSE = 40


@dataclass(frozen=True, eq=False)
class _Introduced:
    """What stands behind one of the cues: a date behind "DOB", a name behind "Client:"."""

    cues: tuple[str, ...]
    behind: re.Pattern[str]
    #: Whether the groups of a match have to be words that name nothing else.
    is_name: bool = False
    opens_line: bool = False


def identifiers(text: str, case: Case) -> list[Span]:
    """The identifiers in a text, in order, each place once.  Numbers of crisis lines and offices are none."""
    return identifiers_in(Note(text), case)


def identifiers_in(note: Note, case: Case) -> list[Span]:
    """``identifiers`` of a note that may have been read already."""
    text = note.text
    figures = {match.lastgroup for match in _FIGURES.finditer(text)}
    found = sorted({*_by_shape(text, figures), *_by_cue(note, case, figures), *_full_name(text, case)})
    return list(_apart(found))


def _apart(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans, in order of place; what overlaps is one: "Lives at 12 Maple" and "12 Maple Street"."""
    joined: Span | None = None
    for span in spans:
        if joined is not None and span.start < joined.end:
            joined = Span(joined.start, max(joined.end, span.end))
            continue
        if joined is not None:
            yield joined
        joined = span
    if joined is not None:
        yield joined


def _table() -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = runtime.compiled()["tables"]["privacy"]["identifier"]
    return table


def _by_shape(text: str, figures: Collection[str | None]) -> Iterator[Span]:
    if "@" in text or "at)" in text or "at]" in text:
        yield from (Span(*match.span()) for match in _MAIL.finditer(text))
    if "number" in figures:
        for match in _TELEPHONE.finditer(text):
            if not _is_public(text, match):
                yield Span(*match.span())
    if "street" in figures:
        yield from (Span(*match.span()) for match in _address().finditer(text))
    if any(name in text for name in _table()["street_name"]):
        yield from (Span(*match.span()) for match in _corner().finditer(text))


@functools.cache
def _corner() -> re.Pattern[str]:
    """"off Larkspur Lane": a street without a number."""
    street = "|".join(map(re.escape, _table()["street_name"]))
    return re.compile(rf"\b(?:[Oo]n|[Aa]t|[Oo]ff) (?:{_CAPITAL} ){{1,2}}(?:{street})\b")


def _is_public(text: str, number: re.Match[str]) -> bool:
    """Whether a number is a toll-free one, or that of a crisis line, an office or a clinician."""
    figures = re.sub(r"\D", "", number.group()).removeprefix("1")
    before = text[max(0, number.start() - _WHOSE) : number.start()].lower()
    return figures.startswith(tuple(map(str, _table()["toll_free"]))) or any(
        word in before for word in _table()["public_numbers"]
    )


@functools.cache
def _address() -> re.Pattern[str]:
    street = "|".join(map(re.escape, _table()["street"]))
    return re.compile(rf"\b\d{{1,5}}[A-Za-z]? (?:[NSEW]\.? )?(?:{_CAPITAL} ){{1,3}}(?i:{street})\b")


@functools.cache
def _introduced() -> tuple[tuple[_Introduced, ...], tuple[_Introduced, ...]]:
    """Those that need a figure, and those that need none."""
    def behind(group: str, pattern: str, is_name: bool = False, opens_line: bool = False) -> _Introduced:
        cues = tuple(str(cue).lower() for cue in _table()[group])
        return _Introduced(cues, re.compile(pattern), is_name, opens_line)

    return (
        behind("birth", rf"(?: is| was| on|,)?[: (]{{1,3}}{_DATE}"),
        behind("record", rf"(?i: no\.?| number| id)?{_NUMBER}"),
        behind("numbered", rf"(?i: ?#| no\.?| number| id){_NUMBER}"),
        behind("box", r" ?#?\d{1,6}\b"),
        behind("zip", r"(?: code)?(?: is|:)? \d{5}\b"),
        behind("lives_at", rf"(?: at| in)?:? \d{{1,5}} {_CAPITAL}"),
    ), (
        behind("site", r"[\w./-]{2,40}"),
        behind("header", rf"[ \t*]{{0,4}}[:–—-][ \t*]{{0,4}}{_NAME}", is_name=True, opens_line=True),
        behind("client", rf"\.?,? (?:M[rsx]{{1,2}}s?\.? )?{_NAME}\b", is_name=True),
    )


@functools.cache
def _cues() -> Mapping[str, list[tuple[str, _Introduced]]]:
    """The cues by their first word."""
    cues: dict[str, list[tuple[str, _Introduced]]] = {}
    for each in itertools.chain(*_introduced()):
        for cue in each.cues:
            cues.setdefault(re.split(r"[\W_]", cue, maxsplit=1)[0], []).append((cue, each))
    return cues


def _said(note: Note) -> list[tuple[str, _Introduced]]:
    """The cues whose first word the note has, so that the others need not be looked for."""
    joined = [form for form in note.forms if "'" in form or "/" in form]
    words = note.forms.union(*(re.split("['/]", form) for form in joined))
    return [cue for word in _cues().keys() & words for cue in _cues()[word]]


def _by_cue(note: Note, case: Case, figures: Collection[str | None]) -> Iterator[Span]:
    text = note.text
    low = text.lower()
    if len(low) != len(text):
        low = "".join(map(_lowered, text))
    needless = () if figures else _introduced()[0]
    alias = case.alias.lower().rstrip(".")
    for cue, each in _said(note):
        for start, end in _places(low, cue, each) if each not in needless else ():
            match = each.behind.match(text, end)
            if match is None:
                continue
            if not each.is_name:
                yield Span(start, match.end())
            elif all(map(_names_somebody, match.groups())) and not (alias and alias in match.group().lower()):
                yield Span(match.start(1), match.end(2))
    for at in (place for cue in _table()["aged"] for place in _finds(low, cue)):
        match = _AGED.search(text, max(0, at - _WHOSE - _WHOSE), at + _WHOSE)
        if match is not None and all(map(_names_somebody, match.groups())):
            yield Span(match.start(1), match.end(2))


def _lowered(character: str) -> str:
    """Lower case of the same length, so that places stay where they are."""
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def _finds(low: str, cue: str) -> Iterator[int]:
    at = low.find(cue)
    while at >= 0:
        yield at
        at = low.find(cue, at + len(cue))


def _places(low: str, cue: str, introduced: _Introduced) -> Iterator[tuple[int, int]]:
    """Where a cue stands as a word of its own."""
    for at in _finds(low, cue):
        end = at + len(cue)
        apart = at == 0 or not low[at - 1].isalnum()
        if introduced.opens_line:
            apart = apart and low[max(0, at - 3) : at].rstrip(" \t*#")[-1:] in ("", "\n", "|", ";")
        if apart and not (low[end - 1].isalnum() and low[end : end + 1].isalnum()):
            yield at, end


def _names_somebody(word: str) -> bool:
    """Whether a word with a capital is nothing that a lexicon has, such as "Reports" or "Telehealth"."""
    compiled = runtime.compiled()
    plain = word.lower().replace("’", "'").removesuffix("'s")
    names: Mapping[str, list[str]] = compiled["tables"]["names"]
    return plain in names["given"] or not (plain in compiled["lexicon"]["keys"] or plain in names["known"])


def _full_name(text: str, case: Case) -> Iterator[Span]:
    """The client's alias with a surname behind it, where the alias is a name and not an initial."""
    alias = case.alias.strip().rstrip(".")
    if len(alias) < 3 or " " in alias:
        return
    for match in re.finditer(rf"\b{re.escape(alias)} ({_CAPITAL})", text):
        if _names_somebody(match.group(1)):
            yield Span(*match.span())
