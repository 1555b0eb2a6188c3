"""Trainees take their work along, load it again without losing anything, and clear a shared computer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from graders.adapters.site.library import Entry
from graders.workfile import read_work, work_file
from tests.site.opened import check, editor, wait_for_report, write
from tests.site.test_accessibility import serious
from tests.site.test_drafts import STORAGE_FORBIDDEN, earlier, saved

SAVED = "Draft saved in this browser."


@pytest.fixture
def work_address(site: str) -> str:
    return f"{site}your-work/"


def said(page: Page) -> Locator:
    return page.locator("golden-thread-work .gt-status")


def worked(page: Page, address: str, *texts: str) -> None:
    """Check each text; the last one stays as the draft."""
    page.goto(address)
    for number, text in enumerate(texts, 1):
        write(page, text)
        check(page)
        wait_for_report(page)
        expect(earlier(page)).to_contain_text(f"Earlier attempts ({number})")


def downloaded(page: Page, address: str, folder: Path) -> Path:
    page.goto(address)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my work").click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def choose(page: Page, address: str, path: Path) -> None:
    page.goto(address)
    page.get_by_label("A work file").set_input_files(path)


def load(page: Page, address: str, path: Path) -> None:
    choose(page, address, path)
    page.get_by_role("button", name="Add it to what is here").click()
    expect(said(page)).to_contain_text("Added")


def test_downloaded_work_has_texts_reports_versions_and_a_checksum_that_fits(
    page: Page,
    exercise_address: str,
    work_address: str,
    mistake: str,
    model_note: str,
    tmp_path: Path,
    entry: Entry,
) -> None:
    worked(page, exercise_address, mistake, model_note)

    path = downloaded(page, work_address, tmp_path)

    work = read_work(path.read_text(encoding="utf-8"))
    assert path.name.startswith("goldenthread-work-20")
    assert "fits" == work.checksum
    assert [mistake, model_note] == [attempt["text"] for attempt in work.attempts]
    assert [entry.exercise.id] * 2 == [attempt["report"]["exercise"] for attempt in work.attempts]
    assert all(
        attempt["exercise_version"] and attempt["report"]["grader_version"] for attempt in work.attempts
    )
    assert [model_note] == [draft["text"] for draft in work.data["drafts"]]
    assert work.data["assignment"] is None


def test_work_loaded_into_an_empty_browser_is_all_there(
    new_page: Callable[..., Page], exercise_address: str, work_address: str, mistake: str, tmp_path: Path
) -> None:
    here, there = new_page(), new_page()
    worked(here, exercise_address, mistake)
    path = downloaded(here, work_address, tmp_path)

    choose(there, work_address, path)
    expect(there.locator(".gt-found")).to_contain_text("1 attempt and 1 draft in 1 exercise.")
    expect(there.locator(".gt-found")).to_contain_text("It is unchanged since it was downloaded.")
    there.get_by_role("button", name="Add it to what is here").click()

    expect(said(there)).to_have_text("Added: 1 attempt and 1 draft.")
    there.goto(exercise_address)
    expect(editor(there)).to_have_value(mistake)
    expect(earlier(there)).to_contain_text("Earlier attempts (1)")
    earlier(there).locator("summary").click()
    earlier(there).get_by_role("button", name="See the report").click()
    wait_for_report(there)


def test_loading_twice_adds_nothing(
    new_page: Callable[..., Page], exercise_address: str, work_address: str, mistake: str, tmp_path: Path
) -> None:
    page = new_page()
    worked(page, exercise_address, mistake)
    path = downloaded(page, work_address, tmp_path)

    load(page, work_address, path)

    expect(said(page)).to_have_text("Added: 0 attempts and 0 drafts. Already here: 2.")
    expect(page.locator(".gt-work-list")).to_contain_text("1 attempt,")


def test_draft_of_the_file_does_not_replace_a_different_one(
    page: Page, exercise_address: str, work_address: str, entry: Entry, tmp_path: Path
) -> None:
    draft = {"exercise": entry.exercise.id, "text": "S: From home.", "saved": "2026-01-31T09:30:00Z"}
    path = tmp_path / "work.json"
    path.write_text(
        work_file({"saved": "2026-01-31T09:31:00Z", "assignment": None, "drafts": [draft], "attempts": []})
    )
    page.goto(exercise_address)
    write(page, "S: Written here.")
    expect(saved(page)).to_have_text(SAVED)

    load(page, work_address, path)

    expect(said(page)).to_contain_text("Put among the attempts, because a different draft is here: 1 draft.")
    page.goto(exercise_address)
    expect(editor(page)).to_have_value("S: Written here.")
    earlier(page).locator("summary").click()
    earlier(page).get_by_role("button", name="Open the text").click()
    expect(editor(page)).to_have_value("S: From home.")


def test_file_that_was_edited_is_said_to_be_and_is_loaded_all_the_same(
    page: Page, exercise_address: str, work_address: str, mistake: str, tmp_path: Path
) -> None:
    worked(page, exercise_address, mistake)
    path = downloaded(page, work_address, tmp_path)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["attempts"][0]["report"]["score"] = 100
    path.write_text(json.dumps(data), encoding="utf-8")

    choose(page, work_address, path)

    expect(page.locator(".gt-found")).to_contain_text("changed after it was downloaded")
    page.get_by_role("button", name="Add it to what is here").click()
    expect(said(page)).to_contain_text("Added: 1 attempt")
    expect(page.locator(".gt-work-list")).to_contain_text("2 attempts")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "line 1, column 1: is not readable JSON"),
        ('{"work_version": 1, "saved": ', "is not readable JSON"),
        ('{"scripts": {}}', "is JSON and no work file"),
        ('{"work_version": 9}', "load it in a newer course"),
        ('{"work_version": 1, "saved": "yesterday", "assignment": null, "drafts": [], "attempts": {}, "sha256": null}',
         'saved: is "yesterday" where a time such as'),
        ("[" * 100_000, "the file"),
        ("\x00\xff%PDF-1.7", "is not readable JSON"),
    ],
)  # fmt: skip
def test_bad_file_gets_place_cause_and_cure_and_changes_nothing(
    page: Page, work_address: str, tmp_path: Path, content: str, words: str
) -> None:
    path = tmp_path / "work.json"
    path.write_text(content, encoding="utf-8")

    choose(page, work_address, path)

    found = page.locator(".gt-found [role=alert]")
    expect(found).to_contain_text("work.json was not loaded; nothing was changed.")
    expect(found).to_contain_text(words)
    expect(found).to_be_focused()
    expect(page.locator(".gt-work-list")).to_have_text("Nothing yet.")


def test_markup_in_a_loaded_report_stays_text(
    page: Page, exercise_address: str, work_address: str, mistake: str, tmp_path: Path
) -> None:
    hostile = '"><img src=x onerror="window.pwned=1">'
    worked(page, exercise_address, mistake)
    path = downloaded(page, work_address, tmp_path)
    data = json.loads(path.read_text(encoding="utf-8"))
    report: dict[str, Any] = data["attempts"][0]["report"]
    report["strengths"] = [hostile]
    report["words"] = 7
    for rating in report["ratings"]:
        rating |= {
            "feedback": hostile,
            "next_step": hostile,
            "learn": "javascript:window.pwned=1//" + hostile,
        }
    data["attempts"][0] |= {"id": "hostile-1", "text": hostile + mistake}
    path.write_text(json.dumps(data), encoding="utf-8")
    load(page, work_address, path)

    page.goto(exercise_address)
    earlier(page).locator("summary").click()
    earlier(page).locator("li", has_text="7 words").get_by_role("button", name="See the report").click()

    wait_for_report(page)
    expect(page.locator(".gt-result :is(img, script)")).to_have_count(0)
    expect(page.locator(".gt-result a[href^='javascript:']")).to_have_count(0)
    assert page.evaluate("window.pwned") is None


def test_work_is_downloaded_without_a_checksum_where_the_grader_cannot_start(
    page: Page, exercise_address: str, work_address: str, tmp_path: Path
) -> None:
    page.goto(exercise_address)
    write(page, "S: Client \ud83c\udf27 reported low mood.")
    expect(saved(page)).to_have_text(SAVED)
    page.route("**/exercise/worker.js", lambda route: route.abort())

    path = downloaded(page, work_address, tmp_path)

    assert "missing" == read_work(path.read_text(encoding="utf-8")).checksum
    expect(said(page)).to_contain_text("It has no checksum")


def test_clearing_says_what_goes_and_leaves_nothing(
    page: Page, exercise_address: str, work_address: str, mistake: str
) -> None:
    worked(page, exercise_address, mistake)
    page.goto(work_address)
    expect(page.locator(".gt-work-list")).to_contain_text("1 attempt")

    page.get_by_role("button", name="Clear everything").click()

    dialog = page.get_by_role("dialog", name="Remove all work from this browser?")
    expect(dialog).to_contain_text("1 draft and 1 attempt with their reports, in 1 exercise")
    expect(dialog.get_by_role("button", name="Keep my work")).to_be_focused()
    dialog.get_by_role("button", name="Remove everything").click()
    expect(said(page)).to_have_text("Everything was removed from this browser.")
    expect(page.locator(".gt-work-list")).to_have_text("Nothing yet.")
    page.goto(exercise_address)
    expect(earlier(page)).to_be_hidden()
    assert mistake != editor(page).input_value()
    assert mistake[:40] not in page.evaluate("JSON.stringify({...localStorage, ...sessionStorage})")


def test_clearing_can_be_called_off_by_keyboard(page: Page, exercise_address: str, work_address: str) -> None:
    page.goto(exercise_address)
    write(page, "S: Client")
    expect(saved(page)).to_have_text(SAVED)
    page.goto(work_address)
    page.get_by_role("button", name="Clear everything").press("Enter")
    expect(page.get_by_role("button", name="Keep my work")).to_be_focused()

    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="Remove all work")).to_be_hidden()
    expect(page.get_by_role("button", name="Clear everything")).to_be_focused()
    expect(page.locator(".gt-work-list")).to_contain_text("a draft of 2 words")


def test_clearing_empties_an_open_exercise_for_good(
    page: Page, exercise_address: str, work_address: str
) -> None:
    page.goto(exercise_address)
    start = editor(page).input_value()
    write(page, "S: Client")
    expect(saved(page)).to_have_text(SAVED)
    other = page.context.new_page()
    other.goto(work_address)

    other.get_by_role("button", name="Clear everything").click()
    other.get_by_role("button", name="Remove everything").click()

    expect(editor(page)).to_have_value(start)
    page.close()
    other.reload()
    expect(other.locator(".gt-work-list")).to_have_text("Nothing yet.")


def test_controls_take_the_place_of_what_is_read_without_scripts(
    new_page: Callable[..., Page], work_address: str
) -> None:
    with_scripts, without = new_page(), new_page(java_script_enabled=False)
    sentence = "The controls for your work need scripts"

    with_scripts.goto(work_address)
    without.goto(work_address)

    expect(with_scripts.get_by_role("button", name="Download my work")).to_be_visible()
    expect(with_scripts.get_by_text(sentence)).to_have_count(0)
    expect(without.get_by_text(sentence)).to_be_visible()
    expect(without.get_by_role("heading", name="What is stored where")).to_be_visible()


def test_page_tells_when_the_browser_keeps_nothing(page: Page, work_address: str) -> None:
    page.add_init_script(STORAGE_FORBIDDEN)

    page.goto(work_address)

    expect(page.locator(".gt-work-list")).to_contain_text("lets the page keep nothing")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_page_and_list_are_accessible(
    new_page: Callable[..., Page],
    exercise_address: str,
    work_address: str,
    mistake: str,
    tmp_path: Path,
    scheme: str,
    width: int,
) -> None:
    page = new_page(color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(exercise_address)
    if page.get_by_role("button", name="Your note").is_visible():
        page.get_by_role("button", name="Your note").click()
    write(page, mistake)
    check(page)
    wait_for_report(page)
    if page.get_by_role("button", name="Your note").is_visible():
        page.get_by_role("button", name="Your note").click()
    other = page.context.new_page()
    other.goto(exercise_address)
    if other.get_by_role("button", name="Your note").is_visible():
        other.get_by_role("button", name="Your note").click()
    write(other, "S: In another tab.")
    expect(page.locator(".gt-notice")).to_be_visible()
    earlier(page).locator("summary").click()
    page.locator(".gt-notice summary").click()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    path = downloaded(page, work_address, tmp_path)
    page.get_by_label("A work file").set_input_files(path)
    expect(page.locator(".gt-found .gt-notice")).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    bad = tmp_path / "bad.json"
    bad.write_text("{}", encoding="utf-8")
    page.get_by_label("A work file").set_input_files(bad)
    expect(page.locator(".gt-found [role=alert]")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Clear everything").click()
    assert serious(page) == []
