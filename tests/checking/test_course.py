"""What ``check`` asks of the course's exercises together, and of every exercise against an empty answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graders.checking.course import check_course
from graders.checking.emptiest import check_emptiest
from graders.loading import Library
from graders.sheet import read_sheet
from tests.checking.pieces import ITEMS

CASE = """\
id: ada-panic-1
title: Ada and the bus
client: {alias: A., age: 40, pronouns: she/her}
kind: progress
template: none
diagnosis: {name: Panic disorder, code: F41.0}
medication: null
service: {modality: individual CBT}
goals: [Rides the bus alone twice a week]
risk: {indicated: false}
session: A. rode one stop.
"""
PURPOSE = """\
title: One line of plan
module: medical-necessity
minutes: 5
goal: Write a plan.
teaches: [A task has a day.]
does_not_teach: [Which task to choose.]
requires: []
prompt: Write the plan for the next week.
"""
PASSAGE = PURPOSE + "kind: passage\ncase: ada-panic-1\ncriteria: [medical_necessity.plan]\n"
SORT = f"{PURPOSE}kind: sort\nsource: [the-law]\n{ITEMS}"
REVIEW = (
    PURPOSE
    + """\
kind: review
source: [the-law]
given: Sleeps three hours a night and cries at work on most days of the week. Continue therapy.
levels: {medical_necessity.symptoms: 2, medical_necessity.plan: 1}
marks: {medical_necessity.symptoms: three hours, medical_necessity.plan: Continue}
why: {medical_necessity.symptoms: Two of them., medical_necessity.plan: It names no task.}
"""
)
SOURCES = "the-law:\n  {title: The law, url: https://example.org, read: 2026-01-02, seen: All of it.}\n"


@pytest.fixture
def course(tmp_path: Path) -> Callable[..., tuple]:
    """A folder of exercises given as YAML by id, as the checks take it."""

    def write(sources: str = SOURCES, model: str = "", **exercises: str) -> tuple:
        (tmp_path / "cases").mkdir()
        (tmp_path / "cases" / "ada-panic-1.yaml").write_text(CASE, encoding="utf-8")
        (tmp_path / "reference").mkdir()
        (tmp_path / "reference" / "sources.yaml").write_text(sources, encoding="utf-8")
        for id, yaml in exercises.items():
            (tmp_path / id / "notes").mkdir(parents=True)
            (tmp_path / id / "exercise.yaml").write_text(yaml, encoding="utf-8")
            (tmp_path / id / "notes" / "model-a.md").write_text(model, encoding="utf-8")
        sheets = {id: read_sheet(tmp_path / id / "exercise.yaml", []) for id in exercises}
        return tmp_path, sheets, Library([tmp_path / "cases"], [tmp_path]), tmp_path

    return write


def told(found: dict, folder: Path, name: str = "exercise.yaml") -> list[str]:
    return [str(fault) for path, faults in found.items() if path.name == name for fault in faults if path != folder]


@pytest.mark.parametrize("yaml", [PASSAGE, SORT, REVIEW], ids=["passage", "sort", "review"])
def test_an_exercise_with_purpose_reasons_and_sources_is_sound(course, yaml):
    folder, *rest = course(one=yaml)

    assert told(check_course(folder, *rest), folder) == []


@pytest.mark.parametrize(
    ("sound", "old", "new", "fault"),
    [
        (PASSAGE, "does_not_teach: [Which task to choose.]\n", "", "does_not_teach: is missing"),
        (PASSAGE, "requires: []\n", "", 'write "requires: []"'),
        (PASSAGE, "[A task has a day.]", "[]", "teaches (line 5): is missing"),
        (PASSAGE, "requires: []", "requires: [ones]", 'no exercise has the id "ones"; did you mean "one"?'),
        (SORT, "source: [the-law]\n", "", "items[code] (line 11): rests on no source"),
        (SORT, "the-law", "the-lore", '"the-lore" is not in docs/reference/sources.yaml; did you mean "the-law"?'),
        (SORT, "why: It is private.", "why: It is private., source: hearsay", '"hearsay" is not in'),
        (REVIEW, "source: [the-law]\n", "", "(line 12): rests on no source"),
        (REVIEW, "medical_necessity.symptoms: Two of them., ", "", "is marked, and nothing says why"),
    ],
)
def test_what_an_exercise_lacks_is_told_with_its_place(course, sound, old, new, fault):
    assert old in sound
    folder, *rest = course(one=sound.replace(old, new))

    assert any(fault in each for each in told(check_course(folder, *rest), folder))


@pytest.mark.parametrize("part", ["url: https://example.org, ", "read: 2026-01-02, ", ", seen: All of it."])
def test_a_source_without_address_date_or_what_was_seen_is_a_fault(course, part):
    folder, *rest = course(one=SORT, sources=SOURCES.replace(part, ""))

    (fault,) = told(check_course(folder, *rest), folder)
    assert '"the-law" has no' in fault


@pytest.mark.parametrize(
    ("lesson", "criterion", "cause"),
    [
        ("a task has a DAY.", ".symptoms]", "is taught by one too"),
        ("Another lesson.", ".plan]", "rated on the same criteria as one"),
    ],
    ids=["teaching the same", "asking the same"],
)
def test_two_exercises_from_one_case_that_are_alike_are_told(course, lesson, criterion, cause):
    alike = PASSAGE.replace("A task has a day.", lesson).replace(".plan]", criterion)
    folder, *rest = course(one=PASSAGE, two=alike)

    (fault,) = told(check_course(folder, *rest), folder)
    assert cause in fault


def test_a_criterion_that_too_few_exercises_practise_is_told(course):
    folder, *rest = course(one=PASSAGE, two=PASSAGE.replace("has a day", "has a place"))

    faults = [str(fault) for fault in check_course(folder, *rest)[folder]]
    assert "medical_necessity.plan: is practised by 2 exercises (passage)" in " ".join(faults)
    assert any(fault.startswith("risk.status: is practised by 0 exercises (no kind)") for fault in faults)


def test_a_model_note_without_annotations_is_told(course):
    folder, *rest = course(one=PASSAGE, model="She rides the bus on Monday. " * 30)

    (fault,) = told(check_course(folder, *rest), folder, "model-a.md")
    assert "a model note of 180 words has 3 to 6" in fault


def test_an_exercise_that_cannot_be_loaded_is_left_to_its_own_faults(course):
    folder, *rest = course(one=PASSAGE.replace("ada-panic-1", "nobody"))

    assert told(check_course(folder, *rest), folder) == []


@pytest.mark.parametrize("yaml", [PASSAGE, SORT, REVIEW], ids=["passage", "sort", "review"])
def test_an_empty_answer_passes_no_sound_exercise(course, yaml):
    _, sheets, library, _ = course(one=yaml)

    assert sum(check_emptiest(sheets, library).values(), []) == []


@pytest.mark.parametrize(
    "yaml",
    [
        PASSAGE.replace(".plan]", ".plan]\npass_mark: 0\nmust_meet: []"),
        SORT.replace("[psychotherapy, neither]", "[progress, neither]"),
        REVIEW.replace("kind: review", "kind: review\npass_mark: 40"),
    ],
    ids=["passage", "sort", "review"],
)
def test_an_exercise_that_an_empty_answer_passes_is_told(course, yaml):
    _, sheets, library, _ = course(one=yaml)

    (fault,) = sum(check_emptiest(sheets, library, is_warning=True).values(), [])
    assert "is passed by an answer that says nothing" in str(fault) and fault.is_warning
