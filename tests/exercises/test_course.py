"""The exercises together make a course, in numbers; what each of them lacks is told by ``check``."""

from __future__ import annotations

from collections import Counter

from graders.compiling import read_yaml
from graders.loading import exercise_paths
from graders.places import exercises_dir

DATA = {folder.name: read_yaml(folder / "exercise.yaml") for folder in exercise_paths(exercises_dir())}
CASES = {path.stem: read_yaml(path) for path in (exercises_dir() / "cases").glob("*.yaml")}


def test_exercises_come_in_the_number_and_kinds_of_a_course():
    kinds = Counter(data["kind"] for data in DATA.values())

    wanted = {"note": 16, "passage": 12, "rewrite": 10, "sort": 6, "review": 6}
    assert {kind: kinds[kind] for kind in wanted if kinds[kind] < wanted[kind]} == {}


def test_four_clients_return_over_three_sessions():
    before = {id: case.get("continues") for id, case in CASES.items()}

    assert len([id for id in before if before.get(before[id])]) == 4


def test_an_exercise_about_a_later_session_asks_for_one_about_an_earlier_session():
    cases = {id: data.get("case") for id, data in DATA.items()}
    practised = set(cases.values())

    for id, data in DATA.items():
        earlier = CASES.get(data.get("case"), {}).get("continues")
        if earlier and earlier in practised:
            assert earlier in {cases[each] for each in data["requires"]}, id
