"""No text that is not an honest note of its case passes, and no honest one is refused for its hand."""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graders.case import Case
from graders.grade import grade_note

TEXTS = yaml.safe_load((Path(__file__).parent / "examples" / "dishonest.yaml").read_text(encoding="utf-8"))
CASES = Path(__file__).parents[1] / "exercises" / "cases"
REWORDED = re.compile(r"\b(" + "|".join(TEXTS["reword"]) + r")\b")
#: Cases with an account long enough to hand in.
PASTED = (
    *("amir-arfid-1", "maeve-adhd-1", "maren-threat-1"),
    *("odette-grief-1", "pradeep-hoarding-1", "ngozi-bipolar-1"),
)


@functools.cache
def case(name: str) -> Case:
    return Case.from_data(yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8")))


def verbatim(of: Case) -> str:
    return of.session


def reworded(of: Case) -> str:
    return REWORDED.sub(lambda match: str(TEXTS["reword"][match[0]]), of.session)


def cut(of: Case) -> str:
    """The account cut into four sections, its diagnosis and service in front."""
    sentences = re.split(r"(?<=[.?!]) ", " ".join(of.session.split()))
    parts = [" ".join(sentences[at::4]) for at in range(4)]
    head = f"{of.diagnosis_name}, {of.diagnosis_code}. {of.modality}, {of.frequency}, {of.minutes} minutes."
    return f"S: {parts[0]}\nO: {parts[1]}\nA: {head} {parts[2]}\nP: {parts[3]}"


def sheet(of: Case) -> str:
    """The whole sheet, facts and goals and all."""
    facts = [of.title, of.diagnosis_name, of.diagnosis_code, of.medication or "", of.modality, of.frequency]
    return "\n".join([*facts, *of.goals, of.session])


@pytest.mark.parametrize("text", TEXTS["dishonest"], ids=lambda each: f"{each['kind']}-{each['case']}")
def test_a_dishonest_text_does_not_pass(text: dict[str, Any]) -> None:
    report = grade_note(text["text"], case=case(text["case"]))

    assert not report.passed, {each.criterion: each.level for each in report.ratings}


@pytest.mark.parametrize("form", [verbatim, reworded, cut, sheet])
@pytest.mark.parametrize("name", PASTED)
def test_a_pasted_account_is_not_graded(name: str, form: Any) -> None:
    report = grade_note(form(case(name)), case=case(name))

    assert (report.status, report.reason) == ("not_gradable", "pasted_case")


def test_there_are_enough_of_both() -> None:
    kinds = {each["kind"] for each in TEXTS["dishonest"]}

    assert (True, True) == (len(TEXTS["dishonest"]) + 4 * len(PASTED) >= 60, len(kinds) >= 10)


@pytest.mark.parametrize("text", TEXTS["honest"], ids=lambda each: each[:40])
def test_an_honest_note_in_an_odd_hand_is_graded(text: str) -> None:
    report = grade_note(text, case=Case(id="unknown"))

    assert ("graded", None) == (report.status, report.reason)
