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

#: So many acts within neighbouring sentences are a conflict told blow by blow; with a dialogue in it, one fewer.
_BLOWS = 3
#: So many graphic words in one sentence amount to graphic detail.
_GRAPHIC_WORDS = 3


def private_items(findings: Findings, case: Case) -> list[Item]:
    """Every private item of the note, in order of place; words in quotation marks count where they tell of others."""
    found_identifiers = [Item("identifier", span) for span in identifiers(findings.note.text, case)]
    items = [
        *found_identifiers,
        *(name for name in names(findings, case) if not any(name.span.overlaps(each.span) for each in found_identifiers)),
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
    acts = findings.of("privacy.conflict_act", where=lambda each: not each.is_quoted and not each.assertion.negated)
    spoken = exchanges([turn for turn in turns(findings) if turn.speaker != "writer"])
    for group in _neighbours(acts):
        lines = {finding.sentence for finding in group}
        dialogue = any(turn.sentence in lines for pair in spoken for turn in pair)
        if len(group) >= _BLOWS - dialogue:
            yield Item("conflict_detail", Span(group[0].start, group[-1].end), is_sure=len(group) > _BLOWS)


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
    strong = {each.sentence: each for each in reversed(findings.of("privacy.graphic", where=lambda f: f.attribute("grade") == "strong"))}
    for finding in strong.values():
        yield Item("graphic_detail", Span(finding.start, finding.end))
    lesser: dict[int, list[Finding]] = {}
    for finding in findings.of("privacy.graphic", where=lambda f: f.attribute("grade") != "strong" and not f.assertion.negated):
        lesser.setdefault(finding.sentence, []).append(finding)
    for sentence, group in lesser.items():
        if len(group) >= _GRAPHIC_WORDS and sentence not in strong:
            yield Item("graphic_detail", Span(group[0].start, group[-1].end), is_sure=False)
