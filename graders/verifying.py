"""Compares an attempt of a work file with what the same text gets when it is graded again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graders.report import Report
from graders.workfile import canonical


@dataclass(frozen=True)
class Verdict:
    """``name`` is "same", "edited" or "another version"; ``score`` is that of the new report."""

    name: str
    score: float | None


def verdict(attempt: Mapping[str, Any], regraded: Report, exercise_version: str) -> Verdict:
    """What regrading the attempt's text says about the report that came with it.

    "edited" is an accusation: it falls only where grader, exercise and profile are those of the
    attempt and the report still differs.  Whatever differs otherwise may come from the versions.
    """
    report = attempt["report"]
    if canonical(report) == canonical(regraded.as_data()):
        return Verdict("same", regraded.score)
    is_comparable = (
        report["grader_version"] == regraded.grader_version
        and report["profile"] == regraded.profile
        and attempt["exercise_version"] == exercise_version
    )
    return Verdict("edited" if is_comparable else "another version", regraded.score)
