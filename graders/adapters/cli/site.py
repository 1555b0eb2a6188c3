"""``goldenthread serve`` and ``build``: the course with the graders in it, from a checkout."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import click

from graders import places
from graders.faults import DataError, Fault


@click.command()
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port on this machine."
)
def serve(port: int) -> None:
    """Build the course, serve it on this machine and say where to open it."""
    root = _checkout("serve")
    with _needs_mkdocs("serve"):
        from graders.adapters.site.serve import serve_site
    serve_site(root, port)


@click.command()
@click.option(
    "--target",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where to build; else site/ in the checkout.",
)
def build(target: Path | None) -> None:
    """Build the course as a folder of static pages."""
    root = _checkout("build")
    target = (target or root / "site").resolve()
    with _needs_mkdocs("build"):
        from graders.adapters.site.build import build_site
    build_site(root, target)
    click.echo(f"the course is in {target}", err=True)


def _checkout(command: str) -> Path:
    root = places.checkout_root()
    if root is None:
        cause = (
            "needs a checkout of the project; an installed package has the graders and not the course's pages"
        )
        raise DataError(
            f"goldenthread {command}",
            [Fault("the command", cause, f"clone the repository and run python3 run.py {command} there")],
        )
    return root


@contextlib.contextmanager
def _needs_mkdocs(command: str) -> Iterator[None]:
    try:
        # The site's modules load it only when they are called, which is too late to say so.
        import mkdocs  # noqa: F401

        yield
    except ModuleNotFoundError as error:
        cause = f"needs {error.name}, which is not installed here"
        raise DataError(
            f"goldenthread {command}",
            [Fault("the command", cause, f"run python3 run.py {command}, which installs it")],
        ) from None
