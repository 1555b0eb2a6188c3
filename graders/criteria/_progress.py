"""Turns a note's findings into what has changed since earlier: progress towards a goal, and none."""

from __future__ import annotations

from collections.abc import Iterable

from graders import runtime
from graders.criteria._bystanders import Bystanders
from graders.criteria._grouping import by_sentence
from graders.criteria._times import Times
from graders.findings import Finding, Findings

#: Where a statement of progress is the client's account.
_REPORT = frozenset({"subjective", "behavior"})
#: Where numbers that moved are no change since earlier.
_NO_CHANGE = _REPORT | {"plan", "goal", "service", "diagnosis", "medication", "signature"}
#: A goal's text may stand behind its number: "1. Bring".
_NUMBERING = 5
#: "So that" and "we spoke about" reach so far.
_REACH = 60
#: Nobody speaks of progress more often; hostile text does.
_FEW = 20


class Progress:
    """What a note says of goals and of the course of treatment."""

    def __init__(self, findings: Findings, bystanders: Bystanders, times: Times) -> None:
        self._findings = findings
        self._bystanders = bystanders
        self._times = times
        self._screens = {each.sentence for each in findings.of("risk.cssrs")}
        self._purposes = by_sentence(findings.of("purpose.plain"))
        self._withheld = {each.sentence for each in findings.of("progress.withheld")}

    def stated(self, changes: Iterable[Finding]) -> list[Finding]:
        """Statements about a goal, its measure over time, or the course; no ``changes`` in the room."""
        moved = by_sentence(changes)
        return [
            each
            for each in self._findings.of("progress", "progress.measure", "change")
            if self._is_progress(each)
            and not any(each.start < one.end and one.start < each.end for one in moved.get(each.sentence, ()))
        ]

    def disputed(self) -> list[Finding]:
        """Progress and no progress on one and the same goal; "goal 1 progressing, none on 2" is none."""
        words = [
            each
            for each in self._findings.of("progress.word")
            if self._is_progress(each) and not self._times.has_other(each.sentence)
        ]
        none = [each for each in words if each.assertion.negated]
        made = [each for each in words if not each.assertion.negated]
        for denied in none[:_FEW]:
            for stated in made[:_FEW]:
                if denied.sentence != stated.sentence and self._have_one_goal(denied, stated):
                    return [stated, denied]
        return []

    def _is_progress(self, finding: Finding) -> bool:
        state = finding.assertion
        if state.planned or state.hypothetical or state.possible or state.quoted or finding.section == "plan":
            return False
        if finding.sentence in self._withheld or state.experiencer != "client":
            return False
        if self._is_hoped_for(finding) or self._counts_symptoms(finding) or self._is_topic(finding):
            return False
        if self._bystanders.own(finding) or self._is_of_risk(finding) or self._is_goals_text(finding):
            return False
        if finding.label == "change":
            return self._times.is_over_time(finding) and finding.section not in _NO_CHANGE
        return finding.label == "progress.measure" or finding.section not in _REPORT

    def _is_of_risk(self, finding: Finding) -> bool:
        """Whether it tells of risk: "risk lower than at intake"; a bare word of progress never does."""
        text = self._findings.note.text
        return finding.label != "progress.word" and any(
            each.start <= finding.start and ";" not in text[each.end : finding.start]
            for each in self._findings.in_sentence(finding.sentence, "risk.level")
        )

    def _is_goals_text(self, finding: Finding) -> bool:
        """Whether a goal's own words have the numbers: "Goal: Bring overdue files from 41 to 10"."""
        start = self._findings.sentences[finding.sentence].start
        return finding.section == "goal" and any(
            each.start < start + _NUMBERING for each in self._findings.in_sentence(finding.sentence, "doing")
        )

    def _is_hoped_for(self, finding: Finding) -> bool:
        """Whether it is what the work was for: "so that the next setback is noticed"."""
        text = self._findings.note.text
        return any(
            0 <= finding.start - each.end < _REACH
            and not any(mark in text[each.end : finding.start] for mark in ",;:")
            for each in self._purposes.get(finding.sentence, ())
        )

    def _is_topic(self, finding: Finding) -> bool:
        """Whether it is what was talked about: "we spoke about the worth of progress"."""
        text = self._findings.note.text
        return finding.label == "progress" and any(
            each.start <= finding.start < each.end
            or (
                0 <= finding.start - each.end < _REACH
                and not any(mark in text[each.end : finding.start] for mark in ":;")
            )
            for each in self._findings.in_sentence(finding.sentence, "topic")
        )

    def _counts_symptoms(self, finding: Finding) -> bool:
        """Whether it is a screen's items, or days of a symptom: "nightmares on four of seven nights"."""
        if finding.label != "progress.measure":
            return False
        index = finding.sentence
        return index in self._screens or bool(
            finding.attribute("days") and self._findings.in_sentence(index, "symptom")
        )

    def _have_one_goal(self, denied: Finding, stated: Finding) -> bool:
        first, second = self._goal_of(denied), self._goal_of(stated)
        return bool(first & second) or not (first or second)

    def _goal_of(self, finding: Finding) -> set[str]:
        """What names the goal in the words behind "progress": "driving", or its number."""
        empty = runtime.compiled()["tables"]["response"]["names_no_goal"]
        named: set[str] = set()
        behind = True
        for token in self._findings.tokens_in(finding.sentence):
            if token.start >= finding.end:
                behind = behind and not token.parted
            follows = behind and token.start >= finding.end
            if token.form.isdecimal() or (follows and token.form not in empty):
                named.add(token.form)
        return named
