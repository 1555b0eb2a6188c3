"""Splits a text file into its front matter (a few YAML keys between two ``---`` lines) and the answer."""

from __future__ import annotations

import re
from typing import Any

from graders.faults import DataError, Fault

#: A block between dashes is front matter when it has one of these: a note may begin with a rule of
#: dashes and "Plan: ..." of its own.
KEYS = ("case", "exercise", "id", "title", "about", "levels", "annotations")

_FENCE = re.compile(r"^---[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(rf"^(?:{'|'.join(KEYS)})[ \t]*:", re.MULTILINE)


def split_front_matter(text: str, source: str = "the note") -> tuple[dict[str, Any], str]:
    """The front matter's data (empty without any) and the answer below it, as typed.

    A byte-order mark goes; the answer keeps its line ends.  Front matter that is no YAML is a
    DataError about ``source``.
    """
    text = text.removeprefix("\ufeff")
    first = _FENCE.match(text)
    last = _FENCE.search(text, first.end()) if first else None
    if not first or not last:
        return {}, text
    block = text[first.end() : last.start()]
    if not _KEY.search(block):
        return {}, text
    return _mapping(block, source), text[last.end() :]


def _mapping(block: str, source: str) -> dict[str, Any]:
    import yaml  # here, because most notes have no front matter

    try:
        data = yaml.load(block, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"front matter, line {mark.line + 2}" if mark else "front matter"
        cause = f"is not readable YAML: {getattr(error, 'problem', error)}"
        raise DataError(
            source, [Fault(place, cause, 'write "case: the-case-id" between two lines of ---')]
        ) from None
    return data if isinstance(data, dict) else {}
