"""Checks the course's own exercises together: what they practise, are for, and rest on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graders.case import NO_CASE
from graders.checking.annotations import wants_annotations
from graders.checking.links import Sources, known_sources, source_fault
from graders.exercise import Exercise
from graders.faults import DataError, Fault
from graders.front_matter import split_front_matter
from graders.grade import applicable
from graders.loading import Library
from graders.rubric import Rubric, default_rubric
from graders.schema import suggest
from graders.sheet import Sheet, Steps

FEWEST_EXERCISES = 4
FEWEST_KINDS = 2
#: Beside what the schema asks of every exercise.
_PURPOSE = ("module", "minutes", "teaches", "does_not_teach", "requires")


def check_course(
    folder: Path, sheets: Mapping[str, Sheet], library: Library, docs: Path | None
) -> dict[Path, list[Fault]]:
    """What the exercises of the course lack as a whole; a coach's own folder need not be a course.

    An exercise that cannot be loaded is told by itself and counts for nothing here.
    """
    rubric = default_rubric()
    sources = known_sources(docs)
    usable = {id: exercise for id in sheets if (exercise := _load(library, id))}
    found: dict[Path, list[Fault]] = {folder: list(_coverage(usable, library, rubric))}
    for id, exercise in usable.items():
        sheet = sheets[id]
        found[sheet.path] = [
            *_purpose(sheet),
            *_required(sheet, sheets),
            *_taught_before(sheet, id, sheets),
            *_reasons(sheet, exercise, sources),
        ]
        for path in sorted(sheet.path.parent.glob("notes/model-*.md")):
            fault = _annotations(path) if exercise.kind in ("note", "passage", "rewrite") else None
            found[path] = [fault] if fault else []
    return found


def practised(exercise: Exercise, library: Library, rubric: Rubric) -> set[str]:
    """The criteria that an answer to the exercise can win or lose on."""
    if exercise.kind == "sort":
        return set()
    if exercise.kind == "review":
        return set(exercise.levels or {})
    case = library.case_of(exercise) or NO_CASE
    never = {"risk"} if not case.risk_indicated else set()
    never |= {"template"} if case.template == "none" else set()
    return {each.id for each in applicable(case, exercise, rubric) if each.applies not in never}


def _load(library: Library, id: str) -> Exercise | None:
    try:
        exercise = library.exercise(id)
        library.case_of(exercise)
    except (DataError, KeyError, TypeError, AttributeError):
        return None
    return exercise


def _coverage(exercises: Mapping[str, Exercise], library: Library, rubric: Rubric) -> Iterator[Fault]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for exercise in exercises.values():
        for id in practised(exercise, library, rubric):
            kinds[id].append(exercise.kind)
    for id in rubric.criteria:
        different = sorted(set(kinds[id]))
        if len(kinds[id]) < FEWEST_EXERCISES or len(different) < FEWEST_KINDS:
            cause = f"is practised by {len(kinds[id])} exercises ({', '.join(different) or 'no kind'})"
            cure = f"write more, until there are {FEWEST_EXERCISES} of {FEWEST_KINDS} kinds"
            yield Fault(id, cause, cure)


def _purpose(sheet: Sheet) -> Iterator[Fault]:
    for key in _PURPOSE:
        value = sheet.data.get(key)
        if value is None or (key != "requires" and not value):
            cure = 'write "requires: []"' if key == "requires" else "say it in a line"
            yield sheet.fault([key], "is missing", cure)


def _required(sheet: Sheet, sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    for place, id in enumerate(_listed(sheet.data.get("requires"))):
        if id not in sheets:
            cause = f'no exercise has the id "{id}"'
            yield sheet.fault(["requires", place], cause, suggest(id, list(sheets)))


def _taught_before(sheet: Sheet, id: str, sheets: Mapping[str, Sheet]) -> Iterator[Fault]:
    before = [(other, sheets[other].data) for other in sheets if other < id]
    for other, data in before:
        if sheet.data.get("case") and _asked(sheet.data) == _asked(data):
            kind = sheet.data["kind"]
            cause = f"asks for a {kind} rated on the same criteria as {other}, from the same case"
            yield sheet.fault(["case"], cause, "take another case, kind or choice of criteria")
    for place, lesson in enumerate(_listed(sheet.data.get("teaches"))):
        for other, data in before:
            same = {each.casefold() for each in _listed(data.get("teaches"))}
            if lesson.casefold() in same and data.get("case") == sheet.data.get("case"):
                cause = f'"{lesson}" is taught by {other} too, from the same case'
                yield sheet.fault(["teaches", place], cause, "give the two different purposes, or cases")


def _asked(data: Mapping[str, Any]) -> tuple[object, ...]:
    rated = data.get("criteria") or data.get("levels") or ()
    return data.get("case"), data.get("kind"), sorted(map(str, rated))


def _reasons(sheet: Sheet, exercise: Exercise, sources: Sources | None) -> Iterator[Fault]:
    """Whoever is told "wrong" can ask why, and where that comes from."""
    whole = _listed(sheet.data.get("source"))
    for key in whole:
        yield from source_fault(sheet, ["source"], key, sources)
    parts: list[tuple[Steps, list[str]]] = []
    if exercise.kind == "sort":
        items = sheet.data["items"]
        parts = [(["items", i], _listed(each.get("source"))) for i, each in enumerate(items)]
    elif exercise.kind == "review":
        parts = [(["marks", id], []) for id in exercise.marks or ()]
        for id in exercise.marks or ():
            if id not in (exercise.why or {}):
                yield sheet.fault(["marks", id], "is marked, and nothing says why", f"add {id} to why")
    for steps, keys in parts:
        for key in keys:
            yield from source_fault(sheet, [*steps, "source"], key, sources)
        if not keys and not whole:
            cure = 'name keys of docs/reference/sources.yaml in "source", here or for the exercise'
            yield sheet.fault(steps, "rests on no source", cure)


def _annotations(path: Path) -> Fault | None:
    try:
        return wants_annotations(*split_front_matter(path.read_bytes().decode("utf-8"), path.name))
    except (UnicodeDecodeError, DataError):
        return None


def _listed(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, list) else []
