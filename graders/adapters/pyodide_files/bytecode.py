"""Turns Python sources into a zip of bytecode for Pyodide's Python, where a Node is there to run it."""

from __future__ import annotations

import hashlib
import io
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from graders.adapters.pyodide_files.node import find_node, run_script
from graders.adapters.pyodide_files.package import release, shipped_files

_SCRIPT = Path(__file__).with_name("compile.py")
_RUNNER = Path(__file__).with_name("compile.mjs")
#: Results of so many compilations stay in the cache: the library, and the graders as they last were.
_KEPT = 12


def compile_python_zip(source_dir: Path, target: Path, cache: Path) -> bool:
    """Zip a folder for Pyodide to unpack, with .pyc in place of .py; False where it had to stay sources."""
    paths = [path for path in sorted(source_dir.rglob("*")) if path.is_file() and path.suffix != ".pyc"]
    sources = zipped({path.relative_to(source_dir).as_posix(): path.read_bytes() for path in paths})
    bytecode = compiled_zip(sources, cache)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(sources if bytecode is None else bytecode)
    return bytecode is not None


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a zip that depends on nothing but their names and content.

    They are stored as they are: the zip as a whole is packed smaller than file by file.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


def compiled_zip(sources: bytes, cache: Path, *, optimize: int = 0) -> bytes | None:
    """The zip with bytecode in place of sources, kept in ``cache``; None where no Node can make it."""
    key = hashlib.sha256(_SCRIPT.read_bytes() + bytes([optimize]) + sources).hexdigest()
    kept = cache / "bytecode" / f"{key[:24]}.zip"
    if kept.is_file():
        kept.touch()  # The library is used at every build and must outlive the graders' many versions.
        return kept.read_bytes()
    node = find_node(cache)
    if node is None:
        return None
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        made = Path(folder, "bytecode.zip")
        fault = _compile(node, sources, made, shipped_files(cache), optimize)
        if fault:
            print(f"The page will start slower: its Python could not be compiled. {fault}", file=sys.stderr)
            return None
        bytecode = made.read_bytes()
        made.replace(kept)
    for outdated in sorted(kept.parent.glob("*.zip"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
        outdated.unlink(missing_ok=True)
    return bytecode


def _compile(node: str, sources: bytes, made: Path, pyodide: Path, optimize: int) -> str | None:
    """Write the bytecode to ``made``; the reason where that failed."""
    given = made.with_name("sources.zip")
    given.write_bytes(sources)
    paths = {"pyodide": f"{pyodide.resolve()}/", "script": _SCRIPT, "sources": given, "bytecode": made}
    job = {**paths, "lock": release()["lock"], "optimize": optimize}
    fault = run_script(node, _RUNNER, job, made.parent)
    return fault if fault or made.is_file() else "Node wrote nothing."
