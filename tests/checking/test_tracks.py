"""A track names exercises that are there, and in an order that asks for nothing that comes later."""

from __future__ import annotations

from pathlib import Path

from graders.checking.tracks import check_tracks

TRACK = """\
id: first-steps
title: First steps
for: Students in their first placement.
exercises: [which-record, four-lines]
capstone: whole-note
"""


def faults(folder: Path, text: str, exercises: dict) -> list[str]:
    (folder / "first-steps.yaml").write_text(text, encoding="utf-8")
    found = check_tracks(folder, exercises).faults
    return [str(fault) for each in found.values() for fault in each]


def test_a_track_of_known_exercises_in_order_is_sound(tmp_path):
    exercises = {"which-record": {}, "four-lines": {"requires": ["which-record"]}, "whole-note": {}}

    assert faults(tmp_path, TRACK, exercises) == []


def test_an_unknown_exercise_is_named_with_the_nearest_one(tmp_path):
    (fault,) = faults(tmp_path, TRACK, {"which-records": {}, "four-lines": {}, "whole-note": {}})

    assert '"which-record"' in fault and "which-records" in fault


def test_an_exercise_that_asks_for_a_later_one_is_a_warning(tmp_path):
    exercises = {"which-record": {"requires": ["whole-note"]}, "four-lines": {}, "whole-note": {}}

    (fault,) = faults(tmp_path, TRACK, exercises)

    assert "whole-note" in fault and "later" in fault
