"""The page's grader and the prompt's give the same report for the same note, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from graders.adapters.browser import report_line
from graders.adapters.site.library import Entry
from tests.site.samples import sample_texts

ASK = """async ([site, request]) => {
  const { Grader } = await import(`${site}assets/exercise/grader.js`);
  window.grader ??= new Grader();
  return window.grader.reportLine(request);
}"""
NOTE = (
    "S: Client reported low mood nearly every day and poor sleep, and missed two days of work.\n"
    "O: Affect constricted. C-SSRS screener: yes to item 1, no to items 2 to 6.\n"
    "A: F33.1 major depressive disorder, recurrent, moderate. Suicide risk low, unchanged.\n"
    "P: Client will walk 20 minutes on Monday and Thursday. 988 reviewed.\n"
)
CORPUS = {
    "empty": "",
    "white space": " \n\t\u00a0\u2003\n",
    "line ends": NOTE.replace("\n", "\r\n") + "\rold\u2028ends\x85here\x0c",
    "emoji before the evidence": "🌧👩‍👩‍👧 " + NOTE,
    "curly quotes": NOTE + "Client said “I can’t do this,” ‘again’.",
    "long": (NOTE * 60)[:20_000],
    "letters of many scripts": NOTE + "Größe ǅ ß İstanbul ſ ﬁ Ⅷ ² ½ 三 ๓ \u0301a\u0308 ﷺ 𝒜 \U0001fae8",
    "half a surrogate pair": NOTE + "\ud83d and \udc4d",
    "no text but signs": "--- *** ??? 👍👍👍 " * 30,
    "numbers": NOTE + "PHQ-9 12, was 15.5; 1,000 mg; 10:30; 24/7; 50%.",
}


@pytest.fixture(scope="module")
def asking_page(browser: Browser, site: str) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(site)
    yield page
    page.close()


def both(page: Page, site: str, request: dict[str, Any]) -> tuple[bytes, bytes]:
    # Half a surrogate pair does not survive the way into the browser, so that the page parses it there.
    in_page = page.evaluate(
        f"([site, text]) => ({ASK})([site, JSON.parse(text)])", [site, json.dumps(request)]
    )
    return report_line(json.dumps(request)).encode(), in_page.encode()


@pytest.mark.parametrize("name", CORPUS)
def test_report_of_an_odd_text(asking_page: Page, site: str, entry: Entry, name: str) -> None:
    request = {"exercise": entry.exercise_data, "case": entry.case_data, "text": CORPUS[name], "id": name}

    expected, actual = both(asking_page, site, request)

    assert expected == actual


def test_python_started_from_its_parts_reports_the_same(page: Page, site: str, entry: Entry) -> None:
    page.route("**/assets/grader/memory*", lambda route: route.fulfill(status=404, body="not here"))
    page.goto(site)
    for name, text in CORPUS.items():
        request = {"exercise": entry.exercise_data, "case": entry.case_data, "text": text, "id": name}

        expected, actual = both(page, site, request)

        assert expected == actual, name


def test_report_without_case_and_exercise(asking_page: Page, site: str) -> None:
    expected, actual = both(asking_page, site, {"exercise": None, "case": None, "text": NOTE, "id": ""})

    assert expected == actual


def test_report_of_every_sample(asking_page: Page, site: str, entries: list[Entry]) -> None:
    for entry in entries:
        for text in sample_texts(entry.exercise.id, "*.md"):
            request = {
                "exercise": entry.exercise_data,
                "case": entry.case_data,
                "text": text,
                "id": entry.exercise.id,
            }

            expected, actual = both(asking_page, site, request)

            assert expected == actual, f"{entry.exercise.id}: {text[:60]}"
