"""Every kind of exercise played through: wrong, better, passed, and each thing that can go wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, Route, expect

from graders.adapters.site.library import Entry
from graders.grade import grade_note
from tests.site.opened import check, editor, problem, report, wait_for_report, write
from tests.site.samples import sample_texts
from tests.site.test_drafts import earlier, fill_storage, notice, refused, saved

KINDS = ("note", "passage", "rewrite", "sort", "review")
KILLED = "() => { Worker.prototype.postMessage = () => { throw new DOMException('gone'); }; }"


@dataclass(frozen=True)
class Played:
    address: str
    kind: str
    wrong: str
    better: str
    passing: str


@pytest.fixture(scope="module", params=KINDS)
def played(request: pytest.FixtureRequest, site: str, entries: list[Entry]) -> Played:
    """The first exercise of the kind whose two common mistakes differ in how bad they are."""
    for entry in entries:
        exercise = entry.exercise
        if exercise.kind == request.param:
            scored = sorted((_score(entry, text), text) for text in sample_texts(exercise.id, "mistake-*.md"))
            models = [text for text in sample_texts(exercise.id, "model-*.md") if _passes(entry, text)]
            if len(scored) > 1 and scored[0][0] < scored[-1][0] and models:
                return Played(f"{site}practice/{exercise.id}/", exercise.kind, scored[0][1], scored[-1][1], models[0])
    raise AssertionError(f"no exercise of the kind {request.param} can be played through")


def _score(entry: Entry, text: str) -> float:
    return grade_note(text, case=entry.case, exercise=entry.exercise).score or 0


def _passes(entry: Entry, text: str) -> bool:
    return bool(grade_note(text, case=entry.case, exercise=entry.exercise).passed)


def checked(page: Page, text: str) -> float:
    """Check the text; the score that is shown."""
    write(page, text)
    check(page)
    expect(page.locator("golden-thread-exercise [aria-disabled=true]")).to_have_count(0)
    wait_for_report(page)
    return float((page.locator("#report-title").text_content() or "").split()[1])


def test_wrong_then_better_then_passed_and_all_of_it_there_after_reload(page: Page, played: Played) -> None:
    page.goto(played.address)

    scores = [checked(page, text) for text in (played.wrong, played.better, played.passing)]

    assert scores == sorted(scores) and scores[0] < scores[1]
    expect(page.locator(".gt-outcome")).to_contain_text("This answer passes.")
    page.reload()
    expect(editor(page)).to_have_value(played.passing)
    expect(earlier(page)).to_contain_text("Earlier attempts (3)")


def test_worker_that_is_gone_loses_nothing_and_looks_like_no_praise(page: Page, played: Played) -> None:
    page.goto(played.address)
    checked(page, played.wrong)
    page.evaluate(KILLED)
    write(page, played.better)

    check(page)

    expect(problem(page)).to_contain_text("Your text is kept.")
    expect(report(page)).not_to_be_visible()
    page.reload()
    expect(editor(page)).to_have_value(played.better)


def test_worker_that_is_blocked_leaves_the_text_and_the_prompt(page: Page, played: Played) -> None:
    page.route("**/exercise/worker.js", lambda route: route.abort())
    page.goto(played.address)
    write(page, played.passing)

    check(page)

    expect(problem(page)).to_contain_text("could not start")
    expect(page.get_by_text("goldenthread grade note.md")).to_be_visible()
    expect(editor(page)).to_be_visible()
    expect(editor(page)).to_have_value(played.passing)


def test_wrong_type_and_full_storage_do_not_stop_a_check(page: Page, played: Played) -> None:
    def mistype(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-type": "text/plain"})

    page.route("**/pyodide.asm.wasm*", mistype)
    page.goto(played.address)
    fill_storage(page)

    checked(page, played.passing)

    expect(page.locator(".gt-outcome")).to_contain_text("This answer passes.")
    expect(refused(page)).to_contain_text("storage is full")


def test_two_tabs_keep_both_texts(page: Page, played: Played) -> None:
    page.goto(played.address)
    write(page, played.wrong)
    expect(saved(page)).to_contain_text("saved")
    other = page.context.new_page()
    other.goto(played.address)
    expect(editor(other)).to_have_value(played.wrong)

    write(other, played.passing)

    expect(notice(page)).to_be_visible()
    expect(editor(page)).to_have_value(played.wrong)
    notice(page).get_by_role("button", name="Go on with the other text").click()
    expect(editor(page)).to_have_value(played.passing)
    expect(earlier(page)).to_contain_text("Earlier attempts (1)")


def test_without_scripts_it_can_be_read_written_and_taken_to_the_prompt(
    new_page: Callable[..., Page], played: Played
) -> None:
    page = new_page(java_script_enabled=False)

    page.goto(played.address)

    expect(editor(page)).to_be_visible()
    expect(page.get_by_text("goldenthread grade note.md")).to_be_visible()
    expect(page.get_by_role("button", name="Check my")).to_have_count(0)
