"""House rules change weights, marks and wording, never what a level means."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.case import Case
from graders.faults import DataError
from graders.grade import grade_note, levels
from graders.loading import load_profile
from graders.profile import Profile
from graders.report import Report
from graders.rubric import default_rubric

CASE = Case(
    id="maya-mdd-1",
    template="SOAP",
    diagnosis_name="Major depressive disorder, recurrent, moderate",
    diagnosis_code="F33.1",
)
NOTE = """\
S: Client reports low mood most days and waking at three, so that she called in sick twice.

O: Tearful at first, brighter later. Individual CBT by telehealth, weekly.

A: Major depressive disorder, recurrent, moderate (F33.1). Cognitive restructuring was used to test
the thought that she is a burden; belief fell from 80 to 40. One of three planned walks done.

P: Client will walk by the river on Monday, Wednesday and Friday and note her mood before and after.
"""


def graded(**rules: object) -> Report:
    return grade_note(NOTE, case=CASE, profile=Profile.from_data({"id": "house", "title": "House", **rules}))


def line(report: Report, criterion: str) -> object:
    return next(each for each in report.ratings if each.criterion == criterion)


def test_the_levels_are_those_without_a_profile() -> None:
    report = graded(weights={"form.service": 30}, must_meet={"form.service": 2}, pass_mark=99)

    assert levels(report) == levels(grade_note(NOTE, case=CASE))


def test_weights_move_the_score() -> None:
    only_plan = {id: 0 for id in default_rubric().criteria} | {"medical_necessity.plan": 10}

    assert graded(weights=only_plan).score == 100


def test_a_least_level_and_a_pass_mark_decide_whether_it_passes() -> None:
    length = line(graded(), "form.concision").level

    assert length < 2
    assert graded().passed
    assert not graded(must_meet={"form.concision": 2}).passed
    assert not graded(pass_mark=100).passed


def test_a_lifted_least_level_holds_no_more() -> None:
    rules = {"weights": {"medical_necessity.diagnosis": 0}}
    text = NOTE.replace("Major depressive disorder, recurrent, moderate (F33.1). ", "")
    held = grade_note(text, case=CASE, profile=Profile.from_data({"id": "house", "title": "House", **rules}))
    rules["must_meet"] = {"medical_necessity.diagnosis": None}
    lifted = grade_note(text, case=CASE, profile=Profile.from_data({"id": "house", "title": "House", **rules}))

    assert (held.passed, lifted.passed) == (False, True)


def test_the_house_template_is_asked_for_where_no_exercise_asks_for_its_own() -> None:
    assert line(graded(template="DAP"), "form.structure").level == 1


def test_own_wording_stands_in_for_the_rubrics() -> None:
    own = {"form.concision": {"1": {"short": {"feedback": "This house wants half a page."}}}}

    assert line(graded(wording=own), "form.concision").feedback == "This house wants half a page."


def test_the_report_names_the_edition_of_the_rules() -> None:
    one, other = graded(pass_mark=80), graded(pass_mark=81)

    assert one.profile and one.profile.startswith("house@")
    assert one.profile != other.profile
    assert grade_note(NOTE, case=CASE).profile is None


def test_the_rubric_itself_is_left_as_it_is() -> None:
    before = default_rubric()
    before.with_profile(Profile.from_data({"id": "house", "pass_mark": 1, "weights": {"form.service": 1}}))

    assert default_rubric() is before
    assert before.criteria["form.service"].weight == 6


def test_a_mistyped_rule_or_criterion_is_refused_with_the_cure(tmp_path: Path) -> None:
    path = tmp_path / "house.yaml"
    path.write_text("id: house\ntitle: House\nweights: {form.servise: 3}\npassmark: 70\n", encoding="utf-8")

    with pytest.raises(DataError) as caught:
        load_profile(path)

    assert "passmark" in str(caught.value)
    assert 'did you mean "form.service"' in str(caught.value)


def test_the_house_may_ask_for_the_length_of_the_session() -> None:
    asked = graded(service=["modality", "length"])
    with_minutes = NOTE.replace("weekly", "weekly, 50 minutes")
    profile = Profile.from_data({"id": "house", "title": "House", "service": ["modality", "length"]})

    assert line(grade_note(NOTE, case=CASE), "form.service").level == 2
    assert line(asked, "form.service").level == 1
    assert line(grade_note(with_minutes, case=CASE, profile=profile), "form.service").level == 2
