"""Loads the compiled data once: from beside the package, remade in a checkout when YAML changed."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graders.faults import DataError, Fault
from graders.sources import chain_digest, digest

PACKAGE = Path(__file__).parent
COMPILED = PACKAGE / "compiled.json"


@functools.cache
def compiled() -> Mapping[str, Any]:
    """Rubric, lexicon trie and tables as plain data.

    In a checkout the file is remade when a YAML source changed.  In a wheel or in the page only
    the compiled file is there and is read as it is.
    """
    stored = _stored()
    if not (PACKAGE / "rubric.yaml").exists() and stored is not None:
        return stored
    if stored is not None and stored.get("digest") == digest(PACKAGE):
        return stored
    try:
        from graders import compiling

        compiling.write_compiled(PACKAGE, COMPILED)
    except ModuleNotFoundError as error:
        raise DataError(
            "graders/compiled.json",
            [
                Fault(
                    "the file",
                    f"is missing or older than the YAML, and {error.name} is needed to remake it",
                    'run pip install -e ".[data]"',
                )
            ],
        ) from None
    return json.loads(COMPILED.read_text(encoding="utf-8"))


def grader_version() -> str:
    """First twelve hex digits of a SHA-256 over the compiled data's sources and the chain's code.

    In the page, where only bytecode is, the build has written it into the compiled data.
    """
    stored = compiled().get("grader_version")
    if stored:
        return stored
    return hashlib.sha256(f"{compiled()['digest']} {chain_digest(PACKAGE)}".encode()).hexdigest()[:12]


def _stored() -> Mapping[str, Any] | None:
    try:
        return json.loads(COMPILED.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
