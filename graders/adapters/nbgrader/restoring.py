"""Turns a submitted notebook into the released one with the trainee's answers in it.

What makes a cell an answer or a test is taken from the gradebook; what a trainee added stays as plain text.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode, from_dict
from nbgrader.api import Gradebook, Notebook, SourceCell
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from graders.adapters.nbgrader.reading import UNREADABLE
from graders.adapters.notebook.answers import read_answer
from graders.adapters.notebook.generation import ANSWER

_TYPES = ("code", "markdown", "raw")
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class RestoreCells(NbGraderPreprocessor):
    """Takes the place of nbgrader's sanitizing steps, which leave what they do not expect or stop at it.

    Deleted, doubled and retyped cells, foreign nbgrader ids, outputs and metadata that a trainee's file
    holds reach no later step, so that one odd file stops neither its own grading nor that of the others.
    """

    enabled = Bool(True, help="Whether to restore the released cells.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        at = resources["nbgrader"]
        with Gradebook(at["db_url"]) as gradebook:
            notebook = gradebook.find_notebook(at["notebook"], at["assignment"])
            released, kernel = _Released(notebook), json.loads(notebook.kernelspec or "{}")
        nb.cells = _with_ids(_restored([_Found(cell) for cell in nb.cells], released))
        nb.metadata = NotebookNode({"kernelspec": kernel, "language_info": {"name": "python"}})
        if resources.get(UNREADABLE):
            nb.metadata[UNREADABLE] = True
        return nb, resources


class _Released:
    """The cells of the released notebook, by their nbgrader ids."""

    def __init__(self, notebook: Notebook) -> None:
        self.sources: Mapping[str, SourceCell] = {cell.name: cell for cell in notebook.source_cells}
        self.tasks = {cell.name: float(cell.max_score) for cell in notebook.task_cells}
        self.points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells} | self.tasks
        self.solutions = {cell.name for cell in notebook.solution_cells}

    def answer_id(self, source: str) -> str | None:
        """The id of the answer cell that this source belongs to by its first line."""
        answer = read_answer(source)
        id = f"{ANSWER}{answer.exercise}" if answer else None
        return id if id in self.solutions else None

    def cell(self, id: str, source: str | None = None) -> NotebookNode:
        """The released cell, with the trainee's source where there is one."""
        released = self.sources[id]
        is_open = id in self.solutions
        text = str(released.source if source is None or not is_open else source)
        if is_open and released.cell_type == "markdown" and text != released.source:
            text = as_plain_text(text)
        metadata: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": id,
            "grade": id in self.points and id not in self.tasks,
            "solution": is_open,
            "locked": bool(released.locked),
            "task": id in self.tasks,
            "checksum": released.checksum,
            "cell_type": released.cell_type,
        }
        if id in self.points:
            metadata["points"] = self.points[id]
        locks = {"deletable": False} if is_open else {"deletable": False, "editable": False}
        return _new_cell(released.cell_type, text, {"nbgrader": metadata, **locks})


class _Found:
    """A cell of the submitted file: its source, its type, and the nbgrader id that it claims."""

    def __init__(self, cell: NotebookNode) -> None:
        self.source = str(cell.get("source", ""))
        type = str(cell.get("cell_type"))
        self.type = type if type in _TYPES else "raw"
        marks = cell.get("metadata", {}).get("nbgrader")
        id = marks.get("grade_id") if isinstance(marks, Mapping) else None
        self.claims = id if isinstance(id, str) else None


def _restored(found: list[_Found], released: _Released) -> Iterator[NotebookNode]:
    owners = _owners(found, released)
    for cell in found:
        if owners.get(cell.claims or "") is cell:
            yield released.cell(str(cell.claims), cell.source)
        elif cell.claims not in released.sources or cell.claims in released.solutions:
            text = as_plain_text(cell.source) if cell.type == "markdown" else cell.source
            yield _new_cell(cell.type, text, {})
        # A second copy of a locked cell says nothing new.
    for id in released.sources:
        if id not in owners:
            yield released.cell(id)


def _new_cell(type: str, source: str, metadata: dict[str, Any]) -> NotebookNode:
    """A cell without outputs; nbformat's own functions would validate each one."""
    cell = {"cell_type": type, "id": "", "source": source, "metadata": metadata}
    return from_dict(cell | {"outputs": [], "execution_count": None} if type == "code" else cell)


def _owners(found: list[_Found], released: _Released) -> dict[str, _Found]:
    """The cell that each released id belongs to.

    Of several cells with the id of an answer it is the last one whose first line says so (an answer pasted
    into a new cell has lost its id, and half of a split one has kept it); of other cells it is the last.
    """
    for cell in found:
        named = released.answer_id(cell.source) if cell.type == "code" else None
        if named and cell.claims not in released.sources:
            cell.claims = named
    owners: dict[str, _Found] = {}
    for cell in found:
        id = cell.claims
        if id not in released.sources:
            continue
        is_answer = id not in released.solutions or released.answer_id(cell.source) == id
        if id not in owners or is_answer:
            owners[str(id)] = cell
    return owners


def as_plain_text(text: str) -> str:
    """Markdown that shows the text as it stands: neither tags nor pictures in it reach a coach's browser."""
    return textwrap.indent(text, "    ", lambda line: True)


def _with_ids(cells: Iterator[NotebookNode]) -> list[NotebookNode]:
    numbered = list(cells)
    for number, cell in enumerate(numbered):
        own = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.id = own if _ID.fullmatch(own) else f"added-{number}"
    return numbered
