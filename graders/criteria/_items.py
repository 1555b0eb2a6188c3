"""Turns the kinds of items found in a note into the words that feedback lists them with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graders.rubric import default_rubric
from graders.spans import Span


@dataclass(frozen=True)
class Item:
    """One thing that would better be left out: its kind (a reason in rubric.yaml) and where it stands."""

    kind: str
    span: Span
    is_sure: bool = True


def joined_names(kinds: Iterable[str]) -> str:
    """The kinds by name, each once, as a list in a sentence: "a third party's name and speculation"."""
    phrases = default_rubric().phrases
    names = list(dict.fromkeys(phrases["names"][kind] for kind in kinds))
    return phrases["join_more"].join([*names[:-2], phrases["join_two"].join(names[-2:])])
