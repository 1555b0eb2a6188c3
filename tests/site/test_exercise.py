"""A trainee writes a note in the page, has it checked, and checks again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from graders.note import Note
from tests.site.opened import as_typed, check, editor, problem, report, status, wait_for_report, write


def test_note_is_graded_and_focus_goes_to_the_report(
    page: Page, exercise_address: str, model_note: str
) -> None:
    page.goto(exercise_address)
    write(page, model_note)

    check(page)

    wait_for_report(page)
    expect(page.locator("#report-title")).to_be_focused()
    expect(status(page)).to_contain_text("Checked.")
    expect(page.locator("[data-criterion='risk.status']")).to_be_visible()


def test_words_of_the_note_are_marked_and_labelled(
    page: Page, exercise_address: str, model_note: str
) -> None:
    page.goto(exercise_address)
    write(page, model_note)

    check(page)

    wait_for_report(page)
    marks = page.locator(".gt-marked mark")
    expect(marks.first).to_be_visible()
    expect(marks.first.locator(".gt-mark-label")).to_have_text("for")


def test_quote_in_the_feedback_selects_its_words_behind_an_emoji(
    page: Page, exercise_address: str, model_note: str
) -> None:
    page.goto(exercise_address)
    write(page, "🌿🌿 " + model_note)
    check(page)
    wait_for_report(page)
    jump = page.locator(".gt-jump").first
    quote = jump.locator("q").text_content()

    jump.click()

    expect(editor(page)).to_be_focused()
    selected = editor(page).evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert quote == selected


def test_quote_that_was_edited_away_is_said_to_be_gone(
    page: Page, exercise_address: str, model_note: str
) -> None:
    page.goto(exercise_address)
    write(page, model_note)
    check(page)
    wait_for_report(page)
    write(page, "Nothing of it is left.")

    page.locator(".gt-jump").first.click()

    expect(status(page)).to_have_text("These words are no longer in your note.")


def test_second_check_says_what_rose_and_what_fell(
    page: Page, exercise_address: str, mistake: str, model_note: str
) -> None:
    page.goto(exercise_address)
    write(page, mistake)
    check(page)
    wait_for_report(page)
    expect(page.locator(".gt-changes")).to_have_count(0)

    write(page, model_note)
    check(page)

    expect(page.locator(".gt-changes .gt-rose li").first).to_be_visible()
    write(page, mistake)
    check(page)
    expect(page.locator(".gt-changes .gt-fell li").first).to_be_visible()


def test_comparison_with_the_last_check_survives_reload(
    page: Page, exercise_address: str, mistake: str, model_note: str
) -> None:
    page.goto(exercise_address)
    write(page, mistake)
    check(page)
    wait_for_report(page)

    page.reload()
    write(page, model_note)
    check(page)

    expect(page.locator(".gt-changes")).to_be_visible()


def test_note_too_short_to_grade_gets_a_reason_and_no_score(page: Page, exercise_address: str) -> None:
    page.goto(exercise_address)
    write(page, "Client seen.")

    check(page)

    wait_for_report(page)
    expect(page.locator(".gt-result .gt-not_gradable")).to_be_visible()
    expect(page.locator(".gt-rating")).to_have_count(0)


def test_keyboard_alone_suffices(page: Page, exercise_address: str, model_note: str) -> None:
    page.goto(exercise_address)
    for _ in range(40):
        if page.evaluate("document.activeElement.tagName") == "TEXTAREA":
            break
        page.keyboard.press("Tab")
    expect(editor(page)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(model_note)

    page.keyboard.press("Control+Enter")

    wait_for_report(page)
    expect(page.locator("#report-title")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('gt-jump')"):
            break
    expect(page.locator(".gt-jump:focus")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(editor(page)).to_be_focused()


def test_grader_is_loaded_on_focus_and_not_by_reading(page: Page, exercise_address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(exercise_address)
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "/assets/grader/" in url] == []

    editor(page).focus()

    expect(status(page)).to_have_text("The grader is ready.")
    assert [url for url in asked if url.endswith("/assets/exercise/worker.js")] != []


def test_phone_shows_sheet_note_and_feedback_one_at_a_time(
    new_page: Callable[..., Page], exercise_address: str, model_note: str
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(exercise_address)
    expect(page.locator(".gt-sheet")).to_be_visible()
    expect(editor(page)).to_be_hidden()

    page.get_by_role("button", name="Your note").click()

    expect(editor(page)).to_be_focused()
    expect(page.locator(".gt-sheet")).to_be_hidden()
    write(page, model_note)
    check(page)
    wait_for_report(page)
    expect(editor(page)).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


HOSTILE = (
    'Subjective: Client reported <img src=x onerror="window.pwned=1"> low mood & </mark></textarea><script>window.pwned=1</script> '
    "poor sleep, and missed two days of work. Safety plan reviewed <b onclick=alert(1)>today</b>. "
    "Plan: client will call 988 <svg onload=window.pwned=1> and keep a sleep log every day until Tuesday."
)


def test_markup_in_the_note_stays_text(page: Page, exercise_address: str) -> None:
    page.goto(exercise_address)
    write(page, HOSTILE)

    check(page)

    wait_for_report(page)
    expect(page.locator(".gt-result :is(img, script, b[onclick], textarea, svg)")).to_have_count(0)
    assert as_typed(page.locator(".gt-marked")) == HOSTILE
    assert page.evaluate("window.pwned") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "one two\nthree",
        "PHQ-9 was 12 -- down 3 … !",
        "a\u00a0b\u2003c\u200bd",  # no-break and em space part words, a zero-width space does not
        "x\x1cy\x85z",
        "_ __ a_b Ⅷ ² 三 é 👍 👍👍a",
        "\ufeffword \u0301 \u0903",
    ],
)
def test_word_count_is_the_graders(page: Page, exercise_address: str, text: str) -> None:
    page.goto(exercise_address)

    write(page, text)

    expected = Note(editor(page).input_value()).word_count
    expect(page.locator(".gt-count")).to_have_text("1 word" if expected == 1 else f"{expected} words")


def test_every_kind_of_exercise_can_be_checked(page: Page, site: str, entries: list) -> None:
    one_of_each = {each.exercise.kind: each for each in entries}
    assert {"note", "passage", "rewrite", "sort", "review"} == set(one_of_each)
    for each in one_of_each.values():
        page.goto(f"{site}practice/{each.exercise.id}/")
        write(
            page,
            editor(page).input_value()
            + "\nClient reported low mood and poor sleep and missed two days of work.",
        )

        check(page)

        wait_for_report(page)
        expect(problem(page)).to_be_empty()
        expect(report(page)).to_be_visible()
