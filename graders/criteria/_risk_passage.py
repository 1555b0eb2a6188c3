"""What a note says about risk, gathered from wherever it says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache

from graders.findings import Finding, Findings
from graders.spans import Span

#: "Risk factors: a, b and c", "Risk factors are a and b".
_INTRODUCES = re.compile(r"[^,;:.]{0,30}[:=–—-]|[^,;:.]{0,25}\b(?:are|is|include|being)\b")
_LISTED = re.compile(r"(?:(?<!\w)|(?!\w))(?:(?!,|;|\band\b|\+|:|\bare\b|\binclude\b).){3,80}")
#: A sentence with one of these is about the client's risk.
_SPEAKS_OF_RISK = (
    *("risk.domain", "risk.ideation", "risk.level", "risk.vague"),
    *("risk.cssrs", "risk.safety_plan", "risk.contract"),
)
#: Factors that nobody mentions beside a risk statement for another reason.
_OF_RISK_ALONE = {"means", "attempt", "family_suicide", "hopelessness"}
#: Somebody else's death or suicide bears on the client's risk.
_OF_OTHERS = {"loss", "family_suicide"}
#: Words are told apart by so many of their first letters: "drinks" and "drinking" are one.
_STEM = 4


@lru_cache(maxsize=1)
def passage_of(findings: Findings) -> RiskPassage:
    """The note's risk passage; kept for the criteria that ask for it one after the other."""
    return RiskPassage(findings)


class RiskPassage:
    """The sentences of a note that speak of the client's risk, and what stands in them."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    @cached_property
    def sentences(self) -> set[int]:
        """Indices of sentences about the client's risk, with a neighbour that gives its reasons."""
        family = {
            each.sentence: each
            for each in self.findings.of("risk.factor")
            if each.attribute("group") in _OF_OTHERS and each.assertion.experiencer != "client"
        }
        core = {
            finding.sentence
            for finding in self.findings.of(*_SPEAKS_OF_RISK)
            if finding.assertion.experiencer == "client"
            and not (finding.sentence in family and is_inside(finding, family[finding.sentence]))
        }
        core |= {each.sentence for each in self.findings.of("risk.change") if each.attribute("of_risk")}
        cues = self.findings.of("risk.factors_cue")
        core |= {each.sentence for each in cues if not self.words(each).isdisjoint(("risk", "rf"))}
        core |= {at for at, sentence in enumerate(self.findings.sentences) if sentence.section == "risk"}
        more = self.findings.of("risk.bare_level", "risk.plan_or_intent")
        more = [each for each in more if each.label == "risk.bare_level" or each.assertion.negated]
        core |= {index for index in {each.sentence for each in more} if self._is_beside(core, index)}
        reasons = {each.sentence for each in cues}
        reasons |= {
            each.sentence
            for each in self.findings.of("risk.factor")
            if each.attribute("group") in _OF_RISK_ALONE and not each.attribute("only_there")
        }
        return core | {index for index in reasons if self._is_beside(core, index)}

    def _is_beside(self, core: set[int], index: int) -> bool:
        return (index - 1 in core and self.joined(index - 1, index)) or (
            index + 1 in core and self.joined(index, index + 1)
        )

    def words(self, finding: Finding) -> set[str]:
        return set(self.findings.quote(finding).lower().split())

    def joined(self, first: int, second: int) -> bool:
        """Whether two neighbouring sentences stand in one paragraph."""
        one, two = self.findings.sentences[first], self.findings.sentences[second]
        return "\n" not in self.findings.note.text[one.end : two.start]

    def here(self, *labels: str) -> list[Finding]:
        return [finding for finding in self.findings.of(*labels) if finding.sentence in self.sentences]

    # --- what is taken back -----------------------------------------------------------------------

    def dates(self, sentence: int) -> frozenset[str]:
        """What places the sentence at another time than now: "last week", "on Sunday"."""
        return frozenset(
            self.findings.quote(each).lower() for each in self.findings.in_sentence(sentence, "risk.then")
        )

    def unsaid(self, fact: str, stated: Iterable[Finding] = ()) -> list[Finding]:
        """Where the note says that a fact of this kind is not so, of the time of one that is stated."""
        denials = self.findings.of(
            "risk.unsaid", where=lambda f: f.attribute("denies") == fact and not _is_supposed(f)
        )
        if not denials:
            return []
        times = {self.dates(each.sentence) for each in stated}
        return [each for each in denials if self.dates(each.sentence) in times]

    # --- factors ----------------------------------------------------------------------------------

    def factors_bearing_on_risk(self) -> list[Finding]:
        """The factors of the passage, a phrase within another one counted once."""
        bearing: list[Finding] = []
        for finding in sorted(self.here("risk.factor"), key=lambda each: (each.start, -each.end)):
            if _is_factor(finding) and not (bearing and finding.start < bearing[-1].end):
                bearing.append(finding)
        return bearing

    def factors_denied(self, factors: Sequence[Finding]) -> list[Finding]:
        """Those that another sentence of the same time denies in the same words."""
        denied = [
            each
            for each in self.findings.of("risk.factor")
            if each.assertion.negated and each.assertion.experiencer == "client"
        ]
        if not denied:
            return []
        said = {(each.attribute("group"), self.dates(each.sentence)) for each in denied}
        stems = {stem for each in denied for stem in self._stems(each)}
        return [
            each
            for each in factors
            if (each.attribute("group"), self.dates(each.sentence)) in said
            and not stems.isdisjoint(self._stems(each))
        ]

    def _stems(self, finding: Finding) -> set[str]:
        return {word[:_STEM] for word in self.words(finding) if len(word) >= _STEM}

    def factors_listed(self) -> list[Span]:
        """What a list that is called one of risk factors holds, known to the lexicon or not."""
        listed: list[Span] = []
        for cue in self.findings.of("risk.factors_list"):
            if cue.attribute("only_there") and cue.sentence not in self.sentences:
                continue
            end = self.findings.sentences[cue.sentence].end
            rest = self.findings.note.text[cue.end : end]
            if not cue.assertion.negated and (_INTRODUCES.match(rest) or len(self.words(cue)) > 2):
                listed += self._items(cue.end, end, cue.sentence)
        for cue in self.here("risk.factors_close"):
            if not cue.assertion.negated:
                listed += self._items(self.findings.sentences[cue.sentence].start, cue.start, cue.sentence)
        # "Factors" and "risk factors are" open one and the same list.
        return list({span.end: span for span in sorted(listed)}.values())

    def factors_given(self) -> list[Span]:
        """What a raised level is put down to, in the sentence that states the level."""
        given: list[Span] = []
        for cue in self.here("risk.factors_because"):
            levels = self.findings.in_sentence(cue.sentence, "risk.level_word")
            if any(each.attribute("band") != "low" and each.is_present for each in levels):
                given += self._items(cue.end, self.findings.sentences[cue.sentence].end, cue.sentence)
        return given

    def _items(self, start: int, end: int, sentence: int) -> list[Span]:
        spans = (Span(*match.span()) for match in _LISTED.finditer(self.findings.note.text, start, end))
        return [span for span in spans if self._is_item(span, sentence)]

    def _is_item(self, span: Span, sentence: int) -> bool:
        """Whether a listed piece names something: "none" and "reviewed" do not."""
        empty = self.findings.in_sentence(sentence, "risk.no_item")
        has_words = any(character.isalpha() for character in span.quote(self.findings.note.text))
        return has_words and not any(span.start <= each.start < span.end for each in empty)

    def factors_elsewhere(self) -> list[Finding]:
        """Facts outside the passage that are risk factors by themselves."""
        return [
            finding
            for finding in self.findings.of("risk.factor")
            if finding.sentence not in self.sentences and finding.attribute("alone") and _is_factor(finding)
        ]


def is_inside(finding: Finding, other: Finding) -> bool:
    return other.start <= finding.start and finding.end <= other.end


def _is_supposed(finding: Finding) -> bool:
    said = finding.assertion
    return said.possible or said.hypothetical or said.planned or said.quoted or said.experiencer != "client"


def _is_factor(finding: Finding) -> bool:
    assertion = finding.assertion
    if assertion.negated or assertion.possible or assertion.hypothetical or assertion.planned:
        return False
    return assertion.experiencer == "client" or finding.attribute("group") in _OF_OTHERS
