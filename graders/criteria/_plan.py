"""Turns what the client will do before the next session into the rating of medical_necessity.plan."""

from __future__ import annotations

from bisect import bisect_right

from graders.case import Case
from graders.criteria._grouping import Clauses, by_sentence
from graders.findings import Finding, Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion
from graders.spans import Span

#: What is left open, and the reason that says so; the first that is there counts.
_OPEN = (
    ("task.conditional", "conditional_task"),
    ("task.unspecific", "unspecific_practice"),
    ("task.vague", "unspecific_practice"),
    ("task.wish", "abstract_wish"),
    ("plan.continue", "only_continue"),
    ("plan.appointment", "only_next_appointment"),
    ("plan.therapist", "therapist_task_only"),
    ("plan.service", "only_continue"),
)
#: Tasks, the firmest first: a commitment, an assented proposal, a doing, a thing to do, a bare "when".
_TASKS = ("task", "task.asked", "doing", "task.noun", "frequency")
#: A client's yes comes within so many sentences of the question.
_ANSWER_REACH = 3
#: A heading is little longer than its own words.
_HEADING_REST = 12
#: Where the client tells of the week or of hopes; a task there is no plan.
_TELLING = frozenset({"subjective", "goal", "medication", "service"})


def plan(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note gives the client something specific to do before the next session.

    "Ride to floor 3 on Tuesday" is specific, and so is "walk to the park"; "be kind to herself" is
    a wish, "if it gets worse he will call" a condition, "therapist will send the form" not hers.
    """
    outlook = _Outlook(findings)
    tasks = outlook.tasks()
    denied = outlook.denials()
    if tasks and denied:
        return Rating(1, "contradicted", evidence([*tasks[:2], *denied[:1]], "against"), unsure=True)
    if tasks:
        reason = "met" if outlook.says_when(tasks) else "met_without_when"
        return Rating(2, reason, evidence(outlook.quotes(tasks)), unsure=outlook.is_thin(tasks))
    return outlook.left_open(denied)


class _Outlook:
    """The part of a note that looks ahead: who will do what, and when."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._has_plan = any(sentence.section == "plan" for sentence in findings.sentences)
        self._ahead = self._sentences_ahead()
        self._doers = by_sentence(
            findings.of("doer.client", "doer.clinician", "doer.other", where=self._is_as_it_seems)
        )
        self._undecided = {each.sentence for each in findings.of("plan.undecided")}
        self._denied = by_sentence(findings.of("plan.denied"))
        self._assents = by_sentence(findings.of("task.assent"))
        self._until = by_sentence(findings.of("homework"))
        self._whens = {each.sentence for each in findings.of("frequency")}
        self._clauses = Clauses(findings, [*(label for label, _ in _OPEN), "frequency"])

    def _sentences_ahead(self) -> set[int]:
        """Sentences of the Plan, and those that name homework with what follows where there is no Plan."""
        sentences = self._findings.sentences
        ahead = {index for index, sentence in enumerate(sentences) if sentence.section == "plan"}
        for cue in self._findings.of("homework", "homework.heading"):
            if cue.label == "homework.heading" and cue.start != sentences[cue.sentence].start:
                continue
            if cue.attribute("colon") and not self._has_colon(cue.end):
                continue
            # "Next: ..." ends a list of goals as it ends any other part.
            if cue.assertion.negated or (
                cue.section in ("subjective", "goal", "behavior") and not cue.attribute("colon")
            ):
                continue
            if cue.attribute("dated") and cue.section in ("data", "objective"):
                continue
            ahead.add(cue.sentence)
            following = cue.sentence + 1
            while (
                not self._has_plan
                and following < len(sentences)
                and following not in ahead
                and self._runs_on(cue, following)
            ):
                ahead.add(following)
                following += 1
        return ahead

    def _has_colon(self, end: int) -> bool:
        return self._findings.note.text.startswith(":", end)

    def _is_as_it_seems(self, finding: Finding) -> bool:
        """Whether "next" is no heading ("Next: walks ..."), and "I" is not the client's initial ("I. walks ...")."""
        quote = self._findings.note.text[finding.start : finding.start + len("next :")].lower()
        return not (finding.label == "plan.appointment" and quote.startswith(("next:", "next :"))) and not (
            finding.label in ("doer.clinician", "plan.therapist") and quote.startswith("i. ")
        )

    def _runs_on(self, cue: Finding, sentence: int) -> bool:
        """Whether the sentence goes on in the cue's paragraph, or stands under the cue as its heading."""
        sentences = self._findings.sentences
        between = self._findings.note.text[sentences[sentence - 1].end : sentences[sentence].start]
        heading = sentences[cue.sentence]
        under = heading.end - heading.start < cue.end - cue.start + _HEADING_REST
        return "\n" not in between or (under and between.count("\n") == 1)

    # --- what the client will do ---

    def tasks(self) -> list[Finding]:
        """The client's concrete tasks, firmest first."""
        found = [each for each in self._findings.of(*_TASKS) if self._is_task(each)]
        return sorted(found, key=lambda each: (_TASKS.index(each.label), each.start))

    def _is_task(self, finding: Finding) -> bool:
        if finding.label == "task.asked":
            return self._is_assented(finding)
        if finding.sentence not in self._ahead and (
            finding.label != "task" or not self._may_stand_outside(finding)
        ):
            return False
        if self._is_denied(finding) or (finding.label != "task" and finding.sentence in self._undecided):
            return False
        if finding.id == "task.agreed":
            return True
        if finding.assertion.hypothetical or finding.assertion.possible or self._is_conditional(finding):
            return False
        if self._is_open(finding) or self._doer(finding) in ("doer.clinician", "doer.other"):
            return False
        if self._is_agenda(finding):
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

    def _is_assented(self, finding: Finding) -> bool:
        """Whether the client says yes to what was asked, there and then."""
        return any(
            each.start >= finding.end and not each.assertion.negated
            for further in range(_ANSWER_REACH + 1)
            for each in self._assents.get(finding.sentence + further, ())
        )

    def _is_conditional(self, finding: Finding) -> bool:
        """Whether the task hangs on a condition; the "would" of "he said he would" is none."""
        assents = self._assents.get(finding.sentence, ())
        return any(
            not any(yes.start <= each.start < yes.end for yes in assents)
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

    def _may_stand_outside(self, finding: Finding) -> bool:
        """A commitment counts outside the Plan, but not where the client tells of the week."""
        if finding.section in ("data", "behavior"):
            return (
                finding.id == "task.will"
                and finding.sentence in self._whens
                and self._doer(finding) == "doer.client"
            )
        return finding.section not in _TELLING and (
            not self._has_plan or finding.section in ("response", "intervention", "assessment")
        )

    def _is_bare_task(self, finding: Finding) -> bool:
        """A clause like "drum pad on two evenings": a thing or a when, and no service."""
        if self._has_administration(finding, "plan.service"):
            return False
        span = self._clauses.span(finding)
        return finding.label == "task.noun" or span.end - span.start > finding.end - finding.start + 3

    def _is_agenda(self, finding: Finding) -> bool:
        """Whether it stands behind "Next session on Tuesday:", which announces the session's work."""
        labels = ("plan.appointment", "plan.therapist", "homework", "doer.client")
        before = [f for f in self._findings.in_sentence(finding.sentence, *labels) if f.end <= finding.start]
        # "Next session" is both an appointment and the therapist's; "nxt: log" is a heading.
        sessions = {each.start for each in before if each.label == "plan.therapist"}
        if not before or before[-1].label != "plan.appointment" or before[-1].start not in sessions:
            return False
        between = self._findings.note.text[before[-1].end : finding.start]
        return ":" in between and ";" not in between

    def _is_administrative(self, finding: Finding) -> bool:
        """Whether the clause is about an appointment, treatment going on, or the therapist's work."""
        if finding.label == "task" and self._doer(finding) == "doer.client":
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
            if self._is_as_it_seems(each)
        )

    def _doer(self, finding: Finding) -> str:
        """Whom the sentence last named before this: the label of a doer, or ""."""
        doers = self._doers.get(finding.sentence, [])
        at = bisect_right(doers, finding.start, key=lambda each: each.start)
        return doers[at - 1].label if at else ""

    def quotes(self, tasks: list[Finding]) -> list[Span]:
        """The firmest tasks in the words around them: "Ride to floor 3 on Tuesday"."""
        return [self._clauses.span(each) for each in tasks[:4]]

    # --- what is left open ---

    def says_when(self, tasks: list[Finding]) -> bool:
        return any(each.sentence in self._whens for each in tasks)

    def is_thin(self, tasks: list[Finding]) -> bool:
        return not any(each.label.startswith("task") for each in tasks) and not (
            len(tasks) > 1 and self.says_when(tasks)
        )

    def denials(self) -> list[Finding]:
        return [
            each
            for each in self._findings.of("plan.denied")
            if each.section not in ("subjective", "objective")
        ]

    def left_open(self, denied: list[Finding]) -> Rating:
        """The rating of a plan without a task: what stands there instead."""
        undecided = self._findings.of("plan.undecided")
        void = {each.sentence for each in [*undecided, *denied]}
        for label, reason in _OPEN:
            found = [
                each
                for each in self._findings.of(label)
                if each.sentence not in void and self._is_forward(each) and self._is_as_it_seems(each)
            ]
            if found:
                return Rating(1, reason, evidence(found[:3], "near"))
        for found, reason in (
            (undecided, "undecided"),
            (denied, "negated"),
            (self._findings.of("plan.recited"), "recited"),
        ):
            if found:
                return Rating(0, reason, evidence(found[:2], "near"))
        return Rating(0, "none")

    def _is_forward(self, finding: Finding) -> bool:
        if finding.label == "plan.service" and not self._ahead:
            return False
        if self._ahead and finding.sentence not in self._ahead:
            return False
        return finding.label != "task.conditional" or bool(
            self._findings.in_sentence(finding.sentence, "task", "doing")
        )
