"""Turns response in the session and progress towards a goal into the rating of medical_necessity.response."""

from __future__ import annotations

from collections.abc import Sequence

from graders.case import Case
from graders.criteria._bystanders import Bystanders
from graders.criteria._clear import clear, is_doubtful
from graders.criteria._grouping import Clauses
from graders.criteria._progress import Progress
from graders.criteria._quoting import shown
from graders.criteria._room import Room
from graders.criteria._times import Times
from graders.findings import Finding, Findings
from graders.rating import HasSpan, Rating, evidence
from graders.rubric import Criterion
from graders.telling import Clause, telling

#: Answers that a reader may doubt: a look, an act, a sentence of the Response.
_FAINT = frozenset({"response.soft", "response.act", "doer.client", "work.frame"})
_FAINTEST = _FAINT - {"response.soft"}
#: Where the client's week is told.
_ACCOUNT = frozenset({"subjective", "behavior", "data"})
#: Where nothing is told of the session, and nothing of its course.
_NO_ANSWERS = frozenset({"plan", "goal", "service", "diagnosis", "medication", "signature"})
#: Where the client's week is told, and nothing else.
_REPORT = frozenset({"subjective", "behavior"})
#: Where one of these stands, what the clause tells is known.
_KNOWN = (
    *("stock", "response.empty", "response.denied", "response.attendance", "response.recited"),
    "progress.withheld",
)
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
    answers = [each for each in room.answers() if not is_doubtful(each, findings, "response")]
    progress = [each for each in course.stated(room.changes()) if not is_doubtful(each, findings, "progress")]
    clauses = Clauses(findings, ())
    denied = [*room.denials_of(answers), *course.disputed()]
    answering = _telling(findings, clauses, answers) or _told_answers(findings, case, room)
    course_told = _firm(progress) or _told_course(findings, case, answering)
    if answering and course_told:
        if denied:
            return Rating(1, "contradicted", evidence([*answering, *denied], "against"), unsure=True)
        return Rating(
            2,
            "met",
            shown(findings, clauses, [*answering, *course_told]),
            unsure=not progress or all(each.label in _FAINT for each in answers),
        )
    if answering:
        return Rating(
            1,
            "response_only",
            shown(findings, clauses, answering),
            unsure=all(each.label in _FAINTEST for each in answers),
        )
    stock = room.stock()
    if course_told:
        if stock:
            return Rating(1, "stock_phrase_with_progress", shown(findings, clauses, stock[:2], "near"))
        return Rating(1, "progress_only", shown(findings, clauses, course_told), unsure=not progress)
    if stock:
        return Rating(1, "stock_phrase", shown(findings, clauses, stock[:2], "near"))
    return _neither(findings, clauses)


def _told_answers(findings: Findings, case: Case, room: Room) -> list[Clause]:
    """Responses told in words of their own."""
    unreal = [each for each in findings.of("response", "change", "response.soft") if not each.is_present]
    known = [*findings.of(*_KNOWN), *unreal]
    told = clear(findings, case, "response", known=known, outside=_NO_ANSWERS | _REPORT)
    told = [each for each in told if room.may_answer(each) and not _is_no_answer(each, findings)]
    return told[:_MOST_SHOWN]


def _is_no_answer(clause: Clause, findings: Findings) -> bool:
    """Whether it rather tells of progress, its sentence that the client came, or it follows a "so that"."""
    if findings.in_sentence(clause.sentence, "response.attendance"):
        return True
    told = telling(findings)
    if told.score_of(clause, "progress") > told.score_of(clause, "response"):
        return True
    return any(each.start <= clause.start for each in findings.in_sentence(clause.sentence, "purpose.plain"))


def _told_course(findings: Findings, case: Case, answers: Sequence[HasSpan]) -> list[Clause]:
    """Progress told in words of its own, and not by what the answers tell already."""
    unreal = [each for each in findings.of("progress", "progress.measure") if not each.is_present]
    known = [*findings.of(*_KNOWN), *unreal, *answers]
    return clear(findings, case, "progress", known=known, outside=_NO_ANSWERS - {"goal"})[:_MOST_SHOWN]


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
