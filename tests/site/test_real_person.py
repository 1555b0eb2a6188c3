"""Before grading, words that could point at a real person are shown, and the trainee decides."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page, expect

from graders.adapters.browser import identifiers
from tests.site.opened import check, editor, report, status, wait_for_report, write

ADDED = "\nReach client at 415-555-0132."


def found(text: str, **given: object) -> list[str]:
    answer = json.loads(identifiers(json.dumps({"text": text, "exercise": None, "case": None, **given})))
    assert all(text[each["start"] : each["end"]] == each["quote"] for each in answer)
    return [each["quote"] for each in answer]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("🌧 Client can be reached at (415) 555-0132 after five.", "(415) 555-0132"),
        ("Sent the handout to ann.miller@example.com today.", "ann.miller@example.com"),
        ("SSN 078-05-1120 on file.", "078-05-1120"),
        ("DOB: 04/12/1989, seen for the third session.", "DOB: 04/12/1989"),
        ("Lives at 12 Maple Street with a sister.", "12 Maple Street"),
        ("MRN: 00482913. Client reported low mood.", "MRN: 00482913"),
    ],
)
def test_identifier_is_found_where_it_stands(text: str, quote: str) -> None:
    assert any(quote in each or each in quote for each in found(text)), found(text)


def test_crisis_lines_scores_and_times_are_none() -> None:
    text = "988 and 1-800-273-8255 given. PHQ-9 16, was 12. Session 10:02 to 10:53 on 3/14. F33.1. GAF 55-60."

    assert [] == found(text)


def test_what_the_case_itself_holds_is_fictional() -> None:
    case = {"id": "a", "client": {"alias": "A."}, "diagnosis": {"name": "x"}, "session": "Her number is 415-555-0132."}

    assert [] == found("Client left 415-555-0132 as her number.", case=case)


def warning(page: Page) -> Locator:
    return page.get_by_role("group", name="Could this point at a real person?")


def test_words_are_shown_before_anything_is_graded(page: Page, exercise_address: str, model_note: str) -> None:
    page.goto(exercise_address)
    write(page, model_note + ADDED)

    check(page)

    expect(warning(page)).to_be_focused()
    expect(warning(page)).to_contain_text("415-555-0132")
    expect(status(page)).to_have_text("Not checked yet.")
    expect(report(page)).to_have_count(0)


def test_trainee_goes_on_and_is_not_asked_twice(page: Page, exercise_address: str, model_note: str) -> None:
    page.goto(exercise_address)
    write(page, model_note + ADDED)
    check(page)

    warning(page).get_by_role("button", name="It is made up: check it").click()

    wait_for_report(page)
    expect(warning(page)).to_be_hidden()
    check(page)
    expect(page.locator(".gt-changes")).to_be_visible()
    write(page, f"{model_note}{ADDED} Mail: ann@example.com")
    check(page)
    expect(warning(page)).to_contain_text("ann@example.com")
    expect(warning(page)).not_to_contain_text("415")


def test_trainee_changes_the_text(page: Page, exercise_address: str, model_note: str) -> None:
    page.goto(exercise_address)
    write(page, "🌿 " + model_note + ADDED)
    check(page)

    warning(page).get_by_role("button", name="Change the text").click()

    expect(editor(page)).to_be_focused()
    selected = editor(page).evaluate("field => field.value.slice(field.selectionStart, field.selectionEnd)")
    assert "415-555-0132" == selected
    expect(warning(page)).to_be_hidden()
