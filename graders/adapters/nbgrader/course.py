"""Turns assignments into a course folder that the stock nbgrader commands work in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

import nbformat

from graders import places
from graders.adapters.nbgrader.assignments import Assignment, assignments_by_module, read_assignment
from graders.adapters.nbgrader.roster import read_roster
from graders.adapters.nbgrader.settings import course_app, open_gradebook
from graders.adapters.notebook.generation import notebook
from graders.loading import Library, exercise_paths

CONFIG = "nbgrader_config.py"


@dataclass
class Course:
    """A course folder to be made or added to; what is there already is never written over."""

    folder: Path
    exercises: Sequence[Path] = ()
    site: str = ""
    _library: Library = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.folder.resolve()
        self.exercises = [folder.resolve() for folder in self.exercises]
        folders = [*self.exercises, places.exercises_dir()]
        self._library = Library([folder / "cases" for folder in folders], folders)

    def fill(self, files: Sequence[Path], roster: Path | None) -> Iterator[str]:
        """Write settings, source notebooks and students; yields a line about each thing done.

        Everything is read before anything is written.  Without assignment files each module is one.
        """
        assignments = [read_assignment(path) for path in files] if files else self._modules()
        notebooks = {each.id: self._notebooks(each) for each in assignments}
        students = read_roster(roster) if roster else {}
        self.folder.mkdir(parents=True, exist_ok=True)
        yield self._write(self.folder / CONFIG, self._config())
        for assignment in assignments:
            for name, text in notebooks[assignment.id].items():
                yield self._write(self.folder / "source" / assignment.id / f"{name}.ipynb", text)
        with open_gradebook(course_app(self.folder)) as gradebook:
            for assignment in assignments:
                if assignment.due:
                    gradebook.update_or_create_assignment(assignment.id, duedate=str(assignment.due))
            for id, columns in students.items():
                gradebook.update_or_create_student(id, **columns)
        yield f"gradebook: {len(students)} students added or brought up to date"

    @property
    def course_id(self) -> str:
        return re.sub(r"[^A-Za-z0-9._-]+", "-", self.folder.name) or "course"

    def _modules(self) -> list[Assignment]:
        paths = [path for folder in self._library.exercise_folders for path in exercise_paths(folder)]
        return assignments_by_module(
            [self._library.exercise(id) for id in sorted({path.name for path in paths})]
        )

    def _notebooks(self, assignment: Assignment) -> dict[str, str]:
        made = {}
        for id, points in assignment.exercises.items():
            exercise = self._library.exercise(id)
            nb = notebook(
                exercise,
                self._library.case_of(exercise),
                points,
                assignment=assignment.title,
                done=assignment.done,
                is_source=True,
            )
            made[id] = nbformat.writes(nb) + "\n"
        return made

    def _config(self) -> str:
        template = Path(__file__).with_name("config_template.txt").read_text(encoding="utf-8")
        return Template(template).substitute(
            course_id=repr(self.course_id),
            exercises=repr([str(folder) for folder in self.exercises]),
            site=repr(self.site),
        )

    def _write(self, path: Path, text: str) -> str:
        shown = path.relative_to(self.folder).as_posix()
        if path.exists():
            is_same = path.read_text(encoding="utf-8", errors="replace") == text
            return f"{shown}: is there already" + ("" if is_same else " and was left as it is")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return f"{shown}: written"
