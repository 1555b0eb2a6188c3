"""The formgrader in a headless Chromium, as a coach uses it: look, mark by hand, comment, autograde."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_CHROMIUM = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@contextlib.contextmanager
def jupyter(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """JupyterLab in the folder; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root", f"--port={port}",
        "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", "--ServerApp.port_retries=0",
    ]  # fmt: skip
    log = folder.parent / "jupyter.log"
    with (
        log.open("w") as out,
        subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environment}, stdout=out, stderr=out
        ) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address + "/api", server)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.2)
    raise SystemExit("JupyterLab did not start; jupyter.log says why")


@dataclass
class Desk:
    """A browser window; what it asked of others than this server, and the script errors, are kept."""

    page: Page
    address: str
    shots: Path
    asked_elsewhere: list[str] = field(default_factory=list)
    script_errors: list[str] = field(default_factory=list)

    def open(self, path: str, name: str = "", wait_for: str = "body") -> None:
        self.page.goto(f"{self.address}/{path}")
        self.page.wait_for_selector(wait_for)
        self.page.wait_for_load_state("networkidle")
        if name:
            self.shoot(name)

    def shoot(self, name: str) -> None:
        self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)

    def open_submission(self, exercise: str, submission: str, name: str = "") -> None:
        """The page for grading by hand of a submission (its id in the gradebook)."""
        self.open(f"formgrader/submissions/{submission}/", name, f"#score-{exercise}")

    def mark(self, exercise: str, points: float) -> None:
        self._fill(f"#score-{exercise}", str(points), "/formgrader/api/grade/")

    def comment(self, exercise: str, text: str) -> None:
        self._fill(f"#answer-{exercise}-comment", text, "/formgrader/api/comment/")

    def _fill(self, field: str, text: str, saved_at: str) -> None:
        with self.page.expect_response(
            lambda answer: saved_at in answer.url and answer.request.method == "PUT"
        ) as saved:
            self.page.fill(field, text)
            self.page.dispatch_event(field, "change")
        assert saved.value.ok, saved.value.status

    def run_in_lab(self, notebook: str, name: str) -> None:
        """Open a notebook in JupyterLab and run it, as a trainee does."""
        self.open(f"lab/tree/{notebook}", wait_for=".jp-Notebook >> visible=true")
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
        self.page.wait_for_selector(".jp-OutputArea-output .gt-report")
        self.page.set_viewport_size({"width": 1280, "height": 1600})
        self.page.locator(".jp-Cell", has_text="%%note").last.scroll_into_view_if_needed()
        self.page.wait_for_timeout(1000)
        self.shoot(name)

    def autograde(self, assignment: str, student: str) -> str:
        """Press the formgrader's own button; what it says."""
        self.open(f"formgrader/manage_submissions/{assignment}", wait_for=".autograde a")
        row = self.page.locator("tr", has_text=student)
        row.locator(".autograde a").click()
        self.page.wait_for_selector(".modal.in .modal-title")
        said = self.page.inner_text(".modal.in .modal-body")
        self.shoot("button")
        return said


@contextlib.contextmanager
def desk(address: str, shots: Path) -> Iterator[Desk]:
    shots.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_CHROMIUM))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(180_000)  # a busy machine is no fault
        opened = Desk(page, address, shots)
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((address, "data:", "blob:", "file:"))
                else opened.asked_elsewhere.append(request.url)
            ),
        )
        page.on("pageerror", lambda error: opened.script_errors.append(str(error)))
        yield opened
        browser.close()
