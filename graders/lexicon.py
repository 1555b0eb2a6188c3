"""Finds the phrases of the compiled lexicons in a row of tokens, in one reading."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any, NamedTuple

from graders import runtime
from graders.automaton import Automaton, Hit, Step
from graders.note import Token
from graders.trie import unpacked

NUMBER = "#"


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One lexicon entry: what it is called, what it stands for, and its other data; equal only to itself."""

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
        self.entries = tuple(
            # Labels are grouped and compared for every finding; interned, they are told apart by identity.
            Entry(each["id"], intern(each["label"]), intern(each["lexicon"]), each.get("attributes", {}))
            for each in compiled["entries"]
        )
        self._automaton = Automaton(unpacked(compiled["nodes"]), self.entries, self.keys)

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
        return self.read(self.steps(tokens))

    def steps(self, tokens: Iterable[Token]) -> list[Step]:
        """What ``read`` reads instead of the tokens, so that each is looked up but once."""
        return self._automaton.steps(tokens)

    def read(self, steps: Sequence[Step]) -> list[Match]:
        """``find``, in tokens that are steps already."""
        hits, ruled_out = self._automaton.read(steps)
        if ruled_out:
            hits = list(_allowed(hits, ruled_out))
        if len({entry for _, _, entry in hits}) < len(hits):
            hits = _longest(hits)
        return list(map(_match, hits))


#: A named tuple's own constructor is Python code, which a note would run for hundreds of matches.
_match = functools.partial(tuple.__new__, Match)


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits without those that overlap a longer one of their entry from the same token, or an earlier one.

    They come, and go, in order: by first token, then by last.
    """
    chosen: list[Hit | None] = []
    latest: dict[Entry, int] = {}
    for hit in hits:
        first, _, entry = hit
        before = chosen[latest[entry]] if entry in latest else None
        if before is not None:
            if first == before[0]:
                chosen[latest[entry]] = None
            elif first <= before[1]:
                continue
        latest[entry] = len(chosen)
        chosen.append(hit)
    return [hit for hit in chosen if hit is not None]


def _allowed(hits: Iterable[Hit], ruled_out: Iterable[Hit]) -> Iterator[Hit]:
    """The hits that lie in no stretch that rules their entry out; both come in order."""
    stretches: dict[Entry, list[Hit]] = {}
    for stretch in ruled_out:
        stretches.setdefault(stretch[2], []).append(stretch)
    # Of each entry, how many stretches begin at or in front of the hit, and how far they reach.
    reached: dict[Entry, tuple[int, int]] = {}
    for hit in hits:
        first, last, entry = hit
        own = stretches.get(entry)
        if own is None:
            yield hit
            continue
        at, furthest = reached.get(entry, (0, -1))
        while at < len(own) and own[at][0] <= first:
            furthest = max(furthest, own[at][1])
            at += 1
        reached[entry] = (at, furthest)
        if last > furthest:
            yield hit


@functools.cache
def default_lexicon() -> Lexicon:
    """All lexicons that ship with the package, as one."""
    return Lexicon(runtime.compiled()["lexicon"])
