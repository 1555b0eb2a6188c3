"""Nothing leaves the site's origin, and answers stand nowhere where they would be read by accident."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from graders.adapters.site.library import Entry
from graders.adapters.site.policy import inline_hashes, with_policy
from graders.faults import DataError
from tests.site.opened import check, wait_for_report, write
from tests.site.page_types import page_types
from tests.site.samples import sample_texts

LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) =>
  window.violations.push(`${violatedDirective} ${blockedURI} ${sample}`));
"""
#: What a browser loads by itself; a link that is followed by a click is none of it.
LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object|link)\b[^>]*?\b(?:src|href|srcset|data)=["']?((?:https?:)?//[^"'\s>]+)""",
    re.IGNORECASE,
)
CANONICAL = re.compile(r"""<link\b[^>]*rel=["']?canonical[^>]*>""", re.IGNORECASE)


@dataclass
class Visit:
    asked: list[str] = field(default_factory=list)
    violations: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visit(browser: Browser, site: str, site_folder: Path, entries: list[Entry]) -> Iterator[Visit]:
    """A round through one page of each type, in light and with whatever its scripts do by themselves."""
    seen = Visit()
    context = browser.new_context()
    context.add_init_script(LISTEN)
    context.on("request", lambda request: seen.asked.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: seen.faults.append(str(error)))
    for address in page_types(site_folder, entries).values():
        page.goto(site + address, wait_until="load")
        page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
        seen.violations[address] = page.evaluate("window.violations")
    yield seen
    context.close()


def test_no_request_leaves_the_origin(visit: Visit, site: str) -> None:
    assert len(visit.asked) > 100
    assert [] == [url for url in visit.asked if not url.startswith((site, "data:", "blob:"))]


def test_no_page_breaks_its_own_policy(visit: Visit) -> None:
    assert {} == {address: found for address, found in visit.violations.items() if found}
    assert [] == visit.faults


def test_no_page_names_a_file_of_somebody_else(site_folder: Path) -> None:
    named = {
        f"{path.relative_to(site_folder)}: {address}"
        for path in site_folder.rglob("*.html")
        for address in LOADED.findall(CANONICAL.sub("", path.read_text(encoding="utf-8")))
    }

    assert set() == named


def test_every_page_carries_a_policy_that_allows_just_its_own_inline_scripts(site_folder: Path) -> None:
    for path in site_folder.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        policy = html.split('http-equiv="Content-Security-Policy" content="')[1].split('"')[0]
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

        assert "'self' 'wasm-unsafe-eval' " + " ".join(inline_hashes(html)) == rules["script-src"]
        assert html.index("Content-Security-Policy") < html.index("<script")


def test_policy_counts_scripts_and_no_data() -> None:
    html = (
        '<html><head><meta charset="utf-8"><script>go()</script><script src="a.js"></script>'
        '<script type="application/json">{}</script><script type="module">go()</script></head></html>'
    )

    assert ["'sha256-5KYv+PUboo5h+0+YAtGRPbwv5d/QxzHslP4YGnUaxRw='"] == inline_hashes(html)
    assert 1 == with_policy(html).count("sha256-")


def test_a_page_whose_template_has_no_place_for_a_policy_is_told_by_name() -> None:
    with pytest.raises(DataError, match="reference/glossary.md: has .* 0 times"):
        with_policy("<html><head></head></html>", "reference/glossary.md")


def test_script_that_was_not_built_does_not_run(page: Page, exercise_address: str) -> None:
    page.add_init_script(LISTEN)
    page.goto(exercise_address)

    page.evaluate(
        "() => document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.pwned = 1' }))"
    )

    assert page.evaluate("window.pwned") is None
    assert 1 == len(page.evaluate("window.violations"))


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


def test_page_works_under_the_policy_as_a_header(
    page: Page, site: str, site_folder: Path, exercise_address: str, model_note: str
) -> None:
    policy = (site_folder / "content-security-policy.txt").read_text(encoding="utf-8").split(": ", 1)[1].strip()

    def with_header(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, headers={**response.headers, "content-security-policy": policy})

    page.add_init_script(LISTEN)
    page.route(exercise_address, with_header)
    page.route("**/exercise/worker.js", with_header)
    page.goto(exercise_address)
    write(page, model_note)

    check(page)

    wait_for_report(page)
    assert [] == page.evaluate("window.violations")


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
