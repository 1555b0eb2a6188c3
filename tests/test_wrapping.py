"""Where a line was wrapped makes no difference; where a line ends an item, it does."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.case import Case
from graders.grade import grade_note, levels
from graders.wrapping import unwrap

CASE = Case(id="t", kind="progress", template="SOAP", diagnosis_name="Panic disorder", diagnosis_code="F41.0")
NOTE = """S: Client reports three panic attacks since last week, down from five, with racing heart and fear of dying. Because of the fear of elevators he climbs fourteen floors at work and has lost half a day of pay.

O: Individual CBT, in person, weekly, 50 minutes. Alert, cooperative, restless at first. PDSS 14, was 17 a month ago.

A: Panic disorder, F41.0. Interoceptive exposure with straw breathing was used to weaken the belief that body sensations mean danger; fear fell from 80 to 35. Progress on the goal of fewer attacks.

P: He will practice straw breathing once a day and ride to floor three on Tuesday and Thursday without his water bottle. Next session in one week."""


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_wrapped_note_gets_the_levels_of_the_same_note_on_long_lines(width, line_end):
    wrapped = line_end.join(line_end.join(textwrap.wrap(line, width)) for line in NOTE.split("\n"))

    assert levels(grade_note(wrapped, case=CASE)) == levels(grade_note(NOTE, case=CASE))


def test_quotes_of_a_wrapped_note_are_those_of_the_text_as_given():
    wrapped = "\n".join("\n".join(textwrap.wrap(line, 60)) for line in NOTE.split("\n"))

    for rating in grade_note(wrapped, case=CASE).ratings:
        for each in rating.evidence:
            assert wrapped[each["start"] : each["end"]] == each["quote"]


def test_the_lines_of_a_list_stay_apart():
    text = "Worry most days\nSleeps four hours a night and wakes at three\nMissed two shifts"

    assert unwrap(text) == text


@given(st.text(alphabet=st.sampled_from("ab C.,:-\r\n"), max_size=300))
def test_unwrapping_moves_nothing(text):
    read = unwrap(text)

    assert len(read) == len(text)
    assert all(a == b or (a in "\r\n \t" and b == " ") for a, b in zip(text, read, strict=True))
