"""The rubric as the graders see it: criteria with weights, levels and wording."""

from __future__ import annotations

import functools
import string
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from graders import runtime
from graders.profile import Profile


@dataclass(frozen=True)
class Wording:
    """What the trainee reads for one reason: a feedback sentence and the next step, if any."""

    feedback: str
    next_step: str | None


@dataclass(frozen=True, eq=False)
class Criterion:
    """One rubric row."""

    id: str
    domain: str
    title: str
    weight: int
    weights: Mapping[str, int]
    must_meet: int | None
    kinds: tuple[str, ...]
    applies: str
    learn: str
    strength: str
    descriptors: Mapping[int, str]
    wordings: Mapping[tuple[int, str], Wording]
    #: What a profile asks of the criterion beyond weight and wording ("screens", "parts").
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.id.split(".", 1)[1]

    def weight_in(self, kind: str) -> int:
        """The weight in a kind of note; only the person-first row weighs differently in two."""
        return self.weights.get(kind, self.weight)

    def weighing(self, weight: int | None) -> Criterion:
        """This criterion with an exercise's weight; None keeps the rubric's own."""
        return self if weight is None else replace(self, weight=weight, weights={})

    def with_profile(self, profile: Profile) -> Criterion:
        """This criterion under house rules: weight, least level, wording and options."""
        weight = (profile.weights or {}).get(self.id)
        wording = {
            (int(level), reason): Wording(
                sentences.get("feedback", self.wordings[int(level), "default"].feedback),
                sentences.get("next_step"),
            )
            for level, reasons in (profile.wording or {}).get(self.id, {}).items()
            for reason, sentences in reasons.items()
        }
        return replace(
            self,
            weight=self.weight if weight is None else weight,
            weights=self.weights if weight is None else {},
            must_meet=(profile.must_meet or {}).get(self.id, self.must_meet),
            wordings={**self.wordings, **wording},
            options=(profile.options or {}).get(self.id, {}),
        )

    def wording(self, level: int, reason: str, values: Mapping[str, str]) -> Wording:
        """The wording for a reason; the level's default one where the reason has none, or where
        ``values`` cannot fill its braces (a sentence with a hole would say something untrue)."""
        wording = self.wordings.get((level, reason))
        if wording is None or not can_fill(wording.feedback + (wording.next_step or ""), values):
            return self.wordings[level, "default"]
        return wording


@dataclass(frozen=True)
class Rubric:
    """All criteria in rubric order, by id."""

    version: str
    criteria: Mapping[str, Criterion]
    refusals: Mapping[str, Wording]
    phrases: Mapping[str, Any]
    pass_mark: int = 80
    profile: str | None = None

    def for_kind(self, kind: str) -> tuple[Criterion, ...]:
        """The criteria of a kind of note ("progress" or "psychotherapy"), in rubric order."""
        return tuple(c for c in self.criteria.values() if kind in c.kinds)

    def with_profile(self, profile: Profile) -> Rubric:
        """This rubric under a network's house rules; the levels mean what they meant."""
        return replace(
            self,
            criteria={id: criterion.with_profile(profile) for id, criterion in self.criteria.items()},
            pass_mark=self.pass_mark if profile.pass_mark is None else profile.pass_mark,
            profile=profile.name,
        )


def can_fill(template: str, values: Mapping[str, str]) -> bool:
    """Whether every brace name of the template has a value."""
    return all(name in values for name in _brace_names(template))


@functools.lru_cache(maxsize=1024)
def _brace_names(template: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def rubric_from_data(data: Mapping[str, Any]) -> Rubric:
    """The rubric of checked rubric.yaml data."""
    criteria = [
        _criterion(domain["id"], each) for domain in data["domains"] for each in domain["criteria"]
    ]
    return Rubric(
        version=str(data["rubric_version"]),
        criteria={criterion.id: criterion for criterion in criteria},
        refusals={
            each["id"]: Wording(each["feedback"], each.get("next_step")) for each in data["not_gradable"]
        },
        phrases=data.get("phrases", {}),
        pass_mark=data.get("pass_mark", 80),
    )


def _criterion(domain: str, data: Mapping[str, Any]) -> Criterion:
    return Criterion(
        id=data["id"],
        domain=domain,
        title=data["title"],
        weight=data["weight"],
        weights=data.get("weights", {}),
        must_meet=data.get("must_meet"),
        kinds=tuple(data["kinds"]),
        applies=data.get("applies", "always"),
        learn=data["learn"],
        strength=data["strength"],
        descriptors={level["level"]: level["descriptor"] for level in data["levels"]},
        wordings={
            (level["level"], reason["id"]): Wording(reason["feedback"], reason.get("next_step"))
            for level in data["levels"]
            for reason in level["reasons"]
        },
    )


@functools.cache
def default_rubric() -> Rubric:
    """The rubric that ships with the package."""
    return rubric_from_data(runtime.compiled()["rubric"])
