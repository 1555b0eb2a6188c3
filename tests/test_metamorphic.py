"""What a change to a note has to do to its levels, and what it must not do, after the CheckList tests.

The kinds: minimum functionality (each note earns 2 throughout), invariance, direction; and one session
written in three formats.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import pytest
import yaml

from graders.case import Case
from graders.grade import grade_note

DATA = Path(__file__).parent / "metamorphic"


def read(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


NOTES = {name: each for name, each in read("notes").items() if name != "about"}
INVARIANCE = read("invariance")["pairs"]
DIRECTION = read("direction")["pairs"]
TRIPLES = read("triples")["triples"]
#: Levels that the same session may have apart in two formats.
OF_FORM = "form."


@functools.cache
def levels_of(name: str) -> dict[str, Any]:
    return levels(NOTES[name]["text"], NOTES[name]["case"])


def levels(text: str, case: dict[str, Any]) -> dict[str, Any]:
    report = grade_note(text, case=Case.from_data(case))
    assert report.status == "graded", report.reason
    return {each.criterion: each.level for each in report.ratings}


def changed(pair: dict[str, Any]) -> dict[str, Any]:
    """The levels behind the pair's change, which must change the text."""
    note = NOTES[pair["note"]]
    text = note["text"]
    for old, new in pair.get("edits", {}).items():
        assert old in text, f"{old!r} is not in the note"
        text = text.replace(old, new)
    if "add" in pair:
        first, rest = text.split("\n", 1)
        text = f"{first} {pair['add']}\n{rest}"
    return levels(text, note["case"])


def named(pair: dict[str, Any]) -> str:
    return f"{pair['note']}-{pair.get('criterion', '')}-{pair['why']}"


def marked(each: dict[str, Any]) -> tuple[pytest.MarkDecorator, ...]:
    """What is still to be mended elsewhere carries "open" with the criterion that differs."""
    return (pytest.mark.xfail(reason=each["open"], strict=True),) if "open" in each else ()


@pytest.mark.parametrize("name", NOTES)
def test_a_full_note_has_full_levels(name: str) -> None:
    assert {each: level for each, level in levels_of(name).items() if level not in (2, "na")} == {}


@pytest.mark.parametrize(
    "pair", [pytest.param(each, id=named(each), marks=marked(each)) for each in INVARIANCE]
)
def test_a_change_that_says_the_same_changes_no_level(pair: dict[str, Any]) -> None:
    assert levels_of(pair["note"]) == changed(pair)


@pytest.mark.parametrize("pair", DIRECTION, ids=named)
def test_a_change_of_one_thing_changes_its_level_and_no_other(pair: dict[str, Any]) -> None:
    after = changed(pair)
    before = levels_of(pair["note"]).items()
    expected = {each: level for each, level in before if each not in pair.get("also", ())}
    expected[pair["criterion"]] = pair["to"]

    assert expected == {each: after[each] for each in expected}


def test_there_are_pairs_enough_for_every_criterion() -> None:
    noticed = {pair["criterion"] for pair in DIRECTION}
    watched = {each for name in NOTES for each in levels_of(name)}

    assert (set(), True) == (watched - noticed - {"form.concision"}, len(INVARIANCE) + len(DIRECTION) >= 150)


@pytest.mark.parametrize(
    ("words", "level"), [(59, 0), (60, 1), (89, 1), (90, 2), (350, 2), (351, 1), (500, 1), (501, 0)]
)
def test_length_bears_on_concision_alone(words: int, level: int) -> None:
    note = NOTES["harbor"]
    text = " ".join((note["text"].split() * 5)[:words])

    assert level == levels(text, note["case"])["form.concision"]


@pytest.mark.parametrize("name", ["quill", "harbor", "lantern"])
def test_sections_in_the_wrong_order_cost_the_structure_only(name: str) -> None:
    lines = NOTES[name]["text"].splitlines()

    after = levels("\n".join([lines[-1], *lines[:-1]]), NOTES[name]["case"])

    assert {**levels_of(name), "form.structure": 1} == after


def test_filler_behind_a_note_lowers_its_concision_and_raises_nothing() -> None:
    rain = "The rain of day {} was long, and the light in the room was gray."
    filler = " ".join(rain.format(day) for day in range(20))

    after = levels(NOTES["lantern"]["text"].rstrip() + " " + filler, NOTES["lantern"]["case"])

    assert {**levels_of("lantern"), "form.concision": 1} == after


@pytest.mark.parametrize(
    "triple", [pytest.param(each, id=name, marks=marked(each)) for name, each in TRIPLES.items()]
)
def test_one_session_in_three_formats_has_one_set_of_levels(triple: dict[str, Any]) -> None:
    soap, *others = (levels_of_form(triple, form) for form in triple["notes"])

    assert [soap] * len(others) == others


def levels_of_form(triple: dict[str, Any], form: str) -> dict[str, Any]:
    found = levels(triple["notes"][form], {**triple["case"], "template": form})
    return {each: level for each, level in found.items() if not each.startswith(OF_FORM)}
