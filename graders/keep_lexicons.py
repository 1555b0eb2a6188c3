"""Compiles the ``keep`` wordings of an exercise, and remembers the result beside the compiled data.

Compiling needs lemminflect, which takes half a second to load and is not there in a plain install; a
wheel ships what was remembered when it was built.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graders import places
from graders.faults import DataError, Fault
from graders.runtime import PACKAGE
from graders.sources import keep_digest

STORED = PACKAGE / "compiled_keep.json"


def keep_lexicon(
    keep: Sequence[Mapping[str, Any]], stored_in: Path = STORED, *, remember: bool = True
) -> dict[str, Any]:
    """The look-up data for the facts' wordings; a DataError names wordings that cannot be read.

    Only what the course ships should be remembered: a wheel carries all that is.
    """
    key = _key(keep)
    stored = _stored(stored_in)
    if key in stored:
        return stored[key]
    try:
        from graders.compiling import compile_keep

        lexicon = compile_keep([dict(each) for each in keep])
    except (ModuleNotFoundError, FileNotFoundError):
        fault = Fault(
            "keep",
            "has wordings that are not compiled, and what compiles them is not installed",
            'run pip install -e ".[data]" in a checkout',
        )
        raise DataError("the exercise", [fault]) from None
    if remember and places.checkout_root() is not None:
        _store(stored_in, {**stored, key: lexicon})
    return lexicon


def _key(keep: Sequence[Mapping[str, Any]]) -> str:
    wordings = [[each["id"], [str(wording) for wording in each["wordings"]]] for each in keep]
    total = hashlib.sha256(json.dumps(wordings, ensure_ascii=False).encode())
    return total.hexdigest()


def _stored(path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    # In a wheel there is nothing to compile with, and nothing changes; else what was made otherwise is stale.
    return stored["lexicons"] if _made_with() in (None, stored.get("made_with")) else {}


def _store(path: Path, lexicons: dict[str, Any]) -> None:
    text = json.dumps(
        {"made_with": _made_with(), "lexicons": lexicons}, ensure_ascii=False, separators=(",", ":")
    )
    temporary = path.with_suffix(".part")
    try:
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError:
        # A read-only checkout still grades; it compiles anew each time.
        return


@functools.cache
def _made_with() -> str | None:
    try:
        return keep_digest(PACKAGE)
    except FileNotFoundError:
        return None
