"""Answers the page's worker: one JSON request in, one JSON answer out."""

from __future__ import annotations

import gc
import json

from graders import workfile
from graders.case import NO_CASE, Case
from graders.criteria._identifiers import identifiers as find_identifiers
from graders.exercise import Exercise
from graders.faults import DataError
from graders.feedback import render_feedback
from graders.grade import grade_note
from graders.lexicon import default_lexicon
from graders.report import Report, serialise
from graders.rubric import default_rubric


def read_data() -> None:
    """Read the compiled data, so that the first request need not.

    The collector of garbage comes switched off: looking through data that stays for good would
    take several times as long as reading it.
    """
    default_rubric()
    default_lexicon()
    gc.freeze()
    gc.enable()


def warm_up(text: str) -> None:
    """Grade a first text: what is made at the first use only is there when the first click comes."""
    report_line(json.dumps({"exercise": None, "case": None, "text": text}))


def grade(request: str) -> str:
    """Answer ``{"exercise", "case", "text", "id", "base"}`` with ``{"report", "html", "exercise_version"}``.

    ``exercise`` and ``case`` are the data that the build wrote for the page, or null.
    """
    asked = json.loads(request)
    report = _report(asked)
    html = render_feedback(report, base=asked.get("base", ""), heading=asked.get("heading", 2))
    exercise, case = asked.get("exercise"), asked.get("case")
    version = workfile.exercise_version(exercise, case) if isinstance(exercise, dict) else None
    answer = {"report": report.as_data(), "html": html, "exercise_version": version}
    return json.dumps(answer, ensure_ascii=False)


def report_line(request: str) -> str:
    """The report of the same request, serialised as the prompt serialises it."""
    return serialise(_report(json.loads(request)))


def kept_report(request: str) -> str:
    """The HTML of a report that the browser kept: ``{"report", "base"}``."""
    asked = json.loads(request)
    return render_feedback(asked["report"], base=asked.get("base", ""), heading=asked.get("heading", 2))


def work_file(request: str) -> str:
    """The text of the work file that holds ``{"saved", "assignment", "drafts", "attempts"}``."""
    return workfile.work_file(json.loads(request))


def read_work(text: str) -> str:
    """What a work file holds, ``{"work", "checksum"}``; ``{"faults": [sentence, ...]}`` where it is none."""
    try:
        work = workfile.read_work(text)
    except DataError as error:
        return json.dumps({"faults": [str(fault) for fault in error.faults]})
    return json.dumps({"work": work.data, "checksum": work.checksum})


def identifiers(request: str) -> str:
    """What in the text of the same request could point at a real person: ``[{"start", "end", "quote"}]``.

    What the trainee was given (the case, the text to rewrite) is fictional, and its words count as such.
    """
    asked = json.loads(request)
    text, case, exercise = str(asked["text"]), _case(asked), _exercise(asked)
    given = f"{case.session if case else ''} {exercise.given if exercise else ''}".split()
    fictional = f" {' '.join(given)} "
    found = [(span, span.quote(text)) for span in find_identifiers(text, case or NO_CASE)]
    return json.dumps(
        [
            {"start": span.start, "end": span.end, "quote": quote}
            for span, quote in found
            if " ".join(quote.split()) not in fictional
        ],
        ensure_ascii=False,
    )


def _report(asked: dict[str, object]) -> Report:
    return grade_note(
        str(asked["text"]), case=_case(asked), exercise=_exercise(asked), id=str(asked.get("id") or "")
    )


def _case(asked: dict[str, object]) -> Case | None:
    case = asked.get("case")
    return Case.from_data(case) if isinstance(case, dict) else None


def _exercise(asked: dict[str, object]) -> Exercise | None:
    exercise = asked.get("exercise")
    return Exercise.from_data(exercise) if isinstance(exercise, dict) else None
