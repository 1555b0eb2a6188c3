"""Tells of a limit whether it is the client's and of now: not a wife's, a dream's, a past year's or a fear's.

Beyond graders/assertion.py, whose cues reach phrases; a limit is often itself a "not" or an end, and what
is said of its owner, its time and its being so stands elsewhere in the sentence or behind it.
"""

from __future__ import annotations

from graders.criteria._grouping import Clauses
from graders.findings import Finding, Findings

#: Characters behind "before treatment" that are still told of that time.
_PAST_REACH = 90
#: Characters behind "the urge to", "whether it might" that are still their object.
_UNREAL_REACH = 60
#: Characters at the start of a sentence in which "that time is over" speaks of the one before.
_OPENING = 30


def is_elsewhere(limit: Finding, findings: Findings) -> bool:
    """Whether it belongs to another person, another time or no world at all."""
    return (
        _is_anothers(limit, findings)
        or _is_unreal(limit, findings)
        or _is_told_of_the_past(limit, findings)
        or _is_over_since(limit, findings)
    )


def _is_anothers(limit: Finding, findings: Findings) -> bool:
    """Whether another subject is what cannot: "his wife can no longer work", "I could not get to the clinic".

    What follows is theirs too until the client is named: "as her own anxiety keeps her up".
    """
    owners = [
        each
        for each in findings.in_sentence(limit.sentence, "impairment.theirs")
        if each.start <= limit.start and not each.is_quoted
    ]
    if not owners:
        return False
    named = findings.in_sentence(limit.sentence, "impairment.client")
    return not any(owners[-1].end <= each.start <= limit.end for each in named)


def _is_unreal(limit: Finding, findings: Findings) -> bool:
    """Whether it is only weighed, feared or longed for: "the urge to skip", "whether he could lose it"."""
    cues = findings.in_sentence(limit.sentence, "impairment.unreal")
    if not cues:
        return False
    clauses = Clauses(findings, ())
    return any(
        each.start <= limit.start <= each.end + each.attribute("reach", _UNREAL_REACH)
        and (each.attribute("far") or clauses.index(each.end - 1) == clauses.index(limit.start))
        for each in cues
    )


def _is_told_of_the_past(limit: Finding, findings: Findings) -> bool:
    """Whether it is told of a time before the work: "before treatment she could not leave the house"."""
    told = findings.in_sentence(limit.sentence, "impairment.past")
    return any(0 <= limit.start - each.end <= _PAST_REACH for each in told)


def _is_over_since(limit: Finding, findings: Findings) -> bool:
    """Whether it is called over in what follows: "... and that passed", "That time is behind her"."""
    if any(each.start >= limit.end for each in findings.in_sentence(limit.sentence, "impairment.over")):
        return True
    after = limit.sentence + 1
    if after >= len(findings.sentences):
        return False
    opening = findings.sentences[after].start + _OPENING
    called = findings.in_sentence(after, "impairment.over")
    return any(each.start <= opening for each in called if each.attribute("back"))
