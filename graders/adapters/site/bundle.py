"""Packs what a page grades with: Pyodide, the graders, the memory of both, and one JSON file an exercise."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graders import runtime
from graders.adapters.pyodide_files import (
    compile_python_zip, memory_snapshot, packed_files, pyodide_files, release,
)  # fmt: skip
from graders.adapters.site.files import write_folder
from graders.adapters.site.library import Entry
from graders.front_matter import split_front_matter

#: Of the hosts only the page's own goes into the page, and nothing that is for files alone.
_LEFT_OUT = (
    "adapters/", "checking/", "schemas/", "shipped/",
    "agreement.py", "compiling.py", "front_matter.py", "keep_lexicons.py", "loading.py",
    "schema.py", "sheet.py", "verifying.py",
)  # fmt: skip
_TAKEN = ("adapters/__init__.py", "adapters/browser.py")
#: A first note, graded while the trainee reads, so that the first click does not wait for imports.
_WARM_UP = (
    "Subjective: Client reported low mood and poor sleep since the last session and missed two days of work. "
    "Plan: Client will keep a sleep log every day until the next session on Tuesday."
)


def write_grader(root: Path, entries: Sequence[Entry]) -> None:
    """Fill ``docs/assets/grader``; model notes stand in files of their own, opened after an attempt."""
    cache = root / ".cache"
    pyodide = pyodide_files(cache)
    parts = {name: (pyodide / name).read_bytes() for name in release()["files"]}
    parts["graders.zip"] = graders_zip(cache)
    snapshot = memory_snapshot(parts["graders.zip"], pyodide, cache)
    loaded = {name: parts.pop(name) for name in list(parts) if name.endswith(".mjs")}
    # Packed here, because many servers send WebAssembly as it is.
    loaded |= packed_files(parts, cache)
    if snapshot is not None:
        loaded["memory.packed"] = snapshot.packed
    files = dict(loaded)
    files["manifest.json"] = _json({**manifest(loaded), "memory_size": snapshot.size if snapshot else None})
    files["titles.json"] = _json({entry.exercise.id: entry.exercise.title for entry in entries})
    for entry in entries:
        name = f"{entry.exercise.id}.json"
        files[f"exercises/{name}"] = _json({"exercise": entry.exercise_data, "case": entry.case_data})
        files[f"models/{name}"] = _json(model_notes(root / "exercises" / entry.exercise.id))
    write_folder(root / "docs" / "assets" / "grader", files)


def graders_zip(cache: Path) -> bytes:
    """The graders with their compiled data, as bytecode where that can be made."""
    cache.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        package = Path(folder, "sources", "graders")
        for path in sorted(runtime.PACKAGE.rglob("*.py")):
            name = path.relative_to(runtime.PACKAGE).as_posix()
            if name in _TAKEN or not name.startswith(_LEFT_OUT):
                (package / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, package / name)
        data = {**runtime.compiled(), "grader_version": runtime.grader_version()}
        (package / "compiled.json").write_bytes(_json(data))
        target = Path(folder, "graders.zip")
        compile_python_zip(package.parent, target, cache)
        return target.read_bytes()


def manifest(loaded: dict[str, bytes]) -> dict[str, Any]:
    """What the worker has to know before it loads: this build's version, sizes for the progress bar."""
    total = hashlib.sha256()
    for name, content in sorted(loaded.items()):
        total.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return {
        "version": total.hexdigest()[:12],
        # The others are imported, where no byte can be counted.
        "sizes": {name: len(loaded[name]) for name in loaded if name.endswith((".packed", ".zstd"))},
        "lock": release()["lock"],
        "warm_up": _WARM_UP,
    }


def model_notes(folder: Path) -> list[dict[str, Any]]:
    """The model notes of an exercise folder: title (else the name), text, and what is said of its words."""
    return [_model_note(path) for path in sorted(folder.glob("notes/model-*.md"))]


def _model_note(path: Path) -> dict[str, Any]:
    front, text = split_front_matter(path.read_text(encoding="utf-8"), path.name)
    name = path.stem.removeprefix("model-").replace("-", " ").capitalize()
    title = str(front.get("title") or name)
    return {"title": title, "text": text.strip("\n"), "annotations": front.get("annotations") or []}


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).encode()
