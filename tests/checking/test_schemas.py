"""The schemas hold for what the graders make and the course ships."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graders.case import Case
from graders.checking import check
from graders.grade import grade_note
from graders.report import serialise
from graders.schema import SCHEMAS, validator

NOTE = (
    "S: Client reports low mood and waking at three most days, so that she called in sick twice.\n"
    "O: Tearful. CBT by telehealth, 53 minutes, weekly.\nA: MDD, recurrent, moderate (F33.1).\n"
    "P: Walk on Monday and Friday."
)


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_schema_is_itself_sound(path: Path) -> None:
    found = validator(path.stem)

    found.check_schema(found.schema)


@pytest.mark.parametrize("text", ["", NOTE], ids=["refused", "graded"])
def test_a_report_has_its_published_shape(text: str) -> None:
    report = json.loads(serialise(grade_note(text, case=Case(id="maya-mdd-1", template="SOAP"), id="week-3")))

    errors = [f"{error.json_path}: {error.message}" for error in validator("report").iter_errors(report)]

    assert errors == []
    assert list(report) == validator("report").schema["required"]


def test_a_report_with_a_score_and_no_grade_is_no_report() -> None:
    report = json.loads(serialise(grade_note("", id="week-3"))) | {"score": 80.0}

    assert not validator("report").is_valid(report)


def test_a_case_with_two_ids_in_one_folder_is_told(tmp_path: Path, root: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    source = min((root / "exercises" / "cases").glob("*.yaml")).read_text(encoding="utf-8")
    (cases / "a.yaml").write_text(source, encoding="utf-8")
    (cases / "b.yaml").write_text(source, encoding="utf-8")

    found = {
        each.path.name: [str(fault) for fault in each.faults]
        for each in check(tmp_path / "none", [], cases=[cases])
    }

    assert any("is the id of a.yaml too" in fault for fault in found["b.yaml"])


def test_a_reserved_folder_is_no_exercise(tmp_path: Path) -> None:
    (tmp_path / "tracks").mkdir()
    (tmp_path / "tracks" / "exercise.yaml").write_text("title: Tracks\n", encoding="utf-8")

    (checked,) = check(tmp_path / "none", [tmp_path])

    assert '"tracks" is reserved' in checked.faults[0].cause
