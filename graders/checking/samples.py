"""Checks the sample answers of an exercise: that they are there, and that their front matter is sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graders.checking.annotations import check_annotations
from graders.checking.cases import suggest_criterion
from graders.exercise import Exercise
from graders.faults import DataError, Fault
from graders.front_matter import KEYS, split_front_matter

FEWEST = {"model": 1, "mistake": 2}


def check_samples(folder: Path, exercise: Exercise, criteria: Sequence[str]) -> dict[Path, list[Fault]]:
    """Every fault of ``notes/model-*.md`` and ``notes/mistake-*.md``, by file."""
    notes = folder / "notes"
    found: dict[Path, list[Fault]] = {notes: []}
    paths = sorted(notes.glob("*.md"))
    for kind, fewest in FEWEST.items():
        count = sum(path.name.startswith(f"{kind}-") for path in paths)
        if count < fewest:
            cause = f"has {count} sample answers called {kind}-*.md where {fewest} are needed"
            found[notes].append(Fault("the folder", cause, f"write {fewest - count} more"))
    for path in paths:
        if not path.name.startswith(tuple(f"{kind}-" for kind in FEWEST)):
            found[notes].append(
                Fault(path.name, "is neither a model nor a mistake", "call it model-… or mistake-…")
            )
            continue
        found[path] = list(_sample(path, exercise, criteria))
    return found


def model_answers(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each model answer that can be read."""
    for path in sorted((folder / "notes").glob("model-*.md")):
        try:
            yield path.name, split_front_matter(path.read_bytes().decode("utf-8"))[1]
        except (UnicodeDecodeError, DataError):
            continue


def _sample(path: Path, exercise: Exercise, criteria: Sequence[str]) -> Iterator[Fault]:
    try:
        front, answer = split_front_matter(path.read_bytes().decode("utf-8"), str(path))
    except UnicodeDecodeError as error:
        yield Fault(
            "the file", f"is not UTF-8 text ({error.reason} at byte {error.start})", "save it as UTF-8"
        )
        return
    except DataError as error:
        yield from error.faults
        return
    if not answer.strip():
        yield Fault("the file", "holds no answer", "write it below the front matter")
    for key in front:
        if key not in KEYS:
            yield Fault(f"front matter: {key}", "is a key that nothing reads", "remove it", is_warning=True)
    is_model = path.name.startswith("model-")
    yield from check_annotations(front, answer, is_model=is_model)
    yield from _levels(front.get("levels", {}), is_model, exercise, criteria)


def _levels(levels: Any, is_model: bool, exercise: Exercise, criteria: Sequence[str]) -> Iterator[Fault]:
    if not isinstance(levels, dict):
        yield Fault("front matter: levels", "is no mapping", 'write "criterion.id: level" lines below it')
        return
    if is_model and levels and exercise.kind in ("note", "passage", "rewrite"):
        yield Fault(
            "front matter: levels",
            "lists levels below 2 in a model answer",
            "a model answer meets every criterion: mend it, or call it a mistake",
        )
    if exercise.kind in ("sort", "review"):
        return
    for id, level in levels.items():
        if criteria and id not in criteria:
            yield Fault(
                f"front matter: levels.{id}",
                "is no criterion of the rubric",
                suggest_criterion(str(id), criteria),
            )
        elif exercise.criteria and id not in exercise.criteria:
            yield Fault(f"front matter: levels.{id}", "is not among the exercise's criteria", "remove it")
        if level not in (0, 1) or isinstance(level, bool):
            yield Fault(
                f"front matter: levels.{id}",
                f'is "{level}"',
                "list only levels 0 and 1: all others must be 2",
            )
