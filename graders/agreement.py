"""Compares reports with settled labels: agreement per criterion, na mismatches and gate errors apart.

What counts as what:

- A cell is one criterion of one note that the label gives a level 0, 1 or 2.
- A note labelled gradable that the grader refuses counts as level 0 in every cell of its label.
  So does a cell that the grader left *not graded*: a fault earns nothing.
- A cell that only one side calls "na" is no cell but an *na mismatch*.
- Kappa is weighted by the squared distance of the levels.  Where grader and labels hold one and the
  same level throughout, kappa is 0/0; it is set to 1 there and the row says ``constant``.
- The interval is the middle 95 % of figures over resampled *cases*: notes of one case are alike, so
  that resampling notes would make the interval too narrow.
- Macro is the plain mean over the criteria that have a cell.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

LEVELS = (0, 1, 2)
#: Fixed, so that the same files give the same interval.
SEED = 45164501
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Cell:
    """One criterion of one note: the level of the label and the level of the grader."""

    id: str
    case: str
    criterion: str
    label: int
    grader: int


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A place where label and grader cannot be compared as levels."""

    id: str
    criterion: str | None
    label: Any
    grader: Any


@dataclass(frozen=True, slots=True)
class Figures:
    """The agreement of one criterion, or of all of them (the macro mean)."""

    name: str
    n: int
    exact: float
    kappa: float
    low: float
    high: float
    is_constant: bool = False
    #: counts[label level][grader level]; empty in the macro row.
    counts: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class Agreement:
    """Everything ``compare`` found out."""

    criteria: tuple[Figures, ...]
    macro: Figures | None
    notes: int
    cases: int
    ungradable: int
    gate_errors: tuple[Mismatch, ...]
    reason_errors: tuple[Mismatch, ...]
    na_mismatches: tuple[Mismatch, ...]
    not_graded: tuple[Mismatch, ...]
    differences: tuple[Cell, ...]
    missing: tuple[str, ...]
    unlabelled: tuple[str, ...]


def compare(
    reports: Iterable[Mapping[str, Any]],
    labels: Iterable[Mapping[str, Any]],
    order: Sequence[str] = (),
    resamples: int = RESAMPLES,
) -> Agreement:
    """The agreement of reports with labels, paired by ``id``; criteria in ``order``, others after.

    Labels without a report are named in ``missing``, reports without a label in ``unlabelled``;
    neither is counted.
    """
    by_id = {report["id"]: report for report in reports}
    labels = list(labels)
    pairs = _Pairs()
    for label in labels:
        if label["id"] in by_id:
            pairs.add(label, by_id[label["id"]])
    labelled = {label["id"] for label in labels}
    criteria, macro = _figures(pairs.cells, order, resamples)
    return Agreement(
        criteria=criteria,
        macro=macro,
        notes=sum(label["id"] in by_id for label in labels),
        cases=len({cell.case for cell in pairs.cells}),
        ungradable=sum(not label.get("gradable", True) for label in labels if label["id"] in by_id),
        gate_errors=tuple(pairs.gate_errors),
        reason_errors=tuple(pairs.reason_errors),
        na_mismatches=tuple(pairs.na_mismatches),
        not_graded=tuple(pairs.not_graded),
        differences=tuple(cell for cell in pairs.cells if cell.label != cell.grader),
        missing=tuple(label["id"] for label in labels if label["id"] not in by_id),
        unlabelled=tuple(id for id in by_id if id not in labelled),
    )


@dataclass
class _Pairs:
    cells: list[Cell] = field(default_factory=list)
    gate_errors: list[Mismatch] = field(default_factory=list)
    reason_errors: list[Mismatch] = field(default_factory=list)
    na_mismatches: list[Mismatch] = field(default_factory=list)
    not_graded: list[Mismatch] = field(default_factory=list)

    def add(self, label: Mapping[str, Any], report: Mapping[str, Any]) -> None:
        refused = report["status"] == "not_gradable"
        verdict = report["reason"] if refused else report["status"]
        if not label.get("gradable", True):
            if not refused:
                self.gate_errors.append(Mismatch(label["id"], None, label.get("reason"), verdict))
            elif label.get("reason") != verdict:
                self.reason_errors.append(Mismatch(label["id"], None, label.get("reason"), verdict))
            return
        if refused:
            self.gate_errors.append(Mismatch(label["id"], None, "gradable", verdict))
        levels = {rating["criterion"]: rating["level"] for rating in report["ratings"]}
        case = str(label.get("case") or report.get("case") or label["id"])
        for criterion, expected in label["levels"].items():
            self._add_cell(label["id"], case, criterion, expected, levels.get(criterion, "na"), refused)

    def _add_cell(
        self, note: str, case: str, criterion: str, expected: Any, found: Any, refused: bool
    ) -> None:
        if refused:
            found = "na" if expected == "na" else 0
        if expected != found and "na" in (expected, found):
            self.na_mismatches.append(Mismatch(note, criterion, expected, found))
            return
        if found is None:
            self.not_graded.append(Mismatch(note, criterion, expected, found))
            found = 0
        if expected != "na":
            self.cells.append(Cell(note, case, criterion, expected, found))


@dataclass(slots=True)
class _Sums:
    """The sums over some cells that agreement can be worked out from, and that add up over cases.

    With label levels a and grader levels b, quadratic weighted kappa needs no more than n, Σa, Σb,
    Σa² + Σb² and Σab: a resample of cases is a sum of a few integers.
    """

    n: int = 0
    label: int = 0
    grader: int = 0
    squares: int = 0
    products: int = 0

    def add(self, a: int, b: int) -> None:
        self.n += 1
        self.label += a
        self.grader += b
        self.squares += a * a + b * b
        self.products += a * b


def kappa(n: int, label: int, grader: int, squares: int, products: int) -> float:
    """Quadratic weighted kappa; 1 where both raters hold one and the same level."""
    by_chance = n * squares - 2 * label * grader
    if by_chance == 0:
        return 1.0
    return 1.0 - n * (squares - 2 * products) / by_chance


def _figures(
    cells: Sequence[Cell], order: Sequence[str], resamples: int
) -> tuple[tuple[Figures, ...], Figures | None]:
    by_criterion: dict[str, list[Cell]] = {name: [] for name in order}
    for cell in cells:
        by_criterion.setdefault(cell.criterion, []).append(cell)
    by_criterion = {name: group for name, group in by_criterion.items() if group}
    if not by_criterion:
        return (), None
    spread, macro_spread = _resampled(by_criterion, resamples)
    rows = tuple(_row(name, group, spread[name]) for name, group in by_criterion.items())
    macro = Figures(
        "macro",
        len(cells),
        sum(row.exact for row in rows) / len(rows),
        sum(row.kappa for row in rows) / len(rows),
        *_middle(macro_spread),
    )
    return rows, macro


def _row(name: str, cells: Sequence[Cell], spread: list[float]) -> Figures:
    counts = [[0] * len(LEVELS) for _ in LEVELS]
    sums = _Sums()
    for cell in cells:
        counts[cell.label][cell.grader] += 1
        sums.add(cell.label, cell.grader)
    exact = sum(counts[level][level] for level in LEVELS) / len(cells)
    value = kappa(sums.n, sums.label, sums.grader, sums.squares, sums.products)
    low, high = _middle(spread)
    is_constant = sums.n * sums.squares == 2 * sums.label * sums.grader
    return Figures(name, len(cells), exact, value, low, high, is_constant, tuple(map(tuple, counts)))


def _resampled(
    by_criterion: Mapping[str, Sequence[Cell]], resamples: int
) -> tuple[dict[str, list[float]], list[float]]:
    """Kappa of each criterion, and their mean, in each resample of the cases.

    A criterion that has no cell in a resample is left out of that resample.
    """
    cases = sorted({cell.case for group in by_criterion.values() for cell in group})
    sums = {name: _sums_by_case(group, cases) for name, group in by_criterion.items()}
    chance = random.Random(SEED)
    spread: dict[str, list[float]] = {name: [] for name in by_criterion}
    means: list[float] = []
    for _ in range(resamples):
        drawn = [int(chance.random() * len(cases)) for _ in cases]
        values = []
        for name, columns in sums.items():
            totals = [sum(map(column.__getitem__, drawn)) for column in columns]
            if totals[0]:
                values.append(kappa(*totals))
                spread[name].append(values[-1])
        means.append(sum(values) / len(values) if values else 0.0)
    return spread, means


def _sums_by_case(cells: Sequence[Cell], cases: Sequence[str]) -> list[list[int]]:
    """Five columns (n, Σa, Σb, Σa² + Σb², Σab) with one number a case."""
    sums = {case: _Sums() for case in cases}
    for cell in cells:
        sums[cell.case].add(cell.label, cell.grader)
    return [[getattr(sums[case], name) for case in cases] for name in _Sums.__slots__]


def _middle(values: Sequence[float]) -> tuple[float, float]:
    """The 2.5th and 97.5th percentile."""
    if not values:
        return (0.0, 0.0)
    ordered = sorted(values)
    last = len(ordered) - 1
    return ordered[round(0.025 * last)], ordered[round(0.975 * last)]
