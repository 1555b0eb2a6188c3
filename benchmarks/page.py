"""Time the page in a real browser: bytes, start of the grader, report after the click.

    python benchmarks/page.py [SITE] [--rounds 5] [--chromium PATH]

SITE is a built site (default: site/).  Each figure stands beside what the course asks of itself:
ready within 0.9 s on this machine and within 6 s on a line of 10 Mbit/s, nothing cached; the report
of 300 words within 100 ms of the click.  A bare Pyodide, started in the same run from the same
files, shows which share is its own.  Text files are sent packed, as hosts of static sites do.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import sys
import threading
from http import HTTPStatus
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from graders.adapters.site import serve  # noqa: E402
from graders.adapters.site.library import Entry, read_library  # noqa: E402

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PACKED_BY_HOSTS = (".html", ".css", ".js", ".mjs", ".json", ".svg")
MEGABIT = 1_000_000 / 8
LINE = {"offline": False, "latency": 20, "downloadThroughput": 10 * MEGABIT, "uploadThroughput": 10 * MEGABIT}
ASKED_LOCAL, ASKED_LINE, ASKED_REPORT = 900, 6_000, 100

START = """async () => {
  const editor = document.querySelector("golden-thread-exercise textarea");
  const status = document.querySelector(".gt-status");
  const from = performance.now();
  editor.focus();
  for (;;) {
    if (status.textContent.includes("ready")) return performance.now() - from;
    const problem = document.querySelector(".gt-problem");
    if (problem.firstElementChild) throw new Error(problem.textContent);
    await new Promise((go) => setTimeout(go, 2));
  }
}"""
REPORT = """async (text) => {
  const editor = document.querySelector("golden-thread-exercise textarea");
  editor.value = text;
  editor.dispatchEvent(new Event("input", { bubbles: true }));
  const panel = document.querySelector(".gt-result");
  panel.replaceChildren();
  const from = performance.now();
  [...document.querySelectorAll(".gt-bar button")][0].click();
  while (!panel.querySelector("#report-title")) await new Promise((go) => setTimeout(go));
  await new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  return performance.now() - from;
}"""
BARE = """async (site) => {
  const script = `
    const grader = "${site}assets/grader/";
    const plain = self.fetch;
    self.fetch = async (asked, options) => {
      const name = String(asked.url ?? asked).split("/").at(-1);
      if (!["pyodide.asm.wasm", "python_stdlib.zip"].includes(name)) return plain(asked, options);
      const { body } = await plain(grader + name + ".packed");
      const headers = name.endsWith(".wasm") ? { "content-type": "application/wasm" } : {};
      return new Response(body.pipeThrough(new DecompressionStream("gzip")), { headers });
    };
    const { loadPyodide } = await import(grader + "pyodide.mjs");
    const { lock } = await (await plain(grader + "manifest.json")).json();
    await loadPyodide({ indexURL: grader, lockFileContents: { info: lock, packages: {} } });
    self.postMessage("ready");`;
  const from = performance.now();
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  await new Promise((ready, failed) => Object.assign(worker, { onmessage: ready, onerror: failed }));
  return performance.now() - from;
}"""


class HostHandler(serve.SiteHandler):
    """Sends text packed where the browser takes it."""

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in PACKED_BY_HOSTS or not path.is_file():
            return super().send_head()
        content = gzip.compress(path.read_bytes(), 6)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    options = parser.parse_args()
    serve.SiteHandler = HostHandler  # type: ignore[misc]
    with serve.server(options.site, 0) as running, sync_playwright() as playwright:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=options.chromium, args=ARGUMENTS)
        measure(browser, f"http://127.0.0.1:{running.server_port}/", options.site, options.rounds)
        browser.close()
        running.shutdown()


def measure(browser: Browser, address: str, site: Path, rounds: int) -> None:
    entry = next(each for each in read_library(ROOT) if each.exercise.kind == "note")
    exercise = f"{address}practice/{entry.exercise.id}/"
    print_bytes(site)
    bare, ready, slow, reports = [], [], [], []
    for _ in range(rounds):
        # In turn, so that what else the machine does falls on all of them.
        bare.append(alone(browser, f"{address}404.html", lambda page: page.evaluate(BARE, address)))
        ready.append(alone(browser, exercise, lambda page: page.evaluate(START)))
    for _ in range(max(1, rounds // 2)):
        slow.append(alone(browser, exercise, lambda page: page.evaluate(START), LINE))
    alone(browser, exercise, lambda page: reports.extend(warm_reports(page, entry, rounds)))
    print(f"\n{rounds} rounds, median; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    line("bare Pyodide, this machine", bare)
    line("grader ready after first focus, this machine", ready, ASKED_LOCAL)
    line("grader ready after first focus, 10 Mbit/s", slow, ASKED_LINE)
    line("report of 300 words after the click, warm", reports, ASKED_REPORT)


def alone(browser: Browser, address: str, work: Any, line: dict[str, Any] | None = None) -> float:
    """Do the work on a page of a context that has nothing cached; the line is slow once the page is there."""
    # The pages' policy allows no script that is made up on the spot, as the one for the bare Pyodide is.
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    if line:
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", line)
    result = work(page)
    context.close()
    return result


def warm_reports(page: Page, entry: Entry, rounds: int) -> list[float]:
    text = note_of(300, entry)
    page.evaluate(START)
    return [page.evaluate(REPORT, f"{text} {number}.") for number in range(rounds + 1)][1:]


def note_of(words: int, entry: Entry) -> str:
    from tests.site.samples import sample_texts

    text = sample_texts(entry.exercise.id, "model-*.md")[0]
    sentences = text.split(". ")
    while len(text.split()) < words:
        text += sentences.pop(1) + ". "
    return text


def print_bytes(site: Path) -> None:
    grader = site / "assets" / "grader"
    engine = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm.head.zstd")
    parts = ("pyodide.asm.wasm.zstd", "python_stdlib.zip.zstd", "graders.zip.zstd")
    groups = {
        "kept memory (quick line)": (*engine, "pyodide.asm.wasm.packed", "memory.packed"),
        "parts (slower line)": (*engine, "fzstd.mjs", *parts),
    }
    print(f"{'bytes':>12} {'packed':>12}")
    for name in sorted({name for names in groups.values() for name in names}):
        path = grader / name
        if path.is_file():
            print(f"{path.stat().st_size:>12,} {sent(path):>12,}  {name}")
    for group, names in groups.items():
        there = [grader / name for name in names if (grader / name).is_file()]
        size = sum(path.stat().st_size for path in there)
        print(f"{size:>12,} {sum(map(sent, there)):>12,}  in all: {group}")


def sent(path: Path) -> int:
    """The bytes that a host sends."""
    return len(gzip.compress(path.read_bytes(), 6)) if path.suffix in PACKED_BY_HOSTS else path.stat().st_size


def line(name: str, times: list[float], asked: float | None = None) -> None:
    median = statistics.median(times)
    verdict = "" if asked is None else f"  asked {asked:,.0f} ms: {'met' if median <= asked else 'missed'}"
    print(f"{median:9,.0f} ms  ({min(times):,.0f} to {max(times):,.0f})  {name}{verdict}")


if __name__ == "__main__":
    main()
