"""Checks one exercise folder: its shape, what it refers to, and whether its keys agree with each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graders.checking.cases import suggest_criterion
from graders.checking.links import learn_fault
from graders.checking.samples import check_samples, model_answers
from graders.exercise import Exercise
from graders.faults import DataError, Fault
from graders.lexicon import Lexicon
from graders.note import Note
from graders.schema import schema_faults, suggest
from graders.sheet import Sheet, Steps, read_sheet

#: These ask that something is not there, so that an empty answer would meet them.
ASKS_FOR_ABSENCE = frozenset(
    [
        "language.person_first",
        "omission.summary",
        "omission.privacy",
        "psychotherapy.exclusions",
        "psychotherapy.discretion",
    ]
)
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]*\Z")


@dataclass(frozen=True)
class Surroundings:
    """What an exercise may refer to."""

    cases: Mapping[str, Mapping[str, Any]]
    criteria: Sequence[str]
    kinds: Mapping[str, Sequence[str]]
    docs: Path | None


def check_exercise(folder: Path, around: Surroundings) -> dict[Path, list[Fault]]:
    """Every fault of an exercise and its sample answers, by file."""
    path = folder / "exercise.yaml"
    faults: list[Fault] = []
    found = {path: faults}
    if not _FOLDER.match(folder.name):
        faults.append(
            Fault(
                "the folder", f'"{folder.name}" cannot be an id', "use lower case letters, digits and - only"
            )
        )
    sheet = read_sheet(path, faults)
    if sheet is None:
        return found
    wrong_shape = schema_faults(sheet, "exercise")
    faults += wrong_shape
    if any(not fault.is_warning for fault in wrong_shape):
        return found
    exercise = Exercise.from_data(sheet.data, folder.name)
    if sheet.data.get("id", folder.name) != folder.name:
        faults.append(
            sheet.fault(
                ["id"],
                f'is "{sheet.data["id"]}" in a folder called {folder.name}',
                "remove it: the folder's name is the id",
            )
        )
    faults += _references(sheet, exercise, around)
    faults += _criteria(sheet, exercise, around)
    faults += _KINDS[exercise.kind](sheet, exercise) if exercise.kind in _KINDS else ()
    faults += _keep(sheet, exercise, folder)
    return found | check_samples(folder, exercise, around.criteria)


def _references(sheet: Sheet, exercise: Exercise, around: Surroundings) -> Iterator[Fault]:
    if exercise.case is not None and exercise.case not in around.cases:
        cure = suggest(exercise.case, around.cases) if around.cases else "write the case in cases/"
        yield sheet.fault(["case"], f'no case has the id "{exercise.case}"', cure)
    if exercise.learn:
        yield from learn_fault(sheet, ["learn"], exercise.learn, around.docs)
    for key in ("items", "keep"):
        for i, each in enumerate(sheet.data.get(key) or ()):
            if each.get("learn"):
                yield from learn_fault(sheet, [key, i, "learn"], each["learn"], around.docs)


def _criteria(sheet: Sheet, exercise: Exercise, around: Surroundings) -> Iterator[Fault]:
    for key in ("criteria", "must_meet", "levels"):
        for id in getattr(exercise, key) or ():
            if around.criteria and id not in around.criteria:
                yield sheet.fault(
                    [key, id], f'"{id}" is no criterion of the rubric', suggest_criterion(id, around.criteria)
                )
    case = around.cases.get(exercise.case or "", {})
    kind = case.get("kind", "progress")
    asked = (
        [id for id, kinds in around.kinds.items() if kind in kinds]
        if not exercise.criteria
        else list(exercise.criteria)
    )
    for id in exercise.must_meet or ():
        if id in around.criteria and id not in asked:
            yield sheet.fault(
                ["must_meet", id],
                f'"{id}" is not among the criteria that are rated',
                "add it to criteria, or remove it here",
            )
    for id in exercise.criteria or ():
        yield from _applies(sheet, id, exercise, case, around)
    if exercise.kind not in ("note", "passage", "rewrite") or exercise.keep:
        return
    if asked and all(id in ASKS_FOR_ABSENCE for id in asked):
        yield sheet.fault(
            ["criteria"],
            "only asks that things are left out, so that the emptiest text passes",
            'add "keep", or a criterion that asks for something',
        )


def _applies(
    sheet: Sheet, id: str, exercise: Exercise, case: Mapping[str, Any], around: Surroundings
) -> Iterator[Fault]:
    steps: Steps = ["criteria", id]
    if exercise.kind != "note" and id.startswith("form."):
        yield sheet.fault(steps, f'"{id}" is about whole notes', f"leave it out of a {exercise.kind}")
    if not case:
        return
    if id in around.kinds and case.get("kind", "progress") not in around.kinds[id]:
        yield sheet.fault(
            steps, f'"{id}" is not rated in a {case.get("kind")} note', "leave it out, or choose another case"
        )
    if id.startswith("risk.") and not (case.get("risk") or {}).get("indicated"):
        yield sheet.fault(
            steps,
            f'"{id}" is never rated: the case indicates no risk',
            "leave it out, or choose a case with risk",
        )
    if id == "form.structure" and case.get("template", "none") == "none":
        yield sheet.fault(
            steps,
            f'"{id}" is never rated: the case asks for no template',
            "leave it out, or choose a case with a template",
        )


def _sort(sheet: Sheet, exercise: Exercise) -> Iterator[Fault]:
    yield from _repeated_ids(sheet, "items", [item.id for item in exercise.items])
    if len({place for item in exercise.items for place in item.places}) < 2:
        yield sheet.fault(
            ["items"],
            "all belong in one place, so that there is nothing to sort",
            "add an item that belongs elsewhere",
        )


def _review(sheet: Sheet, exercise: Exercise) -> Iterator[Fault]:
    levels, marks, why = exercise.levels or {}, exercise.marks or {}, exercise.why or {}
    for key, part in (("marks", marks), ("why", why)):
        for id in part:
            if id not in levels:
                yield sheet.fault(
                    [key, id], f'"{id}" is not among the levels', "give it a level, or remove it"
                )
    for id, level in levels.items():
        if level in (0, 1) and id not in why:
            yield sheet.fault(["why"], f'"{id}" is below level 2 and nothing says why', f"add {id}")
    for id, words in marks.items():
        for each in words:
            if each not in exercise.given:
                cause = f'"{_shortened(each)}" does not stand in "given"'
                yield sheet.fault(["marks", id], cause, "copy the words exactly, line breaks included")
    yield from _marked_too_much(sheet, exercise)


def _marked_too_much(sheet: Sheet, exercise: Exercise) -> Iterator[Fault]:
    """An answer may mark a quarter of the note: the settled marks have to fit in there."""
    tokens = Note(exercise.given).tokens
    marked: set[int] = set()
    for words in (exercise.marks or {}).values():
        for each in words:
            start = exercise.given.find(each)
            marked |= {t.start for t in tokens if start >= 0 and start <= t.start < start + len(each)}
    if len(marked) > len(tokens) // 4:
        most = len(tokens) // 4
        cause = f"cover {len(marked)} words; an answer that marks more than {most} earns nothing for marks"
        yield sheet.fault(["marks"], cause, "mark fewer words, or give a longer note")


def _keep(sheet: Sheet, exercise: Exercise, folder: Path) -> Iterator[Fault]:
    if not exercise.keep:
        return
    yield from _repeated_ids(sheet, "keep", [each.id for each in exercise.keep])
    from graders.keep_lexicons import keep_lexicon

    try:
        lexicon = Lexicon(keep_lexicon(sheet.data["keep"], remember=False))
    except DataError as error:
        for fault in error.faults:
            yield Fault(fault.place.replace("lexicons/keep.yaml: ", "keep: "), fault.cause, fault.cure)
        return
    for name, answer in model_answers(folder):
        kept = {match.entry.id for match in lexicon.find(Note(answer).tokens)}
        for i, each in enumerate(exercise.keep):
            if each.id not in kept:
                yield sheet.fault(
                    ["keep", i, "wordings"],
                    f"find nothing in notes/{name}",
                    "add the wording that the fact has there, or mend the model",
                )


def _repeated_ids(sheet: Sheet, key: str, ids: list[str]) -> Iterator[Fault]:
    for i, id in enumerate(ids):
        if id in ids[:i]:
            yield sheet.fault([key, i, "id"], f'"{id}" stands twice', "give one of them another id")


def _shortened(words: str) -> str:
    return words if len(words) <= 50 else words[:50] + "…"


_KINDS = {"sort": _sort, "review": _review}
