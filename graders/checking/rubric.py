"""Checks rubric.yaml: levels, ids, wording, and that every criterion has its function and its lesson."""

from __future__ import annotations

import inspect
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graders.checking.links import known_sources, learn_fault, source_fault
from graders.faults import Fault
from graders.schema import closest, schema_faults
from graders.sheet import Sheet, Steps, read_sheet

#: Parameters of a function that rates; other public functions of a criteria module are its tools.
_RATES = ("findings", "criterion", "case")


def check_rubric(package: Path, docs: Path | None) -> list[Fault]:
    """Every fault of the package's rubric; links are looked up in ``docs`` where there is a checkout."""
    faults: list[Fault] = []
    sheet = read_sheet(package / "rubric.yaml", faults)
    if sheet is None:
        return faults
    wrong_shape = schema_faults(sheet, "rubric")
    faults += wrong_shape
    if not any(not fault.is_warning for fault in wrong_shape):
        faults += _across(sheet, package, docs)
    return faults


def _across(sheet: Sheet, package: Path, docs: Path | None) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for steps, criterion in _criteria(sheet):
        id, domain = criterion["id"], sheet.data["domains"][steps[1]]["id"]
        if id in seen:
            yield sheet.fault(steps, f"has the id of {seen[id]}", "give one of them another id")
        seen.setdefault(id, sheet.place(steps))
        if not id.startswith(f"{domain}."):
            yield sheet.fault(
                [*steps, "id"],
                f'"{id}" does not start with its domain "{domain}."',
                f'write "{domain}.{id.split(".", 1)[1]}"',
            )
        yield from _levels(sheet, steps, criterion)
        yield from _wording(sheet, steps, criterion)
        yield from learn_fault(sheet, [*steps, "learn"], criterion["learn"], docs)
    yield from _functions(sheet, package, list(seen))
    yield from _source_keys(sheet, docs)


def _criteria(sheet: Sheet) -> Iterator[tuple[list[str | int], dict[str, Any]]]:
    for i, domain in enumerate(sheet.data.get("domains") or ()):
        for j, criterion in enumerate(domain.get("criteria") or () if isinstance(domain, dict) else ()):
            if isinstance(criterion, dict):
                yield ["domains", i, "criteria", j], criterion


def _levels(sheet: Sheet, steps: Steps, criterion: dict[str, Any]) -> Iterator[Fault]:
    levels = [level["level"] for level in criterion["levels"]]
    for level in (0, 1, 2):
        if levels.count(level) != 1:
            cause = (
                f"level {level} is missing"
                if level not in levels
                else f"level {level} stands {levels.count(level)} times"
            )
            yield sheet.fault([*steps, "levels"], cause, "give each of the levels 0, 1 and 2 once")


def _wording(sheet: Sheet, steps: Steps, criterion: dict[str, Any]) -> Iterator[Fault]:
    known = {"evidence", *(criterion.get("values") or {})}
    yield from _braces(sheet, [*steps, "strength"], criterion["strength"], known)
    for i, level in enumerate(criterion["levels"]):
        here = [*steps, "levels", i, "reasons"]
        ids = [reason["id"] for reason in level["reasons"]]
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            yield sheet.fault(here, f'the reason "{id}" stands twice', "give one of them another id")
        if "default" not in ids:
            yield sheet.fault(here, 'the reason "default" is missing', "add it, worded without braces")
        for j, reason in enumerate(level["reasons"]):
            # A rating without a reason of its own may have no evidence and no values.
            allowed = set() if reason["id"] == "default" else known
            for key in ("feedback", "next_step"):
                yield from _braces(sheet, [*here, j, key], reason.get(key) or "", allowed)


def _braces(sheet: Sheet, steps: Steps, text: str, known: set[str]) -> Iterator[Fault]:
    try:
        names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError as error:
        yield sheet.fault(
            steps,
            f"has braces that cannot be read ({error})",
            "close them, or double those that are meant as text",
        )
        return
    for name in names:
        if name not in known:
            near = closest(name, known)
            cure = (
                f'did you mean "{{{near}}}"?'
                if near
                else "name it under the criterion's values, or take it out"
            )
            yield sheet.fault(steps, f'"{{{name}}}" stands for nothing here', cure)


def _functions(sheet: Sheet, package: Path, ids: list[str]) -> Iterator[Fault]:
    """Criteria without a function, and functions without a criterion."""
    from graders.criteria import function_for

    for steps, criterion in _criteria(sheet):
        domain, name = criterion["id"].split(".", 1)
        try:
            function_for(criterion["id"])
        except (ModuleNotFoundError, AttributeError):
            yield sheet.fault(
                steps,
                "has no function",
                f"write {name}(findings, criterion, case) in graders/criteria/{domain}.py",
            )
    for path in sorted((package / "criteria").glob("[!_]*.py")):
        for name in _rating_functions(path.stem):
            if f"{path.stem}.{name}" not in ids:
                yield Fault(
                    f"graders/criteria/{path.name}: {name}",
                    "has no criterion in the rubric",
                    f"add {path.stem}.{name} to rubric.yaml, or rename the function",
                )


def _rating_functions(module: str) -> list[str]:
    import importlib

    found = importlib.import_module(f"graders.criteria.{module}")
    return [
        name
        for name, function in inspect.getmembers(found, inspect.isfunction)
        if function.__module__ == found.__name__
        and not name.startswith("_")
        and tuple(inspect.signature(function).parameters) == _RATES
    ]


def _source_keys(sheet: Sheet, docs: Path | None) -> Iterator[Fault]:
    known = known_sources(docs)
    for steps, criterion in _criteria(sheet):
        keys = criterion["source"].get("key") or []
        for key in [keys] if isinstance(keys, str) else keys:
            yield from source_fault(sheet, [*steps, "source", "key"], key, known)
