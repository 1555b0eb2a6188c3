"""One page of each type that the built course has, so that a browser need not open them all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graders.adapters.site.library import Entry


def page_types(site_folder: Path, entries: Sequence[Entry]) -> dict[str, str]:
    """Addresses by type: every kind of exercise, and the first page of each folder and depth."""
    types = {"not found": "404.html"}
    for page in sorted(site_folder.rglob("index.html")):
        folder = page.parent.relative_to(site_folder)
        if folder.parts[:1] != ("practice",) or len(folder.parts) == 1:
            types.setdefault(f"{'/'.join(folder.parts[:-1]) or 'top'} {len(folder.parts)} {_own(folder)}", _address(folder))
    for entry in entries:
        types.setdefault(entry.exercise.kind, f"practice/{entry.exercise.id}/")
    return types


def _own(folder: Path) -> str:
    """Pages at the top are each of a type of their own; of those in a folder the first stands for all."""
    return folder.name if len(folder.parts) <= 1 or folder.parts[0] in ("reference",) else ""


def _address(folder: Path) -> str:
    return "" if folder == Path() else f"{folder.as_posix()}/"
