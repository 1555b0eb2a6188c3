"""Turns the zipped graders into the memory of a Python that has loaded them, which the page goes on from."""

from __future__ import annotations

import gzip
import hashlib
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from graders.adapters.pyodide_files.node import find_node, run_script
from graders.adapters.pyodide_files.package import release

_RUNNER = Path(__file__).with_name("snapshot.mjs")
_SCRIPT = Path(__file__).with_name("preload.py")
#: They hold some megabytes each.
_KEPT = 4


@dataclass(frozen=True)
class Snapshot:
    """``packed`` is gzipped; ``size`` is that of the memory that it leads to."""

    packed: bytes
    size: int


def memory_snapshot(archive: bytes, pyodide: Path, cache: Path) -> Snapshot | None:
    """The memory after loading the archive into that folder's Pyodide; None where no Node can make it."""
    paths = (_RUNNER, _SCRIPT, *(pyodide / name for name in sorted(release()["files"])))
    parts = (archive, *(path.read_bytes() for path in paths))
    key = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:24]
    kept = cache / "snapshots" / f"{key}.gz"
    if not kept.is_file():
        node = find_node(cache)
        if node is None or not _make(node, archive, pyodide, kept):
            return None
        for outdated in sorted(kept.parent.glob("*.gz"), key=lambda path: path.stat().st_mtime)[:-_KEPT]:
            outdated.unlink(missing_ok=True)
    with gzip.open(kept) as unpacked:
        return Snapshot(kept.read_bytes(), int.from_bytes(unpacked.read(4), "little"))


def _make(node: str, archive: bytes, pyodide: Path, kept: Path) -> bool:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        given, image, packed = (Path(folder, name) for name in ("graders.zip", "image", "image.gz"))
        given.write_bytes(archive)
        paths = {"pyodide": f"{pyodide.resolve()}/", "script": _SCRIPT, "archive": given, "image": image}
        fault = run_script(node, _RUNNER, {**paths, "lock": release()["lock"]}, Path(folder))
        if fault is None and not image.is_file():
            fault = "Node wrote nothing."
        if fault:
            said = f"The page will start slower: the memory of its Python could not be kept. {fault}"
            print(said, file=sys.stderr)
            return False
        # Level 9 takes seven times as long for one hundredth less.
        packed.write_bytes(gzip.compress(image.read_bytes(), 6, mtime=0))
        packed.replace(kept)
    return True
