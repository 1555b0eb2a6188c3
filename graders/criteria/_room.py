"""Turns a note's findings into what changed in the room: the answers to the session's work."""

from __future__ import annotations

import re

from graders.criteria._ahead import is_as_it_seems
from graders.criteria._bystanders import Bystanders
from graders.criteria._grouping import by_sentence
from graders.criteria._session_work import session_work
from graders.criteria._times import Times
from graders.criteria._told import told
from graders.findings import Finding, Findings
from graders.telling import Clause

#: A response is told within so many sentences of the work that it answers.
_REACH = 3
#: Sections in which a client's change is the answer to the session's work by their very place.
_ANSWERS = frozenset({"response", "assessment", "action"})
_ELSEWHERE = frozenset({"plan", "goal", "service", "diagnosis", "medication", "signature"})
_REPORT = frozenset({"subjective", "behavior"})
#: An act this close before a stock phrase is part of it.
_STOCK_REACH = 20
#: Between a subject and what it does.
_PARTING = re.compile(r"[,;:.!?]")
#: "We found it hard" may be the client's too.
_JOINT = frozenset({"we", "we'll", "team"})
#: What shows a response best comes first.
_ORDER = ("change", "response", "response.soft", "response.act")


class Room:
    """What changed in the session, out of a note's findings."""

    def __init__(self, findings: Findings, bystanders: Bystanders, times: Times) -> None:
        self._findings = findings
        self._bystanders = bystanders
        self._times = times
        work = session_work(findings)
        self._work = {each.sentence for each in [*work.techniques(), *work.described(), *work.general()]}
        self._unsectioned = not any(each.section for each in findings.sentences)
        self._outside = {each.sentence for each in findings.of("outside")}
        self._thirds = {each.end for each in findings.of("third")}
        self._purposes = by_sentence(findings.of("purpose.plain"))
        self._no_answers = by_sentence(
            findings.of("stock", "response.empty", "progress", "progress.withheld", "response.denied")
        )
        self._answers = [each for each in findings.of(*_ORDER) if self._is_answer(each)]

    def answers(self) -> list[Finding]:
        """Ratings that moved, acts and words that answer the work, visible change."""
        answers = sorted(self._answers, key=lambda each: (_ORDER.index(each.label), each.start))
        if answers:
            return answers
        return [each for each in told(self._findings, self._work) if not self._bystanders.own(each)]

    def may_answer(self, clause: Clause) -> bool:
        """Whether it stands where an answer can; what is observed before any work answers none."""
        if self._findings.sentences[clause.sentence].section != "objective":
            return True
        return any(clause.sentence - back in self._work for back in range(_REACH + 1))

    def changes(self) -> list[Finding]:
        """The answers that are numbers which moved, or a change that could be seen."""
        return [each for each in self._answers if each.label == "change"]

    def stock(self) -> list[Finding]:
        return [
            each
            for each in self._findings.of("stock")
            if self._is_said(each) and each.section != "plan" and not self._bystanders.own(each)
        ]

    def denials_of(self, answers: list[Finding]) -> list[Finding]:
        """What takes an answer back: "from 7 to 3, and it made no difference", "no change in distress"."""
        first = {
            each.sentence: each.start for each in sorted(answers, key=lambda each: each.start, reverse=True)
        }
        return [
            each
            for each in self._findings.of("response.denied")
            if each.section not in _ELSEWHERE
            and (first.get(each.sentence, each.start) < each.start or self._is_of_the_same(each, answers))
        ]

    def _is_answer(self, finding: Finding) -> bool:
        state = finding.assertion
        if state.planned or state.hypothetical or state.possible or state.historical:
            return False
        if state.experiencer != "client" and not self._work:
            return False
        # "Her roommate laughed": the subject stands right in front.
        if finding.start - 1 in self._thirds or self._bystanders.own(finding):
            return False
        if finding.label == "change":
            if self._times.is_over_time(finding):
                return False
        elif self._is_purpose(finding):
            return False
        if finding.section in _ELSEWHERE:
            return finding.label == "change" and finding.sentence in self._work
        if finding.label == "change":
            return finding.section not in _REPORT or self._follows_work(finding)
        if state.negated:
            return finding.label == "response.soft" and finding.section == "response"
        return self._is_effect(finding) and not self._is_clinicians(finding) and not self._is_of_risk(finding)

    def _is_clinicians(self, finding: Finding) -> bool:
        """Whether the writer did it, or asked for it: "I found it hard", "I asked what he found hard"."""
        text, here = self._findings.note.text, finding.sentence
        before = [
            each
            for each in self._findings.in_sentence(here, "doer.client", "doer.clinician", "question")
            if each.start <= finding.start and not _PARTING.search(text, each.end, finding.start)
        ]
        if any(each.label == "question" for each in before):
            return True
        subject = before[-1] if before and is_as_it_seems(self._findings, before[-1]) else None
        return (
            subject is not None
            and subject.label == "doer.clinician"
            and self._findings.quote(subject).lower() not in _JOINT
        )

    def _is_of_risk(self, finding: Finding) -> bool:
        """Whether it tells of risk: "owned to a wish to be dead"."""
        wishes = self._findings.in_sentence(finding.sentence, "risk.ideation")
        return any(finding.start <= each.start <= finding.end + 1 for each in wishes)

    def _is_effect(self, finding: Finding) -> bool:
        """Whether what the client did, felt or said stands where it answers the session's work."""
        if finding.label == "response.act":
            return finding.section == "response" and not self._is_stock(finding)
        if finding.section in (_ANSWERS if finding.label == "response" else {"response"}):
            return True
        if self._times.has_close(finding.sentence) and finding.section not in _REPORT:
            return True
        if finding.attribute("in_session") and not self._work:
            return finding.section not in _REPORT and finding.sentence not in self._outside
        if self._unsectioned and finding.label == "response" and finding.sentence not in self._outside:
            return True
        return self._follows_work(finding, 1 if finding.label == "response.soft" else _REACH)

    def _is_purpose(self, finding: Finding) -> bool:
        """Whether it is what the work was for: "so she could see what comes before it"."""
        return any(
            each.start <= finding.end and finding.start <= each.end
            for each in self._purposes.get(finding.sentence, ())
        )

    def _is_stock(self, finding: Finding) -> bool:
        return any(
            each.start < finding.end + _STOCK_REACH and finding.start < each.end
            for each in self._no_answers.get(finding.sentence, ())
        )

    def _follows_work(self, finding: Finding, reach: int = _REACH) -> bool:
        return any(finding.sentence - back in self._work for back in range(reach + 1))

    def _is_said(self, finding: Finding) -> bool:
        """Whether the stock phrase is said of today: "whether he would be receptive" says nothing."""
        state = finding.assertion
        return not (state.planned or state.hypothetical or state.possible or state.historical)

    def _is_of_the_same(self, denial: Finding, answers: list[Finding]) -> bool:
        """Whether another sentence denies, of this session, the very thing that an answer tells of."""
        index = denial.sentence
        if denial.section in _REPORT or self._times.has_other(index) or index in self._outside:
            return False
        thing = self._findings.quote(denial).lower().split()[-1]
        return any(
            each.label == "change"
            and each.sentence != index
            and thing in self._findings.forms_in(each.sentence)
            for each in answers
        )
