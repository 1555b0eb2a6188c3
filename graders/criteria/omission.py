"""Rates what a note leaves out: the retold conversation and what is private beyond need."""

from __future__ import annotations

from graders.case import Case
from graders.criteria._items import rated_by_items
from graders.criteria._private import private_items
from graders.criteria._retelling import Retelling
from graders.findings import Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion

_MANY_QUOTATIONS = 4


def summary(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note sums up the session or retells it turn by turn.

    "Client said that sleep was better" is a summary; "I asked how she had slept, she said fine, I asked
    what had helped" retells.  One short quotation is fine.
    """
    told = Retelling(findings)
    spoken = told.quotations
    turns = evidence(told.retold, "against", most=4)
    quoted = evidence(spoken, "against", most=4)
    values = {"count": str(len(spoken))}
    if told.is_mostly_turns:
        return Rating(0, "both" if len(spoken) > 1 else "mostly_play_by_play", turns, values=values)
    if len(spoken) >= _MANY_QUOTATIONS:
        return Rating(0, "quotations", quoted, unsure=len(spoken) == _MANY_QUOTATIONS, values=values)
    if told.retold:
        if len(spoken) > 1:
            return Rating(1, "both", turns, values=values)
        return Rating(1, "play_by_play", turns, unsure=told.is_slight, values=values)
    if len(spoken) > 1:
        return Rating(1, "quotations", quoted, unsure=len(spoken) == 2, values=values)
    if told.long_quotation is not None:
        return Rating(1, "long_quotation", evidence([told.long_quotation], "against"), values=values)
    return Rating(2, "met_with_quotation" if spoken else "met", evidence(spoken, "near"), values=values)


def privacy(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note holds private detail that neither treatment nor payer needs.

    Names, workplaces, identifiers, blow-by-blow conflict, graphic detail, third parties' private matters,
    hunches and the therapist's own feelings are one item each time.  A crisis contact's name and a
    prescriber are none.
    """
    return rated_by_items(private_items(findings, case))
