"""Rates a psychotherapy note: what the law excludes from it, and its discretion.

After 45 CFR 164.501 (lexicons/psychotherapy.yaml) and the rubric's rulings.
"""

from __future__ import annotations

from graders.case import Case
from graders.criteria._discreet import lapses
from graders.criteria._excluded import excluded_items
from graders.criteria._items import rated_by_items
from graders.findings import Findings
from graders.rating import Rating
from graders.rubric import Criterion


def exclusions(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note keeps clear of what the definition of psychotherapy notes excludes.

    "Nightmares down from five to three" is symptoms and progress, two items; "time" as a theme is none.
    """
    return rated_by_items(excluded_items(findings))


def discretion(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note stays general: no names, no quotations, nothing that would harm if disclosed."""
    return rated_by_items(lapses(findings, case))
