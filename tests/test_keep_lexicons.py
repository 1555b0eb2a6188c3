"""The wordings of ``keep`` are compiled once and looked up after that."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from graders.faults import DataError
from graders.keep_lexicons import keep_lexicon

KEEP = [{"id": "group", "wordings": ["(miss~v|decline~v) <3> group"]}]


@pytest.fixture
def without_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain install: nothing that could compile."""
    monkeypatch.setitem(sys.modules, "graders.compiling", None)


def test_what_was_compiled_is_found_again_without_the_compiler(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = tmp_path / "compiled_keep.json"
    compiled = keep_lexicon(KEEP, stored)
    monkeypatch.setitem(sys.modules, "graders.compiling", None)

    assert keep_lexicon(KEEP, stored) == compiled


def test_other_wordings_are_not_taken_for_the_stored_ones(tmp_path: Path) -> None:
    stored = tmp_path / "compiled_keep.json"
    compiled = keep_lexicon(KEEP, stored)

    assert keep_lexicon([{"id": "group", "wordings": ["skip~v <3> group"]}], stored) != compiled
    assert keep_lexicon(KEEP, stored) == compiled


def test_without_compiler_new_wordings_are_refused_with_the_cure(
    tmp_path: Path, without_compiler: None
) -> None:
    with pytest.raises(DataError, match="pip install"):
        keep_lexicon(KEEP, tmp_path / "compiled_keep.json")


def test_a_spoiled_store_is_remade(tmp_path: Path) -> None:
    stored = tmp_path / "compiled_keep.json"
    stored.write_text('{"words": "stale", "lexicons": {}', encoding="utf-8")

    assert keep_lexicon(KEEP, stored)["entries"][0]["id"] == "group"


def test_what_another_compiler_made_is_remade(tmp_path: Path) -> None:
    stored = tmp_path / "compiled_keep.json"
    keep_lexicon(KEEP, stored)
    kept = json.loads(stored.read_text(encoding="utf-8"))
    of_before = {key: {"entries": []} for key in kept["lexicons"]}
    stored.write_text(json.dumps({"made_with": "an earlier one", "lexicons": of_before}), encoding="utf-8")

    assert keep_lexicon(KEEP, stored)["entries"][0]["id"] == "group"
