"""Turns the pinned npm package of Pyodide into the four files that the site serves, made to start fast."""

from __future__ import annotations

import io
import os
import zipfile
from fnmatch import fnmatchcase
from pathlib import Path

from graders.adapters.pyodide_files.bytecode import compile_python_zip, compiled_zip, zipped
from graders.adapters.pyodide_files.package import release, shipped_files
from graders.adapters.pyodide_files.packing import packed_files
from graders.adapters.pyodide_files.snapshot import memory_snapshot

__all__ = ["compile_python_zip", "memory_snapshot", "packed_files", "pyodide_files", "release"]

_LIBRARY = "python_stdlib.zip"
#: Docstrings and assertions of the library are of no use in the page, and a seventh of its size.
_OPTIMIZE = 2


def pyodide_files(cache: Path) -> Path:
    """A folder that holds just the four files, ready to copy; a DataError says why there is none.

    The standard library in it is trimmed and compiled, or as shipped where no Node is found to compile it.
    """
    shipped = shipped_files(cache)
    library = compiled_zip(_trimmed((shipped / _LIBRARY).read_bytes()), cache, optimize=_OPTIMIZE)
    if library is None:
        return shipped
    ready = cache / f"pyodide-{release()['version']}"
    ready.mkdir(exist_ok=True)
    for name in release()["files"]:
        content = library if name == _LIBRARY else (shipped / name).read_bytes()
        _write_where_different(ready / name, content)
    return ready


def _write_where_different(path: Path, content: bytes) -> None:
    """Leave alone what another build may be reading."""
    if not path.is_file() or path.read_bytes() != content:
        part = path.parent.with_name(f"{path.name}.{os.getpid()}.part")  # two builds may run at once
        part.write_bytes(content)
        part.replace(path)


def _trimmed(library: bytes) -> bytes:
    """The standard library without the modules that no grader needs."""
    patterns = release()["leave_out"]
    with zipfile.ZipFile(io.BytesIO(library)) as given:
        names = given.namelist()
        kept = [name for name in names if not any(fnmatchcase(name, pattern) for pattern in patterns)]
        return zipped({name: given.read(name) for name in kept})
