"""What is graded and taught names its sources, and each resolves in docs/reference/sources.yaml."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from graders.adapters.site.reference import criteria
from graders.compiling import read_yaml

ROOT = Path(__file__).parent.parent.parent
PATH = ROOT / "docs" / "reference" / "sources.yaml"
SOURCES = read_yaml(PATH)
LEXICONS = sorted((ROOT / "graders" / "lexicons").glob("*.yaml"))
EXERCISES = sorted((ROOT / "exercises").glob("*/exercise.yaml"))
#: Pages written by hand, whose links out lead to something that is listed.
PAGES = sorted(
    path
    for path in (ROOT / "docs").rglob("*.md")
    if not {"practice", "notebooks", "rubric"} & set(path.relative_to(ROOT / "docs").parts)
)


def keys(value: object) -> list[str]:
    return [value] if isinstance(value, str) else list(value or [])


def unknown(value: object) -> list[str]:
    return [key for key in keys(value) if key not in SOURCES]


def test_no_key_is_given_twice() -> None:
    found = Counter(re.findall(r"^([\w-]+):", PATH.read_text(encoding="utf-8"), re.MULTILINE))

    assert [key for key, count in found.items() if count > 1] == []


def test_a_source_says_what_it_is_and_how_much_of_it_was_seen() -> None:
    assert {key for key, each in SOURCES.items() if not {"title", "read", "seen"} <= set(each)} == set()


@pytest.mark.parametrize("criterion", list(criteria(read_yaml(ROOT / "graders" / "rubric.yaml"))), ids=lambda each: each["id"])
def test_a_criterion_names_sources_that_are_listed(criterion) -> None:
    assert keys(criterion["source"].get("key"))
    assert unknown(criterion["source"].get("key")) == []


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_a_lexicon_names_sources_that_are_listed(path: Path) -> None:
    lexicon = read_yaml(path)

    assert keys(lexicon.get("source"))
    assert unknown(lexicon.get("source")) == []


@pytest.mark.parametrize("path", LEXICONS, ids=lambda path: path.stem)
def test_a_better_wording_names_where_it_was_found(path: Path) -> None:
    entries = [each for each in read_yaml(path).get("entries") or () if each.get("better")]

    assert [each["id"] for each in entries if not keys(each.get("source")) or unknown(each["source"])] == []


@pytest.mark.parametrize("path", EXERCISES, ids=lambda path: path.parent.name)
def test_an_exercise_rests_on_listed_sources_or_on_criteria_that_do(path: Path) -> None:
    exercise = read_yaml(path)

    assert unknown(exercise.get("source")) == []
    assert exercise["kind"] not in ("sort", "review") or keys(exercise.get("source"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT / "docs").as_posix())
def test_a_link_out_of_the_course_is_a_listed_source(path: Path) -> None:
    found = re.findall(r"\]\((https?://[^\s)]*(?:\([^\s)]*\)[^\s)]*)*)\)", path.read_text(encoding="utf-8"))
    listed = {plain(each["url"]) for each in SOURCES.values() if "url" in each}

    assert [each for each in found if plain(each) not in listed] == []


def plain(address: str) -> str:
    """The address without what two ways of writing it differ in."""
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")
