"""A course folder in which tests submit notebooks, run nbgrader's commands and read its gradebook."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import nbformat
from click.testing import CliRunner
from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook

from graders.adapters.cli import goldenthread
from tests.notebooks.samples import answered, read

ASSIGNMENT = "week-1"
RISK, SORT = "four-lines-on-risk", "which-record"
RISK_POINTS, SORT_POINTS = 20, 10
ASSIGNMENT_FILE = f"""\
title: The first week
exercises:
  - {RISK}: {RISK_POINTS}
  - {SORT}
due: 2031-05-01
"""
#: ``python -m nbgrader`` without a check of addresses that takes half of its starting time.
_NBGRADER = (
    "import sys; sys.modules['rfc3987_syntax'] = None; from nbgrader.apps.nbgraderapp import main; main()"
)


@dataclass
class Classroom:
    """A course folder; ``folder`` is where nbgrader runs."""

    folder: Path
    log: str = ""

    def nbgrader(self, *arguments: str, status: int | None = 0) -> str:
        """Run the stock command, as a coach does at the prompt; its output.

        The environment is not active, so that nothing may be started by its name alone.
        """
        done = subprocess.run(
            [sys.executable, "-c", _NBGRADER, *arguments],
            check=False,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=180,
        )
        assert status is None or done.returncode == status, done.stdout
        return done.stdout

    def released(self, exercise: str) -> NotebookNode:
        return read(self.folder / "release" / ASSIGNMENT / f"{exercise}.ipynb")

    def submit(
        self,
        student: str,
        exercise: str,
        text: str | None = None,
        change: Callable[[NotebookNode], object] = lambda nb: None,
    ) -> None:
        """Hand in the released notebook with the answer in it, after ``change`` has been done to it."""
        nb = answered(self.released(exercise), text)
        change(nb)
        self.hand_in(student, exercise, nbformat.writes(nb))

    def hand_in(self, student: str, exercise: str, file: str) -> None:
        path = self.folder / "submitted" / student / ASSIGNMENT / f"{exercise}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file, encoding="utf-8", errors="surrogateescape", newline="")

    def autograded(self, student: str, exercise: str) -> NotebookNode:
        return read(self.folder / "autograded" / student / ASSIGNMENT / f"{exercise}.ipynb")

    def feedback(self, student: str, exercise: str) -> str:
        return (self.folder / "feedback" / student / ASSIGNMENT / f"{exercise}.html").read_text(
            encoding="utf-8"
        )

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}")

    def grade(self, student: str, exercise: str) -> dict[str, object]:
        """The scores in the gradebook of the test cell: auto_score, manual_score, needs_manual_grade ..."""
        with self.gradebook() as gradebook:
            return _grade(gradebook, student, exercise).to_dict()

    def mark_by_hand(self, student: str, exercise: str, points: float) -> None:
        """What the formgrader does when a coach types a score."""
        with self.gradebook() as gradebook:
            grade = _grade(gradebook, student, exercise)
            grade.manual_score = points
            grade.needs_manual_grade = False
            gradebook.db.commit()

    def copy(self, folder: Path) -> Classroom:
        shutil.copytree(self.folder, folder)
        return Classroom(folder)


def _grade(gradebook: Gradebook, student: str, exercise: str) -> Grade:
    return gradebook.find_grade(f"score-{exercise}", exercise, ASSIGNMENT, student)


def new_course(folder: Path, *options: str) -> Classroom:
    """A course with one assignment, made with ``goldenthread course init`` and released by nbgrader."""
    classroom = init_course(folder, *options)
    classroom.nbgrader("generate_assignment", ASSIGNMENT)
    return classroom


def init_course(folder: Path, *options: str) -> Classroom:
    file = folder.parent / f"{ASSIGNMENT}.yaml"
    file.write_text(ASSIGNMENT_FILE, encoding="utf-8")
    result = CliRunner().invoke(
        goldenthread, ["course", "init", str(folder), "--assignment", str(file), *options]
    )
    assert result.exit_code == 0, result.output
    return Classroom(folder)
