"""``goldenthread course``: a course folder for nbgrader, and grading in it without running code."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from graders.adapters.cli import DONE, SOME_FAILED
from graders.faults import DataError, Fault

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.group()
def course() -> None:
    """Assign and grade notebooks with nbgrader."""


@course.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--assignment",
    "assignments",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="An assignment (<id>.yaml: title, exercises, points, due, done); else each module is one.",
)
@click.option(
    "--exercises",
    type=_FOLDER,
    multiple=True,
    metavar="DIR",
    help="Exercises of your own, found before those of the course.",
)
@click.option("--roster", type=_FILE, metavar="CSV", help="Students: id, first_name, last_name, email.")
@click.option("--site", default="", metavar="URL", help="The course's site, for links into its lessons.")
def init(
    folder: Path, assignments: tuple[Path, ...], exercises: tuple[Path, ...], roster: Path | None, site: str
) -> None:
    """Make or fill a course folder DIR: settings, source notebooks, students.

    What is there already is left as it is.  Then, in DIR: nbgrader generate_assignment, release_assignment,
    collect, autograde, formgrade, generate_feedback, export.
    """
    with _needs_nbgrader("init"):
        from graders.adapters.nbgrader.course import Course
    for line in Course(folder, exercises, site).fill(assignments, roster):
        click.echo(line, err=True)


@course.command()
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.argument("assignment", metavar="ASSIGNMENT")
@click.option("--student", default="*", metavar="ID", help="Only this student's work.")
@click.option("--force", is_flag=True, help="Grade again what is graded already.")
@click.pass_context
def grade(ctx: click.Context, folder: Path, assignment: str, student: str, force: bool) -> None:
    """Grade what was submitted for ASSIGNMENT, as nbgrader autograde does, in one go.

    Exit status: 0 everything was graded, 1 some submissions could not be, 2 nothing could be done.
    """
    with _needs_nbgrader("grade"):
        from graders.adapters.nbgrader.autograding import autograde
    from rich.console import Console
    from rich.progress import track

    failed = []
    console = Console(stderr=True)
    run = autograde(folder, assignment, student, force)
    for result in track(
        run, total=len(run), description="Grading", console=console, disable=not console.is_terminal
    ):
        if result.fault:
            failed.append(result)
            click.echo(f"{result.student}: {result.fault}", err=True)
    click.echo(run.summary(), err=True)
    ctx.exit(SOME_FAILED if failed else DONE)


@contextlib.contextmanager
def _needs_nbgrader(command: str) -> Iterator[None]:
    # It builds grammars for a check that notebooks have no use for, which takes longer than all the rest.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        import nbgrader  # noqa: F401

        yield
    except ModuleNotFoundError as error:
        cure = (
            'install it with pip install "golden-thread[notebooks]"; in a checkout, '
            "python3 run.py test tests/notebooks installs it into .venv-notebooks"
        )
        fault = Fault("the command", f"needs {error.name}, which is not installed here", cure)
        raise DataError(f"goldenthread course {command}", [fault]) from None
