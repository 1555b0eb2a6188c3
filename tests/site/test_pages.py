"""Exercises become pages that show what is given, and nothing of what is asked."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from graders.adapters.site import pages, sheet
from graders.adapters.site.files import write_folder
from graders.adapters.site.library import Entry
from graders.case import Case
from graders.exercise import Exercise
from graders.rubric import default_rubric

CASE_DATA = {
    "id": "ada",
    "client": {"alias": "A.", "age": 40, "pronouns": "she/her"},
    "diagnosis": {"name": "Panic disorder", "code": "F41.0"},
    "template": "SOAP",
    "goals": ["Ride the <bus> alone"],
    "risk": {"indicated": True, "why": "a hidden reason"},
    "session": "A. arrived late & *breathless*.\n\n<script>alert(1)</script> She rode one stop.",
}
EXERCISE_DATA = {
    "kind": "note",
    "title": "The 5 o'clock bus [*new*] <fast>",
    "module": "panic",
    "goal": "Link symptom & plan.",
    "prompt": "Write in **SOAP**.",
    "case": "ada",
    "scaffold": "S: </textarea>",
}


def entry(id: str = "bus", **changes: object) -> Entry:
    data = {**EXERCISE_DATA, **changes}
    return Entry(Exercise.from_data(data, id), data, Case.from_data(CASE_DATA), CASE_DATA)


def test_page_shows_the_case_as_text() -> None:
    page = pages.exercise_page(entry())

    assert "A., age 40, she/her" in page
    assert "Panic disorder (F41.0)" in page
    assert "Ride the &lt;bus&gt; alone" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; She rode one stop." in page


def test_page_does_not_say_whether_risk_is_indicated() -> None:
    page = pages.exercise_page(entry())

    assert "hidden reason" not in page
    assert "indicated" not in page


def test_scaffold_cannot_leave_the_editor() -> None:
    assert "S: &lt;/textarea&gt;</textarea>" in pages.exercise_page(entry())


def test_title_is_shown_as_typed_in_markdown() -> None:
    assert r"The 5 o'clock bus \[\*new\*\] &lt;fast&gt;" == sheet.plain_markdown(EXERCISE_DATA["title"])


def test_sort_starts_with_a_line_for_each_item_and_without_its_place() -> None:
    items = [
        {"id": "quarrel", "text": "A quarrel told at length.", "places": ["psychotherapy"], "why": "Detail."}
    ]

    page = pages.exercise_page(entry(kind="sort", items=items))

    assert "quarrel: \n</textarea>" in page
    assert "A quarrel told at length." in page
    assert "Detail." not in page


def test_review_starts_with_a_line_for_each_criterion_and_without_its_level() -> None:
    page = pages.exercise_page(entry(kind="review", given="Client was fine.", levels={"risk.status": 0}))

    assert "risk.status: \n</textarea>" in page
    assert "Client was fine." in page


def test_review_offers_every_level_with_its_descriptor_and_no_settled_word() -> None:
    page = pages.exercise_page(
        entry(
            kind="review",
            given="Client <was> fine.\n\nNext week.",
            levels={"risk.status": 0},
            marks={"risk.status": ["was fine"]},
            why={"risk.status": "Fine says nothing."},
        )
    )

    assert ['value="2"', 'value="1"', 'value="0"', 'value="na"'] == re.findall(r'value="\w+"', page)
    assert escape(default_rubric().criteria["risk.status"].descriptors[2]) in page
    assert "Client &lt;was&gt; fine.\n\nNext week." in page
    assert "was fine" not in page
    assert "says nothing" not in page


def test_prose_has_no_controls() -> None:
    assert "gt-player" not in pages.exercise_page(entry())


def test_lesson_ends_with_its_own_exercises_in_the_order_given() -> None:
    entries = [entry("walk", title="Walk"), entry("bus"), entry("other", module="sleep", title="Sleep log")]

    ending = pages.module_exercises("modules/panic/index.md", entries)

    assert ending.index("../../practice/walk.md") < ending.index("../../practice/bus.md")
    assert "Sleep log" not in ending
    assert pages.module_exercises("modules/panic/more.md", entries) == ""
    assert pages.module_exercises("index.md", entries) == ""


def test_exercises_stand_below_practice_in_the_navigation() -> None:
    nav = [{"Start": "index.md"}, {"Practice": "practice/index.md"}, "about.md"]

    with_exercises = pages.with_exercises(nav, [entry("bus")])

    assert [
        {"Start": "index.md"},
        {"Practice": ["practice/index.md", "practice/bus.md"]},
        "about.md",
    ] == with_exercises


def test_modules_come_in_the_order_of_the_navigation() -> None:
    nav = [{"Lessons": ["modules/risk/index.md", {"Panic": "modules/panic/index.md"}]}, {"Start": "index.md"}]

    assert ["risk", "panic"] == pages.modules(nav)


def test_folder_holds_what_was_written_and_nothing_older(tmp_path: Path) -> None:
    write_folder(tmp_path, {"old/a.md": b"a", "kept.md": b"k"})
    before = (tmp_path / "kept.md").stat().st_mtime_ns

    write_folder(tmp_path, {"new/b.md": b"b", "kept.md": b"k"})
    write_folder(tmp_path, {"new/b.md": b"b", "kept.md": b"k"})

    assert ["kept.md", "new", "new/b.md"] == sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")
    )
    assert before == (tmp_path / "kept.md").stat().st_mtime_ns
