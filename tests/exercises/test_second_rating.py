"""A part of the samples was rated twice; the record agrees with the samples, and its figures with its rows."""

from __future__ import annotations

from typing import Any

import pytest

from graders.agreement import kappa
from graders.compiling import read_yaml
from graders.front_matter import split_front_matter
from graders.places import exercises_dir

EXERCISES = exercises_dir()
RECORD = read_yaml(EXERCISES / "second-rating.yaml")
ROWS = RECORD["rows"]
PROSE = ("note", "passage", "rewrite")


def declared(sample: str) -> dict[str, Any]:
    """The levels that a sample declares today; those of a review exercise for its given note."""
    id, _, name = sample.partition("/")
    if name == "given":
        return read_yaml(EXERCISES / id / "exercise.yaml")["levels"]
    path = EXERCISES / id / "notes" / f"{name}.md"
    return split_front_matter(path.read_text(encoding="utf-8"))[0].get("levels") or {}


def weighted_kappa(pairs: list[tuple[int, int]]) -> float:
    firsts, seconds = zip(*pairs, strict=True)
    squares = sum(each * each for pair in pairs for each in pair)
    return kappa(len(pairs), sum(firsts), sum(seconds), squares, sum(a * b for a, b in pairs))


def test_a_quarter_of_the_samples_was_rated_twice():
    prose = [path.parent for path in EXERCISES.glob("*/exercise.yaml") if read_yaml(path)["kind"] in PROSE]
    samples = [path for folder in prose for path in (folder / "notes").glob("*.md")]
    rated = {row["sample"] for row in ROWS if not row["sample"].endswith("/given")}

    assert len(rated) * 4 >= len(samples)


def test_samples_declare_what_was_settled():
    different = [row for row in ROWS if declared(row["sample"]).get(row["criterion"], 2) != row["settled"]]

    assert different == []


def test_every_difference_is_settled_for_a_reason():
    open_rows = [row for row in ROWS if row["first"] != row["second"] and not row.get("reason")]

    assert open_rows == []


def test_a_close_call_is_about_a_row_and_has_a_reason():
    settled = {(row["sample"], row["criterion"]): row["settled"] for row in ROWS}

    for call in RECORD["close"]:
        assert settled[call["sample"], call["criterion"]] == call["settled"] and call["reason"], call


def test_the_figures_are_those_of_the_rows():
    pairs = [(row["first"], row["second"]) for row in ROWS]
    agreeing = [first == second for first, second in pairs]

    figures = RECORD["figures"]
    assert (figures["cells"], figures["differences"]) == (len(pairs), len(pairs) - sum(agreeing))
    assert figures["exact"] == pytest.approx(sum(agreeing) / len(pairs), abs=0.0005)
    assert figures["kappa"] == pytest.approx(weighted_kappa(pairs), abs=0.0005)
