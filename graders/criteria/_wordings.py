"""Turns the findings of a note into the wordings that label, judge or doubt somebody."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graders import runtime
from graders.findings import Finding, Findings
from graders.quotations import quotation_at

#: So many words after "calls herself" or "believes that she" still belong to what is handed on.
_REACH = 6
#: "Felt like a burden": these cues stand right in front of what they hand on.
_CLOSE_REACH = 2
#: More characters than six words have.
_REACH_CHARACTERS = 120
#: Only so many words behind a comma still belong to what stands in front of it.
_SAME_THOUGHT = 1
_TOO_FAR = 99
#: "these" and a space, and what else may stand in front of it.
_LONGEST_OWNER = 8
#: Classes of words that name whom a wording is about.
_PERSONS = frozenset(("{person_first.pf_person", "{person_first.pf_pronoun", "{person_first.pf_be"))
#: "addict" and "addicts" begin alike.
_STEM = 5


@dataclass(frozen=True)
class Wordings:
    """``counted`` are the writer's own wordings, one finding each.

    ``left`` look like one and are not counted: negated, or handed on from somebody else.
    """

    counted: tuple[Finding, ...]
    left: tuple[Finding, ...]


def wordings(findings: Findings) -> Wordings:
    """The wordings of a note.  The same label twice, or two entries on the same words, are one."""
    cues = _handing_on(findings)
    counted: list[Finding] = []
    left: list[Finding] = []
    for finding in findings.of("person_first", "person_first.marked", where=_is_graded):
        if finding.attribute("in_marks") and not _is_in_marks(findings, finding):
            continue
        cue = _handed_on_by(findings, finding, cues)
        if _is_denied(findings, finding) or cue is not None:
            # A belief under work is plainly the client's; what "she says" may still be the writer's choice.
            if cue is None or not cue.attribute("is_plain"):
                left.append(finding)
        else:
            counted.append(finding)
    return Wordings(tuple(_distinct(findings, counted)), tuple(left))


def _is_graded(finding: Finding) -> bool:
    return finding.attribute("grade", True) and not finding.is_quoted


def _is_in_marks(findings: Findings, finding: Finding) -> bool:
    """Whether the writer sets off the wording's end alone: his "back pain", not "my back pain is worse"."""
    quotation = quotation_at(findings.note.text, finding.end - 1)
    if quotation is None or quotation.start <= finding.start:
        return False
    return not findings.note.text[finding.end : quotation.end].strip(".,;:")


def _is_denied(findings: Findings, finding: Finding) -> bool:
    """Whether a negation takes the wording back: "is not lazy", but not "won't get off his lazy behind"."""
    if not finding.assertion.negated or finding.attribute("has_negation"):
        return False
    before = findings.note.text[max(0, finding.start - _LONGEST_OWNER) : finding.start].lower().split()
    return not before or before[-1] not in _tables()["owned"]


def _handing_on(findings: Findings) -> list[Finding]:
    """The cues that hand on somebody else's words, by where they end, not "I think that she ..."."""
    writers = findings.of("person_first.writer")
    own = {position for each in writers for position in range(each.start, each.end)}
    cues = findings.of("person_first.attributed", "person_first.attributed_close")
    others = [each for each in cues if not own.intersection(range(each.start, each.end))]
    return sorted(others, key=lambda each: each.end)


def _handed_on_by(findings: Findings, finding: Finding, cues: Sequence[Finding]) -> Finding | None:
    """What shows the words to be somebody else's: "she calls herself lazy", "he fears that he is lazy"."""
    after = bisect_left(cues, finding.end, key=lambda each: each.end)
    for index in range(after - 1, -1, -1):
        cue = cues[index]
        if finding.start - cue.end > _REACH_CHARACTERS:
            return None
        reach = _CLOSE_REACH if cue.label.endswith("close") else _REACH
        near = cue.sentence == finding.sentence and cue.start < finding.start
        if near and _words_between(findings, cue, finding) <= reach:
            return cue
    return None


def _words_between(findings: Findings, cue: Finding, finding: Finding) -> int:
    between = findings.note.text[cue.end : max(cue.end, finding.start)]
    # "fears that she is lazy, needy" is one thought; "dread of being left, and a run of needy texts" are two.
    words = between.lower().split()
    later = "," in between and len(between.rpartition(",")[2].split()) > _SAME_THOUGHT
    return _TOO_FAR if later or ";" in between or not _anew().isdisjoint(words) else len(words)


@functools.cache
def _anew() -> frozenset[str]:
    return frozenset(_tables()["anew"])


def _tables() -> Mapping[str, list[str]]:
    tables: Mapping[str, list[str]] = runtime.compiled()["tables"]["person_first"]
    return tables


def _distinct(findings: Findings, found: Sequence[Finding]) -> list[Finding]:
    seen: set[tuple[str, str]] = set()
    distinct: list[Finding] = []
    for finding in sorted(found, key=lambda each: (each.start, -each.end)):
        if distinct and finding.start < distinct[-1].end:
            continue
        key = (finding.id, _core(findings, finding))
        if key not in seen:
            seen.add(key)
            distinct.append(finding)
    return distinct


def _core(findings: Findings, finding: Finding) -> str:
    """What tells two wordings of one entry apart: the beginning of the longest word that names no person.

    All doubts of one kind are one.
    """
    if finding.attribute("group") == "doubt":
        return ""
    words = findings.quote(finding).lower().replace("-", " ").split()
    keys: Mapping[str, list[str]] = runtime.compiled()["lexicon"]["keys"]
    telling = [word for word in words if not _PERSONS.intersection(keys.get(word, ()))]
    return max(telling or words, key=len)[:_STEM]
