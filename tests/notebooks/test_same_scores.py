"""The grader that runs nothing gives the scores that nbgrader's own execution gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.adapters.nbgrader.autograding import autograde
from tests.notebooks.classroom import ASSIGNMENT, RISK, SORT, Classroom, new_course
from tests.notebooks.samples import model
from tests.notebooks.test_autograde import (
    EMOJI,
    GOOD,
    WRONG,
    delete_answer,
    duplicate_answer,
    rename_exercise,
    split_answer,
)

STUDENTS = ("good", "odd-signs", "half", "short", "duplicated", "split", "renamed", "deleted")


def hand_in(course: Classroom) -> None:
    course.submit("good", RISK, GOOD)
    course.submit("good", SORT, model(SORT))
    course.submit("odd-signs", RISK, EMOJI.replace(". ", ".\r\n"))
    course.submit("odd-signs", SORT, WRONG)
    course.submit("half", RISK, GOOD[: len(GOOD) // 2])
    course.submit("short", RISK, "Risk is low.")
    course.submit("duplicated", RISK, GOOD, duplicate_answer)
    course.submit("split", RISK, GOOD, split_answer)
    course.submit("renamed", RISK, GOOD, rename_exercise)
    course.submit("deleted", RISK, GOOD, delete_answer)


def scores(course: Classroom) -> dict[tuple[str, str], object]:
    return {
        (student, exercise): course.grade(student, exercise)["auto_score"]
        for student in STUDENTS
        for exercise in (RISK, SORT)
    }


def test_reading_and_executing_give_the_same_scores(tmp_path: Path) -> None:
    reading = new_course(tmp_path / "reading")
    hand_in(reading)
    executing = reading.copy(tmp_path / "executing")
    config = executing.folder / "nbgrader_config.py"
    config.write_text(
        config.read_text(encoding="utf-8") + "\ndel c.Autograde.autograde_preprocessors\n", encoding="utf-8"
    )

    faults = [result.fault for result in autograde(reading.folder, ASSIGNMENT)]
    executing.nbgrader("autograde", ASSIGNMENT)

    assert faults == [""] * len(STUDENTS)
    assert scores(reading) == pytest.approx(scores(executing))
    assert len(set(scores(reading).values())) >= 4
