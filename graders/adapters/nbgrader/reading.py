"""Turns any file that was handed in into a notebook, an empty one where the file is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

#: A notebook that stands for a file that is none says so: in a conversion's resources, and in its metadata.
UNREADABLE = "golden_thread_unreadable"


class AnyFile(NotebookExporter):
    """Takes the place of nbgrader's own reader, for which a file that is no notebook is an error.

    An error would leave the trainee without a grade, and out of the coach's list of what waits.
    """

    export_from_notebook = ""  # not a choice in JupyterLab's own menu

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Once at the end, and not after each of eight steps.
        self.optimistic_validation = True

    def from_file(  # type: ignore[override]  # the supertype says a node, and this exporter text
        self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, ResourcesDict]:
        try:
            nb = nbformat.read(file_stream, as_version=4)
            is_notebook = _has_shape(nb)
        except Exception:  # noqa: BLE001 - whatever is wrong with the file, it is no notebook
            is_notebook = False
        if not is_notebook:
            nb = new_notebook()
            resources = {**(resources or {}), UNREADABLE: True}
        return self.from_notebook_node(nb, resources=resources, **kw)


def _has_shape(nb: NotebookNode) -> bool:
    """Whether the later steps find what they take for granted; nbformat only warns of what is amiss."""
    cells = nb.get("cells")
    return (
        isinstance(nb.get("metadata"), Mapping)
        and isinstance(cells, list)
        and all(isinstance(cell, Mapping) and isinstance(cell.get("metadata", {}), Mapping) for cell in cells)
    )
