"""Reads the settings of a course folder as the stock commands read them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps import NbGrader


def course_app(folder: Path) -> NbGrader:
    """An nbgrader application with the settings that hold in the folder."""
    with inside(folder):
        app = NbGrader()
        app.initialize([], root=str(folder))
    return app


def open_gradebook(app: NbGrader) -> Gradebook:
    """The course's gradebook, made where there is none yet."""
    return Gradebook(app.coursedir.db_url, app.coursedir.course_id)


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    """The settings stand in the working directory, where JupyterLab and the stock commands look for them."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
