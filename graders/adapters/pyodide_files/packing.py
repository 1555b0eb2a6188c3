"""Turns the parts of the page's grader into files of fewer bytes, each for lines of two speeds.

Every part is packed with gzip (`.packed`), which browsers unpack themselves, and with zstd (`.zstd`), which
is a fifth smaller and takes a decoder in JavaScript longer.  No server knows these ends of a name: one that
does might send the file as packed, and the browser would unpack it before the page does.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from graders.adapters.pyodide_files.package import shipped_files
from graders.faults import DataError

WASM = "pyodide.asm.wasm"
#: The first bytes of the wasm.zstd: a file of its own, which the page also measures the line with.
HEAD = 250_000
#: What the page loads to unpack zstd, and under which name.
_DECODER = {"esm/index.mjs": "fzstd.mjs", "LICENSE": "fzstd.LICENSE.txt"}
_LEVEL = 22
#: A larger window gives one byte in 300 and takes the decoder twice as long.
_WINDOW_LOG = 21
#: The library, the WebAssembly, and the graders as they last were.
_KEPT = 8


def packed_files(parts: Mapping[str, bytes], cache: Path) -> dict[str, bytes]:
    """What is sent in place of these parts, by name; of zstd nothing where it cannot be made or unpacked."""
    files = {f"{name}.packed": gzip.compress(content, 9, mtime=0) for name, content in parts.items()}
    try:
        small = {f"{name}.zstd": _zstd(content, cache) for name, content in parts.items()}
        shipped = shipped_files(cache, "fzstd")
    except (ModuleNotFoundError, DataError) as error:
        said = f"The page will load slower on a slow line: its parts could not be packed as small. {error}"
        print(said, file=sys.stderr)
        return files
    whole = small.pop(f"{WASM}.zstd")
    small |= {f"{WASM}.head.zstd": whole[:HEAD], f"{WASM}.zstd": whole[HEAD:]}
    decoder = {served: (shipped / name).read_bytes() for name, served in _DECODER.items()}
    return files | small | decoder


def _zstd(content: bytes, cache: Path) -> bytes:
    """The content in one frame, kept in ``cache``, since it takes seconds to make."""
    import zstandard  # of the site's environment; the package is read in others too

    made_with = f"{zstandard.__version__} {_LEVEL} {_WINDOW_LOG} ".encode()
    kept = cache / "zstd" / f"{hashlib.sha256(made_with + content).hexdigest()[:24]}.zstd"
    if kept.is_file():
        kept.touch()  # The library is used at every build and must outlive the graders' many versions.
        return kept.read_bytes()
    parameters = zstandard.ZstdCompressionParameters.from_level(_LEVEL, window_log=_WINDOW_LOG)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compress(content)
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}.part")  # two builds may run at once
    part.write_bytes(packed)
    part.replace(kept)
    for outdated in sorted(kept.parent.glob("*.zstd"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
        outdated.unlink(missing_ok=True)
    return packed
