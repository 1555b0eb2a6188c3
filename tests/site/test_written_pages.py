"""Pages written by hand say what the program does: its commands, the sections of its note formats."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from graders import runtime
from graders.adapters.cli import goldenthread

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
WRITTEN = [
    path
    for path in sorted(DOCS.rglob("*.md"))
    if not {"practice", "notebooks", "rubric"} & set(path.relative_to(DOCS).parts)
]


def commands() -> list[str]:
    blocks = [
        block
        for path in WRITTEN
        for block in re.findall(r"^```[^\n]*\n(.*?)^```", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    ]
    return sorted({line for block in blocks for line in block.splitlines() if line.startswith("goldenthread ")})


@pytest.mark.parametrize("line", commands())
def test_a_command_that_a_page_shows_is_one(line: str) -> None:
    words = shlex.split(line)[1:]
    command: click.Command | None = goldenthread
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        command = command.get_command(click.Context(command), words.pop(0))
    assert command is not None, "there is no such command"

    known = {option for each in command.params if isinstance(each, click.Option) for option in each.opts}
    assert [word for word in words if re.match(r"-\w|--\w", word) and word not in known | {"-h", "--help"}] == []


@pytest.mark.parametrize("template", runtime.compiled()["tables"]["sections"]["templates"])
def test_the_sheet_has_the_sections_of_a_format_in_their_order(template: str) -> None:
    sections = runtime.compiled()["tables"]["sections"]["templates"][template]
    text = (DOCS / "reference" / "note-formats.md").read_text(encoding="utf-8")
    prompts = text.partition(f"### {template}\n")[2].partition("```")[2].partition("```")[0]

    assert [line[0].lower() for line in prompts.splitlines() if line] == [section[0] for section in sections]
