"""Checks rubric, lexicons, cases, profiles, tracks and exercises: every fault, with place, cause and cure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders import places
from graders.checking.cases import check_cases, check_profiles
from graders.checking.course import check_course
from graders.checking.emptiest import check_emptiest
from graders.checking.exercises import Surroundings, check_exercise
from graders.checking.lexicons import check_lexicons
from graders.checking.rubric import check_rubric
from graders.checking.tracks import check_tracks
from graders.faults import DataError, Fault
from graders.loading import RESERVED, Library
from graders.sheet import Sheet, read_sheet


@dataclass(frozen=True)
class Checked:
    """What was found in one file; no faults when it is sound."""

    path: Path
    faults: tuple[Fault, ...]


def check(
    package: Path, exercises: Sequence[Path], docs: Path | None = None, cases: Sequence[Path] = ()
) -> list[Checked]:
    """Check the package's data and every folder of exercises or cases; links are looked up in ``docs``.

    A wheel has no YAML of rubric and lexicons: what it was compiled from was checked then.
    """
    found: dict[Path, list[Fault]] = {}
    if (package / "rubric.yaml").exists():
        found[package / "rubric.yaml"] = check_rubric(package, docs)
        found |= check_lexicons(package)
    criteria, kinds = _criteria()
    known_cases: dict[str, Any] = {}
    for folder in (*cases, *(folder / "cases" for folder in exercises)):
        in_folder = check_cases(folder)
        known_cases = {**in_folder.data, **known_cases}
        found |= in_folder.faults
    around = Surroundings(known_cases, criteria, kinds, docs)
    library = Library([*cases, *(folder / "cases" for folder in exercises)], exercises)
    for folder in exercises:
        sheets = _sheets(folder)
        data = {path.parent.name: {} for path in folder.glob("*/exercise.yaml")}
        data |= {id: sheet.data for id, sheet in sheets.items()}
        found |= check_tracks(folder / "tracks", data).faults
        found |= check_profiles(folder / "profiles", criteria).faults | _check_folder(folder, around)
        if not criteria:
            continue  # nothing can be graded with a rubric or lexicons that cannot be used
        is_course = folder.resolve() == places.exercises_dir().resolve()
        _add(found, check_emptiest(sheets, library, is_warning=not is_course))
        _add(found, check_course(folder, sheets, library, docs) if is_course else {})
    return [Checked(path, tuple(faults)) for path, faults in found.items()]


def _add(found: dict[Path, list[Fault]], more: Mapping[Path, list[Fault]]) -> None:
    for path, faults in more.items():
        found.setdefault(path, []).extend(faults)


def _sheets(folder: Path) -> dict[str, Sheet]:
    """The exercises that can be read, by id; what cannot be is told at its own file."""
    paths = [path for path in sorted(folder.glob("*/exercise.yaml")) if path.parent.name not in RESERVED]
    return {path.parent.name: sheet for path in paths if (sheet := read_sheet(path, []))}


def _criteria() -> tuple[list[str], dict[str, tuple[str, ...]]]:
    """The ids and kinds of note of the compiled rubric; empty when it cannot be used."""
    from graders.rubric import default_rubric

    try:
        rubric = default_rubric()
    except (DataError, KeyError, TypeError, AttributeError):
        return [], {}
    return list(rubric.criteria), {id: criterion.kinds for id, criterion in rubric.criteria.items()}


def _check_folder(folder: Path, around: Surroundings) -> dict[Path, list[Fault]]:
    found: dict[Path, list[Fault]] = {}
    if not folder.is_dir():
        return {folder: [Fault("the folder", "is not there", "check the path")]}
    for path in sorted(folder.iterdir()):
        if not path.is_dir() or path.name.startswith((".", "_")):
            continue
        if (path / "exercise.yaml").is_file() and path.name in RESERVED:
            found[path / "exercise.yaml"] = [
                Fault(
                    "the folder",
                    f'"{path.name}" is reserved for something else',
                    "give the exercise another name",
                )
            ]
        elif (path / "exercise.yaml").is_file():
            found |= check_exercise(path, around)
        elif path.name not in RESERVED:
            found[path] = [
                Fault(
                    "the folder",
                    "holds no exercise.yaml",
                    "add one, or move the folder elsewhere",
                    is_warning=True,
                )
            ]
    return found
