"""Checks the annotations of a model note: exact words of it, each with what makes them work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graders.faults import Fault
from graders.note import Note

MOST = 6
FEWEST = 3
#: Model notes of this many words carry annotations in the course.
LENGTHS = range(150, 301)
_PLACE = "front matter: annotations"
_CURE = 'write a list of {words: "exact words of the note", why: "one sentence"}'


def check_annotations(front: Mapping[str, Any], answer: str, *, is_model: bool) -> Iterator[Fault]:
    """What is wrong with the annotations that are there; none is no fault."""
    if "annotations" not in front:
        return
    listed = front["annotations"]
    if not is_model:
        cure = "they show what makes a model work: remove them"
        yield Fault(_PLACE, "stand in a mistake", cure, is_warning=True)
    if not isinstance(listed, list) or not all(_is_annotation(each) for each in listed):
        yield Fault(_PLACE, "cannot be read", _CURE)
        return
    if len(listed) > MOST:
        yield Fault(_PLACE, f"are {len(listed)}, and nobody reads more than {MOST}", "keep the best ones")
    for number, each in enumerate(listed, 1):
        count = answer.count(each["words"])
        if count != 1:
            how_often = f"stands {count} times" if count else "does not stand"
            cause = f'"{each["words"]}" {how_often} in the note'
            cure = "copy words that stand there once, line breaks included"
            yield Fault(f"{_PLACE}[{number}]", cause, cure)


def wants_annotations(front: Mapping[str, Any], answer: str) -> Fault | None:
    """The fault of a model note of LENGTHS that has too few annotations."""
    listed = front.get("annotations")
    count = len(listed) if isinstance(listed, list) else 0
    words = Note(answer).word_count
    if words not in LENGTHS or count >= FEWEST:
        return None
    cause = f"are {count}; a model note of {words} words has {FEWEST} to {MOST}"
    return Fault(_PLACE, cause, _CURE)


def _is_annotation(each: Any) -> bool:
    return (
        isinstance(each, dict)
        and set(each) == {"words", "why"}
        and all(isinstance(part, str) and part.strip() for part in each.values())
    )
