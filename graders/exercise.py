"""An exercise as the graders see it: what is asked, against which criteria, and what counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

KINDS = ("note", "passage", "rewrite", "sort", "review")


@dataclass(frozen=True)
class Keep:
    """A fact or thread that a rewrite must keep, in any of several wordings.

    ``asserted`` is how it has to stand there: "present", "negated", "planned", "historical" or "any".
    """

    id: str
    fact: str
    wordings: tuple[str, ...]
    asserted: str
    why: str
    learn: str | None


@dataclass(frozen=True)
class SortItem:
    """One item to be sorted; several places may be right."""

    id: str
    text: str
    places: tuple[str, ...]
    why: str
    learn: str | None


@dataclass(frozen=True)
class Exercise:
    """One exercise of any kind; keys that its kind does not use are empty.

    ``criteria`` maps criterion ids to weights (None: the rubric's own weight); empty means all that
    apply.  ``must_meet`` maps criterion ids to the least level; None means the rubric's default.
    ``levels``, ``marks`` and ``why`` belong to a review and are keyed by criterion id.
    """

    id: str
    kind: str
    title: str = ""
    module: str = ""
    case: str | None = None
    prompt: str = ""
    goal: str = ""
    minutes: int | None = None
    difficulty: int = 1
    criteria: Mapping[str, int | None] | None = None
    must_meet: Mapping[str, int] | None = None
    pass_mark: int | None = None
    min_words: int = 5
    scaffold: str = ""
    given: str = ""
    keep: tuple[Keep, ...] = ()
    keep_lexicon: Mapping[str, Any] | None = None
    items: tuple[SortItem, ...] = ()
    levels: Mapping[str, Any] | None = None
    marks: Mapping[str, tuple[str, ...]] | None = None
    why: Mapping[str, str] | None = None
    learn: str | None = None

    @classmethod
    def from_data(cls, data: Mapping[str, Any], id: str | None = None) -> Exercise:
        """The exercise of a checked exercise file's data; ``id`` is the folder's name."""
        return cls(
            id=str(id or data.get("id") or ""),
            kind=str(data["kind"]),
            title=str(data.get("title") or ""),
            module=str(data.get("module") or ""),
            case=data.get("case"),
            prompt=str(data.get("prompt") or ""),
            goal=str(data.get("goal") or ""),
            minutes=data.get("minutes"),
            difficulty=data.get("difficulty") or 1,
            criteria=_numbers(data.get("criteria"), None),
            must_meet=_numbers(data.get("must_meet"), 1),
            pass_mark=data.get("pass_mark"),
            min_words=data.get("min_words", 5),
            scaffold=str(data.get("scaffold") or ""),
            given=str(data.get("given") or ""),
            keep=tuple(_keep(each) for each in data.get("keep") or ()),
            keep_lexicon=data.get("keep_lexicon"),
            items=tuple(_item(each) for each in data.get("items") or ()),
            levels=data.get("levels"),
            marks={key: _texts(words) for key, words in (data.get("marks") or {}).items()},
            why=data.get("why"),
            learn=data.get("learn"),
        )


def _numbers(data: Any, bare: int | None) -> dict[str, Any] | None:
    """A mapping id → number from a mapping, or from a list whose bare ids mean ``bare``."""
    if data is None:
        return None
    if isinstance(data, Mapping):
        return {str(key): bare if value is None else value for key, value in data.items()}
    numbers: dict[str, Any] = {}
    for each in data:
        numbers.update((_numbers(each, bare) or {}) if isinstance(each, Mapping) else {str(each): bare})
    return numbers


def _texts(words: Any) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)


def _keep(data: Mapping[str, Any]) -> Keep:
    return Keep(
        id=data["id"],
        fact=data["fact"],
        wordings=tuple(str(wording) for wording in data["wordings"]),
        asserted=data.get("asserted", "present"),
        why=data.get("why", ""),
        learn=data.get("learn"),
    )


def _item(data: Mapping[str, Any]) -> SortItem:
    return SortItem(
        id=str(data["id"]),
        text=data["text"],
        places=_texts(data["places"]),
        why=data["why"],
        learn=data.get("learn"),
    )
