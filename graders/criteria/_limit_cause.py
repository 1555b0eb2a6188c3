"""Tells of a limit in daily life whether its cause is stated, in its sentence or in one joined to it."""

from __future__ import annotations

from graders.criteria._symptoms import not_reported_in
from graders.findings import Finding, Findings

#: Characters at the start of a sentence in which it turns to the reason of the one before.
_OPENING = 30


def has_cause(sentence: int, findings: Findings, *also: str) -> bool:
    """Whether a cause is stated; "as" and "so" state one where it is a state of the client's own.

    ``also`` are further labels that then do, such as the "when" of a plain limit.
    """
    if findings.in_sentence(sentence, "impairment.reason"):
        return True
    return bool(findings.in_sentence(sentence, "impairment.soft_reason", *also)) and bool(
        findings.in_sentence(sentence, "impairment.inner", "impairment.cause", "symptom")
    )


def is_outer(sentence: int, findings: Findings) -> bool:
    """Whether the cause lies outside the client: the bus that is out of order, the flu."""
    outer = findings.in_sentence(sentence, "impairment.outer")
    return bool(outer) and not findings.in_sentence(sentence, "symptom")


def is_explained(limit: Finding, findings: Findings) -> bool:
    """Whether a symptom or a state of the disorder stands in the sentence, or in one that is joined to it."""
    if _symptom_beside(limit, limit.sentence, findings) or _cause_beside(limit, limit.sentence, findings):
        return True
    joined = findings.in_sentence(limit.sentence, "impairment.link")
    if joined and _symptom_beside(limit, limit.sentence - 1, findings):
        return True
    after = limit.sentence + 1
    if after >= len(findings.sentences) or findings.sentences[after].section != limit.section:
        return False
    opening = findings.sentences[after].start + _OPENING
    opened = any(each.start <= opening for each in findings.in_sentence(after, "impairment.explains"))
    return opened and (_symptom_beside(limit, after, findings) or _cause_beside(limit, after, findings))


def _cause_beside(limit: Finding, sentence: int, findings: Findings) -> bool:
    """Whether a state of the disorder is named in the sentence, apart from the limit itself."""
    return any(
        cause.is_present and (cause.end <= limit.start or cause.start >= limit.end)
        for cause in findings.in_sentence(sentence, "impairment.cause")
    )


def _symptom_beside(limit: Finding, sentence: int, findings: Findings) -> bool:
    return any(
        symptom.is_present and (symptom.end <= limit.start or symptom.start >= limit.end)
        for symptom in findings.in_sentence(sentence, "symptom")
        if symptom.section not in not_reported_in(findings)
    )
