"""Turns values into the Markdown that generated pages are made of, and reads the sentences around them."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graders.compiling import read_yaml


@functools.cache
def texts(name: str) -> Mapping[str, Any]:
    """The sentences of a page that is generated, from the YAML file of that name beside this module."""
    return read_yaml(Path(__file__).with_name(f"{name}.yaml"))


def row(cells: Iterable[str]) -> str:
    """One line of a table; what would end a cell is escaped."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([row(head), "|" + "---|" * len(head), *map(row, rows)])


def bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(line.split())}" for line in lines)


def page(front: Mapping[str, str], *blocks: str) -> str:
    """A page: front matter (one line each) and its blocks, a blank line between them."""
    head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
    return f"---\n{head}\n---\n\n" + "\n\n".join(block for block in blocks if block) + "\n"
