"""Ratings: the level a criterion reached in a note, and the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Role = Literal["for", "against", "near"]
Level = Literal[0, 1, 2] | Literal["na"] | None


class HasSpan(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the note: ``for`` earned the level, ``against`` cost it, ``near`` almost counted."""

    start: int
    end: int
    role: Role = "for"


@dataclass(frozen=True)
class Rating:
    """What a criterion function returns.

    ``reason`` names the wording in rubric.yaml under that level; ``values`` fills the braces in it
    (besides ``{evidence}``, which is always the first quote).  Level None means *not graded*.
    """

    level: Level
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    unsure: bool = False
    values: Mapping[str, str] = field(default_factory=dict)


#: A level rests on few words; more than so many quotes nobody reads.
MOST_SHOWN = 6


def evidence(spans: Iterable[HasSpan], role: Role = "for", most: int = MOST_SHOWN) -> tuple[Evidence, ...]:
    """Evidence for up to ``most`` spans, in order of place, without one inside another."""
    chosen: list[Evidence] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        if chosen and span.end <= chosen[-1].end:
            continue
        chosen.append(Evidence(span.start, span.end, role))
    return tuple(chosen[:most])


NOT_APPLICABLE = Rating("na")
