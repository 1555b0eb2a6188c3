"""Models open after an honest attempt, and nothing of them comes before."""

from __future__ import annotations

import json

from playwright.sync_api import Page, Route, expect

from graders.adapters.site.library import Entry
from tests.site.opened import as_typed, check, choose, see_models, wait_for_report, write


def models_asked(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: "/grader/models/" in request.url and asked.append(request.url))
    return asked


def test_model_comes_when_it_is_opened_after_a_graded_attempt(
    page: Page, exercise_address: str, mistake: str, model_note: str
) -> None:
    asked = models_asked(page)
    page.goto(exercise_address)
    write(page, mistake)
    check(page)
    wait_for_report(page)
    page.wait_for_load_state("networkidle")
    assert asked == []

    models = see_models(page)

    assert len(asked) == 1
    shown = as_typed(models.first.locator(".gt-marked"))
    assert model_note.strip("\n") == shown
    expect(models.first.locator("mark.gt-mark-for").first).to_be_visible()
    expect(models.first.locator("mark.gt-mark-against")).to_have_count(0)
    expect(models.first.get_by_role("heading", name="What makes it work")).to_be_visible()


def test_text_that_was_not_graded_opens_no_model(page: Page, exercise_address: str) -> None:
    page.goto(exercise_address)
    write(page, "Client seen.")

    check(page)

    wait_for_report(page)
    expect(page.locator(".gt-models")).to_have_count(0)


def test_opening_a_model_is_no_attempt(page: Page, exercise_address: str, mistake: str) -> None:
    page.goto(exercise_address)
    write(page, mistake)
    check(page)
    wait_for_report(page)
    title = page.locator("#report-title").text_content() or ""

    see_models(page)

    expect(page.locator("#report-title")).to_have_text(title)
    expect(page.locator(".gt-changes")).to_have_count(0)


def test_markup_in_a_model_stays_text(page: Page, exercise_address: str, mistake: str) -> None:
    models = [{"title": "<b>Bold</b>", "text": "Client <img src=x onerror='window.pwned=1'> slept."}]
    page.route("**/grader/models/*.json", lambda route: route.fulfill(body=json.dumps(models)))
    page.goto(exercise_address)
    write(page, mistake)
    check(page)
    wait_for_report(page)

    shown = see_models(page)

    expect(shown.first).to_contain_text("<b>Bold</b>")
    expect(shown.first).to_contain_text("<img src=x")
    assert page.evaluate("window.pwned") is None


def test_model_that_does_not_arrive_is_said_and_asked_for_again(
    page: Page, exercise_address: str, mistake: str
) -> None:
    def refuse(route: Route) -> None:
        route.fulfill(status=503, body="")

    page.route("**/grader/models/*.json", refuse)
    page.goto(exercise_address)
    write(page, mistake)
    check(page)
    wait_for_report(page)
    opener = page.locator(".gt-models > summary")
    opener.click()
    expect(page.locator(".gt-models")).to_contain_text("could not be loaded")

    page.unroute("**/grader/models/*.json", refuse)
    opener.click()
    opener.click()

    expect(page.locator(".gt-model").first).to_be_visible()


def test_model_of_a_sort_is_told_in_the_words_of_the_question(page: Page, site: str) -> None:
    page.goto(f"{site}practice/which-record/")
    choose(page, "A hunch", "progress note")
    check(page)
    wait_for_report(page)

    models = see_models(page)

    expect(models.first).to_contain_text("A hunch that his anger")
    expect(models.first).to_contain_text("psychotherapy notes")


def test_model_of_a_rewrite_is_shown_as_it_stands(page: Page, site: str, entries: list[Entry]) -> None:
    rewrite = next(each.exercise for each in entries if each.exercise.kind == "rewrite")
    page.goto(f"{site}practice/{rewrite.id}/")
    write(page, "The client was seen today and we talked about the week for a while.")
    check(page)
    wait_for_report(page)

    models = see_models(page)

    expect(models.first.locator(".gt-marked")).not_to_be_empty()
    expect(models.first.locator("mark")).to_have_count(0)
