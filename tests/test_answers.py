"""Sorts, reviews and kept facts earn what they should, and a line that cannot be read is named."""

from __future__ import annotations

import pytest

from graders.compiling import compile_keep
from graders.exercise import Exercise
from graders.grade import grade_note

SORT = Exercise.from_data(
    {
        "kind": "sort",
        "items": [
            {"id": "phq", "text": "PHQ-9 is 16, was 12.", "places": ["progress"], "why": "Test results belong in the chart."},
            {"id": "hunch", "text": "Her boss sounds like her father.", "places": ["psychotherapy", "neither"], "why": "A hunch."},
        ],
    },
    "which-record",
)
GIVEN = (
    "Client is a borderline and was manipulative on the telephone this week. She reported low mood on most days, "
    "slept four hours a night and missed two shifts because of fatigue. Next session is on Monday at ten."
)
REVIEW = Exercise.from_data(
    {
        "kind": "review",
        "given": GIVEN,
        "levels": {"language.person_first": 0, "medical_necessity.plan": 1, "risk.status": "na"},
        "marks": {"language.person_first": ["is a borderline"], "medical_necessity.plan": ["Next session is on Monday"]},
        "why": {"medical_necessity.plan": "An appointment is no task."},
    },
    "read-this-note",
)


def credits(exercise: Exercise, answer: str) -> dict[str, float | None]:
    return {item.id: item.credit for item in grade_note(answer, exercise=exercise).items}


def test_every_right_place_of_a_sort_item_earns_credit():
    assert credits(SORT, "phq: progress\nhunch: neither") == {"phq": 1, "hunch": 1}
    assert credits(SORT, "phq: progress\r\nhunch: Psychotherapy") == {"phq": 1, "hunch": 1}


def test_a_wrong_place_and_a_missing_answer_earn_nothing():
    report = grade_note("phq: neither", exercise=SORT)

    assert [item.credit for item in report.items] == [0, 0]
    assert (report.status, report.score, report.passed) == ("graded", 0.0, False)
    assert "Test results belong in the chart." in report.items[0].feedback


def test_a_line_that_waits_for_its_answer_is_unanswered_and_not_unreadable():
    report = grade_note("phq: progress\nhunch: \n", exercise=SORT)

    assert [(item.id, item.given, item.credit) for item in report.items] == [("phq", "progress", 1), ("hunch", None, 0)]


def test_items_and_places_may_be_named_as_a_person_would():
    answer = "PHQ-9 is 16, was 12.: progress note.\n- Her boss sounds like her father: Neither"

    assert credits(SORT, answer) == {"phq": 1, "hunch": 1}
    assert credits(REVIEW, "Plan: 1\nCurrent risk status: na")["risk.status"] == 1


def test_a_place_that_is_none_is_said_and_not_taken_for_a_wrong_one():
    report = grade_note("phq: progres\nhunch: neither", exercise=SORT)

    assert "progres" in report.items[0].feedback and "none of the three" in report.items[0].feedback


def test_an_answer_without_one_readable_line_gives_no_reasons_away():
    report = grade_note("I would put the test into the chart.", exercise=SORT)

    assert (report.status, [item.id for item in report.items]) == ("not_gradable", ["line 1"])
    assert "Test results" not in str(report.as_data())


def test_a_line_that_cannot_be_read_is_named_and_costs_nothing():
    report = grade_note("phq: progress\nI think the hunch goes nowhere\nhunch: neither\nunknown: progress", exercise=SORT)

    assert report.score == 100.0
    assert [item.id for item in report.items if item.credit is None] == ["line 2", "line 4"]


def test_an_empty_sort_is_not_gradable():
    report = grade_note("\n", exercise=SORT)

    assert (report.status, report.reason, report.score) == ("not_gradable", "too_short", None)


def test_a_review_with_the_settled_levels_and_words_earns_all():
    answer = 'language.person_first: 0 "a borderline"\nmedical_necessity.plan: 1 “Monday at ten”\nrisk.status: na'

    assert credits(REVIEW, answer) == {"language.person_first": 1, "medical_necessity.plan": 1, "risk.status": 1}


def test_one_level_off_earns_half_of_two_thirds_and_a_wrong_na_nothing():
    answer = 'language.person_first: 1 "manipulative"\nmedical_necessity.plan: na\nrisk.status: 2'

    assert credits(REVIEW, answer) == {
        "language.person_first": pytest.approx(1 / 3),
        "medical_necessity.plan": 0,
        "risk.status": 0,
    }


def test_marking_most_of_the_note_earns_no_mark():
    answer = f'language.person_first: 0 "{GIVEN}"\nmedical_necessity.plan: 1 "Monday"\nrisk.status: na'

    assert credits(REVIEW, answer)["language.person_first"] == pytest.approx(2 / 3)


def rewrite(text: str):
    keep = [
        {"id": "sleep", "fact": "sleep of about four hours", "wordings": ["sleep~v <3> four hours", "four hours of sleep"]},
        {"id": "asked", "fact": "that suicidal thoughts were denied", "wordings": ["suicidal (thoughts|ideation)"], "asserted": "negated"},
    ]
    data = {"kind": "rewrite", "criteria": ["language.person_first"], "given": "…", "keep": keep, "keep_lexicon": compile_keep(keep)}
    return grade_note(text, exercise=Exercise.from_data(data, "say-it-kindly"))


def test_marks_that_count_for_nothing_because_they_cover_too_much_are_told_so():
    report = grade_note(f'language.person_first: 0 "{GIVEN}"', exercise=REVIEW)

    assert "more than a quarter" in report.items[0].feedback
    assert "rests on other words" not in report.items[0].feedback


def test_several_quoted_marks_on_one_line_are_several_marks():
    answer = 'language.person_first: 0 "manipulative on the telephone", "is a borderline"'

    assert credits(REVIEW, answer)["language.person_first"] == 1


def test_kept_facts_must_be_asserted_as_they_are():
    report = rewrite("Client slept about four hours a night and denied suicidal thoughts when asked.")

    assert {item.id: item.credit for item in report.items} == {"sleep": 1, "asked": 1}


def test_a_fact_turned_into_its_contrary_is_not_kept():
    report = rewrite("Client did not sleep four hours on any night and had suicidal thoughts twice.")

    assert {item.id: item.credit for item in report.items} == {"sleep": 0, "asked": 0}
    assert report.score == 0.0
