"""``goldenthread check``: what it prints and its exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_what_the_course_ships_is_sound(run: Run) -> None:
    result = run("check")

    assert (result.exit_code, result.stdout) == (0, "")


def test_a_coach_s_own_exercises_are_checked_too_and_every_fault_is_told_at_once(
    run: Run, exercises: Path
) -> None:
    path = exercises / "plan-line" / "exercise.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("maya-mdd-1", "maya-mdd-9").replace(".plan]", ".plam]"),
        encoding="utf-8",
    )

    result = run("check", "--exercises", exercises)

    assert result.exit_code == 2
    assert "plan-line/exercise.yaml is not usable (2 problems):" in result.stdout
    assert 'case (line 3): no case has the id "maya-mdd-9"; did you mean "maya-mdd-1"?' in result.stdout
    assert 'did you mean "medical_necessity.plan"?' in result.stdout
    assert "mistake-*.md where 2 are needed" in result.stdout


def test_a_warning_alone_leaves_the_data_usable(run: Run, cases: Path) -> None:
    with (cases / "maya-mdd-1.yaml").open("a", encoding="utf-8") as file:
        file.write("tempalte: SOAP\n")

    result = run("check", "--cases", cases)

    assert result.exit_code == 0
    assert (
        'warning: tempalte (line 12): is a key that nothing reads; did you mean "template"?' in result.stdout
    )
