"""Turns response in the session and progress towards a goal into the rating of medical_necessity.response."""

from __future__ import annotations

from collections.abc import Sequence

from graders.case import Case
from graders.criteria._bystanders import Bystanders
from graders.criteria._grouping import Clauses
from graders.criteria._progress import Progress
from graders.criteria._quoting import shown
from graders.criteria._room import Room
from graders.criteria._times import Times
from graders.findings import Finding, Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion

#: Answers that a reader may doubt: a look, an act, a sentence of the Response.
_FAINT = frozenset({"response.soft", "response.act", "doer.client", "work.frame"})
_FAINTEST = _FAINT - {"response.soft"}
#: Where the client's week is told.
_ACCOUNT = frozenset({"subjective", "behavior", "data"})
#: "She said" behind somebody's words.
_ATTRIBUTION = 2
#: So many are looked at for what to show.
_FEW = 8
#: What a reader is shown of each kind.
_MOST_SHOWN = 2


def response(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note has both the response in the session and progress towards a goal.

    "SUDS 80 to 35" is response, "PHQ-9 14, was 17" is progress; "was receptive" is neither.
    "Too early to say" and a client's aside are no progress.
    """
    bystanders, times = Bystanders(findings, case), Times(findings)
    room, course = Room(findings, bystanders, times), Progress(findings, bystanders, times)
    answers, progress = room.answers(), course.stated(room.changes())
    clauses = Clauses(findings, ())
    denied = [*room.denials_of(answers), *course.disputed()]
    if answers and progress:
        if denied:
            return Rating(1, "contradicted", evidence([*answers[:2], *denied], "against"), unsure=True)
        return Rating(
            2,
            "met",
            shown(findings, clauses, [*_telling(findings, clauses, answers), *_firm(progress)]),
            unsure=all(each.label in _FAINT for each in answers),
        )
    if answers:
        return Rating(
            1,
            "response_only",
            shown(findings, clauses, _telling(findings, clauses, answers)),
            unsure=all(each.label in _FAINTEST for each in answers),
        )
    stock = room.stock()
    if progress:
        if stock:
            return Rating(1, "stock_phrase_with_progress", shown(findings, clauses, stock[:2], "near"))
        return Rating(1, "progress_only", shown(findings, clauses, _firm(progress)))
    if stock:
        return Rating(1, "stock_phrase", shown(findings, clauses, stock[:2], "near"))
    return _neither(findings, clauses)


def _telling(findings: Findings, clauses: Clauses, answers: Sequence[Finding]) -> Sequence[Finding]:
    """The answers of the firmest kind that are more than "she said"."""
    moved = [each for each in answers if each.label == "change"]
    firm = (moved or [each for each in answers if each.label not in _FAINT] or answers)[:_FEW]
    full = [each for each in firm if len(findings.quote(clauses.span(each)).split()) > _ATTRIBUTION]
    return (full or firm)[:_MOST_SHOWN]


def _firm(progress: Sequence[Finding]) -> Sequence[Finding]:
    """What is said of goals before what is counted, and the writer's view before the client's account."""
    own = [each for each in progress if each.section not in _ACCOUNT] or progress
    return sorted(own, key=lambda each: each.label != "progress")[:_MOST_SHOWN]


def _clients(findings: Findings, clauses: Clauses, found: Sequence[Finding]) -> Sequence[Finding]:
    """Those that open their clause or stand right behind the client: "Rosalind came in" does neither."""
    return [
        each
        for each in found
        if clauses.span(each).start == each.start
        or any(one.end + 1 == each.start for one in findings.in_sentence(each.sentence, "doer.client"))
    ]


def _neither(findings: Findings, clauses: Clauses) -> Rating:
    for label, reason in (
        ("progress.withheld", "withheld"),
        ("response.denied", "negated"),
        ("response.empty", "empty_phrase"),
        ("response.recited", "recited"),
        ("response.attendance", "attendance_only"),
    ):
        found = findings.of(label)
        if label == "response.attendance":
            found = _clients(findings, clauses, found)
        if found:
            return Rating(0, reason, shown(findings, clauses, found[:2], "near"))
    unreal = findings.of(
        "response",
        "change",
        where=lambda f: f.assertion.planned or f.assertion.hypothetical or f.assertion.possible,
    )
    if unreal:
        return Rating(0, "possible", shown(findings, clauses, unreal[:2], "near"))
    return Rating(0, "none")
