"""Turns the findings of a note into the wordings that label, judge or doubt somebody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graders.findings import Finding, Findings

#: So many words after "calls herself" or "believes that she" still belong to what is handed on.
_REACH = 6
#: "Felt like a burden": these cues stand right in front of what they hand on.
_CLOSE_REACH = 2
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
    counted: list[Finding] = []
    left: list[Finding] = []
    for finding in findings.of("person_first", where=_is_graded):
        if finding.assertion.negated or _is_handed_on(findings, finding):
            left.append(finding)
        else:
            counted.append(finding)
    return Wordings(tuple(_distinct(findings, counted)), tuple(left))


def _is_graded(finding: Finding) -> bool:
    return finding.attribute("grade", True) and not finding.is_quoted


def _is_handed_on(findings: Findings, finding: Finding) -> bool:
    """Whether the words are somebody else's: "she calls herself lazy", "he fears that he is lazy"."""
    own = findings.in_sentence(finding.sentence, "person_first.writer")
    cues = findings.in_sentence(finding.sentence, "person_first.attributed", "person_first.attributed_close")
    for cue in cues:
        reach = _CLOSE_REACH if cue.label.endswith("close") else _REACH
        if cue.start <= finding.start < cue.end and cue.end >= finding.end:
            continue  # the cue is the wording itself
        if any(each.start < cue.end and cue.start < each.end for each in own):
            continue
        if cue.start < finding.start and _words_between(findings, cue, finding) <= reach:
            return True
    return False


def _words_between(findings: Findings, cue: Finding, finding: Finding) -> int:
    between = findings.note.text[cue.end : max(cue.end, finding.start)]
    return 99 if ";" in between else len(between.split())


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
    """What tells two wordings of one entry apart: the beginning of the longest word.

    All doubts of one kind are one.
    """
    if finding.attribute("group") == "doubt":
        return ""
    words = findings.quote(finding).lower().replace("-", " ").split()
    return max(words, key=len)[:_STEM]
