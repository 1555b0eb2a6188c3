"""Finds Node and npm, the machine's own or those of a locked package in the cache, and runs scripts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graders.places import checkout_root

_SECONDS = 180


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


def run_script(node: str, script: Path, job: Mapping[str, Any], folder: Path) -> str | None:
    """Run a script with the job, written as JSON into ``folder``; the reason where that failed."""
    path = folder / "job.json"
    path.write_text(json.dumps(job, default=str), encoding="utf-8")
    command = [node, str(script), str(path)]
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return last_line(done.stderr) or "Node gave no reason." if done.returncode else None


def last_line(said: str) -> str:
    """The end of the last line that says something; "" where none does."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1][-300:] if lines else ""


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
