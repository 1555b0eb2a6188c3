"""The reference pages show the whole rubric under the anchors that lessons and reports link to."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from graders.adapters.site.reference import criteria, rubric_page, sources_page, write_reference
from graders.compiling import read_yaml

ROOT = Path(__file__).parent.parent.parent
RUBRIC = read_yaml(ROOT / "graders" / "rubric.yaml")
SOURCES = read_yaml(ROOT / "docs" / "reference" / "sources.yaml")
SCHEMA = read_yaml(ROOT / "graders" / "schemas" / "report.yaml")
PAGE = rubric_page(RUBRIC, SOURCES)

every_criterion = pytest.mark.parametrize("criterion", list(criteria(RUBRIC)), ids=lambda each: each["id"])


def passage(criterion_id: str) -> str:
    """The criterion's part of the page: from its heading to the next heading."""
    start = PAGE.index(f"{{ #{criterion_id.replace('.', '-')} }}")
    end = re.search(r"^##", PAGE[start:], re.MULTILINE)
    return PAGE[start : start + end.start()] if end else PAGE[start:]


def flat(text: str) -> str:
    return " ".join(text.split())


@every_criterion
def test_a_criterion_has_one_heading_with_its_anchor(criterion):
    heading = f"### {criterion['title']} {{ #{criterion['id'].replace('.', '-')} }}"

    assert PAGE.count(heading) == 1


@every_criterion
def test_a_report_links_to_an_anchor_that_is_there(criterion):
    page, _, anchor = criterion["learn"].partition("#")

    assert page != "reference/rubric/" or f"{{ #{anchor} }}" in PAGE


@every_criterion
def test_a_criterion_shows_levels_rulings_weight_and_source(criterion):
    text = passage(criterion["id"])

    for level in criterion["levels"]:
        assert flat(level["descriptor"]) in text
    for ruling in criterion["rulings"]:
        assert flat(ruling) in text
    assert f"weight {criterion['weight']}" in text
    assert criterion["question"] in text
    assert f"]({criterion['source']['url']})" in text


@every_criterion
def test_every_reason_can_be_read_before_it_is_met(criterion):
    text = passage(criterion["id"])
    reasons = [each for level in criterion["levels"] for each in level["reasons"] if each["id"] != "default"]

    for reason in reasons:
        opening = flat(re.split(r"\{\w+\}", reason["feedback"])[0])
        assert opening in text


def test_no_value_is_left_in_braces():
    assert re.findall(r"\{\w+\}", PAGE) == []


def test_texts_that_are_not_graded_have_a_place_of_their_own():
    start = PAGE.index("{ #not-gradable }")

    for refusal in RUBRIC["not_gradable"]:
        assert flat(refusal["feedback"]) in PAGE[start:]


def test_the_same_anchor_is_never_given_twice():
    anchors = re.findall(r"\{ #([\w-]+) \}", PAGE)

    assert sorted(set(anchors)) == sorted(anchors)


def test_every_source_has_an_anchor_and_its_address_where_it_has_one():
    page = sources_page(SOURCES)

    for key, source in SOURCES.items():
        assert f"{{ #{key} }}" in page
        assert "url" not in source or f"]({source['url']})" in page


def test_a_criterion_may_rest_on_a_page_of_the_course_itself():
    sources = {"how": {"title": "How it was done", "page": "how.md", "read": "2026-01-02", "seen": "All."}}
    domains = [{**RUBRIC["domains"][0], "criteria": [{**RUBRIC["domains"][0]["criteria"][0]}]}]
    domains[0]["criteria"][0]["source"] = {"text": "Our own count.", "key": "how"}

    assert "Source: Our own count. [How it was done](how.md)" in rubric_page({**RUBRIC, "domains": domains}, sources)


def test_pages_are_written_where_they_are_wanted_and_left_alone_when_nothing_in_them_changed(tmp_path):
    paths = write_reference(RUBRIC, tmp_path / "rubric", sources=SOURCES, report_schema=SCHEMA)
    for path in paths:
        os.utime(path, (0, 0))

    changed = {**RUBRIC, "rubric_version": "next"}
    write_reference(changed, tmp_path / "rubric", sources=SOURCES, report_schema=SCHEMA)

    assert [path.name for path in paths] == ["index.md", "sources.md", "report.md"]
    assert [path.name for path in paths if path.stat().st_mtime != 0] == ["index.md"]


def test_the_report_page_names_every_key_of_a_report(tmp_path):
    write_reference(RUBRIC, tmp_path, report_schema=SCHEMA)
    page = (tmp_path / "report.md").read_text(encoding="utf-8")

    parts = [SCHEMA, *SCHEMA["$defs"].values()]

    for key in (key for part in parts for key in part["properties"]):
        assert f"| `{key}` |" in page
