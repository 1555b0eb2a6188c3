"""A trie of phrases is kept with equal ends as one node, and comes back as it was."""

from __future__ import annotations

from typing import Any

from graders.trie import ENDS, GAPS, RULED_OUT, packed, unpacked


def planted(*rows: tuple[str, ...]) -> dict[str, Any]:
    """The trie of one entry's phrases."""
    trie: dict[str, Any] = {}
    for row in rows:
        node = trie
        for word in row:
            node = node.setdefault(word, {})
        node[ENDS] = [7]
    return trie


def test_a_trie_comes_back_as_it_was() -> None:
    trie = planted(("misses", "work"), ("skips", "work"))
    trie["late"] = {GAPS: {"3": {"work": {ENDS: [7]}, "school": {RULED_OUT: [8]}}}}

    assert unpacked(packed(trie)) == trie


def test_phrases_with_equal_ends_share_them() -> None:
    verbs, places = ("misses", "skips", "avoids"), ("work", "school", "class")
    trie = planted(*((verb, place) for verb in verbs for place in places))

    root = unpacked(packed(trie))

    assert len(packed(trie)) == 3
    assert root["misses"] is root["avoids"]


def test_ends_of_different_entries_stay_apart() -> None:
    trie = {"tired": {ENDS: [1]}, "late": {ENDS: [2]}}

    assert unpacked(packed(trie))["late"] == {ENDS: [2]}
    assert len(packed(trie)) == 3


def test_the_same_trie_is_packed_alike_whatever_order_it_grew_in() -> None:
    one = planted(("misses", "work"), ("skips", "class"))
    other = planted(("skips", "class"), ("misses", "work"))

    assert packed(one) == packed(other)
