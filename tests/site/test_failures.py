"""A grader that fails, hangs or is blocked says so, keeps the text, and never looks like praise."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, Route, expect

from tests.site.opened import check, editor, problem, report, status, wait_for_report, write

TEXT = "S: Client reported low mood. 🌧\nP: Client will walk daily."
JAVASCRIPT = {"content-type": "text/javascript"}
SILENT = "self.onmessage = () => {};"
BREAKS = "self.onmessage = () => { setTimeout(() => { throw new Error('out of memory'); }); };"
HANGS = """
let started = false;
self.onmessage = ({ data }) => {
  if (data.type === "start") self.postMessage({ type: "ready", ticket: data.ticket });
  else for (;;) {}
};
"""


def expect_failure(page: Page, words: str) -> None:
    expect(problem(page)).to_contain_text(words)
    expect(problem(page)).to_contain_text("Your text is kept.")
    expect(page.get_by_text("goldenthread grade note.md")).to_be_visible()
    expect(editor(page)).to_have_value(TEXT)
    expect(report(page)).not_to_be_visible()
    expect(status(page)).to_be_empty()


def with_worker(page: Page, script: str) -> None:
    page.route("**/exercise/worker.js", lambda route: route.fulfill(body=script, headers=JAVASCRIPT))


def test_worker_that_cannot_be_loaded(page: Page, exercise_address: str) -> None:
    page.route("**/exercise/worker.js", lambda route: route.abort())
    page.goto(exercise_address)
    write(page, TEXT)

    check(page)

    expect_failure(page, "could not start")


def test_worker_that_the_browser_forbids(page: Page, exercise_address: str) -> None:
    page.add_init_script(
        "const Real = Worker; window.Worker = function (url, options) {"
        "if (String(url).includes('exercise')) throw new DOMException('no', 'SecurityError');"
        "return new Real(url, options); };"
    )
    page.goto(exercise_address)
    write(page, TEXT)

    check(page)

    expect_failure(page, "could not start")


def test_worker_that_breaks_off(page: Page, exercise_address: str) -> None:
    with_worker(page, BREAKS)
    page.goto(exercise_address)
    write(page, TEXT)

    check(page)

    expect_failure(page, "could not start")


def test_loading_that_never_ends(page: Page, exercise_address: str) -> None:
    page.clock.install()
    with_worker(page, SILENT)
    page.goto(exercise_address)
    write(page, TEXT)
    check(page)

    page.clock.fast_forward(31_000)

    expect_failure(page, "stopped loading")


def test_grading_that_never_ends_is_stopped_and_the_grader_starts_again(
    page: Page, exercise_address: str
) -> None:
    page.clock.install()
    workers: list[str] = []
    page.on("worker", lambda worker: workers.append(worker.url))
    with_worker(page, HANGS)
    page.goto(exercise_address)
    write(page, TEXT)
    check(page)
    expect(status(page)).to_have_text("Checking your note.")
    page.wait_for_timeout(500)

    page.clock.fast_forward(6_000)

    expect_failure(page, "took too long")
    assert len([url for url in workers if "exercise" in url]) == 2


@pytest.mark.parametrize(
    "files",
    [
        ("manifest.json",),
        ("pyodide.mjs",),
        ("pyodide.asm.wasm",),
        ("memory", "graders.zip"),
        ("memory", "python_stdlib.zip"),
    ],
)
def test_missing_file_of_the_grader(page: Page, exercise_address: str, files: tuple[str, ...]) -> None:
    missing(page, *files)
    page.goto(exercise_address)
    write(page, TEXT)

    check(page)

    expect(problem(page)).to_contain_text("Your text is kept.")
    expect(problem(page)).to_contain_text("load")
    expect(report(page)).not_to_be_visible()


def test_without_the_kept_memory_python_starts_from_its_parts(
    page: Page, exercise_address: str, model_note: str
) -> None:
    missing(page, "memory")
    page.goto(exercise_address)
    write(page, model_note)

    check(page)

    wait_for_report(page)


def test_slow_line_brings_the_parts_which_are_smaller(page: Page, exercise_address: str, model_note: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/pyodide.asm.wasm*", after_a_while)
    page.goto(exercise_address)
    write(page, model_note)

    check(page)

    wait_for_report(page)
    assert [] == [url for url in asked if "/grader/memory" in url]


def missing(page: Page, *files: str) -> None:
    for file in files:
        page.route(f"**/assets/grader/{file}*", lambda route: route.fulfill(status=404, body="not here"))


def after_a_while(route: Route) -> None:
    time.sleep(1)
    route.continue_()


def test_web_assembly_forbidden_by_policy(page: Page, exercise_address: str) -> None:
    def forbid(route: Route) -> None:
        response = route.fetch()
        route.fulfill(
            response=response, headers={**response.headers, "content-security-policy": "script-src 'self'"}
        )

    page.route("**/exercise/worker.js", forbid)
    page.goto(exercise_address)
    write(page, TEXT)

    check(page)

    expect_failure(page, "WebAssembly")


def test_wasm_of_the_wrong_type_is_mended(page: Page, exercise_address: str, model_note: str) -> None:
    def mistype(route: Route) -> None:
        response = route.fetch()
        route.fulfill(
            response=response, headers={**response.headers, "content-type": "application/octet-stream"}
        )

    page.route("**/pyodide.asm.wasm*", mistype)
    page.goto(exercise_address)
    write(page, model_note)

    check(page)

    wait_for_report(page)


def test_missing_exercise_data(page: Page, exercise_address: str) -> None:
    page.route("**/grader/exercises/*.json", lambda route: route.fulfill(status=404, body="not here"))
    page.goto(exercise_address)
    write(page, TEXT)

    check(page)

    expect_failure(page, "data of this exercise")


def test_fault_inside_the_grader_is_no_rating_and_the_next_check_works(
    page: Page, exercise_address: str, model_note: str
) -> None:
    page.route(
        "**/grader/exercises/*.json",
        lambda route: route.fulfill(json={"exercise": {"kind": None, "items": 3}, "case": None}),
    )
    page.goto(exercise_address)
    write(page, TEXT)
    check(page)
    expect_failure(page, "fault of its own")

    page.unroute("**/grader/exercises/*.json")
    page.reload()
    write(page, model_note)
    check(page)

    wait_for_report(page)


def test_failed_check_takes_the_earlier_report_away(
    page: Page, exercise_address: str, model_note: str
) -> None:
    page.goto(exercise_address)
    write(page, model_note)
    check(page)
    wait_for_report(page)
    page.evaluate("() => { Worker.prototype.postMessage = () => { throw new DOMException('gone'); }; }")

    check(page)

    expect(problem(page)).to_contain_text("Your text is kept.")
    expect(report(page)).not_to_be_visible()
    expect(editor(page)).to_have_value(model_note)
