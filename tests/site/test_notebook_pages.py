"""Every exercise is a notebook on the site: shown, to be downloaded, and asking nobody else for anything."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.site.samples import ROOT, sample_texts

EXERCISES = sorted(path.parent.name for path in (ROOT / "exercises").glob("*/exercise.yaml"))
#: What a page loads by itself; a link is only followed.
_LOADED = {"src", "srcset", "data", "poster"}


class Addresses(HTMLParser):
    """The addresses that a page asks for as it opens."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.asked += [
            str(value) for name, value in attrs if name in _LOADED or (tag == "link" and name == "href")
        ]


def notebook_part(html: str) -> str:
    return html[html.index('<div class="gt-notebook"') : html.index("</article>")]


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_exercise_has_a_notebook_page_and_the_notebook_beside_it(site_folder: Path, exercise: str) -> None:
    folder = site_folder / "notebooks" / exercise
    html = (folder / "index.html").read_text(encoding="utf-8")
    notebook = json.loads((folder / f"{exercise}.ipynb").read_text(encoding="utf-8"))

    assert f'href="{exercise}.ipynb"' in notebook_part(html)
    assert [cell["metadata"]["nbgrader"]["grade_id"] for cell in notebook["cells"]][-1] == f"coach-{exercise}"
    assert [cell.get("outputs") for cell in notebook["cells"] if cell.get("outputs")] == []


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_notebook_page_has_no_script_and_no_address_of_its_own(site_folder: Path, exercise: str) -> None:
    html = (site_folder / "notebooks" / exercise / "index.html").read_text(encoding="utf-8")

    assert [address for address in Addresses(html).asked if re.match(r"(https?:)?//", address)] == []
    assert re.findall(r"<(script|style|svg|clipboard-copy)", notebook_part(html)) == []
    assert re.findall(r"mathjax|mermaid|require\.?js|cdnjs|unpkg|jsdelivr", html, re.IGNORECASE) == []


@pytest.mark.parametrize("exercise", EXERCISES)
def test_a_notebook_page_says_nothing_of_a_good_answer(site_folder: Path, exercise: str) -> None:
    html = " ".join((site_folder / "notebooks" / exercise / "index.html").read_text(encoding="utf-8").split())
    given = (ROOT / "exercises" / exercise / "exercise.yaml").read_text(encoding="utf-8")

    sentences = {
        " ".join(sentence.split())
        for text in sample_texts(exercise, "model-*.md")
        for sentence in re.split(r"(?<=[.!?])\s+", text)
        if len(sentence) > 60 and sentence not in given
    }

    assert [sentence for sentence in sentences if sentence in html] == []


def test_notebook_pages_are_not_searched(site_folder: Path) -> None:
    index = json.loads((site_folder / "search" / "search_index.json").read_text(encoding="utf-8"))

    found = {
        entry["location"].split("#")[0]
        for entry in index["docs"]
        if entry["location"].startswith("notebooks/")
    }

    assert found == {"notebooks/"}


def test_the_list_leads_to_every_notebook(site_folder: Path) -> None:
    html = (site_folder / "notebooks" / "index.html").read_text(encoding="utf-8")

    assert [
        each
        for each in EXERCISES
        if f'href="{each}/"' not in html or f'href="{each}/{each}.ipynb"' not in html
    ] == []


def test_opening_a_notebook_page_asks_this_server_alone(new_page: Callable[..., Page], site: str) -> None:
    page = new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)

    page.goto(site + "notebooks/ines-first-soap/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this notebook").click()

    assert [address for address in asked if not address.startswith(site)] == []
    assert faults == []
    assert download.value.suggested_filename == "ines-first-soap.ipynb"
