"""The ``goldenthread`` command: arguments and files in, reports and faults out."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import click

from graders.faults import DataError

#: Command → the module that has it: each loads only what it needs, so that grading starts at once.
_HOMES = {
    "serve": "site",
    "build": "site",
    "grade": "grade",
    "agreement": "agreement",
    "check": "check",
    "verify": "verify",
    "new": "new",
    "course": "course",
}
#: Exit statuses: every answer got a report; some did not; the request or the data is unusable.
DONE, SOME_FAILED, UNUSABLE = 0, 1, 2


class _Commands(click.Group):
    """The commands in the order of the design, loaded when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _HOMES:
            return None
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[cmd_name]}"), cmd_name)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except DataError as error:
            click.echo(str(error), err=True)
            ctx.exit(UNUSABLE)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def goldenthread(ctx: click.Context) -> None:
    """Golden Thread: a course on progress notes, and the graders in it."""
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # Reports hold any text: a console of another encoding must not stop them.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    goldenthread(args=arguments, prog_name="goldenthread")
