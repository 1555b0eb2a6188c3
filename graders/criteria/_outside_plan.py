"""Turns an act or a commitment outside the Plan into whether it may count as a task there."""

from __future__ import annotations

from collections.abc import Collection

from graders import runtime
from graders.criteria._ahead import tells_of_past
from graders.criteria._doers import Doers
from graders.criteria._grouping import Clauses
from graders.findings import Finding, Findings

#: Where goals and the service are written down; a task there is no plan.
_TELLING = frozenset({"goal", "medication", "service"})
#: Where the week and the session are told; only what has a when and the client's "will" is a task there.
_TOLD = frozenset({"subjective", "data", "behavior", "objective"})
#: A bidding without a when says more than its verb.
_WORDS_OF_A_BIDDING = 4


class OutsidePlan:
    """What may be a task though the Plan does not say it."""

    def __init__(self, findings: Findings, clauses: Clauses, doers: Doers) -> None:
        self._findings = findings
        self._clauses = clauses
        self._doers = doers
        self._has_plan = any(sentence.section == "plan" for sentence in findings.sentences)
        self._whens = {each.sentence for each in findings.of("frequency")}

    def may_hold(self, finding: Finding) -> bool:
        """A commitment counts outside the Plan, but not where the client tells of the week."""
        if finding.label == "doing":
            return self._is_bidding(finding)
        if finding.label != "task" or self._doers.is_third(finding):
            return False
        timed = finding.sentence in self._whens
        if finding.attribute("needs_when") and not timed:
            return False
        if finding.attribute("opens") and self._clauses.opening(finding.start) != finding.start:
            return False
        if finding.section in _TOLD:
            if finding.section == "subjective" and not self._findings.in_sentence(
                finding.sentence, "task.noun"
            ):
                return False  # "She will start a new job on Monday" is the client's life.
            return finding.id == "task.will" and timed and self._doers.is_client(finding)
        return finding.section not in _TELLING and (
            not self._has_plan or finding.section in ("response", "intervention", "assessment")
        )

    def _is_bidding(self, finding: Finding) -> bool:
        """Whether a sentence outside every section bids: "Take a shower by ten on four days"."""
        if finding.section is not None or self._has_plan:
            return False
        sentence = self._findings.sentences[finding.sentence]
        if finding.start != sentence.start:
            return False
        if finding.sentence in self._whens:
            return finding.id == "task.do" or not tells_of_past(self._findings, finding.sentence)
        if finding.id != "task.do":
            return False
        words = self._findings.quote(sentence).split()
        return len(words) >= _WORDS_OF_A_BIDDING and words[0].lower() not in _also_nouns()


def _also_nouns() -> Collection[str]:
    """Words like "walk", which begin a bidding and name a thing."""
    nouns: Collection[str] = runtime.compiled()["tables"]["plan"]["also_nouns"]
    return nouns
