"""``goldenthread new``: a file of one's own that starts as a working copy of the course's."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from graders import places
from graders.compiling import read_yaml
from graders.exercise import KINDS
from graders.faults import DataError, Fault
from graders.loading import RESERVED, exercise_paths

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_INTO = click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("exercises"),
    show_default=True,
    metavar="DIR",
    help="The folder of your own exercises; made if it is not there.",
)


@click.group()
def new() -> None:
    """Start an exercise, a case or house rules of your own.

    Each starts as a copy of one of the course's, which can be used as it is: change it piece by piece,
    and look after each with "goldenthread check --exercises DIR".
    """


@new.command()
@click.argument("id")
@click.option("--kind", type=click.Choice(KINDS), help="Start from the easiest exercise of this kind.")
@click.option("--like", metavar="ID", help="Start from this exercise of the course.")
@_INTO
def exercise(id: str, kind: str | None, like: str | None, into: Path) -> None:
    """Start the exercise ID: instructions, what is asked, model answers and common mistakes."""
    if kind and like:
        raise click.UsageError("give --kind or --like, not both")
    source = _exercise(like) if like else _easiest(kind or "passage")
    target = _free(into / _checked(id))
    shutil.copytree(source, target)
    _rewrite(target / "exercise.yaml", title=_title(id))
    _tell(target, f"goldenthread grade - --exercises {into} --exercise {id}", into)


@new.command()
@click.argument("id")
@click.option("--like", metavar="ID", help="Start from this case of the course.")
@_INTO
def case(id: str, like: str | None, into: Path) -> None:
    """Start the case ID: a fictional client, the diagnosis, and what happened in the session."""
    source = _named("case", like, sorted((places.exercises_dir() / "cases").glob("*.yaml")))
    target = _copy(source, into / "cases" / f"{_checked(id)}.yaml")
    _rewrite(target, id=id, title=_title(id))
    _tell(target, f"goldenthread grade - --cases {into / 'cases'} --case {id}", into)


@new.command()
@click.argument("id")
@_INTO
def profile(id: str, into: Path) -> None:
    """Start the house rules ID: weights, least levels, wording and a checklist."""
    source = _named("profile", None, sorted((places.exercises_dir() / "profiles").glob("*.yaml")))
    target = _copy(source, into / "profiles" / f"{_checked(id)}.yaml")
    _rewrite(target, id=id, title=_title(id))
    _tell(target, f"goldenthread grade NOTE --case CASE --exercises {into} --profile {id}", into)


def _checked(id: str) -> str:
    if not _ID.fullmatch(id) or id in RESERVED:
        cause = "is reserved" if id in RESERVED else "is no id"
        raise DataError(f'"{id}"', [Fault("the id", cause, "use lower case letters, digits and -")])
    return id


def _free(path: Path) -> Path:
    if path.exists():
        fault = Fault("the path", "is there already", "choose another id, or edit what is there")
        raise DataError(str(path), [fault])
    return path


def _copy(source: Path, target: Path) -> Path:
    _free(target).parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(source, target))


def _exercise(id: str) -> Path:
    return _named("exercise", id, list(exercise_paths(places.exercises_dir())))


def _easiest(kind: str) -> Path:
    found = [(read_yaml(path / "exercise.yaml"), path) for path in exercise_paths(places.exercises_dir())]
    of_kind = [(data.get("difficulty", 1), path.name, path) for data, path in found if data["kind"] == kind]
    return min(of_kind)[2]


def _named(what: str, id: str | None, paths: Iterable[Path]) -> Path:
    """The course's file or folder with this id; the first one without an id."""
    known = {path.stem: path for path in paths}
    if id is not None and id not in known:
        cure = "use one of " + ", ".join(sorted(known)[:8]) + (", ..." if len(known) > 8 else "")
        raise DataError(f'{what} "{id}"', [Fault("--like", f"names no {what} of the course", cure)])
    return known[id or min(known)]


def _title(id: str) -> str:
    return id.replace("-", " ").capitalize()


def _rewrite(path: Path, **values: str) -> None:
    """Put other values behind keys at the start of a line; all else stays, comments too."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(_rewritten(lines, values)), encoding="utf-8", newline="\n")


def _rewritten(lines: Iterable[str], values: dict[str, str]) -> Iterator[str]:
    for line in lines:
        key, colon, _ = line.partition(":")
        # Quoted: an id such as 2026 or true is a word too.
        yield f"{key}: {json.dumps(values[key])}\n" if colon and key in values else line


def _tell(target: Path, use: str, into: Path) -> None:
    click.echo(f"{target} is there, as a copy to change.")
    click.echo(f"  Look it over: goldenthread check --exercises {into}")
    click.echo(f"  Try it:       {use}")
