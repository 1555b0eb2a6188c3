"""Calls the build's plain functions from MkDocs, so that `mkdocs build` and `mkdocs serve` work as well."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from graders.adapters.site import build, pages  # noqa: E402
from graders.adapters.site.library import Entry  # noqa: E402

_entries: list[Entry] = []


def on_config(config: Any) -> Any:
    _entries[:] = build.generate(Path(config.config_file_path).parent, pages.modules(config.nav))
    config.nav = pages.with_exercises(config.nav, _entries)
    return config


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    return markdown + pages.module_exercises(page.file.src_uri, _entries)
