"""Proves of each exercise that an answer which only looks like one does not pass it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from graders.exercise import Exercise
from graders.faults import DataError, Fault
from graders.grade import grade_note
from graders.loading import Library
from graders.sheet import Sheet

#: Polite, honest-looking, and about nobody's symptoms, work, risk or meaning in particular.
_PROSE = (
    "Client attended the session and was pleasant and cooperative throughout. We talked about how things "
    "have been going and the client was open and engaged. Support was provided. We will continue and see "
    "how it goes at the next appointment.",
    "It was a good hour. She spoke openly and I listened. There was a lot in the room today and it stayed "
    "with me afterward. I think that the work is going in the right direction. I will keep this in mind "
    "and see where we are next time.",
)
_PLACES = ("progress", "psychotherapy", "neither")
_LEVELS = (2, 1, 0)


def check_emptiest(
    sheets: Mapping[str, Sheet], library: Library, *, is_warning: bool = False
) -> dict[Path, list[Fault]]:
    """A fault for each exercise that an empty answer passes; one that cannot be loaded is told elsewhere."""
    return {sheet.path: list(_passed(id, library, is_warning)) for id, sheet in sheets.items()}


def _passed(id: str, library: Library, is_warning: bool) -> Iterator[Fault]:
    try:
        exercise = library.exercise(id)
        case = library.case_of(exercise)
    except (DataError, KeyError, TypeError, AttributeError):
        return
    for answer in _answers(exercise):
        if grade_note(answer, case=case, exercise=exercise).passed:
            cause = f'is passed by an answer that says nothing ("{" ".join(answer.split())[:60]}…")'
            cure = 'add "keep" or a criterion that asks for something, or raise pass_mark or must_meet'
            yield Fault("the exercise", cause, cure, is_warning)
            return


def _answers(exercise: Exercise) -> Iterator[str]:
    if exercise.kind == "sort":
        yield from ("\n".join(f"{item.id}: {place}" for item in exercise.items) for place in _PLACES)
    elif exercise.kind == "review":
        yield from ("\n".join(f"{id}: {level}" for id in exercise.levels or ()) for level in _LEVELS)
    else:
        yield from _PROSE
