"""What a trainee typed is not lost, and where it could be, the page says so."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.site.opened import check, editor, wait_for_report, write

STORAGE_FORBIDDEN = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
STORAGE_FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


def saved(page: Page) -> Locator:
    return page.locator(".gt-saved")


def test_draft_survives_reload(page: Page, exercise_address: str) -> None:
    page.goto(exercise_address)
    write(page, "S: Client reported 🌧 low mood.\n\nP: ")
    expect(saved(page)).to_have_text("Draft saved in this browser.")

    page.reload()

    expect(editor(page)).to_have_value("S: Client reported 🌧 low mood.\n\nP: ")


def test_draft_survives_leaving_in_the_middle_of_a_word(page: Page, exercise_address: str, site: str) -> None:
    page.goto(exercise_address)
    editor(page).fill("S: Client repor")

    page.goto(site)
    page.goto(exercise_address)

    expect(editor(page)).to_have_value("S: Client repor")


def test_emptied_draft_stays_empty(page: Page, exercise_address: str) -> None:
    page.goto(exercise_address)
    write(page, "S: Client")
    write(page, "")
    expect(saved(page)).to_have_text("Draft saved in this browser.")

    page.reload()

    expect(editor(page)).to_have_value("")


def test_full_storage_is_said_and_the_note_is_graded_all_the_same(
    page: Page, exercise_address: str, model_note: str
) -> None:
    page.add_init_script(STORAGE_FULL)
    page.goto(exercise_address)

    write(page, model_note)

    expect(saved(page)).to_contain_text("Not saved")
    check(page)
    wait_for_report(page)


def test_forbidden_storage_is_said_before_anything_is_typed(page: Page, exercise_address: str) -> None:
    page.add_init_script(STORAGE_FORBIDDEN)

    page.goto(exercise_address)

    expect(saved(page)).to_contain_text("Not saved")
