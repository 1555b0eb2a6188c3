"""Writes the reference pages that come from lexicons, labelled notes and schemas into docs/reference."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graders import runtime
from graders.adapters.site.accuracy import accuracy
from graders.adapters.site.accuracy_page import accuracy_page
from graders.adapters.site.approaches import approaches_page
from graders.adapters.site.diagnoses import diagnoses_page
from graders.adapters.site.reference import criteria
from graders.adapters.site.schema_pages import files_page
from graders.adapters.site.wordings import person_first_page
from graders.compiling import read_yaml

_SCHEMAS = ("case", "exercise", "track", "work")


def write_tables(root: Path, sources: Mapping[str, Any]) -> None:
    """Write the pages; one that did not change is not touched."""
    for name, text in tables(root, sources).items():
        path = root / "docs" / "reference" / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def tables(root: Path, sources: Mapping[str, Any]) -> dict[str, str]:
    """The pages' texts by file name; a checkout's .gitignore names each of them."""
    compiled = runtime.compiled()
    folder = root / "docs" / "reference"
    paths = sorted((runtime.PACKAGE / "lexicons").glob("person_first*.yaml"))
    lexicons = {path.stem: read_yaml(path) for path in paths}
    schemas = {name: read_yaml(runtime.PACKAGE / "schemas" / f"{name}.yaml") for name in _SCHEMAS}
    rows = list(criteria(compiled["rubric"]))
    versions = {
        "rubric_version": str(compiled["rubric"]["rubric_version"]),
        "grader_version": runtime.grader_version(),
    }
    return {
        "diagnoses.md": diagnoses_page(
            compiled["tables"]["diagnoses"],
            str(compiled["tables"]["icd10cm"]["release"]),
            read_yaml(folder / "diagnoses.yaml"),
            sources,
        ),
        "person-first.md": person_first_page(lexicons, sources),
        "interventions.md": approaches_page(read_yaml(folder / "interventions.yaml")),
        "accuracy.md": accuracy_page(
            accuracy(root, [row["id"] for row in rows]),
            {row["id"]: row["title"] for row in rows},
            versions,
            read_yaml(root / "exercises" / "known-differences.yaml") or (),
        ),
        "files.md": files_page(schemas),
    }
