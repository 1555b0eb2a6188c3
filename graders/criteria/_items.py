"""Turns the items that would better be left out into a rating, and their kinds into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graders.rating import Rating, evidence
from graders.rubric import default_rubric
from graders.spans import Span


@dataclass(frozen=True)
class Item:
    """One thing that would better be left out: its kind (a reason in rubric.yaml) and where it stands."""

    kind: str
    span: Span
    is_sure: bool = True


def rated_by_items(items: Sequence[Item]) -> Rating:
    """2 without any item, 1 for one, 0 for more; unsure where the sure ones alone would cost less."""
    if not items:
        return Rating(2, "met")
    values = {"count": str(len(items)), "items": joined_names(item.kind for item in items)}
    spans = evidence((item.span for item in items), "against")
    unsure = sum(1 for item in items if item.is_sure) < min(2, len(items))
    if len(items) == 1:
        return Rating(1, items[0].kind, spans, unsure=unsure, values=values)
    return Rating(0, "several", spans, unsure=unsure, values=values)


def joined_names(kinds: Iterable[str]) -> str:
    """The kinds by name, each once, as a list in a sentence: "a third party's name and speculation"."""
    phrases = default_rubric().phrases
    names = list(dict.fromkeys(phrases["names"][kind] for kind in kinds))
    return phrases["join_more"].join([*names[:-2], phrases["join_two"].join(names[-2:])])
