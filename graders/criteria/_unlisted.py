"""Turns a case's disorder that no list holds into the places where a note names and codes it."""

from __future__ import annotations

from collections.abc import Sequence

from graders.criteria._disorders import Target
from graders.findings import Findings
from graders.note import Token, tokenize
from graders.spans import Span

#: What a chart leaves out of a disorder's name, or writes shorter.
_MAY_MISS = frozenset({"disorder", "d", "o", "dis"})
#: Longer notes are no notes; their names and codes are looked for so far.
_MOST_TOKENS = 5_000


def named_and_coded(target: Target, findings: Findings) -> tuple[list[Span], list[Span]]:
    """The present mentions of the target's name ("Erectile disorder", "erectile d/o") and of its code."""
    words = [token.form for token in tokenize(_core(target.name)) if token.form not in _MAY_MISS]
    tokens = findings.note.tokens[:_MOST_TOKENS]
    code = target.code.lower()
    names = [span for at in range(len(tokens)) if (span := _run(tokens, at, words))]
    codes = [Span(token.start, token.end) for token in tokens if code and token.form == code]
    names = [span for span in names if findings.assertion_of(span.start, span.end).is_present]
    return names, [
        span
        for span in codes
        if any(0 <= span.start - name.end for name in names)
        or findings.assertion_of(span.start, span.end).is_present
    ]


def _core(name: str) -> str:
    """The name without its specifiers and remarks: "Narcolepsy with cataplexy, moderate (type 1)"."""
    return name.split(",")[0].split("(")[0]


def _run(tokens: Sequence[Token], at: int, words: Sequence[str]) -> Span | None:
    """The words in their order from that token on, "disorder" left out or written short."""
    if not words or tokens[at].form != words[0]:
        return None
    place = at
    for word in words:
        while place < len(tokens) and tokens[place].form in _MAY_MISS and tokens[place].form != word:
            place += 1
        if place == len(tokens) or tokens[place].form != word:
            return None
        place += 1
    return Span(tokens[at].start, tokens[place - 1].end)
