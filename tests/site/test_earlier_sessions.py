"""A client who returns: the page leads to the exercises that show the sessions before."""

from __future__ import annotations

from graders.adapters.site.earlier_sessions import earlier_sessions
from graders.adapters.site.library import Entry
from graders.case import Case
from graders.exercise import Exercise

CASE = {"client": {"alias": "A.", "age": 40}, "diagnosis": {"name": "Panic disorder", "code": "F41.0"}, "session": "A. rode one stop."}


def entry(id: str, case: str | None, continues: str | None = None, requires: tuple[str, ...] = ()) -> Entry:
    data = {"kind": "passage", "title": id.title(), "goal": "g", "prompt": "p", "requires": list(requires)}
    case_data = {**CASE, "id": case, "continues": continues} if case else None
    return Entry(Exercise.from_data({**data, "case": case}, id), data, Case.from_data(case_data) if case_data else None, case_data)


def test_sessions_are_listed_from_the_oldest_on():
    third = entry("third", "ada-3", "ada-2")
    entries = [third, entry("first", "ada-1"), entry("second", "ada-2", "ada-1"), entry("other", "ben-1")]

    line = earlier_sessions(third, entries)

    assert line.index("[First](first.md)") < line.index("[Second](second.md)") and "Other" not in line


def test_of_several_exercises_on_a_session_the_required_one_is_linked():
    second = entry("second", "ada-2", "ada-1", requires=("whole",))
    entries = [entry("passage", "ada-1"), entry("whole", "ada-1"), second]

    assert earlier_sessions(second, entries).endswith("[Whole](whole.md).")


def test_a_first_session_a_lost_one_and_an_exercise_without_a_case_have_no_line():
    alone = [entry("first", "ada-1"), entry("later", "ada-3", "ada-2"), entry("rewrite", None)]

    assert [earlier_sessions(each, alone) for each in alone] == ["", "", ""]


def test_cases_that_continue_each_other_end():
    one, two = entry("one", "ada-1", "ada-2"), entry("two", "ada-2", "ada-1")

    assert earlier_sessions(one, [one, two]).count(".md") == 2
