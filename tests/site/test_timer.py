"""The ten-minute timer counts when it is asked to, speaks seldom, and never ends anything."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.site.opened import editor, write

START = "Time myself: ten minutes"


def face(page: Page) -> Locator:
    return page.get_by_role("timer")


def spoken(page: Page) -> Locator:
    return page.locator(".gt-timer [role=status]")


def test_timer_counts_past_ten_minutes_and_leaves_the_editor_open(page: Page, exercise_address: str) -> None:
    page.clock.install()
    page.goto(exercise_address)
    expect(face(page)).to_be_hidden()
    page.get_by_role("button", name=START).click()
    page.clock.run_for(61_000)
    expect(face(page)).to_have_text("1:01 of 10:00")
    expect(spoken(page)).to_be_empty()

    page.clock.run_for(600_000)

    expect(face(page)).to_have_text("11:01 of 10:00")
    expect(spoken(page)).to_contain_text("Ten minutes.")
    write(page, "S: Client")
    expect(editor(page)).to_be_editable()


def test_timer_pauses_goes_on_and_is_reset(page: Page, exercise_address: str) -> None:
    page.clock.install()
    page.goto(exercise_address)
    page.get_by_role("button", name=START).click()
    page.clock.run_for(30_000)
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(30_000)
    expect(face(page)).to_have_text("0:30 of 10:00")

    page.get_by_role("button", name="Go on").click()
    page.clock.run_for(5_000)

    expect(face(page)).to_have_text("0:35 of 10:00")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Reset").click()
    expect(face(page)).to_be_hidden()
    expect(page.get_by_role("button", name=START)).to_be_focused()


def test_time_is_not_announced_each_second(page: Page, exercise_address: str) -> None:
    page.clock.install()
    page.goto(exercise_address)
    page.get_by_role("button", name=START).click()

    expect(face(page)).to_have_attribute("aria-live", "off")
    page.clock.run_for(299_000)
    expect(spoken(page)).to_be_empty()
    page.clock.run_for(2_000)

    expect(spoken(page)).to_have_text("Five minutes.")


def test_timer_is_for_notes_alone(page: Page, site: str) -> None:
    page.goto(f"{site}practice/which-record/")

    expect(page.get_by_role("button", name=START)).to_have_count(0)
