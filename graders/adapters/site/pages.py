"""Turns exercises into Markdown pages: one each, one list of all, and a list at the end of each lesson."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from pathlib import Path
from string import Template
from typing import Any

from graders.adapters.site import players, sheet
from graders.adapters.site.earlier_sessions import earlier_sessions
from graders.adapters.site.files import write_folder
from graders.adapters.site.library import Entry
from graders.adapters.site.markdown import texts
from graders.adapters.site.tracks import read_tracks, tracks_section
from graders.exercise import Exercise

_PAGE = Path(__file__).with_name("exercise_page.md")
_INDEX = "practice/index.md"
_LESSON = re.compile(r"modules/([^/]+)/index\.md")


def write_pages(root: Path, entries: Sequence[Entry]) -> None:
    """Fill ``docs/practice`` with a page for each exercise and one that lists them."""
    files = {f"{entry.exercise.id}.md": exercise_page(entry, entries) for entry in entries}
    paths = tracks_section(read_tracks(root), entries)
    files["index.md"] = practice_index(entries, lesson_titles(root, entries), paths)
    write_folder(root / "docs" / "practice", {name: text.encode() for name, text in files.items()})


def exercise_page(entry: Entry, entries: Sequence[Entry] = ()) -> str:
    """The page: readable as it stands, and checked in place where scripts run.

    What the exercise knows of good answers (levels, places, marks, kept facts) is not on it.
    ``entries`` are where the earlier sessions of a client who returns are looked up.
    """
    exercise, said = entry.exercise, texts("pages")
    prompt = "\n\n".join(part for part in (exercise.prompt.strip(), earlier_sessions(entry, entries)) if part)
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(
        id=escape(exercise.id),
        kind=exercise.kind,
        title=json.dumps(exercise.title, ensure_ascii=False),
        description=json.dumps(exercise.goal or exercise.title, ensure_ascii=False),
        heading=sheet.plain_markdown(exercise.title),
        goal=escape(exercise.goal),
        effort=effort(exercise),
        prompt=prompt,
        sheet=sheet.sheet(entry),
        answer_title=said["titles"]["note" if exercise.kind == "note" else "other"],
        privacy=said["privacy"]["choices" if exercise.kind in ("sort", "review") else "prose"],
        controls=players.controls(exercise),
        plain_question=players.plain_question(exercise),
        answer_label=answer_label(entry),
        start=escape(starting_text(exercise)),
    )


def effort(exercise: Exercise) -> str:
    said = texts("pages")
    minutes = said["minutes"].format(minutes=exercise.minutes) if exercise.minutes else ""
    return f'<span class="gt-effort">{said["kinds"][exercise.kind]}{minutes}.</span>'


def answer_label(entry: Entry) -> str:
    kind, said = entry.exercise.kind, texts("pages")
    template = entry.case.template if entry.case and kind == "note" else "none"
    asked = said["in_template"].format(template=template) if template != "none" else ""
    return said["labels"][kind] + asked


def starting_text(exercise: Exercise) -> str:
    """What stands in the editor at first: the scaffold, or the lines that an answer is made of."""
    if exercise.kind == "sort":
        return "".join(f"{item.id}: \n" for item in exercise.items)
    if exercise.kind == "review":
        return "".join(f"{criterion}: \n" for criterion in exercise.levels or {})
    return exercise.scaffold


def practice_index(entries: Sequence[Entry], titles: Mapping[str, str], paths: str = "") -> str:
    said = texts("pages")
    parts = [said["introduction"], paths] if paths else [said["introduction"]]
    parts += [f"## {title}\n\n{_list(group, '')}" for title, group in by_lesson(entries, titles)]
    if not entries:
        parts.append(said["none"])
    return "\n".join(parts)


def by_lesson(entries: Iterable[Entry], titles: Mapping[str, str]) -> Iterator[tuple[str, Iterator[Entry]]]:
    """The exercises under the title of their lesson; those of none have a title of their own."""
    other = texts("pages")["other_lesson"]
    return groupby(entries, key=lambda entry: titles.get(entry.exercise.module, other))


def module_exercises(page: str, entries: Sequence[Entry]) -> str:
    """What goes at the end of a lesson (``modules/<module>/index.md``): its exercises, easiest first."""
    lesson = _LESSON.fullmatch(page)
    own = [entry for entry in entries if lesson and entry.exercise.module == lesson[1]]
    return f"\n\n## Practice\n\n{_list(own, '../../practice/')}" if own else ""


def modules(nav: Any) -> list[str]:
    """The modules whose lessons stand in the navigation, in its order."""
    if isinstance(nav, str):
        lesson = _LESSON.fullmatch(nav)
        return [lesson[1]] if lesson else []
    inner = nav.values() if isinstance(nav, Mapping) else nav or ()
    return [module for each in inner for module in modules(each)]


def with_exercises(nav: list[Any], entries: Sequence[Entry]) -> list[Any]:
    """The navigation of mkdocs.yml with every exercise below the Practice page."""
    pages = [f"practice/{entry.exercise.id}.md" for entry in entries]
    return [
        {title: [_INDEX, *pages] for title in item}
        if isinstance(item, dict) and _INDEX in item.values()
        else item
        for item in nav
    ]


def lesson_titles(root: Path, entries: Iterable[Entry]) -> dict[str, str]:
    """The first heading of each module's lesson."""
    titles = {}
    for module in {entry.exercise.module for entry in entries}:
        lesson = root / "docs" / "modules" / module / "index.md"
        if module and lesson.is_file():
            lines = lesson.read_text(encoding="utf-8").splitlines()
            titles[module] = next((line[2:].strip() for line in lines if line.startswith("# ")), module)
    return titles


def _list(entries: Iterable[Entry], folder: str) -> str:
    return "".join(_line(each.exercise, folder) for each in entries)


def _line(exercise: Exercise, folder: str) -> str:
    link = f"[{sheet.plain_markdown(exercise.title)}]({folder}{exercise.id}.md){{.gt-exercise-link}}"
    return f"- {link}<br>{escape(exercise.goal)} {effort(exercise)}\n"
