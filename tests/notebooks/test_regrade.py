"""What a coach has marked stays; what went wrong inside the grader is no mark."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.apps.api import NbGraderAPI

from graders.adapters.cli import goldenthread
from graders.adapters.nbgrader.autograding import autograde
from graders.adapters.nbgrader.settings import course_app, inside
from graders.adapters.notebook import grading
from graders.faults import DataError
from tests.notebooks.classroom import (
    ASSIGNMENT,
    RISK,
    RISK_POINTS,
    SORT,
    SORT_POINTS,
    Classroom,
    init_course,
    new_course,
)
from tests.notebooks.samples import cell_of, model
from tests.notebooks.test_autograde import GOOD, WRONG, feedback


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    course = new_course(tmp_path_factory.mktemp("term") / "notes-101")
    course.submit("ana", RISK, GOOD)
    course.submit("bo", RISK, "Risk is low.")
    return course


@pytest.fixture
def course(template: Classroom, tmp_path: Path) -> Classroom:
    return template.copy(tmp_path / "course")


def grade_all(course: Classroom, force: bool = False) -> list[str]:
    return [result.fault for result in autograde(course.folder, ASSIGNMENT, force=force)]


def test_a_mark_set_by_hand_is_never_overwritten(course: Classroom) -> None:
    grade_all(course)
    for student, points in {"ana": 3, "bo": 11.5}.items():
        course.mark_by_hand(student, RISK, points)

    grade_all(course, force=True)
    course.nbgrader("autograde", ASSIGNMENT, "--student", "ana", "--force")

    ana, bo = course.grade("ana", RISK), course.grade("bo", RISK)
    assert (ana["manual_score"], bo["manual_score"]) == (3, 11.5)
    assert (ana["auto_score"], bo["auto_score"]) == (RISK_POINTS, 0)
    with course.gradebook() as gradebook:
        assert gradebook.find_submission_notebook(RISK, ASSIGNMENT, "ana").score == 3


def test_a_comment_of_the_coach_stays(course: Classroom) -> None:
    grade_all(course)
    with course.gradebook() as gradebook:
        gradebook.find_comment(f"answer-{RISK}", RISK, ASSIGNMENT, "ana").manual_comment = "Clear and short."
        gradebook.db.commit()

    grade_all(course, force=True)

    with course.gradebook() as gradebook:
        assert gradebook.find_comment(f"answer-{RISK}", RISK, ASSIGNMENT, "ana").comment == "Clear and short."


def test_a_raising_grader_is_0_and_waits_for_the_coach(
    course: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("out of order")

    monkeypatch.setattr(grading, "grade_note", fail)

    assert grade_all(course) == ["", ""]
    grade = course.grade("ana", RISK)
    assert (grade["auto_score"], grade["needs_manual_grade"]) == (0, True)
    assert "something went wrong inside the grader (RuntimeError)" in feedback(course, "ana")


def test_an_exercise_that_was_renamed_after_release_is_0_and_waits_for_the_coach(
    course: Classroom, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(grading.places, "exercises_dir", lambda: tmp_path / "renamed")

    assert grade_all(course) == ["", ""]
    grade = course.grade("ana", RISK)
    assert (grade["auto_score"], grade["needs_manual_grade"]) == (0, True)
    assert "not on this machine" in feedback(course, "ana")


def test_a_test_cell_of_a_coach_that_runs_code_is_0_and_waits_for_the_coach(tmp_path: Path) -> None:
    """Without execution it has no output, which nbgrader takes for full marks."""
    course = init_course(tmp_path / "course")
    source = course.folder / "source" / ASSIGNMENT / f"{SORT}.ipynb"
    source.write_text(
        source.read_text(encoding="utf-8").replace(f'"score-{SORT}"', '"own-test"'), encoding="utf-8"
    )
    course.nbgrader("generate_assignment", ASSIGNMENT)
    course.submit("ana", SORT, model(SORT))

    grade_all(course)

    with course.gradebook() as gradebook:
        grade = gradebook.find_grade("own-test", SORT, ASSIGNMENT, "ana")
        assert (grade.auto_score, grade.needs_manual_grade) == (0, True)


def test_the_formgraders_button_grades_in_the_same_way(course: Classroom) -> None:
    app = course_app(course.folder)
    with inside(course.folder):
        result = NbGraderAPI(app.coursedir, parent=app).autograde(ASSIGNMENT, "ana")

    assert result["success"], result.get("error")
    assert course.grade("ana", RISK)["auto_score"] == RISK_POINTS


@pytest.mark.parametrize(
    "file",
    [
        "this is no notebook",
        "",
        "[]",
        "\udcff",
        '{"cells": "none", "nbformat": 4, "nbformat_minor": 5, "metadata": []}',
        '{"nbformat": 99}',
        "[" * 100_000,
    ],
    ids=["prose", "empty", "another list", "not UTF-8", "no cells", "of the future", "very deep"],
)
def test_a_file_that_is_no_notebook_is_0_and_waits_for_the_coach(course: Classroom, file: str) -> None:
    course.hand_in("abel", RISK, file)

    assert [result.fault for result in autograde(course.folder, ASSIGNMENT, student="abel")] == [""]

    grade = course.grade("abel", RISK)
    assert (grade["auto_score"], grade["needs_manual_grade"]) == (0, True)
    assert "no notebook, so there was nothing to grade" in feedback(course, "abel")


def test_a_file_with_another_name_stops_nobody_else_and_is_told(course: Classroom) -> None:
    course.submit("abel", RISK, GOOD)
    handed_in = course.folder / "submitted" / "abel" / ASSIGNMENT / f"{RISK}.ipynb"
    handed_in.rename(handed_in.with_name("my note (2).ipynb"))

    result = CliRunner().invoke(goldenthread, ["course", "grade", str(course.folder), ASSIGNMENT])

    assert result.exit_code == 1
    assert f"abel: nothing in {handed_in.parent} is called {RISK}.ipynb or {SORT}.ipynb" in result.stderr
    assert "2 students graded, 1 could not be graded" in result.stderr
    assert course.grade("ana", RISK)["auto_score"] == RISK_POINTS


def test_later_work_is_graded_anew_and_other_work_is_left_alone(course: Classroom) -> None:
    grade_all(course)
    before = course.autograded("bo", RISK)
    course.submit("bo", RISK, GOOD)

    grade_all(course)
    assert course.autograded("bo", RISK) == before

    grade_all(course, force=True)
    assert course.grade("bo", RISK)["auto_score"] == RISK_POINTS


def test_work_after_the_due_date_is_marked_late(course: Classroom) -> None:
    folder = course.folder / "submitted" / "ana" / ASSIGNMENT
    (folder / "timestamp.txt").write_text("2031-05-02 23:59:59 UTC", encoding="utf-8")

    grade_all(course)

    with course.gradebook() as gradebook:
        assert gradebook.find_submission(ASSIGNMENT, "ana").total_seconds_late == 24 * 3600


def test_what_cannot_be_graded_at_all_is_said_with_its_cure(course: Classroom, tmp_path: Path) -> None:
    with pytest.raises(DataError, match='no assignment "week-2".*take one of: week-1'):
        autograde(course.folder, "week-2")
    with pytest.raises(DataError, match="no course folder; make it one with goldenthread course init"):
        autograde(tmp_path, ASSIGNMENT)
    with pytest.raises(DataError, match="holds no submissions"):
        autograde(course.folder, ASSIGNMENT, student="nobody")


def test_points_of_the_other_notebook_are_0_when_it_was_not_handed_in(course: Classroom) -> None:
    course.submit("carla", SORT, WRONG)

    grade_all(course)

    assert course.grade("carla", RISK)["auto_score"] == 0
    assert course.grade("carla", SORT)["max_score"] == SORT_POINTS
    assert cell_of(course.autograded("carla", SORT), "score").outputs
