"""Nothing leaves the site's origin, and answers stand nowhere where they would be read by accident."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Route, expect

from graders.adapters.site.library import Entry
from tests.site.opened import check, wait_for_report, write
from tests.site.samples import sample_texts

POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:"
)


def site_pages(site_folder: Path) -> list[str]:
    """The addresses of all pages, relative to the site's root."""
    return [
        path.parent.relative_to(site_folder).as_posix() + "/"
        for path in sorted(site_folder.rglob("index.html"))
    ]


def test_no_request_leaves_the_origin(
    page: Page, site: str, site_folder: Path, exercise_address: str, model_note: str
) -> None:
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))

    for address in site_pages(site_folder):
        page.goto(site + address)
        page.wait_for_load_state("networkidle")
    page.goto(exercise_address)
    write(page, model_note)
    check(page)
    wait_for_report(page)

    assert asked != []
    assert [url for url in asked if not url.startswith((site, "data:", "blob:"))] == []


def test_note_is_in_no_request(page: Page, exercise_address: str, model_note: str) -> None:
    sent: list[str] = []
    page.context.on(
        "request", lambda request: sent.append(f"{request.method} {request.url} {request.post_data or ''}")
    )
    page.goto(exercise_address)
    write(page, model_note)

    check(page)

    wait_for_report(page)
    assert {line.split()[0] for line in sent} == {"GET"}
    assert [line for line in sent if "Subjective" in line or len(line) > 300] == []


def test_page_works_under_a_strict_policy(
    page: Page, site: str, exercise_address: str, model_note: str
) -> None:
    def with_policy(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": POLICY})

    page.route(exercise_address, with_policy)
    page.route("**/exercise/worker.js", with_policy)
    page.goto(exercise_address)
    write(page, model_note)

    check(page)

    wait_for_report(page)


def test_answers_are_in_no_page_and_not_in_the_search_index(site_folder: Path, entries: list[Entry]) -> None:
    read = [site_folder / "search" / "search_index.json", *site_folder.rglob("*.html")]
    shown = "\n".join(path.read_text(encoding="utf-8") for path in read)

    for entry in entries:
        for text in sample_texts(entry.exercise.id, "*.md"):
            lines = [line.strip() for line in text.splitlines() if len(line.split()) > 6]
            assert [line for line in lines if line in shown] == [], entry.exercise.id
        secrets = [keep.why for keep in entry.exercise.keep] + [item.why for item in entry.exercise.items]
        secrets += list((entry.exercise.why or {}).values())
        secrets += [(entry.case_data or {}).get("risk", {}).get("why") or ""]
        assert [secret for secret in secrets if secret and secret in shown] == [], entry.exercise.id


def test_answers_come_with_no_script_of_the_page(page: Page, exercise_address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(exercise_address)
    page.locator("textarea").focus()
    expect(page.get_by_text("The grader is ready.")).to_be_visible()

    assert [url for url in asked if "/grader/exercises/" in url or "/grader/models/" in url] == []


def test_page_without_scripts_shows_the_case_and_the_prompt(
    new_page: Callable[..., Page], exercise_address: str, entry: Entry
) -> None:
    page = new_page(java_script_enabled=False)

    page.goto(exercise_address)

    assert entry.case is not None
    expect(page.locator(".gt-sheet")).to_contain_text(entry.case.session.split("\n")[0][:50])
    expect(page.get_by_text(f"goldenthread grade note.md --exercise {entry.exercise.id}")).to_be_visible()
    expect(page.locator("textarea")).to_be_visible()


def test_page_whose_scripts_do_not_arrive_tells_of_the_prompt(page: Page, exercise_address: str) -> None:
    page.route("**/assets/exercise/*.js", lambda route: route.abort())

    page.goto(exercise_address)

    expect(page.get_by_text("goldenthread grade note.md")).to_be_visible()
