"""Turns a finding into the same finding over other words: those that carry what it stands for."""

from __future__ import annotations

import copy

from graders.findings import Finding


def moved(finding: Finding, start: int, end: int) -> Finding:
    """The finding with another place in its sentence; what it is, and how it is asserted, stay."""
    other = copy.copy(finding)
    other.start, other.end = start, end
    return other
