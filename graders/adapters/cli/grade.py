"""``goldenthread grade``: one answer, a folder of answers or JSON lines → reports."""

from __future__ import annotations

import contextlib
import functools
import gc
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

import click

from graders import places
from graders.adapters.cli import DONE, SOME_FAILED, UNUSABLE, answers
from graders.adapters.cli.answers import Answer, Unreadable
from graders.case import Case
from graders.exercise import Exercise
from graders.faults import DataError, Fault
from graders.grade import grade_note
from graders.lexicon import default_lexicon
from graders.loading import Library, load_case, load_profile
from graders.profile import Profile
from graders.report import Report
from graders.rubric import default_rubric

#: Answers sent to a worker at a time: few enough to share them out, enough to be worth sending.
_CHUNK = 8
_ANSWER = "the answer"
Task = tuple[str, Case | None, Exercise | None, str]


@click.command()
@click.argument("note", metavar="NOTE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--exercise", "exercise_id", metavar="ID", help="The exercise that the answers belong to.")
@click.option("--case", "case_file", metavar="FILE", help="The case that the notes are written from.")
@click.option(
    "--cases",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Where to find cases by id.",
)
@click.option(
    "--exercises",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="Where to find exercises by id, before those of the course.",
)
@click.option(
    "--profile",
    "profile_id",
    metavar="ID",
    help="House rules: the id of a file in profiles/ beside the exercises, or a file.",
)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "html"]),
    help="Text for one answer, JSON lines for many, unless said otherwise.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the reports; else standard output.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    metavar="N",
    help="Processes to grade in; the reports are the same.",
)
@click.pass_context
def grade(
    ctx: click.Context,
    note: Path,
    exercise_id: str | None,
    case_file: str | None,
    cases: Path | None,
    exercises: Path | None,
    profile_id: str | None,
    shape: str | None,
    output: Path | None,
    workers: int,
) -> None:
    """Grade NOTE: a file, - for standard input, a folder, or JSON lines.

    A .jsonl file has {"id", "case" or "exercise", "text"} a line.  The case or exercise of an answer
    comes from the option, else from the file's front matter, else from a folder called like an
    exercise.

    Exit status: 0 every answer got a report, 1 some could not be read or graded, 2 nothing could be
    done.
    """
    if exercise_id and case_file:
        raise click.UsageError("give --exercise or --case, not both: an exercise names its case")
    if output and output.resolve() == note.resolve():
        raise click.UsageError("-o would write over NOTE; name another file")
    _load()  # data that cannot be used is told before any answer is read
    desk = _Desk(_library(cases, exercises))
    desk.assign(exercise_id, case_file)
    profile = _profile(profile_id, desk.library) if profile_id else None
    is_many = note.is_dir() or note.suffix == ".jsonl"
    tasks = list(desk.tasks(_read(note)))
    with _opened(output) as target:
        reports = desk.counted(_graded(tasks, profile, workers))
        _write(target, reports, shape or ("json" if is_many else "text"), profile)
    if is_many:
        click.echo(desk.summary(), err=True)
    ctx.exit(desk.exit_status())


def _load() -> None:
    """Load rubric and lexicons.

    They are a million small objects that live as long as the process: the garbage collector is kept
    from looking through them, now and later, which halves the time to the first report.
    """
    gc.disable()
    try:
        default_rubric()
        default_lexicon()
        gc.freeze()
    finally:
        gc.enable()


def _library(cases: Path | None, exercises: Path | None) -> Library:
    """Own folders first, then what comes with the course."""
    course = places.exercises_dir()
    own = [exercises] if exercises else []
    case_folders = [*([cases] if cases else []), *(folder / "cases" for folder in own), course / "cases"]
    exercise_folders = [*own, course]
    return Library(case_folders, exercise_folders, [folder / "profiles" for folder in exercise_folders])


def _profile(named: str, library: Library) -> Profile:
    is_path = Path(named).is_file() or named.endswith((".yaml", ".yml"))
    return load_profile(Path(named)) if is_path else library.profile(named)


def _read(note: Path) -> Iterable[Answer | Unreadable]:
    if str(note) == "-":
        return [answers.read_input()]
    if not note.exists():
        raise DataError(
            str(note), [Fault("the path", "is not there", "check the name; - reads standard input")]
        )
    if note.is_dir():
        found = list(answers.read_folder(note))
        if not found:
            raise DataError(
                str(note), [Fault("the folder", "holds no notes", "put text files (.md or .txt) into it")]
            )
        return found
    return answers.read_lines(note) if note.suffix == ".jsonl" else [answers.read_file(note)]


class _Desk:
    """Gives each answer its case or exercise, and keeps count of what went wrong."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._exercise: Exercise | None = None
        self._case: Case | None = None
        self._told: set[str] = set()
        self.reports = self.unread = self.unassigned = self.errors = 0

    def assign(self, exercise_id: str | None, case_file: str | None) -> None:
        """Take the exercise or case of the options for every answer."""
        if exercise_id:
            self._exercise = self.library.exercise(exercise_id)
            self._case = self.library.case_of(self._exercise)
        elif case_file:
            is_path = Path(case_file).exists() or case_file.endswith((".yaml", ".yml"))
            self._case = load_case(Path(case_file)) if is_path else self.library.case(case_file)

    def tasks(self, found: Iterable[Answer | Unreadable]) -> Iterator[Task]:
        """What can be graded, in order; the rest is told on standard error at once."""
        for answer in found:
            if isinstance(answer, Unreadable):
                self.unread += 1
                click.echo(str(answer.error), err=True)
                continue
            try:
                case, exercise = self._home(answer)
            except DataError as error:
                self.unassigned += 1
                self._tell(answer.place, error)
                continue
            yield answer.text, case, exercise, answer.id

    def _home(self, answer: Answer) -> tuple[Case | None, Exercise | None]:
        if self._case or self._exercise:
            return self._case, self._exercise
        folder = next((name for name in answer.folders if self.library.has_exercise(name)), None)
        if answer.exercise or (folder and not answer.case):
            exercise = self.library.exercise(answer.exercise or folder or "")
            return self.library.case_of(exercise), exercise
        if answer.case:
            return self.library.case(answer.case), None
        cure = 'give --exercise ID or --case FILE, or begin the file with "---", "case: the-case-id", "---"'
        raise DataError(
            _ANSWER, [Fault("case", "is not known, so that there is nothing to grade against", cure)]
        )

    def _tell(self, place: str, error: DataError) -> None:
        """Say what is wrong; a fault that many answers share is spelled out once."""
        message = str(error)
        again = f"{error.source} is not usable, as said above"
        click.echo(
            f"{place}: {again if message in self._told and error.source != _ANSWER else message}", err=True
        )
        self._told.add(message)

    def counted(self, reports: Iterable[Report]) -> Iterator[Report]:
        for report in reports:
            self.reports += 1
            self.errors += report.status == "error"
            yield report

    def summary(self) -> str:
        parts = [f"{self.reports} graded"]
        parts += [f"{self.errors} of them not in full"] if self.errors else []
        parts += [f"{self.unread} could not be read"] if self.unread else []
        parts += [f"{self.unassigned} without a usable case or exercise"] if self.unassigned else []
        return ", ".join(parts)

    def exit_status(self) -> int:
        if self.unassigned and not self.reports and not self.unread:
            return UNUSABLE
        return SOME_FAILED if self.unassigned or self.unread or self.errors else DONE


def _graded(tasks: list[Task], profile: Profile | None, workers: int) -> Iterator[Report]:
    """The reports in the order of the tasks, whatever the number of processes."""
    grade_task = functools.partial(_grade_task, profile)
    if workers == 1 or len(tasks) < 2:
        yield from map(grade_task, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor  # here: it is not needed for one answer

    with ProcessPoolExecutor(min(workers, len(tasks))) as pool:
        yield from pool.map(grade_task, tasks, chunksize=_CHUNK)


def _grade_task(profile: Profile | None, task: Task) -> Report:
    text, case, exercise, id = task
    return grade_note(text, case=case, exercise=exercise, profile=profile, id=id)


@contextlib.contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    if output is None:
        yield sys.stdout
        return
    try:
        # An id from JSON may hold half of a surrogate pair, which no UTF-8 file can.
        file = output.open("w", encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise DataError(
            str(output), [Fault("the file", f"cannot be written ({error.strerror})", "check the folder")]
        ) from None
    with file:
        yield file


def _write(target: TextIO, reports: Iterable[Report], shape: str, profile: Profile | None) -> None:
    from graders.adapters.cli import rendering

    render = {"text": rendering.as_text, "json": rendering.as_json, "html": rendering.as_html}[shape]
    for piece in render(reports, profile):
        # Colour reaches a terminal only: click takes it out elsewhere.
        click.echo(piece, file=target, nl=False)
