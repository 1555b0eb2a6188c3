"""axe finds nothing serious, on any kind of page, in any state, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.site.opened import check, choose, problem, see_models, select_in_given_note, wait_for_report, write

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


@pytest.mark.parametrize("address", ["", "practice/", "modules/documenting-risk/", "reference/rubric/"])
def test_reading_page(new_page: Callable[..., Page], scheme: str, site: str, address: str) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    page.goto(site + address)

    assert serious(page) == []


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
