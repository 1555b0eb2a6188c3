"""Turns what a note says about the therapist's work into the rating of medical_necessity.intervention."""

from __future__ import annotations

from collections.abc import Sequence

from graders.case import Case
from graders.criteria._grouping import Clauses
from graders.criteria._quoting import shown
from graders.criteria._session_work import SessionWork, session_work, side_by_side
from graders.findings import Finding, Findings
from graders.rating import Evidence, Rating, evidence
from graders.rubric import Criterion


def intervention(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note says what the therapist did and what it was for.

    Only what was done in the session counts: "exposure next week" is a plan, "used breathing at
    home" is the client's.  "I had her argue both columns of the page" is a technique described.
    """
    work, clauses = session_work(findings), Clauses(findings, ())
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
            shown(findings, clauses, [first, *work.purposes_of(first)[:1], *work.of_other_kinds(purposeful)]),
            unsure=work.is_thin(purposeful),
        )
    described = work.described()
    for act in described:
        if work.purposes_of(act):
            told = shown(findings, clauses, [act, *work.purposes_of(act)[:1]])
            return Rating(2, "met", told, unsure=True)
    if techniques:
        return Rating(1, "no_purpose", shown(findings, clauses, techniques))
    return _without_technique(findings, clauses, work, described)


def _without_technique(
    findings: Findings, clauses: Clauses, work: SessionWork, described: list[Finding]
) -> Rating:
    def near(found: Sequence[Finding]) -> tuple[Evidence, ...]:
        return shown(findings, clauses, found, "near")

    general = work.general()
    purposeful = [each for each in general if work.purposes_of(each)]
    if purposeful:
        return Rating(1, "generic", near(purposeful))
    schools = work.done("technique.modality", needs_doer=True)
    if schools:
        return Rating(1, "school_only", near(schools), unsure=True)
    screened = work.done("technique.screen", needs_doer=False)
    if screened:
        return Rating(1, "screening_or_safety_only", near(screened))
    if general:
        return Rating(0, "unnamed_skill", near(general))
    if described:
        return Rating(1, "no_purpose", near(described), unsure=True)
    filler = work.fillers()
    if filler:
        return Rating(0, "support_only", near(filler[:2]))
    recited = findings.of("intervention.recited")
    if recited:
        return Rating(0, "recited", near(recited[:1]))
    undone = [each for each in findings.of("technique") if not work.is_done(each)]
    if undone:
        reason = (
            "planned"
            if any(each.assertion.planned or each.section == "plan" for each in undone)
            else "negated"
        )
        return Rating(0, reason, near(undone[:2]))
    return Rating(0, "none")
