"""What a note says about risk, gathered from wherever it says it."""

from __future__ import annotations

import re
from functools import cached_property

from graders.findings import Finding, Findings
from graders.spans import Span

#: "Risk factors: a, b and c", "Risk factors are a and b".
_INTRODUCES = re.compile(r"[^,;:.]{0,30}[:=–—-]|[^,;:.]{0,25}\b(?:are|include|being)\b")
_LISTED = re.compile(r"(?:(?!,|;|\band\b|\+|:|\bare\b|\binclude\b).){3,80}")
#: A verb further than this many characters from "safety plan" is not about it.
_NEAR = 70
#: A sentence with one of these is about the client's risk.
_SPEAKS_OF_RISK = ("risk.domain", "risk.ideation", "risk.level", "risk.cssrs", "risk.safety_plan", "risk.vague")
#: Factors that nobody mentions beside a risk statement for another reason.
_OF_RISK_ALONE = {"means", "attempt", "family_suicide", "hopelessness"}
#: Somebody else's death or suicide bears on the client's risk.
_OF_OTHERS = {"loss", "family_suicide"}


class RiskPassage:
    """The sentences of a note that speak of the client's risk, and what stands in them."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings

    @cached_property
    def sentences(self) -> set[int]:
        """Indices of sentences about the client's risk, with a neighbour that gives its reasons."""
        family = self.findings.of("risk.factor", where=lambda f: f.attribute("group") in _OF_OTHERS)
        core = {
            finding.sentence
            for finding in self.findings.of(*_SPEAKS_OF_RISK)
            if finding.assertion.experiencer == "client" and not any(_inside(finding, other) for other in family)
        }
        core |= {f.sentence for f in self.findings.of("risk.factors_cue") if "risk" in self._words(f) or "rf" in self._words(f)}
        core |= {index for index, sentence in enumerate(self.findings.sentences) if sentence.section == "risk"}
        reasons = {finding.sentence for finding in self.findings.of("risk.factors_cue")}
        reasons |= {f.sentence for f in self.findings.of("risk.factor") if f.attribute("group") in _OF_RISK_ALONE}
        return core | {index for index in reasons if self._is_beside(core, index)}

    def _is_beside(self, core: set[int], index: int) -> bool:
        return (index - 1 in core and self._joined(index - 1, index)) or (
            index + 1 in core and self._joined(index, index + 1)
        )

    def _words(self, finding: Finding) -> set[str]:
        return set(self.findings.quote(finding).lower().split())

    def _joined(self, first: int, second: int) -> bool:
        """Whether two neighbouring sentences stand in one paragraph."""
        one, two = self.findings.sentences[first], self.findings.sentences[second]
        return "\n" not in self.findings.note.text[one.end : two.start]

    def _here(self, *labels: str) -> list[Finding]:
        return [finding for finding in self.findings.of(*labels) if finding.sentence in self.sentences]

    # --- status ---------------------------------------------------------------------------------

    def current_levels(self) -> list[Finding]:
        """Level words that say how high the client's risk is now."""
        sentences = {finding.sentence for finding in self.findings.of("risk.level") if _holds(finding)}
        return [finding for finding in self.findings.of("risk.level_word") if finding.sentence in sentences and _holds(finding)]

    def level_phrases(self, levels: list[Finding]) -> list[Finding]:
        """The phrases that hold the level words: "suicide risk moderate" rather than "moderate"."""
        sentences = {finding.sentence for finding in levels}
        phrases = [f for f in self.findings.of("risk.level") if f.sentence in sentences and _holds(f)]
        changes = [f for f in self.findings.of("risk.change") if f.sentence in sentences]
        return [*phrases, *changes]

    def levels_conflict(self, levels: list[Finding]) -> bool:
        """Whether two sentences give one and the same risk two different levels."""
        bands: dict[tuple[str | None, str | None], tuple[str, int]] = {}
        for finding in levels:
            key = (self._nearest(finding, "risk.domain", "domain"), self._nearest(finding, "risk.qualifier", "id"))
            band = finding.attribute("band")
            known = bands.setdefault(key, (band, finding.sentence))
            if known[0] != band and known[1] != finding.sentence and not self.findings.in_sentence(finding.sentence, "risk.cssrs"):
                return True
        return False

    def resolve_against(self, levels: list[Finding]) -> list[Finding]:
        """A stated resolve to die beside a low level or a denial: "denies SI" and "has a plan to shoot himself"."""
        denied = [f for f in self.denial() if not f.assertion.historical]
        calm = {finding.attribute("band") for finding in levels} == {"low"} or (denied and not levels)
        return list(self.findings.present("risk.resolve")) if calm else []

    def _nearest(self, finding: Finding, label: str, name: str) -> str | None:
        """The attribute (or id) of the nearest finding of a label in the sentence."""
        others = self.findings.in_sentence(finding.sentence, label)
        if not others:
            return None
        nearest = min(others, key=lambda other: abs(other.start - finding.start))
        return nearest.id if name == "id" else nearest.attribute(name)

    def ideation_with_plan_or_intent(self) -> list[Finding]:
        """Ideation (reported or denied) together with plan, intent, method or the answers to a screen."""
        for finding in self._here("risk.ideation", "risk.domain"):
            said = finding.assertion
            if said.experiencer != "client" or said.hypothetical or said.possible or said.historical:
                continue
            near = [
                other
                for other in self.findings.of("risk.plan_or_intent")
                if other.sentence in (finding.sentence, finding.sentence + 1) and not _inside(other, finding)
                and not other.assertion.hypothetical and (other.sentence == finding.sentence or self._joined(finding.sentence, other.sentence))
            ]  # fmt: skip
            if near:
                return [finding, *near]
        answered = [finding for finding in self.screens("risk.cssrs") if self.answers(finding)]
        return [*answered, *self.answers(answered[0])] if answered else []

    def change_of_status(self) -> list[Finding]:
        changes = [finding for finding in self._here("risk.change") if not finding.assertion.hypothetical]
        return [
            finding
            for finding in changes
            if any(_holds(o) or o.assertion.negated for o in self.findings.in_sentence(finding.sentence, "risk.domain", "risk.level", "risk.ideation"))
        ]

    def contract(self) -> list[Finding]:
        # A denial in front of it ("denies SI and contracted for safety") does not reach the contract.
        return list(self.findings.of("risk.contract"))

    def denial(self) -> list[Finding]:
        return [f for f in self.findings.of("risk.denial") if f.assertion.experiencer == "client"]

    def ideation(self) -> list[Finding]:
        return [finding for finding in self.findings.of("risk.ideation") if finding.is_present]

    def vague(self) -> list[Finding]:
        return [f for f in self.findings.of("risk.vague") if not (f.assertion.hypothetical or f.assertion.planned)]

    # --- factors --------------------------------------------------------------------------------

    def factors_bearing_on_risk(self) -> list[Finding]:
        return [finding for finding in self._here("risk.factor") if _is_factor(finding)]

    def factors_listed(self) -> list[Span]:
        """What a list that is introduced as risk factors holds, known to the lexicon or not."""
        listed: list[Span] = []
        for cue in self.findings.of("risk.factors_list", where=lambda f: not f.assertion.negated):
            end = self.findings.sentences[cue.sentence].end
            rest = self.findings.note.text[cue.end : end]
            if _INTRODUCES.match(rest) or len(self._words(cue)) > 2:
                spans = (Span(cue.end + m.start(), cue.end + m.end()) for m in _LISTED.finditer(rest))
                listed += [span for span in spans if self._is_item(span, cue.sentence)]
        return listed

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

    # --- screen ---------------------------------------------------------------------------------

    def screens(self, label: str) -> list[Finding]:
        """Screens that were done, not put off."""
        return [
            finding
            for finding in self.findings.of(label)
            if not (finding.assertion.planned or finding.assertion.hypothetical or finding.assertion.possible)
            and not finding.assertion.historical
            # "C-SSRS: 3-6 neg" negates the answers, "C-SSRS not done" the screen.
            and (not finding.assertion.negated or self.answers(finding))
            and not self.findings.in_sentence(finding.sentence, "risk.screen_not_done")
        ]

    def answers(self, screen: Finding) -> list[Finding]:
        """Answers to the screen's items: behind it in its sentence, or in the next one of the paragraph."""
        same = [f for f in self.findings.in_sentence(screen.sentence, "risk.screen_result") if not _inside(f, screen) and f.start >= screen.start]
        if same:
            return same
        before = [f for f in self.findings.in_sentence(screen.sentence, "risk.screen_result") if f.end <= screen.start]
        following = screen.sentence + 1
        if following < len(self.findings.sentences) and self._joined(screen.sentence, following):
            before += self.findings.in_sentence(following, "risk.screen_result")
        return before

    def result_of(self, screen: Finding) -> list[Finding]:
        """The screen's result: answers, or a level in the same sentence."""
        levels = [f for f in self.findings.in_sentence(screen.sentence, "risk.screen_level") if f.start >= screen.start]
        return self.answers(screen) or levels

    def screen_contradicted(self) -> bool:
        """Whether one and the same answer is both endorsed and denied."""
        none, some = (
            {f.sentence for f in self.findings.of(label) if self.findings.in_sentence(f.sentence, "risk.cssrs")}
            for label in ("risk.screen_all_no", "risk.screen_yes")
        )
        if none and some - none:
            return True
        wishes = self.findings.of("risk.domain", where=lambda f: bool(self.findings.in_sentence(f.sentence, "risk.cssrs")))
        return len({f.assertion.negated for f in wishes if f.id == "risk.suicide"}) > 1 and len({f.sentence for f in wishes}) > 1

    # --- safety plan and support ------------------------------------------------------------------

    def safety_plans(self) -> tuple[list[Finding], list[Finding], list[Finding]]:
        """Mentions of a safety plan: done or reviewed now, only mentioned, put off or missing."""
        done, mentioned, postponed = [], [], []
        for plan in self.findings.of("risk.safety_plan"):
            put_off = [f for f in self.findings.in_sentence(plan.sentence, "risk.plan_not_done") if f.end > plan.start - _NEAR]
            verbs = [
                verb
                for verb in self.findings.in_sentence(plan.sentence, "risk.plan_done")
                if abs(verb.start - plan.start) <= _NEAR and _holds(verb) and not any(_inside(verb, other) for other in put_off)
            ]
            on_file = any("file" in self._words(f) or "place" in self._words(f) or "exists" in self._words(f) for f in put_off)
            if verbs:
                done.append(plan)
            elif (put_off and not on_file) or not _holds(plan):
                postponed.append(plan)
            else:
                mentioned.append(plan)
        return done, mentioned, postponed

    def safety_plan_denied(self) -> bool:
        """Whether another sentence says that there is no safety plan."""
        return bool(self.findings.of("risk.safety_plan", where=lambda f: f.assertion.negated))

    def crisis_lines(self) -> list[Finding]:
        return [
            finding
            for finding in self.findings.of("risk.crisis_line")
            # "May text 988 at any time" is leave, not doubt; "could be offered" is a cue of its own.
            if not finding.assertion.negated and not self.findings.in_sentence(finding.sentence, "risk.offer_later")
        ]

    def support_people(self) -> list[Finding]:
        """People the client can turn to, named by name or relation where the note speaks of risk."""
        return [
            finding
            for finding in self._here("risk.support_person")
            if not (finding.assertion.negated or finding.assertion.possible)
            and any(not _inside(cue, finding) for cue in self.findings.in_sentence(finding.sentence, "risk.contact_cue"))
            and not self.findings.in_sentence(finding.sentence, "risk.offer_later", "risk.vague_resources")
        ]

    def vague_resources(self) -> list[Finding]:
        return [
            finding
            for finding in self.findings.of("risk.vague_resources")
            if not finding.assertion.negated and not self.findings.in_sentence(finding.sentence, "risk.offer_later")
        ]


def _holds(finding: Finding) -> bool:
    """Said of the client and of now: not denied, possible, conditional, put off or past."""
    return finding.is_present


def _is_factor(finding: Finding) -> bool:
    assertion = finding.assertion
    if assertion.negated or assertion.possible or assertion.hypothetical or assertion.planned:
        return False
    return assertion.experiencer == "client" or finding.attribute("group") in _OF_OTHERS


def _inside(finding: Finding, other: Finding) -> bool:
    return other.start <= finding.start and finding.end <= other.end
