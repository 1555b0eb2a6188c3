"""Find the reasons on which the grader and careful raters often differ, for graders/lexicons/unsure.yaml.

    python benchmarks/unsure.py tests/agreement/calibration tests/agreement/second [--share 0.14] [--write]

Each FOLDER has notes.jsonl, labels.jsonl and cases/ on which few rules were written: where rules were
fitted, errors are too few to tell anything.  The reasons whose share of errors is highest are taken
until, with the ratings that are unsure of themselves, they make up that share of all cells.  Prints
how many of the errors are held by reasons that were found on the notes of *other* cases.
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

from graders.criteria import function_for  # noqa: E402
from graders.findings import Findings  # noqa: E402
from graders.grade import applicable  # noqa: E402
from graders.lexicon import default_lexicon  # noqa: E402
from graders.loading import load_case  # noqa: E402
from graders.note import Note  # noqa: E402
from graders.rubric import default_rubric  # noqa: E402
from graders.wrapping import unwrap  # noqa: E402

TARGET = ROOT / "graders" / "lexicons" / "unsure.yaml"
#: A reason seen less often is held to be right as often as the others.
PRIOR_CELLS, PRIOR_ERRORS = 6, 0.6


class Cell(NamedTuple):
    """One rating beside its label: whether it is wrong, and whether it is unsure of itself."""

    case: str
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
            settled = label["levels"].get(criterion.id, "na")
            if settled == "na":
                continue
            # Not by way of grade.rate, which marks the reasons chosen last time.
            rating = function_for(criterion.id)(findings, criterion, case)
            if rating.level in (0, 1, 2):
                reason, is_wrong = f"{rating.level} {rating.reason}", rating.level != settled
                yield Cell(case.id, criterion.id, reason, is_wrong, rating.unsure)


def chosen(found: Iterable[Cell], share: float) -> set[tuple[str, str]]:
    """The reasons with the highest share of errors that have room in ``share`` of all cells.

    The cells that are unsure of themselves take up room before them.
    """
    found = list(found)
    counts, errors = Counter(), Counter()
    for cell in found:
        counts[cell[1:3]] += not cell.is_unsure
        errors[cell[1:3]] += cell.is_wrong and not cell.is_unsure
    rates = {key: (errors[key] + PRIOR_ERRORS) / (counts[key] + PRIOR_CELLS) for key in counts}
    room, taken = share * len(found) - sum(cell.is_unsure for cell in found), set()
    for key in sorted(rates, key=lambda key: (-rates[key], key)):
        if counts[key] <= room and errors[key]:
            room -= counts[key]
            taken.add(key)
    return taken


def held(found: list[Cell], marked: list[Cell]) -> str:
    wrong = sum(cell.is_wrong for cell in found)
    caught = sum(cell.is_wrong for cell in marked)
    share = f"{len(marked) / len(found):.3f} of {len(found)} cells marked"
    return f"{share}, {caught} of {wrong} errors among them ({caught / max(1, wrong):.2f})"


def marked(found: list[Cell], reasons: set[tuple[str, str]]) -> list[Cell]:
    return [cell for cell in found if cell.is_unsure or cell[1:3] in reasons]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--share", type=float, default=0.14)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found = [cell for folder in options.folder for cell in cells(folder)]
    held_out: list[Cell] = []
    for case in sorted({cell.case for cell in found}):
        own = [cell for cell in found if cell.case == case]
        others = [cell for cell in found if cell.case != case]
        held_out += marked(own, chosen(others, options.share))
    reasons = chosen(found, options.share)
    print(f"with reasons from other cases: {held(found, held_out)}")
    print(f"with reasons from all cases:   {held(found, marked(found, reasons))}")
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
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


if __name__ == "__main__":
    main()
