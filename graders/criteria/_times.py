"""Turns the times named around a change into whether it tells of weeks or of this session."""

from __future__ import annotations

from collections.abc import Iterable

from graders.criteria._grouping import by_sentence
from graders.findings import Finding, Findings

#: Earlier or other time this close to a change makes it one over weeks, not one in the room.
_REACH = 60


class Times:
    """The other times and the ends of the session that the sentences of a note name."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._others = by_sentence(findings.of("over.time"))
        self._closes = by_sentence(findings.of("at.close"))

    def has_other(self, sentence: int) -> bool:
        """Whether the sentence names another time than this session's."""
        return sentence in self._others

    def has_close(self, sentence: int) -> bool:
        """Whether the sentence names the end of this session."""
        return sentence in self._closes

    def is_over_time(self, finding: Finding) -> bool:
        """Whether other times stand nearer to it than the end of this session."""
        weeks = _nearest(finding, self._others_of(finding))
        return weeks < _REACH and weeks <= _nearest(finding, self._closes.get(finding.sentence, ()))

    def _others_of(self, finding: Finding) -> list[Finding]:
        """Other times told in its sentence, but not before a semicolon: "one act a day; mood 1 to 3"."""
        others = self._others.get(finding.sentence, [])
        if not others:
            return []
        text, sentence = self._findings.note.text, self._findings.sentences[finding.sentence]
        first = text.rfind(";", sentence.start, finding.start) + 1
        return [each for each in others if each.start >= first]


def _nearest(finding: Finding, others: Iterable[Finding]) -> int:
    """How many characters part it from the nearest of the others; 0 where one lies over it."""
    gaps = (max(0, each.start - finding.end, finding.start - each.end) for each in others)
    return min(gaps, default=_REACH)
