"""Whatever is typed, a report comes out: it quotes exactly, says the same twice, and never raises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graders.case import Case
from graders.grade import grade_note
from graders.report import serialise

SOAP = Case(
    id="maya", kind="progress", template="SOAP", alias="M.", diagnosis_name="Panic disorder", diagnosis_code="F41.0",
    medication="sertraline 50 mg daily", risk_indicated=True, session="M. came late and spoke about the bus for a while.",
)  # fmt: skip
PRIVATE = Case(id="maya-private", kind="psychotherapy")

#: Pieces of notes, so that random texts reach past the gate and into every criterion.
PIECES = [
    "S: Client reports panic attacks three times a week and sleeps four hours. ",
    "O: Alert, tense, GAD-7 14 (was 17). Individual CBT, telehealth, weekly, 50 minutes. ",
    "A: Panic disorder, F41.0. Denies SI/HI, plan or intent; risk low. ",
    "P: She will ride the elevator on Tuesday and write down what happens. ",
    "Client is a borderline and claims “nobody listens”, her husband Greg said. ",
    "C-SSRS: item 1 yes. Safety plan reviewed; 988. ",
    "Because of panic she missed two shifts at Corvane Electric. ",
    "Interoceptive exposure was used to reduce fear; SUDS 80 to 35. ",
    "\r\n\r\n", "\n## Plan\n", "**Data** ", "🙂 ", "“", '"', "(", "[client name] ", "\ufeff", "if ", "no ", "¿", "İ", "ß",
]  # fmt: skip
note_like = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=25).map("".join)


@pytest.mark.parametrize("case", [SOAP, PRIVATE, None], ids=["progress", "psychotherapy", "no case"])
@settings(deadline=None, max_examples=60)
@given(text=note_like)
def test_any_text_gets_a_report_that_quotes_it_exactly(case, text):
    report = grade_note(text, case=case)

    assert report.status in ("graded", "not_gradable")
    for rating in report.ratings:
        assert rating.level in (0, 1, 2, "na")
        for evidence in rating.evidence:
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"] != ""


@settings(deadline=None, max_examples=40)
@given(text=note_like)
def test_the_same_text_gets_the_same_bytes(text):
    assert serialise(grade_note(text, case=SOAP)) == serialise(grade_note(text, case=SOAP))


def test_half_a_surrogate_pair_is_reported_as_readable_text():
    line = serialise(grade_note("Client \ud83d reports low mood. " * 8, case=SOAP))

    assert "\ufffd" not in json.loads(line)["id"] and line.encode("utf-8")


def test_a_text_longer_than_any_note_is_refused_with_its_size():
    with pytest.raises(ValueError, match="200,001 characters"):
        grade_note("x" * 200_001)


@pytest.mark.parametrize("row", ["no ", "denies ", "she will ", "( ", '"', "F41.0 ", "S: ", "\n", "because ", "risk low ", "if ", "Mary "])
def test_a_hostile_row_of_one_word_is_graded_without_a_fault(row):
    report = grade_note(("Client reports low mood and sleeps badly most nights of the week. " + row * 4000)[:20_000], case=SOAP)

    assert report.status != "error"
