"""Turns exercises into notebooks under docs/, which mkdocs-jupyter renders, and a page that lists them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from graders.adapters.notebook.generation import DEFAULT_POINTS, notebook
from graders.adapters.site import sheet
from graders.adapters.site.files import write_folder
from graders.adapters.site.library import Entry
from graders.adapters.site.pages import by_lesson

_INDEX = Path(__file__).with_name("notebooks_page.md")
_TEMPLATES = Path(__file__).with_name("notebook_page")
_FOLDER = "notebooks/"


def write_notebooks(root: Path, entries: Sequence[Entry], titles: Mapping[str, str]) -> None:
    """Fill ``docs/notebooks`` with a notebook for each exercise; ``titles`` are those of the lessons."""
    import nbformat

    made = {
        f"{entry.exercise.id}.ipynb": nbformat.writes(notebook(entry.exercise, entry.case, DEFAULT_POINTS))
        + "\n"
        for entry in entries
    }
    made["index.md"] = Template(_INDEX.read_text(encoding="utf-8")).substitute(
        notebooks=_list(entries, titles)
    )
    write_folder(root / "docs" / "notebooks", {name: text.encode() for name, text in made.items()})


def use_own_templates() -> None:
    """Have mkdocs-jupyter render notebooks with our templates.

    Its own bring half a megabyte of styles into each page, and MathJax and Mermaid from other servers.
    """
    from mkdocs_jupyter.config import settings

    settings.templates_dir = str(_TEMPLATES)


def is_notebook(page: str) -> bool:
    return page.startswith(_FOLDER) and page.endswith(".ipynb")


#: A notebook's page says what its exercise's page says, so that it is not searched.
PAGE_TRAITS: Mapping[str, Any] = {"hide": ["navigation", "toc"], "search": {"exclude": True}}


def without_styles(html: str) -> str:
    """The page without the colours for code that mkdocs-jupyter adds at its end."""
    return html.partition("<style>")[0].rstrip() + "\n"


def _list(entries: Sequence[Entry], titles: Mapping[str, str]) -> str:
    groups = by_lesson(entries, titles)
    return "\n".join(f"## {title}\n\n{''.join(map(_line, group))}" for title, group in groups)


def _line(entry: Entry) -> str:
    id = escape(entry.exercise.id)
    download = f'<a href="{id}/{id}.ipynb" download>{id}.ipynb</a>'
    return f"- [{sheet.plain_markdown(entry.exercise.title)}]({id}.ipynb): {download}\n"
