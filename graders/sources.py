"""What the compiled data is made from, and its digest."""

from __future__ import annotations

import hashlib
from pathlib import Path


#: Modules that read files, keep or compare reports: no report depends on them.
_BESIDE_THE_CHAIN = {
    "agreement",
    "compiling",
    "front_matter",
    "keep_lexicons",
    "loading",
    "patterns",
    "places",
    "schema",
    "shapes",
    "sheet",
    "verifying",
    "workfile",
}


#: Modules whose change makes other compiled data of the same sources.
_COMPILERS = ("compiling", "note", "patterns", "trie")


def sources(package: Path) -> list[Path]:
    """rubric.yaml and the lexicons, in a fixed order."""
    return [package / "rubric.yaml", *sorted((package / "lexicons").glob("*.yaml"))]


def digest(package: Path) -> str:
    """SHA-256 over the sources and the code that compiles them, by name and content but for line ends."""
    return _digest(package, [*sources(package), *(package / f"{name}.py" for name in _COMPILERS)])


def keep_digest(package: Path) -> str:
    """SHA-256 over what an exercise's own lexicon is compiled with: the shared classes and the code."""
    words = package / "lexicons" / "words.yaml"
    return _digest(package, [words, *(package / f"{name}.py" for name in _COMPILERS)])


def chain_digest(package: Path) -> str:
    """SHA-256 over the code that a report depends on."""
    modules = [path for path in sorted(package.glob("*.py")) if path.stem not in _BESIDE_THE_CHAIN]
    return _digest(package, [*modules, *sorted((package / "criteria").glob("*.py"))])


def _digest(package: Path, paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.relative_to(package).as_posix().encode() + b"\0")
        total.update(path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return total.hexdigest()
