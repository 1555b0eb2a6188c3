"""Agreement: worked examples by hand, and what is counted apart."""

from __future__ import annotations

from typing import Any

import pytest

from graders.agreement import compare, kappa

PLAN, STATUS = "medical_necessity.plan", "risk.status"


def label(id: str, levels: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "case": more.pop("case", id),
        "gradable": True,
        "reason": None,
        "levels": levels or {},
        **more,
    }


def report(id: str, levels: dict[str, Any] | None = None, reason: str | None = None) -> dict[str, Any]:
    ratings = [{"criterion": name, "level": level} for name, level in (levels or {}).items()]
    status = "not_gradable" if reason else "error" if levels and None in levels.values() else "graded"
    return {"id": id, "status": status, "reason": reason, "ratings": ratings, "profile": None}


def pairs(levels: list[tuple[int, int]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Reports and labels for one criterion from (label, grader) levels, each its own case."""
    reports = [report(str(i), {PLAN: grader}) for i, (_, grader) in enumerate(levels)]
    return reports, [label(str(i), {PLAN: settled}) for i, (settled, _) in enumerate(levels)]


def kappa_from_counts(levels: list[tuple[int, int]]) -> float:
    """The textbook form: one minus observed over expected weighted disagreement."""
    n = len(levels)
    observed = sum((a - b) ** 2 for a, b in levels) / n
    expected = sum((a - b) ** 2 for a, _ in levels for _, b in levels) / n**2
    return 1 - observed / expected


def test_kappa_is_the_textbook_quadratic_weighted_kappa() -> None:
    levels = [(2, 2), (2, 1), (1, 1), (0, 0), (0, 2), (1, 0), (2, 2), (1, 2)]

    found = compare(*pairs(levels), resamples=10)

    assert found.criteria[0].kappa == pytest.approx(kappa_from_counts(levels))
    assert found.criteria[0].exact == 0.5
    assert found.criteria[0].counts == ((1, 0, 1), (1, 1, 1), (0, 1, 2))


def test_kappa_of_a_known_table() -> None:
    # Labels 0 0 2 2, grader 0 2 2 2: observed disagreement 4 of 4 notes, expected 32 of 16 pairs.
    assert kappa(4, 4, 6, 8 + 12, 8) == pytest.approx(0.5)


def test_kappa_is_zero_when_only_the_grader_varies() -> None:
    found = compare(*pairs([(2, 2), (2, 1), (2, 0)]), resamples=10)

    assert found.criteria[0].kappa == pytest.approx(0.0)
    assert not found.criteria[0].is_constant


def test_kappa_is_one_and_marked_when_both_hold_one_level() -> None:
    found = compare(*pairs([(2, 2), (2, 2)]), resamples=10)

    assert found.criteria[0].kappa == 1.0
    assert found.criteria[0].is_constant


def test_a_refused_gradable_note_counts_as_level_0_in_every_cell_but_na() -> None:
    labels = [label("D-1", {PLAN: 2, STATUS: "na"}), label("D-2", {PLAN: 2, STATUS: "na"})]
    reports = [report("D-1", reason="keyword_list"), report("D-2", {PLAN: 2, STATUS: "na"})]

    found = compare(reports, labels, resamples=10)

    assert [(f.name, f.n, f.exact) for f in found.criteria] == [(PLAN, 2, 0.5)]
    assert [(e.id, e.label, e.grader) for e in found.gate_errors] == [("D-1", "gradable", "keyword_list")]
    assert found.na_mismatches == ()


def test_an_ungradable_note_that_was_graded_is_a_gate_error_and_no_cell() -> None:
    labels = [label("D-1", gradable=False, reason="pasted_case"), label("D-2", {PLAN: 2})]
    reports = [report("D-1", {PLAN: 2}), report("D-2", {PLAN: 2})]

    found = compare(reports, labels, resamples=10)

    assert [(e.id, e.label, e.grader) for e in found.gate_errors] == [("D-1", "pasted_case", "graded")]
    assert found.criteria[0].n == 1


def test_a_refusal_for_another_reason_is_told_apart() -> None:
    found = compare(
        [report("D-1", reason="too_short")], [label("D-1", gradable=False, reason="keyword_list")]
    )

    assert found.gate_errors == ()
    assert [(e.label, e.grader) for e in found.reason_errors] == [("keyword_list", "too_short")]


def test_na_on_one_side_only_is_a_mismatch_and_no_cell() -> None:
    labels = [label("D-1", {PLAN: 1, STATUS: "na"}), label("D-2", {PLAN: 2, STATUS: 2})]
    reports = [report("D-1", {PLAN: 1, STATUS: 0}), report("D-2", {PLAN: 2})]

    found = compare(reports, labels, resamples=10)

    assert [(m.id, m.criterion, m.label, m.grader) for m in found.na_mismatches] == [
        ("D-1", STATUS, "na", 0),
        ("D-2", STATUS, 2, "na"),
    ]
    assert [f.name for f in found.criteria] == [PLAN]


def test_a_cell_that_was_not_graded_earns_nothing_and_is_listed() -> None:
    found = compare([report("D-1", {PLAN: None})], [label("D-1", {PLAN: 2})], resamples=10)

    assert found.criteria[0].counts == ((0, 0, 0), (0, 0, 0), (1, 0, 0))
    assert [m.id for m in found.not_graded] == ["D-1"]


def test_macro_is_the_plain_mean_over_criteria_with_a_cell() -> None:
    labels = [label(str(i), {PLAN: i % 3, STATUS: 2 - i % 2, "form.service": "na"}) for i in range(6)]
    reports = [report(str(i), {PLAN: i % 3, STATUS: 2, "form.service": "na"}) for i in range(6)]

    found = compare(reports, labels, resamples=10)

    assert found.macro is not None
    assert found.macro.kappa == pytest.approx((1.0 + 0.0) / 2)
    assert found.macro.exact == pytest.approx((1.0 + 0.5) / 2)


def test_the_interval_is_over_cases_so_that_copies_of_a_note_do_not_narrow_it() -> None:
    levels = [(2, 2), (0, 0), (1, 2), (2, 0), (0, 1), (1, 1)]
    reports, labels = pairs(levels)
    copies = [
        ({**r, "id": f"{r['id']}-{k}"}, {**s, "id": f"{s['id']}-{k}"})
        for k in range(9)
        for r, s in zip(reports, labels)
    ]

    once = compare(reports, labels)
    often = compare([r for r, _ in copies], [s for _, s in copies])

    assert (often.criteria[0].low, often.criteria[0].high) == pytest.approx(
        (once.criteria[0].low, once.criteria[0].high)
    )
    assert once.criteria[0].low < once.criteria[0].kappa < once.criteria[0].high


def test_labels_that_name_no_case_take_it_from_the_report() -> None:
    reports, labels = pairs([(2, 2), (0, 1), (1, 1), (2, 0)])
    for each in labels:
        del each["case"]
    for at, each in enumerate(reports):
        each["case"] = f"case-{at % 2}"

    assert compare(reports, labels).cases == 2


def test_the_same_files_give_the_same_interval() -> None:
    given = pairs([(2, 2), (0, 1), (1, 2), (2, 0), (0, 0)])

    assert compare(*given) == compare(*given)


def test_criteria_stand_in_the_order_asked_for() -> None:
    labels = [label("D-1", {STATUS: 2, "form.service": 1, PLAN: 2})]

    found = compare(
        [report("D-1", {STATUS: 2, "form.service": 1, PLAN: 2})], labels, order=[PLAN, STATUS], resamples=1
    )

    assert [f.name for f in found.criteria] == [PLAN, STATUS, "form.service"]


def test_labels_without_report_and_reports_without_label_are_named() -> None:
    found = compare(
        [report("D-1", {PLAN: 2}), report("X-9", {PLAN: 0})],
        [label("D-1", {PLAN: 2}), label("D-2", {PLAN: 2})],
    )

    assert found.missing == ("D-2",)
    assert found.unlabelled == ("X-9",)
    assert found.notes == 1
