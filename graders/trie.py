"""Keeps a trie of phrases as a list of nodes in which equal ends are one node, and makes it a trie again.

"(misses|skips) (work|school|class)" ends six times in the same way.  With equal ends as one node a
quarter of the nodes is left, to be sent, loaded and remembered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

#: Keys of a trie node that are no token: entries that end here, entries ruled out here, gaps.
ENDS, RULED_OUT, GAPS = "$", "!", "<"
_ENTRIES = (ENDS, RULED_OUT)

Node = Mapping[str, Any]


def packed(trie: Node) -> list[dict[str, Any]]:
    """The trie's different nodes, each behind those it leads to, which stand in it as places in the list."""
    nodes: list[dict[str, Any]] = []
    places: dict[str, int] = {}

    def place(node: Node) -> int:
        made = {key: _child(key, child) for key, child in sorted(node.items())}
        name = repr(made)
        if name not in places:
            places[name] = len(nodes)
            nodes.append(made)
        return places[name]

    def _child(key: str, child: Any) -> Any:
        if key in _ENTRIES:
            return child
        if key == GAPS:
            return {width: place(behind) for width, behind in sorted(child.items())}
        return place(child)

    place(trie)
    return nodes


def unpacked(nodes: Sequence[Node]) -> Node:
    """The trie that was packed: its root, whose equal ends are the same objects."""
    made: list[dict[str, Any]] = []
    for packed_node in nodes:
        node: dict[str, Any] = {}
        for key, child in packed_node.items():
            if key in _ENTRIES:
                node[key] = child
            elif key == GAPS:
                node[key] = {width: made[at] for width, at in child.items()}
            else:
                node[key] = made[child]
        made.append(node)
    return made[-1]
