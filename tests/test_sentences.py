"""Sentences end where a reader would end them, in prose, in chart style and in lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.note import tokenize
from graders.sections import split
from graders.sentences import split_sentences


def sentences(text: str, template: str = "none") -> list[str]:
    return [text[each.start : each.end] for each in split_sentences(text, split(text, template))]


@pytest.mark.parametrize(
    "parts",
    [
        ["T. reports poor sleep.", "He met Dr. Okafor on Monday."],
        ["Dx F33.1.", "Rated 8.40 vs. 9 last week."],
        ["Seen approx. 50 min. weekly.", "Client was tired."],
        ["Takes it b.i.d. with food.", "No side effects."],
        ["Left at 2:05 p.m. by bus.", "Mood better."],
        ["Met with T. and his aunt.", "She agreed."],
        ["He argued with T.", "He left then."],
        ["pt c/o low mood, 4h sleep.", "denies SI.", "missed work mon."],
        ["He asked, “Why me?” and wept.", "Then he was quiet."],
        ["“I can't.” he said.", "We waited."],
        ["He thought about it... and said yes.", "Good."],
        ["Uses skills (e.g. walks, i.e. movement).", "Sleeps more."],
        ["Is he safe?", "Yes!", "He said so."],
        ["He said no.", "No. 3 on the list is the bus."],
        ["SUDS 80/65/50/35.", "Next in 2 wks."],
    ],
    ids=lambda parts: parts[0],
)
def test_prose_and_chart_style_are_parted_at_their_sentences(parts):
    assert parts == sentences(" ".join(parts))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"], ids=["lf", "crlf", "blank line"])
def test_list_items_are_pieces_of_their_own(end):
    text = end.join(["- sleep 4h", "- appetite low", "1. Walk daily", "2) Keep a log", "no SI", "• call Ana"])

    assert ["sleep 4h", "appetite low", "1. Walk daily", "2) Keep a log", "no SI", "call Ana"] == sentences(
        text
    )


def test_prose_wrapped_by_hand_is_one_sentence():
    text = (
        "The client talked at length about the week that had passed,\n"
        "and then said that nothing at all had changed since the visit with\n"
        "her doctor. She slept."
    )

    assert [text[: text.index(" She slept")], "She slept."] == sentences(text)


def test_a_sentence_knows_its_section_and_holds_no_label():
    text = "Seen at home.\nS: Poor sleep. Tired.\nO: Flat.\nA/P: MDD. Walk daily."

    found = [
        (each.section, text[each.start : each.end]) for each in split_sentences(text, split(text, "SOAP"))
    ]

    assert [
        (None, "Seen at home."),
        ("subjective", "Poor sleep."),
        ("subjective", "Tired."),
        ("objective", "Flat."),
        ("assessment", "MDD."),
        ("assessment", "Walk daily."),
    ] == found


pieces = st.sampled_from(
    [
        "T. ",
        "S: ",
        "slept",
        " 4.5",
        ". ",
        "F33.1",
        "\n",
        "\r\n",
        "- ",
        "? ",
        "“",
        "” ",
        "e.g. ",
        "Plan\n",
        "…",
        " ",
        "é🙂",
        "min.",
        ")",
        "**",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(pieces, max_size=60).map("".join)))
def test_sentences_are_in_order_apart_and_hold_every_word_outside_the_labels(text):
    sections = split(text, "SOAP")

    found = split_sentences(text, sections)

    at = 0
    for sentence in found:
        assert at <= sentence.start < sentence.end <= len(text)
        at = sentence.end
    for token in tokenize(text):
        in_label = any(
            section.label_start < token.end and token.start < section.label_end for section in sections
        )
        assert in_label or any(
            sentence.start <= token.start and token.end <= sentence.end for sentence in found
        )
