"""Turns levels and weights into points, a score and a pass, in exact arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from graders.report import ItemLine, RatingLine


@lru_cache(maxsize=256)  # a rubric has few weights, and exact numbers are slow to make
def points(weight: int | float, level: int) -> int | float:
    """``weight × level ÷ 2``, whole where it is whole."""
    return plain(Fraction(weight) * level / 2)


def plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)


def score(share: Fraction) -> float:
    """A share of 1 as a score of 100, rounded half up to one decimal."""
    tenths = share * 1000
    return int((2 * tenths.numerator + tenths.denominator) // (2 * tenths.denominator)) / 10


def rubric_share(ratings: Iterable[RatingLine]) -> Fraction | None:
    """Points earned over points possible for the rated criteria; None when none was rated."""
    rated = [rating for rating in ratings if rating.level in (0, 1, 2)]
    most = _total(rating.max_points for rating in rated)
    return _total(rating.points or 0 for rating in rated) / most if most else None


def _total(numbers: Iterable[int | float]) -> Fraction:
    # Whole numbers, as most points are, add up at a fraction of the price of fractions.
    parted = list(numbers)
    whole = sum(number for number in parted if isinstance(number, int))
    return sum((_exact(number) for number in parted if not isinstance(number, int)), Fraction(whole))


_exact = lru_cache(maxsize=256)(Fraction)


def item_share(items: Sequence[ItemLine]) -> Fraction:
    """The mean credit of the items that were asked; unreadable lines (credit None) do not count."""
    asked = [Fraction(item.credit) for item in items if item.credit is not None]
    return sum(asked, Fraction(0)) / len(asked) if asked else Fraction(0)


def unmet(ratings: Iterable[RatingLine], must_meet: Mapping[str, int]) -> list[str]:
    """The must-meet criteria that were rated below their least level, in rubric order."""
    return [
        rating.criterion
        for rating in ratings
        if rating.level in (0, 1) and rating.level < must_meet.get(rating.criterion, 0)
    ]


def fix_first(ratings: Sequence[RatingLine], must_meet: Mapping[str, int], most: int = 3) -> tuple[str, ...]:
    """At most three criterion ids: unmet must-meet first, then by points lost, then rubric order."""
    missed = unmet(ratings, must_meet)
    lost = [rating for rating in ratings if rating.level in (0, 1)]
    lost.sort(
        key=lambda rating: (
            rating.criterion not in missed,
            -Fraction(rating.max_points) * (2 - int(rating.level or 0)),
        )
    )
    return tuple(rating.criterion for rating in lost[:most])
