"""What a clause tells is heard in words that no phrase names, and left alone where somebody else is told of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graders import runtime
from graders.case import Case
from graders.findings import Findings
from graders.grade import rate
from graders.lexicon import default_lexicon
from graders.note import Note
from graders.rating import Rating
from graders.rubric import default_rubric
from graders.telling import MOST_CLAUSES, Telling, clauses, features_of

CASE = Case.from_data({"id": "telling", "risk": {"indicated": True}})
DATA = runtime.compiled()["tables"]["telling"]


def found(text: str) -> Findings:
    return Findings(Note(text), default_lexicon())


def rated(text: str, criterion: str) -> tuple[Rating, list[str]]:
    findings = found(text)
    rating = rate(findings, default_rubric().criteria[criterion], CASE)
    return rating, [findings.note.text[each.start : each.end] for each in rating.evidence]


def summed(features: Sequence[tuple[int, str, str]], at: int) -> list[int]:
    """The weights of one clause added up one by one."""
    total = list(DATA["bias"])
    for index, group, value in features:
        if index == at:
            added = DATA["weights"].get(group, {}).get(value, [0] * len(total))
            total = [one + other for one, other in zip(total, added, strict=True)]
    return total


def test_a_score_is_the_sum_of_its_weights_for_every_target() -> None:
    findings = found(
        "S: She wakes with her jaw locked and has stopped opening the shutters. Her husband sleeps well.\n"
        "A: I named the pattern to loosen it; her hands came apart in her lap.\n"
        "P: She will open one shutter each morning until Friday."
    )
    told = Telling(findings)
    features = list(features_of(findings, told.clauses))

    for at in range(len(told.clauses)):
        assert summed(features, at) == [told.score(at, target) for target in DATA["targets"]]


def test_clauses_are_in_order_and_do_not_overlap() -> None:
    text = "She wakes at four, lies there until six, and because of this she is late; the bus leaves early."

    spans = [(clause.start, clause.end) for clause in clauses(found(text))]

    assert [text[start:end] for start, end in spans] == [
        "She wakes at four",
        "lies there until six",
        "and because of this she is late",
        "the bus leaves early",
    ]


@pytest.mark.parametrize("text", ["word, " * 50_000, "so " * 50_000, "1. a b c\n" * 20_000])
def test_hostile_text_has_no_more_clauses_than_are_scored(text: str) -> None:
    assert len(Telling(found(text)).clauses) <= MOST_CLAUSES


@pytest.mark.parametrize(
    ("criterion", "told", "anothers"),
    [
        (
            "medical_necessity.symptoms",
            "Client says her chest turns to stone each evening when the lamps go on.",
            "Client says her neighbour's chest turns to stone each evening when the lamps go on.",
        ),
        (
            "medical_necessity.plan",
            "Plan: She will carry one box from the hall to the cellar on Monday.",
            "Plan: I will carry one box from the hall to the cellar on Monday.",
        ),
    ],
)
def test_what_is_told_of_the_client_counts_and_of_another_does_not(
    criterion: str, told: str, anothers: str
) -> None:
    assert rated(told, criterion)[0].level > rated(anothers, criterion)[0].level


def test_a_rating_that_rests_on_a_told_clause_is_unsure_and_shows_it() -> None:
    rating, quotes = rated(
        "Client says her chest turns to stone each evening when the lamps go on.",
        "medical_necessity.symptoms",
    )

    assert rating.unsure
    assert any("chest turns to stone" in quote for quote in quotes)


def test_every_finding_that_has_a_weight_is_one_that_the_lexicons_know() -> None:
    """Weights of a label that was renamed would be dead."""
    known = {entry.label for entry in default_lexicon().entries}
    weighed = {
        label.removeprefix("no ")
        for group, values in DATA["weights"].items()
        if group == "own" or group.startswith(("same", "other"))
        for label in values
    }

    assert weighed <= known
