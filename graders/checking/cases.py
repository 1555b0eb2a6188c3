"""Checks cases/*.yaml and profiles/*.yaml: shape, ids, and what they refer to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graders.faults import DataError, Fault
from graders.schema import closest, schema_faults, suggest
from graders.sheet import Sheet, read_sheet


@dataclass
class Found:
    """Faults by file, and the data of the files by id."""

    faults: dict[Path, list[Fault]] = field(default_factory=dict)
    data: dict[str, dict[str, Any]] = field(default_factory=dict)


def check_cases(folder: Path) -> Found:
    """Every fault of the case files, and the cases that can be read."""
    found = Found()
    sheets = read_all(sorted(folder.glob("*.yaml")), "case", found)
    for sheet in sheets:
        found.faults[sheet.path] += _code(sheet)
        continues = sheet.data.get("continues")
        if continues and continues not in found.data:
            others = [id for id in found.data if id != sheet.data.get("id")]
            cure = suggest(continues, others) if others else "write that case, or remove the key"
            found.faults[sheet.path].append(
                sheet.fault(["continues"], f'no case has the id "{continues}"', cure)
            )
    return found


def _code(sheet: Sheet) -> Iterator[Fault]:
    """A note can only agree with the case's diagnosis when its code is one that can be billed."""
    diagnosis = sheet.data.get("diagnosis")
    code = diagnosis.get("code") if isinstance(diagnosis, dict) else None
    if not isinstance(code, str) or not code.startswith("F"):
        return
    from graders.criteria._codes import standing

    try:
        is_a = standing(code)
    except (DataError, KeyError):  # lexicons that cannot be used are told by themselves
        return
    steps = ["diagnosis", "code"]
    if is_a == "heading":
        cause = f'"{code}" is a heading with more specific codes below it'
        yield sheet.fault(steps, cause, "take the code that can be billed")
    elif is_a == "unknown":
        cause = f'"{code}" is not in the ICD-10-CM list that the graders know'
        yield sheet.fault(steps, cause, "check it sign by sign", is_warning=True)


def check_profiles(folder: Path, criteria: Iterable[str]) -> Found:
    """Every fault of the profiles: the criteria they name have to be in the rubric."""
    found = Found()
    known = list(criteria)
    for sheet in read_all(sorted(folder.glob("*.yaml")), "profile", found):
        for key in ("weights", "must_meet", "wording"):
            part = sheet.data.get(key)
            for id in part if isinstance(part, dict) else ():
                if known and id not in known:
                    found.faults[sheet.path].append(
                        sheet.fault([key, id], "is no criterion of the rubric", suggest_criterion(id, known))
                    )
    return found


def suggest_criterion(id: str, known: Iterable[str]) -> str:
    near = closest(id, known)
    return f'did you mean "{near}"?' if near else "see graders/rubric.yaml for the ids"


def read_all(paths: list[Path], schema: str, found: Found) -> list[Sheet]:
    """The files that can be read, checked against the schema, with every fault noted in ``found``."""
    sheets = []
    homes: dict[str, Path] = {}
    for path in paths:
        faults = found.faults.setdefault(path, [])
        sheet = read_sheet(path, faults)
        if sheet is None:
            continue
        faults += schema_faults(sheet, schema)
        sheets.append(sheet)
        id = sheet.data.get("id")
        if not isinstance(id, str):
            continue
        if id in homes:
            faults.append(
                sheet.fault(
                    ["id"], f'"{id}" is the id of {homes[id].name} too', "give one of them another id"
                )
            )
        elif id != path.stem:
            faults.append(
                sheet.fault(
                    ["id"],
                    f'is "{id}" in a file called {path.name}',
                    f"call the file {id}.yaml",
                    is_warning=True,
                )
            )
        homes.setdefault(id, path)
        found.data.setdefault(id, sheet.data)
    return sheets
