"""Turns a note's sections, service facts and length into the ratings of the form domain.

Sources: rubric.yaml, domain form; what belongs in which section: the lesson on note formats.
"""

from __future__ import annotations

from collections.abc import Iterable

from graders.case import Case
from graders.criteria import _placement, _service
from graders.findings import Findings
from graders.rating import MOST_SHOWN, NOT_APPLICABLE, Evidence, HasSpan, Rating, evidence
from graders.rubric import Criterion
from graders.sections import templates


def structure(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the sections asked for are there, labelled, in order and rightly filled.

    "O: Nothing new observed." is not empty.  A template other than the one asked for is level 1,
    and so is one section missing, empty, out of order, or one clear misplacement.
    """
    if case.template not in templates():
        return NOT_APPLICABLE
    layout = _placement.Layout(findings, case.template)
    values = {"template": case.template, "found": layout.other_template, "missing": layout.joined_lacking()}
    if not layout.labelled:
        return Rating(0, "no_sections", values=values)
    if layout.other_template:
        return Rating(1, "other_template", evidence(layout.labels), values=values)
    if len(layout.lacking) > 1:
        return Rating(0, "several_missing", evidence(layout.labels), values=values)
    if layout.moves > 1:
        return Rating(0, "disordered", evidence(layout.labels, "against"), unsure=True, values=values)
    swapped = _placement.swapped(findings, layout)
    if swapped:
        values |= {"section": swapped.section.title(), "belongs": swapped.belongs.title()}
        return Rating(0, "swapped", evidence([swapped], "against"), unsure=True, values=values)
    misplaced = _placement.misplaced(findings, layout)
    if misplaced:
        values |= {
            "section": misplaced[0].section.title(),
            "belongs": misplaced[0].belongs.title(),
            "count": str(len(misplaced)),
        }
    if len(misplaced) > 2:
        return Rating(0, "many_misplaced", evidence(misplaced, "against"), values=values)
    if layout.lacking:
        reason = "section_missing" if layout.missing else "section_empty"
        return Rating(1, reason, evidence(layout.labels), values=values)
    if layout.out_of_order:
        values["section"] = layout.out_of_order.name.title()
        return Rating(
            1, "out_of_order", evidence([layout.label(layout.out_of_order)], "against"), values=values
        )
    if misplaced:
        reason = "misplaced" if len(misplaced) == 1 else "some_misplaced"
        return Rating(1, reason, evidence(misplaced, "against"), unsure=True, values=values)
    return Rating(2, "met", evidence(layout.labels), values=values)


def service(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether modality, frequency or length, and any medication of the case are stated.

    "Individual CBT by video, 50 min, weekly" holds both parts; "Next Tuesday" is no frequency and
    "on meds" names no medication.  A case without medication needs only the first two.  House rules
    may name the parts that are asked for, and a length instead of either.
    """
    facts = _service.facts(findings, case, criterion.options.get("parts"))
    if not facts.kinds:
        return Rating(0, "none", evidence(facts.unnamed, "near"), values={"missing": facts.joined_missing()})
    quotes = _in_turn(facts.modality, facts.extent, facts.medication)
    values = {"missing": facts.joined_missing()}
    denied = [*(facts.denied if "medication" in facts.kinds else ()), *facts.taken_back]
    if denied:
        return Rating(1, "contradicted", (*quotes, *evidence(denied, "against")), values=values)
    if not facts.missing:
        return Rating(2, "met" if facts.has_length else "met_without_minutes", quotes, values=values)
    if len(facts.missing) > 1:
        return Rating(1, "several_missing", quotes, values=values)
    if facts.missing == ("medication",) and facts.unnamed:
        return Rating(1, "medication_unnamed", (*evidence(facts.unnamed, "near"), *quotes), values=values)
    reason = {"modality": "no_modality", "frequency": "no_frequency", "medication": "no_medication"}[
        facts.missing[0]
    ]
    return Rating(1, reason, quotes, values=values)


def _in_turn(*parts: Iterable[HasSpan]) -> tuple[Evidence, ...]:
    """What shows each part, the kind of service first: a sentence about it quotes the first words."""
    shown: list[Evidence] = []
    for part in parts:
        for each in evidence(part):
            if not any(each.start < other.end and other.start < each.end for other in shown):
                shown.append(each)
    return tuple(shown[:MOST_SHOWN])


def concision(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate the length in words: 90 to 350 is met, 60 to 89 and 351 to 500 partly met."""
    words = findings.note.word_count
    values = {"words": str(words)}
    if 90 <= words <= 350:
        return Rating(2, "met", values=values)
    if 60 <= words <= 500:
        return Rating(1, "short" if words < 90 else "long", values=values)
    return Rating(0, "too_short" if words < 60 else "too_long", values=values)
