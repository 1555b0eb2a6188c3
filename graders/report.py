"""The report: what a trainee, a coach and a gradebook get for one answer, and its one serialisation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

REPORT_VERSION = 1


@dataclass(frozen=True)
class RatingLine:
    """One criterion's rating with points and the sentences that go with it."""

    criterion: str
    level: int | str | None
    points: int | float | None
    max_points: int | float
    evidence: tuple[Mapping[str, Any], ...]
    feedback: str
    next_step: str | None
    learn: str | None
    unsure: bool
    override: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class ItemLine:
    """One sort item, review rating or kept fact; ``credit`` runs from 0 to 1 (None: a line not read)."""

    id: str
    given: str | None
    expected: str | None
    credit: int | float | None
    feedback: str
    learn: str | None


@dataclass(frozen=True)
class Report:
    """One answer's report; the fields stand in the order in which they are serialised."""

    rubric_version: str
    grader_version: str
    profile: str | None
    id: str
    case: str | None
    exercise: str | None
    status: str
    reason: str | None
    score: float | None
    passed: bool | None
    words: int
    ratings: tuple[RatingLine, ...] = ()
    items: tuple[ItemLine, ...] = ()
    strengths: tuple[str, ...] = ()
    fix_first: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Plain data with every key of the published report, in its order."""
        return {
            "report_version": REPORT_VERSION,
            **_shallow(self),
            "ratings": [
                {**_shallow(line), "evidence": [dict(each) for each in line.evidence]}
                for line in self.ratings
            ],
            "items": [_shallow(item) for item in self.items],
            "strengths": list(self.strengths),
            "fix_first": list(self.fix_first),
        }


def _shallow(record: Report | RatingLine | ItemLine) -> dict[str, Any]:
    return dict(vars(record))  # the fields, in their order


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def serialise(report: Report) -> str:
    """The report as one line of JSON with a final newline; equal reports give equal bytes (UTF-8)."""
    return _ENCODER.encode(report.as_data()) + "\n"
