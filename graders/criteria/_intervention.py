"""Turns what a note says about the therapist's work into the rating of medical_necessity.intervention."""

from __future__ import annotations

from collections.abc import Sequence

from graders.assertion import Assertion
from graders.case import Case
from graders.criteria._clear import clear
from graders.criteria._grouping import Clauses
from graders.criteria._quoting import shown
from graders.criteria._session_work import SessionWork, session_work, side_by_side
from graders.findings import Finding, Findings
from graders.rating import Evidence, Rating, evidence
from graders.rubric import Criterion
from graders.telling import Clause

#: Where nothing is told of the session's work.
_NO_WORK = frozenset({"plan", "goal", "service", "diagnosis", "medication", "signature", "subjective"})


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
    aims, done = _told(findings, case, work)
    done = techniques or done
    for act in done:
        aim = next((each for each in aims if 0 <= each.sentence - act.sentence <= 1), None)
        if aim:
            return Rating(2, "met", shown(findings, clauses, [act, aim]), unsure=True)
    if techniques:
        return Rating(1, "no_purpose", shown(findings, clauses, techniques))
    if done:
        return Rating(1, "no_purpose", shown(findings, clauses, done[:2]), unsure=True)
    return _without_technique(findings, clauses, work, described)


#: Where one of these stands, the clause tells of no specific work.
_KNOWN = ("intervention.recited", "technique.screen")


def _told(findings: Findings, case: Case, work: SessionWork) -> tuple[list[Clause], list[Clause]]:
    """What work was for, and specific work, both told in words of their own."""
    undone = [each for each in findings.of("technique") if not work.is_done(each)]
    known = [*undone, *findings.of(*_KNOWN)]
    aims = clear(findings, case, "purpose", known=undone, outside=_NO_WORK, holds=_is_aim)
    done = clear(findings, case, "work", known=known, outside=_NO_WORK, holds=_is_done)
    general = {each.sentence for each in [*work.general(), *findings.of("filler")]}
    return aims, [each for each in done if each.sentence not in general]


def _is_aim(said: Assertion) -> bool:
    """What the work was for is still to come: "so that she could sit with it"."""
    return not said.historical


def _is_done(said: Assertion) -> bool:
    return not (said.negated or said.planned or said.hypothetical or said.possible)


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
