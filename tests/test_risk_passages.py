"""A risk passage reaches the level that a careful rater gives it, on all five criteria at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from graders.case import Case
from graders.findings import Findings
from graders.grade import rate
from graders.lexicon import default_lexicon
from graders.note import Note
from graders.rubric import default_rubric

EXAMPLES = Path(__file__).parent / "examples"
PASSAGES = yaml.safe_load((EXAMPLES / "risk_passages.yaml").read_text(encoding="utf-8"))
CRITERIA = ("risk.status", "risk.factors", "risk.screen", "risk.safety_plan", "risk.crisis_support")
CASE = Case.from_data({"id": "passage", "risk": {"indicated": True}})


def levels(text: str) -> str:
    findings = Findings(Note(text), default_lexicon())
    return "".join(str(rate(findings, default_rubric().criteria[each], CASE).level) for each in CRITERIA)


@pytest.mark.parametrize("line", PASSAGES["passages"].splitlines())
def test_a_passage_reaches_its_levels(line: str) -> None:
    expected, text = line.split("|", 1)

    assert expected == levels(text)


@pytest.mark.parametrize("line", PASSAGES["known"].splitlines())
def test_known_differences_still_differ(line: str) -> None:
    """A passage that comes right is moved to the ones above."""
    expected, text = line.split("|", 1)

    assert expected != levels(text)


@pytest.mark.parametrize(
    ("criterion", "text", "quote"),
    [
        (
            "risk.screen",
            "Mood low. C-SSRS completed today: item 1 yes, items 2 to 6 no. Walk daily.",
            "C-SSRS completed today: item 1 yes, items 2 to 6 no",
        ),
        (
            "risk.screen",
            "Columbia screener given. Yes to wish to be dead, no to all other questions. Walk daily.",
            "Columbia screener given. Yes to wish to be dead, no to all other questions",
        ),
        (
            "risk.safety_plan",
            "He slept. We went over his safety plan line by line, and he left.",
            "went over his safety plan line by line",
        ),
        (
            "risk.safety_plan",
            "Mood low. Safety plan: reviewed and updated with client.",
            "Safety plan: reviewed and updated with client",
        ),
    ],
)
def test_a_quote_holds_the_words_that_earned_the_level(criterion: str, text: str, quote: str) -> None:
    rating = rate(Findings(Note(text), default_lexicon()), default_rubric().criteria[criterion], CASE)

    assert (2, quote) == (rating.level, text[rating.evidence[0].start : rating.evidence[0].end])


def test_thousands_of_denials_and_statements_of_one_risk_are_judged_at_once() -> None:
    text = "Denies SI. Reports SI nightly. No safety plan. Safety plan reviewed. C-SSRS not done. " * 400

    assert "1" == levels(text)[0]
