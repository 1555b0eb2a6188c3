"""Find the reasons on which the grader and careful raters often differ, for graders/lexicons/unsure.yaml.

    python benchmarks/unsure.py FOLDER... [--share 0.13] [--write]

Each FOLDER has notes.jsonl, labels.jsonl and cases/ that no rule was written from: on notes that rules
were fitted to, errors are too few to tell anything.  The reasons whose share of errors is highest are
taken until they make up that share of all cells.  Prints, for each folder, how much of the errors the
reasons hold that were found in the *other* folders.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from graders.findings import Findings  # noqa: E402
from graders.grade import applicable, rate  # noqa: E402
from graders.lexicon import default_lexicon  # noqa: E402
from graders.loading import load_case  # noqa: E402
from graders.note import Note  # noqa: E402
from graders.rubric import default_rubric  # noqa: E402
from graders.wrapping import unwrap  # noqa: E402

TARGET = ROOT / "graders" / "lexicons" / "unsure.yaml"
#: A reason seen less often is held to be right as often as the others.
PRIOR_CELLS, PRIOR_ERRORS = 6, 0.6


class Cell(NamedTuple):
    criterion: str
    reason: str
    is_wrong: bool
    is_unsure: bool


def cells(folder: Path) -> Iterator[Cell]:
    """One cell for each criterion of each gradable note."""
    cases = {case.id: case for case in map(load_case, sorted((folder / "cases").glob("*.yaml")))}
    labels = {label["id"]: label for label in _lines(folder / "labels.jsonl")}
    for row in _lines(folder / "notes.jsonl"):
        label, case = labels[row["id"]], cases[row["case"]]
        if not label["gradable"]:
            continue
        findings = Findings(Note(unwrap(row["text"])), default_lexicon(), case.template)
        for criterion in applicable(case, None, default_rubric()):
            rating = rate(findings, criterion, case)
            settled = label["levels"].get(criterion.id, "na")
            if settled != "na" and rating.level in (0, 1, 2):
                yield Cell(criterion.id, f"{rating.level} {rating.reason}", rating.level != settled, rating.unsure)


def chosen(found: Iterable[Cell], share: float) -> set[tuple[str, str]]:
    """The reasons with the highest share of errors, until with the cells that are unsure of
    themselves they make up that share of all."""
    found = list(found)
    counts, errors = Counter(), Counter()
    for cell in found:
        counts[cell[:2]] += not cell.is_unsure
        errors[cell[:2]] += cell.is_wrong and not cell.is_unsure
    rates = {key: (errors[key] + PRIOR_ERRORS) / (counts[key] + PRIOR_CELLS) for key in counts}
    room, taken = share * len(found) - sum(cell.is_unsure for cell in found), set()
    for key in sorted(rates, key=lambda key: (-rates[key], key)):
        if counts[key] <= room and errors[key]:
            room -= counts[key]
            taken.add(key)
    return taken


def held(found: list[Cell], reasons: set[tuple[str, str]]) -> str:
    marked = [cell for cell in found if cell.is_unsure or cell[:2] in reasons]
    wrong = sum(cell.is_wrong for cell in found)
    caught = sum(cell.is_wrong for cell in marked)
    return f"{len(marked) / len(found):.3f} of {len(found)} cells marked, {caught} of {wrong} errors among them ({caught / max(1, wrong):.2f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--share", type=float, default=0.13)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = {folder: list(cells(folder)) for folder in options.folders}
    for folder, own in found.items():
        others = [cell for other, group in found.items() if other != folder for cell in group]
        if others:
            print(f"{folder}, with reasons from the others: {held(own, chosen(others, options.share))}")
    everything = [cell for group in found.values() for cell in group]
    reasons = chosen(everything, options.share)
    print(f"all, with reasons from all: {held(everything, reasons)}")
    if options.write:
        _write(reasons)


def _write(reasons: set[tuple[str, str]]) -> None:
    by_criterion: dict[str, list[str]] = {}
    for criterion, reason in sorted(reasons):
        by_criterion.setdefault(criterion, []).append(reason)
    head = TARGET.read_text(encoding="utf-8").split("tables:")[0]
    body = yaml.safe_dump({"tables": {"reasons": by_criterion}}, sort_keys=False, width=110)
    TARGET.write_text(head + body, encoding="utf-8")


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
