"""What makes a model work is served with the model, and stands on no page."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.adapters.site.bundle import model_notes
from graders.adapters.site.library import read_library
from graders.adapters.site.pages import exercise_page
from graders.places import checkout_root

ROOT = checkout_root() or Path()
ENTRIES = read_library(ROOT)
MODELS = {entry.exercise.id: model_notes(ROOT / "exercises" / entry.exercise.id) for entry in ENTRIES}


def test_every_whole_note_has_an_annotated_model():
    notes = [entry.exercise.id for entry in ENTRIES if entry.exercise.kind == "note"]

    assert [id for id in notes if not any(model["annotations"] for model in MODELS[id])] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.exercise.id)
def test_no_annotation_stands_on_the_exercise_s_page(entry):
    page = exercise_page(entry, ENTRIES)

    reasons = [each["why"] for model in MODELS[entry.exercise.id] for each in model["annotations"]]
    assert [why for why in reasons if why in page] == []
