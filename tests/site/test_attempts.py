"""Every check is kept in the browser, and an earlier text or report can be opened again."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.site.opened import as_typed, check, editor, report, wait_for_report, write
from tests.site.test_drafts import earlier


def attempt(page: Page, number: int) -> Locator:
    """An attempt in the list, the latest being the first."""
    return earlier(page).locator("li").nth(number - 1)


def checked(page: Page, text: str) -> None:
    if page.get_by_role("button", name="Your note").is_visible():
        page.get_by_role("button", name="Your note").click()
    write(page, text)
    check(page)
    wait_for_report(page)


def test_each_check_is_listed_with_its_score_and_words(
    page: Page, exercise_address: str, mistake: str, model_note: str
) -> None:
    page.goto(exercise_address)
    expect(earlier(page)).to_be_hidden()

    checked(page, mistake)
    checked(page, model_note)

    expect(earlier(page)).to_contain_text("Earlier attempts (2)")
    earlier(page).locator("summary").click()
    expect(attempt(page, 1)).to_contain_text("of 100, passed")
    expect(attempt(page, 1)).to_contain_text(page.locator(".gt-count").inner_text())
    expect(attempt(page, 2)).to_contain_text("of 100")
    page.reload()
    expect(earlier(page)).to_contain_text("Earlier attempts (2)")


def test_earlier_text_comes_back_and_what_stood_there_is_kept(
    page: Page, exercise_address: str, mistake: str
) -> None:
    page.goto(exercise_address)
    checked(page, mistake)
    write(page, "S: A new beginning.")
    earlier(page).locator("summary").click()

    attempt(page, 1).get_by_role("button", name="Open the text").click()

    expect(editor(page)).to_have_value(mistake)
    expect(editor(page)).to_be_focused()
    expect(page.locator(".gt-saved")).to_contain_text("What stood here is under Earlier attempts.")
    expect(attempt(page, 1)).to_contain_text("put aside, not checked")
    attempt(page, 1).get_by_role("button", name="Open the text").click()
    expect(editor(page)).to_have_value("S: A new beginning.")
    expect(earlier(page)).to_contain_text("Earlier attempts (2)")


def test_earlier_report_is_shown_as_one_and_leaves_the_text_alone(
    page: Page, exercise_address: str, mistake: str
) -> None:
    page.goto(exercise_address)
    checked(page, mistake)
    page.reload()
    write(page, "S: A new beginning.")
    earlier(page).locator("summary").click()

    attempt(page, 1).get_by_role("button", name="See the report").click()

    wait_for_report(page)
    expect(page.locator("#report-title")).to_be_focused()
    expect(report(page).locator(".gt-earlier-report")).to_contain_text("your attempt of")
    assert mistake == as_typed(page.locator(".gt-marked").first)
    expect(editor(page)).to_have_value("S: A new beginning.")


def test_list_is_used_by_keyboard(page: Page, exercise_address: str, mistake: str) -> None:
    page.goto(exercise_address)
    checked(page, mistake)
    write(page, "S: A new beginning.")

    earlier(page).locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(editor(page)).to_have_value(mistake)


def test_attempt_made_in_another_tab_is_listed_here(page: Page, exercise_address: str, mistake: str) -> None:
    page.goto(exercise_address)
    other = page.context.new_page()
    other.goto(exercise_address)

    checked(other, mistake)

    expect(earlier(page)).to_contain_text("Earlier attempts (1)")


def test_controls_of_a_sort_follow_an_earlier_text(page: Page, site: str, entries: list) -> None:
    sort = next(each.exercise for each in entries if each.exercise.kind == "sort")
    item = sort.items[0].id
    page.goto(f"{site}practice/{sort.id}/")
    row = page.locator(f".gt-row[data-key='{item}']")
    row.get_by_role("radio").first.check()
    page.get_by_role("button", name="Check my answer").click()
    wait_for_report(page)
    row.get_by_role("radio").nth(1).check()
    earlier(page).locator("summary").click()

    attempt(page, 1).get_by_role("button", name="Open the text").click()

    expect(row.get_by_role("radio").first).to_be_checked()
