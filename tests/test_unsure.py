"""Reasons on which raters and grader often differ are said to be unsure."""

from __future__ import annotations

import pytest

from graders import grade, runtime
from graders.case import NO_CASE
from graders.findings import Findings
from graders.lexicon import default_lexicon
from graders.note import Note
from graders.rating import Rating
from graders.rubric import default_rubric

REASONS = [
    (criterion, int(reason.split()[0]), reason.split()[1])
    for criterion, reasons in runtime.compiled()["tables"]["unsure"]["reasons"].items()
    for reason in reasons
]


@pytest.mark.parametrize(("criterion", "level", "reason"), REASONS)
def test_a_disputed_reason_is_one_of_the_rubric(criterion: str, level: int, reason: str) -> None:
    assert (level, reason) in default_rubric().criteria[criterion].wordings


def test_a_rating_for_a_disputed_reason_is_unsure_and_any_other_as_sure_as_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    id, level, reason = REASONS[0]
    criterion = default_rubric().criteria[id]
    findings = Findings(Note("She slept badly."), default_lexicon())
    monkeypatch.setattr(grade, "function_for", lambda _: lambda *_: Rating(level, reason))
    disputed = grade.rate(findings, criterion, NO_CASE)
    monkeypatch.setattr(grade, "function_for", lambda _: lambda *_: Rating(level, "quite another one"))
    settled = grade.rate(findings, criterion, NO_CASE)

    assert (disputed.unsure, settled.unsure) == (True, False)
