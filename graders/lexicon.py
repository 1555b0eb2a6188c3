"""Finds the phrases of the compiled lexicons in a row of tokens, in one walk through a trie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graders.note import Token

#: Keys of a trie node that are no token: entries that end here, entries ruled out here, gaps.
ENDS, RULED_OUT, GAPS = "$", "!", "<"
NUMBER = "#"
#: So many words' keys are remembered; a longer vocabulary is looked up each time.
MOST_FORMS = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One lexicon entry: what it is called, what it stands for, and its other data."""

    id: str
    label: str
    lexicon: str
    attributes: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
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
        self._keysets: dict[str, frozenset[str]] = {}
        self._roots: dict[str, list[Mapping[str, Any]]] = {}
        self._trie: Mapping[str, Any] = compiled["trie"]
        self.entries = tuple(
            Entry(each["id"], each["label"], each["lexicon"], each.get("attributes", {}))
            for each in compiled["entries"]
        )

    def keys(self, form: str) -> frozenset[str]:
        """Every key under which a token of that look-up form is found."""
        known = self._keysets.get(form)
        if known is None:
            known = frozenset(self._all_keys(form))
            if len(self._keysets) < MOST_FORMS:
                self._keysets[form] = known
        return known

    def _all_keys(self, form: str) -> Iterator[str]:
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
        keys = [self.keys(token.form) for token in tokens]
        ends: dict[int, list[tuple[int, int]]] = {}
        ruled_out: dict[int, list[tuple[int, int]]] = {}
        for first in range(len(tokens)):
            for last, node in self._walk(tokens, keys, first):
                for index in node.get(ENDS, ()):
                    ends.setdefault(index, []).append((first, last))
                for index in node.get(RULED_OUT, ()):
                    ruled_out.setdefault(index, []).append((first, last))
        matches = [
            Match(first, last, self.entries[index])
            for index, places in ends.items()
            for first, last in _longest(places, ruled_out.get(index, ()))
        ]
        return sorted(matches, key=lambda match: (match.first, match.last, match.entry.id))

    def _starts(self, form: str) -> list[Mapping[str, Any]]:
        """The nodes below the root that a token of that form reaches, remembered by form."""
        known = self._roots.get(form)
        if known is None:
            known = [self._trie[key] for key in self.keys(form) if key in self._trie]
            if len(self._roots) < MOST_FORMS:
                self._roots[form] = known
        return known

    def _walk(
        self, tokens: Sequence[Token], keys: list[frozenset[str]], first: int
    ) -> list[tuple[int, Mapping[str, Any]]]:
        """(last token, node) for each node where a phrase that starts at ``first`` ends."""
        reached: list[tuple[int, Mapping[str, Any]]] = []
        count = len(tokens)
        # (token just taken, node it led to)
        taken = [(first, node) for node in self._starts(tokens[first].form)]
        while taken:
            at, node = taken.pop()
            if ENDS in node or RULED_OUT in node:
                reached.append((at, node))
            following = at + 1
            if following == count:
                continue
            if tokens[following].parted == 0:
                here = keys[following]
                # A node mostly has fewer children than a common word has keys.
                shared = here.intersection(node) if len(node) < len(here) else here & node.keys()
                taken += [(following, node[key]) for key in shared]
            if GAPS in node:
                taken += _after_gaps(tokens, keys, following, node[GAPS])
        return reached


def _after_gaps(
    tokens: Sequence[Token], keys: list[frozenset[str]], at: int, gaps: Mapping[str, Any]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """What stands behind gaps of up to so many tokens; a gap may cross a comma, no sentence."""
    for width, beyond in gaps.items():
        for here in range(at, min(at + int(width) + 1, len(tokens))):
            if tokens[here].parted == 2:
                break
            found = keys[here]
            for key in found.intersection(beyond):
                yield here, beyond[key]


def _longest(
    places: list[tuple[int, int]], ruled_out: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    end = -1
    for first, last in sorted(set(places), key=lambda place: (place[0], -place[1])):
        if last <= end or any(low <= first and last <= high for low, high in ruled_out):
            continue
        if first <= end:
            continue
        end = last
        yield first, last
