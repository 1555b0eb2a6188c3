"""Rate the notes that have levels (levels/*.jsonl), each with weights that were fitted without its writer.

    python -m benchmarks.telling.rate [NAME=SCORE ...]

Prints for each criterion how often grader and writer give the same level, with and without what clauses
tell.  NAME=SCORE tries other thresholds than those of graders/lexicons/telling.yaml.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sklearn.metrics import cohen_kappa_score

from benchmarks.telling.fit import folds
from benchmarks.telling.labelled import SENTENCES, Labelled, read
from graders import runtime, telling
from graders.case import NO_CASE
from graders.criteria import function_for
from graders.rubric import default_rubric

LEVELS = SENTENCES.parent / "levels"
NECESSITY = ("symptoms", "impairment", "intervention", "response", "plan")
#: A score that no clause has.
BEYOND = 100_000


def main() -> None:
    warnings.filterwarnings("ignore")
    live: dict[str, Any] = runtime.compiled()["tables"]["telling"]
    tried = {name: int(score) for name, score in (each.split("=") for each in sys.argv[1:])}
    ways = {
        "phrases alone": {
            name: -BEYOND if name.endswith(".least") else BEYOND for name in live["thresholds"]
        },
        "with clauses": {**live["thresholds"], **tried},
    }
    pairs: dict[tuple[str, str], Counter[tuple[int, int]]] = {}
    for notes, table in folds(read()):
        live.update(table)
        telling._packed.cache_clear()
        for note, criterion, level in labelled(notes):
            findings = note.findings()
            for way, thresholds in ways.items():
                live["thresholds"] = thresholds
                rated = function_for(criterion)(findings, default_rubric().criteria[criterion], NO_CASE)
                pairs.setdefault((criterion, way), Counter())[level, rated.level] += 1
    for (criterion, way), found in sorted(pairs.items()):
        given, rated = zip(*found.elements(), strict=True)
        exact = sum(one == other for one, other in found.elements()) / len(given)
        kappa = cohen_kappa_score(given, rated, weights="quadratic")
        print(f"{criterion:30} {way:14} n {len(given):4}  exact {exact:.3f}  kappa {kappa:.3f}")


def labelled(notes: list[Labelled]) -> Iterator[tuple[Labelled, str, int]]:
    """Each note with the criteria that its writer rated, and the level given."""
    for note in notes:
        row = _rows().get(note.id)
        for name, level in (row["levels"] if row else {}).items():
            domain = "medical_necessity" if name in NECESSITY else "risk"
            if level in (0, 1, 2) and (domain != "risk" or row["risk"]):
                yield note, f"{domain}.{name}", level


def _rows() -> Mapping[str, Any]:
    return {
        f"{path.stem}-{row['note']}": row
        for path in sorted(LEVELS.glob("*.jsonl"))
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }


if __name__ == "__main__":
    main()
