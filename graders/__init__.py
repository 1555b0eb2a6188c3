"""Golden Thread: pure-Python graders for mental-health progress notes.

``grade_note(text, case=..., exercise=...)`` gives a Report, ``render_feedback(report)`` its HTML,
``serialise(report)`` its one line of JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graders.case import Case as Case
    from graders.exercise import Exercise as Exercise
    from graders.feedback import render_feedback as render_feedback
    from graders.grade import grade_note as grade_note
    from graders.report import Report as Report
    from graders.report import serialise as serialise

_HOMES = {
    "Case": "case",
    "Exercise": "exercise",
    "Report": "report",
    "grade_note": "grade",
    "render_feedback": "feedback",
    "serialise": "report",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    # Loaded when asked for: building the lexicon is of no use to `goldenthread --help`.
    if name not in _HOMES:
        raise AttributeError(f"module 'graders' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"graders.{_HOMES[name]}"), name)
