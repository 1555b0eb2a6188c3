"""Cases and exercises are found by id, the coach's own before the course's."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.answers import kept
from graders.faults import DataError
from graders.loading import Library, load_case, load_exercise
from graders.rubric import default_rubric

CASE = (
    "id: {id}\ntitle: {title}\nrisk: {{indicated: true}}\ndiagnosis: {{name: Panic disorder, code: F41.0}}\n"
)
REWRITE = """\
title: Say it without labels
kind: rewrite
given: Client is an addict and refused the group on Monday.
criteria: [language.person_first]
keep:
  - {id: group, fact: the group that was missed, wordings: ["(miss~v|decline~v) <3> group"], asserted: any, why: It is a fact.}
"""


def write_case(folder: Path, name: str, id: str, title: str = "Teo") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.yaml").write_text(CASE.format(id=id, title=title), encoding="utf-8")


def test_a_case_is_found_by_its_id_whatever_its_file_is_called(tmp_path: Path) -> None:
    write_case(tmp_path, "intake-with-panic", "teo-panic-1")

    case = Library([tmp_path]).case("teo-panic-1")

    assert (case.title, case.risk_indicated, case.diagnosis_code) == ("Teo", True, "F41.0")


def test_of_two_cases_with_one_id_the_one_in_the_earlier_folder_is_found(tmp_path: Path) -> None:
    write_case(tmp_path / "own", "teo-panic-1", "teo-panic-1", "Teo of the coach")
    write_case(tmp_path / "course", "teo-panic-1", "teo-panic-1", "Teo of the course")

    assert Library([tmp_path / "own", tmp_path / "course"]).case("teo-panic-1").title == "Teo of the coach"


def test_a_broken_case_beside_the_one_asked_for_does_no_harm(tmp_path: Path) -> None:
    write_case(tmp_path, "teo-panic-1", "teo-panic-1")
    (tmp_path / "broken.yaml").write_text("id: [", encoding="utf-8")

    assert Library([tmp_path]).case("teo-panic-1").id == "teo-panic-1"


def test_a_case_without_word_on_risk_is_refused(tmp_path: Path) -> None:
    """Five criteria are rated or left out by it: silence must not decide that."""
    write_case(tmp_path, "teo-panic-1", "teo-panic-1")
    path = tmp_path / "teo-panic-1.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("risk: {indicated: true}\n", ""), encoding="utf-8"
    )

    with pytest.raises(DataError, match='"risk" is missing'):
        load_case(path)


@pytest.mark.parametrize("id", ["../cases", "", ".", "cases", "a/b", "nul\0"])
def test_an_id_that_is_no_folder_name_finds_nothing(tmp_path: Path, id: str) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "exercise.yaml").write_text("kind: sort\n", encoding="utf-8")

    assert not Library([], [tmp_path, tmp_path / "exercises"]).has_exercise(id)


def test_a_rewrite_is_loaded_with_its_wordings_compiled(tmp_path: Path) -> None:
    folder = tmp_path / "without-labels"
    folder.mkdir()
    (folder / "exercise.yaml").write_text(REWRITE, encoding="utf-8")

    exercise = load_exercise(folder)

    (line,) = kept("She missed Monday's group.", exercise, default_rubric())
    assert (exercise.id, line.id, line.credit) == ("without-labels", "group", 1)


def test_wordings_that_cannot_be_read_are_told_with_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "without-labels"
    folder.mkdir()
    (folder / "exercise.yaml").write_text(REWRITE.replace("|decline~v)", ""), encoding="utf-8")

    with pytest.raises(DataError, match="exercise.yaml"):
        load_exercise(folder)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("kind: rewrite", "kind: rewrit", 'did you mean "rewrite"'),
        ("given: Client is an addict and refused the group on Monday.\n", "", '"given" is missing'),
        ("fact: the group that was missed, ", "", '"fact" is missing'),
        ("title:", "pass_mark: high\ntitle:", "pass_mark"),
        ("person_first]", "people_first]", 'did you mean "language.person_first"'),
    ],
)
def test_a_broken_exercise_is_refused_with_its_faults(tmp_path: Path, old: str, new: str, fault: str) -> None:
    folder = tmp_path / "without-labels"
    folder.mkdir()
    (folder / "exercise.yaml").write_text(REWRITE.replace(old, new), encoding="utf-8")

    with pytest.raises(DataError, match=fault):
        load_exercise(folder)
