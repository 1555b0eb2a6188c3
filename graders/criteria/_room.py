"""Turns a note's findings into what changed in the room and what has changed since earlier."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graders import runtime
from graders.case import NO_CASE, Case
from graders.criteria._ahead import is_as_it_seems
from graders.criteria._bystanders import Bystanders
from graders.criteria._grouping import by_sentence
from graders.criteria._session_work import session_work
from graders.criteria._told import told
from graders.findings import Finding, Findings

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
#: A goal's text may stand behind its number: "1. Bring".
_NUMBERING = 5
#: What shows a response best comes first.
_ORDER = ("change", "response", "response.soft", "response.act")
#: Nobody speaks of progress more often; hostile text does.
_FEW = 20
#: Earlier or other time this close to a change makes it one over weeks, not one in the room.
_TIME_REACH = 60


class Room:
    """What changed in the room and since earlier, out of a note's findings."""

    def __init__(self, findings: Findings, case: Case = NO_CASE) -> None:
        self._findings = findings
        self._bystanders = Bystanders(findings, case)
        work = session_work(findings)
        self._work = {each.sentence for each in [*work.techniques(), *work.described(), *work.general()]}
        self._times = by_sentence(findings.of("over.time"))
        self._close_by = by_sentence(findings.of("at.close"))
        self._closes = set(self._close_by)
        self._unsectioned = not any(each.section for each in findings.sentences)
        self._outside = {each.sentence for each in findings.of("outside")}
        self._screens = {each.sentence for each in findings.of("risk.cssrs")}
        self._thirds = {each.end for each in findings.of("third")}
        self._purposes = by_sentence(findings.of("purpose.plain"))
        self._withheld = {each.sentence for each in findings.of("progress.withheld")}
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
            if self._is_over_time(finding):
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
        """Whether it tells of risk: "owned to a wish to be dead", "risk lower than at intake"."""
        if finding.label not in ("progress", "progress.measure", "change"):
            wishes = self._findings.in_sentence(finding.sentence, "risk.ideation")
            return any(finding.start <= each.start <= finding.end + 1 for each in wishes)
        text = self._findings.note.text
        return any(
            each.start <= finding.start and ";" not in text[each.end : finding.start]
            for each in self._findings.in_sentence(finding.sentence, "risk.level")
        )

    def _is_goals_text(self, finding: Finding) -> bool:
        """Whether a goal's own words have the numbers: "Goal: Bring overdue files from 41 to 10"."""
        start = self._findings.sentences[finding.sentence].start
        return finding.section == "goal" and any(
            each.start < start + _NUMBERING for each in self._findings.in_sentence(finding.sentence, "doing")
        )

    def _is_effect(self, finding: Finding) -> bool:
        """Whether what the client did, felt or said stands where it answers the session's work."""
        if finding.label == "response.act":
            return finding.section == "response" and not self._is_stock(finding)
        if finding.section in (_ANSWERS if finding.label == "response" else {"response"}):
            return True
        if finding.sentence in self._closes and finding.section not in _REPORT:
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

    def _is_over_time(self, finding: Finding) -> bool:
        """Whether other times stand nearer to it than the end of this session."""
        weeks = _nearest(finding, self._times_of(finding))
        return weeks < _TIME_REACH and weeks <= _nearest(finding, self._close_by.get(finding.sentence, ()))

    def _times_of(self, finding: Finding) -> list[Finding]:
        """Other times told in its sentence, but not before a semicolon: "one act a day; mood 1 to 3"."""
        times = self._times.get(finding.sentence, [])
        if not times:
            return []
        text, sentence = self._findings.note.text, self._findings.sentences[finding.sentence]
        first = text.rfind(";", sentence.start, finding.start) + 1
        return [each for each in times if each.start >= first]

    def progress(self) -> list[Finding]:
        """Statements about a goal, its measure over time, or the course of treatment."""
        moved = by_sentence(each for each in self._answers if each.label == "change")
        return [
            each
            for each in self._findings.of("progress", "progress.measure", "change")
            if self._is_progress(each)
            and not any(each.start < one.end and one.start < each.end for one in moved.get(each.sentence, ()))
        ]

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
            return self._is_over_time(finding) and finding.section not in (*_REPORT, *_ELSEWHERE)
        return finding.label == "progress.measure" or finding.section not in _REPORT

    def _is_hoped_for(self, finding: Finding) -> bool:
        """Whether it is what the work was for: "so that the next setback is noticed"."""
        text = self._findings.note.text
        return any(
            0 <= finding.start - each.end < _TIME_REACH
            and not any(mark in text[each.end : finding.start] for mark in ",;:")
            for each in self._purposes.get(finding.sentence, ())
        )

    def _is_topic(self, finding: Finding) -> bool:
        """Whether it is what was talked about: "we spoke about the worth of progress"."""
        text = self._findings.note.text
        return finding.label == "progress" and any(
            each.start <= finding.start < each.end
            or (
                0 <= finding.start - each.end < _TIME_REACH
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

    def stock(self) -> list[Finding]:
        return [
            each
            for each in self._findings.of("stock")
            if self._is_said(each) and each.section != "plan" and not self._bystanders.own(each)
        ]

    def _is_said(self, finding: Finding) -> bool:
        """Whether the stock phrase is said of today: "whether he would be receptive" says nothing."""
        state = finding.assertion
        return not (state.planned or state.hypothetical or state.possible or state.historical)

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

    def _is_of_the_same(self, denial: Finding, answers: list[Finding]) -> bool:
        """Whether another sentence denies, of this session, the very thing that an answer tells of."""
        index = denial.sentence
        if denial.section in _REPORT or index in self._times or index in self._outside:
            return False
        thing = self._findings.quote(denial).lower().split()[-1]
        return any(
            each.label == "change"
            and each.sentence != index
            and thing in self._findings.forms_in(each.sentence)
            for each in answers
        )

    def disputed(self) -> list[Finding]:
        """Progress and no progress on one and the same goal; "goal 1 progressing, none on 2" is none."""
        words = [
            each
            for each in self._findings.of("progress.word")
            if self._is_progress(each) and each.sentence not in self._times
        ]
        none = [each for each in words if each.assertion.negated]
        made = [each for each in words if not each.assertion.negated]
        for denied in none[:_FEW]:
            for stated in made[:_FEW]:
                if denied.sentence != stated.sentence and self._have_one_goal(denied, stated):
                    return [stated, denied]
        return []

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


def _nearest(finding: Finding, others: Iterable[Finding]) -> int:
    """How many characters part it from the nearest of the others; 0 where one lies over it."""
    gaps = (max(0, each.start - finding.end, finding.start - each.end) for each in others)
    return min(gaps, default=_TIME_REACH)
