"""Measure assertion (negation, time, person) and person-first wording on single labelled sentences.

    python -m benchmarks.sentences.measure

Each figure stands for the half of the sentences that rules were mended on, and for the half that was kept aside.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from graders.assertion import Assertion, assess
from graders.case import NO_CASE
from graders.findings import Findings
from graders.grade import rate
from graders.lexicon import default_lexicon
from graders.note import Note
from graders.rubric import default_rubric

HERE = Path(__file__).parent
HALVES = ("mended", "kept")
#: What is measured of an assertion, and the label that says it.
ASPECTS: dict[str, tuple[Callable[[Assertion], bool], Callable[[dict[str, Any]], bool]]] = {
    "negated": (lambda said: said.negated, lambda row: row["negated"]),
    "historical": (lambda said: said.historical, lambda row: row["historical"]),
    "hypothetical": (lambda said: said.hypothetical or said.planned, lambda row: row["hypothetical"]),
    "family": (lambda said: said.experiencer == "family", lambda row: row["experiencer"] == "family"),
}


def main() -> None:
    for half in HALVES:
        sentences = list(rows("assertion", half))
        for aspect, (found, wanted) in ASPECTS.items():
            counts = Counter((found(asserted(row)), wanted(row)) for row in sentences)
            print(f"{half:7} {aspect:13} {figures(counts)}")
        counts = Counter((is_flagged(row), bool(row["span"])) for row in rows("person_first", half))
        neutral = counts[True, False] + counts[False, False]
        print(f"{half:7} person-first  {figures(counts)}  false flags {counts[True, False] / neutral:.3f}")


def rows(name: str, half: str) -> Iterator[dict[str, Any]]:
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["half"] == half:
            yield row


def asserted(row: dict[str, Any]) -> Assertion:
    start = row["text"].index(row["target"])
    return assess(row["text"], start, start + len(row["target"]))


def is_flagged(row: dict[str, Any]) -> bool:
    """Whether the stigmatizing span, or in a neutral sentence anything, is held against the writer."""
    text, span = row["text"], row["span"]
    findings = Findings(Note(text), default_lexicon())
    rating = rate(findings, default_rubric().criteria["language.person_first"], NO_CASE)
    if rating.level == 2 or not span:
        return rating.level != 2
    start = text.index(span)
    return any(each.start < start + len(span) and start < each.end for each in rating.evidence)


def figures(counts: Counter[tuple[bool, bool]]) -> str:
    """Of (found, wanted): how many are wanted, precision, recall and F1."""
    right, false, missed = counts[True, True], counts[True, False], counts[False, True]
    precision, recall = right / max(1, right + false), right / max(1, right + missed)
    f1 = 2 * right / max(1, 2 * right + false + missed)
    return f"n {right + missed:3}  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"


if __name__ == "__main__":
    main()
