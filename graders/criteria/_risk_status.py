"""Turns the risk passage into what it says of the client's status: level, ideation, intent, change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from graders.criteria._grouping import Clauses
from graders.criteria._risk_passage import RiskPassage, is_inside
from graders.criteria._risk_safety import answers, screens
from graders.findings import Finding, Findings
from graders.spans import Span

#: Characters in front of "SI" that may narrow it: "passive", "active".
_NARROWS = 12
#: A longer stretch is shown in its clauses.
_LONGEST_QUOTE = 220
_DEGREES = ("active", "passive")
#: A wish to be dead is passive without the word.
_PASSIVE = ("wish", "better off", "wak")


def _stretch(found: Sequence[Finding], clauses: Clauses) -> list[Span]:
    spans = [clauses.bare(each) for each in found]
    whole = Span(min(each.start for each in spans), max(each.end for each in spans))
    return [whole] if whole.end - whole.start <= _LONGEST_QUOTE else [*spans]


class RiskStatus:
    """How high the client's risk is now, by the statements of the passage."""

    def __init__(self, passage: RiskPassage) -> None:
        self._passage = passage
        self._findings: Findings = passage.findings

    def current_levels(self) -> list[Finding]:
        """Level words that say how high the client's risk is now."""
        sentences = {finding.sentence for finding in self._levels()}
        words = self._findings.of("risk.level_word", where=self._stands)
        return [each for each in words if each.sentence in sentences]

    def _levels(self) -> tuple[Finding, ...]:
        return self._findings.of("risk.level", where=self._stands)

    def _stands(self, level: Finding) -> bool:
        """Whether a level is one of now; "is put at moderate given an overdose in his twenties" is."""
        if level.is_present:
            return True
        return level.assertion.historical and self._is_told_as_now(level)

    def _is_told_as_now(self, level: Finding) -> bool:
        phrases = self._findings.in_sentence(level.sentence, "risk.level_now")
        return replace(level.assertion, historical=False).is_present and any(
            is_inside(level, each) for each in phrases
        )

    def level_phrases(self, levels: list[Finding]) -> list[Finding]:
        """The phrases that hold the level words: "suicide risk moderate" rather than "moderate"."""
        sentences = {finding.sentence for finding in levels}
        phrases = [each for each in self._levels() if each.sentence in sentences]
        changes = [each for each in self._findings.of("risk.change") if each.sentence in sentences]
        return [*phrases, *changes]

    def quotes(self, found: Iterable[Finding]) -> list[Span]:
        """What is found in a sentence as one stretch of whole clauses: "no" and "denies" belong to it."""
        sentences: dict[int, list[Finding]] = {}
        for each in found:
            sentences.setdefault(each.sentence, []).append(each)
        clauses = Clauses(self._findings, ())
        return [span for each in sentences.values() for span in _stretch(each, clauses)]

    def levels_conflict(self, levels: list[Finding]) -> bool:
        """Whether two sentences give one and the same risk two different levels."""
        bands: dict[tuple[str | None, str | None], tuple[str, int]] = {}
        for finding in levels:
            domain = self._nearest(finding, "risk.domain")
            qualifier = self._nearest(finding, "risk.qualifier")
            key = (domain and domain.attribute("domain"), qualifier and qualifier.id)
            band = finding.attribute("band")
            known = bands.setdefault(key, (band, finding.sentence))
            if known[0] != band and known[1] != finding.sentence and not self._is_screened(finding):
                return True
        return False

    def _nearest(self, finding: Finding, label: str) -> Finding | None:
        others = self._findings.in_sentence(finding.sentence, label)
        return min(others, key=lambda other: abs(other.start - finding.start)) if others else None

    def _is_screened(self, finding: Finding) -> bool:
        return bool(self._findings.in_sentence(finding.sentence, "risk.cssrs"))

    def contradiction(self, levels: list[Finding]) -> list[Finding]:
        """Two statements of the note that cannot both hold now; nothing when there are none."""
        return self._resolve_against(levels) or self._risk_against_none(levels) or self._ideation_and_denial()

    def _resolve_against(self, levels: list[Finding]) -> list[Finding]:
        """A stated resolve to die beside a low level or a denial: "denies SI", "plans to shoot himself"."""
        resolve = self._findings.present("risk.resolve")
        if not resolve:
            return []
        denied = [each for each in self.denial() if not each.assertion.historical]
        calm = {finding.attribute("band") for finding in levels} == {"low"}
        return [*levels, *denied, *resolve] if calm or (denied and not levels) else []

    def _risk_against_none(self, levels: list[Finding]) -> list[Finding]:
        """ "There is no suicide risk" beside a higher level, a positive screen or ideation."""
        raised = [each for each in levels if each.attribute("band") != "low"]
        raised += self._findings.of("risk.screen_yes", where=lambda each: not each.assertion.negated)
        raised += self._findings.present("risk.ideation")
        none = self._passage.unsaid("risk", raised)
        return [*raised, *none] if none else []

    def _ideation_and_denial(self) -> list[Finding]:
        """Ideation that is reported and denied of the same time: "denies SI" and "reports SI nightly"."""
        stated, denied = [], []
        for each in self._findings.of("risk.ideation"):
            said = each.assertion
            elsewhen = said.historical or said.hypothetical or said.possible or said.planned or said.quoted
            if said.experiencer == "client" and not elsewhen and not self._is_screened(each):
                (denied if said.negated else stated).append(each)
        if not stated or not denied:
            return []
        places: dict[tuple[str, frozenset[str], str], list[Finding]] = {}
        for each in denied:
            domain, dates, degree = self._kind(each)
            sweeping = self._findings.in_sentence(each.sentence, "risk.of_any_kind")
            for kind in (*_DEGREES, "") if sweeping else (degree,):
                # The first and the last suffice: the one or the other stands in another sentence.
                places[domain, dates, kind] = [*places.get((domain, dates, kind), ())[:1], each]
        for each in stated:
            for other in places.get(self._kind(each), ()):
                # "SI last week and none since": of one sentence nobody can tell what the date belongs to.
                if other.sentence != each.sentence or not self._passage.dates(each.sentence):
                    return [each, other]
        return []

    def _kind(self, ideation: Finding) -> tuple[str, frozenset[str], str]:
        """What may be told apart in two statements: of what, when, and whether active or passive."""
        domains = self._findings.in_sentence(ideation.sentence, "risk.domain")
        domain = next((each.attribute("domain") for each in domains if is_inside(each, ideation)), "suicide")
        window = self._findings.note.text[max(0, ideation.start - _NARROWS) : ideation.end].lower()
        degree = next((each for each in _DEGREES if each in window), "")
        if not degree and any(each in window for each in _PASSIVE):
            degree = "passive"
        return domain, self._passage.dates(ideation.sentence), degree

    def ideation_with_plan_or_intent(self) -> list[Finding]:
        """Ideation (reported or denied) together with plan, intent, method or the answers to a screen."""
        for finding in self._passage.here("risk.ideation", "risk.domain"):
            said = finding.assertion
            if said.experiencer != "client" or said.hypothetical or said.possible or said.historical:
                continue
            if self._is_long_ago(finding):
                continue
            near = self._plans_and_intents(finding.sentence)
            near = [each for each in near if not is_inside(each, finding)]
            if near:
                return [finding, *near]
        answered = [each for each in screens(self._passage, "risk.cssrs") if self._items(each)]
        return [*answered, *self._items(answered[0])] if answered else []

    def _plans_and_intents(self, sentence: int) -> list[Finding]:
        """What is said of plan or intent in the sentence or in a neighbour of its paragraph."""
        last = len(self._findings.sentences) - 1
        places = [sentence]
        places += [sentence + 1] if sentence < last and self._passage.joined(sentence, sentence + 1) else []
        places += [sentence - 1] if sentence and self._passage.joined(sentence - 1, sentence) else []
        near = [each for at in places for each in self._findings.in_sentence(at, "risk.plan_or_intent")]
        return [each for each in near if not each.assertion.hypothetical]

    def _items(self, screen: Finding) -> list[Finding]:
        """Answers to the items of a screen; a mere "negative" answers none."""
        return [each for each in answers(self._passage, screen) if not each.attribute("overall")]

    def change(self) -> list[Finding]:
        changes = [each for each in self._passage.here("risk.change") if not each.assertion.hypothetical]
        return [each for each in changes if each.attribute("of_risk") or self._is_about_risk(each.sentence)]

    def _is_about_risk(self, sentence: int) -> bool:
        about = self._findings.in_sentence(sentence, "risk.domain", "risk.level", "risk.ideation")
        if any(each.is_present or each.assertion.negated for each in about):
            return True
        return self._passage.goes_on(sentence) and self._is_about_risk(sentence - 1)

    def contract(self) -> list[Finding]:
        # A denial in front of it ("denies SI and contracted for safety") does not reach the contract.
        return list(self._findings.of("risk.contract"))

    def denial(self) -> list[Finding]:
        ideation = self._findings.of("risk.ideation", where=lambda each: each.assertion.negated)
        found = [*self._findings.of("risk.denial"), *ideation]
        return [each for each in found if each.assertion.experiencer == "client"]

    def ideation(self) -> list[Finding]:
        return [each for each in self._findings.present("risk.ideation") if not self._is_long_ago(each)]

    def _is_long_ago(self, ideation: Finding) -> bool:
        """Whether the sentence puts it into a time of life that is over: "at 19 she was suicidal"."""
        return bool(self._findings.in_sentence(ideation.sentence, "risk.long_ago"))

    def vague(self) -> list[Finding]:
        vague = self._findings.of("risk.vague")
        return [each for each in vague if not (each.assertion.hypothetical or each.assertion.planned)]
