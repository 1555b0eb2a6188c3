"""Turns the list of approaches into a page: verbs, techniques and a line that shows each at work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graders.adapters.site.markdown import page, texts


def approaches_page(approaches: Iterable[Mapping[str, Any]]) -> str:
    """``approaches``: docs/reference/interventions.yaml."""
    said = texts("approaches")
    return page(said["front"], said["introduction"], *map(_approach, approaches), said["ending"])


def _approach(each: Mapping[str, Any]) -> str:
    facts = f"**Verbs:** {', '.join(each['verbs'])}<br>\n**Techniques:** {', '.join(each['techniques'])}"
    return f"## {each['approach']}\n\n{facts}\n\n> {each['example']}"
