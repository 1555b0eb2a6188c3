"""Rates whether the note names current symptoms of the client that fit the diagnosis.

Source: rubric ``medical_necessity.symptoms`` with its rulings; clinical-facts 3.2 to 3.5.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from graders import runtime
from graders.assertion import Assertion
from graders.case import Case
from graders.criteria._bystanders import Bystanders
from graders.criteria._clear import clear, clearest, is_doubtful
from graders.criteria._codes import codes
from graders.criteria._disorders import Disorder, disorder_of, disorders, names, target_of_case
from graders.criteria._grouping import Clauses
from graders.criteria._sharing import sharing
from graders.findings import Finding, Findings
from graders.rating import MOST_SHOWN, Rating, evidence
from graders.rubric import Criterion
from graders.spans import Span
from graders.telling import Clause

#: Sections that say what was or will be done; what they name is not reported as present.
_NOT_REPORTED_IN = frozenset({"plan", "intervention", "action"})
#: Where one of these stands, the clause's symptoms are known.
_KNOWN = ("symptom", "symptom.moved", "symptom.absence", "technique", "risk.ideation")
#: Findings looked at; a note has far fewer, and a text with more is no note.
MOST_READ = 80
#: Chapters of disorders that consist of one such group.
_FACETED = frozenset({"neurodevelopmental", "feeding_eating", "sleep_wake"})
#: Characters behind "to reduce" or "psychoeducation on" in which a symptom is still its object.
_AIM_REACH = 40


def symptoms(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether at least two different current symptoms fit the stated diagnosis.

    "Wakes at four, no appetite" are two; "insomnia, poor sleep" is one said twice; "sad" alone is a
    mood word; "denies panic" and "his mother worries" are none.
    """
    unreported = not_reported_in(findings)
    named = names(findings)
    chapters = _chapters(named, findings, case)
    found = [each for each in findings.of("symptom") if each.section not in unreported][:MOST_READ]
    found = _outside_of([*findings.of("symptom.moved", "technique"), *named], found)
    now = _held_now(found, findings, case)
    named_now = [each for each in now if not each.attribute("vague") and _counts(each, now, findings)]
    doubtful = [each for each in named_now if is_doubtful(each, findings, "symptom")]
    firm = [each for each in named_now if each not in doubtful]
    firm += sharing(firm, findings)
    fitting = _distinct([s for s in firm if not chapters or chapters & set(s.attribute("fits"))], chapters)
    told = _told(findings, case, unreported)
    if len(fitting) + len(told) >= 2:
        if len(_undenied(fitting, findings)) + len(told) < 2:
            return Rating(1, "contradicted", evidence(_quotable(fitting, findings)), unsure=True)
        # What is named comes first: it is what the feedback quotes.
        shown = evidence(_quotable(fitting, findings))
        shown += evidence(clearest(told, findings, "symptom", 2 - len(fitting)))
        return Rating(2, "met", shown, unsure=len(fitting) < 2 or len(fitting) + len(told) == 2)
    if fitting:
        others = [each for each in firm if not chapters & set(each.attribute("fits"))]
        reason = "one_fitting" if others and chapters else "one_symptom"
        return Rating(1, reason, evidence(_quotable(fitting, findings)), unsure=True)
    one = clearest(told, findings, "symptom", 1) or _quotable(doubtful[:1], findings)
    if one:
        return Rating(1, "one_symptom", evidence(one), unsure=True)
    return _none_fitting(firm, now) or _none(found)


def _told(findings: Findings, case: Case, outside: Collection[str]) -> list[Clause]:
    """Symptoms told in words of their own."""
    known = findings.of(*_KNOWN)
    return clear(findings, case, "symptom", known=known, outside=outside, holds=_is_reported)


def _held_now(found: Sequence[Finding], findings: Findings, case: Case) -> list[Finding]:
    """The client's own, of now, and not what the work is for."""
    is_mothers = _is_around_birth(findings, case)
    bystanders = Bystanders(findings, case)
    return [
        each
        for each in found
        if not is_aimed_at(each, findings)
        and (
            _is_now(each) and not _is_anothers(each, bystanders) or is_mothers and _is_her_own(each, findings)
        )
    ]


def _is_anothers(symptom: Finding, bystanders: Bystanders) -> bool:
    """Whether it is somebody else's; a debt that a sister pays is the client's symptom."""
    return not symptom.attribute("by_others") and bystanders.own(symptom)


def _none_fitting(firm: Sequence[Finding], now: Sequence[Finding]) -> Rating | None:
    """The rating of symptoms that fit another diagnosis, or of a bare mood; None without either."""
    strange = [each for each in firm if not each.attribute("everyday")]
    if strange:
        return Rating(1, "not_fitting", evidence(strange, "near"))
    vague = [each for each in now if each.attribute("vague")]
    return Rating(1, "vague_mood", evidence(vague[:1])) if vague else None


def _outside_of(otherwise: Sequence[Finding], found: list[Finding]) -> list[Finding]:
    """Those beyond a moved rating, a disorder's longer name ("obsessional neurosis") or a technique's."""
    if not otherwise:
        return found
    return [
        symptom
        for symptom in found
        if not any(other.label == "symptom.moved" and _begins_in(symptom, other) for other in otherwise)
        and not any(within(symptom, other) for other in otherwise)
    ]


def _begins_in(finding: Finding, other: Finding) -> bool:
    return other.start <= finding.start < other.end


def within(finding: Finding, other: Finding) -> bool:
    """Whether a finding begins in a longer one, which then says what is meant."""
    return _begins_in(finding, other) and other.end - other.start > finding.end - finding.start


def _quotable(found: Sequence[Finding], findings: Findings) -> list[Span]:
    return Clauses(findings, ()).wholes(found[:MOST_SHOWN])


def is_aimed_at(finding: Finding, findings: Findings) -> bool:
    """Whether it is what the work is for or about: "breathing to reduce muscle tension" reports none."""
    aims = findings.in_sentence(finding.sentence, "symptom.aim")
    return any(0 <= finding.start - aim.end <= _AIM_REACH for aim in aims)


def not_reported_in(findings: Findings) -> frozenset[str]:
    """The sections whose symptoms do not count; in GIRP the client's report may stand under Intervention."""
    is_girp = any(section.name == "goal" for section in findings.sections)
    return _NOT_REPORTED_IN - {"intervention"} if is_girp else _NOT_REPORTED_IN


def _is_now(symptom: Finding) -> bool:
    """Whether the client has it now; of what was given up ("no longer plays") "no longer" is the symptom."""
    if symptom.attribute("given_up"):
        return replace(symptom.assertion, negated=False, historical=False).is_present
    return symptom.is_present


def _is_reported(said: Assertion) -> bool:
    """What the client says in so many words is heard only where a phrase names it."""
    return said.is_present and not said.quoted


def _is_around_birth(findings: Findings, case: Case) -> bool:
    """Whether the client's own diagnosis is one around a birth, so that "the mother" is the client."""
    sheet = findings.of_text(case.diagnosis_name)
    return bool(sheet.of("symptom.around_birth") or findings.present("symptom.around_birth"))


def _is_her_own(symptom: Finding, findings: Findings) -> bool:
    """Whether it is said of "the mother" as its subject, and of her alone: not of "her mother"."""
    if symptom.assertion.experiencer != "family":
        return False
    subjects = findings.in_sentence(symptom.sentence, "symptom.mother_speaks")
    return (
        any(subject.end <= symptom.start for subject in subjects)
        and replace(symptom.assertion, experiencer="client").is_present
    )


def _counts(symptom: Finding, now: Sequence[Finding], findings: Findings) -> bool:
    """Thoughts of death in the risk passage belong to risk; listed among other symptoms they count."""
    if not symptom.attribute("risk"):
        return True
    beside = [each for each in now if each.sentence == symptom.sentence and not each.attribute("risk")]
    return bool(beside) and not findings.in_sentence(symptom.sentence, "symptom.risk_passage")


def _distinct(found: Iterable[Finding], chapters: set[str]) -> list[Finding]:
    """One finding for each group, none lying over another: the same words are no two symptoms.

    Where one group is the disorder itself, its facets are apart: attention ("rereads", "drifts off"),
    eating, sleep.
    """
    chosen: list[Finding] = []
    for symptom in sorted(found, key=lambda each: (each.start, -each.end)):
        repeats = any(_about(symptom, chapters) == _about(each, chapters) for each in chosen)
        overlaps = any(symptom.start < each.end and each.start < symptom.end for each in chosen)
        if not repeats and not overlaps:
            chosen.append(symptom)
    return chosen


def _about(symptom: Finding, chapters: set[str]) -> str:
    facet = symptom.attribute("facet") if _FACETED & chapters else None
    return facet or symptom.attribute("group")


def _undenied(fitting: Sequence[Finding], findings: Findings) -> list[Finding]:
    """The symptoms that nothing else calls absent: "mood low daily" and "mood is good today"."""
    absent = {each.attribute("of") for each in findings.present("symptom.absence")}
    if "all" in absent:
        return []
    denied = {
        findings.quote(each).lower()
        for each in findings.of("symptom", where=_is_denied)
        if not findings.in_sentence(each.sentence, "symptom.no_denial")
    }
    return [
        each
        for each in fitting
        if each.attribute("group") not in absent and findings.quote(each).lower() not in denied
    ]


def _is_denied(symptom: Finding) -> bool:
    return symptom.assertion.negated and replace(symptom.assertion, negated=False).is_present


def _chapters(named: Iterable[Finding], findings: Findings, case: Case) -> set[str]:
    """The chapters that a fitting symptom speaks for: of the stated diagnosis, else of the case's."""
    stated = [
        disorders()[name.attribute("disorder")]
        for name in named
        if name.is_present and name.attribute("standing") in ("dsm", "related", "outdated")
    ]
    stated += [disorder for code in codes(findings.note) if (disorder := disorder_of(code.text))]
    target = target_of_case(case, findings)
    if target and target.disorder and (not stated or target.disorder in stated):
        stated = [target.disorder]
    return {chapter for disorder in stated for chapter in _shown_by(disorder)}


def _shown_by(disorder: Disorder) -> tuple[str, ...]:
    also = runtime.compiled()["tables"]["symptoms"]["also_shows"]
    return (*disorder.chapters, *also.get(disorder.id, ()))


def _none(found: Sequence[Finding]) -> Rating:
    """Why what the note says of symptoms does not count."""
    for symptom in found:
        said = symptom.assertion
        if symptom.attribute("risk") and said.is_present:
            return Rating(0, "risk_passage_only", evidence([symptom], "near"))
        if said.experiencer != "client":
            return Rating(0, "other_person", evidence([symptom], "near"))
        if said.negated:
            return Rating(0, "negated", evidence([symptom], "near"))
        if said.historical:
            return Rating(0, "past", evidence([symptom], "near"))
        if said.possible or said.hypothetical or said.planned:
            return Rating(0, "possible", evidence([symptom], "near"))
    return Rating(0, "none")
