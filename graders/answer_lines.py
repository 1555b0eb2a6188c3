"""Reads the lines of a sorted or reviewed answer: "item: value", named as a person would name them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from graders.exercise import Exercise
from graders.note import tokenize
from graders.rubric import Rubric

_SEPARATOR = re.compile(r"[:=]")


@dataclass(frozen=True)
class Lines:
    """What was written for each item by id, and the lines that name none, by number.

    An empty value is a line that waits for its answer; of two lines for one item the later counts.
    """

    given: Mapping[str, str]
    unread: Mapping[int, str]


def read_lines(text: str, exercise: Exercise, rubric: Rubric) -> Lines:
    """The answer's lines; an item may be named by its id, its text, or a criterion's title."""
    names = _names(exercise, rubric)
    given: dict[str, str] = {}
    unread: dict[int, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        found = _item_and_value(line, names)
        if found:
            given[found[0]] = found[1]
        elif line.strip():
            unread[number] = line.strip()
    return Lines(given, unread)


def plain_form(text: str) -> str:
    """The words alone, in their look-up form: neither case, bullets nor punctuation tell names apart."""
    return " ".join(token.form for token in tokenize(text))


def _names(exercise: Exercise, rubric: Rubric) -> dict[str, str]:
    if exercise.kind == "sort":
        return {plain_form(name): item.id for item in exercise.items for name in (item.text, item.id)}
    names: dict[str, str] = {}
    for id in exercise.levels or {}:
        criterion = rubric.criteria.get(id)
        for name in (id, *((criterion.title, criterion.name) if criterion else ())):
            names.setdefault(plain_form(name.replace("_", " ")), id)
    return names


def _item_and_value(line: str, names: Mapping[str, str]) -> tuple[str, str] | None:
    """The longest beginning of the line that names an item: a text may hold a colon of its own."""
    for at in reversed([match.start() for match in _SEPARATOR.finditer(line)][:20]):
        id = names.get(plain_form(line[:at].replace("_", " "))) or names.get(plain_form(line[:at]))
        if id is not None:
            return id, line[at + 1 :].strip()
    return None
