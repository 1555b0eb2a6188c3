"""Turns what the client will do before the next session into the rating of medical_necessity.plan."""

from __future__ import annotations

from graders.assertion import Assertion
from graders.case import Case
from graders.criteria._ahead import is_as_it_seems
from graders.criteria._clear import clear, clearest, is_doubtful
from graders.criteria._tasks import Tasks
from graders.findings import Finding, Findings
from graders.rating import Rating, evidence
from graders.rubric import Criterion
from graders.telling import Clause

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
#: Outside a Plan these are ahead by their own words, the others where they open or follow a "will".
_FORWARD = frozenset({"plan.appointment", "plan.therapist"})
_NO_PLAN_HERE = frozenset({"subjective", "objective", "data", "behavior", "goal", "service", "intervention"})


def plan(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether the note gives the client something specific to do before the next session.

    "Ride to floor 3 on Tuesday" is specific, and so is "walk to the park"; "be kind to herself" is
    a wish, "if it gets worse he will call" a condition, "therapist will send the form" not hers.
    """
    tasks = Tasks(findings)
    found = tasks.found()
    denied = [
        *(
            each
            for each in findings.of("plan.denied")
            if each.section not in ("subjective", "objective")
            and not findings.in_sentence(each.sentence, "time.before")
        ),
        *tasks.taken_back(found),
    ]
    if found and denied:
        return Rating(1, "contradicted", evidence([*found[:2], *denied[:1]], "against"), unsure=True)
    firm = [each for each in found if not is_doubtful(each, findings, "task")]
    if found and not firm and not denied:
        return Rating(1, "unspecific_practice", tasks.left_open(found[:2]), unsure=True)
    told = [] if found or denied else _told(findings, case)
    if told:
        return Rating(2, "met_without_when", evidence(clearest(told, findings, "task", 2)), unsure=True)
    if found:
        reason = "met" if tasks.says_when(found) else "met_without_when"
        return Rating(2, reason, tasks.quotes(found), unsure=_is_thin(tasks, found))
    return _left_open(findings, tasks, denied)


def _told(findings: Findings, case: Case) -> list[Clause]:
    """Tasks told in words of their own."""
    known = findings.of(*(label for label, _ in _OPEN), "plan.recited", "plan.undecided", "plan.crisis")
    told = clear(findings, case, "task", known=known, outside=_NO_PLAN_HERE, holds=_is_ahead)
    return [
        each for each in told if not findings.in_sentence(each.sentence, "plan.therapist", "doer.clinician")
    ]


def _is_ahead(said: Assertion) -> bool:
    return not (said.negated or said.hypothetical or said.possible or said.historical)


def _is_thin(tasks: Tasks, found: list[Finding]) -> bool:
    firm = any(each.label.startswith("task") for each in found)
    return not firm and not (len(found) > 1 and tasks.says_when(found))


def _left_open(findings: Findings, tasks: Tasks, denied: list[Finding]) -> Rating:
    """The rating of a plan without a task: what stands there instead."""
    undecided = findings.of("plan.undecided")
    void = {each.sentence for each in [*undecided, *denied]}
    for label, reason in _OPEN:
        found = [
            each
            for each in findings.of(label)
            if each.sentence not in void
            and _is_forward(findings, tasks, each)
            and is_as_it_seems(findings, each)
        ]
        if found:
            return Rating(1, reason, tasks.left_open(found))
    for found, reason in (
        (list(undecided), "undecided"),
        (denied, "negated"),
        (list(findings.of("plan.recited")), "recited"),
    ):
        if found:
            return Rating(0, reason, tasks.left_open(found[:2]))
    return Rating(0, "none")


def _is_forward(findings: Findings, tasks: Tasks, finding: Finding) -> bool:
    """Whether what is left open is ahead; where nothing announces a plan, its own words have to say so."""
    if finding.label == "task.conditional" and (
        not findings.in_sentence(finding.sentence, "task", "doing") or tasks.goes_on(finding)
    ):
        return False
    if tasks.ahead:
        return finding.sentence in tasks.ahead
    if finding.section in _NO_PLAN_HERE or finding.label == "plan.service" or finding.attribute("weak"):
        return False
    if finding.label in _FORWARD:
        return True
    if finding.label == "task.conditional":
        if finding.attribute("opens"):
            return tasks.opens(finding)
        return bool(finding.attribute("outside") or findings.in_sentence(finding.sentence, "task"))
    before = findings.in_sentence(finding.sentence, "forward")
    bids = tasks.opens(finding) and not findings.quote(finding).split()[0].endswith("ing")
    return bids or any(each.start <= finding.start for each in before)
