"""Rates how the note documents risk: status, factors, screen, safety plan, crisis support."""

from __future__ import annotations

from graders.case import Case
from graders.criteria._risk_passage import RiskPassage
from graders.findings import Finding, Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion

_FACTORS_FOR_FULL = 2


def status(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note states the current status of the relevant risk.

    A denial with plan and intent addressed counts as much as a report of ideation: the criterion is
    about documenting the question, not about the answer.  "Brother attempted suicide in 2019" does
    not count: the experiencer is not the client.
    """
    passage = RiskPassage(findings)
    levels = passage.current_levels()
    if passage.levels_conflict(levels):
        return Rating(1, "conflicting_levels", evidence(levels, "against"), unsure=True)
    resolve = passage.resolve_against(levels)
    if resolve:
        return Rating(1, "contradicted", evidence([*levels, *resolve], "against"), unsure=True)
    if levels:
        return Rating(2, "met_level", evidence(passage.level_phrases(levels)))
    described = passage.ideation_with_plan_or_intent()
    if described:
        return Rating(2, "met_plan_intent", evidence(described))
    changed = passage.change_of_status()
    if changed:
        return Rating(2, "met_change", evidence(changed))
    return _partial_status(passage)


def _partial_status(passage: RiskPassage) -> Rating:
    """The first of the half statements that the note makes, the most telling first."""
    half_statements = (
        ("contract_for_safety", passage.contract),
        ("bare_denial", passage.denial),
        ("ideation_without_plan_intent", passage.ideation),
        ("vague", passage.vague),
    )
    for reason, find in half_statements:
        found = find()
        if found:
            return Rating(1, reason, evidence(found, "near"))
    return Rating(0, "none")


def factors(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether at least two current or relevant risk factors are named as bearing on risk."""
    passage = RiskPassage(findings)
    bearing = passage.factors_bearing_on_risk()
    groups = {finding.attribute("group") for finding in bearing}
    if len(groups) >= _FACTORS_FOR_FULL:
        return Rating(2, "met", evidence(bearing))
    listed = passage.factors_listed()
    if len(listed) >= _FACTORS_FOR_FULL:
        return Rating(2, "met", evidence(listed))
    if bearing:
        return Rating(1, "one_factor", evidence(bearing))
    recited = findings.of("risk.factors_recited", where=lambda f: not f.assertion.negated)
    if recited:
        return Rating(1, "reviewed_unnamed", evidence(recited, "near"))
    elsewhere = passage.factors_elsewhere()
    if elsewhere:
        return Rating(1, "outside_risk", evidence(elsewhere, "near"), unsure=len(elsewhere) == 1)
    return Rating(0, "none")


def screen(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether a C-SSRS of this session is there with its result."""
    passage = RiskPassage(findings)
    columbia = passage.screens("risk.cssrs")
    with_result = [finding for finding in columbia if passage.result_of(finding)]
    if with_result and not passage.screen_contradicted():
        return Rating(2, "met", evidence([*with_result, *passage.result_of(with_result[0])]))
    if columbia:
        return Rating(1, "no_result" if not with_result else "contradicted", evidence(columbia, "near"))
    other = [finding for finding in passage.screens("risk.other_screen") if passage.result_of(finding)]
    if other:
        return Rating(1, "other_tool", evidence(other, "near"))
    planned = findings.of("risk.cssrs")
    return Rating(0, "planned" if planned else "none", evidence(planned, "against"))


def safety_plan(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether a safety plan was made, changed or reviewed this session."""
    passage = RiskPassage(findings)
    done, mentioned, postponed = passage.safety_plans()
    if done and not passage.safety_plan_denied():
        return Rating(2, "met", evidence(done))
    if done:
        return Rating(1, "contradicted", evidence(done, "near"), unsure=True)
    if mentioned:
        return Rating(1, "mentioned_only", evidence(mentioned, "near"))
    contract = passage.contract()
    if contract:
        return Rating(1, "contract_for_safety", evidence(contract, "near"))
    return Rating(0, "future" if postponed else "none", evidence(postponed, "against"))


def crisis_support(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note says whom the client can reach at any hour: a service or a named person."""
    passage = RiskPassage(findings)
    lines: list[Finding] = passage.crisis_lines()
    people = passage.support_people()
    if lines or people:
        return Rating(2, "met_service" if lines else "met_person", evidence(lines) + evidence(people))
    vague = passage.vague_resources()
    if vague:
        return Rating(1, "resources_unnamed", evidence(vague, "near"))
    return Rating(0, "none")
