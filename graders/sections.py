"""Parts a note into the sections that its writer labelled, after the format that explains the labels best."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from graders.headings import Label, inline_labels, line_labels, tables


@dataclass(frozen=True, slots=True)
class Section:
    """One labelled part of a note: ``start`` to ``end`` is its content without outer white space.

    ``name`` is a lower-case word ("subjective", "plan"), or the topic of a block that no format
    knows ("risk", "medication", "diagnosis", "service", "signature").  Two sections share one
    place where one label names both: "A/P: ...".
    """

    name: str
    start: int
    end: int
    label_start: int
    label_end: int


@functools.cache
def templates() -> Mapping[str, tuple[str, ...]]:
    """The known formats by name, with their sections in order."""
    return {name: tuple(sections) for name, sections in tables()["templates"].items()}


@functools.cache  # the names are those of the tables, whatever a note says
def slot(name: str) -> str:
    """The template's section that a section of this name fills: an "action" fills "assessment"."""
    return str(tables()["stands_for"].get(name, name))


def split(text: str, template: str = "none") -> tuple[Section, ...]:
    """The labelled sections of a note, in order; () for a note without labels.

    ``template`` is the format asked for.  Where the labels are those of another format, that one
    is used.  Text before the first label belongs to no section.
    """
    labels = line_labels(text)
    inline = list(inline_labels(text))
    if not labels and not inline:
        return ()
    best: tuple[float, list[Label]] = (0.0, [])
    most = max(map(len, templates().values()))
    for name, order in sorted(templates().items(), key=lambda item: item[0] != template):
        chosen = _explained(labels, inline, order)
        score = _score(chosen, order)
        if score > best[0]:
            best = (score, chosen)
        if score == most:
            break
    chosen = best[1]
    fewest = 2 if template not in templates() else 1
    if len({slot(name) for label in chosen for name in label.names}) < fewest:
        return ()
    return _parted(text, _with_topics(text, chosen, labels))


def _explained(labels: Sequence[Label], inline: Sequence[Label], order: Sequence[str]) -> list[Label]:
    """The labels that head a section in a format with this order of sections."""
    fitting = [label for label in labels if label.names and all(slot(name) in order for name in label.names)]
    firm = [label for label in fitting if label.strength in ("firm", "letter")]
    loose = [label for label in fitting if label.strength != "bare"]
    bare = [label for label in fitting if label.strength == "bare"]
    if len(_slots(firm)) < len(order) and _in_whole(loose, order):
        fitting = loose
    else:
        fitting = bare if not firm and _in_whole(bare, order) else firm
    seen = _slots(fitting)
    sequence: _Sequence | None = None
    for label in inline:
        filled = slot(label.names[0])
        if filled not in order or filled in seen:
            continue
        sequence = sequence or _Sequence(fitting, order)
        if sequence.has_place_for(label):
            fitting = sorted([*fitting, label], key=lambda each: each.start)
            seen.add(filled)
            sequence = None
    if len(seen) < 2:
        fitting = [label for label in fitting if label.strength == "firm"]
    return fitting


def _in_whole(labels: Sequence[Label], order: Sequence[str]) -> bool:
    """Whether the labels make up the format, but for one section, in its order."""
    places = [order.index(slot(name)) for label in labels for name in label.names]
    return len(set(places)) >= max(2, len(order) - 1, min(3, len(order))) and places == sorted(places)


class _Sequence:
    """The places of labels in a format's order, to be asked where a further one may stand."""

    def __init__(self, labels: Sequence[Label], order: Sequence[str]) -> None:
        self._order = order
        self._starts = [label.start for label in labels]
        places = [[order.index(slot(name)) for name in label.names] for label in labels]
        # The last place of the format among the first labels, and the first one among the others.
        self._before = [-1, *accumulate(map(max, places), max)]
        self._after = [*accumulate(map(min, reversed(places)), min)][::-1] + [len(order)]

    def has_place_for(self, label: Label) -> bool:
        """Whether a label in the midst of a line comes after all that should precede it."""
        first = bisect_left(self._starts, label.start)
        if label.strength == "letter" and not first:
            return False
        place = self._order.index(slot(label.names[0]))
        return self._before[first] < place < self._after[bisect_right(self._starts, label.start)]


def _slots(labels: Sequence[Label]) -> set[str]:
    return {slot(name) for label in labels for name in label.names}


def _score(labels: Sequence[Label], order: Sequence[str]) -> float:
    """How well a format explains the labels: sections found, less a little for each one lacking."""
    found = len(_slots(labels))
    return found - 0.1 * (len(order) - found) if found else 0.0


def _with_topics(text: str, chosen: Sequence[Label], labels: Sequence[Label]) -> list[Label]:
    """The chosen labels and the headings beside the format that part off a block of their own."""
    heads = list(chosen)
    known = _slots(chosen)
    for label in labels:
        if not label.topic or label.bulleted:
            continue
        if label.topic in tables()["instead"]:
            if label.topic not in known and chosen:
                heads.append(replace(label, names=(label.topic,)))
                known.add(label.topic)
        elif label.alone or _opens_block(text, label.start):
            heads.append(replace(label, names=(label.topic,)))
    return sorted(heads, key=lambda label: label.start)


def _opens_block(text: str, at: int) -> bool:
    """Whether an empty line, or nothing, stands before this line."""
    before = text[max(0, at - 40) : at].replace("\r", "").rstrip(" \t*_#")
    return before.endswith("\n\n") or not before.strip()


def _parted(text: str, heads: Sequence[Label]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for index, label in enumerate(heads):
        end = heads[index + 1].start if index + 1 < len(heads) else len(text)
        content = text[label.end : end]
        start = label.end + len(content) - len(content.lstrip())
        start, end = (start, start + len(content.strip())) if content.strip() else (label.end, label.end)
        sections.extend(Section(name, start, end, label.start, label.end) for name in label.names)
    return tuple(sections)
