"""The clauses that tell something clearly, be it in words that no lexicon has; and phrases that do not."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable
from operator import attrgetter

from graders import runtime
from graders.assertion import Assertion
from graders.case import Case
from graders.criteria._bystanders import Bystanders
from graders.findings import Findings
from graders.rating import HasSpan
from graders.spans import Span
from graders.telling import Clause, telling, threshold

#: A shorter clause is a fragment of what it stands in; one with fewer words of content says nothing.
_TELLING, _CONTENT = 4, 2
#: A text of so many clauses is a note.
_ENOUGH = 12


def clear(
    findings: Findings,
    case: Case,
    target: str,
    *,
    known: Iterable[HasSpan] = (),
    outside: Collection[str] = (),
    holds: Callable[[Assertion], bool] = attrgetter("is_present"),
) -> list[Clause]:
    """The clauses that tell it of the client, in order of place.

    Left to the rules are clauses in which something stands that they ``know``, those in sections
    ``outside``, and those whose assertion does not hold.
    """
    least = threshold(target)
    told = [
        clause
        for clause in telling(findings).told(target, least)
        if _says_something(clause)
        and clause.sentence not in findings.framed
        and findings.sentences[clause.sentence].section not in outside
        and holds(findings.assertion_of(clause.start, clause.end))
    ]
    if not told:
        return []
    bystanders = Bystanders(findings, case)
    return [clause for clause in apart(told, known) if not bystanders.own(clause)]


def _says_something(clause: Clause) -> bool:
    """Whether the clause has content of its own: "and it comes when he is at work" has none."""
    content = {token.form for token in clause.tokens if token.form.isalpha()} - _empty_words()
    return len(clause.tokens) >= _TELLING and len(content) >= _CONTENT


@functools.cache
def _empty_words() -> frozenset[str]:
    tables = runtime.compiled()["tables"]
    return frozenset((*tables["gate"]["function_words"]["english"], *tables["telling"]["empty"]))


def apart(clauses: Iterable[Clause], others: Iterable[HasSpan]) -> list[Clause]:
    """The clauses in which none of the others stands."""
    others = list(others)
    return [
        clause
        for clause in clauses
        if not any(each.start < clause.end and clause.start < each.end for each in others)
    ]


def clearest(told: Iterable[Clause], findings: Findings, target: str, most: int) -> list[Span]:
    """Those that tell it most clearly, as they are shown: without the "and" that leads into them."""
    leading = runtime.compiled()["tables"]["words"]["leads_in"]
    shown = sorted(told, key=lambda each: -telling(findings).score_of(each, target))[: max(0, most)]
    return [
        Span(each.tokens[1].start if each.tokens[0].form in leading else each.start, each.end)
        for each in shown
    ]


def is_doubtful(phrase: HasSpan, findings: Findings, target: str) -> bool:
    """Whether the clause around a phrase tells so clearly of something else that the phrase means little.

    Never in a passage of a few sentences, where too little stands around it to tell.
    """
    if len(telling(findings).clauses) < _ENOUGH:
        return False
    return telling(findings).score_at(phrase, target) < threshold(f"{target}.least")
