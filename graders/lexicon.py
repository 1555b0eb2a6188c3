"""Finds the phrases of the compiled lexicons in a row of tokens, in one reading."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from graders import runtime
from graders.automaton import Automaton
from graders.note import Token

NUMBER = "#"


@dataclass(frozen=True, slots=True)
class Entry:
    """One lexicon entry: what it is called, what it stands for, and its other data."""

    id: str
    label: str
    lexicon: str
    attributes: Mapping[str, Any]


class Match(NamedTuple):
    """An entry found at the tokens ``first`` to ``last`` (inclusive)."""

    first: int
    last: int
    entry: Entry


class Lexicon:
    """All compiled lexicons as one trie.

    A trie edge is a look-up key.  A token has several: its form, the classes that it belongs to,
    and ``#`` if it is a number; so an inflected or interchangeable word costs one look-up and no
    expansion of the phrases it stands in.
    """

    def __init__(self, compiled: Mapping[str, Any]) -> None:
        self._keys: Mapping[str, list[str]] = compiled["keys"]
        self._words = frozenset(compiled["words"])
        self._automaton = Automaton(compiled["trie"], self.keys)
        self.entries = tuple(
            Entry(each["id"], each["label"], each["lexicon"], each.get("attributes", {}))
            for each in compiled["entries"]
        )

    def keys(self, form: str) -> frozenset[str]:
        """Every key under which a token of that look-up form is found; none for a word of no phrase."""
        return frozenset(self._all_keys(form))

    def _all_keys(self, form: str) -> Iterator[str]:
        if form in self._words:
            yield form
        yield from self._keys.get(form, ())
        if form.endswith("'s"):
            yield form[:-2]
            yield from self._keys.get(form[:-2], ())
        if form[0].isdigit() or NUMBER in self._keys.get(form, ()):
            yield NUMBER
            yield from self._keys.get(NUMBER, ())

    def find(self, tokens: Sequence[Token]) -> list[Match]:
        """Every entry's matches, in order of position.

        Of overlapping matches of the same entry the longest stands; different entries may overlap.
        A match inside one of its own entry's ``not`` phrases is dropped.
        """
        symbol = self._automaton.symbol
        ends, ruled_out = self._automaton.read(
            [symbol(token.form) for token in tokens], [token.parted for token in tokens]
        )
        hits: list[tuple[int, int, int]] = []
        for index, places in ends.items():
            if index in ruled_out:
                places = list(_allowed(places, ruled_out[index]))
            if len(places) > 1:
                places = _longest(places)
            hits += [(first, last, index) for first, last in places]
        hits.sort()
        return [Match(first, last, self.entries[index]) for first, last, index in hits]


def _longest(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places without those that overlap a longer one from the same token, or an earlier one.

    They come in order: by first token, then by last.
    """
    chosen: list[tuple[int, int]] = []
    begun = reached = -1
    for place in places:
        if place[0] == begun:
            chosen[-1] = place
        elif place[0] > reached:
            chosen.append(place)
            begun = place[0]
        else:
            continue
        reached = place[1]
    return chosen


def _allowed(
    places: Sequence[tuple[int, int]], ruled_out: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The places that lie in no stretch that is ruled out; both come in order."""
    # How far what is ruled out reaches of all that begins at or in front of the place.
    at, furthest = 0, -1
    for first, last in places:
        while at < len(ruled_out) and ruled_out[at][0] <= first:
            furthest = max(furthest, ruled_out[at][1])
            at += 1
        if last > furthest:
            yield first, last


@functools.cache
def default_lexicon() -> Lexicon:
    """All lexicons that ship with the package, as one."""
    return Lexicon(runtime.compiled()["lexicon"])
