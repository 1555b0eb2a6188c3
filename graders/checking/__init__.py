"""Checks rubric, lexicons, cases, profiles, tracks and exercises: every fault at once, with place, cause and cure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.checking.cases import check_cases, check_profiles
from graders.checking.exercises import Surroundings, check_exercise
from graders.checking.lexicons import check_lexicons
from graders.checking.rubric import check_rubric
from graders.checking.tracks import check_tracks
from graders.faults import DataError, Fault
from graders.loading import RESERVED
from graders.sheet import read_sheet


@dataclass(frozen=True)
class Checked:
    """What was found in one file; no faults when it is sound."""

    path: Path
    faults: tuple[Fault, ...]

    @property
    def is_usable(self) -> bool:
        return all(fault.is_warning for fault in self.faults)


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
    for folder in exercises:
        found |= check_tracks(folder / "tracks", _exercises(folder)).faults
        found |= check_profiles(folder / "profiles", criteria).faults | _check_folder(folder, around)
    return [Checked(path, tuple(faults)) for path, faults in found.items()]


def _exercises(folder: Path) -> dict[str, Any]:
    """The data of the exercises that can be read; what cannot be is told at its own file."""
    data: dict[str, Any] = {}
    for path in sorted(folder.glob("*/exercise.yaml")):
        sheet = read_sheet(path, [])
        data[path.parent.name] = sheet.data if sheet else {}
    return data


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
