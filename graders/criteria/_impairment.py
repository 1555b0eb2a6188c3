"""Rates whether the note names an area of life and how the symptoms limit it.

Source: rubric ``medical_necessity.impairment`` with its rulings; clinical-facts 2.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graders import runtime
from graders.case import Case
from graders.criteria._clear import clear, clearest, is_doubtful
from graders.criteria._grouping import Clauses, by_sentence
from graders.criteria._limit_cause import has_cause, is_explained, is_outer
from graders.criteria._limit_scope import is_elsewhere
from graders.criteria._symptoms import MOST_READ, is_aimed_at, not_reported_in, within
from graders.findings import Finding, Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion
from graders.spans import Span
from graders.telling import Clause, telling, threshold

#: Characters between a limit and the area it belongs to; further apart they are two thoughts.
_REACH = 90
#: The same for a mere sign of loss, which says less by itself.
_NEAR = 50
#: A limit and its cause are shown in one quote up to so many characters.
_LONGEST = 200
#: What the client works on is no report of a loss.
_WORK = ("technique", "act.strong", "homework")


@dataclass(frozen=True)
class Limit:
    """A limit in an area of life: ``tied`` says whether the symptoms are named as its cause."""

    finding: Finding
    area: str
    tied: bool
    span: Span


def impairment(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether a limit in an area of life is tied to the symptoms.

    "Late four times because of the rituals" is complete; "has taken time off" lacks the tie,
    "affects daily functioning" the area; "no longer misses work" is no limit.
    """
    limits = [limit for each in _reported(findings, "impairment.limit") if (limit := _placed(each, findings))]
    if not any(limit.tied for limit in limits):
        limits += _losses(findings)
    intact = findings.present("impairment.intact")[:MOST_READ]
    doubtful = [limit for limit in limits if is_doubtful(limit.span, findings, "limit")]
    limits = [limit for limit in limits if limit not in doubtful]
    limits = _outside_of(intact, limits)
    tied = [limit for limit in limits if limit.tied]
    if limits and not _undenied(tied or limits, findings):
        return Rating(1, "contradicted", evidence(_in_clauses(limits[:1], findings)), unsure=True)
    if tied:
        return Rating(2, "met", evidence(_in_clauses(_best(tied, findings), findings)), unsure=len(tied) == 1)
    told = _told(findings, case, intact)
    explained = [clause for clause in told if _is_explained(clause, findings)]
    if explained and not any(each.attribute("whole") for each in intact):
        return Rating(2, "met", evidence(clearest(explained, findings, "limit", 1)), unsure=True)
    if limits:
        return Rating(1, "no_tie", evidence(_in_clauses(limits[:1], findings)), unsure=True)
    if told:
        return Rating(1, "no_tie", evidence(clearest(told, findings, "limit", 1)), unsure=True)
    if doubtful:
        return Rating(1, "no_tie", evidence(_in_clauses(doubtful[:1], findings)), unsure=True)
    for label, reason in (("impairment.time", "time_lost"), ("impairment.sweeping", "no_area")):
        found = _reported(findings, label)
        if found:
            return Rating(1, reason, evidence(found[:1]))
    return _none(findings)


def _outside_of(intact: Sequence[Finding], limits: Sequence[Limit]) -> list[Limit]:
    """The limits that are not themselves called intact: "home and court date all in order"."""
    return [
        limit
        for limit in limits
        if not any(each.start <= limit.finding.start and limit.finding.end <= each.end for each in intact)
    ]


def _best(tied: Sequence[Limit], findings: Findings) -> Sequence[Limit]:
    """Those to show: the client's own rather than another's part, rather with a stated cause."""
    own = [limit for limit in tied if not limit.finding.attribute("by_others")] or tied
    stated = [limit for limit in own if limit.finding.attribute("ties") or _cause_of(limit, findings)]
    return stated or [limit for limit in own if has_cause(limit.finding.sentence, findings)] or own


def _cause_of(limit: Limit, findings: Findings) -> Finding | None:
    """The nearest stated cause in the sentence, up to a semicolon."""
    text = findings.note.text
    return min(
        (
            each
            for each in findings.in_sentence(limit.finding.sentence, "impairment.reason")
            if ";" not in text[min(each.start, limit.span.end) : max(each.start, limit.span.start)]
        ),
        key=lambda each: max(each.start - limit.span.end, limit.span.start - each.end),
        default=None,
    )


def _in_clauses(limits: Sequence[Limit], findings: Findings) -> list[Span]:
    """The limits with the words around them and the cause: "skipped a family" alone tells a reader little."""
    clauses = Clauses(findings, ())
    return [_with_cause(limit, clauses.bare(limit.span), clauses, findings) for limit in limits]


def _with_cause(limit: Limit, span: Span, clauses: Clauses, findings: Findings) -> Span:
    """The span to the clause next to it that states the cause, if one does."""
    cause = _cause_of(limit, findings) if limit.tied else None
    if not cause or clauses.index(cause.start) in (clauses.index(span.start), clauses.index(span.end - 1)):
        return span
    why = clauses.bare(cause)
    start, end = min(span.start, why.start), max(span.end, why.end)
    return Span(start, end) if end - start <= _LONGEST else span


def _losses(findings: Findings) -> list[Limit]:
    """Losses told in no set phrase: a sign of loss beside an area, with a cause in the sentence.

    "So little energy that the boat lies untouched" is one, "as she dare not speak she was wet twice";
    "he did not bring up his wife" has no cause, "now that she sleeps he is no longer late" is a gain.
    """
    found: list[Limit] = []
    for sentence, signs in by_sentence(_reported(findings, "impairment.loss")).items():
        if findings.in_sentence(sentence, "impairment.better", *_WORK):
            continue
        if not has_cause(sentence, findings):
            signs = [sign for sign in signs if sign.attribute("strong") and is_explained(sign, findings)]
        pair = _nearest(signs, findings.in_sentence(sentence, "impairment.area")[:MOST_READ])
        if pair:
            sign, area = pair
            span = Span(min(sign.start, area.start), max(sign.end, area.end))
            found.append(Limit(sign, area.attribute("area"), not is_outer(sentence, findings), span))
    return found


def _nearest(signs: Sequence[Finding], areas: Sequence[Finding]) -> tuple[Finding, Finding] | None:
    """The sign of loss and the area that stand closest together, the one not within the other."""
    pairs = [
        (_distance(area, sign), sign, area)
        for sign in signs
        for area in areas
        if not (area.start <= sign.start and sign.end <= area.end)
    ]
    distance, sign, area = min(pairs, key=lambda pair: pair[0], default=(_NEAR + 1, None, None))
    return (sign, area) if sign and area and distance <= _NEAR else None


def _reported(findings: Findings, label: str) -> list[Finding]:
    unreported = not_reported_in(findings)
    found = [each for each in findings.of(label, where=_holds) if each.section not in unreported][:MOST_READ]
    work = findings.of("technique")
    return [
        each
        for each in found
        if not is_aimed_at(each, findings)
        and not is_elsewhere(each, findings)
        and not any(within(each, other) for other in work)
    ]


def _holds(finding: Finding) -> bool:
    """Whether it is so; a limit that is itself a "not" or an end ("quit the choir") is one all the same."""
    if finding.attribute("negates"):
        return replace(finding.assertion, negated=False, historical=False).is_present
    if finding.attribute("by_others"):
        return replace(finding.assertion, experiencer="client").is_present
    return finding.is_present


def _placed(limit: Finding, findings: Findings) -> Limit | None:
    """The limit in its area: its own, else the nearest named in the sentence; None without one."""
    around = [
        area
        for area in findings.in_sentence(limit.sentence, "impairment.area")
        if max(area.start - limit.end, limit.start - area.end) <= _REACH
    ]
    nearest = min(around, key=lambda area: _distance(area, limit), default=None)
    area = limit.attribute("area") or (nearest.attribute("area") if nearest else "")
    if not area:
        # "Will not board because ..." tells by itself that something of daily life is left.
        if not (limit.attribute("open") and has_cause(limit.sentence, findings)):
            return None
        area = "daily_life"
    start = min(limit.start, nearest.start) if nearest else limit.start
    end = max(limit.end, nearest.end) if nearest else limit.end
    return Limit(limit, area, _is_tied(limit, findings), Span(start, end))


def _distance(area: Finding, limit: Finding) -> int:
    return max(0, area.start - limit.end, limit.start - area.end)


def _is_tied(limit: Finding, findings: Findings) -> bool:
    """Whether a cause is stated in the sentence, or a symptom in it or in the one that it follows from."""
    if limit.attribute("ties"):
        return True
    if is_outer(limit.sentence, findings):
        return False
    if has_cause(limit.sentence, findings, "impairment.when"):
        return True
    if limit.attribute("bare"):
        return False
    return is_explained(limit, findings)


def _told(findings: Findings, case: Case, intact: Sequence[Finding]) -> list[Clause]:
    """The limits told in words of their own, where the phrases that are known say nothing else."""
    known = findings.of("technique", "impairment.unreal", "impairment.better")
    limits = findings.of("impairment.limit")[:MOST_READ]
    unreal = {each.sentence for each in limits if not _holds(each) or is_elsewhere(each, findings)}
    told = clear(findings, case, "limit", known=[*intact, *known], outside=not_reported_in(findings))
    return [each for each in told if each.sentence not in unreal and not is_elsewhere(each, findings)]


def _is_explained(limit: Clause, findings: Findings) -> bool:
    """Whether a cause is stated in the sentence, or a symptom in it or in the one before."""
    if is_outer(limit.sentence, findings):
        return False
    if has_cause(limit.sentence, findings, "impairment.when"):
        return True
    if any(each.is_present for each in findings.in_sentence(limit.sentence, "symptom")):
        return True
    near = (limit.sentence - 1, limit.sentence)
    return any(
        each.sentence in near and not findings.assertion_of(each.start, each.end).quoted
        for each in telling(findings).told("symptom", threshold("symptom"))
    )


def _undenied(limits: Sequence[Limit], findings: Findings) -> list[Limit]:
    """The limits that nothing takes back: "work is fine" does so at work, "intact in all areas" anywhere."""
    intact = findings.present("impairment.intact")[:MOST_READ]
    if any(each.attribute("whole") for each in intact):
        return []
    named = {limit.finding.id for limit in limits}
    denied = findings.of(
        "impairment.limit", where=lambda each: each.id in named and _is_plainly_negated(each)
    )
    fine = {area for each in (*intact, *denied[:MOST_READ]) for area in _areas_in(each, findings)}
    denying = [each for each in intact if not _is_set_against(each, findings)]
    claimed = {each.sentence: _kin(_areas_in(each, findings)) for each in denying}
    same = {
        limit.finding.sentence
        for limit in limits
        if _kin({limit.area}) & claimed.get(limit.finding.sentence, set())
    }
    over = [limit.finding for limit in limits if limit.area in fine or limit.finding.sentence in same]
    # One limit may be heard twice, in two areas: "missed six days" of work, and of the school beside it.
    return [
        limit
        for limit in limits
        if not any(each.start < limit.finding.end and limit.finding.start < each.end for each in over)
    ]


def _kin(areas: Iterable[str]) -> set[str]:
    kin = runtime.compiled()["tables"]["impairment_told"]["kin"]
    return {kin.get(area, area) for area in areas}


def _is_set_against(intact: Finding, findings: Findings) -> bool:
    """Whether the sentence sets the two apart, "while work is intact now"; "and" makes them one claim."""
    return bool(findings.in_sentence(intact.sentence, "impairment.contrast"))


def _areas_in(finding: Finding, findings: Findings) -> set[str]:
    return {
        area.attribute("area")
        for area in findings.in_sentence(finding.sentence, "impairment.area")
        if finding.start <= area.end and area.start <= finding.end
    }


def _is_plainly_negated(finding: Finding) -> bool:
    said = finding.assertion
    return (
        said.negated
        and not finding.attribute("negates")
        and not said.historical
        and not said.hypothetical
        and said.experiencer == "client"
    )


def _none(findings: Findings) -> Rating:
    """What the note has in place of a limit."""
    intact = findings.present("impairment.intact")
    if intact:
        return Rating(0, "intact", evidence(intact[:1], "near"))
    for limit in findings.of("impairment.limit", "impairment.sweeping"):
        said = limit.assertion
        reasons = (
            (said.experiencer != "client", "other_person"),
            (said.negated, "negated"),
            (said.historical, "past"),
            (said.possible or said.hypothetical or said.planned, "possible"),
        )
        for holds, reason in reasons:
            if holds:
                return Rating(0, reason, evidence([limit], "near"))
    recited = findings.of("impairment.recited")
    if recited:
        return Rating(0, "recited", evidence(recited[:1], "near"))
    areas = _reported(findings, "impairment.area")
    if areas:
        return Rating(0, "area_without_limit", evidence(areas[:1], "near"))
    return Rating(0, "none")
