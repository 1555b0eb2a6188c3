"""Reads the sentences of the notebooks from wording.yaml, once."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any


@functools.cache
def wording() -> Mapping[str, Any]:
    """Every sentence by its name."""
    import yaml

    text = Path(__file__).with_name("wording.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def say(name: str, **values: object) -> str:
    """The sentence with its braces filled in."""
    return str(wording()[name]).format(**values)
