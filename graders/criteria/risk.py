"""Rates how the note documents risk: status, factors, screen, safety plan, crisis support."""

from __future__ import annotations

from graders.assertion import Assertion
from graders.case import Case
from graders.criteria import _risk_safety as safety
from graders.criteria._clear import clear
from graders.criteria._risk_factors import RiskFactors
from graders.criteria._risk_passage import RiskPassage, passage_of
from graders.criteria._risk_status import RiskStatus
from graders.findings import Finding, Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion
from graders.spans import Span

_FACTORS_FOR_FULL = 2
#: Where one of these stands, what the clause says of risk is known.
_KNOWN = ("risk.factor", "risk.protective", "risk.factors_recited", "risk.no_item")


def status(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note states the current status of the relevant risk.

    A denial with plan and intent addressed counts as much as a report of ideation: the criterion is
    about documenting the question, not about the answer.  "Brother attempted suicide in 2019" does
    not count: the experiencer is not the client.
    """
    stated = RiskStatus(passage_of(findings))
    levels = stated.current_levels()
    if stated.levels_conflict(levels):
        return Rating(1, "conflicting_levels", evidence(stated.quotes(levels), "against"), unsure=True)
    contradiction = stated.contradiction(levels)
    if contradiction:
        return Rating(1, "contradicted", evidence(stated.quotes(contradiction), "against"), unsure=True)
    if levels:
        return Rating(2, "met_level", evidence(stated.quotes(stated.level_phrases(levels))))
    described = stated.ideation_with_plan_or_intent()
    if described:
        return Rating(2, "met_plan_intent", evidence(stated.quotes(described)))
    changed = stated.change()
    if changed:
        return Rating(2, "met_change", evidence(stated.quotes(changed)))
    return _partial_status(stated)


def _partial_status(stated: RiskStatus) -> Rating:
    """The first of the half statements that the note makes, the most telling first."""
    half_statements = (
        ("contract_for_safety", stated.contract),
        ("ideation_without_plan_intent", stated.ideation),
        ("bare_denial", stated.denial),
        ("vague", stated.vague),
    )
    for reason, find in half_statements:
        found = find()
        if found:
            return Rating(1, reason, evidence(stated.quotes(found), "near"))
    return Rating(0, "none")


def factors(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether at least two current or relevant risk factors are named as bearing on risk."""
    passage = passage_of(findings)
    told = RiskFactors(passage)
    bearing = told.bearing_on_risk()
    taken_back = [*told.denied(bearing), *passage.unsaid("factors", bearing)]
    if bearing and taken_back:
        return Rating(1, "contradicted", evidence([*bearing, *taken_back], "against"), unsure=True)
    if len({finding.attribute("group") for finding in bearing}) >= _FACTORS_FOR_FULL:
        return Rating(2, "met", evidence(told.quotes(bearing)))
    listed = told.listed() or told.given() or (bearing and told.behind_colon())
    if len(listed) >= _FACTORS_FOR_FULL:
        return Rating(2, "met", evidence(listed))
    named = bearing or listed
    known = [*named, *findings.of(*_KNOWN)]
    further = clear(findings, case, "risk_factor", known=known, holds=_bears_on_risk)
    kinds = len({each.attribute("group") for each in bearing}) or len(listed)
    if kinds + len(further) >= _FACTORS_FOR_FULL:
        return Rating(2, "met", evidence([*told.quotes(named), *further]), unsure=True)
    if named or further:
        return Rating(1, "one_factor", evidence([*told.quotes(named), *further]), unsure=bool(further))
    recited = findings.of("risk.factors_recited", where=_is_said_of_now)
    if recited:
        return Rating(1, "reviewed_unnamed", evidence(recited, "near"))
    elsewhere = told.elsewhere()
    if elsewhere:
        return Rating(1, "outside_risk", evidence(told.quotes(elsewhere), "near"), unsure=len(elsewhere) == 1)
    return Rating(0, "none")


def _bears_on_risk(said: Assertion) -> bool:
    """A past attempt is a factor, and so is a brother's suicide."""
    return not (said.negated or said.possible or said.hypothetical or said.planned)


def _is_said_of_now(finding: Finding) -> bool:
    said = finding.assertion
    return not (said.negated or said.planned or said.hypothetical or said.possible)


def screen(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether a C-SSRS of this session is there with its result."""
    passage = passage_of(findings)
    columbia = safety.screens(passage, "risk.cssrs")
    with_result = [each for each in columbia if safety.result_of(passage, each)]
    quotes = _screen_quotes(passage, with_result)
    if with_result and safety.screen_contradicted(passage, with_result):
        return Rating(1, "contradicted", evidence(quotes, "against"), unsure=True)
    if with_result:
        return Rating(2, "met", evidence(quotes))
    if columbia:
        return Rating(1, "no_result", evidence(columbia, "near"))
    others = safety.screens(passage, "risk.other_screen")
    with_result = [each for each in others if safety.result_of(passage, each)]
    if with_result:
        return Rating(1, "other_tool", evidence(_screen_quotes(passage, with_result), "near"))
    planned = findings.of("risk.cssrs")
    return Rating(0, "planned" if planned else "none", evidence(planned, "against"))


def _can_be_reached(said: Assertion) -> bool:
    """What the client may or will call in a crisis is there now."""
    return not (said.negated or said.possible or said.hypothetical) and said.experiencer == "client"


def _screen_quotes(passage: RiskPassage, screens: list[Finding]) -> list[Span]:
    return [span for each in screens for span in safety.screen_quote(passage, each)]


def safety_plan(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether a safety plan was made, changed or reviewed this session."""
    passage = passage_of(findings)
    done, mentioned, postponed = safety.safety_plans(passage)
    quotes = [span for each in done for span in safety.safety_plan_quote(passage, each)]
    denied = passage.unsaid("safety_plan", done)
    if denied:
        return Rating(1, "contradicted", evidence([*quotes, *denied], "against"), unsure=True)
    if done:
        return Rating(2, "met", evidence(quotes))
    if mentioned:
        return Rating(1, "mentioned_only", evidence(mentioned, "near"))
    contract = findings.of("risk.contract")
    if contract:
        return Rating(1, "contract_for_safety", evidence(contract, "near"))
    return Rating(0, "future" if postponed else "none", evidence(postponed, "against"))


def crisis_support(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note says whom the client can reach at any hour: a service or a named person."""
    passage = passage_of(findings)
    lines: list[Finding] = safety.crisis_lines(passage)
    people = safety.support_people(passage)
    denied = passage.unsaid("crisis_support", [*lines, *people])
    if denied:
        return Rating(1, "contradicted", evidence([*lines, *people, *denied], "against"), unsure=True)
    if not (lines or people):
        known = findings.of("risk.vague_resources", "risk.offer_later")
        told = clear(findings, case, "crisis", known=known, holds=_can_be_reached)
        told = [each for each in told if each.sentence in passage.sentences]
        if told:
            return Rating(2, "met_person", evidence(told[:2]), unsure=True)
    if lines or people:
        reason = "met_service" if lines else "met_person"
        shown = [evidence(safety.told_once(passage, each)) for each in (lines, people)]
        return Rating(2, reason, shown[0] + shown[1])
    vague = safety.vague_resources(passage)
    if vague:
        return Rating(1, "resources_unnamed", evidence(vague, "near"))
    return Rating(0, "none")
