"""Loads the graders into a Python whose memory is kept, and puts back what memory alone does not hold.

Pyodide itself runs this.  Files are not kept with the memory, so that the graders' data is held in it.
"""

from __future__ import annotations

import gc
import importlib
import sys
import zipfile
import zlib
from pathlib import Path

HOME = Path("/graders")
_data: dict[str, bytes] = {}


def import_all(archive: str) -> None:
    """Import every module of the archive: later there is no file to import from."""
    modules = []
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            content = opened.read(name)
            _write(name, content)
            if name.endswith((".py", ".pyc")):
                module = Path(name).with_suffix("").as_posix().replace("/", ".")
                modules.append(module.removesuffix(".__init__"))
            else:
                _data[name] = zlib.compress(content, 9)
    sys.path.insert(0, str(HOME))
    for module in modules:
        importlib.import_module(module)
    gc.collect()
    gc.disable()  # until the graders have read their data: see read_data() in graders/adapters/browser.py
    _blank_free_memory()


def put_back_data() -> None:
    """Write the data again: the file system starts empty where the memory goes on."""
    for name, content in _data.items():
        _write(name, zlib.decompress(content))
    _data.clear()


def _write(name: str, content: bytes) -> None:
    path = HOME / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _blank_free_memory() -> None:
    """What was read and given back still stands in memory and would be kept, and loaded, with it."""
    blanks = [bytearray(size) for size in (65_536, 16_384, 4_096, 1_024) for _ in range(32)]
    del blanks
