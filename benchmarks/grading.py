"""Time the chain on notes of about 300 words, stage by stage, in one run.

    python benchmarks/grading.py [--rounds 30]

Prints the median milliseconds a note on one core, and each stage's ratio to the whole.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from graders.case import Case  # noqa: E402
from graders.compiling import read_yaml  # noqa: E402
from graders.findings import Findings  # noqa: E402
from graders.front_matter import split_front_matter  # noqa: E402
from graders.grade import grade_note  # noqa: E402
from graders.lexicon import default_lexicon  # noqa: E402
from graders.note import Note, tokenize  # noqa: E402
from graders.places import exercises_dir  # noqa: E402
from graders.report import serialise  # noqa: E402

WORDS = 300


def note_and_case() -> tuple[str, Case]:
    """A model note of the course, lengthened to about 300 words with sentences of the same kind."""
    folder = exercises_dir()
    case = Case.from_data(read_yaml(folder / "cases" / "ines-peripartum-1.yaml"))
    text = split_front_matter((folder / "ines-first-soap" / "notes" / "model-one-page.md").read_text(encoding="utf-8"))[1]
    sentences = text.split(". ")
    while len(text.split()) < WORDS:
        text += sentences.pop(1) + ". "
    return text, case


def median_ms(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    text, case = note_and_case()
    tokens = tokenize(text)
    stages: dict[str, Callable[[], object]] = {
        "whole: text to serialised report": lambda: serialise(grade_note(text, case=case)),
        "tokens": lambda: tokenize(text),
        "lexicon look-up, whole note at once": lambda: default_lexicon().find(tokens),
        "findings: sections, sentences, look-up, assertion": lambda: Findings(Note(text), default_lexicon(), case.template).all,
    }
    medians = {name: median_ms(work, rounds) for name, work in stages.items()}
    whole = medians["whole: text to serialised report"]
    print(f"{len(text.split())} words, {rounds} rounds, median")
    for name, value in medians.items():
        print(f"{value:8.2f} ms  {value / whole:5.2f} of the whole  {name}")


if __name__ == "__main__":
    main()
