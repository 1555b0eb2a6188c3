"""Turns the ``%%note`` cells that a kernel runs into feedback, and the last of them into points."""

from __future__ import annotations

import contextlib
import io
import os
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from graders.adapters.notebook.answers import MAGIC, Answer, read_answer
from graders.adapters.notebook.grading import Desk, Graded
from graders.adapters.notebook.showing import mime_bundle

#: Folders with a coach's own exercises, and the address of the course for links into the lessons.
EXERCISES, SITE = "GOLDENTHREAD_EXERCISES", "GOLDENTHREAD_SITE"


class Session:
    """The answers of one kernel, by exercise."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}

    def note(self, line: str, cell: str) -> None:
        """The cell magic: keep the answer and show its feedback."""
        with _quiet():
            answer = read_answer(f"%%{MAGIC} {line}\n{cell}") or Answer("", cell)
            self.answers[answer.exercise] = answer.text
            _show(_desk().grade_last(answer.exercise or "…", {answer.exercise: answer.text}))

    def points(self, exercise: str, most: float) -> float:
        """Score ÷ 100 × most of the last answer; nothing goes to standard error, which would be 0."""
        with _quiet():
            graded = _desk().grade_last(exercise, self.answers)
            if graded.needs_hand:
                _show(Graded(exercise, None, graded.problems))
            return graded.points(most)


SESSION = Session()


def register(shell: Any) -> None:
    """Add the magic, and read its cells before IPython takes prompts or indents out of the text.

    JupyterLab does not wrap the lines of code cells, so that the output brings a style that does.
    """
    shell.register_magic_function(SESSION.note, magic_kind="cell", magic_name=MAGIC)
    transforms = shell.input_transformer_manager.cleanup_transforms
    if note_cell not in transforms:
        transforms.insert(0, note_cell)
    style = Path(__file__).with_name("notebook.css").read_text(encoding="utf-8")
    shell.display_pub.publish({"text/html": f"<style>\n{style}</style>", "text/plain": ""})


def note_cell(lines: Sequence[str]) -> Sequence[str]:
    """An input transformer: the lines of a ``%%note`` cell as one call that holds the text untouched."""
    answer = read_answer("".join(lines))
    if answer is None:
        return lines
    # The closing line end is read off again; without it the magic of an empty answer would not run.
    body = answer.text + "\r\n"
    return [f"get_ipython().run_cell_magic({MAGIC!r}, {answer.exercise!r}, {body!r})\n"]


def _desk() -> Desk:
    return Desk([Path(each) for each in os.environ.get(EXERCISES, "").split(os.pathsep) if each])


def _show(graded: Graded) -> None:
    from IPython.display import display

    display(mime_bundle(graded, os.environ.get(SITE, "")), raw=True)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
