"""Turns an answer, whatever is wrong with it, into a report or a sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from graders import places
from graders.adapters.notebook.wording import say
from graders.faults import DataError
from graders.grade import MOST_CHARACTERS, grade_note
from graders.loading import Library
from graders.report import Report


@dataclass(frozen=True)
class Graded:
    """What became of an answer.

    ``problems`` say why it has no score or why a coach should look; empty where neither holds.
    """

    exercise: str
    report: Report | None
    problems: tuple[str, ...] = ()

    @property
    def needs_hand(self) -> bool:
        return bool(self.problems)

    def points(self, most: float) -> float:
        """Score ÷ 100 × most, exactly; 0 without a score."""
        if self.report is None or self.report.score is None:
            return 0.0
        return float(Fraction(str(self.report.score)) * Fraction(str(most)) / 100)


@dataclass
class Desk:
    """Grades answers to the exercises in ``folders``, then to those of the course."""

    folders: Sequence[Path] = ()
    _library: Library = field(init=False)

    def __post_init__(self) -> None:
        folders = [*self.folders, places.exercises_dir()]
        self._library = Library([folder / "cases" for folder in folders], folders)

    def grade(self, exercise_id: str, text: str, id: str = "") -> Graded:
        """Grade one answer.  Never raises: what goes wrong is said in ``problems``."""
        if len(text) > MOST_CHARACTERS:
            return Graded(exercise_id, None, (say("too_long"),))
        try:
            exercise = self._library.exercise(exercise_id)
            case = self._library.case_of(exercise)
        except DataError:
            return Graded(exercise_id, None, (say("unknown", exercise=exercise_id),))
        try:
            report = grade_note(text, case=case, exercise=exercise, id=id)
        except Exception as error:  # noqa: BLE001 - a fault of ours must never become a mark
            return Graded(exercise_id, None, (say("fault", fault=type(error).__name__),))
        return Graded(exercise_id, report, () if report.score is not None else (say("no_score"),))

    def grade_last(self, exercise_id: str, answers: Mapping[str, str], id: str = "") -> Graded:
        """Grade the answer to the exercise among ``answers`` (exercise → text)."""
        if exercise_id in answers:
            return self.grade(exercise_id, answers[exercise_id], id)
        others = [name for name in answers if name]
        if others:
            problem = say("renamed", exercise=exercise_id, found=others[-1])
        else:
            problem = say("unnamed" if "" in answers else "no_answer", exercise=exercise_id)
        return Graded(exercise_id, None, (problem,))
