"""``goldenthread check``: every fault of rubric, lexicons, cases and exercises at once."""

from __future__ import annotations

from pathlib import Path

import click

from graders import places
from graders.adapters.cli import DONE, UNUSABLE
from graders.faults import Fault

_FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)


@click.command()
@click.option(
    "--exercises",
    "own_exercises",
    type=_FOLDER,
    multiple=True,
    metavar="DIR",
    help="Check these exercises as well.",
)
@click.option(
    "--cases", "own_cases", type=_FOLDER, multiple=True, metavar="DIR", help="Check these cases as well."
)
@click.pass_context
def check(ctx: click.Context, own_exercises: tuple[Path, ...], own_cases: tuple[Path, ...]) -> None:
    """Check rubric, lexicons, cases and exercises: every fault at once, with place, cause and cure.

    Exit status: 0 all can be used (warnings may be left), 2 something cannot.
    """
    from graders.checking import check as check_all
    from graders.runtime import PACKAGE

    root = places.checkout_root()
    docs = root / "docs" if root else None
    found = check_all(PACKAGE, [*own_exercises, places.exercises_dir()], docs, list(own_cases))
    warnings = faults = 0
    for checked in found:
        if not checked.faults:
            continue
        click.echo(f"{_shown(checked.path, root)} {_verdict(checked.faults)}:")
        for fault in checked.faults:
            click.echo(f"  {'warning: ' if fault.is_warning else ''}{fault}")
        warnings += sum(fault.is_warning for fault in checked.faults)
        faults += sum(not fault.is_warning for fault in checked.faults)
    files = sum(checked.path.is_file() for checked in found)
    click.echo(
        f"{_count(files, 'file')} checked: {_count(faults, 'problem')}, {_count(warnings, 'warning')}",
        err=True,
    )
    ctx.exit(UNUSABLE if faults else DONE)


def _verdict(faults: tuple[Fault, ...]) -> str:
    count = sum(not fault.is_warning for fault in faults)
    return (
        f"is not usable ({_count(count, 'problem')})"
        if count
        else f"can be used ({_count(len(faults), 'warning')})"
    )


def _shown(path: Path, root: Path | None) -> str:
    return str(path.relative_to(root)) if root and path.is_relative_to(root) else str(path)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
