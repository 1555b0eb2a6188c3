"""Answers the page's worker: one JSON request in, one JSON answer out."""

from __future__ import annotations

import json

from graders.case import Case
from graders.exercise import Exercise
from graders.feedback import render_feedback
from graders.grade import grade_note
from graders.report import Report, serialise


def grade(request: str) -> str:
    """Grade ``{"exercise", "case", "text", "id", "base"}`` and answer ``{"report", "html"}``.

    ``exercise`` and ``case`` are the data that the build wrote for the page, or null.
    """
    asked = json.loads(request)
    report = _report(asked)
    html = render_feedback(report, base=asked.get("base", ""), heading=asked.get("heading", 2))
    return json.dumps({"report": report.as_data(), "html": html}, ensure_ascii=False)


def report_line(request: str) -> str:
    """The report of the same request, serialised as the prompt serialises it."""
    return serialise(_report(json.loads(request)))


def _report(asked: dict[str, object]) -> Report:
    exercise, case = asked.get("exercise"), asked.get("case")
    return grade_note(
        str(asked["text"]),
        case=Case.from_data(case) if isinstance(case, dict) else None,
        exercise=Exercise.from_data(exercise) if isinstance(exercise, dict) else None,
        id=str(asked.get("id") or ""),
    )
