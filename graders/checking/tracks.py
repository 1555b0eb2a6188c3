"""Checks tracks/*.yaml: shape, and that every exercise is there and asks for nothing that comes later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graders.checking.cases import Found, read_all
from graders.faults import Fault
from graders.schema import suggest
from graders.sheet import Sheet


def check_tracks(folder: Path, exercises: Mapping[str, Mapping[str, Any]]) -> Found:
    """Every fault of the tracks; ``exercises`` are the data of the exercises there are, by id."""
    found = Found()
    for sheet in read_all(sorted(folder.glob("*.yaml")), "track", found):
        found.faults[sheet.path] += _steps(sheet, exercises)
    return found


def _steps(sheet: Sheet, exercises: Mapping[str, Mapping[str, Any]]) -> Iterator[Fault]:
    listed = sheet.data.get("exercises")
    steps: list[Any] = [*(listed if isinstance(listed, list) else []), sheet.data.get("capstone")]
    done: set[str] = set()
    for place, id in enumerate(steps):
        path = ["capstone"] if place == len(steps) - 1 else ["exercises", place]
        if isinstance(id, str) and id not in exercises:
            yield sheet.fault(path, f'no exercise has the id "{id}"', suggest(id, list(exercises)))
        elif isinstance(id, str):
            required = exercises[id].get("requires")
            needed = required if isinstance(required, list) else []
            late = [each for each in needed if each in steps and each not in done]
            if late:
                cause = f'"{id}" asks for {", ".join(late)}, which the track has later'
                yield sheet.fault(path, cause, "change their order", is_warning=True)
            done.add(id)
