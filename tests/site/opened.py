"""What a trainee does on an exercise page, in one line each."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


def editor(page: Page) -> Locator:
    return page.locator("golden-thread-exercise textarea")


def write(page: Page, text: str) -> None:
    editor(page).fill(text)


def check(page: Page) -> None:
    page.get_by_role("button", name="Check my note").click()


def report(page: Page) -> Locator:
    return page.locator(".gt-result .gt-report")


def problem(page: Page) -> Locator:
    return page.locator("golden-thread-exercise [role=alert]")


def status(page: Page) -> Locator:
    return page.locator(".gt-status")


def wait_for_report(page: Page) -> None:
    """Wait until a report stands there; a problem told instead fails with its words."""
    expect(page.locator("#report-title, [role=alert] p").first).to_be_visible()
    expect(problem(page)).to_be_empty()
    expect(report(page)).to_be_visible()
