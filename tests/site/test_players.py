"""Sorting and reviewing by controls: they write the answer's text, read it back, and show how it did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.site.opened import check, choose, editor, problem, select_in_given_note, status, wait_for_report, write

SORT = "practice/which-record/"
REVIEW = "practice/read-a-thin-note/"
PLACED = {
    "Session 10:02": "progress note",
    "PHQ-9 is 16": "progress note",
    "A hunch": "psychotherapy notes",
    "Takes sertraline": "progress note",
    "The name of her sister": "neither",
    "Disclosed thoughts": "progress note",
}


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("group", name=name)


def words_for(page: Page, name: str) -> Locator:
    return row(page, name).get_by_role("textbox")


def verdict(page: Page, name: str) -> Locator:
    return row(page, name).locator(".gt-verdict")


def use_selected(page: Page, name: str) -> None:
    row(page, name).get_by_role("button", name="Use the selected words").click()


def test_sorting_writes_one_line_for_each_item(page: Page, site: str) -> None:
    page.goto(site + SORT)
    expect(editor(page)).to_be_hidden()

    choose(page, "PHQ-9 is 16", "progress note")
    choose(page, "PHQ-9 is 16", "neither")

    expect(editor(page)).to_have_value(
        "times: \nphq: neither\nhunch: \nmedication: \naffair: \nsafety: \n"
    )
    expect(page.locator(".gt-count")).to_have_text("1 of 6 placed")


def test_sort_played_wrong_then_right(page: Page, site: str) -> None:
    page.goto(site + SORT)
    for item in PLACED:
        choose(page, item, "neither")
    check(page)
    wait_for_report(page)
    expect(verdict(page, "PHQ-9 is 16")).to_have_text("not yet It belongs to: the progress note.")
    expect(page.locator(".gt-items")).to_contain_text("PHQ-9 is 16, was 12 a month ago. You: neither.")

    for item, place in PLACED.items():
        choose(page, item, place)
    expect(verdict(page, "PHQ-9 is 16")).to_be_hidden()
    check(page)

    expect(page.get_by_role("heading", name="100")).to_be_visible()
    expect(verdict(page, "PHQ-9 is 16")).to_have_text("right")


def test_sort_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(site + SORT)
    row(page, "Session 10:02").get_by_label("progress note").focus()
    for _ in PLACED:
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")

    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Control+Enter")

    wait_for_report(page)
    expect(page.locator("#report-title")).to_be_focused()
    expect(editor(page)).to_have_value(
        "".join(f"{id}: psychotherapy\n" for id in ("times", "phq", "hunch", "medication", "affair", "safety"))
    )


def test_sort_by_touch(new_page: Callable[..., Page], site: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page.goto(site + SORT)

    row(page, "A hunch").get_by_text("neither").tap()

    expect(row(page, "A hunch").get_by_label("neither")).to_be_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_choices_survive_reload(page: Page, site: str) -> None:
    page.goto(site + SORT)
    choose(page, "A hunch", "psychotherapy notes")
    expect(page.locator(".gt-saved")).to_contain_text("saved")

    page.reload()

    expect(row(page, "A hunch").get_by_label("psychotherapy notes")).to_be_checked()


def test_text_and_controls_follow_each_other(page: Page, site: str) -> None:
    page.goto(site + SORT)
    write(page, "- phq = Neither\nsomething else\nphq: progress")
    expect(row(page, "PHQ-9").get_by_label("progress note")).to_be_checked()

    choose(page, "PHQ-9", "psychotherapy notes")
    choose(page, "A hunch", "neither")

    expect(editor(page)).to_have_value(
        "- phq = Neither\nsomething else\nphq: psychotherapy\nhunch: neither"
    )


def test_nothing_chosen_is_not_sent_to_the_grader(page: Page, site: str) -> None:
    page.goto(site + SORT)

    check(page)

    expect(status(page)).to_have_text("Nothing is chosen yet.")
    expect(row(page, "Session 10:02").get_by_label("progress note")).to_be_focused()
    expect(page.locator(".gt-report")).to_have_count(0)


def test_selected_words_become_the_mark(page: Page, site: str) -> None:
    page.goto(site + REVIEW)
    choose(page, "Symptoms", "1 partly met")

    select_in_given_note(page, "ad and tire")
    use_selected(page, "Symptoms")

    expect(words_for(page, "Symptoms")).to_have_value("sad and tired")
    assert 'medical_necessity.symptoms: 1 "sad and tired"\n' in editor(page).input_value()
    expect(page.locator(".gt-note-given mark")).to_contain_text("sad and tired")


def test_several_places_are_marked_for_one_row(page: Page, site: str) -> None:
    page.goto(site + REVIEW)
    choose(page, "Plan", "1 partly met")
    for words in ("coping skills", "one week"):
        select_in_given_note(page, words)
        use_selected(page, "Plan")

    expect(words_for(page, "Plan")).to_have_value("coping skills; one week")
    assert 'medical_necessity.plan: 1 "coping skills" "one week"\n' in editor(page).input_value()
    expect(page.locator(".gt-note-given mark")).to_have_count(2)


def test_remarks_come_back_with_an_earlier_attempt(page: Page, site: str) -> None:
    page.goto(site + SORT)
    choose(page, "PHQ-9 is 16", "neither")
    check(page)
    wait_for_report(page)
    page.reload()
    choose(page, "PHQ-9 is 16", "progress note")
    expect(verdict(page, "PHQ-9 is 16")).to_be_hidden()
    page.locator(".gt-earlier summary").click()

    page.locator(".gt-earlier").get_by_role("button", name="Open the text").last.click()

    expect(verdict(page, "PHQ-9 is 16")).to_have_text("not yet It belongs to: the progress note.")


def test_selection_over_an_earlier_mark_takes_the_note_and_not_the_label(page: Page, site: str) -> None:
    page.goto(site + REVIEW)
    words_for(page, "Symptoms").fill("sad and tired")
    note = page.locator(".gt-note-given")
    note.evaluate("(note) => getSelection().selectAllChildren(note)")
    page.evaluate("() => new Promise((done) => setTimeout(done))")

    use_selected(page, "Plan")

    taken = words_for(page, "Plan").input_value()
    assert taken.startswith("Client came in person") and "seemed sad and tired today" in taken


def test_nothing_selected_is_said_and_typed_words_serve(page: Page, site: str) -> None:
    page.goto(site + REVIEW)
    use_selected(page, "Plan")
    expect(row(page, "Plan")).to_contain_text("Select words in the note first")

    words_for(page, "Plan").fill("practice COPING  skills ")
    expect(row(page, "Plan").locator(".gt-said")).to_be_empty()
    expect(words_for(page, "Plan")).to_have_value("practice COPING  skills ")
    words_for(page, "Plan").fill("walk daily")

    expect(row(page, "Plan")).to_contain_text("do not stand in the note")


def test_cleared_words_leave_the_level(page: Page, site: str) -> None:
    page.goto(site + REVIEW)
    choose(page, "Plan", "0 not met")
    words_for(page, "Plan").fill("coping skills")

    row(page, "Plan").get_by_role("button", name="Clear").click()

    assert "medical_necessity.plan: 0\n" in editor(page).input_value()
    expect(page.locator(".gt-note-given mark")).to_have_count(0)
    expect(words_for(page, "Plan")).to_be_focused()


def test_review_is_compared_with_the_settled_levels_and_words(page: Page, site: str) -> None:
    page.goto(site + REVIEW)
    choose(page, "Diagnosis", "2 met")
    choose(page, "Plan", "1 partly met")
    words_for(page, "Plan").fill("support")
    choose(page, "Response and progress", "1 partly met")
    words_for(page, "Response and progress").fill("receptive")

    check(page)

    wait_for_report(page)
    expect(verdict(page, "Diagnosis")).to_have_text("not yet The settled level is 0.")
    expect(verdict(page, "Plan")).to_have_text("partly right The level is right, the words are not yet.")
    expect(verdict(page, "Response and progress")).to_have_text("right")
    expect(page.locator(".gt-mark-settled").first).to_be_visible()
    expect(page.locator(".gt-mark-both")).to_contain_text("receptive")
    expect(page.locator(".gt-items")).to_contain_text("You: 1 partly met, “support”.")


def test_settled_words_come_with_the_check_alone(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + REVIEW)

    choose(page, "Plan", "2 met")
    words_for(page, "Plan").fill("Continue therapy")

    expect(status(page)).to_have_text("The grader is ready.")
    assert [url for url in asked if "/grader/exercises/" in url] == []
    expect(page.locator(".gt-mark-settled")).to_have_count(0)


@pytest.mark.parametrize("keys", ["Tab", "Shift+Tab"])
def test_note_that_stays_in_sight_on_a_phone_covers_no_control(
    new_page: Callable[..., Page], site: str, keys: str
) -> None:
    page = new_page(viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    page.goto(site + REVIEW)
    radios = page.locator(".gt-row input[type=radio]")
    (radios.first if keys == "Tab" else radios.last).focus()

    for _ in range(20):
        page.keyboard.press(keys)
        hidden = page.evaluate(
            """() => {
              const focused = document.activeElement;
              const { left, top, width, height } = focused.getBoundingClientRect();
              const seen = document.elementFromPoint(left + width / 2, top + height / 2);
              return focused.closest(".gt-row") && !(focused.contains(seen) || seen?.contains(focused));
            }"""
        )
        assert not hidden


def test_failed_check_shows_the_text_to_take_along(page: Page, site: str) -> None:
    page.route("**/exercise/worker.js", lambda route: route.abort())
    page.goto(site + SORT)
    choose(page, "A hunch", "neither")

    check(page)

    expect(problem(page)).to_contain_text("Your text is kept.")
    expect(editor(page)).to_be_visible()


@pytest.mark.parametrize("address", [SORT, REVIEW])
def test_without_scripts_the_plain_text_way_stays(new_page: Callable[..., Page], site: str, address: str) -> None:
    page = new_page(java_script_enabled=False)

    page.goto(site + address)

    expect(page.locator("textarea")).to_be_visible()
    expect(page.locator(".gt-player")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("PHQ-9 is 16" if address == SORT else "sad and tired")
