"""Points and scores are exact and round half up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from graders import scoring
from graders.report import RatingLine


def line(criterion: str, level: int | str | None, weight: int = 8) -> RatingLine:
    points = scoring.points(weight, level) if isinstance(level, int) else 0
    return RatingLine(criterion, level, points, weight if level != "na" else 0, (), "", None, None, False)


@pytest.mark.parametrize(("share", "score"), [((1, 2000), 0.1), ((333, 1000), 33.3), ((1, 1), 100.0), ((8245, 10000), 82.5), ((1, 3), 33.3)])
def test_a_share_becomes_a_score_rounded_half_up(share, score):
    assert scoring.score(Fraction(*share)) == score


def test_points_are_whole_where_they_are_whole():
    assert [scoring.points(8, level) for level in (0, 1, 2)] == [0, 4, 8]
    assert scoring.points(45, 1) == 22.5


def test_not_applicable_rows_are_left_out_of_the_share():
    assert scoring.rubric_share([line("a", 2), line("b", "na"), line("c", 1)]) == Fraction(3, 4)


def test_what_must_be_met_is_fixed_first_then_what_costs_most():
    lines = [line("a.low", 1, 2), line("b.dear", 0, 8), line("c.must", 0, 6), line("d.half", 1, 8), line("e.met", 2, 8)]

    assert scoring.fix_first(lines, {"c.must": 1, "d.half": 1}) == ("c.must", "b.dear", "d.half")
