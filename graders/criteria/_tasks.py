"""Turns the part of a note that looks ahead into the concrete things that the client will do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable

from graders import runtime
from graders.criteria._ahead import is_alone, is_as_it_seems, sentences_ahead, tells_of_past, with_what
from graders.criteria._deeds import is_of_another_kind, is_prescribed, says_what
from graders.criteria._grouping import Clauses, by_sentence
from graders.criteria._quoting import shown
from graders.findings import Finding, Findings
from graders.rating import Evidence
from graders.spans import Span

#: What may stand in the place of a task.
OPEN_LABELS = (
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
#: Where goals and the service are written down; a task there is no plan.
_TELLING = frozenset({"goal", "medication", "service"})
#: Where the week and the session are told; only what has a when and the client's "will" is a task there.
_TOLD = frozenset({"subjective", "data", "behavior", "objective"})
#: A word of so many letters names an act or its object; "her" and "the" do not.
_NAMING = 4
#: What a reader is shown.
_MOST_SHOWN = 3
#: A bidding without a when says more than its verb.
_WORDS_OF_A_BIDDING = 4


class Tasks:
    """What the client will do until the next session."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.ahead = sentences_ahead(findings)
        self._has_plan = any(sentence.section == "plan" for sentence in findings.sentences)
        self._until = by_sentence(findings.of("homework"))
        self._doers = by_sentence(
            findings.of(
                "doer.client",
                "doer.clinician",
                "doer.other",
                where=lambda each: each.label != "doer.clinician"
                or (is_as_it_seems(findings, each) and not self._is_in_cue(each)),
            )
        )
        self._undecided = {each.sentence for each in findings.of("plan.undecided")}
        self._denied = by_sentence(findings.of("plan.denied"))
        self._undone = by_sentence(findings.of("task.not"))
        self._assents = by_sentence(findings.of("task.assent"))
        self._whens = {each.sentence for each in findings.of("frequency")}
        self._crises = {each.sentence for each in findings.of("plan.crisis")}
        self._clauses = Clauses(findings, [*OPEN_LABELS, "frequency", "ahead.opening", "plan.done"])

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
        return {word for word in words if len(word) >= _NAMING} - set(_also("denying_words"))

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

    def _is_in_cue(self, doer: Finding) -> bool:
        """Whether it does nothing here: the "we" of "before we next meet"."""
        return any(each.start < doer.start < each.end for each in self._until.get(doer.sentence, ()))

    # --- what is a task ---

    def _is_task(self, finding: Finding) -> bool:
        if finding.label == "task.asked":
            return self._is_assented(finding)
        if finding.sentence not in self.ahead and not self._may_stand_outside(finding):
            return False
        if self._is_denied(finding) or self._is_left_undone(finding):
            return False
        if finding.label != "task" and finding.sentence in self._undecided:
            return False
        if finding.id == "task.agreed":
            return True
        if self._is_unreal(finding) or self._is_open(finding) or self._is_anothers(finding):
            return False
        if finding.label != "task" and self._clauses.beside(finding, "plan.done"):
            return False
        if self._is_agenda(finding) or self._is_for_a_crisis(finding):
            return False
        if finding.label != "task" and is_of_another_kind(self._findings, self._clauses, finding):
            return False
        if finding.label in ("frequency", "task.noun"):
            return not (finding.label == "frequency" and finding.assertion.negated) and self._is_bare_task(
                finding
            )
        return not self._is_administrative(finding)

    def _is_denied(self, finding: Finding) -> bool:
        """Whether a negation from outside takes the task back; "will not call the ward" is a task."""
        if finding.label == "task" and finding.assertion.negated:
            return True
        return any(
            each.start <= finding.start and finding.end <= each.end
            for each in self._denied.get(finding.sentence, ())
        )

    def _is_left_undone(self, finding: Finding) -> bool:
        """Whether it is the bare act of a "will not record"; what the client resolves to leave is a task."""
        return finding.label != "task" and any(
            each.start <= finding.start < each.end for each in self._undone.get(finding.sentence, ())
        )

    def _is_unreal(self, finding: Finding) -> bool:
        state = finding.assertion
        return (
            state.hypothetical
            or state.possible
            or (finding.label == "task" and state.historical)
            or self._is_conditional(finding)
        )

    def _is_assented(self, finding: Finding) -> bool:
        """Whether the client says yes to what was asked, there and then."""
        return any(
            each.start >= finding.end and not each.assertion.negated
            for further in range(_ANSWER_REACH + 1)
            for each in self._assents.get(finding.sentence + further, ())
        )

    def _is_conditional(self, finding: Finding) -> bool:
        """Whether the task hangs on a condition; the "would" of "he said he would" is none."""
        own = [*self._assents.get(finding.sentence, ()), *([finding] if finding.label == "task" else [])]
        return any(
            not any(one.start <= each.start < one.end for one in own)
            for each in self._clauses.beside(finding, "task.conditional")
        )

    def _is_open(self, finding: Finding) -> bool:
        """Whether it is no more than a wish, "practice coping skills", or going on without a when."""

        def touches(each: Finding) -> bool:
            return finding.label != "task" or (each.start <= finding.end and finding.start <= each.end)

        if any(touches(each) for each in self._clauses.beside(finding, "task.unspecific", "task.wish")):
            return True
        timed = finding.label != "frequency" and bool(self._clauses.beside(finding, "frequency"))
        return not timed and any(touches(each) for each in self._clauses.beside(finding, "task.vague"))

    def _is_anothers(self, finding: Finding) -> bool:
        doer = self._doer(finding)
        return bool(doer) and doer.label in ("doer.clinician", "doer.other")

    def _is_for_a_crisis(self, finding: Finding) -> bool:
        """Whether it is whom to call in a crisis, with no time of its own."""
        return finding.sentence in self._crises and finding.sentence not in self._whens

    # --- outside the Plan ---

    def _may_stand_outside(self, finding: Finding) -> bool:
        """A commitment counts outside the Plan, but not where the client tells of the week."""
        if finding.label == "doing":
            return self._is_bidding(finding)
        if finding.label != "task" or self._is_of_a_third(finding):
            return False
        timed = finding.sentence in self._whens
        if finding.attribute("needs_when") and not timed:
            return False
        if finding.attribute("opens") and not self.opens(finding):
            return False
        if finding.section in _TOLD:
            if finding.section == "subjective" and not self._findings.in_sentence(
                finding.sentence, "task.noun"
            ):
                return False  # "She will start a new job on Monday" is the client's life.
            doer = self._doer(finding)
            return finding.id == "task.will" and timed and bool(doer) and doer.label == "doer.client"
        return finding.section not in _TELLING and (
            not self._has_plan or finding.section in ("response", "intervention", "assessment")
        )

    def _is_of_a_third(self, finding: Finding) -> bool:
        """Whether "her husband will ..." tells of somebody's life; "husband will ..." is his part."""
        doer = self._doer(finding)
        return bool(doer) and bool(doer.attribute("third"))

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
        return len(words) >= _WORDS_OF_A_BIDDING and words[0].lower() not in _also("also_nouns")

    # --- in the Plan ---

    def _is_bare_task(self, finding: Finding) -> bool:
        """A clause like "drum pad on two evenings": a thing or a when, and no service."""
        if self._has_administration(finding, "plan.service") or is_prescribed(self._findings, finding):
            return False
        if finding.label == "task.noun":
            return True
        if not is_alone(self._clauses, finding):
            return says_what(self._findings, self._clauses, finding)
        if with_what(self._findings, self._clauses, finding).end == finding.end:
            return False
        administration = ("plan.appointment", "plan.continue", "plan.therapist", "plan.service")
        return not self._findings.in_sentence(finding.sentence, *administration)

    def _is_agenda(self, finding: Finding) -> bool:
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

    def _is_administrative(self, finding: Finding) -> bool:
        """Whether the clause is about an appointment, treatment going on, or the therapist's work."""
        doer = self._doer(finding)
        if finding.label == "task" and doer and doer.label == "doer.client":
            return False
        return self._has_administration(finding)

    def _has_administration(self, finding: Finding, *also: str) -> bool:
        until = self._until.get(finding.sentence, ())
        return any(
            each.label != "plan.appointment"
            or not any(one.start < each.end and each.start < one.end for one in until)
            for each in self._clauses.beside(
                finding, "plan.appointment", "plan.continue", "plan.therapist", *also
            )
            if is_as_it_seems(self._findings, each)
        )

    def _doer(self, finding: Finding) -> Finding | None:
        """Whom the sentence last named before this."""
        doers = self._doers.get(finding.sentence, [])
        at = bisect_right(doers, finding.start, key=lambda each: each.start)
        return doers[at - 1] if at else None


def _also(table: str) -> Collection[str]:
    return runtime.compiled()["tables"]["plan"][table]
