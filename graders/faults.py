"""Faults in data: where, what, and how to mend it; all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. ``place`` is a path inside the file; ``cure`` tells what to do."""

    place: str
    cause: str
    cure: str
    is_warning: bool = False

    def __str__(self) -> str:
        return f"{self.place}: {self.cause}; {self.cure}"


class DataError(Exception):
    """Data that cannot be used; ``faults`` holds every fault found in ``source``."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        self.source = source
        self.faults = tuple(faults)
        count = f"{len(faults)} problem" + ("s" if len(faults) != 1 else "")
        lines = "".join(f"\n  {fault}" for fault in faults)
        super().__init__(f"{source} is not usable ({count}):{lines}")
