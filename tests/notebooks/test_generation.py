"""Notebooks made from exercises: what is locked, what is graded, and what is kept back."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from graders.adapters.nbgrader.releasing import WritePoints
from graders.adapters.notebook.answers import read_answer
from graders.adapters.notebook.generation import notebook
from tests.notebooks.samples import EVERY_EXERCISE, KINDS, cell_of, model


@pytest.mark.parametrize("id", EVERY_EXERCISE)
def test_every_exercise_makes_a_notebook_that_nbgrader_takes(made, id: str) -> None:
    nb = made(id)

    nbformat.validate(nb)
    MetadataValidator().validate_nb(nb)
    assert read_answer(cell_of(nb, "answer").source).exercise == id


def test_the_same_exercise_makes_the_same_notebook(made) -> None:
    assert nbformat.writes(made("note")) == nbformat.writes(made("note"))


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_answer_and_the_question_to_the_coach_can_be_written_in(made, kind: str) -> None:
    nb = made(kind)

    open_cells = [cell.metadata.nbgrader.grade_id for cell in nb.cells if cell.metadata.get("editable", True)]

    assert open_cells == [f"answer-{KINDS[kind]}", f"coach-{KINDS[kind]}"]
    assert not any(cell.metadata.get("deletable", True) for cell in nb.cells)


@pytest.mark.parametrize("id", EVERY_EXERCISE)
def test_nothing_in_a_notebook_says_what_a_good_answer_is(made, task, id: str) -> None:
    exercise, case = task(id)
    text = nbformat.writes(made(id))
    given = f"{exercise.given} {exercise.prompt} {exercise.goal} {case.session if case else ''}"

    secrets = [item.why for item in exercise.items] + list((exercise.why or {}).values())
    secrets += [fact.why for fact in exercise.keep] + [
        fact.fact for fact in exercise.keep if fact.fact not in given
    ]
    secrets += [
        sentence
        for sentence in re.split(r"(?<=[.!?])\s+", model(id))
        if len(sentence) > 40 and sentence not in given
    ]

    assert [secret for secret in secrets if secret and secret in text] == []
    if exercise.kind == "sort":
        lines = read_answer(cell_of(made(id), "answer").source).text.splitlines()
        assert lines == [f"{item.id}: " for item in exercise.items]


def test_a_case_sheet_does_not_say_whether_risk_is_indicated(made) -> None:
    assert "indicated" not in cell_of(made("note"), "given").source


def test_markup_in_a_case_is_shown_as_it_was_written(task) -> None:
    exercise, case = task("note")
    from dataclasses import replace

    nb = notebook(exercise, replace(case, session="*A* [link](http://x) <b>$5 and $6</b>"), 10)

    assert r"\*A\* \[link\](http://x) &lt;b&gt;\$5 and \$6&lt;/b&gt;" in cell_of(nb, "given").source


def test_points_stand_in_the_test_cell_and_in_the_gradebook_alike(made) -> None:
    cell = cell_of(made("sort", points=2.5), "score")

    assert cell.metadata.nbgrader.points == 2.5
    assert cell.source.endswith("points('which-record', 2.5)")


def test_a_released_notebook_asks_for_the_points_that_its_metadata_name(made) -> None:
    nb = made("sort", points=10)
    cell_of(nb, "score").metadata.nbgrader.points = 2.5

    WritePoints().preprocess(nb, {})

    assert cell_of(nb, "score").source == cell_of(made("sort", points=2.5), "score").source


def test_a_test_that_a_coach_wrote_stays_as_it_is(made) -> None:
    nb = made("sort")
    cell_of(nb, "score").source = "points('which-record', 5) + 1"

    WritePoints().preprocess(nb, {})

    assert cell_of(nb, "score").source == "points('which-record', 5) + 1"


def test_a_source_notebook_keeps_the_first_line_of_the_answer_when_nbgrader_clears_solutions(task) -> None:
    nb = notebook(*task("note"), 10, is_source=True)

    lines = cell_of(nb, "answer").source.splitlines()

    assert lines[0] == "%%note ines-first-soap" and lines[1] == "S:"
    assert lines[-2:] == ["### BEGIN SOLUTION", "### END SOLUTION"]
