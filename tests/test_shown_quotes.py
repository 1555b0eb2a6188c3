"""The words shown for a plan, an intervention and a response are those that carry the level."""

from __future__ import annotations

import pytest

from graders.case import NO_CASE
from graders.grade import grade_note

NOTE = (
    "Data: Individual CBT, weekly, 50 minutes. She reports worry all day and misses work because of it.\n"
    "{work}\n"
    "Assessment: Generalized anxiety disorder, F41.1. {answer}\n"
    "Plan: {plan}"
)
WORK = "Cognitive restructuring was used to test the belief that any mistake ends in dismissal."
ANSWER = "Belief fell from 80 to 45. Goal 1 is moving."
ANSWERED = ["Belief fell from 80 to 45", "Goal 1 is moving"]
PLAN = "She will walk to the park on Tuesday."

SHOWN = [
    ("plan", {"plan": "Safety plan revised with her brother, who holds the key. " + PLAN}, [PLAN[:-1]]),
    ("plan", {"plan": PLAN + " Seen for 50 min weekly."}, [PLAN[:-1]]),
    ("plan", {"plan": "Reminded of the limits of confidentiality. " + PLAN}, [PLAN[:-1]]),
    ("plan", {"plan": "Until we meet: one call on Friday."}, ["Until we meet: one call on Friday"]),
    ("plan", {"plan": "Peer worker rings her tomorrow. Next visit on Friday."}, ["Next visit on Friday"]),
    ("response", {"answer": "Suicide risk is low, lower than last week. " + ANSWER}, ANSWERED),
    ("response", {"answer": "PHQ-9 given, item 9 came to 2. " + ANSWER}, ANSWERED),
    ("response", {"answer": "I found it hard to hear her. " + ANSWER}, ANSWERED),
    ("intervention", {"work": "It took her an age to get to the door and the chair. " + WORK}, [WORK[:-1]]),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "parts", "quotes"), SHOWN)
def test_only_what_carries_the_level_is_shown(
    criterion: str, parts: dict[str, str], quotes: list[str]
) -> None:
    text = NOTE.format(**{"work": WORK, "answer": ANSWER, "plan": PLAN, **parts})

    report = grade_note(text, case=NO_CASE)

    line = next(each for each in report.ratings if each.criterion == f"medical_necessity.{criterion}")
    assert [each["quote"] for each in line.evidence] == quotes
