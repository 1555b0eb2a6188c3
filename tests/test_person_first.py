"""The wordings of person-first language: complete as data, silent where words are right, loud where not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graders.criteria._wordings import Wordings, wordings
from graders.findings import Findings
from graders.lexicon import default_lexicon
from graders.note import Note, tokenize

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "graders" / "lexicons").glob("person_first_*.yaml"))
SOURCES = yaml.safe_load((ROOT / "docs" / "reference" / "sources.yaml").read_text(encoding="utf-8"))
PAIRS = yaml.safe_load((ROOT / "tests" / "examples" / "person_first_pairs.yaml").read_text(encoding="utf-8"))
GROUPS = {"label_first", "stigma", "doubt", "blame"}
WANTED = 250


def entries() -> list[dict[str, Any]]:
    return [entry for path in FILES for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["entries"]]


def texts(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def found(text: str) -> Wordings:
    return wordings(Findings(Note(text), default_lexicon()))


def hits(text: str) -> set[str]:
    return {each.id for each in Findings(Note(text), default_lexicon()).of("person_first")}


each_entry = pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["id"])


def test_there_are_enough_entries() -> None:
    assert len(entries()) >= WANTED


@each_entry
def test_an_entry_says_what_is_better_why_and_by_whose_word(entry: dict[str, Any]) -> None:
    assert entry["group"] in GROUPS
    assert entry["better"] and entry["near_miss"]
    assert entry["reason"].endswith(".") and len(entry["reason"].split()) >= 5
    assert entry["source"] in SOURCES


@each_entry
def test_an_entry_finds_the_wordings_that_the_table_shows_for_it(entry: dict[str, Any]) -> None:
    for wording in entry.get("shown", ()):
        matches = default_lexicon().find(tokenize(f"The client {wording} today."))
        assert entry["id"] in {match.entry.id for match in matches}, wording


@each_entry
def test_an_entry_is_silent_where_its_words_are_right(entry: dict[str, Any]) -> None:
    for sentence in texts(entry["near_miss"]):
        assert entry["id"] not in hits(sentence), sentence


@each_entry
def test_a_suggestion_is_not_flagged_itself(entry: dict[str, Any]) -> None:
    for wording in texts(entry["better"]):
        assert not found(wording).counted, wording


@pytest.mark.parametrize("pair", PAIRS["pairs"], ids=lambda pair: pair[0])
def test_a_stigmatizing_sentence_is_caught_and_its_neutral_twin_is_not(pair: list[str]) -> None:
    stigmatizing, neutral = pair

    assert found(stigmatizing).counted
    assert not found(neutral).counted, [each.id for each in found(neutral).counted]


@pytest.mark.parametrize("sentence", PAIRS["right"])
def test_right_words_are_left_alone(sentence: str) -> None:
    assert not found(sentence).counted, [each.id for each in found(sentence).counted]


def test_contested_wordings_cost_nothing() -> None:
    note = "Client denies use, admits to one relapse, is non-adherent with MAT and complains of fatigue."

    assert hits(note) and not found(note).counted


def test_a_label_and_its_look_alike_in_one_sentence() -> None:
    counted = found("This borderline patient scored in the borderline range.").counted

    assert [each.id for each in counted] == ["pf.borderline"]


def test_a_negated_label_is_left_to_a_coach() -> None:
    both = found("She is not manipulative.")

    assert not both.counted and [each.id for each in both.left] == ["pf.manipulative"]


def test_the_same_label_twice_is_one_and_two_labels_are_two() -> None:
    assert len(found("Noncompliant in May. She was noncompliant in June.").counted) == 1
    assert len(found("He is lazy. He is manipulative.").counted) == 2


def test_the_writers_own_belief_is_the_writers_wording() -> None:
    assert found("I think that she is a drama queen.").counted
    assert not found("Her father thinks that she is a drama queen.").counted
