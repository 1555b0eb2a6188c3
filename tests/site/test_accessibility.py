"""axe finds nothing serious, on any kind of page, in any state, in light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from graders.adapters.site.library import Entry
from tests.site.opened import (
    as_typed,
    check,
    choose,
    problem,
    see_models,
    select_in_given_note,
    wait_for_report,
    write,
)
from tests.site.page_types import page_types

WIDTHS = {"wide": 1280, "phone": 360}


def serious(page: Page) -> list[str]:
    """What axe calls serious or critical, with the elements concerned."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(params=list(WIDTHS))
def seen(request: pytest.FixtureRequest, new_page: Callable[..., Page], scheme: str) -> Page:
    size = {"width": WIDTHS[request.param], "height": 800}
    return new_page(color_scheme=scheme, viewport=size, reduced_motion="reduce")


@pytest.fixture(scope="module")
def types(site_folder: Path, entries: list[Entry]) -> dict[str, str]:
    return page_types(site_folder, entries)


def test_page_of_each_type(new_page: Callable[..., Page], scheme: str, site: str, types: dict[str, str]) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    found = {}
    for address in types.values():
        page.goto(site + address)
        found[address] = serious(page)

    assert {} == {address: faults for address, faults in found.items() if faults}


@pytest.mark.parametrize("width", [320, 640], ids=["narrow", "zoomed to 200 %"])
def test_page_of_each_type_needs_no_scrolling_sideways(
    new_page: Callable[..., Page], site: str, types: dict[str, str], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 512})
    widths = {}
    for address in types.values():
        page.goto(site + address)
        widths[address] = page.evaluate("document.documentElement.scrollWidth")

    assert {} == {address: each for address, each in widths.items() if each > width}


def test_forced_colours_leave_labels_and_lines(
    new_page: Callable[..., Page], exercise_address: str, mistake: str
) -> None:
    page = new_page(forced_colors="active")
    page.goto(exercise_address)
    write(page, mistake)

    check(page)

    wait_for_report(page)
    # The colours are the reader's own there, and axe does not know them.
    assert [] == [fault for fault in serious(page) if not fault.startswith("color-contrast")]
    mark = page.locator(".gt-marked mark").first
    expect(mark.locator(".gt-mark-label")).to_be_visible()
    assert "0px" != mark.evaluate("mark => getComputedStyle(mark).borderBottomWidth")
    expect(page.locator(".gt-rating .gt-level").first).to_be_visible()


def test_nothing_moves_where_that_was_asked_for(
    new_page: Callable[..., Page], exercise_address: str, mistake: str
) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(exercise_address)
    write(page, mistake)
    check(page)
    wait_for_report(page)

    page.locator(".gt-jump").first.click()

    assert [] == page.evaluate("document.getAnimations().map((each) => each.animationName ?? each.transitionProperty)")


def test_paper_gets_the_note_and_its_report_and_no_controls(
    page: Page, exercise_address: str, mistake: str
) -> None:
    page.goto(exercise_address)
    write(page, mistake)
    check(page)
    wait_for_report(page)

    page.emulate_media(media="print")

    expect(page.locator(".gt-marked")).to_be_visible()
    assert as_typed(page.locator(".gt-marked")) == mistake
    expect(page.locator(".gt-fix-first")).to_be_visible()
    for unprinted in ("textarea", ".gt-bar", ".gt-sheet", ".gt-kept", ".gt-models", ".md-header", ".md-footer"):
        expect(page.locator(unprinted).first).to_be_hidden()
    note, score = page.locator(".gt-words").bounding_box(), page.locator("#report-title").bounding_box()
    assert note and score and note["y"] < score["y"]


def test_exercise_before_checking(seen: Page, exercise_address: str) -> None:
    seen.goto(exercise_address)

    assert serious(seen) == []


def test_exercise_after_checking(seen: Page, exercise_address: str, model_note: str, mistake: str) -> None:
    seen.goto(exercise_address)
    for text in (mistake, model_note):
        if seen.get_by_role("button", name="Your note").is_visible():
            seen.get_by_role("button", name="Your note").click()
        write(seen, text)
        check(seen)
        wait_for_report(seen)

    assert serious(seen) == []


def test_exercise_whose_check_failed(seen: Page, exercise_address: str) -> None:
    seen.route("**/exercise/worker.js", lambda route: route.abort())
    seen.goto(exercise_address)
    if seen.get_by_role("button", name="Your note").is_visible():
        seen.get_by_role("button", name="Your note").click()
    write(seen, "S: Client reported low mood.")
    check(seen)
    expect(problem(seen)).to_contain_text("Your text is kept.")

    assert serious(seen) == []


def test_warning_timer_and_model(seen: Page, exercise_address: str, mistake: str) -> None:
    seen.goto(exercise_address)
    if seen.get_by_role("button", name="Your note").is_visible():
        seen.get_by_role("button", name="Your note").click()
    seen.get_by_role("button", name="Time myself").click()
    write(seen, f"{mistake} Mail: ann@example.com")
    check(seen)
    warning = seen.get_by_role("group", name="Could this point at a real person?")
    expect(warning).to_be_visible()
    assert serious(seen) == []

    warning.get_by_role("button", name="It is made up").click()
    wait_for_report(seen)
    see_models(seen)

    assert serious(seen) == []


def test_sort_in_each_state(seen: Page, site: str) -> None:
    seen.goto(f"{site}practice/which-record/")
    assert serious(seen) == []
    choose(seen, "PHQ-9 is 16", "progress note")
    choose(seen, "A hunch", "progress note")
    seen.get_by_role("button", name="Show as text").click()
    check(seen)
    wait_for_report(seen)
    see_models(seen)
    assert serious(seen) == []
    if seen.get_by_role("button", name="Your answer").is_visible():
        seen.get_by_role("button", name="Your answer").click()

    assert serious(seen) == []


def test_review_in_each_state(seen: Page, site: str) -> None:
    seen.goto(f"{site}practice/read-a-thin-note/")
    assert serious(seen) == []
    for name in ("Symptoms", "Plan"):
        choose(seen, name, "2 met")
        select_in_given_note(seen, "struggling with")
        seen.get_by_role("group", name=name).get_by_role("button", name="Use the selected words").click()
        seen.get_by_role("group", name=name).get_by_text("What the levels mean").click()
    check(seen)
    wait_for_report(seen)
    assert serious(seen) == []
    if seen.get_by_role("button", name="Your answer").is_visible():
        seen.get_by_role("button", name="Your answer").click()

    assert serious(seen) == []
