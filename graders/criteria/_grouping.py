"""Groups findings by the sentence or the clause that they stand in."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Collection, Iterable

from graders import runtime
from graders.findings import Finding, Findings
from graders.spans import Span

#: Nobody writes more of one kind into a sentence; hostile text does, and must not cost a square.
_MOST = 40

#: What may stand between two clauses.
_BETWEEN = " \t\r\n.,;:!?()[]-–—*#|\"'“”‘’"


def _dangling() -> Collection[str]:
    return runtime.compiled()["tables"]["words"]["dangling"]


def by_sentence(found: Iterable[Finding]) -> dict[int, list[Finding]]:
    """The findings of each sentence, in order of place."""
    groups: dict[int, list[Finding]] = {}
    for finding in found:
        group = groups.setdefault(finding.sentence, [])
        if len(group) < _MOST:
            group.append(finding)
    return groups


class Clauses:
    """What stands in each clause of a note: between commas, colons, brackets, dashes and sentence ends."""

    def __init__(self, findings: Findings, labels: Iterable[str]) -> None:
        self._starts = _clause_starts(findings)
        self._text = findings.note.text
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

    def whole(self, finding: Finding) -> Span:
        """The finding, or its clause where it breaks off in the middle: "fear of" tells nothing."""
        words = self._text[finding.start : finding.end].split()
        if words and words[-1].lower() in _dangling():
            return self.span(finding)
        return Span(finding.start, finding.end)

    def span(self, finding: Finding | Span) -> Span:
        """The finding with the rest of its clause on both sides, so that a quote can be understood."""
        first, last = self.index(finding.start), self.index(max(finding.start, finding.end - 1))
        start = self._starts[first - 1] if first else finding.start
        end = self._starts[last] if last < len(self._starts) else len(self._text)
        end = start + len(self._text[start:end].rstrip(_BETWEEN))
        return Span(start, max(end, finding.end))


@functools.lru_cache(maxsize=1)
def _clause_starts(findings: Findings) -> list[int]:
    """Where the clauses of a note begin; several criteria ask for them in turn."""
    parted = {token.start for token in findings.note.tokens if token.parted}
    return sorted(parted | {sentence.start for sentence in findings.sentences})
