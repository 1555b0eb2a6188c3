"""Reads a checkout's exercises and cases for the pages and for the browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.case import Case
from graders.compiling import read_yaml
from graders.exercise import Exercise
from graders.faults import DataError, Fault
from graders.loading import exercise_data, exercise_paths, load_case


@dataclass(frozen=True)
class Entry:
    """One exercise with its case, both as the graders see them and as the plain data they come from."""

    exercise: Exercise
    exercise_data: Mapping[str, Any]
    case: Case | None
    case_data: Mapping[str, Any] | None


def read_library(root: Path, modules: Sequence[str] = ()) -> list[Entry]:
    """Every exercise below ``root``; a DataError when one cannot be used.

    They stand in the order of ``modules`` (those of other modules last), easiest first.
    """
    cases = {case.id: (case, data) for case, data in _read_cases(root / "exercises" / "cases")}
    entries = [_entry(folder, cases) for folder in exercise_paths(root / "exercises")]
    places = {module: place for place, module in enumerate(modules)}
    return sorted(
        entries,
        key=lambda each: (
            places.get(each.exercise.module, len(places)),
            each.exercise.difficulty,
            each.exercise.id,
        ),
    )


def _read_cases(folder: Path) -> list[tuple[Case, Mapping[str, Any]]]:
    return [(load_case(path), read_yaml(path)) for path in sorted(folder.glob("*.yaml"))]


def _entry(folder: Path, cases: Mapping[str, tuple[Case, Mapping[str, Any]]]) -> Entry:
    data = {"id": folder.name, **exercise_data(folder)}
    exercise = Exercise.from_data(data, folder.name)
    if exercise.case is None:
        return Entry(exercise, data, None, None)
    if exercise.case not in cases:
        fault = Fault(
            "case", f'no case has the id "{exercise.case}"', "write that case, or name one in exercises/cases"
        )
        raise DataError(f"exercises/{folder.name}/exercise.yaml", [fault])
    return Entry(exercise, data, *cases[exercise.case])
