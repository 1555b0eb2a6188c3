"""Grades what was submitted for an assignment, student after student, with the course's own preprocessors."""

from __future__ import annotations

import contextlib
import glob
import logging
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.apps import NbGrader
from nbgrader.converters import Autograde, NbGraderException

from graders.adapters.nbgrader.settings import course_app, open_gradebook
from graders.faults import DataError, Fault


@dataclass(frozen=True)
class Result:
    """What became of one student's work; ``fault`` says why it could not be graded."""

    student: str
    fault: str = ""


def autograde(folder: Path, assignment: str, student: str = "*", force: bool = False) -> Run:
    """Grading to be iterated over; a DataError where the folder or the assignment cannot be graded."""
    folder = folder.resolve()
    if not (folder / "nbgrader_config.py").is_file():
        cure = f"make it one with goldenthread course init {folder}"
        raise DataError(
            str(folder), [Fault("nbgrader_config.py", "is not there, so this is no course folder", cure)]
        )
    app = course_app(folder)
    with open_gradebook(app) as gradebook:
        try:
            notebooks = frozenset(each.name for each in gradebook.find_assignment(assignment).notebooks)
        except MissingEntry:
            known = ", ".join(each.name for each in gradebook.assignments) or "none"
            cure = f"run nbgrader generate_assignment {assignment} there, or take one of: {known}"
            fault = Fault("the gradebook", f'has no assignment "{assignment}"', cure)
            raise DataError(str(folder), [fault]) from None
    submitted = app.coursedir.format_path(app.coursedir.submitted_directory, student, assignment)
    students = sorted(Path(path).parent.name for path in glob.glob(submitted))
    if not students:
        cure = "run nbgrader collect, or put notebooks into submitted/<student>/<assignment>/"
        raise DataError(str(folder), [Fault(submitted, "holds no submissions", cure)])
    return Run(app, assignment, notebooks, students, force)


@dataclass
class Run:
    """One pass over the students, in the order of their ids."""

    app: NbGrader
    assignment: str
    notebooks: frozenset[str]
    students: list[str]
    force: bool
    _failed: int = field(default=0, init=False)

    def __len__(self) -> int:
        return len(self.students)

    def __iter__(self) -> Iterator[Result]:
        converter = self._converter()
        with _heard(self.app.log) as errors:
            for student in self.students:
                errors.clear()
                self.app.coursedir.student_id = student
                fault = self._misnamed(student)
                try:
                    if not fault:
                        with warnings.catch_warnings(action="ignore"):  # nbgrader's own, about its tables
                            converter.start()
                except NbGraderException as error:
                    fault = _last_line(errors) or str(error)
                self._failed += bool(fault)
                yield Result(student, fault)

    def summary(self) -> str:
        done = len(self) - self._failed
        failed = f", {self._failed} could not be graded" if self._failed else ""
        return f"{self.assignment}: work of {done} {'student' if done == 1 else 'students'} graded{failed}"

    def _misnamed(self, student: str) -> str:
        """What to do where no file has the name of a notebook; nbgrader would speak of the assignment."""
        directory = self.app.coursedir
        folder = Path(directory.format_path(directory.submitted_directory, student, self.assignment))
        found = {path.stem for path in folder.glob("*.ipynb")}
        if found & self.notebooks:
            return ""
        names = " or ".join(f"{name}.ipynb" for name in sorted(self.notebooks))
        return f"nothing in {folder} is called {names}; rename what was handed in, then grade again"

    def _converter(self) -> Autograde:
        self.app.coursedir.assignment_id = self.assignment
        converter = Autograde(coursedir=self.app.coursedir, parent=self.app)
        converter.force = self.force
        return converter


@contextlib.contextmanager
def _heard(log: logging.Logger) -> Iterator[list[str]]:
    """The errors that nbgrader logs, instead of on the terminal."""
    errors: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: errors.append(record.getMessage())  # type: ignore[method-assign]
    before = log.handlers[:], log.propagate
    log.handlers, log.propagate = [handler], False
    try:
        yield errors
    finally:
        log.handlers, log.propagate = before


def _last_line(errors: list[str]) -> str:
    """The exception of the first traceback among the errors; without one the first error."""
    traces = [error for error in errors if error.startswith("Traceback")]
    return next((error.strip().splitlines()[-1] for error in traces or errors if error.strip()), "")
