"""On a slow line the grader comes in smaller files than on a quick one, and grades alike."""

from __future__ import annotations

import http.server
import json
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from graders.adapters.browser import report_line
from graders.adapters.site import serve
from graders.adapters.site.library import Entry

pytest.importorskip("zstandard")  # without it the site has no smaller files
SLOW, QUICK = "Infinity", "0"
SCRIPTS = Path(__file__).resolve().parents[2] / "docs" / "assets" / "exercise"
ASK = """async ([site, request]) => {
  const { Grader } = await import(`${site}assets/exercise/grader.js`);
  const grader = new Grader();
  const shares = [];
  const share = ({ done, total }) => Number((done / total).toFixed(4));
  grader.addEventListener("progress", ({ detail }) => shares.push(share(detail)));
  return { line: await grader.reportLine(request), shares };
}"""
HEAD, WASM = "pyodide.asm.wasm.head.zstd", "pyodide.asm.wasm.zstd"


@pytest.fixture
def request_of(entry: Entry, model_note: str) -> dict[str, Any]:
    exercise = entry.exercise
    return {"exercise": entry.exercise_data, "case": entry.case_data, "text": model_note, "id": exercise.id}


@pytest.fixture
def asked(page: Page) -> list[str]:
    """The grader's files in the order in which the page asks for them."""
    names: list[str] = []
    in_folder = re.compile(r"/assets/grader/([^?]*)")
    page.on("request", lambda request: names.extend(in_folder.findall(request.url)))
    return names


def on_a_line(page: Page, threshold: str) -> None:
    """Have any line measured as slow or as quick, whatever this machine is busy with."""
    script = (SCRIPTS / "python.js").read_text(encoding="utf-8")
    changed, count = re.subn(r"(?<=const QUICK = )[\d_]+", threshold, script)
    assert count == 1
    headers = {"content-type": "text/javascript"}
    page.route("**/exercise/python.js", lambda route: route.fulfill(body=changed, headers=headers))


def on_file(page: Page, name: str, answer: Callable[[Route], None]) -> None:
    page.route(f"**/assets/grader/{name}?*", answer)


def without(route: Route) -> None:
    route.fulfill(status=404, body="not here")


def cut_off(route: Route) -> None:
    route.fulfill(body=route.fetch().body()[:-1_000])


def garbled(route: Route) -> None:
    route.fulfill(body=b"\0" * len(route.fetch().body()))


def test_slow_line_brings_the_smaller_files_and_the_same_report(
    page: Page, site: str, request_of: dict[str, Any], asked: list[str]
) -> None:
    on_a_line(page, SLOW)
    page.goto(site)

    answer = page.evaluate(ASK, [site, request_of])

    assert report_line(json.dumps(request_of)) == answer["line"]
    assert {HEAD, WASM, "python_stdlib.zip.zstd", "graders.zip.zstd", "fzstd.mjs"} <= set(asked)
    assert [] == [name for name in asked if name.endswith(".packed")]


def test_quick_line_brings_what_the_browser_unpacks_and_the_same_report(
    page: Page, site: str, request_of: dict[str, Any], asked: list[str]
) -> None:
    on_a_line(page, QUICK)
    page.goto(site)

    answer = page.evaluate(ASK, [site, request_of])

    assert report_line(json.dumps(request_of)) == answer["line"]
    assert {"memory.packed", "pyodide.asm.wasm.packed"} <= set(asked)
    assert [HEAD] == [name for name in asked if name.endswith(".zstd")]
    assert "fzstd.mjs" not in asked


@pytest.mark.parametrize("name", [HEAD, WASM, "python_stdlib.zip.zstd", "graders.zip.zstd"])
@pytest.mark.parametrize("answer", [without, cut_off, garbled])
def test_broken_file_is_fetched_in_the_other_packing(
    page: Page,
    site: str,
    request_of: dict[str, Any],
    asked: list[str],
    name: str,
    answer: Callable[[Route], None],
) -> None:
    on_a_line(page, SLOW)
    on_file(page, name, answer)
    page.goto(site)

    graded = page.evaluate(ASK, [site, request_of])

    assert report_line(json.dumps(request_of)) == graded["line"]
    assert "pyodide.asm.wasm.packed" in asked


def test_missing_decoder_is_done_without(
    page: Page, site: str, request_of: dict[str, Any], asked: list[str]
) -> None:
    on_a_line(page, SLOW)
    page.route("**/assets/grader/fzstd.mjs", without)
    page.goto(site)

    graded = page.evaluate(ASK, [site, request_of])

    assert report_line(json.dumps(request_of)) == graded["line"]
    assert "pyodide.asm.wasm.packed" in asked


@pytest.mark.parametrize("threshold", [SLOW, QUICK])
@pytest.mark.parametrize("broken", [None, "graders.zip.zstd", "memory.packed"])
def test_bar_fills_and_never_goes_back(
    page: Page, site: str, request_of: dict[str, Any], threshold: str, broken: str | None
) -> None:
    on_a_line(page, threshold)
    if broken:
        on_file(page, broken, without)
    page.goto(site)

    shares = page.evaluate(ASK, [site, request_of])["shares"]

    assert sorted(shares) == shares
    assert 0 < shares[0] < shares[-1]
    assert shares[-1] == 1 or broken


def test_second_visit_on_a_slow_line_takes_what_the_first_left_in_the_cache(
    new_page: Callable[..., Page],
    site_folder: Path,
    request_of: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The line is measured past the cache, which would be quick on any line."""
    served: list[str] = []

    class CachedHandler(serve.SiteHandler):
        def end_headers(self) -> None:
            served.extend(re.findall(r"/assets/grader/([^?]*)", self.path))
            self.send_header("Cache-Control", "max-age=600")
            http.server.SimpleHTTPRequestHandler.end_headers(self)

    monkeypatch.setattr(serve, "SiteHandler", CachedHandler)
    page = new_page()
    far_away(page)
    with serve.server(site_folder, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{running.server_port}/"
        page.goto(address)
        page.evaluate(ASK, [address, request_of])
        served.clear()
        page.reload()

        page.evaluate(ASK, [address, request_of])

        running.shutdown()
    assert {"manifest.json", HEAD} == set(served)


def far_away(page: Page) -> None:
    """Let each answer take so long that nothing has come when the line is judged."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    line = {"offline": False, "latency": 500, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", line)
