"""Turns the part of a note that looks ahead into the concrete things that the client will do."""

from __future__ import annotations

from collections.abc import Iterable

from graders import runtime
from graders.criteria._ahead import is_alone, sentences_ahead, with_what
from graders.criteria._deeds import is_of_another_kind, is_prescribed, says_what
from graders.criteria._doers import Doers
from graders.criteria._grouping import Clauses, by_sentence
from graders.criteria._outside_plan import OutsidePlan
from graders.criteria._quoting import shown
from graders.criteria._task_bars import Bars
from graders.findings import Finding, Findings
from graders.rating import Evidence
from graders.spans import Span

#: What may stand in the place of a task.
_OPEN_LABELS = (
    "task.conditional",
    "task.unspecific",
    "task.vague",
    "task.wish",
    "plan.continue",
    "plan.appointment",
    "plan.therapist",
    "plan.service",
)
#: Tasks, the firmest first: a commitment, an assented proposal, a doing, a thing to do, a bare "when".
_TASKS = ("task", "task.asked", "doing", "task.noun", "frequency")
#: A client's yes comes within so many sentences of the question.
_ANSWER_REACH = 3
#: Where the week and the session are told: what was not done there takes nothing back.
_TOLD = frozenset({"subjective", "data", "behavior", "objective"})
#: A word of so many letters names an act or its object; "her" and "the" do not.
_NAMING = 4
#: What a reader is shown.
_MOST_SHOWN = 3


class Tasks:
    """What the client will do until the next session."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.ahead = sentences_ahead(findings)
        self._undecided = {each.sentence for each in findings.of("plan.undecided")}
        self._assents = by_sentence(findings.of("task.assent"))
        self._whens = {each.sentence for each in findings.of("frequency")}
        self._crises = {each.sentence for each in findings.of("plan.crisis")}
        self._clauses = Clauses(findings, [*_OPEN_LABELS, "frequency", "ahead.opening", "plan.done"])
        self._doers = Doers(findings)
        self._bars = Bars(findings, self._clauses, self._doers)
        self._outside = OutsidePlan(findings, self._clauses, self._doers)

    def found(self) -> list[Finding]:
        """The client's concrete tasks, firmest first."""
        found = [
            with_what(self._findings, self._clauses, each)
            for each in self._findings.of(*_TASKS)
            if self._is_task(each)
        ]
        return sorted(found, key=lambda each: (_TASKS.index(each.label), each.start))

    def says_when(self, tasks: list[Finding]) -> bool:
        return any(each.sentence in self._whens for each in tasks)

    def taken_back(self, tasks: list[Finding]) -> list[Finding]:
        """What the client will not do after all: the very act of a task, and not another one."""
        undone = [each for each in self._findings.of("task.not") if each.section not in _TOLD]
        if not undone:
            return []
        acts = [self._named(self._clauses.span(each)) for each in tasks]
        return [
            each
            for each in undone
            if not any(each.start < task.end and task.start < each.end for task in tasks)
            and any(set() < self._named(each) <= act for act in acts)
        ]

    def _named(self, span: Finding | Span) -> set[str]:
        words = self._findings.quote(span).lower().replace(",", " ").split()
        denying = runtime.compiled()["tables"]["plan"]["denying_words"]
        return {word for word in words if len(word) >= _NAMING} - set(denying)

    def quotes(self, tasks: list[Finding]) -> tuple[Evidence, ...]:
        """The tasks that tell most: what and when before what alone, a call in a crisis last."""
        timed = [each for each in tasks if self._is_timed(each)]
        untimed = [each for each in tasks if each not in timed and (each.label == "task" or not timed)]
        ranked = sorted([*timed, *untimed], key=lambda each: each.sentence in self._crises)
        return shown(self._findings, self._clauses, ranked, most=_MOST_SHOWN)

    def left_open(self, found: Iterable[Finding]) -> tuple[Evidence, ...]:
        """What stands in the place of a task, in the words around it."""
        return shown(self._findings, self._clauses, found, "near", most=_MOST_SHOWN)

    def _is_timed(self, finding: Finding) -> bool:
        return finding.label == "frequency" or bool(
            self._clauses.beside(finding, "frequency", "ahead.opening")
        )

    def goes_on(self, finding: Finding) -> bool:
        """Whether its clause is about treatment going on: "continue to monitor and adjust as needed"."""
        return bool(self._clauses.beside(finding, "plan.continue"))

    def opens(self, finding: Finding) -> bool:
        """Whether the finding stands at the head of its clause."""
        return self._clauses.opening(finding.start) == finding.start

    def _is_task(self, finding: Finding) -> bool:
        if finding.label == "task.asked":
            return self._is_assented(finding)
        if finding.sentence not in self.ahead and not self._outside.may_hold(finding):
            return False
        if self._bars.is_denied(finding) or self._bars.is_left_undone(finding):
            return False
        if finding.label != "task" and finding.sentence in self._undecided:
            return False
        if finding.id == "task.agreed":
            return True
        if self._bars.is_unreal(finding) or self._bars.is_open(finding) or self._doers.is_another(finding):
            return False
        if finding.label != "task" and self._clauses.beside(finding, "plan.done"):
            return False
        if self._bars.is_agenda(finding) or self._is_for_a_crisis(finding):
            return False
        if finding.label != "task" and is_of_another_kind(self._findings, self._clauses, finding):
            return False
        if finding.label in ("frequency", "task.noun"):
            return not (finding.label == "frequency" and finding.assertion.negated) and self._is_bare_task(
                finding
            )
        return not self._bars.is_administrative(finding)

    def _is_assented(self, finding: Finding) -> bool:
        """Whether the client says yes to what was asked, there and then."""
        return any(
            each.start >= finding.end and not each.assertion.negated
            for further in range(_ANSWER_REACH + 1)
            for each in self._assents.get(finding.sentence + further, ())
        )

    def _is_for_a_crisis(self, finding: Finding) -> bool:
        """Whether it is whom to call in a crisis, with no time of its own."""
        return finding.sentence in self._crises and finding.sentence not in self._whens

    def _is_bare_task(self, finding: Finding) -> bool:
        """A clause like "drum pad on two evenings": a thing or a when, and no service."""
        if self._bars.has_administration(finding, "plan.service") or is_prescribed(self._findings, finding):
            return False
        if finding.label == "task.noun":
            return True
        if not is_alone(self._clauses, finding):
            return says_what(self._findings, self._clauses, finding)
        if with_what(self._findings, self._clauses, finding).end == finding.end:
            return False
        administration = ("plan.appointment", "plan.continue", "plan.therapist", "plan.service")
        return not self._findings.in_sentence(finding.sentence, *administration)
