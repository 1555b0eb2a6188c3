"""Imports go one way: data → text → findings → ratings → report → hosts."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "graders"
#: Each room may import from rooms further down only; modules of one row may not import each other
#: unless listed by name.
LAYERS = [
    {"adapters"},
    {"checking", "agreement"},
    {"grade", "__init__"},
    {"loading"},
    {"feedback", "reporting", "answers"},
    {"criteria"},
    {"gate"},
    {"telling"},
    {"findings"},
    {"assertion", "sections", "sentences"},
]
#: Only these parts of the chain may need more than the standard library.
LOADERS = {"compiling", "loading", "checking", "front_matter", "schema", "sheet"}


def modules() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "shipped" not in path.parts]


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names += [f"{node.module}.{alias.name}" if node.module == "graders" else node.module for alias in node.names]
    return names


def layer(name: str) -> int:
    return next((index for index, names in enumerate(LAYERS) if name in names), len(LAYERS))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_nothing_from_above_it(path):
    own = room(path)

    above = [name for name in imported(path) if name.startswith("graders.") and layer(name.split(".")[1]) < layer(own)]

    assert own == "__init__" or above == []


@pytest.mark.parametrize(
    "path", [p for p in modules() if room(p) not in {"adapters", *LOADERS}], ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_the_chain_needs_the_standard_library_alone(path):
    roots = {name.split(".")[0] for name in imported(path)}

    assert roots - set(sys.stdlib_module_names) - {"graders"} == set()


@pytest.mark.parametrize(
    "path", [p for p in modules() if room(p) not in {"adapters"}], ids=lambda p: p.relative_to(PACKAGE).as_posix()
)
def test_the_chain_knows_no_clock_network_or_chance(path):
    roots = {name.split(".")[0] for name in imported(path)}
    allowed = {"random"} if room(path) == "agreement" else set()

    assert roots & {"time", "datetime", "random", "socket", "urllib", "http", "secrets", "uuid"} <= allowed


def chain_modules() -> set[str]:
    """The modules that grading a note imports, directly or not."""
    pending, known = ["grade"], set()
    while pending:
        name = pending.pop()
        path = PACKAGE / f"{name.replace('.', '/')}.py"
        if name in known or not path.exists():
            continue
        known.add(name)
        pending += [each.removeprefix("graders.") for each in imported(path) if each.startswith("graders.")]
    return known


def test_the_grader_version_covers_every_module_that_grading_imports():
    from graders.sources import _BESIDE_THE_CHAIN

    # The data is covered by its own digest, so what compiles it need not be.
    assert chain_modules() & _BESIDE_THE_CHAIN <= {"compiling", "patterns"}
