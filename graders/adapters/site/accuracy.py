"""Turns the labelled notes into the figures of the accuracy card: how far graders and labels agree."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from graders import agreement, runtime
from graders.grade import grade_note
from graders.loading import load_case

#: Folders with notes.jsonl, labels.jsonl and cases/; notes that no rule was written on come first.
_SETS = {"unseen": "tests/agreement/unseen", "development": "tests/agreement"}


def accuracy(root: Path, order: Iterable[str]) -> list[dict[str, Any]]:
    """The figures of every labelled set in the checkout, ``name`` telling which.

    Grading all notes takes some seconds, so that the figures are kept in the cache for as long as
    graders and labelled notes stay as they are.
    """
    cache = root / ".cache"
    kept = cache / f"accuracy-{_digest(root)}.json"
    if kept.is_file():
        return json.loads(kept.read_text(encoding="utf-8"))
    present = {name: root / folder for name, folder in _SETS.items() if is_set(root / folder)}
    found = [{"name": name, **figures(folder, order)} for name, folder in present.items()]
    cache.mkdir(exist_ok=True)
    for old in cache.glob("accuracy-*.json"):
        old.unlink(missing_ok=True)
    # Two builds may run at once: what is there is whole.
    part = kept.with_suffix(f".{os.getpid()}.part")
    part.write_text(json.dumps(found), encoding="utf-8")
    part.replace(kept)
    return found


def is_set(folder: Path) -> bool:
    return (folder / "notes.jsonl").is_file() and (folder / "labels.jsonl").is_file()


def figures(folder: Path, order: Iterable[str]) -> dict[str, Any]:
    """What comparing the grader with one set's labels gives, as plain data; criteria in ``order``."""
    cases = {case.id: case for case in map(load_case, sorted((folder / "cases").glob("*.yaml")))}
    labels = _lines(folder / "labels.jsonl")
    reports = [
        grade_note(note["text"], case=cases[note["case"]], id=note["id"]).as_data()
        for note in _lines(folder / "notes.jsonl")
    ]
    found = agreement.compare(reports, labels, order=list(order))
    macro = found.macro
    about = folder / "about.md"
    return {
        "about": about.read_text(encoding="utf-8").strip() if about.is_file() else "",
        "notes": found.notes,
        "cases": len({str(label.get("case")) for label in labels}),
        "ungradable": found.ungradable,
        "gate_errors": len(found.gate_errors),
        "na_mismatches": len(found.na_mismatches),
        "macro": None if macro is None else _shared(macro),
        "criteria": [_row(each) for each in found.criteria],
        "unsure": _unsure(reports, labels, {(cell.id, cell.criterion) for cell in found.differences}),
    }


def _row(each: agreement.Figures) -> dict[str, Any]:
    said = sum(row[2] for row in each.counts)
    true = sum(each.counts[2])
    met = each.counts[2][2]
    return {
        "criterion": each.name,
        **_shared(each),
        "is_constant": each.is_constant,
        "precision": met / said if said else None,
        "recall": met / true if true else None,
    }


def _shared(each: agreement.Figures) -> dict[str, Any]:
    return {"n": each.n, "exact": each.exact, "kappa": each.kappa, "low": each.low, "high": each.high}


def _unsure(
    reports: Iterable[Mapping[str, Any]], labels: Iterable[Mapping[str, Any]], wrong: set[tuple[str, str]]
) -> dict[str, int]:
    """How many cells the grader marked as unsure, and how many of its errors are among them."""
    unsure = {
        (report["id"], rating["criterion"])
        for report in reports
        for rating in report["ratings"]
        if rating["unsure"]
    }
    cells = {
        (label["id"], criterion)
        for label in labels
        for criterion, level in (label.get("levels") or {}).items()
        if level in agreement.LEVELS
    }
    return {
        "cells": len(cells),
        "unsure": len(unsure & cells),
        "errors": len(wrong),
        "errors_unsure": len(wrong & unsure),
    }


def _digest(root: Path) -> str:
    total = hashlib.sha256(runtime.grader_version().encode())
    kinds = ("*.jsonl", "cases/*.yaml", "about.md")
    places = [(root / folder, kind) for folder in _SETS.values() for kind in kinds]
    paths = [path for folder, kind in places for path in sorted(folder.glob(kind))]
    for path in [*paths, Path(agreement.__file__), Path(__file__)]:
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
