"""What a trainee typed is not lost, and where it could be, the page says so."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.site.opened import check, editor, wait_for_report, write

STORAGE_FORBIDDEN = """
for (const name of ["indexedDB", "localStorage"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
}"""
STORAGE_SILENT = "IDBFactory.prototype.open = () => ({});"
SAVED = "Draft saved in this browser."
NOTE = "S: Client reported 🌧 low mood.\n\nP: "


def saved(page: Page) -> Locator:
    return page.locator(".gt-saved")


def notice(page: Page) -> Locator:
    return page.locator(".gt-notice")


def refused(page: Page) -> Locator:
    return page.locator(".gt-refused")


def earlier(page: Page) -> Locator:
    return page.locator(".gt-earlier")


def fill_storage(page: Page) -> None:
    """Leave the site no room; the browser itself refuses from here on."""
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": page.evaluate("origin"), "quotaSize": 1})


def two_tabs(context: BrowserContext, address: str) -> tuple[Page, Page]:
    tabs = context.new_page(), context.new_page()
    for tab in tabs:
        tab.goto(address)
        expect(editor(tab)).to_be_editable()
    return tabs


def test_draft_survives_reload(page: Page, exercise_address: str) -> None:
    page.goto(exercise_address)
    write(page, NOTE)
    expect(saved(page)).to_have_text(SAVED)

    page.reload()

    expect(editor(page)).to_have_value(NOTE)


def test_draft_is_saved_while_the_typing_goes_on(page: Page, exercise_address: str) -> None:
    page.goto(exercise_address)
    page.clock.install()
    for letter in "abcdefghij":
        editor(page).press(letter)
        page.clock.run_for(200)

    page.clock.run_for(0)

    kept = page.evaluate(
        """() => new Promise((done) => {
          indexedDB.open("golden-thread").onsuccess = ({ target }) => {
            target.result.transaction("drafts").objectStore("drafts").getAll().onsuccess = (found) =>
              done(found.target.result.map((draft) => draft.text).join());
          };
        })"""
    )
    assert "abcd" in kept


def test_draft_survives_leaving_in_the_middle_of_a_word(page: Page, exercise_address: str, site: str) -> None:
    page.goto(exercise_address)
    editor(page).fill("S: Client repor")

    page.goto(site)
    page.goto(exercise_address)

    expect(editor(page)).to_have_value("S: Client repor")


def test_draft_survives_the_back_button(page: Page, exercise_address: str, site: str) -> None:
    page.goto(exercise_address)
    editor(page).fill("S: Client repor")

    page.goto(site)
    page.go_back()

    expect(editor(page)).to_have_value("S: Client repor")


def test_draft_survives_a_tab_that_is_gone_without_a_word(page: Page, exercise_address: str) -> None:
    page.goto(exercise_address)
    write(page, NOTE)
    expect(saved(page)).to_have_text(SAVED)
    context = page.context

    page.close(run_before_unload=False)
    later = context.new_page()
    later.goto(exercise_address)

    expect(editor(later)).to_have_value(NOTE)


def test_emptied_draft_stays_empty(page: Page, exercise_address: str) -> None:
    page.goto(exercise_address)
    write(page, "S: Client")
    write(page, "")
    expect(saved(page)).to_have_text(SAVED)

    page.reload()

    expect(saved(page)).to_have_text("Your draft is back.")
    expect(editor(page)).to_have_value("")


def test_draft_of_the_first_days_is_taken_over_once(page: Page, exercise_address: str) -> None:
    exercise = exercise_address.rstrip("/").rsplit("/", 1)[1]
    key = f"golden-thread/draft/{exercise}"
    page.goto(exercise_address)
    expect(editor(page)).to_be_editable()  # what was left before has been looked for
    page.evaluate(
        "([key, value]) => localStorage.setItem(key, value)", [key, json.dumps({"text": NOTE, "last": None})]
    )

    page.reload()

    expect(editor(page)).to_have_value(NOTE)
    expect(saved(page)).to_have_text("Your draft is back.")
    assert page.evaluate("key => localStorage.getItem(key)", key) is None


def test_text_that_was_left_behind_a_newer_draft_is_put_aside(page: Page, exercise_address: str) -> None:
    exercise = exercise_address.rstrip("/").rsplit("/", 1)[1]
    page.goto(exercise_address)
    write(page, NOTE)
    expect(saved(page)).to_have_text(SAVED)
    left = [f"golden-thread/draft/{exercise}", json.dumps({"text": "S: From an old tab.", "revision": 0})]
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", left)

    page.reload()

    expect(editor(page)).to_have_value(NOTE)
    earlier(page).locator("summary").click()
    earlier(page).get_by_role("button", name="Open the text").click()
    expect(editor(page)).to_have_value("S: From an old tab.")


def test_untouched_second_tab_follows_the_first(page: Page, exercise_address: str) -> None:
    one, two = two_tabs(page.context, exercise_address)

    write(one, NOTE)

    expect(editor(two)).to_have_value(NOTE)
    expect(notice(two)).to_have_count(0)


def test_two_tabs_that_both_write_are_offered_both_texts(page: Page, exercise_address: str) -> None:
    one, two = two_tabs(page.context, exercise_address)
    write(two, "S: Written in the second tab.")
    write(one, "S: Written in the first tab.")

    asked, other = (one, two) if _is_asked(one, two) else (two, one)
    mine, theirs = editor(asked).input_value(), editor(other).input_value()

    expect(notice(asked)).to_contain_text("This text was changed in another tab.")
    notice(asked).locator("summary").click()
    expect(notice(asked).get_by_role("region")).to_have_text(theirs)
    notice(asked).get_by_role("button", name="Go on with the other text").click()

    expect(editor(asked)).to_have_value(theirs)
    expect(notice(asked)).to_have_count(0)
    earlier(asked).locator("summary").click()
    earlier(asked).get_by_role("button", name="Open the text").click()
    expect(editor(asked)).to_have_value(mine)


def _is_asked(one: Page, two: Page) -> bool:
    """Which of the two saved second, and is asked; wait until one is."""
    for _ in range(100):
        if notice(one).count():
            return True
        if notice(two).count():
            return False
        one.wait_for_timeout(100)
    raise AssertionError("neither tab says that the other has written")


def test_text_here_is_kept_and_the_other_put_aside_when_chosen(page: Page, exercise_address: str) -> None:
    one, two = two_tabs(page.context, exercise_address)
    write(one, "S: First.")
    expect(editor(two)).to_have_value("S: First.")
    write(two, "S: First, then second.")

    expect(notice(one)).to_be_visible()
    notice(one).get_by_role("button", name="Go on with the text here").click()

    expect(editor(one)).to_have_value("S: First.")
    expect(saved(one)).to_have_text(SAVED)
    expect(earlier(one)).to_contain_text("Earlier attempts (1)")
    one.reload()
    expect(editor(one)).to_have_value("S: First.")


def test_text_of_a_tab_that_never_chose_is_among_the_attempts(page: Page, exercise_address: str) -> None:
    one, two = two_tabs(page.context, exercise_address)
    write(one, "S: First.")
    expect(editor(two)).to_have_value("S: First.")
    write(two, "S: First, then second.")
    expect(notice(one)).to_be_visible()
    write(one, "S: First, and more of it.")
    expect(saved(one)).to_have_text(SAVED)

    one.close()

    expect(earlier(two)).to_contain_text("Earlier attempts (1)")
    earlier(two).locator("summary").click()
    earlier(two).get_by_role("button", name="Open the text").click()
    expect(editor(two)).to_have_value("S: First, and more of it.")


def test_full_storage_is_said_and_the_note_is_graded_all_the_same(
    page: Page, exercise_address: str, model_note: str
) -> None:
    page.goto(exercise_address)
    fill_storage(page)

    write(page, model_note)

    expect(saved(page)).to_have_text("Not saved.")
    expect(refused(page)).to_contain_text("storage is full")
    check(page)
    wait_for_report(page)
    expect(earlier(page)).to_contain_text("Earlier attempts (1)")


def test_work_that_found_no_room_can_be_downloaded_from_the_exercise(
    page: Page, exercise_address: str
) -> None:
    page.goto(exercise_address)
    fill_storage(page)
    write(page, NOTE)

    with page.expect_download() as download:
        refused(page).get_by_role("button", name="Download my work").click()

    work = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert [NOTE] == [draft["text"] for draft in work["drafts"]]


def test_forbidden_storage_is_said_before_anything_is_typed(
    page: Page, exercise_address: str, model_note: str
) -> None:
    page.add_init_script(STORAGE_FORBIDDEN)

    page.goto(exercise_address)

    expect(saved(page)).to_have_text("Not saved.")
    expect(refused(page)).to_contain_text("does not let the page keep anything")
    write(page, model_note)
    check(page)
    wait_for_report(page)


def test_storage_that_never_answers_does_not_hold_up_writing(
    new_page: Callable[..., Page], exercise_address: str
) -> None:
    page = new_page()
    page.add_init_script(STORAGE_SILENT)

    page.goto(exercise_address)

    write(page, NOTE)
    expect(saved(page)).to_have_text("Not saved.")
    expect(editor(page)).to_have_value(NOTE)


def test_draft_outlives_a_worker_that_breaks_off(page: Page, exercise_address: str) -> None:
    page.route(
        "**/exercise/worker.js",
        lambda route: route.fulfill(
            body="self.onmessage = () => { setTimeout(() => { throw new Error('out of memory'); }); };",
            headers={"content-type": "text/javascript"},
        ),
    )
    page.goto(exercise_address)
    write(page, NOTE)
    check(page)
    expect(page.locator("golden-thread-exercise [role=alert]")).to_contain_text("Your text is kept.")

    page.reload()

    expect(editor(page)).to_have_value(NOTE)
