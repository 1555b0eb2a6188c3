"""Reads a row of tokens with the trie of phrases as an automaton that is made while it is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

#: Keys of a trie node that are no token: entries that end here, entries ruled out here, gaps.
ENDS, RULED_OUT, GAPS = "$", "!", "<"
_NO_TOKEN = frozenset((ENDS, RULED_OUT, GAPS))
#: What parts a token from the one before (``Token.parted``); beyond a stop no phrase goes on.
_NEXT, _PAUSE, _STOP = 0, 1, 2
#: So many steps are remembered before all are forgotten: hostile text brings new ones without end.
MOST_STEPS = 400_000

#: Asked so often, the children of many nodes are merged; most are asked once or twice in a process.
_WORTH_MERGING = 3

_Node = Mapping[str, Any]
#: Where a phrase of an entry stands: first token, last token, the entry's number.
Hit = tuple[int, int, int]


class _State:
    """Where the phrases that began at one token may stand after the tokens read since.

    ``nodes`` has the children of the trie nodes just reached, ``behind_gaps`` those of the nodes
    behind a gap; ``open_gaps`` holds these by id, with the number of further tokens that the gap may
    still skip.  ``steps`` leads on by symbol, for a token that follows directly and for one behind
    a pause, which only gaps cross.
    """

    __slots__ = ("behind_gaps", "ends", "nodes", "open_gaps", "ruled_out", "skipping", "steps")

    def __init__(
        self,
        nodes: Sequence[_Node],
        children: _Children,
        open_gaps: Mapping[int, tuple[_Node, int]],
        behind_gaps: _Children,
    ) -> None:
        self.nodes = children
        self.behind_gaps = behind_gaps
        self.open_gaps = open_gaps
        self.ends = tuple(sorted({index for node in nodes for index in node.get(ENDS, ())}))
        self.ruled_out = tuple({index for node in nodes for index in node.get(RULED_OUT, ())})
        self.steps: tuple[dict[int, _State | None], dict[int, _State | None]] = ({}, {})
        #: The state behind a token that only the gaps skip, once it is known.
        self.skipping: _State | None | bool = False

    def follow(self, keys: frozenset[str], parted: int) -> list[_Node]:
        """The nodes that a token with those keys leads to."""
        found = self.behind_gaps.chosen(keys) if self.open_gaps else []
        return self.nodes.chosen(keys) + found if parted == _NEXT else found


class _Children:
    """The children of several nodes, to be chosen by key."""

    __slots__ = ("_asked", "_merged", "_nodes", "_wanted")

    def __init__(self, nodes: Sequence[_Node]) -> None:
        self._nodes = nodes
        self._asked = 0
        self._wanted: frozenset[str] = frozenset()
        self._merged: dict[str, list[_Node]] = {}

    def chosen(self, keys: frozenset[str]) -> list[_Node]:
        if self._asked < _WORTH_MERGING:
            self._asked += 1
            return self._looked_through(keys)
        if not self._merged:
            self._merge()
        # Two sets meet far quicker than a set and the keys of a dictionary.
        return [node for key in self._wanted & keys for node in self._merged[key]]

    def _looked_through(self, keys: frozenset[str]) -> list[_Node]:
        found: list[_Node] = []
        for node in self._nodes:
            if len(node) < len(keys):
                found += [child for key, child in node.items() if key in keys]
            else:
                found += [node[key] for key in keys if key in node]
        return found

    def _merge(self) -> None:
        for node in self._nodes:
            for key, child in node.items():
                if key not in _NO_TOKEN:
                    self._merged.setdefault(key, []).append(child)
        self._wanted = frozenset(self._merged)


class Automaton:
    """Finds the phrases of a trie in rows of symbols.

    A common word opens hundreds of phrases, and the same few thousand words follow each other in
    all notes: so the nodes that a row of tokens leads to are made one state, and each step from a
    state is worked out when it is first taken (the subset construction, done lazily).
    ``keys_of`` gives the trie keys of a look-up form.
    """

    def __init__(self, trie: _Node, keys_of: Callable[[str], frozenset[str]]) -> None:
        self._trie = trie
        self._keys_of = keys_of
        self._symbols: dict[str, int] = {}
        self._numbers: dict[frozenset[str], int] = {}
        self._alphabet: list[frozenset[str]] = []
        self._forget()

    def _forget(self) -> None:
        self._children: dict[frozenset[int], _Children] = {}
        self._states: dict[frozenset[object], _State] = {}
        self._start = self._state((self._trie,), {})
        self._count = 0

    def symbol(self, form: str) -> int:
        """The number of all forms that no phrase tells from this one; unknown words share theirs."""
        known = self._symbols.get(form)
        if known is None:
            keys = self._keys_of(form)
            known = self._numbers.setdefault(keys, len(self._alphabet))
            if known == len(self._alphabet):
                self._alphabet.append(keys)
            if len(self._symbols) < MOST_STEPS:
                self._symbols[form] = known
        return known

    def read(self, symbols: Sequence[int], parted: Sequence[int]) -> tuple[list[Hit], list[Hit]]:
        """Where the phrases stand, and where phrases stand that rule their entry out; both in order."""
        hits: list[Hit] = []
        ruled_out: list[Hit] = []
        count = len(symbols)
        openings = self._start.steps[_NEXT]
        for first, symbol in enumerate(symbols):
            at = first
            state = openings[symbol] if symbol in openings else self._step(self._start, symbol, _NEXT)
            while state is not None:
                for index in state.ends:
                    hits.append((first, at, index))
                for index in state.ruled_out:
                    ruled_out.append((first, at, index))
                at += 1
                if at == count or parted[at] == _STOP:
                    break
                symbol = symbols[at]
                steps = state.steps[parted[at]]
                state = steps[symbol] if symbol in steps else self._step(state, symbol, parted[at])
        if self._count > MOST_STEPS:
            self._forget()
        return hits, ruled_out

    def _step(self, state: _State, symbol: int, parted: int) -> _State | None:
        """The state that a symbol leads to, remembered; None where no phrase goes on."""
        nodes = state.follow(self._alphabet[symbol], parted)
        if nodes:
            following = self._behind(state, nodes)
        elif state.skipping is False:
            following = state.skipping = self._behind(state, nodes)
        else:
            following = state.skipping
        state.steps[parted][symbol] = following
        self._count += 1
        return following

    def _behind(self, state: _State, nodes: Sequence[_Node]) -> _State | None:
        """The state of the nodes and of the gaps that one more token leaves open."""
        gaps = {at: (node, left - 1) for at, (node, left) in state.open_gaps.items() if left}
        for node in nodes:
            for width, behind in node.get(GAPS, {}).items():
                known = gaps.get(id(behind))
                if known is None or known[1] < int(width):
                    gaps[id(behind)] = (behind, int(width))
        if not (nodes or gaps):
            return None
        name = frozenset([*map(id, nodes), *((at, left) for at, (_, left) in gaps.items())])
        if name not in self._states:
            self._states[name] = self._state(nodes, gaps)
        return self._states[name]

    def _state(self, nodes: Sequence[_Node], gaps: Mapping[int, tuple[_Node, int]]) -> _State:
        behind = [node for node, _ in gaps.values()]
        return _State(nodes, self._children_of(nodes), gaps, self._children_of(behind))

    def _children_of(self, nodes: Sequence[_Node]) -> _Children:
        """The nodes' children, merged once: a gap has the same ones at every token that it skips."""
        name = frozenset(map(id, nodes))
        if name not in self._children:
            self._children[name] = _Children(nodes)
        return self._children[name]
