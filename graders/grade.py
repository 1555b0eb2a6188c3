"""The whole chain: an answer → gate → findings → ratings → report."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import replace

from graders import answers, runtime
from graders.case import NO_CASE, Case
from graders.criteria import function_for
from graders.exercise import Exercise
from graders.findings import Findings
from graders.gate import refuse
from graders.lexicon import default_lexicon
from graders.note import Note
from graders.profile import Profile
from graders.rating import NOT_APPLICABLE, Rating
from graders.report import Report
from graders.reporting import Reporting
from graders.rubric import Criterion, Rubric, default_rubric
from graders.wrapping import unwrap

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
#: Grading reads the words of an answer; a text longer than this is no note, and is refused unread.
MOST_CHARACTERS = 200_000


def grade_note(
    text: str,
    *,
    case: Case | None = None,
    exercise: Exercise | None = None,
    rubric: Rubric | None = None,
    profile: Profile | None = None,
    id: str = "",
) -> Report:
    """Grade one answer and report on it.

    ``text`` is the answer as typed, without front matter; offsets in the report count its code
    points.  ``case`` is the case it is written from (an unknown case contradicts nothing).  With an
    ``exercise`` its kind, criteria, weights and pass mark hold; without, it is a whole note.  A
    ``profile`` lays house rules over the rubric; what an exercise says for itself goes before them.
    Never raises for any text up to MOST_CHARACTERS; a longer one raises ValueError.
    """
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"the text has {len(text):,} characters; a note has at most {MOST_CHARACTERS:,}")
    # JavaScript and JSON can carry half of a surrogate pair, which no UTF-8 report can.
    note = Note(_LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))
    rubric = rubric or default_rubric()
    if profile is not None:
        rubric = rubric.with_profile(profile)
        case = _as_the_house_writes(case, exercise, profile)
    reporting = Reporting(note, case, exercise, rubric, grader_version(), id)
    if exercise is not None and exercise.kind in ("sort", "review"):
        return reporting.of_items(answers.grade_lines(note.text, exercise, reporting.rubric))
    return _grade_prose(note, case or NO_CASE, exercise, reporting)


def _as_the_house_writes(case: Case | None, exercise: Exercise | None, profile: Profile) -> Case | None:
    """The case with the template that the house asks for; an exercise's own page asks for its own."""
    if case is None or exercise is not None or profile.template is None or case.kind != "progress":
        return case
    return replace(case, template=profile.template)


def _grade_prose(note: Note, case: Case, exercise: Exercise | None, reporting: Reporting) -> Report:
    criteria = applicable(case, exercise, reporting.rubric)
    is_whole_note = exercise is None or exercise.kind == "note"
    # Read as running text where lines were wrapped by hand; offsets are those of the text as given.
    running = unwrap(note.text)
    note = note if running == note.text else Note(running)
    try:
        findings = Findings(note, default_lexicon(), case.template)
        refused = refuse(note, case, findings, min_words=None if is_whole_note else exercise.min_words)
    except Exception:  # noqa: BLE001 - a fault of ours must never look like a rating
        return reporting.of_ratings({criterion: Rating(None) for criterion in criteria})
    if refused is not None:
        return reporting.of_refusal(refused)
    ratings = {criterion: rate(findings, criterion, case) for criterion in criteria}
    asks_to_keep = exercise is not None and exercise.keep
    kept = answers.kept(note.text, exercise, reporting.rubric) if asks_to_keep else ()
    return reporting.of_ratings(ratings, kept)


def rate(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """The criterion's rating; level None (*not graded*) when its function fails."""
    if criterion.applies == "risk" and not case.risk_indicated:
        return NOT_APPLICABLE
    if criterion.applies == "template" and case.template == "none":
        return NOT_APPLICABLE
    try:
        rating = function_for(criterion.id)(findings, criterion, case)
    except Exception:  # noqa: BLE001 - reported as not graded, never as full marks or silence
        return Rating(None)
    is_disputed = f"{rating.level} {rating.reason}" in _disputed(criterion.id)
    return replace(rating, unsure=True) if is_disputed else rating


@functools.cache
def _disputed(criterion: str) -> frozenset[str]:
    """The criterion's reasons on which careful raters and the grader often differ (lexicons/unsure.yaml)."""
    return frozenset(runtime.compiled()["tables"]["unsure"]["reasons"].get(criterion, ()))


def applicable(case: Case, exercise: Exercise | None, rubric: Rubric) -> tuple[Criterion, ...]:
    """The criteria that an answer is rated on, in rubric order, with the exercise's weights."""
    if exercise is None or not exercise.criteria:
        return rubric.for_kind(case.kind)
    return tuple(
        criterion.weighing(exercise.criteria[criterion.id])
        for criterion in rubric.criteria.values()
        if criterion.id in exercise.criteria
    )


@functools.cache
def grader_version() -> str:
    """First twelve hex digits of a SHA-256 over the compiled data and the chain's code."""
    return runtime.grader_version()


def levels(report: Report) -> Mapping[str, int | str | None]:
    """The report's levels by criterion id."""
    return {rating.criterion: rating.level for rating in report.ratings}
