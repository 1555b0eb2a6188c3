"""A note keeps its text, counts its words as every other part of the course does, and knows its tokens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graders.note import Note, tokenize


def forms(text: str) -> list[str]:
    return [token.form for token in tokenize(text)]


def test_words_are_white_space_tokens_with_a_letter_or_digit():
    assert Note("S: T. slept 4 h – “badly” — … 🙂\r\n").word_count == 6


def test_codes_numbers_and_chart_abbreviations_are_single_tokens():
    assert forms("c/o F33.1, PHQ-9 of 17 w/ T14.91XA at 8:40") == [
        "c/o", "f33.1", "phq", "9", "of", "17", "w/", "t14.91xa", "at", "8:40",
    ]  # fmt: skip


def test_curly_and_straight_apostrophes_are_one_form():
    assert forms("doesn’t doesn't") == ["doesn't", "doesn't"]


def test_a_token_knows_what_parts_it_from_the_one_before():
    assert [token.parted for token in tokenize("low mood, sad. Tired")] == [0, 0, 1, 2]


@given(st.text())
def test_tokens_lie_in_the_text_in_order_without_overlap(text):
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end
