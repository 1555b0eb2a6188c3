"""Builds the course: generated files into docs/, then MkDocs over all of it."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path

from graders import runtime
from graders.adapters.site.bundle import write_grader
from graders.adapters.site.library import Entry, read_library
from graders.adapters.site.notebooks import write_notebooks
from graders.adapters.site.pages import lesson_titles, write_pages
from graders.adapters.site.reference import write_reference
from graders.adapters.site.reference_tables import write_tables
from graders.compiling import read_yaml
from graders.faults import DataError, Fault


def build_site(root: Path, target: Path) -> None:
    """Build the checkout at ``root`` into the folder ``target``; a warning of MkDocs is an error."""
    # Material 9 announces on each build that its successor will be another tool.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    said = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    try:
        build(load_config(str(root / "mkdocs.yml"), site_dir=str(target), strict=True))
    except MkDocsException as error:
        faults = [Fault("mkdocs", line, "mend it, then build again") for line in said.lines or [str(error)]]
        raise DataError("the site", faults) from None
    finally:
        logger.removeHandler(said)


class _Warnings(logging.Handler):
    """What MkDocs warns of; it says no more than their number when it gives up."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def generate(root: Path, modules: Sequence[str]) -> list[Entry]:
    """Write everything under docs/ that comes from exercises, rubric and graders.

    ``modules`` are the lessons in order; the exercises come back in the order of their lessons.
    """
    entries = read_library(root, modules)
    write_pages(root, entries)
    write_notebooks(root, entries, lesson_titles(root, entries))
    sources = read_yaml(root / "docs" / "reference" / "sources.yaml")
    write_reference(
        runtime.compiled()["rubric"],
        root / "docs" / "reference" / "rubric",
        sources=sources,
        report_schema=read_yaml(runtime.PACKAGE / "schemas" / "report.yaml"),
    )
    write_tables(root, sources)
    write_grader(root, entries)
    return entries
