"""``goldenthread agreement``: figures from files, and files that are no reports or labels."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
PLAN = "medical_necessity.plan"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Four notes of two cases; the grader differs in one."""
    levels = {"D-1": (2, 2), "D-2": (1, 1), "D-3": (0, 1), "D-4": (2, 2)}
    reports = [
        {
            "id": id,
            "status": "graded",
            "reason": None,
            "profile": None,
            "ratings": [{"criterion": PLAN, "level": grader}],
        }
        for id, (_, grader) in levels.items()
    ]
    labels = [
        {"id": id, "case": f"case-{number % 2}", "gradable": True, "reason": None, "levels": {PLAN: label}}
        for number, (id, (label, _)) in enumerate(levels.items())
    ]
    return write(tmp_path / "reports.jsonl", reports), write(tmp_path / "labels.jsonl", labels)


def write(path: Path, objects: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in objects), encoding="utf-8")
    return path


def test_figures_per_criterion_and_macro(run: Run, files: tuple[Path, Path]) -> None:
    result = run("agreement", *files, "--format", "json")

    figures = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [(row["criterion"], row["n"], row["exact"]) for row in figures["criteria"]] == [(PLAN, 4, 0.75)]
    assert figures["macro"]["kappa"] == figures["criteria"][0]["kappa"]
    assert figures["differences"] == [{"id": "D-3", "criterion": PLAN, "label": 0, "grader": 1}]


def test_the_table_fits_eighty_columns(run: Run, files: tuple[Path, Path]) -> None:
    result = run("agreement", *files)

    assert PLAN in result.stdout and "0.750" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


def test_labels_without_a_report_are_named(run: Run, files: tuple[Path, Path]) -> None:
    with files[1].open("a", encoding="utf-8") as file:
        file.write(json.dumps({"id": "D-5", "case": "case-0", "gradable": True, "levels": {PLAN: 2}}) + "\n")

    result = run("agreement", *files)

    assert result.exit_code == 1
    assert "D-5" in result.stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 5: is not readable JSON"),
        ('{"case": "case-0"}', 'line 5: has no "id"'),
        ('{"id": "D-1", "levels": {"medical_necessity.plan": 2}}', '"D-1" stands in line 1 too'),
        ('{"id": "D-5", "levels": {"medical_necessity.plan": 3}}', "medical_necessity.plan is 3"),
        ('{"id": "D-5"}', 'has no "levels"'),
    ],
)
def test_an_unusable_label_is_named_by_its_line(
    run: Run, files: tuple[Path, Path], line: str, told: str
) -> None:
    with files[1].open("a", encoding="utf-8") as file:
        file.write(line + "\n")

    result = run("agreement", *files)

    assert result.exit_code == 2
    assert told in result.stderr


def test_reports_graded_with_a_profile_are_refused(
    run: Run, files: tuple[Path, Path], tmp_path: Path
) -> None:
    report = json.loads(files[0].read_text(encoding="utf-8").splitlines()[0]) | {"profile": "clinic-a@1f2e"}

    result = run("agreement", write(tmp_path / "house.jsonl", [report]), files[1])

    assert result.exit_code == 2
    assert "clinic-a@1f2e" in result.stderr


def test_files_in_the_wrong_order_are_refused(run: Run, files: tuple[Path, Path]) -> None:
    result = run("agreement", files[1], files[0])

    assert result.exit_code == 2
    assert "is no report" in result.stderr
