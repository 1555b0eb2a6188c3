"""Turns assignment files (``<id>.yaml``) and modules into assignments."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.adapters.notebook.generation import DEFAULT_POINTS
from graders.compiling import read_yaml
from graders.exercise import Exercise
from graders.faults import DataError, Fault
from graders.schema import suggest

#: The keys of an assignment file.  House rules are applied at the prompt, not in notebooks.
KEYS = ("title", "exercises", "points", "due", "done")
PROFILE = "profile"
#: nbgrader makes folders and addresses of these.
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Assignment:
    """Exercises (id → points) that are handed out together.

    ``due`` is a time in UTC; ``done`` says in a sentence what counts as done.
    """

    id: str
    exercises: Mapping[str, float]
    title: str = ""
    due: datetime.datetime | None = None
    done: str = ""


def read_assignment(path: Path) -> Assignment:
    """The assignment in a file; a DataError lists everything that makes it unusable."""
    try:
        data = read_yaml(path)
    except OSError as error:
        fault = Fault("the file", f"cannot be read ({error.strerror})", "check the path")
        raise DataError(str(path), [fault]) from None
    except DataError as error:
        raise DataError(str(path), error.faults) from None
    faults: list[Fault] = []
    if not _ID.fullmatch(path.stem):
        cure = "name the file with letters, digits, dots, - and _ only"
        faults.append(Fault("the name", f'"{path.stem}" cannot be the name of an assignment', cure))
    if not isinstance(data, Mapping):
        raise DataError(
            str(path),
            [*faults, Fault("the file", "does not hold an assignment", "give it title: and exercises:")],
        )
    faults += _keys(data)
    exercises = _exercises(data, faults)
    due = _due(data.get("due"), faults)
    title, done = (_text(data, key, faults) for key in ("title", "done"))
    if faults:
        raise DataError(str(path), faults)
    return Assignment(path.stem, exercises, title, due, done)


def assignments_by_module(exercises: list[Exercise], points: float = DEFAULT_POINTS) -> list[Assignment]:
    """One assignment for each module, with its exercises, easiest first."""
    modules: dict[str, dict[str, float]] = {}
    for exercise in sorted(exercises, key=lambda each: (each.module, each.difficulty, each.id)):
        modules.setdefault(exercise.module or "practice", {})[exercise.id] = points
    return [Assignment(module, members) for module, members in modules.items()]


def _keys(data: Mapping[str, Any]) -> Iterator[Fault]:
    for key in data:
        if key == PROFILE:
            cause = "asks for house rules, which notebooks do not apply"
            cure = "take the line out; at the prompt, goldenthread grade --profile applies them"
            yield Fault(PROFILE, cause, cure)
        elif key not in KEYS:
            yield Fault(str(key), "is no key of an assignment", suggest(key, KEYS))


def _text(data: Mapping[str, Any], key: str, faults: list[Fault]) -> str:
    value = data.get(key) or ""
    if not isinstance(value, str):
        faults.append(Fault(key, f"{value!r} is no text", "write a sentence, in quotation marks if need be"))
        return ""
    return value.strip()


def _exercises(data: Mapping[str, Any], faults: list[Fault]) -> dict[str, float]:
    """``exercises`` is a list of ids, or ids with points (``- four-lines-on-risk: 20``)."""
    points: dict[str, float] = {}
    standard = data.get("points", DEFAULT_POINTS)
    given = data.get("exercises")
    for each in given if isinstance(given, list) else [given] if isinstance(given, Mapping) else []:
        worths = each if isinstance(each, Mapping) else {each: standard}
        points |= {str(id): worth for id, worth in worths.items()}
    if not points:
        faults.append(Fault("exercises", "names no exercise", "list the ids of exercises below it"))
    for id, worth in points.items():
        if isinstance(worth, bool) or not isinstance(worth, int | float) or not 0 <= worth < 1e6:
            faults.append(
                Fault(f"exercises, {id}", f"{worth!r} is no number of points", "write a number, 0 or more")
            )
    return points


def _due(due: Any, faults: list[Fault]) -> datetime.datetime | None:
    """A date means the end of that day; a time without a zone is taken for UTC, as nbgrader does."""
    if due is None:
        return None
    if isinstance(due, str):
        try:
            due = datetime.datetime.fromisoformat(due)
        except ValueError:
            pass
    if isinstance(due, datetime.datetime):
        return due.astimezone(datetime.UTC).replace(tzinfo=None) if due.tzinfo else due
    if isinstance(due, datetime.date):
        return datetime.datetime.combine(due, datetime.time(23, 59, 59))
    faults.append(Fault("due", f"{due!r} is no date", "write it as 2026-12-31 or 2026-12-31 18:00"))
    return None
