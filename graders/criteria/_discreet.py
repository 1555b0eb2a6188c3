"""Turns a psychotherapy note into its lapses of discretion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graders.case import Case
from graders.criteria._items import Item
from graders.criteria._names import names
from graders.criteria._private import conflicts, graphic
from graders.criteria._retelling import spoken_quotations
from graders.criteria._wordings import wordings
from graders.findings import Findings
from graders.spans import Span

_BY_SENTENCE = (
    ("indiscreet.secret", "secret"),
    ("indiscreet.third_party", "third_party_detail"),
    ("privacy.third_party_history", "third_party_detail"),
    ("indiscreet.event", "event_detail"),
    ("indiscreet.harsh", "harsh_judgement"),
)


def lapses(findings: Findings, case: Case) -> list[Item]:
    """Names, quotations, events, secrets and harsh judgements, each place once, in order."""
    spoken = spoken_quotations(findings)
    items = [
        *(replace(each, kind="name") for each in names(findings, case)),
        *(Item("quotation", span) for span in spoken),
        *(replace(each, kind="event_detail") for each in (*conflicts(findings), *graphic(findings))),
        *(Item("harsh_judgement", Span(each.start, each.end)) for each in wordings(findings).counted),
        *(item for item in _by_sentence(findings) if not any(map(item.span.overlaps, spoken))),
    ]
    return list(_apart(sorted(items, key=lambda item: item.span)))


def _by_sentence(findings: Findings) -> Iterator[Item]:
    done: set[tuple[int, str]] = set()
    for label, kind in _BY_SENTENCE:
        for finding in findings.of(label, where=lambda each: not each.is_quoted):
            if (finding.sentence, kind) not in done:
                done.add((finding.sentence, kind))
                yield Item(kind, Span(finding.start, finding.end), is_sure=kind != "event_detail")


def _apart(items: list[Item]) -> Iterator[Item]:
    """The items without those that begin inside the one before."""
    end = -1
    for item in items:
        if item.span.start >= end:
            end = item.span.end
            yield item
