"""Turns the words around what may be a task into whether they deny it, leave it open or give it away."""

from __future__ import annotations

from graders.criteria._ahead import is_as_it_seems
from graders.criteria._doers import Doers
from graders.criteria._grouping import Clauses, by_sentence
from graders.findings import Finding, Findings

#: The session after this one, treatment going on, and the therapist's work.
_ADMINISTRATION = ("plan.appointment", "plan.continue", "plan.therapist")


class Bars:
    """What keeps an act, a thing or a when of a note from being a task of the client's."""

    def __init__(self, findings: Findings, clauses: Clauses, doers: Doers) -> None:
        self._findings = findings
        self._clauses = clauses
        self._doers = doers
        self._denied = by_sentence(findings.of("plan.denied"))
        self._undone = by_sentence(findings.of("task.not"))
        self._assents = by_sentence(findings.of("task.assent"))

    def is_denied(self, finding: Finding) -> bool:
        """Whether a negation from outside takes the task back; "will not call the ward" is a task."""
        if finding.label == "task" and finding.assertion.negated:
            return True
        return any(
            each.start <= finding.start and finding.end <= each.end
            for each in self._denied.get(finding.sentence, ())
        )

    def is_left_undone(self, finding: Finding) -> bool:
        """Whether it is the bare act of a "will not record"; what the client resolves to leave is a task."""
        return finding.label != "task" and any(
            each.start <= finding.start < each.end for each in self._undone.get(finding.sentence, ())
        )

    def is_unreal(self, finding: Finding) -> bool:
        """Whether it hangs on something, may be, or was."""
        state = finding.assertion
        return (
            state.hypothetical
            or state.possible
            or (finding.label == "task" and state.historical)
            or self._is_conditional(finding)
        )

    def _is_conditional(self, finding: Finding) -> bool:
        """Whether the task hangs on a condition; the "would" of "he said he would" is none."""
        own = [*self._assents.get(finding.sentence, ()), *([finding] if finding.label == "task" else [])]
        return any(
            not any(one.start <= each.start < one.end for one in own)
            for each in self._clauses.beside(finding, "task.conditional")
        )

    def is_open(self, finding: Finding) -> bool:
        """Whether it is no more than a wish, "practice coping skills", or going on without a when."""

        def touches(each: Finding) -> bool:
            return finding.label != "task" or (each.start <= finding.end and finding.start <= each.end)

        if any(touches(each) for each in self._clauses.beside(finding, "task.unspecific", "task.wish")):
            return True
        timed = finding.label != "frequency" and bool(self._clauses.beside(finding, "frequency"))
        return not timed and any(touches(each) for each in self._clauses.beside(finding, "task.vague"))

    def is_agenda(self, finding: Finding) -> bool:
        """Whether it stands behind "Next session on Tuesday:", which announces the session's work."""
        labels = ("plan.appointment", "plan.therapist", "homework", "doer.client")
        before = [
            each
            for each in self._findings.in_sentence(finding.sentence, *labels)
            if each.end <= finding.start and not each.attribute("weak")
        ]
        # "Next session" is both an appointment and the therapist's; "nxt: log" is a heading.
        sessions = {each.start for each in before if each.label == "plan.therapist"}
        if not before or before[-1].label != "plan.appointment" or before[-1].start not in sessions:
            return False
        between = self._findings.note.text[before[-1].end : finding.start]
        return ":" in between and ";" not in between

    def is_administrative(self, finding: Finding) -> bool:
        """Whether the clause is about an appointment, treatment going on, or the therapist's work."""
        if finding.label == "task" and self._doers.is_client(finding):
            return False
        return self.has_administration(finding)

    def has_administration(self, finding: Finding, *also: str) -> bool:
        """Whether its clause has words of these kinds, or of the kinds in ``also``."""
        return any(
            not (each.label == "plan.appointment" and self._doers.names_next_time(each))
            for each in self._clauses.beside(finding, *_ADMINISTRATION, *also)
            if is_as_it_seems(self._findings, each)
        )
