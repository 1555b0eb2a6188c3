"""The exercises together make a course: every criterion is practised, and nothing can be passed by saying little."""

from __future__ import annotations

from collections import defaultdict

import pytest

from graders.case import NO_CASE
from graders.compiling import read_yaml
from graders.exercise import Exercise
from graders.grade import applicable, grade_note
from graders.loading import Library, exercise_paths
from graders.places import exercises_dir
from graders.rubric import default_rubric

EXERCISES = exercises_dir()
LIBRARY = Library([EXERCISES / "cases"], [EXERCISES])
ALL = [LIBRARY.exercise(folder.name) for folder in exercise_paths(EXERCISES)]
PROSE = [exercise for exercise in ALL if exercise.kind in ("note", "passage", "rewrite")]
DATA = {folder.name: read_yaml(folder / "exercise.yaml") for folder in exercise_paths(EXERCISES)}

#: Polite, honest-looking, and about nobody's symptoms, work or risk in particular.
EMPTIEST = (
    "Client attended the session and was pleasant and cooperative throughout. We talked about how things have been going "
    "and the client was open and engaged. Support was provided. We will continue and see how it goes at the next appointment."
)


def rated(exercise: Exercise) -> set[str]:
    """The criteria that an exercise practises."""
    if exercise.kind == "review":
        return set(exercise.levels or {})
    if exercise.kind == "sort":
        return set()
    case = LIBRARY.case_of(exercise) or NO_CASE
    left_out = {"risk"} - ({"risk"} if case.risk_indicated else set()) | ({"template"} if case.template == "none" else set())
    return {each.id for each in applicable(case, exercise, default_rubric()) if each.applies not in left_out}


def test_every_criterion_is_practised_by_four_exercises_of_two_kinds():
    practised: dict[str, list[str]] = defaultdict(list)
    for exercise in ALL:
        for criterion in rated(exercise):
            practised[criterion].append(exercise.kind)

    thin = {id: kinds for id in default_rubric().criteria if len(kinds := practised[id]) < 4 or len(set(kinds)) < 2}
    assert thin == {}


@pytest.mark.parametrize("exercise", PROSE, ids=lambda exercise: exercise.id)
def test_the_emptiest_honest_looking_answer_does_not_pass(exercise):
    report = grade_note(EMPTIEST, case=LIBRARY.case_of(exercise), exercise=exercise)

    assert not report.passed, report.score


def test_no_two_exercises_teach_the_same_from_the_same_case():
    taught: dict[tuple[str, str], list[str]] = defaultdict(list)
    for id, data in DATA.items():
        for lesson in data["teaches"]:
            taught[data.get("case") or "", lesson.casefold()].append(id)

    assert {key: ids for key, ids in taught.items() if len(ids) > 1} == {}


@pytest.mark.parametrize("id", DATA)
def test_an_exercise_says_what_it_is_for(id):
    data = DATA[id]

    assert [key for key in ("goal", "teaches", "does_not_teach", "module", "prompt", "minutes") if not data.get(key)] == []
    assert isinstance(data["requires"], list)


def test_exercises_come_in_the_number_and_kinds_of_a_course():
    kinds = [exercise.kind for exercise in ALL]

    wanted = {"note": 16, "passage": 12, "rewrite": 10, "sort": 6, "review": 6}
    assert {kind: kinds.count(kind) for kind in wanted if kinds.count(kind) < wanted[kind]} == {}
