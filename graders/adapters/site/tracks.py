"""Turns tracks into Markdown: a path through the exercises for each kind of trainee, folded until opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graders.adapters.site import sheet
from graders.adapters.site.library import Entry
from graders.compiling import read_yaml


def read_tracks(root: Path) -> list[Mapping[str, Any]]:
    """The checkout's tracks, the longest path first."""
    tracks = [read_yaml(path) for path in sorted((root / "exercises" / "tracks").glob("*.yaml"))]
    return sorted(tracks, key=lambda track: -len(track["exercises"]))


def tracks_section(tracks: Sequence[Mapping[str, Any]], entries: Sequence[Entry]) -> str:
    """What stands at the head of the Practice page; empty without tracks."""
    if not tracks:
        return ""
    by_id = {entry.exercise.id: entry for entry in entries}
    parts = ["## Paths\n"]
    for track in tracks:
        steps = [by_id[id] for id in (*track["exercises"], track["capstone"]) if id in by_id]
        minutes = sum(step.exercise.minutes or 0 for step in steps)
        amount = f"{len(steps)} exercises, about {_hours(minutes)} of writing"
        about = " ".join(sheet.plain_markdown(track.get(key) or "") for key in ("for", "about"))
        parts += [f'??? abstract "{track["title"]}: {amount}"\n', f"    {about}\n"]
        parts += [f"    1. {_link(step, step.exercise.id == track['capstone'])}" for step in steps]
        parts.append("")
    return "\n".join(parts) + "\n"


def _link(step: Entry, is_capstone: bool) -> str:
    last = " (the capstone)" if is_capstone else ""
    return f"[{sheet.plain_markdown(step.exercise.title)}]({step.exercise.id}.md){last}"


def _hours(minutes: int) -> str:
    hours = max(1, round(minutes / 60))
    return f"{hours} hour" + ("s" if hours > 1 else "")
