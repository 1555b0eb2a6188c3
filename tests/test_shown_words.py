"""The words shown for a level are those it rests on: whole, said once, no name, no rating, nobody else's part."""

from __future__ import annotations

import pytest

from graders.case import Case
from graders.criteria._grouping import Clauses
from graders.findings import Findings
from graders.grade import rate
from graders.lexicon import default_lexicon
from graders.note import Note
from graders.rubric import default_rubric
from graders.spans import Span

CASE = {
    "id": "shown",
    "title": "Shown words",
    "client": {"alias": "T."},
    "diagnosis": {"name": "Obsessive-compulsive disorder", "code": "F42.2"},
    "template": "none",
    "risk": {"indicated": True},
}

SHOWN = {
    "a phrase goes on to the end of its clause": (
        "medical_necessity.symptoms",
        "T. checks the stove eleven times a night, and has unbidden pictures of the gas.",
        ["checks the stove eleven times a night", "unbidden pictures of the gas"],
    ),
    "a rating that moves in the session is no symptom": (
        "medical_necessity.symptoms",
        "T. washes her hands forty times a day. Conviction went from 90 to 60 by the end.",
        ["washes her hands forty times a day"],
    ),
    "the client's own limit is shown and not the husband's": (
        "medical_necessity.impairment",
        "Can't drive to work alone d/t images; husb leaving his job early.",
        ["Can't drive to work alone d/t images"],
    ),
    "a limit is shown with the cause beside it": (
        "medical_necessity.impairment",
        "Because of the checking, she missed four days of work.",
        ["Because of the checking, she missed four days of work"],
    ),
    "a denial is shown with its no": (
        "risk.status",
        "T. was asked about suicide: no wish to die, no plan, no intent.",
        ["T. was asked about suicide: no wish to die, no plan, no intent"],
    ),
    "a level is shown with its change, and a high-risk hour is no level": (
        "risk.status",
        "We planned the high-risk hour after payday. Suicide risk is moderate, higher than last week.",
        ["Suicide risk is moderate, higher than last week"],
    ),
    "a factor is shown once and to its end": (
        "risk.factors",
        "Suicide risk is moderate. Risk factors: the debt, separation from his wife, the debt.",
        ["debt", "separation from his wife"],
    ),
    "a dead brother is nobody to call": (
        "risk.crisis_support",
        "Suicide risk is low despite a brother's suicide; he has 988 and will call his cousin at night.",
        ["988", "cousin"],
    ),
}


@pytest.mark.parametrize("criterion, text, shown", SHOWN.values(), ids=SHOWN)
def test_the_words_shown_carry_the_level(criterion: str, text: str, shown: list[str]) -> None:
    case = Case.from_data(CASE)
    findings = Findings(Note(text), default_lexicon(), case.template)

    rating = rate(findings, default_rubric().criteria[criterion], case)

    assert shown == [text[each.start : each.end] for each in rating.evidence]


@pytest.mark.parametrize(
    "text, phrase, whole",
    [
        ("He gets up four times a night.", "up four", "gets up four times a night"),
        ("Fear of being left, and rage.", "Fear of", "Fear of being left"),
        ("He wept and then he made a joke of it.", "wept", "wept"),
        ("She is slow in movement and reply.", "slow in movement", "slow in movement and reply"),
        ("He is \"less scared\" of lunch at school.", "scared", "scared"),
    ],
)
def test_a_phrase_begins_and_ends_at_sensible_words(text: str, phrase: str, whole: str) -> None:
    findings = Findings(Note(text), default_lexicon())
    start = text.index(phrase)

    (span,) = Clauses(findings, ()).wholes([Span(start, start + len(phrase))])

    assert whole == text[span.start : span.end]


def test_the_kind_of_service_is_shown_before_length_and_medication() -> None:
    text = "Sertraline 50 mg. Individual CBT in person, 50 minutes, weekly."
    case = Case.from_data({**CASE, "medication": "sertraline 50 mg"})

    rating = rate(Findings(Note(text), default_lexicon()), default_rubric().criteria["form.service"], case)

    shown = [text[each.start : each.end] for each in rating.evidence]
    assert shown[0].startswith("Individual")
    assert shown[-1] == "Sertraline"
