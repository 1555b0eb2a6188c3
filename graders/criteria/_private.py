"""Turns a progress note into the private items that neither treatment nor payer needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graders.case import Case
from graders.criteria._identifiers import identifiers
from graders.criteria._items import Item
from graders.criteria._names import names
from graders.criteria._retelling import exchanges, turns
from graders.findings import Finding, Findings
from graders.spans import Span

#: So many acts in neighbouring sentences are a conflict told blow by blow; with dialogue, one fewer.
_BLOWS = 3
#: So many graphic words in one sentence amount to graphic detail.
_GRAPHIC_WORDS = 3


def private_items(findings: Findings, case: Case) -> list[Item]:
    """Every private item of the note, in order of place."""
    places = identifiers(findings.note.text, case)
    items = [
        *(Item("identifier", span) for span in places),
        *(name for name in names(findings, case) if not any(map(name.span.overlaps, places))),
        *_by_sentence(findings, "privacy.speculation", "speculation"),
        *_by_sentence(findings, "privacy.therapist_feelings", "therapist_feelings"),
        *_by_sentence(findings, "privacy.third_party_history", "third_party_history"),
        *conflicts(findings),
        *graphic(findings),
    ]
    return sorted(items, key=lambda item: item.span)


def _by_sentence(findings: Findings, label: str, kind: str) -> Iterator[Item]:
    """One item for each sentence that holds such a finding."""
    done: set[int] = set()
    for finding in findings.of(label, where=lambda each: not each.is_quoted):
        if finding.sentence not in done:
            done.add(finding.sentence)
            yield Item(kind, Span(finding.start, finding.end))


def conflicts(findings: Findings) -> Iterator[Item]:
    """Conflicts told blow by blow: several acts in a sentence or in two that follow each other."""
    acts = findings.of("privacy.conflict_act", where=_is_told)
    spoken = exchanges([turn for turn in turns(findings) if turn.speaker != "writer"])
    for group in _neighbours(acts):
        lines = {finding.sentence for finding in group}
        dialogue = any(turn.sentence in lines for pair in spoken for turn in pair)
        if len(group) >= _BLOWS - dialogue:
            yield Item("conflict_detail", Span(group[0].start, group[-1].end), is_sure=len(group) > _BLOWS)


def _is_told(finding: Finding) -> bool:
    return not finding.is_quoted and not finding.assertion.negated


def _neighbours(found: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Findings in groups, each in the same sentence as the one before or in the next."""
    group: list[Finding] = []
    for finding in found:
        if group and finding.sentence - group[-1].sentence > 1:
            yield group
            group = []
        if not group or finding.start >= group[-1].end:
            group.append(finding)
    if group:
        yield group


def graphic(findings: Findings) -> Iterator[Item]:
    """Graphic detail of violence or sex: one strong expression, or several lesser ones in a sentence."""
    strong: dict[int, Finding] = {}
    lesser: dict[int, list[Finding]] = {}
    for finding in findings.of("privacy.graphic"):
        if finding.attribute("grade") == "strong":
            strong.setdefault(finding.sentence, finding)
        elif not finding.assertion.negated:
            lesser.setdefault(finding.sentence, []).append(finding)
    for finding in strong.values():
        yield Item("graphic_detail", Span(finding.start, finding.end))
    for sentence, group in lesser.items():
        if len(group) >= _GRAPHIC_WORDS and sentence not in strong:
            yield Item("graphic_detail", Span(group[0].start, group[-1].end), is_sure=False)
