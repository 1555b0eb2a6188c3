"""Turns the clause around a verb, a thing or a when into whether it says what the client is to do."""

from __future__ import annotations

from collections.abc import Collection

from graders import runtime
from graders.criteria._ahead import is_past
from graders.criteria._grouping import Clauses
from graders.findings import Finding, Findings


def is_of_another_kind(findings: Findings, clauses: Clauses, finding: Finding) -> bool:
    """Whether it tells of somebody or of what was done, or is a noun: "who holds it", "of the limits"."""
    note, opening = findings.note, clauses.opening(finding.start)
    head, at = note.token_at(opening), note.token_at(finding.start)
    if note.tokens[head].form in _words("relative_words"):
        return True
    if finding.label == "doing" and at and note.tokens[at - 1].form in _words("before_a_noun"):
        return True
    return (
        head + 1 < len(note.tokens)
        and is_past(note.tokens[head + 1])
        and any(
            each.start == opening and each.end == note.tokens[head].end
            for each in findings.in_sentence(finding.sentence, "doer.client")
        )
    )


def is_prescribed(findings: Findings, finding: Finding) -> bool:
    """Whether a line outside every section names a medicine's times: "Clozapine nightly"."""
    return finding.section is None and bool(findings.in_sentence(finding.sentence, "medication.named"))


def says_what(findings: Findings, clauses: Clauses, finding: Finding) -> bool:
    """Whether the clause of a when has a word for an act or a thing; "for 50 min weekly" has none."""
    whens = clauses.beside(finding, "frequency")
    note, span, empty = findings.note, clauses.span(finding), _words("names_no_thing")
    return any(
        token.form.isalpha()
        and token.form not in empty
        and not any(each.start <= token.start < each.end for each in whens)
        for token in note.tokens[note.token_at(span.start) : note.token_at(span.end)]
    )


def _words(table: str) -> Collection[str]:
    words: Collection[str] = runtime.compiled()["tables"]["plan"][table]
    return words
