"""Turns the answers of a submitted notebook into outputs of its locked test cells, without running a line."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, List, Unicode

from graders import places
from graders.adapters.nbgrader.reading import UNREADABLE
from graders.adapters.notebook.answers import Answer, read_answer
from graders.adapters.notebook.generation import ANSWER, SCORE
from graders.adapters.notebook.grading import Desk, Graded
from graders.adapters.notebook.showing import mime_bundle
from graders.adapters.notebook.wording import say

#: Where the ids of the cells that a coach has to look at stand in the resources of a conversion.
BY_HAND = "golden_thread_by_hand"


class GradeText(NbGraderPreprocessor):
    """Takes the place of ``Execute``: each test cell gets feedback and a bare number, as if it had run."""

    enabled = Bool(True, help="Whether to grade the answers.").tag(config=True)
    exercises = List(Unicode(), help="Folders with exercises of your own, before those of the course.").tag(
        config=True
    )
    site = Unicode("", help="The address of the course, for links into its lessons.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        at = resources["nbgrader"]
        waiting = resources.setdefault(BY_HAND, [])
        for place, cell in enumerate(nb.cells):
            if cell.cell_type != "code" or not utils.is_grade(cell) or utils.is_solution(cell):
                continue
            id = cell.metadata.nbgrader.grade_id
            if nb.metadata.get(UNREADABLE):
                graded = Graded(id, None, (say("unreadable"),))
            elif id.startswith(SCORE):
                graded = self._grade(
                    id.removeprefix(SCORE), nb.cells, place, f"{at['student']}/{at['assignment']}"
                )
            else:
                graded = Graded(id, None, (say("foreign"),))
            if graded.needs_hand:
                waiting.append(id)
            cell.outputs = self._outputs(graded, float(cell.metadata.nbgrader.points))
        return nb, resources

    def _grade(self, exercise: str, cells: Sequence[NotebookNode], place: int, id: str) -> Graded:
        """Grade what the kernel would: the last answer before the test cell."""
        answers: dict[str, str] = {}
        for cell in cells[:place]:
            answer = _answer(cell)
            if answer:
                answers.pop(answer.exercise, None)
                answers[answer.exercise] = answer.text
        graded = _desk(tuple(self.exercises)).grade_last(exercise, answers, f"{id}/{exercise}")
        return Graded(exercise, graded.report, (*graded.problems, *_doubts(exercise, cells, place)))

    def _outputs(self, graded: Graded, points: float) -> list[NotebookNode]:
        shown = new_output("display_data", data=mime_bundle(graded, self.site))
        number: Any = repr(graded.points(points))
        return [shown, new_output("execute_result", data={"text/plain": number}, execution_count=None)]


def _desk(folders: tuple[str, ...]) -> Desk:
    """One desk for many notebooks, and a new one when an exercise or a case was written."""
    roots = [*(Path(folder).resolve() for folder in folders), places.exercises_dir()]
    files = [
        path
        for root in roots
        for pattern in ("*/exercise.yaml", "cases/*.yaml")
        for path in root.glob(pattern)
    ]
    return _desk_for(folders, frozenset((path, path.stat().st_mtime_ns) for path in files))


@functools.lru_cache(maxsize=4)
def _desk_for(folders: tuple[str, ...], versions: frozenset[tuple[Path, int]]) -> Desk:
    return Desk([Path(folder).resolve() for folder in folders])


def _doubts(exercise: str, cells: Sequence[NotebookNode], place: int) -> list[str]:
    """Why a coach should look, although there may be a score."""
    doubts = []
    texts = {answer.text for answer in map(_answer, cells) if answer and answer.exercise == exercise}
    if len(texts) > 1:
        doubts.append(say("several", exercise=exercise))
    own = [number for number, cell in enumerate(cells) if _id(cell) == ANSWER + exercise]
    between = cells[own[-1] + 1 : place] if own else ()
    if any(
        cell.cell_type == "code" and cell.source.strip() and not _id(cell) and not _answer(cell)
        for cell in between
    ):
        doubts.append(say("split"))
    return doubts


def _answer(cell: NotebookNode) -> Answer | None:
    return read_answer(cell.source) if cell.cell_type == "code" else None


def _id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))
