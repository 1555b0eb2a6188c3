"""Turns a source notebook into one whose test cells ask for the points that nbgrader keeps for them."""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from graders.adapters.notebook.generation import SCORE, is_test_source, test_source


class WritePoints(NbGraderPreprocessor):
    """The points of a cell stand in its metadata alone, where JupyterLab's assignment bar changes them.

    The number in the test cell's own line follows from them each time an assignment is generated.
    """

    enabled = Bool(True, help="Whether to write the points into the test cells.").tag(config=True)

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        mark = cell.metadata.get("nbgrader", {})
        id = str(mark.get("grade_id", ""))
        exercise = id.removeprefix(SCORE)
        if id.startswith(SCORE) and mark.get("grade") and is_test_source(cell.source, exercise):
            cell.source = test_source(exercise, float(mark.get("points", 0)))
        return cell, resources
