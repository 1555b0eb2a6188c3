"""What ten trainees hand in for three assignments, and five odd ones for the second: name → notebooks."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from graders.adapters.notebook.answers import Answer, write_answer
from graders.front_matter import split_front_matter
from graders.places import exercises_dir

ASSIGNMENTS = {
    "week-1": """\
title: Words for people
exercises: [people-before-labels, which-record]
due: 2031-05-01
done: "Two versions, and one sentence on what changed between them."
""",
    "week-2": """\
title: What a colleague needs to know
exercises:
  - read-a-thin-note
  - four-lines-on-risk: 20
due: 2031-05-08 18:00
""",
    "week-3": """\
title: A whole note
exercises: [ines-first-soap]
points: 40
""",
}
EXERCISES = {
    "week-1": ("people-before-labels", "which-record"),
    "week-2": ("read-a-thin-note", "four-lines-on-risk"),
    "week-3": ("ines-first-soap",),
}
ODD_WEEK, ODD_EXERCISE = "week-2", "four-lines-on-risk"


def samples(exercise: str, kind: str) -> list[str]:
    paths = sorted((exercises_dir() / exercise / "notes").glob(f"{kind}-*.md"))
    return [split_front_matter(path.read_text(encoding="utf-8"))[1].strip() for path in paths]


def half(text: str) -> str:
    return text[: len(text) // 2]


def without_each_third_sentence(text: str) -> str:
    parts = re.split(r"(?<=[.!?])\s+", text)
    return " ".join(part for number, part in enumerate(parts) if number % 3 != 2)


def without_last_lines(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(lines[: max(1, len(lines) - 2)])


#: Ten trainees: which sample each starts from, and what becomes of it.
TRAINEES: dict[str, tuple[str, int, Callable[[str], str]]] = {
    "ada": ("model", 0, lambda text: text),
    "bela": ("mistake", 0, lambda text: text),
    "chi": ("mistake", 1, lambda text: text),
    "dov": ("model", 0, half),
    "efe": ("model", 0, without_each_third_sentence),
    "fay": ("model", 0, without_last_lines),
    "gil": ("model", 0, lambda text: text.replace(". ", ".\r\n")),
    "hoa": ("model", 0, str.upper),
    "ivo": ("mistake", 0, lambda text: f"🧠 {text}"),
    "jin": ("model", 0, lambda text: " ".join(text.split()[:4])),
}


def answer(exercise: str, trainee: str) -> str:
    kind, number, edit = TRAINEES[trainee]
    found = samples(exercise, kind)
    return edit(found[number % len(found)])


def with_answer(released: NotebookNode, exercise: str, text: str) -> NotebookNode:
    nb = copy.deepcopy(released)
    cell = next(each for each in nb.cells if each.source.startswith("%%note"))
    cell.source = write_answer(Answer(exercise, text))
    return nb


def hostile(nb: NotebookNode) -> str:
    """Code that leaves a file, sets its grade, writes to stderr and never ends; markup that calls home."""
    code = (
        "import pathlib; pathlib.Path('/tmp/golden-thread-was-here').write_text('x')",
        "import sqlite3; base = sqlite3.connect('../../../gradebook.db')",
        "base.execute('update grade set manual_score = 20'); base.commit()",
        "import sys; print('oh no', file=sys.stderr)",
        "while True: pass",
    )
    nb.cells[0:0] = [new_code_cell(each) for each in code]
    nb.cells.append(new_markdown_cell("<script src='https://evil.example/x.js'></script>"))
    nb.cells[-2].source = "<img src='https://evil.example/a.png'> **Is this enough?**"
    return nbformat.writes(nb)


def tampered(nb: NotebookNode) -> str:
    test = next(each for each in nb.cells if each.source.startswith("# This cell grades"))
    test.source = "20.0"
    test.metadata.nbgrader.update(points=1000, locked=False)
    return nbformat.writes(nb)


def without_answer(nb: NotebookNode) -> str:
    nb.cells = [each for each in nb.cells if not each.source.startswith("%%note")]
    return nbformat.writes(nb)


#: Five that are broken or hostile, by what their file holds.
ODD: dict[str, Callable[[NotebookNode], str]] = {
    "odd-deleted": without_answer,
    "odd-hostile": hostile,
    "odd-not-json": lambda nb: "My note:\n" + nb.cells[0].source,
    "odd-no-notebook": lambda nb: json.dumps(
        {"cells": "none", "nbformat": 4, "nbformat_minor": 5, "metadata": []}
    ),
    "odd-tampered": tampered,
}


def hand_in(course: Path) -> Iterator[Path]:
    """Write everybody's files where ``nbgrader collect`` puts them."""
    for week, exercises in EXERCISES.items():
        for exercise in exercises:
            released = nbformat.read(course / "release" / week / f"{exercise}.ipynb", as_version=4)
            for trainee in TRAINEES:
                nb = with_answer(released, exercise, answer(exercise, trainee))
                yield _write(course, trainee, week, exercise, nbformat.writes(nb))
            if exercise == ODD_EXERCISE:
                for name, change in ODD.items():
                    nb = with_answer(released, exercise, samples(exercise, "model")[0])
                    yield _write(course, name, week, exercise, change(nb))


def _write(course: Path, student: str, week: str, exercise: str, text: str) -> Path:
    path = course / "submitted" / student / week / f"{exercise}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return path
