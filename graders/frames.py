"""Turns the phrases of a sentence into the stretches that its writer takes back, supposes or puts off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from graders import runtime
from graders.lexicon import Match
from graders.note import Token

#: Clauses set apart like this are statements of their own.
_PARTS = ";\n"
#: A label in front of a frame is no longer than this.
_LABEL = 60


def is_silenced(match: Match, stretches: Sequence[range]) -> bool:
    """Whether the phrase stands behind a frame and is of a kind that rests on the note's statement."""
    return match.entry.lexicon in _silenced() and any(match.first in each for each in stretches)


def framed(text: str, start: int, tokens: Sequence[Token], matches: Sequence[Match]) -> list[range]:
    """The tokens that the frames of a sentence reach: from the frame to a "but", a semicolon or its end.

    "It is not true that she sleeps badly, and she works" states neither; frames are lexicons/frames.yaml.
    """
    openings = [match for match in matches if match.entry.label in ("frame", "frame.story")]
    if not openings:
        return []
    ends = [match.first for match in matches if match.entry.label == "frame.end"]
    stretches: list[range] = []
    for frame in openings:
        if frame.entry.attributes.get("opens") and not opens(text, start, tokens[frame.first].start):
            continue
        if stretches and frame.first in stretches[-1]:
            continue
        stretches.append(range(frame.first, _end(text, tokens, frame, ends)))
    return stretches


def opens(text: str, start: int, place: int) -> bool:
    """Whether nothing but a label ("Diagnosis:") stands in the sentence before the place."""
    before = text[max(start, place - _LABEL) : place].rstrip(" \t\"“'*_")
    return before.endswith(":") or (
        place - start <= _LABEL and not any(character.isalnum() for character in before)
    )


def _end(text: str, tokens: Sequence[Token], frame: Match, ends: Sequence[int]) -> int:
    after = bisect_right(ends, frame.last)
    end = ends[after] if after < len(ends) else len(tokens)
    for at in range(frame.last + 1, end):
        if any(part in text[tokens[at - 1].end : tokens[at].start] for part in _PARTS):
            return at
    return end


def _silenced() -> frozenset[str]:
    return frozenset(runtime.compiled()["tables"]["frames"]["silenced"])
