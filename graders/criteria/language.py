"""Rates the language of a note: whether people come first and nobody is labelled, judged or doubted.

The wordings are lexicons/person_first_*.yaml; each names the source it rests on.
"""

from __future__ import annotations

from graders.case import Case
from graders.criteria._wordings import wordings
from graders.findings import Finding, Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion

#: The reason in rubric.yaml for each group of wordings.
_REASONS = {"label_first": "label_first", "stigma": "stigma", "doubt": "doubt", "blame": "stigma"}


def person_first(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the writer's own words label, judge or doubt the client or anyone else.

    Quoted words are not the writer's, nor is what somebody says or fears of themselves ("she calls
    herself lazy"): such a place makes the rating unsure and costs nothing.
    """
    found = wordings(findings)
    if not found.counted:
        return Rating(2, "met", evidence(found.left, "near"), unsure=bool(found.left))
    first = found.counted[0]
    count = len(found.counted)
    values = {"better": _text(first, "better"), "why": _text(first, "reason"), "count": str(count)}
    places = evidence(found.counted, "against")
    if count == 1:
        return Rating(1, _REASONS[first.attribute("group")], places, unsure=bool(found.left), values=values)
    return Rating(0, "several", places, values=values)


def _text(finding: Finding, name: str) -> str:
    value = finding.attribute(name)
    return str(value[0] if isinstance(value, list) else value)
