"""``goldenthread verify``: downloaded work, graded again, with what differs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from graders import places
from graders.adapters.cli import DONE, SOME_FAILED, UNUSABLE
from graders.adapters.cli.rendering import printable
from graders.faults import DataError, Fault
from graders.grade import grade_note
from graders.loading import Library
from graders.rubric import default_rubric
from graders.verifying import verdict
from graders.workfile import Work, exercise_version, read_work

_CHECKSUMS = {
    "fits": "unchanged since it was downloaded",
    "differs": "changed after it was downloaded: its checksum does not fit",
    "missing": "without a checksum: the page could not load the grader when it was downloaded",
}
_PATH = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command()
@click.argument("files", metavar="WORK.json...", type=_PATH, nargs=-1, required=True)
@click.option(
    "--exercises",
    type=_FOLDER,
    metavar="DIR",
    help="Where to find exercises by id, before those of the course.",
)
@click.pass_context
def verify(ctx: click.Context, files: tuple[Path, ...], exercises: Path | None) -> None:
    """Grade the attempts in downloaded work again and say what differs.

    "same": the report is the one this grader gives.  "edited": grader, exercise and profile are those
    of the attempt, and the report differs.  "another version": one of them is not, so that a difference
    says nothing.  A checksum that fits proves no honesty: anybody can make one.

    Exit status: 0 nothing was edited, 1 something was or could not be graded, 2 a file is unusable.
    """
    default_rubric()  # data that cannot be used is told before any work is read
    desk = _Desk(exercises)
    status = DONE
    for path in files:
        try:
            status = max(status, desk.verify(path))
        except DataError as error:
            # The faults quote the file, which must not be able to steer the terminal.
            click.echo("\n".join(map(printable, str(error).split("\n"))), err=True)
            status = UNUSABLE
    ctx.exit(status)


class _Desk:
    """Grades attempts again, with each exercise read once."""

    def __init__(self, own: Path | None) -> None:
        course = places.exercises_dir()
        folders = [own, course] if own else [course]
        self.library = Library([folder / "cases" for folder in folders], folders)

    def verify(self, path: Path) -> int:
        """Say what is in the file and what became of each attempt; the exit status for it."""
        work = _read(path)
        click.echo(f"{path}: {_CHECKSUMS[work.checksum]}")
        lines = [self._line(attempt) for attempt in work.attempts]
        for attempt, (words, _) in zip(work.attempts, lines, strict=True):
            click.echo(f"  {attempt['at']}  {attempt['exercise']}  {_score(attempt['report'])}  {words}")
        if not lines:
            click.echo("  no attempts")
        is_sound = work.checksum != "differs" and all(sound for _, sound in lines)
        return DONE if is_sound else SOME_FAILED

    def _line(self, attempt: Mapping[str, Any]) -> tuple[str, bool]:
        """What became of an attempt, and whether that is in order."""
        if attempt["report"] is None:
            return "put aside without a check", True
        try:
            exercise = self.library.exercise(attempt["exercise"])
            case = self.library.case_of(exercise)
            regraded = grade_note(attempt["text"], case=case, exercise=exercise, id=attempt["report"]["id"])
        except (DataError, ValueError) as error:
            return f"not graded: {_first_cause(error)}", False
        found = verdict(attempt, regraded, exercise_version(*self.library.sources_of(exercise)))
        now = "no score" if found.score is None else f"{found.score:g}"
        return {
            "same": ("same", True),
            "edited": (f"edited: grading the text gives {now}", False),
            "another version": (f"another version: regraded, now {now}", True),
        }[found.name]


def _read(path: Path) -> Work:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        fault = Fault("the file", f"cannot be read ({error.strerror})", "check the path and its rights")
        raise DataError(str(path), [fault]) from None
    except UnicodeDecodeError as error:
        fault = Fault(f"byte {error.start}", "is not UTF-8", "take the file as it was downloaded")
        raise DataError(str(path), [fault]) from None
    return read_work(text, str(path))


def _score(report: Mapping[str, Any] | None) -> str:
    if report is None:
        return "-"
    return "no score" if report["score"] is None else f"{report['score']:g}"


def _first_cause(error: DataError | ValueError) -> str:
    if not isinstance(error, DataError):
        return str(error)
    return f"{error.source}: {error.faults[0].cause}; {error.faults[0].cure}"
