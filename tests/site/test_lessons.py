"""Lessons have all their parts, and what is computed for them is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graders.adapters.site import lessons
from graders.adapters.site.library import Entry
from graders.adapters.site.reference import criteria
from graders.compiling import read_yaml
from graders.exercise import Exercise

ROOT = Path(__file__).parent.parent.parent
RUBRIC = read_yaml(ROOT / "graders" / "rubric.yaml")
LESSONS = sorted((ROOT / "docs" / "modules").glob("*/index.md"))
PARTS = (
    "After this page you can",
    "\n## Before and after",
    "\n## Check yourself",
    "\n## One page to print { #one-page }",
    "\n## Where this differs by state, payer or agency",
    "\n## Sources",
)
SHORT = "# Panic\n\nAfter this page you can ride.\n\n## Check yourself\n\nCan you?\n\n## One page to print { #one-page }\n\nRide.\n"

every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.parent.name)


def entry(id: str, module: str) -> Entry:
    data = {"kind": "note", "title": id, "goal": "Ride.", "prompt": "Write.", "case": "ada", "module": module}
    return Entry(Exercise.from_data(data, id), data, None, None)


@every_lesson
@pytest.mark.parametrize("part", PARTS)
def test_a_lesson_has_each_part(path: Path, part: str) -> None:
    assert part in path.read_text(encoding="utf-8")


@every_lesson
def test_a_lesson_asks_at_least_five_questions(path: Path) -> None:
    check = path.read_text(encoding="utf-8").partition("\n## Check yourself")[2].partition("\n## ")[0]

    assert check.count("??? question") >= 5


@every_lesson
def test_a_source_says_when_it_was_read(path: Path) -> None:
    notes = re.findall(r"^\[\^[\w-]+\]: .*$", path.read_text(encoding="utf-8"), re.MULTILINE)

    assert notes
    assert [each for each in notes if not re.search(r"read \d{1,2} [A-Z][a-z]+ \d{4}", each)] == []


@pytest.mark.parametrize("criterion", list(criteria(RUBRIC)), ids=lambda each: each["id"])
def test_a_criterion_is_taught_at_the_anchor_of_its_name(criterion) -> None:
    page, _, anchor = criterion["learn"].partition("#")
    text = (ROOT / "docs" / page / "index.md").read_text(encoding="utf-8")

    assert anchor == criterion["id"].replace(".", "-")
    assert text.count(f"{{ #{anchor} }}") == 1


def test_rows_of_a_lesson_are_those_whose_feedback_leads_there() -> None:
    rows = lessons.rows_section(lessons.served("documenting-risk", RUBRIC))

    assert re.findall(r"index\.md#([\w-]+)", rows) == [
        "risk-status",
        "risk-factors",
        "risk-screen",
        "risk-safety_plan",
        "risk-crisis_support",
    ]


def test_a_lesson_without_a_row_says_what_it_serves() -> None:
    assert "no row of its own" in lessons.rows_section(lessons.served("start-here", RUBRIC))


def test_reading_rows_exercises_and_the_page_to_print_follow_each_other() -> None:
    text = lessons.lesson(SHORT, "modules/panic/index.md", RUBRIC, [entry("bus", "panic"), entry("nap", "sleep")])

    places = [text.index(each) for each in ("About 1 minute", "After this page", "## In the rubric", "## Check yourself", "## Practice", "## One page")]
    assert places == sorted(places)
    assert "[1 exercise](#practice)" in text
    assert "nap.md" not in text


def test_another_page_stays_as_it_is() -> None:
    assert lessons.lesson(SHORT, "reference/glossary.md", RUBRIC, []) == SHORT


def test_drawings_and_the_page_to_print_take_no_reading_time() -> None:
    words = "word " * (3 * lessons.WORDS_A_MINUTE)
    drawing = f"<svg><desc>{words}</desc></svg>"

    assert lessons.minutes(f"{words}\n{drawing}\n## One page to print\n{words}") == 3
