"""Turns a note's findings into how clearly each of its clauses tells a symptom, a limit, a response and so on.

A clause's score is a sum of weights: of the findings and words in it, of the findings in the two clauses on
either side, of its section and its length.  The weights are data (lexicons/telling.yaml), fitted by
benchmarks/telling/fit.py to sentences whose spans were labelled; nothing else decides here.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from graders import runtime
from graders.findings import Findings
from graders.note import Token
from graders.rating import HasSpan

#: A shorter clause belongs to the one before it: "tired, flat and slow" is one.
_LEAST_TOKENS = 3
#: Longer clauses count as this long.
_MOST_TOKENS = 12
#: A note has far fewer clauses; what stands behind them is not scored.
MOST_CLAUSES = 400
#: How far around a clause its neighbours bear on it.
_AROUND = (
    (0, "own", "own"),
    *((distance, f"same {distance:+}", f"other {distance:+}") for distance in (-2, -1, 1, 2)),
)

#: One number holds a weight for every target: adding two of them adds all of these at once.
_LANE = 20
_HALF = 1 << (_LANE - 1)


class Clause(NamedTuple):
    """``text[start:end]``, the sentence it stands in, and its tokens."""

    start: int
    end: int
    sentence: int
    tokens: Sequence[Token]


class Telling:
    """The clauses of a note with their scores; a score of 0 says "as likely as not"."""

    def __init__(self, findings: Findings) -> None:
        self.clauses = clauses(findings)
        self._starts = [clause.start for clause in self.clauses]
        self._targets: Sequence[str] = _data()["targets"]
        weights, bias = _packed()
        sums = [bias] * len(self.clauses)
        for at, group, value in features_of(findings, self.clauses):
            sums[at] += weights[group].get(value, 0)
        self._scores = [_unpacked(each, len(self._targets)) for each in sums]

    def score(self, at: int, target: str) -> int:
        """How clearly the clause with that index tells it."""
        return self._scores[at][self._targets.index(target)]

    def score_of(self, clause: Clause, target: str) -> int:
        return self.score(bisect_right(self._starts, clause.start) - 1, target)

    def score_at(self, phrase: HasSpan, target: str) -> int:
        """The best score among the clauses that the phrase stands in."""
        first = max(0, bisect_right(self._starts, phrase.start) - 1)
        last = bisect_right(self._starts, phrase.end - 1) - 1
        found = [self.score(at, target) for at in range(first, min(last + 1, len(self._scores)))]
        return max(found, default=0)

    def told(self, target: str, least: int) -> list[Clause]:
        """The clauses that tell it at least so clearly, in order of place."""
        return [clause for at, clause in enumerate(self.clauses) if self.score(at, target) >= least]


@functools.lru_cache(maxsize=1)
def telling(findings: Findings) -> Telling:
    """The same for all criteria of a note."""
    return Telling(findings)


def threshold(name: str) -> int:
    """A score from which on a rule holds (lexicons/telling.yaml)."""
    least: int = _data()["thresholds"][name]
    return least


def clauses(findings: Findings) -> list[Clause]:
    """The clauses of a note: between commas and the like, and in front of words such as "because"."""
    opening = frozenset(_data()["opening"])
    found: list[Clause] = []
    for sentence in range(len(findings.sentences)):
        tokens = findings.tokens_in(sentence)
        for first, end in _stretches(tokens, opening):
            here = tokens[first:end]
            found.append(Clause(here[0].start, here[-1].end, sentence, here))
        if len(found) >= MOST_CLAUSES:
            break
    return found[:MOST_CLAUSES]


def _stretches(tokens: Sequence[Token], opening: frozenset[str]) -> Iterator[tuple[int, int]]:
    first = 0
    for at in range(_LEAST_TOKENS, len(tokens) - _LEAST_TOKENS + 1):
        token = tokens[at]
        if (token.parted or token.form in opening) and at - first >= _LEAST_TOKENS:
            yield first, at
            first = at
    if tokens:
        yield first, len(tokens)


def features_of(findings: Findings, found: Sequence[Clause]) -> Iterator[tuple[int, str, str]]:
    """What is known of each clause: its index, a group of weights, and a value in the group."""
    labels = _labels(findings, found)
    last = -1
    for at, clause in enumerate(found):
        tokens, here = clause.tokens, clause.sentence
        yield at, "opens" if here != last else "goes on", tokens[0].form
        last = here
        yield at, "section", str(findings.sentences[here].section)
        yield at, "length", str(min(len(tokens), _MOST_TOKENS))
        for form in {token.form for token in tokens}:
            yield at, "word", form
        for distance, same, other in _AROUND:
            there = at + distance
            if 0 <= there < len(found):
                group = same if found[there].sentence == here else other
                for label in labels[there]:
                    yield at, group, label


def _labels(findings: Findings, found: Sequence[Clause]) -> list[list[str]]:
    """The labels of the findings in each clause; those of findings that do not hold with a "no"."""
    starts = [clause.start for clause in found]
    labels: list[dict[str, None]] = [{} for _ in found]
    for finding in findings.all:
        label = finding.label if finding.is_present else f"no {finding.label}"
        at = max(0, bisect_right(starts, finding.start) - 1)
        while at < len(found) and found[at].start < finding.end:
            labels[at][label] = None
            at += 1
    return [list(here) for here in labels]


@functools.cache
def _packed() -> tuple[Mapping[str, Mapping[str, int]], int]:
    """The weights by group and value, and what every clause starts from; each with all targets in one number."""
    data = _data()
    weights = {
        group: {value: _pack(each) for value, each in values.items()}
        for group, values in data["weights"].items()
    }
    return defaultdict(dict, weights), _pack(data["bias"])


def _pack(numbers: Sequence[int]) -> int:
    return sum(number << (_LANE * at) for at, number in enumerate(numbers))


def _unpacked(packed: int, count: int) -> list[int]:
    numbers = []
    for _ in range(count):
        number = ((packed + _HALF) & ((1 << _LANE) - 1)) - _HALF
        numbers.append(number)
        packed = (packed - number) >> _LANE
    return numbers


def _data() -> Mapping[str, Any]:
    data: Mapping[str, Any] = runtime.compiled()["tables"]["telling"]
    return data
