"""Turns the cues of a sentence into the tokens that each category of assertion reaches."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graders import runtime
from graders.clauses import Clauses, following, is_before_colon, preceding
from graders.lexicon import Match
from graders.note import Token

CATEGORIES = ("negated", "possible", "hypothetical", "historical", "planned", "family", "other")
BITS = {category: 1 << at for at, category in enumerate(CATEGORIES)}


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at the tokens ``first`` to ``last``; a sign between two tokens has ``last`` = ``first`` - 1."""

    first: int
    last: int
    category: str
    direction: str
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Per token the categories (as ``BITS``) that reach it from in front and from behind."""

    forward: Sequence[int]
    backward: Sequence[int]


def cover(
    text: str, start: int, end: int, section: str | None, tokens: Sequence[Token], matches: Sequence[Match]
) -> Coverage | None:
    """What the cues of the sentence ``text[start:end]`` reach; None when it has none.

    ``matches`` are those of lexicons/assertion.yaml.
    """
    signs = _signs(text, start, end, tokens)
    cues = [
        match
        for match in matches
        if match.entry.attributes["category"] not in _HELPERS and _is_wanted(match, text, tokens, section)
    ]
    if not tokens or not (signs or cues):
        return None
    clauses = Clauses(text, tokens, matches)
    cues = [match for match in cues if _is_in_place(match, clauses)]
    standing = [sign for sign in signs if sign.category in BITS]
    for category, group in _by_category(cues).items():
        standing += _standing(group, matches, category)
    if not standing:
        return None
    return _Reach(clauses, standing, [sign.first for sign in signs]).coverage()


#: Categories of matches that only bear on the reach of cues.
_HELPERS = ("terminate", "predicate", "join", "relative", "pseudo")


def _is_wanted(match: Match, text: str, tokens: Sequence[Token], section: str | None) -> bool:
    """Whether a cue's own words and section are as its attributes want them."""
    wanted = match.entry.attributes
    if "sections" in wanted and section not in wanted["sections"]:
        return False
    if "colon" in wanted and not is_before_colon(text, tokens, match.last):
        return False
    last = tokens[match.last].form
    if "year" in wanted and not (len(last) == 4 and last.isdecimal() and "1900" <= last < "2100"):
        return False
    return "genitive" not in wanted or wanted["genitive"] == last.endswith("'s")


def _is_in_place(match: Match, clauses: Clauses) -> bool:
    """Whether a cue stands at the place of its clause that it has to stand at."""
    place = match.entry.attributes.get("place")
    if place is None:
        return True
    if place == "opens":
        return clauses.opens(match.first)
    return clauses.closes(match.last) == (place == "closes")


def _by_category(cues: Iterable[Match]) -> dict[str, list[Match]]:
    groups: dict[str, list[Match]] = {}
    for match in cues:
        own = match.entry.attributes["category"]
        for category in [own] if isinstance(own, str) else own:
            groups.setdefault(category, []).append(match)
    return groups


def _standing(cues: Sequence[Match], matches: Iterable[Match], category: str) -> Iterator[Cue]:
    """The category's cues, without those inside a longer cue of it and those that only seem to be cues.

    Where a cue and a pseudo-cue overlap the longer one stands: "does not deny" negates nothing.
    """
    seeming: dict[int, int] = {}
    for match in matches:
        attributes = match.entry.attributes
        if attributes["category"] == "pseudo" and category in attributes["of"]:
            for at in range(match.first, match.last + 1):
                seeming[at] = max(seeming.get(at, 0), _length(match))
    longest: Match | None = None
    for match in sorted(cues, key=lambda match: (match.first, -match.last)):
        if any(seeming.get(at, 0) >= _length(match) for at in range(match.first, match.last + 1)):
            continue
        same_place = longest is not None and (match.first, match.last) == (longest.first, longest.last)
        if longest is None or match.last > longest.last or same_place:
            longest = match
            attributes = match.entry.attributes
            yield Cue(match.first, match.last, category, attributes.get("direction", "forward"), attributes)


def _length(match: Match) -> int:
    return match.last - match.first + 1


def _signs(text: str, start: int, end: int, tokens: Sequence[Token]) -> list[Cue]:
    """Signs such as "(-)": forward at the start of a clause, backward behind a word ("SI (-)")."""
    places = _sign_places(text)
    if not places:
        return []
    starts = [token.start for token in tokens]
    signs: list[Cue] = []
    for at, behind_it, category in places[bisect_left(places, (start,)) : bisect_left(places, (end,))]:
        if behind_it > end:
            continue
        first = bisect_left(starts, at)
        gap = at - tokens[first - 1].end if first else 0
        behind = 0 < gap < 3 and text[at - gap : at].isspace()
        signs.append(Cue(first, first - 1, category, "backward" if behind else "forward"))
    return signs


# Each sentence of a note asks, so the last few texts are kept.
@functools.lru_cache(maxsize=8)
def _sign_places(text: str) -> list[tuple[int, int, str]]:
    """Where the signs of a text begin and end, with their categories, in order of place."""
    places: list[tuple[int, int, str]] = []
    for sign in runtime.compiled()["tables"]["assertion"]["symbols"]:
        at = text.find(sign["text"])
        while at >= 0:
            places.append((at, at + len(sign["text"]), sign["category"]))
            at = text.find(sign["text"], at + 1)
    return sorted(places)


class _Reach:
    """Computes how far each cue reaches; every step is linear in the number of tokens."""

    def __init__(self, clauses: Clauses, cues: Sequence[Cue], signs: Sequence[int]) -> None:
        self._clauses = clauses
        self._cues = cues
        self._signs = sorted(signs)
        self._limits = runtime.compiled()["tables"]["assertion"]["scope"]
        self._free = frozenset(
            at for cue in cues if cue.direction == "backward" for at in range(cue.first, cue.last + 1)
        )
        self._stops: dict[tuple[str, bool, bool], list[int]] = {}

    def coverage(self) -> Coverage:
        forward, backward = [], []
        for cue in self._cues:
            bit = BITS[cue.category]
            if cue.direction != "backward":
                forward.append((*self._ahead(cue), bit))
            if cue.direction != "forward":
                backward.append((*self._behind(cue), bit))
            if cue.attributes.get("inside"):
                forward.append((cue.first, cue.last + 1, bit))
        count = self._clauses.count
        return Coverage(_marked(forward, count), _marked(backward, count))

    def _stops_for(self, cue: Cue) -> list[int]:
        key = (cue.category, bool(cue.attributes.get("determiner")), "whole" in cue.attributes)
        if key not in self._stops:
            self._stops[key] = self._clauses.stops(*key, self._signs, self._free)
        return self._stops[key]

    def _ahead(self, cue: Cue) -> tuple[int, int]:
        begin, clauses = max(cue.last + 1, cue.first), self._clauses
        if "adjacent" in cue.attributes and clauses.is_before_comma(cue.last):
            return begin, begin
        end = min(clauses.count, begin + cue.attributes.get("scope", self._limits["forward"]))
        # What a heading names begins right behind its colon: "Past medical history: 1. Asthma".
        behind = begin if clauses.is_before_colon(cue.last) else begin - 1
        end = min(end, following(self._stops_for(cue), max(cue.first, behind), end))
        if cue.attributes.get("lists") == "stop":
            # "In 2019, he was ...": the comma behind an opening phrase belongs to the phrase.
            end = min(end, following(clauses.pauses, begin if clauses.opens(cue.first) else cue.last, end))
        if cue.attributes.get("genitive"):
            # "Her uncle's suicide and poor sleep": what "and" joins is more often the client's own.
            end = min(end, following(clauses.predicates, cue.last, end), clauses.next_join(cue.last))
        # "no focal | deficits": a target may begin among the words of a cue, if not with its first.
        return min(begin, cue.first + 1), min(end, clauses.end_of_enclosure(cue.first))

    def _behind(self, cue: Cue) -> tuple[int, int]:
        clauses = self._clauses
        begin = max(0, cue.first - cue.attributes.get("scope", self._limits["backward"]))
        # A sign is itself a stop, in front of the token behind it.
        begin = max(begin, preceding(self._stops_for(cue), min(cue.first, cue.last) + 1))
        if cue.attributes.get("lists") == "stop":
            begin = max(begin, preceding(clauses.pauses, cue.first + 1))
        elif cue.direction == "backward":
            begin = max(begin, preceding(clauses.predicates, cue.first) + 1)
            # "Panic disorder, F41.0, is ruled out": what stands between two commas is an aside.
            if "aside" not in cue.attributes or not clauses.is_before_comma(cue.first - 1):
                begin = max(begin, self._first_of_list(cue, begin))
        return begin, max(cue.first, cue.last)

    def _first_of_list(self, cue: Cue, least: int) -> int:
        """Where the list in front of the cue begins.

        "SI, HI denied" and "fever, cough and chills were denied" are lists; in "low mood, SI denied"
        the comma parts two statements.
        """
        clauses = self._clauses
        pauses = clauses.pauses
        joined = False
        item_end = cue.first
        nearest = bisect_left(pauses, cue.first) - 1
        while nearest >= 0 and pauses[nearest] > least:
            item = pauses[nearest]
            before = pauses[nearest - 1] if nearest else least
            joined = joined or any(clauses.is_joined(each) for each in range(item, item_end))
            if not joined and (item_end - item > 1 or item - max(before, least) > 1):
                return item
            item_end = item
            nearest -= 1
        return least


def _marked(reaches: list[tuple[int, int, int]], count: int) -> list[int]:
    """Per token the bits of the reaches it lies in.  Overlaps of one category are marked once."""
    marks = [0] * count
    furthest: dict[int, int] = {}
    for begin, end, bit in sorted(reaches):
        for at in range(max(begin, furthest.get(bit, 0)), end):
            marks[at] |= bit
        furthest[bit] = max(end, furthest.get(bit, 0))
    return marks
