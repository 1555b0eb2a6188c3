"""Writes the course as plain Markdown with a plain mkdocs.yml, for a generator that knows no hooks.

    python -m graders.adapters.site.export FOLDER

A docs/ that FOLDER has already is written anew.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

from graders import runtime
from graders.adapters.site import build, lessons, pages
from graders.compiling import read_yaml
from graders.faults import DataError, Fault

#: Notebooks are rendered by a plugin; everything else is Markdown.
_LEFT_OUT = ("notebooks",)


def export(root: Path, target: Path) -> None:
    """Fill ``target`` with ``docs/`` and ``mkdocs.yml``: all that the hook adds stands in the pages."""
    if target.resolve() == root.resolve():
        cause = "is the course itself, and its docs/ would be lost"
        fault = Fault("the folder", cause, "name another folder")
        raise DataError(str(target), [fault])
    config = read_yaml(root / "mkdocs.yml")
    entries = build.generate(root, pages.modules(config["nav"]))
    docs = target / "docs"
    shutil.rmtree(docs, ignore_errors=True)
    shutil.copytree(root / "docs", docs, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    for path in docs.rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(docs).as_posix()
        path.write_text(lessons.lesson(text, name, runtime.compiled()["rubric"], entries), encoding="utf-8")
    nav = _kept(pages.with_exercises(config["nav"], entries))
    (target / "mkdocs.yml").write_text(yaml.safe_dump(_plain(config, nav), sort_keys=False), encoding="utf-8")


def _plain(config: dict[str, Any], nav: Any) -> dict[str, Any]:
    """The configuration without hooks and without plugins but the search."""
    left = {key: value for key, value in config.items() if key not in ("hooks", "exclude_docs")}
    # Zensical's own theme has a light header; the course's colours are made for the one of Material.
    theme = {**config["theme"], "variant": "classic"}
    # Not strict: links to the notebooks lead nowhere here.
    return {**left, "strict": False, "nav": nav, "plugins": ["search"], "theme": theme}


def _kept(nav: Any) -> Any:
    """The navigation without pages that are left out."""
    if isinstance(nav, list):
        kept = [_kept(each) for each in nav]
        return [each for each in kept if each is not None]
    if isinstance(nav, dict):
        return {title: _kept(each) for title, each in nav.items()}
    return None if str(nav).startswith(_LEFT_OUT) else nav


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m graders.adapters.site.export FOLDER")
    export(Path(__file__).resolve().parents[3], Path(sys.argv[1]))
