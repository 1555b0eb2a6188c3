"""Turns what a note says about the therapist's work into the rating of medical_necessity.intervention."""

from __future__ import annotations

from graders.case import Case
from graders.criteria._grouping import Clauses
from graders.criteria._session_work import SessionWork, session_work, side_by_side
from graders.findings import Finding, Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion
from graders.spans import Span


def intervention(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note says what the therapist did and what it was for.

    Only what was done in the session counts: "exposure next week" is a plan, "used breathing at
    home" is the client's.  "I had her argue both columns of the page" is a technique described.
    """
    work = session_work(findings)
    techniques = work.techniques()
    listed = work.long_list(techniques)
    if listed:
        values = {"count": str(len(side_by_side(listed)))}
        return Rating(1, "long_list", evidence(listed, "near"), values=values)
    denied = [*findings.of("undone.none"), *work.taken_back(techniques)]
    if techniques and denied:
        return Rating(1, "contradicted", evidence([*techniques[:2], *denied[:1]], "against"), unsure=True)
    purposeful = [each for each in techniques if work.purposes_of(each)]
    if purposeful:
        first = purposeful[0]
        return Rating(
            2,
            "met",
            evidence(_in_context(findings, [first, *work.purposes_of(first)[:1], *purposeful[1:]])),
            unsure=work.is_thin(purposeful),
        )
    described = work.described()
    for act in described:
        if work.purposes_of(act):
            return Rating(
                2, "met", evidence(_in_context(findings, [act, *work.purposes_of(act)[:1]])), unsure=True
            )
    if techniques:
        return Rating(1, "no_purpose", evidence(techniques))
    return _without_technique(findings, work, described)


def _without_technique(findings: Findings, work: SessionWork, described: list[Finding]) -> Rating:
    general = work.general()
    purposeful = [each for each in general if work.purposes_of(each)]
    if purposeful:
        return Rating(1, "generic", evidence(purposeful, "near"))
    schools = work.done("technique.modality", needs_doer=True)
    if schools:
        return Rating(1, "school_only", evidence(schools, "near"), unsure=True)
    screened = work.done("technique.screen", needs_doer=False)
    if screened:
        return Rating(1, "screening_or_safety_only", evidence(screened, "near"))
    if general:
        return Rating(0, "unnamed_skill", evidence(general, "near"))
    if described:
        return Rating(1, "no_purpose", evidence(_in_context(findings, described), "near"), unsure=True)
    filler = work.fillers()
    if filler:
        return Rating(0, "support_only", evidence(filler[:2], "near"))
    recited = findings.of("intervention.recited")
    if recited:
        return Rating(0, "recited", evidence(recited[:1], "near"))
    undone = [each for each in findings.of("technique") if not work.is_done(each)]
    if undone:
        reason = (
            "planned"
            if any(each.assertion.planned or each.section == "plan" for each in undone)
            else "negated"
        )
        return Rating(0, reason, evidence(undone[:2], "near"))
    return Rating(0, "none")


def _in_context(findings: Findings, found: list[Finding]) -> list[Span]:
    """The findings with their clauses: "so the alarm could" alone tells a reader little."""
    clauses = Clauses(findings, ())
    return [clauses.span(each) for each in found]
