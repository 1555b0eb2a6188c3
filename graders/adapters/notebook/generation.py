"""Turns an exercise and its case into a notebook: sheet, answer cell, locked test cell, coach's cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graders.adapters.notebook import sheet
from graders.adapters.notebook.answers import Answer, write_answer
from graders.adapters.notebook.wording import say, wording
from graders.case import Case
from graders.exercise import Exercise

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: The beginnings of the nbgrader ids of a notebook's cells; the exercise's id follows.
ABOUT, GIVEN, SETUP, WRITE = "about-", "given-", "setup-", "write-"
ANSWER, SCORE, COACH = "answer-", "score-", "coach-"
#: What a notebook is worth where nobody says otherwise.
DEFAULT_POINTS = 10
#: Between these nbgrader puts its stub in place of a coach's own solution.
SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")


def notebook(
    exercise: Exercise,
    case: Case | None,
    points: float,
    *,
    assignment: str = "",
    done: str = "",
    is_source: bool = False,
) -> NotebookNode:
    """The notebook of an exercise; nothing in it says what a good answer is.

    The test cell is worth ``points``.  The first cell names the ``assignment`` and what counts as ``done``.
    With ``is_source`` the answer cell has the two lines between which nbgrader clears solutions when it
    makes the released notebook.
    """
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    cells = [
        new_markdown_cell(sheet.about(exercise, assignment, done), **_locked(ABOUT, exercise)),
        new_markdown_cell(sheet.given(exercise, case), **_locked(GIVEN, exercise)),
        new_code_cell(setup_source(), **_locked(SETUP, exercise)),
        new_markdown_cell(_how_to_write(exercise, case), **_locked(WRITE, exercise)),
        new_code_cell(_answer_source(exercise, is_source), **_cell(ANSWER, exercise, solution=True)),
        new_code_cell(
            test_source(exercise.id, points), **_cell(SCORE, exercise, grade=True, locked=True, points=points)
        ),
        new_markdown_cell(say("coach_stub"), **_cell(COACH, exercise, grade=True, solution=True, points=0)),
    ]
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "language_info": {"name": "python"},
        "title": exercise.title,
    }
    return new_notebook(cells=[cell for cell in cells if cell.source], metadata=metadata)


def setup_source() -> str:
    return say("setup") + "%load_ext graders.adapters.notebook"


def test_source(exercise: str, points: float) -> str:
    """Python whose last expression is a bare number: nbgrader takes anything else for full marks."""
    call = f"points({exercise!r}, {_number(points)})"
    return say("test", points=_number(points)) + f"from graders.adapters.notebook import points\n{call}"


def is_test_source(source: str, exercise: str) -> bool:
    """Whether this is such Python, for whatever number of points."""
    last = source.rstrip().rpartition("\n")[2]
    return re.fullmatch(rf"points\({re.escape(repr(exercise))}, [0-9.e+]+\)", last) is not None


def starting_text(exercise: Exercise) -> str:
    """What stands in the answer cell at first: the scaffold, or the lines that an answer is made of."""
    if exercise.kind == "sort":
        return "\n".join(f"{item.id}: " for item in exercise.items)
    if exercise.kind == "review":
        return "\n".join(f"{criterion}: " for criterion in exercise.levels or {})
    return exercise.scaffold.rstrip("\n")


def _answer_source(exercise: Exercise, is_source: bool) -> str:
    lines = [starting_text(exercise), *(SOLUTION if is_source else ())]
    return write_answer(Answer(exercise.id, "\n".join(line for line in lines if line)))


def _how_to_write(exercise: Exercise, case: Case | None) -> str:
    template = case.template if case and case.template != "none" else ""
    in_template = say("in_template", template=template) if template else ""
    return say("write", how=wording()["how"][exercise.kind].format(template=in_template)).strip()


def _locked(role: str, exercise: Exercise) -> dict[str, Any]:
    return _cell(role, exercise, locked=True)


def _cell(role: str, exercise: Exercise, **traits: Any) -> dict[str, Any]:
    id = role + exercise.id
    nbgrader = {
        "schema_version": 3,
        "grade_id": id,
        "grade": False,
        "solution": False,
        "locked": False,
        "task": False,
        **traits,
    }
    metadata: dict[str, Any] = {"nbgrader": nbgrader}
    if nbgrader["locked"]:
        metadata |= {"editable": False, "deletable": False}
    elif nbgrader["solution"]:
        metadata["deletable"] = False
    # The ids of nbformat have at most 64 characters; the same exercise gives the same notebook.
    return {"id": id[:64], "metadata": metadata}


def _number(points: float) -> str:
    return str(int(points)) if points == int(points) else repr(float(points))
