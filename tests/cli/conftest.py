"""A coach's folder: a case, a note that looks like one, and the command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graders.adapters.cli import goldenthread

CASE = """\
id: maya-mdd-1
title: Maya, returning low mood
client: {alias: "M.", age: 34, pronouns: she/her}
kind: progress
template: SOAP
diagnosis: {name: "Major depressive disorder, recurrent, moderate", code: "F33.1"}
medication: "sertraline 100 mg daily, prescribed by PCP"
service: {modality: "individual psychotherapy, telehealth", frequency: weekly, minutes: 53}
goals: ["Walk three times a week"]
risk: {indicated: false}
session: M. has slept badly since her sister moved out and calls in sick on Mondays.
"""
NOTE = """\
S: Client reports low mood most days and waking at three, so that she called in sick twice. "I am a burden."

O: Tearful at first, brighter later. Individual CBT by telehealth, 53 minutes, weekly. Sertraline 100 mg.

A: Major depressive disorder, recurrent, moderate (F33.1). Cognitive restructuring was used to test
the thought that she is a burden; belief fell from 80 to 40. One of three planned walks done.

P: Client will walk by the river on Monday, Wednesday and Friday and note her mood before and after.
"""


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run ``goldenthread`` with arguments (and standard input)."""

    def run(*arguments: object, input: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(goldenthread, [str(each) for each in arguments], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "maya-mdd-1.yaml").write_text(CASE, encoding="utf-8")
    return folder


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "week-3.md"
    path.write_text(NOTE, encoding="utf-8")
    return path


@pytest.fixture
def text() -> str:
    """What the trainee wrote: the content of ``note``."""
    return NOTE


@pytest.fixture
def exercises(tmp_path: Path, cases: Path) -> Path:
    """A coach's own exercises: one short passage on the case."""
    folder = tmp_path / "exercises"
    (folder / "plan-line").mkdir(parents=True)
    cases.rename(folder / "cases")
    (folder / "plan-line" / "exercise.yaml").write_text(
        "title: One line of plan\nkind: passage\ncase: maya-mdd-1\n"
        "goal: Write a plan.\nprompt: Write the plan.\n"
        "criteria: [medical_necessity.plan]\n",
        encoding="utf-8",
    )
    return folder
