"""Rates a psychotherapy note: what the law excludes from it, and its discretion.

After 45 CFR 164.501 (lexicons/psychotherapy.yaml) and the rubric's rulings.
"""

from __future__ import annotations

from collections.abc import Sequence

from graders.case import Case
from graders.criteria._discreet import lapses
from graders.criteria._excluded import excluded_items
from graders.criteria._items import Item, joined_names
from graders.findings import Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion


def exclusions(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note keeps clear of what the definition of psychotherapy notes excludes.

    "Nightmares down from five to three" is symptoms and progress, two items; "time" as a theme is none.
    """
    return _rated(excluded_items(findings))


def discretion(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note stays general: no names, no quotations, nothing that would harm if disclosed."""
    return _rated(lapses(findings, case))


def _rated(items: Sequence[Item]) -> Rating:
    if not items:
        return Rating(2, "met")
    values = {"count": str(len(items)), "items": joined_names(item.kind for item in items)}
    spans = evidence((item.span for item in items), "against")
    unsure = sum(1 for item in items if item.is_sure) < min(2, len(items))
    if len(items) == 1:
        return Rating(1, items[0].kind, spans, unsure=unsure, values=values)
    return Rating(0, "several", spans, unsure=unsure, values=values)
