"""Finds Node and npm: the machine's own, else those of a locked Python package put into the cache folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from graders.places import checkout_root


def find_node(cache: Path) -> str | None:
    """The Node to run, None where there is none and none could be installed."""
    found = shutil.which("node")
    if found:
        return found
    scripts = _scripts(cache)
    return str(scripts / _program("node")) if scripts else None


def find_npm(cache: Path) -> list[str] | None:
    """The start of an npm command, None where there is none and none could be installed."""
    found = shutil.which("npm")
    if found:
        return [found]
    scripts = _scripts(cache)
    return [str(scripts / _program("npm"))] if scripts else None


def _program(name: str) -> str:
    return f"{name}.exe" if os.name == "nt" else name


def _scripts(cache: Path) -> Path | None:
    """The programs of the environment that holds Node, made first where it is not there yet."""
    root = checkout_root()
    if root is None:
        return None
    environment = cache / "node"
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    complete = environment / "complete"
    if complete.exists():
        return scripts
    print("No Node.js on this machine: installing one for the build (once) ...", file=sys.stderr, flush=True)
    python = scripts / _program("python")
    lock = root / "requirements" / "node.txt"
    steps = (
        [sys.executable, "-m", "venv", "--clear", str(environment)],
        [str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(lock)],
    )
    if any(subprocess.run(step, stdin=subprocess.DEVNULL).returncode for step in steps):
        return None
    complete.touch()
    return scripts
