"""Time the chain on labelled notes of about 300 words, and what hostile text costs, in one run.

    python benchmarks/grading.py [--rounds 15]

Prints the median milliseconds a note on one core, each stage's ratio to the whole, and how the time
grows when a hostile text doubles.  Where medspaCy is installed (benchmarks/requirements-medspacy.txt,
in an environment of its own), finding and asserting is timed beside it on the same notes.
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from graders.case import Case  # noqa: E402
from graders.findings import Findings  # noqa: E402
from graders.grade import MOST_CHARACTERS, grade_note  # noqa: E402
from graders.lexicon import default_lexicon  # noqa: E402
from graders.loading import load_case  # noqa: E402
from graders.note import Note, tokenize  # noqa: E402
from graders.report import serialise  # noqa: E402

AGREEMENT = ROOT / "tests" / "agreement"
FEWEST_WORDS, MOST_WORDS = 250, 350
#: Repeated to a length; besides these an honest note over and over, which every criterion reads.
HOSTILE = (
    *("a", "S: O: A: P:\n", '" ', "denies ", "["),
    *("not not no without ", "1. ", "Plan\n", "her mother's "),
)


def notes() -> tuple[list[tuple[str, Case]], list[tuple[str, Case]]]:
    """The labelled notes of about 300 words with their cases, and all the others."""
    cases = {path.stem: load_case(path) for path in (AGREEMENT / "cases").glob("*.yaml")}
    lines = (AGREEMENT / "notes.jsonl").read_text(encoding="utf-8").split("\n")
    rows = [json.loads(line) for line in lines if line]
    long, others = [], []
    for row in rows:
        fits = FEWEST_WORDS <= len(row["text"].split()) <= MOST_WORDS
        (long if fits else others).append((row["text"], cases[row["case"]]))
    return long, others


def milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def median(work: Callable[[str, Case], object], texts: Iterable[tuple[str, Case]], rounds: int) -> float:
    """The median over the notes of each note's median over the rounds."""
    return statistics.median(
        statistics.median(milliseconds(lambda: work(text, case)) for _ in range(rounds))
        for text, case in texts
    )


def whole(text: str, case: Case) -> str:
    return serialise(grade_note(text, case=case))


def found(text: str, case: Case) -> list[object]:
    return [each.assertion for each in Findings(Note(text), default_lexicon(), case.template).all]


def stages(long: list[tuple[str, Case]], rounds: int) -> None:
    reference = min(milliseconds(lambda: sum(range(10_000))) for _ in range(200))
    print(f"the machine at this moment: sum(range(10000)) takes {1000 * reference:.0f} microseconds")
    first = statistics.median(milliseconds(lambda: whole(*each)) for each in long)
    medians = {
        "whole: text to serialised report": median(whole, long, rounds),
        "tokens": median(lambda text, _: tokenize(text), long, rounds),
        "findings with their assertions": median(found, long, rounds),
    }
    total = medians["whole: text to serialised report"]
    words = statistics.median(len(text.split()) for text, _ in long)
    notes_of = f"{len(long)} notes of {FEWEST_WORDS} to {MOST_WORDS} words (median {words:.0f})"
    print(f"{notes_of}, {rounds} rounds, median a note")
    for name, value in medians.items():
        print(f"{value:8.2f} ms  {value / total:5.2f} of the whole  {name}")
    print(f"{first:8.2f} ms  {first / total:5.2f} of the whole  whole, at the first sight of each note")


def growth(note: str) -> None:
    longest = MOST_CHARACTERS // 2
    print(f"hostile text, time at {longest:,} characters over that at {longest // 2:,} (2 is linear)")
    for piece in (*HOSTILE, note + "\n\n"):
        half, full = (piece * (size // len(piece)) for size in (longest // 2, longest))
        before = milliseconds(lambda: grade_note(half))
        after = milliseconds(lambda: grade_note(full))
        print(f"{after / before:8.2f}  {after:8.0f} ms  {piece[:20]!r}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    long, others = notes()
    for text, case in others:
        grade_note(text, case=case)
    # What lives as long as the process need not be looked through by the collector again.
    gc.freeze()
    stages(long, rounds)
    growth(long[0][0])
    if importlib.util.find_spec("medspacy"):
        from medspacy_peer import compare

        compare(long, rounds, median(found, long, rounds))


if __name__ == "__main__":
    main()
