"""Turns the list of approaches into a page: verbs, techniques and a line that shows each at work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graders.adapters.site.markdown import page

_FRONT = {
    "title": "Interventions by approach",
    "description": "Verbs and techniques that name what a therapist did, by approach, with a line for each.",
}
_INTRODUCTION = """\
# Interventions by approach

What you did in the session, in words that tell a reader it took a clinician: **a verb, a method by name,
and what it was for**. Why that matters:
[Intervention](../modules/medical-necessity/index.md#medical_necessity-intervention). How it is rated: [the
rubric](rubric/index.md#medical_necessity-intervention).

The lines are about invented clients and are there to show the shape. Name only what you did. One to four
methods are enough; a list of seven says that none mattered. Verbs such as *discussed*, *explored*,
*processed* and *supported* need a method and an object beside them."""
_ENDING = """\
## Where the terms come from

The terms are those that the manuals of each approach use; see [how they were
gathered](rubric/sources.md#field-usage). The checker knows many more, and the ways in which clinicians
describe a technique without its name."""


def approaches_page(approaches: Iterable[Mapping[str, Any]]) -> str:
    return page(_FRONT, _INTRODUCTION, *map(_approach, approaches), _ENDING)


def _approach(each: Mapping[str, Any]) -> str:
    facts = f"**Verbs:** {', '.join(each['verbs'])}<br>\n**Techniques:** {', '.join(each['techniques'])}"
    return f"## {each['approach']}\n\n{facts}\n\n> {each['example']}"
