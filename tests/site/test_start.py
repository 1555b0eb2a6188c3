"""From the home page to a note that is being written, by somebody who has never been here."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.site.opened import editor

SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize("size", SIZES)
def test_an_editor_is_three_clicks_away(new_page: Callable[..., Page], site: str, size: str) -> None:
    page = new_page(viewport=SIZES[size])
    page.goto(site)

    page.get_by_role("main").get_by_role("link", name="Go to the exercises").click()
    page.locator(".gt-exercise-link", has_text="Six elements").click()
    (editor(page) if size == "desktop" else page.get_by_role("button", name="Your note")).click()

    expect(editor(page)).to_be_focused()


def test_the_way_from_a_lesson_is_as_short(page: Page, site: str) -> None:
    page.goto(f"{site}modules/note-types/")

    page.locator(".gt-exercise-link").first.click()

    expect(page.locator("golden-thread-exercise")).to_be_visible()
