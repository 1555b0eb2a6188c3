"""Finds the phrases of the compiled lexicons in a row of tokens, in one walk through a trie."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from graders import runtime
from graders.note import Token

#: Keys of a trie node that are no token: entries that end here, entries ruled out here, gaps.
ENDS, RULED_OUT, GAPS = "$", "!", "<"
_NO_TOKEN = frozenset((ENDS, RULED_OUT, GAPS))
NUMBER = "#"
#: So many words' keys are remembered; a longer vocabulary is looked up each time.
MOST_FORMS = 20_000


_Children = dict[str, list[Mapping[str, Any]]]


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
        self._keysets: dict[str, frozenset[str]] = {}
        self._openings: dict[str, _Opening] = {}
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
        hits: list[tuple[int, int, int]] = []
        for index, places in ends.items():
            if len(places) > 1 or index in ruled_out:
                places = _longest(places, ruled_out.get(index, ()))
            hits += [(first, last, index) for first, last in places]
        hits.sort()
        return [Match(first, last, self.entries[index]) for first, last, index in hits]

    def _opening(self, form: str) -> _Opening:
        """What phrases that begin with a token of that form go on with, remembered by form."""
        known = self._openings.get(form)
        if known is None:
            known = _Opening([self._trie[key] for key in self.keys(form) if key in self._trie])
            if len(self._openings) < MOST_FORMS:
                self._openings[form] = known
        return known

    def _walk(
        self, tokens: Sequence[Token], keys: list[frozenset[str]], first: int
    ) -> list[tuple[int, Mapping[str, Any]]]:
        """(last token, node) for each node where a phrase that starts at ``first`` ends."""
        opening = self._opening(tokens[first].form)
        reached: list[tuple[int, Mapping[str, Any]]] = [(first, node) for node in opening.ends]
        count = len(tokens)
        # (token just taken, node it led to)
        taken = opening.second(tokens, keys, first + 1)
        while taken:
            at, node = taken.pop()
            if ENDS in node or RULED_OUT in node:
                reached.append((at, node))
            following = at + 1
            if following == count:
                continue
            if tokens[following].parted == 0:
                taken += [(following, node[key]) for key in keys[following].intersection(node)]
            if GAPS in node:
                taken += _after_gaps(tokens, keys, following, node[GAPS])
        return reached


class _Opening:
    """The nodes that a first token leads to, merged: a common word opens hundreds of phrases, and
    the second token rules out nearly all of them at one look."""

    def __init__(self, nodes: Sequence[Mapping[str, Any]]) -> None:
        self.ends = [node for node in nodes if ENDS in node or RULED_OUT in node]
        following: _Children = {}
        beyond: list[_Children] = []
        for node in nodes:
            _add(following, node)
            for width, behind in node.get(GAPS, {}).items():
                beyond += [{} for _ in range(int(width) + 1 - len(beyond))]
                for skipped in range(int(width) + 1):
                    _add(beyond[skipped], behind)
        # Sets beside the children: meeting two frozensets is far quicker than a set and a dict.
        self._next = (frozenset(following), following)
        #: By the number of tokens skipped.
        self._beyond = [(frozenset(children), children) for children in beyond]

    def second(
        self, tokens: Sequence[Token], keys: list[frozenset[str]], at: int
    ) -> list[tuple[int, Mapping[str, Any]]]:
        """(second token, node) for each phrase that goes on at ``at`` or behind a gap from there."""
        found: list[tuple[int, Mapping[str, Any]]] = []
        if at == len(tokens):
            return found
        wanted, children = self._next
        if wanted and tokens[at].parted == 0:
            for key in wanted & keys[at]:
                found += [(at, node) for node in children[key]]
        for wanted, children in self._beyond:
            if at == len(tokens) or tokens[at].parted == 2:
                break
            for key in wanted & keys[at]:
                found += [(at, node) for node in children[key]]
            at += 1
        return found


def _add(to: _Children, node: Mapping[str, Any]) -> None:
    for key, child in node.items():
        if key not in _NO_TOKEN:
            to.setdefault(key, []).append(child)


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


def _longest(places: list[tuple[int, int]], ruled_out: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The places that are not ruled out, without those that overlap a longer or an earlier one."""
    chosen: list[tuple[int, int]] = []
    ruled_out = sorted(ruled_out)
    # How far what is ruled out reaches of all that begins at or in front of the place.
    at, furthest = 0, -1
    for first, last in sorted(places, key=lambda place: (place[0], -place[1])):
        if chosen and first <= chosen[-1][1]:
            continue
        while at < len(ruled_out) and ruled_out[at][0] <= first:
            furthest = max(furthest, ruled_out[at][1])
            at += 1
        if last > furthest:
            chosen.append((first, last))
    return chosen


@functools.cache
def default_lexicon() -> Lexicon:
    """All lexicons that ship with the package, as one."""
    return Lexicon(runtime.compiled()["lexicon"])
