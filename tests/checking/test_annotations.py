"""Annotations point at words of the model note, and say why these work."""

from __future__ import annotations

import pytest

from graders.checking.annotations import check_annotations, wants_annotations

NOTE = "A: Panic disorder, F41.0. She rode the bus alone twice. Fear fell from 8 to 3.\n\nP: She rides the bus to work.\n"
SOUND = [
    {"words": "Fear fell from 8 to 3", "why": "The effect is a number."},
    {"words": "rides the bus to work", "why": "The task can be asked about next week."},
    {"words": "Panic disorder, F41.0", "why": "Name and code agree."},
]


def faults(annotations: object, *, is_model: bool = True) -> list[str]:
    return [str(fault) for fault in check_annotations({"annotations": annotations}, NOTE, is_model=is_model)]


def test_exact_words_with_a_reason_are_sound():
    assert faults(SOUND) == []


def test_a_note_needs_none():
    assert list(check_annotations({}, NOTE, is_model=True)) == []


@pytest.mark.parametrize(
    ("annotations", "cause"),
    [
        ([{"words": "Fear fell from 8 to 2", "why": "A number."}], "does not stand in the note"),
        ([{"words": "the bus", "why": "A place."}], "stands 2 times"),
        ([{"words": "Fear fell from 8 to 3"}], "cannot be read"),
        ([{"words": "Fear fell from 8 to 3", "why": " "}], "cannot be read"),
        ({"words": "Fear fell from 8 to 3", "why": "A number."}, "cannot be read"),
        ([*SOUND, *SOUND, SOUND[0]], "are 7"),
    ],
    ids=["other words", "words that stand twice", "no reason", "empty reason", "no list", "too many"],
)
def test_what_points_nowhere_or_says_nothing_is_a_fault(annotations, cause):
    (fault,) = faults(annotations)

    assert cause in fault


def test_annotations_of_a_mistake_are_a_warning():
    (fault,) = check_annotations({"annotations": SOUND}, NOTE, is_model=False)

    assert fault.is_warning and "mistake" in str(fault)


def test_a_model_of_150_to_300_words_wants_three():
    note = "She rode the bus alone twice. " * 30

    assert wants_annotations({}, note)
    assert wants_annotations({"annotations": SOUND[:2]}, note)
    assert wants_annotations({"annotations": SOUND}, note) is None


@pytest.mark.parametrize("words", [149, 301])
def test_a_shorter_or_longer_model_wants_none(words):
    assert wants_annotations({}, "bus " * words) is None
