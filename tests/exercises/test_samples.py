"""Every model answer and every common mistake is graded, and loses where it says it loses, and nowhere else.

Cells on which sample and grader still differ stand, each with a reason, in
exercises/known-differences.yaml; a cell listed there that agrees again has to go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graders.compiling import read_yaml
from graders.exercise import Exercise
from graders.front_matter import split_front_matter
from graders.grade import grade_note, levels
from graders.loading import Library, exercise_paths
from graders.places import exercises_dir

#: More differences than this share of all cells, and the samples no longer tell what the grader does.
MOST_DIFFERENT = 0.03
EXERCISES = exercises_dir()
LIBRARY = Library([EXERCISES / "cases"], [EXERCISES])


@dataclass(frozen=True)
class Sample:
    exercise: Exercise
    path: Path
    text: str
    declared: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.exercise.id}/{self.path.stem}"

    @property
    def is_model(self) -> bool:
        return self.path.name.startswith("model-")

    def report(self):
        return grade_note(self.text, case=LIBRARY.case_of(self.exercise), exercise=self.exercise, id=self.name)


def samples() -> Iterator[Sample]:
    for folder in exercise_paths(EXERCISES):
        exercise = LIBRARY.exercise(folder.name)
        for path in sorted((folder / "notes").glob("*.md")):
            front, text = split_front_matter(path.read_text(encoding="utf-8"), path.name)
            yield Sample(exercise, path, text, front.get("levels") or {})


SAMPLES = list(samples())
RATED = [sample for sample in SAMPLES if sample.exercise.kind in ("note", "passage", "rewrite")]


def known_differences() -> dict[tuple[str, str], dict[str, Any]]:
    path = EXERCISES / "known-differences.yaml"
    listed = read_yaml(path) if path.exists() else []
    return {(each["sample"], each["criterion"]): each for each in listed or []}


def differences() -> dict[tuple[str, str], tuple[Any, Any]]:
    """(sample, criterion) → (declared, graded) wherever the two differ; ``na`` is never declared."""
    found = {}
    for sample in RATED:
        for criterion, graded in levels(sample.report()).items():
            declared = sample.declared.get(criterion, 2)
            if graded not in ("na", declared):
                found[sample.name, criterion] = (declared, graded)
    return found


def test_every_sample_gets_the_levels_it_declares():
    known = known_differences()

    assert {cell: both for cell, both in differences().items() if cell not in known} == {}


def test_no_known_difference_is_out_of_date():
    assert set(known_differences()) - set(differences()) == set()


def test_known_differences_are_few_and_have_reasons():
    known = known_differences()
    cells = sum(len(levels(sample.report())) for sample in RATED)

    assert len(known) <= MOST_DIFFERENT * cells
    assert [cell for cell, each in known.items() if not each.get("reason")] == []


@pytest.mark.parametrize("sample", [s for s in SAMPLES if s.is_model], ids=lambda s: s.name)
def test_a_model_answer_passes(sample):
    report = sample.report()

    assert (report.status, report.passed) == ("graded", True), (report.score, report.fix_first)


@pytest.mark.parametrize("sample", [s for s in SAMPLES if not s.is_model], ids=lambda s: s.name)
def test_a_common_mistake_does_not_pass(sample):
    report = sample.report()

    assert (report.status, report.passed) == ("graded", False), report.score
