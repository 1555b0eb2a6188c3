"""Run a course as a coach would and say what came of it; FOLDER must not be there yet.

    .venv-notebooks/bin/python -m benchmarks.course FOLDER

Three assignments, thirty submissions of different quality and five broken or hostile ones; autograded by
nbgrader's command, by ours and by the formgrader's button; marked by hand in the formgrader; graded again;
feedback and CSV.  FOLDER keeps the course and screenshots to be looked at.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from nbgrader.api import Gradebook

from benchmarks.course import work
from benchmarks.course.formgrader import desk, jupyter

ROOT = Path(__file__).resolve().parents[2]
NBGRADER = (sys.executable, "-m", "nbgrader")
GOLDENTHREAD = (sys.executable, "-m", "graders.adapters.cli", "course")
_OWN = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
BY_HAND = {"bela": 12.5, "odd-not-json": 7.0}
COMMENT = "You asked about the plan. *Good.* Now say who does it, and by when."


class Course:
    def __init__(self, folder: Path) -> None:
        self.base, self.folder = folder, folder / "notes-101"
        #: Jupyter reads no settings of this machine, and leaves none.
        self.environment = {
            "PYTHONPATH": str(ROOT),
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            **{name: str(folder / "jupyter" / name.lower()) for name in _OWN},
        }

    def run(self, *command: str, status: int = 0) -> str:
        start = time.perf_counter()
        done = subprocess.run(
            command,
            cwd=self.folder if self.folder.exists() else self.base,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        shown = " ".join(command[2:]).replace("graders.adapters.cli", "goldenthread")
        print(f"{time.perf_counter() - start:6.1f} s  {shown}", flush=True)
        if done.returncode != status:
            sys.exit(done.stdout)
        return done.stdout

    def gradebook(self) -> Gradebook:
        return Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}")

    def scores(self) -> dict[tuple[str, str, str], tuple[float, float | None, bool]]:
        """(student, assignment, exercise) → the grader's points, the coach's, whether it waits."""
        with self.gradebook() as gradebook:
            return {
                (work_.student.id, week, exercise): (
                    grade.auto_score,
                    grade.manual_score,
                    grade.needs_manual_grade,
                )
                for week, exercises in work.EXERCISES.items()
                for exercise in exercises
                for work_ in gradebook.notebook_submissions(exercise, week)
                for grade in work_.grades
                if grade.name == f"score-{exercise}"
            }

    def submission(self, exercise: str, week: str, student: str) -> str:
        with self.gradebook() as gradebook:
            return str(gradebook.find_submission_notebook(exercise, week, student).id)


def main() -> None:
    course = Course(Path(sys.argv[1]).resolve())
    course.base.mkdir(parents=True)
    start(course)
    first = grade(course)
    show(first)
    by_hand(course)
    regrade(course, first)
    give_back(course)


def start(course: Course) -> None:
    for week, text in work.ASSIGNMENTS.items():
        (course.base / f"{week}.yaml").write_text(text, encoding="utf-8")
    students = "".join(f"{name},{name.title()},Trainee\n" for name in (*work.TRAINEES, *work.ODD))
    (course.base / "roster.csv").write_text(f"id,first_name,last_name\n{students}", encoding="utf-8")
    files = [part for week in work.ASSIGNMENTS for part in ("--assignment", f"{week}.yaml")]
    course.run(
        *GOLDENTHREAD,
        "init",
        "notes-101",
        *files,
        "--roster",
        "roster.csv",
        "--site",
        "https://course.example/",
    )
    for week in work.ASSIGNMENTS:
        course.run(*NBGRADER, "generate_assignment", week)
    handed_in = list(work.hand_in(course.folder))
    print(f"{len({path.parent for path in handed_in})} submissions, {len(handed_in)} notebooks")


def grade(course: Course) -> dict[tuple[str, str, str], tuple[float, float | None, bool]]:
    """The first assignment by nbgrader's command, all by ours; both have to say the same."""
    course.run(*NBGRADER, "autograde", "week-2")
    before = course.scores()
    for week in work.ASSIGNMENTS:
        print("         " + course.run(*GOLDENTHREAD, "grade", ".", week, "--force").strip())
    after = course.scores()
    check("both ways give the same scores", before.items() <= after.items())
    check("the hostile notebook left no file", not Path("/tmp/golden-thread-was-here").exists())
    return after


def by_hand(course: Course) -> None:
    exercise = work.ODD_EXERCISE
    with (
        jupyter(course.folder, course.environment) as address,
        desk(address, course.base / "screenshots") as coach,
    ):
        coach.open("formgrader/manage_assignments", "assignments", "#main-table tr td")
        coach.open(f"formgrader/gradebook/{work.ODD_WEEK}/{exercise}", "waiting", "#main-table tr td")
        for student, points in BY_HAND.items():
            coach.open_submission(exercise, course.submission(exercise, work.ODD_WEEK, student))
            coach.mark(exercise, points)
            coach.comment(exercise, COMMENT)
            coach.shoot(f"by-hand-{student}")
        hostile = course.submission(exercise, work.ODD_WEEK, "odd-hostile")
        coach.open_submission(exercise, hostile, "by-hand-hostile")
        said = coach.autograde("week-3", "ada")
        check("the formgrader's button autogrades", "success" in said.lower())
        coach.run_in_lab(f"submitted/fay/{work.ODD_WEEK}/{exercise}.ipynb", "lab")
        check("no page asked anybody else for anything", not coach.asked_elsewhere, coach.asked_elsewhere)
        check("no script failed", not coach.script_errors, coach.script_errors)


def regrade(course: Course, first: dict[tuple[str, str, str], tuple[float, float | None, bool]]) -> None:
    course.run(*NBGRADER, "autograde", work.ODD_WEEK, "--force")
    course.run(*GOLDENTHREAD, "grade", ".", work.ODD_WEEK, "--force")
    now = course.scores()
    marks = {student: now[student, work.ODD_WEEK, work.ODD_EXERCISE][1] for student in BY_HAND}
    check("marks set by hand stand after grading again", marks == BY_HAND, marks)
    check("the grader's own scores are what they were", all(now[key][0] == first[key][0] for key in first))


def give_back(course: Course) -> None:
    for week in work.ASSIGNMENTS:
        course.run(*NBGRADER, "generate_feedback", week)
    page = course.folder / "feedback" / "bela" / work.ODD_WEEK / f"{work.ODD_EXERCISE}.html"
    text = page.read_text(encoding="utf-8")
    check(
        "the feedback page has the coach's mark and words",
        "12.5 of 20.0" in text and "<em>Good.</em>" in text,
    )
    with desk("file:", course.base / "screenshots") as reader:
        for student in ("bela", "odd-hostile", "odd-not-json"):
            reader.page.goto(page.as_uri().replace("/bela/", f"/{student}/"))
            reader.shoot(f"feedback-{student}")
        check(
            "no feedback page asks anybody for anything", not reader.asked_elsewhere, reader.asked_elsewhere
        )
    course.run(*NBGRADER, "export")
    with (course.folder / "grades.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    exported = {(row["student_id"], row["assignment"]): float(row["score"] or 0) for row in rows}
    check(
        f"grades.csv has {len(rows)} lines, with the marks set by hand",
        exported["odd-not-json", "week-2"] == 7,
    )


def show(scores: dict[tuple[str, str, str], tuple[float, float | None, bool]]) -> None:
    exercises = [(week, each) for week, members in work.EXERCISES.items() for each in members]
    print(
        f"{'':16}"
        + "".join(f"{exercise[:20]:>22}" for _, exercise in exercises)
        + "   (* waits for the coach)"
    )
    for student in (*work.TRAINEES, *work.ODD):
        cells: Iterable[tuple[float, float | None, bool] | None] = (
            scores.get((student, week, exercise)) for week, exercise in exercises
        )
        print(
            f"{student:16}"
            + "".join(
                f"{cell[0]:20.1f}{' *' if cell[2] else '  '}" if cell else f"{'–':>22}" for cell in cells
            )
        )


def check(claim: str, holds: bool, found: object = "") -> None:
    print(f"{'  holds' if holds else '  FAILS'}  {claim} {'' if holds else found}")


if __name__ == "__main__":
    main()
