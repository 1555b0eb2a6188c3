"""Checks links into the lessons and keys of sources, where there is a checkout to look in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graders.compiling import read_yaml
from graders.faults import DataError, Fault
from graders.schema import closest
from graders.sheet import Sheet, Steps

#: What stands in docs/reference/sources.yaml under each key.
Sources = Mapping[str, Mapping[str, Any]]
#: Pages made when the site is built; their anchors are criterion ids.
_GENERATED = ("reference/rubric", "practice")


def learn_fault(sheet: Sheet, steps: Steps, learn: str, docs: Path | None) -> Iterator[Fault]:
    """A warning when ``learn`` (relative to the site's root) points at a page or place that is not there."""
    if docs is None:
        return
    address, _, anchor = learn.partition("#")
    address = address.strip("/")
    if address.startswith(_GENERATED):
        return
    page = next(
        (
            path
            for path in (docs / f"{address}.md", docs / address / "index.md", docs / f"{address}.ipynb")
            if path.is_file()
        ),
        None,
    )
    if page is None:
        yield sheet.fault(
            steps,
            f'"{learn}" points at a page that docs/ does not have',
            "write the page, or mend the link",
            is_warning=True,
        )
    elif anchor and page.suffix == ".md" and anchor not in _anchors(page.read_text(encoding="utf-8")):
        yield sheet.fault(
            steps,
            f'"{learn}" points at a place that its page does not have',
            f"give a heading the anchor {{#{anchor}}}",
            is_warning=True,
        )


def known_sources(docs: Path | None) -> Sources | None:
    """The entries of docs/reference/sources.yaml by key; None where that file is not."""
    if docs is None or not (docs / "reference" / "sources.yaml").is_file():
        return None
    try:
        data = read_yaml(docs / "reference" / "sources.yaml")
    except DataError:
        return None
    entries = data.items() if isinstance(data, dict) else ()
    return {str(key): entry if isinstance(entry, dict) else {} for key, entry in entries}


def source_fault(sheet: Sheet, steps: Steps, key: str, sources: Sources | None) -> Iterator[Fault]:
    """A fault when nobody could look up what the key stands for, or tell how much of it was seen."""
    if sources is None:
        return
    if key not in sources:
        near = closest(key, sources)
        cure = f'did you mean "{near}"?' if near else "add it there, or use a key that is there"
        yield sheet.fault(steps, f'"{key}" is not in docs/reference/sources.yaml', cure)
        return
    entry = sources[key]
    missing = [part for part in ("read", "seen") if not entry.get(part)]
    missing += [] if entry.get("url") or entry.get("page") else ["url"]
    if missing:
        cause = f'"{key}" has no {", ".join(missing)} in docs/reference/sources.yaml'
        yield sheet.fault(steps, cause, "add it there")


def _anchors(text: str) -> set[str]:
    given = set(re.findall(r"\{[^{}\n]*#([\w.-]+)", text)) | set(re.findall(r"\bid=\"([\w.-]+)\"", text))
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return given | {
        re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings
    }
