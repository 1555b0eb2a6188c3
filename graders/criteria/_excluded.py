"""Turns a psychotherapy note into the items that the definition of such notes excludes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from graders.criteria._items import Item
from graders.findings import Finding, Findings
from graders.rating import HasSpan
from graders.spans import Span

_CLOCK = re.compile(r"(?<![\d:])(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d)(?: ?[ap]\.?m\.?)?")
#: Two clock times this far apart are a session's start and stop.
_CLOCK_REACH = 60
_CODE = re.compile(r"\bF\d\d(?:\.\d{1,4})?\b")

#: What a name in the lexicon of diagnoses has to be worth; "anxiety" or "panic attacks" name none here.
_NAMED = ("dsm", "related", "outdated")

#: Kinds of which one place is enough to be sure.
_SURE = ("medication", "diagnosis", "test_result")
_KINDS = (
    "medication",
    "session_times",
    "modality_frequency",
    "test_result",
    "diagnosis",
    "functional_status",
    "treatment_plan",
    "symptoms",
    "prognosis",
    "progress",
)
#: A side effect beside its medication and a score beside the one before are one item, not two.
_TOLD_BY = {"symptoms": "medication.named", "progress": "excluded.test_result"}


def excluded_items(findings: Findings) -> list[Item]:
    """The kinds of excluded content that the note holds, the first place of each, in order of place.

    An image or a theme ("time", "a test") is none; nor is what the note says it leaves to the chart.
    """
    items = []
    for kind in _KINDS:
        found = list(_found(findings, kind))
        if found:
            first = min(found, key=lambda each: each.start)
            items.append(Item(kind, Span(first.start, first.end), is_sure=len(found) > 1 or kind in _SURE))
    return sorted(items, key=lambda item: item.span)


def _found(findings: Findings, kind: str) -> Iterator[HasSpan]:
    if kind == "medication":
        yield from _stated(findings, "medication.named")
    elif kind == "diagnosis":
        named = _stated(findings, "diagnosis.name")
        yield from (each for each in named if each.attribute("standing") in _NAMED and _is_clients(each))
        yield from (Span(*match.span()) for match in _CODE.finditer(findings.note.text))
    elif kind == "session_times":
        yield from _clock_times(findings.note.text)
        yield from _stated(findings, "excluded.session_times")
    elif kind in _TOLD_BY:
        told = {each.sentence for each in _stated(findings, _TOLD_BY[kind])}
        yield from (each for each in _stated(findings, f"excluded.{kind}") if each.sentence not in told)
    else:
        yield from _stated(findings, f"excluded.{kind}")


def _stated(findings: Findings, label: str) -> Sequence[Finding]:
    return findings.of(label, where=_is_stated)


def _is_stated(finding: Finding) -> bool:
    assertion = finding.assertion
    return not (assertion.quoted or assertion.negated or assertion.hypothetical)


def _is_clients(finding: Finding) -> bool:
    return finding.assertion.experiencer == "client"


def _clock_times(text: str) -> Iterator[Span]:
    """Two clock times near each other."""
    times = [Span(*match.span()) for match in _CLOCK.finditer(text)]
    for first, second in zip(times, times[1:]):
        if second.start - first.end <= _CLOCK_REACH and ":" in first.quote(text):
            yield Span(first.start, second.end)
