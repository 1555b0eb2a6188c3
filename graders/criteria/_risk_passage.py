"""Turns a note into its risk passage: the sentences that speak of the client's risk, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from graders.criteria._ticks import is_ticked
from graders.findings import Finding, Findings

#: A sentence with one of these is about the client's risk.
_SPEAKS_OF_RISK = (
    *("risk.domain", "risk.ideation", "risk.level", "risk.vague"),
    *("risk.cssrs", "risk.safety_plan", "risk.contract"),
)
#: Factors that nobody mentions beside a risk statement for another reason.
_OF_RISK_ALONE = {"means", "attempt", "family_suicide", "hopelessness"}
#: Somebody else's death or suicide bears on the client's risk.
OF_OTHERS = {"loss", "family_suicide"}
#: A sentence of so few words is a piece of a list.
_FEW_WORDS = 4
#: A word this near to the beginning opens its sentence.
_OPENING = 4
#: Within so many characters a line of a form has its colon.
_LINE_LABEL = 30


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
            if each.attribute("group") in OF_OTHERS and each.assertion.experiencer != "client"
        }
        core = {
            finding.sentence
            for finding in self.findings.of(*_SPEAKS_OF_RISK)
            if finding.assertion.experiencer == "client"
            and not (finding.sentence in family and is_inside(finding, family[finding.sentence]))
        }
        core |= {each.sentence for each in self.findings.of("risk.change") if each.attribute("of_risk")}
        cues = self.findings.of("risk.factors_cue", "risk.factors_list", "risk.factors_close")
        core |= {
            each.sentence
            for each in cues
            if each.attribute("of_risk") or not self.words(each).isdisjoint(("risk", "rf"))
        }
        core |= {at for at, sentence in enumerate(self.findings.sentences) if sentence.section == "risk"}
        more = self.findings.of("risk.bare_level", "risk.plan_or_intent")
        more = [each for each in more if each.label == "risk.bare_level" or each.assertion.negated]
        core |= {index for index in {each.sentence for each in more} if self._is_beside(core, index)}
        for index in sorted({each.sentence for each in self.findings.of("risk.goes_on")}):
            if index - 1 in core and self.goes_on(index):
                core.add(index)
        reasons = {each.sentence for each in cues}
        reasons |= {
            each.sentence
            for each in self.findings.of("risk.factor")
            if each.attribute("group") in _OF_RISK_ALONE and not each.attribute("only_there")
        }
        core |= {index for index in reasons if self._is_beside(core, index)}
        return core | self._fragments(core)

    def _fragments(self, core: set[int]) -> set[int]:
        """Factors behind a raised level, or in a few words: "SI passive. Still drinking." """
        told: set[int] = set()
        for index in sorted({each.sentence for each in self.findings.of("risk.factor")}):
            if not (index - 1 in core or index - 1 in told) or not self.joined(index - 1, index):
                continue
            short = len(self.findings.tokens_in(index)) <= _FEW_WORDS
            if short or (index - 1 in core and self.raised(index - 1)):
                told.add(index)
        return told

    def raised(self, sentence: int) -> list[Finding]:
        """Words of a sentence that put the client's risk above low."""
        levels = self.findings.in_sentence(sentence, "risk.level_word", "risk.raised")
        return [each for each in levels if each.attribute("band") != "low" and each.is_present]

    def _is_beside(self, core: set[int], index: int) -> bool:
        return (index - 1 in core and self.joined(index - 1, index)) or (
            index + 1 in core and self.joined(index, index + 1)
        )

    def is_beside(self, sentence: int) -> bool:
        """Whether a sentence of the passage stands next to it in one paragraph."""
        return self._is_beside(self.sentences, sentence)

    def words(self, finding: Finding) -> set[str]:
        return set(self.findings.quote(finding).lower().split())

    def goes_on(self, sentence: int) -> bool:
        """Whether a sentence goes on with what the one before it was about: "The pull is weaker"."""
        opening = self.findings.in_sentence(sentence, "risk.goes_on")
        return sentence > 0 and self.joined(sentence - 1, sentence) and any(map(self._opens, opening))

    def _opens(self, finding: Finding) -> bool:
        return finding.start - self.findings.sentences[finding.sentence].start <= _OPENING

    def joined(self, first: int, second: int) -> bool:
        """Whether two neighbouring sentences stand in one paragraph, or are lines of one form."""
        one, two = self.findings.sentences[first], self.findings.sentences[second]
        between = self.findings.note.text[one.end : two.start]
        if "\n" not in between:
            return True
        label = self.findings.note.text.find(":", two.start, min(two.end, two.start + _LINE_LABEL))
        return label > 0 and one.section == two.section and between.count("\n") == 1

    def here(self, *labels: str) -> list[Finding]:
        return [finding for finding in self.findings.of(*labels) if finding.sentence in self.sentences]

    def is_unticked(self, finding: Finding) -> bool:
        """Whether it ends behind an empty box: "[ ] not indicated [x] completed"."""
        return is_ticked(self.findings.note.text, finding.end) is False

    # --- what is taken back -----------------------------------------------------------------------

    def dates(self, sentence: int) -> frozenset[str]:
        """What places the sentence at another time than now: "last week", "on Sunday"."""
        return frozenset(
            self.findings.quote(each).lower() for each in self.findings.in_sentence(sentence, "risk.then")
        )

    def unsaid(self, fact: str, stated: Iterable[Finding] = ()) -> list[Finding]:
        """Where the note says that a fact of this kind is not so, of the time of one that is stated."""
        denials = self.findings.of(
            "risk.unsaid",
            where=lambda f: (
                f.attribute("denies") == fact and not _is_supposed(f) and not self.is_unticked(f)
            ),
        )
        if not denials:
            return []
        times = {self.dates(each.sentence) for each in stated}
        return [each for each in denials if self.dates(each.sentence) in times]


def is_inside(finding: Finding, other: Finding) -> bool:
    return other.start <= finding.start and finding.end <= other.end


def _is_supposed(finding: Finding) -> bool:
    said = finding.assertion
    return said.possible or said.hypothetical or said.planned or said.quoted or said.experiencer != "client"
