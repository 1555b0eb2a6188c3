"""Turns the phrases of a sentence into the stretches that its writer takes back, supposes or puts off."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graders import runtime
from graders.lexicon import Match
from graders.note import Token, tokenize
from graders.quotations import quotation_at

#: Clauses set apart like this are statements of their own.
_PARTS = ";\n"
_OPENS = frozenset(("frame", "gate.instruction"))
_ENDS = frozenset(("frame.end", "frame.now", "frame.subject"))
#: A sentence has one frame; hostile text has thousands, and must not cost a square.
_MOST = 20
#: Characters of a quotation that are read to tell who speaks.
_SPEECH = 400
#: A label in front of a frame is no longer than this.
_LABEL = 60


@dataclass(frozen=True, slots=True)
class Framed:
    """The tokens behind a frame, and the lexicons whose phrases state nothing there."""

    tokens: range
    silences: Sequence[str]


def is_silenced(match: Match, stretches: Sequence[Framed]) -> bool:
    """Whether the phrase stands behind a frame and is of a kind that rests on the note's statement."""
    return any(match.first in each.tokens and match.entry.lexicon in each.silences for each in stretches)


def framed(text: str, start: int, tokens: Sequence[Token], matches: Sequence[Match]) -> list[Framed]:
    """The tokens that the frames of a sentence reach: from the frame to a "but", a semicolon or its end.

    "It is not true that she sleeps badly, and she works" states neither; frames are lexicons/frames.yaml.
    """
    frames = [each for each in matches if each.entry.label in _OPENS and _holds(text, start, tokens, each)]
    if not frames:
        return []
    marks = [match for match in matches if match.entry.label in _ENDS]
    stretches: list[Framed] = []
    for frame in frames[:_MOST]:
        if not stretches or frame.first not in stretches[-1].tokens:
            silences = frame.entry.attributes.get("silences") or _silenced()
            end = _end(text, tokens, frame, _ends(frame, marks))
            stretches.append(Framed(range(frame.first, end), silences))
    return stretches


def is_speech(text: str, start: int, end: int) -> bool:
    """Whether the stretch is quoted from somebody who speaks of himself: "I have panic disorder"."""
    spoken = quotation_at(text, start)
    if spoken is None or end > spoken.end:
        return False
    words = {token.form for token in tokenize(text, spoken.start, min(spoken.end, spoken.start + _SPEECH))}
    return not words.isdisjoint(_tables()["first_person"])


@functools.cache
def only_the_writers() -> frozenset[str]:
    """The lexicons whose phrases only the writer can state: a diagnosis, an intervention."""
    return frozenset(_tables()["not_by_client"])


def _holds(text: str, start: int, tokens: Sequence[Token], frame: Match) -> bool:
    """Whether the frame stands where it has to stand and ends as it has to end."""
    wanted, last = frame.entry.attributes, tokens[frame.last].form
    if "year" in wanted and not (len(last) == 4 and last.isdecimal() and "1900" <= last < "2100"):
        return False
    return "opens" not in wanted or opens(text, start, tokens[frame.first].start)


def _ends(frame: Match, marks: Sequence[Match]) -> list[int]:
    """The places behind the frame at which it may end, in order."""
    behind = [mark for mark in marks if mark.first > frame.last]
    ends = [mark.first for mark in behind if mark.entry.label == "frame.end"]
    if "own" not in frame.entry.attributes:
        return ends
    ends += [mark.first for mark in behind if mark.entry.label == "frame.now"]
    # The first subject is that of the frame's own clause.
    ends += [mark.first for mark in behind if mark.entry.label == "frame.subject"][1:]
    return sorted(ends)


def opens(text: str, start: int, place: int) -> bool:
    """Whether nothing but a label ("Diagnosis:") stands in the sentence before the place."""
    before = text[max(start, place - _LABEL) : place].rstrip(" \t\"“'*_")
    return before.endswith(":") or (
        place - start <= _LABEL and not any(character.isalnum() for character in before)
    )


def _end(text: str, tokens: Sequence[Token], frame: Match, ends: Sequence[int]) -> int:
    end = ends[0] if ends else len(tokens)
    for at in range(frame.last + 1, end):
        if any(part in text[tokens[at - 1].end : tokens[at].start] for part in _PARTS):
            return at
    return end


def _silenced() -> Sequence[str]:
    return _tables()["silenced"]


def _tables() -> Mapping[str, Sequence[str]]:
    return runtime.compiled()["tables"]["frames"]
