"""Turns the name of an npm package into its checked files: fetched once, then kept in the cache folder."""

from __future__ import annotations

import base64
import functools
import hashlib
import io
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from graders.adapters.pyodide_files.node import find_npm, last_line
from graders.faults import DataError, Fault


@functools.cache
def release(package: str = "pyodide") -> dict[str, Any]:
    """The package's version and hashes; of Pyodide also the info of its lock file, and what stays out."""
    return json.loads(Path(__file__).with_name(f"{package}.json").read_text(encoding="utf-8"))


def shipped_files(cache: Path, package: str = "pyodide") -> Path:
    """The folder of the files as published; a DataError where they cannot be had or differ from that."""
    wanted = release(package)
    folder = cache / f"{package}-{wanted['version']}-shipped"
    if _missing(wanted, folder):
        cache.mkdir(parents=True, exist_ok=True)
        _unpack(wanted, _fetch(wanted, cache), folder)
    if names := _missing(wanted, folder):
        cure = f"remove {folder}, then try again"
        raise DataError(package, [Fault(name, "is not the published file", cure) for name in names])
    return folder


def _missing(wanted: dict[str, Any], folder: Path) -> list[str]:
    return [name for name, sha256 in wanted["files"].items() if _sha256(folder / name) != sha256]


def _sha256(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None


def _fetch(wanted: dict[str, Any], cache: Path) -> bytes:
    """The package's archive, through npm and whatever registry and proxy it is set up for."""
    npm = find_npm(cache)
    if npm is None:
        cause = "needs npm, and none was found or could be installed"
        raise _refused(wanted, cause, "install Node.js, then try again")
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        command = [*npm, "pack", _address(wanted), "--ignore-scripts", "--silent"]
        command += ["--pack-destination", folder]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8")
        archives = list(Path(folder).glob("*.tgz"))
        if done.returncode or len(archives) != 1:
            reason = last_line(done.stderr).rstrip(".") or "it gave no reason"
            cause = f"could not be fetched by npm ({reason})"
            raise _refused(wanted, cause, "try again when npm's registry can be reached")
        archive = archives[0].read_bytes()
    algorithm, _, expected = wanted["integrity"].partition("-")
    if base64.b64encode(hashlib.new(algorithm, archive).digest()).decode() != expected:
        cause = f"is not what was published: its {algorithm} differs"
        raise _refused(wanted, cause, "ask whoever runs your npm registry or proxy, then try again")
    return archive


def _refused(wanted: dict[str, Any], cause: str, cure: str) -> DataError:
    return DataError(wanted["package"], [Fault(_address(wanted), cause, cure)])


def _address(wanted: dict[str, Any]) -> str:
    return f"{wanted['package']}@{wanted['version']}"


def _unpack(wanted: dict[str, Any], archive: bytes, folder: Path) -> None:
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        for name in wanted["files"]:
            member = opened.extractfile(f"package/{name}")
            if member is not None:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(member.read())
