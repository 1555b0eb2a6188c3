"""Turns the sessions before an exercise's own into links to the exercises that show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graders.adapters.site.library import Entry
from graders.adapters.site.sheet import plain_markdown


def earlier_sessions(entry: Entry, entries: Sequence[Entry]) -> str:
    """One line for a client who returns, oldest session first; nothing for others.

    Of several exercises on one session it is the first that this exercise requires, else the first.
    """
    sessions = {each.case.id: each for each in reversed(_preferred(entry, entries)) if each.case}
    continues = {id: (each.case_data or {}).get("continues") for id, each in sessions.items()}
    links = [_link(sessions[id]) for id in reversed(_chain(entry, continues)) if id in sessions]
    return f"*Earlier sessions with this client:* {', '.join(links)}." if links else ""


def _preferred(entry: Entry, entries: Sequence[Entry]) -> list[Entry]:
    required = list(entry.exercise_data.get("requires") or ())
    place = {id: at for at, id in enumerate(required)}
    return sorted(entries, key=lambda each: place.get(each.exercise.id, len(required)))


def _chain(entry: Entry, continues: Mapping[str, str | None]) -> list[str]:
    """The cases before the exercise's own, latest first."""
    chain: list[str] = []
    id = (entry.case_data or {}).get("continues")
    while id and id not in chain:
        chain.append(id)
        id = continues.get(id)
    return chain


def _link(entry: Entry) -> str:
    return f"[{plain_markdown(entry.exercise.title)}]({entry.exercise.id}.md)"
