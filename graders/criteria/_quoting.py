"""Turns findings into the words of the note that a reader is shown for them, the most telling first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graders import runtime
from graders.criteria._grouping import Clauses
from graders.findings import Finding, Findings
from graders.note import Token
from graders.rating import Evidence, Role
from graders.spans import Span

#: What may be left at the end of a cell or a line.
_LOOSE = " \t|<>*#=+/-–—"
#: A heading has no more words.
_HEADING = 4
#: A row of numbers or a bracket in front of "was" is followed over so many clauses.
_MOST_STEPS = 4


def shown(
    findings: Findings, clauses: Clauses, found: Iterable[Finding], role: Role = "for", most: int = 4
) -> tuple[Evidence, ...]:
    """The clauses of the findings in the order given, none of them over another."""
    chosen: list[Evidence] = []
    for finding in found:
        span = quoted(findings, clauses, finding)
        if not any(span.start < one.end and one.start < span.end for one in chosen):
            chosen.append(Evidence(span.start, span.end, role))
        if len(chosen) == most:
            break
    return tuple(chosen)


def quoted(findings: Findings, clauses: Clauses, finding: Finding) -> Span:
    """The clause of a finding, with what a heading announces, its subject, and no loose end."""
    text, tokens = findings.note.text, findings.tokens_in(finding.sentence)
    start, end = clauses.span(finding)
    first = sum(1 for each in tokens if each.start < start)
    last = sum(1 for each in tokens if each.start < end) - 1
    headless = tokens[first].form in _words()["headless"]
    for _ in range(_MOST_STEPS):
        if first < 1 or not (headless or _is_cut(text, tokens[first - 1], tokens[first])):
            break
        # "(five senses) was taught" leads on to what stands before the bracket.
        headless = headless and "(" not in text[tokens[first - 1].end : start]
        start = clauses.span(_span(tokens[first - 1])).start
        first = sum(1 for each in tokens if each.start < start)
    for _ in range(_MOST_STEPS):
        if last + 1 >= len(tokens):
            break
        announced = last - first < _HEADING and _is_heading(text, tokens[last], tokens[last + 1])
        if not announced and not _is_cut(text, tokens[last], tokens[last + 1]):
            break
        end = clauses.span(_span(tokens[last + 1])).end
        last = sum(1 for each in tokens if each.start < end) - 1
    if len(tokens[last].form) == 1 and text.startswith(".", end) and text[end - 2 : end - 1] == ".":
        return Span(start, end + 1)  # "at 4 p.m."
    return _in_column(text, start, end, finding)


def _in_column(text: str, start: int, end: int, finding: Finding) -> Span:
    """Without what stands beyond a bar, and without a loose "re:" or arrows at the end."""
    start = text.rfind("|", start, finding.start) + 1 or start
    bar = text.find("|", finding.end, end)
    words = text[start : bar if bar >= 0 else end].rstrip(_LOOSE)
    last = words.rsplit(None, 1)
    if len(last) > 1 and last[1].lower() in _words()["loose"] and start + len(words) > finding.end:
        words = last[0].rstrip(_LOOSE)
    end = start + len(words)
    if words.count('"') % 2 and text.startswith('"', end):
        end += 1  # a quote that opens somebody's words closes them
    return Span(start + len(words) - len(words.lstrip()), end)


def _words() -> Mapping[str, Collection[str]]:
    words: Mapping[str, Collection[str]] = runtime.compiled()["tables"]["words"]
    return words


def _span(token: Token) -> Span:
    return Span(token.start, token.end)


def _is_cut(text: str, token: Token, following: Token) -> bool:
    """Whether a comma parts two numbers of one row: "9, 3 and 11"."""
    numbers = token.form.isdecimal() and following.form.isdecimal()
    return numbers and text[token.end : following.start].strip() == ","


def _is_heading(text: str, token: Token, following: Token) -> bool:
    return text[token.end : following.start].strip() == ":"
