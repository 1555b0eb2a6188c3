"""Exercises and notebooks made from them, in a Jupyter that reads no settings of this machine."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from nbformat import NotebookNode

from graders.adapters.notebook.generation import notebook
from graders.case import Case
from graders.exercise import Exercise
from graders.loading import Library
from graders.places import exercises_dir
from tests.notebooks.samples import KINDS, answered


@pytest.fixture(scope="session", autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, root: Path) -> None:
    """Jupyter reads no settings of this machine, and kernels find this checkout."""
    for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
        os.environ[name] = str(tmp_path_factory.mktemp(name.lower()))
    os.environ["PYTHONPATH"] = str(root)
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"


@pytest.fixture(scope="session")
def library() -> Library:
    return Library([exercises_dir() / "cases"], [exercises_dir()])


@pytest.fixture
def task(library: Library):
    """The exercise and case of a kind or of an id."""

    def task(name: str) -> tuple[Exercise, Case | None]:
        exercise = library.exercise(KINDS.get(name, name))
        return exercise, library.case_of(exercise)

    return task


@pytest.fixture
def made(task):
    """A notebook of an exercise, with an answer in its answer cell where one is given."""

    def made(name: str, text: str | None = None, points: float = 10) -> NotebookNode:
        exercise, case = task(name)
        return answered(notebook(exercise, case, points), text)

    return made
