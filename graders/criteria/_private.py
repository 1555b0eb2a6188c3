"""Turns a progress note into the private items that neither treatment nor payer needs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from graders.case import Case
from graders.criteria._capitals import words
from graders.criteria._identifiers import identifiers_in
from graders.criteria._items import Item
from graders.criteria._names import names
from graders.criteria._retelling import exchanges, turns
from graders.findings import Finding, Findings
from graders.spans import Span

#: So many acts in neighbouring sentences are a conflict told blow by blow; with dialogue, one fewer.
_BLOWS = 3
#: So many sentences after somebody was named, a pronoun may still mean them.
_STILL_MEANT, _STILL_NEAR = 2, 60
#: So many graphic words in one sentence amount to graphic detail.
_GRAPHIC_WORDS = 3


def private_items(findings: Findings, case: Case) -> list[Item]:
    """Every private item of the note, in order of place."""
    places = identifiers_in(findings.note, case)
    remarks = sorted(
        (
            *_by_sentence(findings, "privacy.speculation", "speculation"),
            *_by_sentence(findings, "privacy.therapist_feelings", "therapist_feelings"),
            *_others_matters(findings, case),
            *conflicts(findings),
            *graphic(findings),
        ),
        key=lambda item: item.span,
    )
    items = [
        *(Item("identifier", span) for span in places),
        *_further_names(findings, case, places),
        # One continuous remark is one item, be it hunch and intimate matter in one.
        *(each for at, each in enumerate(remarks) if not at or each.span.start >= remarks[at - 1].span.end),
    ]
    return sorted(items, key=lambda item: item.span)


def _further_names(findings: Findings, case: Case, places: Sequence[Span]) -> Iterator[Item]:
    """The names that no identifier has already given away."""
    text = findings.note.text
    given = {word for span in places for word in span.quote(text).split()}
    yield from (name for name in names(findings, case) if not given.issuperset(name.span.quote(text).split()))


def _by_sentence(findings: Findings, label: str, kind: str) -> Iterator[Item]:
    """One item for each sentence that holds such a finding."""
    done: set[int] = set()
    for finding in findings.of(label, where=_is_written):
        if finding.sentence not in done:
            done.add(finding.sentence)
            yield Item(kind, Span(finding.start, finding.end))


def _others_matters(findings: Findings, case: Case) -> Iterator[Item]:
    """Other people's private matters, one for each sentence that tells some."""
    told = [*findings.of("privacy.third_party_history", where=_is_written)]
    going_on = findings.of("privacy.matter", where=_is_written)
    told += [each for each in going_on if _is_others(findings, each, case)]
    done: set[int] = set()
    for finding in sorted(told, key=lambda each: (each.start, each.end)):
        if finding.sentence not in done:
            done.add(finding.sentence)
            yield Item("third_party_history", Span(finding.start, finding.end))


def _is_written(finding: Finding) -> bool:
    return not finding.is_quoted


def _is_others(findings: Findings, finding: Finding, case: Case) -> bool:
    """Whether a pronoun goes on about somebody else: "Her brother called.  He was arrested in May."

    It must not be the client's own, and a relation must have been named not long before.
    """
    pronoun = findings.quote(finding).split()[0].lower()
    if not case.pronouns or pronoun in case.pronouns.lower().replace("/", " ").split():
        return False
    start = findings.sentences[max(0, finding.sentence - _STILL_MEANT)].start
    tokens = findings.note.tokens
    first, last = (bisect_left(tokens, at, key=lambda token: token.start) for at in (start, finding.start))
    return any(token.form in words("relations") for token in tokens[max(first, last - _STILL_NEAR) : last])


def conflicts(findings: Findings) -> Iterator[Item]:
    """Conflicts told blow by blow: several acts in a sentence or in two that follow each other."""
    acts = findings.of("privacy.conflict_act", where=_is_told)
    if not acts:
        return
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
