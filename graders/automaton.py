"""Reads a row of tokens with the trie of phrases as an automaton that is made while it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from graders.note import Token
from graders.trie import ENDS, GAPS, RULED_OUT, Node

_NO_TOKEN = frozenset((ENDS, RULED_OUT, GAPS))
#: What parts a token from the one before (``Token.parted``); behind a pause only gaps go on.
_NEXT, _PAUSE = 0, 1
#: The step to a token behind a stop, or beyond the last one: it leads nowhere.
_END = -1
#: So many steps are remembered before all are forgotten: hostile text brings new ones without end.
MOST_STEPS = 400_000

#: Asked so often, the children of many nodes are merged; most are asked once or twice in a process.
_WORTH_MERGING = 3

#: How a token is read: as the first of a phrase, whatever stands before it, and as a further one.
Step = tuple[int, int]
#: Where a phrase of an entry stands: first token, last token, the entry.
Hit = tuple[int, int, Any]


class _State(dict[int, "_State | None"]):
    """Where the phrases that began at one token may stand after the tokens read since.

    ``nodes`` has the children of the trie nodes just reached, ``behind_gaps`` those of the nodes
    behind a gap; ``open_gaps`` holds these by id, with the number of further tokens that the gap may
    still skip.  As a mapping it leads on by step, worked out when it is first asked for; None where
    no phrase goes on.  ``found`` are the entries that end here and those that are ruled out here,
    None where there are neither, as in most states.
    """

    __slots__ = ("automaton", "behind_gaps", "found", "nodes", "open_gaps", "skipping")

    def __init__(
        self,
        automaton: Automaton,
        found: tuple[tuple[Any, ...], tuple[Any, ...]] | None,
        nodes: _Children,
        open_gaps: Mapping[int, tuple[Node, int]],
        behind_gaps: _Children,
    ) -> None:
        self.automaton = automaton
        self.found = found
        self.nodes = nodes
        self.open_gaps = open_gaps
        self.behind_gaps = behind_gaps
        #: The state behind a token that only the gaps skip, once it is known.
        self.skipping: _State | None | bool = False

    def __missing__(self, step: int) -> _State | None:
        following = self[step] = self.automaton.follow(self, step)
        return following

    def next_nodes(self, keys: frozenset[str], parted: int) -> list[Node]:
        """The nodes that a token with those keys leads to."""
        found = self.behind_gaps.chosen(keys) if self.open_gaps else []
        return self.nodes.chosen(keys) + found if parted == _NEXT else found


class _Children:
    """The children of several nodes, to be chosen by key."""

    __slots__ = ("_asked", "_merged", "_nodes", "_wanted")

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._asked = 0
        self._wanted: frozenset[str] = frozenset()
        self._merged: dict[str, list[Node]] = {}

    def chosen(self, keys: frozenset[str]) -> list[Node]:
        if self._asked < _WORTH_MERGING:
            self._asked += 1
            return self._looked_through(keys)
        if not self._merged:
            self._merge()
        # Two sets meet far quicker than a set and the keys of a dictionary.
        return [node for key in self._wanted & keys for node in self._merged[key]]

    def _looked_through(self, keys: frozenset[str]) -> list[Node]:
        found: list[Node] = []
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


class _Steps(dict[str, tuple[Step, Step, Step]]):
    """The steps to a token of a look-up form, by what parts it from the one before.

    They are worked out when first asked for, and handed out again as the same objects: a dictionary
    finds a key by identity without fetching it from memory, which is what most of a reading waits for.
    """

    __slots__ = ("_symbol",)

    def __init__(self, symbol: Callable[[str], int]) -> None:
        self._symbol = symbol

    def __missing__(self, form: str) -> tuple[Step, Step, Step]:
        # A step's number is its symbol's, doubled, and one more behind a pause.
        opening = 2 * self._symbol(form)
        steps = ((opening, opening), (opening, opening + 1), (opening, _END))
        if len(self) < MOST_STEPS:
            self[form] = steps
        return steps


class Automaton:
    """Finds the phrases of a trie in rows of tokens.

    A common word opens hundreds of phrases, and the same few thousand words follow each other in
    all notes: so the nodes that a row of tokens leads to are made one state, and each step from a
    state is worked out when it is first taken (the subset construction, done lazily).
    ``entries`` are what the trie's numbers stand for; ``keys_of`` gives the trie keys of a look-up form.
    """

    def __init__(
        self, trie: Node, entries: Sequence[Any], keys_of: Callable[[str], frozenset[str]]
    ) -> None:
        self._trie = trie
        self._entries = entries
        self._keys_of = keys_of
        self._steps = _Steps(self._symbol)
        self._numbers: dict[frozenset[str], int] = {}
        self._alphabet: list[frozenset[str]] = []
        self._forget()

    def _forget(self) -> None:
        self._children: dict[frozenset[int], _Children] = {}
        self._states: dict[frozenset[object], _State] = {}
        self._start = self._state((self._trie,), {})
        self._count = 0

    def steps(self, tokens: Iterable[Token]) -> list[Step]:
        """The tokens as steps; one that no phrase tells from another has the same."""
        steps = self._steps
        return [steps[form][parted] for _, _, form, parted in tokens]

    def _symbol(self, form: str) -> int:
        """The number of all forms that no phrase tells from this one; unknown words share theirs."""
        keys = self._keys_of(form)
        known = self._numbers.setdefault(keys, len(self._alphabet))
        if known == len(self._alphabet):
            self._alphabet.append(keys)
        return known

    def read(self, steps: Sequence[Step]) -> tuple[list[Hit], list[Hit]]:
        """Where the phrases stand, and where phrases stand that rule their entry out; both in order."""
        hits: list[Hit] = []
        ruled_out: list[Hit] = []
        start = self._start
        further = [step for _, step in steps]
        further.append(_END)
        for first, (opening, _) in enumerate(steps):
            at = first
            state = start[opening]
            while state is not None:
                if state.found is not None:
                    ends, others = state.found
                    for entry in ends:
                        hits.append((first, at, entry))
                    for entry in others:
                        ruled_out.append((first, at, entry))
                at += 1
                state = state[further[at]]
        if self._count > MOST_STEPS:
            self._forget()
        return hits, ruled_out

    def follow(self, state: _State, step: int) -> _State | None:
        """The state that a step leads to; None where no phrase goes on."""
        self._count += 1
        if step == _END:
            return None
        nodes = state.next_nodes(self._alphabet[step // 2], step % 2)
        if nodes:
            return self._behind(state, nodes)
        if state.skipping is False:
            state.skipping = self._behind(state, nodes)
        return state.skipping

    def _behind(self, state: _State, nodes: Sequence[Node]) -> _State | None:
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

    def _state(self, nodes: Sequence[Node], gaps: Mapping[int, tuple[Node, int]]) -> _State:
        behind = [node for node, _ in gaps.values()]
        found = (self._entries_at(nodes, ENDS), self._entries_at(nodes, RULED_OUT))
        return _State(
            self, found if any(found) else None, self._children_of(nodes), gaps, self._children_of(behind)
        )

    def _entries_at(self, nodes: Sequence[Node], sign: str) -> tuple[Any, ...]:
        """The entries that have the sign at one of the nodes, in order of their numbers."""
        numbers = {number for node in nodes for number in node.get(sign, ())}
        return tuple(self._entries[number] for number in sorted(numbers))

    def _children_of(self, nodes: Sequence[Node]) -> _Children:
        """The nodes' children, merged once: a gap has the same ones at every token that it skips."""
        name = frozenset(map(id, nodes))
        if name not in self._children:
            self._children[name] = _Children(nodes)
        return self._children[name]
