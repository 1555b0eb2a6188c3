"""Phrases are found as the notation says, and refused with advice when they cannot be read."""

from __future__ import annotations

import pytest

from graders.compiling import compile_lexicons
from graders.faults import DataError
from graders.lexicon import Lexicon
from graders.note import Note


def found(text: str, *entries: dict, classes: dict | None = None) -> list[tuple[str, str]]:
    words = {"classes": {"number_word": ["four"]}}
    files = {"words": words, "drill": {"label": "drill", "classes": classes or {}, "entries": list(entries)}}
    note = Note(text)
    matches = Lexicon(compile_lexicons(files)).find(note.tokens)
    return [(m.entry.id, text[note.tokens[m.first].start : note.tokens[m.last].end]) for m in matches]


def entry(*patterns: str, id: str = "sleep", **more: object) -> dict:
    return {"id": id, "patterns": list(patterns), **more}


def test_a_phrase_is_found_whatever_its_case_and_hyphens():
    text = "SELF-HARM urges; self harm denied"

    assert found(text, entry("self-harm")) == [("sleep", "SELF-HARM"), ("sleep", "self harm")]


def test_a_tilde_stands_for_every_inflection():
    assert found("She slept badly and is sleeping late.", entry("sleep~v")) == [("sleep", "slept"), ("sleep", "sleeping")]


def test_a_verb_mark_leaves_the_noun_alone():
    assert found("Her sleeps are short.", entry("nap~v")) == []


def test_a_gap_crosses_a_comma_and_no_sentence():
    gapped = entry("slept <3> hours")

    assert found("He slept, at best, four hours.", gapped) == [("sleep", "slept, at best, four hours")]
    assert found("He slept, at the very best, four hours.", gapped) == []
    assert found("He slept. Four hours passed.", gapped) == []


def test_words_of_a_phrase_that_a_comma_parts_are_no_phrase():
    assert found("The drive was low, mood was fine.", entry("low mood")) == []


def test_a_class_stands_for_its_words_and_a_number_for_digits_and_words():
    few = {"classes": {"few": ["two", "three"]}}

    assert found("two hours, four hours, 5 hours", entry("{few} hours"), **few) == [("sleep", "two hours")]
    assert found("two hours, four hours, 5 hours", entry("# hours"), **few) == [
        ("sleep", "four hours"),
        ("sleep", "5 hours"),
    ]


def test_of_overlapping_hits_of_one_entry_the_longest_stands():
    assert found("trouble falling asleep at night", entry("trouble falling asleep", "trouble", "asleep at night")) == [
        ("sleep", "trouble falling asleep")
    ]


def test_a_hit_inside_a_ruled_out_phrase_is_dropped_and_its_twin_stays():
    insomnia = entry("insomnia", **{"not": ["insomnia severity index"]})

    assert found("Insomnia Severity Index mailed; insomnia worse.", insomnia) == [("sleep", "insomnia")]


def test_a_possessive_is_found_as_its_word():
    assert found("the client’s mood", entry("client mood")) == [("sleep", "client’s mood")]


@pytest.mark.parametrize(
    ("pattern", "advice"),
    [
        ("(low|down mood", "close it"),
        ("low) mood", "drop it"),
        ("[low]", "anchor"),
        ("{unheard_of} mood", "no file defines"),
        ("<4> <3>", "anchor"),
    ],
)
def test_an_unreadable_phrase_is_refused_with_advice(pattern, advice):
    with pytest.raises(DataError, match=advice):
        found("", entry(pattern))


def test_every_fault_is_said_at_once():
    with pytest.raises(DataError) as caught:
        found("", entry("(low"), entry("{nope} x", id="other"))

    assert len(caught.value.faults) == 2


def test_a_long_hostile_row_of_gap_words_is_read_in_one_go():
    text = "slept " * 20_000

    assert found(text, entry("slept <9> slept <9> hours")) == []
