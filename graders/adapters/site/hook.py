"""Calls the build's plain functions from MkDocs, so that `mkdocs build` and `mkdocs serve` work as well."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from graders import runtime  # noqa: E402
from graders.adapters.site import build, lessons, notebooks, pages, policy  # noqa: E402
from graders.adapters.site.library import Entry  # noqa: E402

_entries: list[Entry] = []
_hashes: set[str] = set()


def on_config(config: Any) -> Any:
    _hashes.clear()  # those of the build before, where this one serves
    _entries[:] = build.generate(Path(config.config_file_path).parent, pages.modules(config.nav))
    notebooks.use_own_templates()
    config.nav = pages.with_exercises(config.nav, _entries)
    return config


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    if notebooks.is_notebook(page.file.src_uri):
        page.meta.update(notebooks.PAGE_TRAITS)
    return lessons.lesson(markdown, page.file.src_uri, runtime.compiled()["rubric"], _entries)


def on_page_content(html: str, page: Any, config: Any, files: Any) -> str:
    return notebooks.without_styles(html) if notebooks.is_notebook(page.file.src_uri) else html


def on_post_page(output: str, page: Any, config: Any) -> str:
    return _with_policy(output, page.file.src_uri)


def on_post_template(output_content: str, template_name: str, config: Any) -> str:
    return _with_policy(output_content, template_name) if template_name.endswith(".html") else output_content


def on_post_build(config: Any) -> None:
    Path(config.site_dir, policy.HEADER_FILE).write_text(policy.header_line(_hashes), encoding="utf-8")


def _with_policy(html: str, name: str) -> str:
    _hashes.update(policy.inline_hashes(html))
    return policy.with_policy(html, name)
