"""Turns pyproject.toml into the locked requirements beside this file, with uv in a throw-away environment."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
_EVERYWHERE = ("pyproject.toml", "--extra", "data", "--extra", "tests", "--extra", "build")
LOCKS = {
    "site-tests": (*_EVERYWHERE, "--extra", "site"),
    "notebooks": (*_EVERYWHERE, "--extra", "notebooks"),
    "node": ("--group", "node"),
}
#: One file holds for Linux, macOS and Windows, and names no registry.
COMMAND = (
    *("pip", "compile", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--quiet"),
)


def main(options: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        scripts = Path(folder, "Scripts" if os.name == "nt" else "bin")
        subprocess.run([scripts / "python", "-m", "pip", "install", "--quiet", "uv"], check=True)
        for name, wanted in LOCKS.items():
            command = [
                scripts / "uv",
                *COMMAND,
                *wanted,
                "--output-file",
                f"requirements/{name}.txt",
                *options,
            ]
            subprocess.run(command, cwd=HERE.parent, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
