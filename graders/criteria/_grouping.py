"""Groups findings by the sentence or the clause that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from graders.findings import Finding, Findings

#: Nobody writes more of one kind into a sentence; hostile text does, and must not cost a square.
_MOST = 40

BySentence = Mapping[int, list[Finding]]


def by_sentence(found: Iterable[Finding]) -> dict[int, list[Finding]]:
    """The findings of each sentence, in order of place."""
    groups: dict[int, list[Finding]] = {}
    for finding in found:
        group = groups.setdefault(finding.sentence, [])
        if len(group) < _MOST:
            group.append(finding)
    return groups


class Clauses:
    """The clauses of a note (between commas, colons, brackets, dashes and sentence ends) and what stands in each."""

    def __init__(self, findings: Findings, labels: Iterable[str]) -> None:
        parted = {token.start for token in findings.note.tokens if token.parted}
        self._starts = sorted(parted | {sentence.start for sentence in findings.sentences})
        self._length = len(findings.note.text)
        self._groups: dict[tuple[int, str], list[Finding]] = {}
        for finding in findings.of(*labels):
            group = self._groups.setdefault((self.index(finding.start), finding.label), [])
            if len(group) < _MOST:
                group.append(finding)

    def index(self, position: int) -> int:
        return bisect_right(self._starts, position)

    def beside(self, finding: Finding, *labels: str) -> list[Finding]:
        """The findings with one of the labels in the clause where this one begins."""
        clause = self.index(finding.start)
        return [each for label in labels for each in self._groups.get((clause, label), ())]

    def width(self, finding: Finding) -> int:
        """How many characters the clause where the finding begins is long."""
        clause = self.index(finding.start)
        start = self._starts[clause - 1] if clause else 0
        return (self._starts[clause] if clause < len(self._starts) else self._length) - start
