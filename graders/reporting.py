"""Turns ratings and item credits into the Report: points, score, sentences, what to fix first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from graders import scoring
from graders.case import NO_CASE, Case
from graders.exercise import Exercise
from graders.note import Note
from graders.rating import Evidence, Rating
from graders.report import ItemLine, RatingLine, Report
from graders.rubric import Criterion, Rubric, can_fill

#: More strengths than this stop being read.
MOST_STRENGTHS = 3
#: A quote inside a feedback sentence is cut to this; the evidence itself is never cut.
LONGEST_QUOTE = 90


@dataclass(frozen=True)
class Reporting:
    """Everything about an answer that its report needs besides the ratings."""

    note: Note
    case: Case | None
    exercise: Exercise | None
    rubric: Rubric
    grader_version: str
    id: str

    def of_refusal(self, reason: str) -> Report:
        """A report without a score for a text that is no honest attempt."""
        return self._report(status="not_gradable", reason=reason, score=None, passed=None)

    def of_ratings(self, ratings: Mapping[Criterion, Rating], kept: Sequence[ItemLine] = ()) -> Report:
        """A report with a score over the rated criteria, times the share of kept facts."""
        lines = tuple(self._line(criterion, rating) for criterion, rating in ratings.items())
        must_meet = self._must_meet(ratings)
        first = scoring.fix_first(lines, must_meet)
        lost = tuple(item.id for item in kept if not item.credit)
        common: dict[str, Any] = {
            "ratings": lines,
            "items": tuple(kept),
            "strengths": self._strengths(ratings, lines),
            "fix_first": (*lost, *first)[:3],
        }
        if any(line.level is None for line in lines):
            return self._report(status="error", reason=None, score=None, passed=None, **common)
        share = scoring.rubric_share(lines)
        if share is None:
            share = Fraction(0)
        score = scoring.score(share * scoring.item_share(kept) if kept else share)
        passed = score >= self._pass_mark() and not scoring.unmet(lines, must_meet)
        return self._report(status="graded", reason=None, score=score, passed=passed, **common)

    def of_items(self, items: Sequence[ItemLine]) -> Report:
        """A report on a sort or review; an answer without one readable line is too short to grade."""
        if not any(item.given for item in items if item.credit is not None):
            return self._report(
                status="not_gradable", reason="too_short", score=None, passed=None, items=tuple(items)
            )
        score = scoring.score(scoring.item_share(items))
        return self._report(
            status="graded",
            reason=None,
            score=score,
            passed=score >= self._pass_mark(),
            items=tuple(items),
            fix_first=tuple(item.id for item in items if item.credit is not None and item.credit < 1)[:3],
        )

    def _report(self, **values: Any) -> Report:
        return Report(
            rubric_version=self.rubric.version,
            grader_version=self.grader_version,
            profile=self.rubric.profile,
            id=self.id,
            case=self.case.id or None if self.case else None,
            exercise=self.exercise.id if self.exercise else None,
            words=self.note.word_count,
            **values,
        )

    def _pass_mark(self) -> int:
        own = self.exercise.pass_mark if self.exercise else None
        return self.rubric.pass_mark if own is None else own

    def _must_meet(self, ratings: Mapping[Criterion, Rating]) -> Mapping[str, int]:
        if self.exercise is not None and self.exercise.must_meet is not None:
            return self.exercise.must_meet
        return {criterion.id: criterion.must_meet for criterion in ratings if criterion.must_meet is not None}

    def _line(self, criterion: Criterion, rating: Rating) -> RatingLine:
        weight = criterion.weight_in((self.case or NO_CASE).kind)
        common: dict[str, Any] = {"criterion": criterion.id, "level": rating.level, "learn": criterion.learn}
        if rating.level is None:
            return RatingLine(
                **common, points=None, max_points=weight, evidence=(), unsure=False, next_step=None,
                feedback=self.rubric.phrases["not_graded"].format(criterion=criterion.id),
            )  # fmt: skip
        if rating.level == "na":
            return RatingLine(
                **common, points=0, max_points=0, evidence=(), unsure=False, next_step=None,
                feedback=self.rubric.phrases["not_applicable"],
            )  # fmt: skip
        evidence = tuple([self._evidence(each) for each in rating.evidence])
        values = _values(rating, evidence)
        wording = criterion.wording(rating.level, rating.reason, values)
        return RatingLine(
            **common,
            points=scoring.points(weight, rating.level),
            max_points=weight,
            evidence=evidence,
            feedback=wording.feedback.format_map(values),
            next_step=wording.next_step.format_map(values) if wording.next_step else None,
            unsure=rating.unsure,
        )

    def _evidence(self, found: Evidence) -> Mapping[str, Any]:
        """The words of the evidence that are shown: without white space, or an "and" in front of a clause."""
        text = self.note.text
        quote = text[found.start : found.end]
        start = found.start + len(quote) - len(quote.lstrip())
        quote = quote.strip()
        if quote.count("(") > quote.count(")") and text.startswith(")", start + len(quote)):
            quote += ")"  # a quote that opens a bracket closes it
        first, _, rest = quote.partition(" ")
        if rest and first.lower() in self.rubric.phrases.get("joins", ()) and not rest.isspace():
            start += len(quote) - len(rest.lstrip())
            quote = rest.lstrip()
        return {"start": start, "end": start + len(quote), "quote": quote, "role": found.role}

    @staticmethod
    def _strengths(ratings: Mapping[Criterion, Rating], lines: Sequence[RatingLine]) -> tuple[str, ...]:
        """The strength sentences of what is fully met: what took evidence first, by weight."""
        met = sorted(
            (
                (criterion, rating, line.evidence)
                for (criterion, rating), line in zip(ratings.items(), lines, strict=True)
                if rating.level == 2
            ),
            key=lambda each: (not each[2], -each[0].weight),
        )
        filled = ((criterion.strength, _values(rating, quotes)) for criterion, rating, quotes in met)
        sentences = (strength.format_map(values) for strength, values in filled if can_fill(strength, values))
        return tuple(islice(sentences, MOST_STRENGTHS))


def _values(rating: Rating, evidence: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
    """What the braces of a wording stand for: the first quote, and the criterion's own values."""
    if not evidence:
        return rating.values
    return {"evidence": _shortened(evidence[0]["quote"]), **rating.values}


def _shortened(quote: str) -> str:
    # Evidence may be half the note; more than this is never shown.
    one_line = " ".join(quote[: 4 * LONGEST_QUOTE].split())
    if len(one_line) <= LONGEST_QUOTE and len(quote) <= 4 * LONGEST_QUOTE:
        return one_line
    return one_line[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
