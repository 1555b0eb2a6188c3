"""``goldenthread new`` starts a file of one's own that works before a word is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from graders.exercise import KINDS
from graders.loading import load_case, load_exercise, load_profile

Run = Callable[..., Result]


def test_a_new_exercise_of_each_kind_can_be_used_as_it_is(run: Run, tmp_path: Path) -> None:
    for kind in KINDS:
        run("new", "exercise", f"my-{kind}", "--kind", kind, "--into", tmp_path)

    started = [load_exercise(tmp_path / f"my-{kind}") for kind in KINDS]
    assert [(each.kind, each.title) for each in started] == [(kind, f"My {kind}") for kind in KINDS]
    assert run("check", "--exercises", tmp_path).exit_code == 0


def test_an_exercise_can_start_from_one_of_the_course(run: Run, tmp_path: Path) -> None:
    run("new", "exercise", "ours", "--like", "ines-first-soap", "--into", tmp_path)

    assert load_exercise(tmp_path / "ours").case == "ines-peripartum-1"
    assert list((tmp_path / "ours" / "notes").glob("model-*.md"))


def test_a_new_case_and_new_house_rules_have_the_id_asked_for(run: Run, tmp_path: Path) -> None:
    run("new", "case", "anna-gad-1", "--into", tmp_path)
    run("new", "profile", "our-house", "--into", tmp_path)

    assert load_case(tmp_path / "cases" / "anna-gad-1.yaml").id == "anna-gad-1"
    assert load_profile(tmp_path / "profiles" / "our-house.yaml").id == "our-house"


@pytest.mark.parametrize("id", ["2026", "true", "2026-01-31"])
def test_an_id_that_yaml_would_take_for_a_number_or_a_date_is_a_word(run: Run, tmp_path: Path, id: str) -> None:
    run("new", "case", id, "--into", tmp_path)

    assert load_case(tmp_path / "cases" / f"{id}.yaml").id == id


def test_what_is_there_is_never_written_over(run: Run, tmp_path: Path) -> None:
    run("new", "case", "anna-gad-1", "--into", tmp_path)
    path = tmp_path / "cases" / "anna-gad-1.yaml"
    path.write_text("mine", encoding="utf-8")

    result = run("new", "case", "anna-gad-1", "--into", tmp_path)

    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("id", ["../elsewhere", "Two Words", "cases", ""])
def test_an_id_that_is_no_name_of_a_folder_is_refused(run: Run, tmp_path: Path, id: str) -> None:
    result = run("new", "exercise", id, "--into", tmp_path / "own")

    assert result.exit_code == 2
    assert not (tmp_path / "own").exists()
