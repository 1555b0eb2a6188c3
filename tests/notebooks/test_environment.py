"""The notebooks' environment holds the locked nbgrader beside the graders."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

from graders.places import checkout_root


def test_nbgrader_is_the_locked_one(root: Path) -> None:
    lock = (root / "requirements" / "notebooks.txt").read_text(encoding="utf-8")

    installed = importlib.metadata.version("nbgrader")

    assert re.findall(r"^nbgrader==(\S+)", lock, re.MULTILINE) == [installed]


def test_graders_are_those_of_this_checkout(root: Path) -> None:
    assert root == checkout_root()
