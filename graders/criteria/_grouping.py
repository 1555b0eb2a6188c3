"""Groups findings by the sentence or the clause that they stand in."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from graders import runtime
from graders.findings import Finding, Findings
from graders.rating import HasSpan
from graders.spans import Span

#: Nobody writes more of one kind into a sentence; hostile text does, and must not cost a square.
_MOST = 40

#: A phrase whose clause ends so many words later is shown with them.
_FEW_MORE = 6
#: One that breaks off in the middle, "fear of", takes more.
_SOME_MORE = 10
#: "Slow in movement and reply" takes its second half; a longer one is a phrase of its own.
_AND_ONE = 2
_CLOSING = '"”'

#: What may stand between two clauses.
_BETWEEN = " \t\r\n.,;:!?()[]-–—*#|\"'“”‘’"


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
        self._note = findings.note
        self._words = runtime.compiled()["tables"]["words"]
        self._text = findings.note.text
        self._groups: dict[tuple[int, str], list[Finding]] = {}
        for finding in findings.of(*labels):
            group = self._groups.setdefault((self.index(finding.start), finding.label), [])
            if len(group) < _MOST:
                group.append(finding)

    def index(self, position: int) -> int:
        return bisect_right(self._starts, position)

    def opening(self, position: int) -> int:
        """Where the clause begins that a place of the text stands in."""
        at = self.index(position)
        return self._starts[at - 1] if at else position

    def beside(self, finding: Finding, *labels: str) -> list[Finding]:
        """The findings with one of the labels in the clause where this one begins."""
        clause = self.index(finding.start)
        return [each for label in labels for each in self._groups.get((clause, label), ())]

    def wholes(self, found: Sequence[HasSpan]) -> list[Span]:
        """The phrases, in order of place, each to where its clause or its half of an "and" ends, if near.

        "Mood that flips" is shown with its "within minutes", "up 18 times" with its "gets"; none of them
        goes into the next one.
        """
        ends = [*(each.start for each in found), len(self._text)][1:] if found else []
        return [self._whole(each, end) for each, end in zip(found, ends, strict=True)]

    def unbroken(self, found: Sequence[HasSpan]) -> list[Span]:
        """The phrases as they are; one that breaks off in the middle, "separation from", to where it ends."""
        return [
            self._whole(each, len(self._text))
            if self._text[each.start : each.end].rsplit(None, 1)[-1].lower() in self._words["dangling"]
            else Span(each.start, each.end)
            for each in found
        ]

    def _whole(self, found: HasSpan, limit: int) -> Span:
        tokens, first = self._note.tokens, self._note.token_at(found.start)
        start, end = found.start, self._end(found)
        if first and tokens[first].form in self._words["leaning"] and not self._begins(first):
            start = tokens[first - 1].start
        if end > limit:
            end = found.end
        closes = self._text[start:end].count('"') % 2 and self._text.startswith('"', end)
        return Span(start, end + bool(closes))

    def _end(self, found: HasSpan) -> int:
        """Where the clause, or the half of it, ends that the phrase stands in; its own end if that is far."""
        tokens, after = self._note.tokens, self._note.token_at(found.end)
        last = after
        while last < len(tokens) and last - after <= _SOME_MORE and not self._begins(last):
            if last > after and tokens[last].form in self._words["joining"]:
                break
            if self._text[tokens[last - 1].end] in _CLOSING:
                break
            last += 1
        if last == after:
            return found.end
        ends_clause = last == len(tokens) or self._begins(last)
        most = _SOME_MORE if tokens[after - 1].form in self._words["dangling"] else _FEW_MORE
        if tokens[after].form in self._words["joining"]:
            most = _AND_ONE if ends_clause else 0
        while not ends_clause and last > after and tokens[last - 1].form in self._words["dangling"]:
            last -= 1
        return max(tokens[last - 1].end, found.end) if last - after <= most else found.end

    def _begins(self, at: int) -> bool:
        """Whether a clause begins with this token."""
        start = self._note.tokens[at].start
        return self._starts[bisect_right(self._starts, start) - 1] == start

    def bare(self, finding: HasSpan) -> Span:
        """The clause around the finding without the "so that" or "and" that leads into it."""
        span = self.span(finding)
        leads = self._words["leads_in"]
        tokens, at = self._note.tokens, self._note.token_at(span.start)
        while at < len(tokens) and tokens[at].start < finding.start and tokens[at].form in leads:
            if self._text[tokens[at].start].isupper():
                break
            at += 1
        return Span(max(tokens[at].start, span.start), span.end) if at < len(tokens) else span

    def span(self, finding: HasSpan) -> Span:
        """The finding with the rest of its clause on both sides, so that a quote can be understood."""
        first, last = self.index(finding.start), self.index(max(finding.start, finding.end - 1))
        start = self._starts[first - 1] if first else finding.start
        end = self._starts[last] if last < len(self._starts) else len(self._text)
        end = start + len(self._text[start:end].rstrip(_BETWEEN))
        return Span(start, max(end, finding.end))


@functools.lru_cache(maxsize=1)
def _clause_starts(findings: Findings) -> list[int]:
    """Where the clauses of a note begin; several criteria ask for them in turn."""
    tokens, text = findings.note.tokens, findings.note.text
    titles = runtime.compiled()["tables"]["words"]["titles"]
    parted = {
        token.start
        for before, token in pairwise(tokens)
        # "K. asked", "Dr. Lee": no clause begins behind an initial or a title.
        if token.parted
        and not (
            text[before.end : token.start] in (".", ". ")
            and (len(before.form) == 1 and before.form.isalpha() or before.form in titles)
        )
    }
    first = {tokens[0].start} if tokens else set()
    return sorted(parted | first | {sentence.start for sentence in findings.sentences})
