"""Turns response in the session and progress towards a goal into the rating of medical_necessity.response."""

from __future__ import annotations

from graders.case import Case
from graders.criteria._grouping import Clauses
from graders.criteria._room import Room
from graders.findings import Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion

#: Answers that a reader may doubt: a look, an act, a sentence of the Response.
_FAINT = frozenset({"response.soft", "response.act", "doer.client"})
_FAINTEST = _FAINT - {"response.soft"}


def response(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note has both the response in the session and progress towards a goal.

    "SUDS 80 to 35" is response, "PHQ-9 14, was 17" is progress; "was receptive" is neither.
    "Too early to say" and a client's aside are no progress.
    """
    room = Room(findings)
    answers, progress = room.answers(), room.progress()
    clauses = Clauses(findings, ())
    denied = [*room.denials_of(answers), *room.disputed()]
    if answers and progress:
        if denied:
            return Rating(1, "contradicted", evidence([*answers[:2], *denied], "against"), unsure=True)
        return Rating(
            2,
            "met",
            evidence([clauses.span(each) for each in (*answers[:3], *progress[:3])]),
            unsure=all(each.label in _FAINT for each in answers),
        )
    if answers:
        return Rating(
            1,
            "response_only",
            evidence([clauses.span(each) for each in answers[:3]]),
            unsure=all(each.label in _FAINTEST for each in answers),
        )
    stock = room.stock()
    if progress:
        if stock:
            return Rating(1, "stock_phrase_with_progress", evidence(stock[:2], "near"))
        return Rating(1, "progress_only", evidence([clauses.span(each) for each in progress[:3]]))
    if stock:
        return Rating(1, "stock_phrase", evidence(stock[:2], "near"))
    return _neither(findings)


def _neither(findings: Findings) -> Rating:
    for label, reason in (
        ("progress.withheld", "withheld"),
        ("response.denied", "negated"),
        ("response.empty", "empty_phrase"),
        ("response.recited", "recited"),
        ("response.attendance", "attendance_only"),
    ):
        found = findings.of(label)
        if found:
            return Rating(0, reason, evidence(found[:2], "near"))
    unreal = findings.of(
        "response",
        "change",
        where=lambda f: f.assertion.planned or f.assertion.hypothetical or f.assertion.possible,
    )
    if unreal:
        return Rating(0, "possible", evidence(unreal[:2], "near"))
    return Rating(0, "none")
