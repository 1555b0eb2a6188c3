"""``goldenthread verify`` grades downloaded work again and accuses nobody without cause."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from graders import places
from graders.grade import grade_note
from graders.loading import Library
from graders.workfile import exercise_version, work_file

EXERCISE = "ines-first-soap"
NOTE = (
    "S: Client reports low mood most days, waking at two, and missed two days of work.\n"
    "O: EPDS 18. C-SSRS screener: yes to item 1, no to item 2.\n"
    "A: Major depressive disorder, recurrent, moderate (F33.1). Suicide risk moderate.\n"
    "P: Client will walk to the river on Monday and Friday. Next session in one week.\n"
)


@pytest.fixture(scope="module")
def checked() -> dict[str, Any]:
    """An attempt as the page keeps it."""
    course = places.exercises_dir()
    library = Library([course / "cases"], [course])
    exercise = library.exercise(EXERCISE)
    report = grade_note(NOTE, case=library.case_of(exercise), exercise=exercise)
    return {
        "id": "0123456789abcdef",
        "exercise": EXERCISE,
        "exercise_version": exercise_version(*library.sources_of(exercise)),
        "at": "2026-01-31T09:30:00Z",
        "text": NOTE,
        "report": report.as_data(),
    }


@pytest.fixture
def work(tmp_path: Path) -> Callable[..., Path]:
    def write(*attempts: dict[str, Any]) -> Path:
        path = tmp_path / "work.json"
        content = {
            "saved": "2026-01-31T10:00:00Z",
            "assignment": None,
            "drafts": [],
            "attempts": list(attempts),
        }
        path.write_text(work_file(content), encoding="utf-8")
        return path

    return write


def edited(attempt: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**attempt, "report": {**attempt["report"], **changes}}


def test_untouched_work_is_the_same(
    run: Callable[..., Result], work: Callable[..., Path], checked: dict[str, Any]
) -> None:
    result = run("verify", work(checked, {**checked, "id": "aside-0001", "report": None}))

    assert 0 == result.exit_code, result.output
    assert "unchanged since it was downloaded" in result.stdout
    assert "  same" in result.stdout
    assert "put aside without a check" in result.stdout


def test_raised_score_is_edited(
    run: Callable[..., Result], work: Callable[..., Path], checked: dict[str, Any]
) -> None:
    result = run("verify", work(edited(checked, score=100.0, passed=True)))

    assert 1 == result.exit_code
    assert f"edited: grading the text gives {checked['report']['score']:g}" in result.stdout


def test_other_grader_is_no_reproach(
    run: Callable[..., Result], work: Callable[..., Path], checked: dict[str, Any]
) -> None:
    result = run("verify", work(edited(checked, score=100.0, grader_version="000000000000")))

    assert 0 == result.exit_code
    assert "another version: regraded, now" in result.stdout


def test_changed_exercise_is_no_reproach(
    run: Callable[..., Result], work: Callable[..., Path], checked: dict[str, Any]
) -> None:
    result = run("verify", work({**edited(checked, score=100.0), "exercise_version": "000000000000"}))

    assert 0 == result.exit_code
    assert "another version" in result.stdout


def test_file_changed_after_the_download_is_told(
    run: Callable[..., Result], work: Callable[..., Path], checked: dict[str, Any]
) -> None:
    path = work(checked)
    path.write_text(path.read_text(encoding="utf-8").replace("09:30:00", "08:30:00"), encoding="utf-8")

    result = run("verify", path)

    assert 1 == result.exit_code
    assert "its checksum does not fit" in result.stdout


def test_exercise_that_is_not_here_is_told_with_a_cure(
    run: Callable[..., Result], work: Callable[..., Path], checked: dict[str, Any]
) -> None:
    result = run("verify", work({**checked, "exercise": "ines-first-soup"}))

    assert 1 == result.exit_code
    assert 'no exercise has the id "ines-first-soup"; did you mean "ines-first-soap"?' in result.stdout


def test_file_that_is_no_work_file_is_unusable_and_the_others_are_verified(
    run: Callable[..., Result], work: Callable[..., Path], checked: dict[str, Any], tmp_path: Path
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"id": 1}), encoding="utf-8")

    result = run("verify", bad, work(checked), tmp_path / "missing.json")

    assert 2 == result.exit_code
    assert "is JSON and no work file" in result.stderr
    assert "cannot be read" in result.stderr
    assert "  same" in result.stdout


def test_what_a_bad_file_holds_does_not_steer_the_terminal(
    run: Callable[..., Result], work: Callable[..., Path], checked: dict[str, Any]
) -> None:
    path = work(edited(checked, fix_first=["\x1b]0;owned\x07"]))

    result = run("verify", path)

    assert (result.exit_code, "which the report does not rate" in result.stderr) == (2, True)
    assert "\x1b" not in result.stderr and "\x07" not in result.stderr
