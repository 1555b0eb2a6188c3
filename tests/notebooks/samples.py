"""Sample answers, and notebooks with an answer in them."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbformat import NotebookNode

from graders.adapters.notebook.answers import Answer, write_answer
from graders.front_matter import split_front_matter
from graders.places import exercises_dir

#: One exercise of each kind.
KINDS = {
    "note": "ines-first-soap",
    "passage": "four-lines-on-risk",
    "rewrite": "people-before-labels",
    "sort": "which-record",
    "review": "read-a-thin-note",
}
EVERY_EXERCISE = sorted(path.parent.name for path in exercises_dir().glob("*/exercise.yaml"))


def model(name: str) -> str:
    """The first model answer of the exercise (or of a kind's exercise)."""
    notes = exercises_dir() / KINDS.get(name, name) / "notes"
    path = min(notes.glob("model-*.md"))
    return split_front_matter(path.read_text(encoding="utf-8"))[1].strip()


def answered(nb: NotebookNode, text: str | None) -> NotebookNode:
    if text is not None:
        cell = cell_of(nb, "answer")
        exercise = cell.metadata.nbgrader.grade_id.removeprefix("answer-")
        cell.source = write_answer(Answer(exercise, text))
    return nb


def cell_of(nb: NotebookNode, role: str) -> NotebookNode:
    """The one cell whose nbgrader id begins with the role."""
    (cell,) = (
        each
        for each in nb.cells
        if each.metadata.get("nbgrader", {}).get("grade_id", "").startswith(f"{role}-")
    )
    return cell


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)
