"""Turns "poor sleep, appetite and energy" into the three symptoms that it names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graders import runtime
from graders.findings import Finding, Findings
from graders.note import Token


def sharing(symptoms: Sequence[Finding], findings: Findings) -> list[Finding]:
    """The nouns that share the adjective of a symptom next to them in one list.

    "Poor sleep and appetite" and "sleep, appetite poor" have two symptoms each; "poor sleep, appetite good"
    has one.
    """
    nouns = [noun for noun in findings.of("symptom.noun") if noun.is_present]
    if not nouns:
        return []
    lists = _Lists(findings, nouns)
    shared: dict[int, Finding] = {}
    for symptom in symptoms:
        for noun in (*lists.behind(symptom), *lists.in_front(symptom)):
            shared[noun.start] = noun
    inside = {(each.start, each.end) for each in symptoms}
    return [
        noun
        for start, noun in sorted(shared.items())
        if not any(first <= start and noun.end <= last for first, last in inside)
    ]


class _Lists:
    """Walks from a symptom to the bare nouns that stand beside it in one list."""

    def __init__(self, findings: Findings, nouns: Sequence[Finding]) -> None:
        self._tokens: Sequence[Token] = findings.note.tokens
        self._place = findings.note.token_at
        self._at = {self._place(noun.start): noun for noun in nouns}
        self._words: dict[str, Any] = runtime.compiled()["tables"]["symptoms"]["listing"]

    def behind(self, symptom: Finding) -> list[Finding]:
        """Of "poor sleep, appetite and energy" the last two; none where the last has its own word."""
        last = self._place(symptom.end) - 1
        if last not in self._at or self._at[last].start == symptom.start:
            return []
        chain: list[Finding] = []
        here = symptom.sentence
        while (following := self._next(last)) is not None and self._at[following].sentence == here:
            last = following
            chain.append(self._at[last])
        if chain and not self._ends(last):
            chain.pop()
        return chain

    def in_front(self, symptom: Finding) -> list[Finding]:
        """Of "sleep, appetite and energy poor" the first two; none where the first has its own word."""
        first = self._place(symptom.start)
        if first not in self._at or self._at[first].end == symptom.end:
            return []
        chain: list[Finding] = []
        while (before := self._before(first)) is not None and self._at[before].sentence == symptom.sentence:
            first = before
            chain.append(self._at[first])
        if chain and first and self._tokens[first - 1].form in self._words["praises"]:
            chain.pop()
        return chain

    def _next(self, at: int) -> int | None:
        step = at + 1
        if step < len(self._tokens) and self._tokens[step].form in self._words["joins"]:
            step += 1
        return step if step in self._at else None

    def _before(self, at: int) -> int | None:
        step = at - 1
        if step >= 0 and self._tokens[step].form in self._words["joins"]:
            step -= 1
        return step if step in self._at else None

    def _ends(self, at: int) -> bool:
        """Whether nothing is said of the noun itself behind it."""
        if at + 1 >= len(self._tokens):
            return True
        behind = self._tokens[at + 1]
        return bool(behind.parted) or behind.form in self._words["follows"]
