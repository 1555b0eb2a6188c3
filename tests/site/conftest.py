"""The built course on a port of this machine, and a real browser to look at it with."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Page, expect, sync_playwright  # noqa: E402

from graders.adapters.site.build import build_site  # noqa: E402
from graders.adapters.site.library import Entry, read_library  # noqa: E402
from graders.adapters.site.serve import server  # noqa: E402
from tests.site.samples import ROOT, sample_texts  # noqa: E402

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: Milliseconds; far more than anything takes, so that a busy machine fails no test.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    build_site(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def site(site_folder: Path) -> Iterator[str]:
    """The address of the built course, with its final slash."""
    with server(site_folder, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: the tests of the page need it (Debian: apt install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages in fresh contexts (nothing stored, nothing cached), with any context options."""
    contexts = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture(scope="session")
def entries() -> list[Entry]:
    return read_library(ROOT)


@pytest.fixture(scope="session")
def entry(entries: list[Entry]) -> Entry:
    """The first exercise that asks for a whole note."""
    return next(each for each in entries if each.exercise.kind == "note")


@pytest.fixture(scope="session")
def exercise_address(site: str, entry: Entry) -> str:
    return f"{site}practice/{entry.exercise.id}/"


@pytest.fixture(scope="session")
def model_note(entry: Entry) -> str:
    return sample_texts(entry.exercise.id, "model-*.md")[0]


@pytest.fixture(scope="session")
def mistake(entry: Entry) -> str:
    return sample_texts(entry.exercise.id, "mistake-*.md")[0]
