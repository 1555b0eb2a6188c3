"""What a note takes back, supposes, puts off, asks or quotes is no statement of it, and earns no pass."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graders.case import Case
from graders.grade import grade_note

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples" / "frames.yaml").read_text(encoding="utf-8"))
CASES = Path(__file__).parents[1] / "exercises" / "cases"
NOTES: dict[str, str] = EXAMPLES["notes"]


def graded(name: str, text: str) -> Any:
    case = Case.from_data(yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")))
    return grade_note(text, case=case)


def framed(opening: str, note: str) -> str:
    """The note with the opening in front of each sentence, behind the section labels."""
    lines = []
    for line in note.strip().splitlines():
        label, body = re.fullmatch(r"((?:[A-Z]\w*: )?)(.*)", line).groups()
        lines.append(label + " ".join(f"{opening} {each}" for each in re.split(r"(?<=\.) (?=[A-Z])", body)))
    return "\n".join(lines)


@pytest.mark.parametrize("name", NOTES)
def test_the_note_itself_passes(name: str) -> None:
    report = graded(name, NOTES[name])

    assert report.passed, [(each.criterion, each.level) for each in report.ratings if each.level != 2]


@pytest.mark.parametrize("opening", EXAMPLES["openings"])
@pytest.mark.parametrize("name", NOTES)
def test_a_note_that_states_nothing_does_not_pass(name: str, opening: str) -> None:
    report = graded(name, framed(opening, NOTES[name]))

    assert not report.passed, report.score


@pytest.mark.parametrize("around", EXAMPLES["whole"], ids=str)
@pytest.mark.parametrize("name", NOTES)
def test_a_note_taken_back_or_quoted_as_a_whole_is_not_graded(name: str, around: dict[str, str]) -> None:
    report = graded(name, around["before"] + NOTES[name].strip() + around["after"])

    assert (report.status, report.reason) == ("not_gradable", "no_client_content")


@pytest.mark.parametrize("name", NOTES)
def test_a_note_of_questions_does_not_pass(name: str) -> None:
    report = graded(name, framed("Is it so that", NOTES[name]).replace(".\n", "?\n").replace(". ", "? "))

    assert not report.passed


@pytest.mark.parametrize("change", EXAMPLES["honest"], ids=lambda change: change["new"][:40])
def test_an_honest_sentence_that_opens_alike_costs_no_pass(change: dict[str, str]) -> None:
    note = NOTES[change["note"]]
    assert change["old"] in note

    assert graded(change["note"], note.replace(change["old"], change["new"])).passed
