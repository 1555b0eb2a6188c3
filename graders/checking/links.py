"""Checks links into the lessons and keys of sources, where there is a checkout to look in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from graders.compiling import read_yaml
from graders.faults import DataError, Fault
from graders.sheet import Sheet, Steps

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


def known_sources(docs: Path | None) -> set[str] | None:
    """The keys in docs/reference/sources.yaml; None where that file is not."""
    if docs is None or not (docs / "reference" / "sources.yaml").is_file():
        return None
    try:
        data = read_yaml(docs / "reference" / "sources.yaml")
    except DataError:
        return None
    if isinstance(data, dict) and isinstance(data.get("sources"), list | dict):
        data = data["sources"]
    if isinstance(data, dict):
        return {str(key) for key in data}
    return {str(each.get("key") or each.get("id")) for each in data or () if isinstance(each, dict)}


def _anchors(text: str) -> set[str]:
    given = set(re.findall(r"\{[^{}\n]*#([\w.-]+)", text)) | set(re.findall(r"\bid=\"([\w.-]+)\"", text))
    headings = re.findall(r"^#{1,6} (.+)$", text, re.MULTILINE)
    return given | {
        re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower()) for heading in headings
    }
