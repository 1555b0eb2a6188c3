"""Turns the lines of a note into the labels that may head a section: "S:", "**Plan**", "A/P", "1. Data"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from graders import runtime
from graders.note import lookup_form

#: How much a label's form alone tells.  A "firm" one is a title; a "letter" needs a second label
#: beside it; a "loose" one ("S. ", "s: ", a bulleted title) needs its whole format around it, and a
#: "bare" one (a letter and blanks) a whole format of such letters.
Strength = Literal["firm", "letter", "loose", "bare"]

#: No heading is longer; what is longer is prose.
_LONGEST = 70

_LEAD = re.compile(
    r"[ \t\ufeff]{0,20}(?:\|[ \t]*)?(?P<bullet>[-*•·–+■□▪►▶→◆●○★][ \t]+(?!\*))?"
    r"(?:>[ \t]?)?(?:#{1,6}[ \t]*)?(?:={1,6}[ \t]*)?(?:(?!\.+\w)[.:~«»<>†§¶-]{1,6}[ \t]*)?"
    r"(?:\(?[0-9]{1,2}[.)][ \t]+)?(?P<mark>[*_]{1,3}|\[|\()?[ \t]?"
)
_LETTERS = re.compile(r"(?P<letters>[A-Za-z](?:[ \t]?[/&+][ \t]?[A-Za-z])?)(?![\w'’])(?:/[a-z ]{2,20}(?=:))?")
_SPELLED_OUT = re.compile(r"(?P<letter>[A-Z])\)(?P<rest>[a-z]{3,14})(?=[ \t]*(?:[:*_–—-]|$))")
_SEPARATOR = re.compile(
    r"(?P<aside>[ \t]?\([^()\n]{1,40}\))?[ \t]?(?P<close>[*_\])]{0,4})[ \t]?"
    # ".:: Plan ::.", "<< Plan >>"
    r"(?P<sign>[.:~«»<>■□▪◆★-]{2,6}(?=[ \t]*$)"
    r"|:|[-–—]{1,2}(?=[ \tA-Z]|$)|=(?=[ \t])|[/>|](?=[ \t]|$)|\.(?=[ \t]|$))?"
    r"(?P<late>[*_]{0,3})[ \t=]*"
)
_PHRASE = re.compile(
    r"[A-Za-z][A-Za-z'’]*(?:\(s\))?"
    r"(?:(?:[ \t]|[ \t]?[/&,+#][ \t]?|-(?![A-Z]))(?:[A-Za-z'’]+(?:\(s\))?|[0-9]{1,2}[a-z]?(?![\w.])))*"
)
_CAPITALS = re.compile(r"[A-Z]{3,14}(?=[ \t]+\S)")
_WORD = re.compile(r"[a-z']+(?:\(s\))?")
# The first character stands in front of all else, so that a search leaps from capital to capital.
_INLINE = re.compile(
    r"[A-Z(](?<=[\s.;|].)"
    r"(?:(?<=\()(?P<enclosed>[A-Z])\)|(?<!\()(?P<rest>(?:[A-Za-z]{2,15})?):)[ \t]+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Label:
    """A place that may head a section; ``names`` holds two for "A/P", none for other headings.

    ``topic`` names what a heading outside every format is about; ``alone`` says that nothing
    follows on its line.
    """

    start: int
    end: int
    names: tuple[str, ...]
    strength: Strength
    topic: str = ""
    alone: bool = False
    bulleted: bool = False


@functools.cache
def tables() -> Mapping[str, Any]:
    return runtime.compiled()["tables"]["sections"]


@functools.cache
def _titles() -> Mapping[str, str]:
    return {title: name for name, titles in tables()["titles"].items() for title in titles}


@functools.cache
def _topics() -> Mapping[str, str]:
    groups = [*tables()["extras"].items(), *tables()["instead"].items()]
    return {title: topic for topic, titles in groups for title in titles}


@functools.cache
def _qualifiers(side: str) -> frozenset[str]:
    return frozenset(tables()[side])


def line_labels(text: str) -> list[Label]:
    """The labels with which a line begins, in order."""
    labels: list[Label] = []
    at = 0
    settled, shouted = True, text.isupper()
    for line in text.splitlines(keepends=True):
        label = _line_label(text, at, at + len(line.rstrip("\r\n")), settled, shouted)
        if label is not None:
            labels.append(label)
        bare = line.rstrip()
        settled = not bare or bare[-1] in '.!?:)"”*' or label is not None
        at += len(line)
    return labels


def _line_label(text: str, start: int, end: int, settled: bool, shouted: bool) -> Label | None:
    head = text[start : min(end, start + 2 * _LONGEST)]
    lead = _LEAD.match(head)
    assert lead is not None
    at, bulleted, mark = lead.end(), bool(lead["bullet"]), lead["mark"] or ""
    found = _letter_label(head, at, mark) or _title_label(head, at, mark, settled)
    if found is None and not shouted:
        found = _capital_title(head, at)
    if found is None:
        return None
    names, topic, stop, strength = found
    stop = _with_title(head, stop, names)
    if bulleted and strength == "firm":
        strength = "loose"
    first = start + len(head) - len(head.lstrip(" \t\ufeff"))
    return Label(
        first, start + stop, names, strength, topic, not text[start + stop : end].strip(" \t*_=#"), bulleted
    )


_Found = tuple[tuple[str, ...], str, int, Strength]


def _letter_label(head: str, at: int, mark: str) -> _Found | None:
    spelled = _SPELLED_OUT.match(head, at) if mark == "(" else None
    if spelled is not None and (spelled["letter"] + spelled["rest"]).lower() in _titles():
        name = _titles()[(spelled["letter"] + spelled["rest"]).lower()]
        return (name,), "", _end_of_separator(head, spelled.end()), "firm"
    match = _LETTERS.match(head, at)
    if match is None:
        return None
    letters = [letter for letter in match["letters"] if letter.isalpha()]
    known: Mapping[str, str] = tables()["letters"]
    if any(letter.lower() not in known for letter in letters):
        return None
    separator = _SEPARATOR.match(head, match.end())
    assert separator is not None
    closed = bool(separator["close"]) and (bool(mark) or separator["close"] == ")")
    alone = separator.end() >= len(head)
    names = tuple(known[letter.lower()] for letter in letters)
    if not (separator["sign"] or closed or alone):
        bare = len(letters) == 1 and head[match.end()] in " \t"
        return (names, "", separator.end(), "bare") if bare else None
    loose = separator["sign"] == "." or any(letter.islower() for letter in letters)
    return names, "", separator.end(), "loose" if loose else "letter"


def _end_of_separator(head: str, at: int) -> int:
    separator = _SEPARATOR.match(head, at)
    assert separator is not None
    return separator.end()


def _title_label(head: str, at: int, mark: str, settled: bool) -> _Found | None:
    match = _PHRASE.match(head, at, at + _LONGEST)
    if match is None:
        return None
    separator = _SEPARATOR.match(head, match.end())
    assert separator is not None
    alone = separator.end() >= len(head)
    closed = bool(mark and separator["close"])
    sign = separator["sign"] or ""
    if not (sign or closed or alone):
        return None
    names, topic = _read(match.group())
    if not names and not topic:
        return None
    if sign == "." and (len(names) != 1 or len(match.group().split()) > 1):
        return None
    if match.group()[0].islower() and not (settled and (sign == ":" or alone)):
        return None
    return names, topic, separator.end(), "firm"


def _capital_title(head: str, at: int) -> _Found | None:
    """A title in capitals with the text straight after it: "PLAN Continue weekly sessions." """
    match = _CAPITALS.match(head, at)
    if match is None or match.group().lower() not in _titles():
        return None
    return (_titles()[match.group().lower()],), "", match.end(), "letter"


def _read(phrase: str) -> tuple[tuple[str, ...], str]:
    """The section names and the topic that a heading's words stand for."""
    words = [word.replace("(s)", "s") for word in _WORD.findall(lookup_form(phrase))]
    topic = _topics().get(" ".join(words), "")
    if topic:
        return (), topic
    first = next((i for i, word in enumerate(words) if word in _titles()), None)
    if first is None or any(word not in _qualifiers("before") for word in words[:first]):
        return (), ""
    names = [_titles()[words[first]]]
    rest = words[first + 1 :]
    if len(rest) > 6 or any(word not in _qualifiers("after") and word not in _titles() for word in rest):
        return (), ""
    joined = re.search(r"/|&|\+|\band\b", phrase.lower())
    if joined and rest and rest[-1] in ("plan", "plans", "response") and len(rest) <= 2:
        names.append(_titles()[rest[-1]])
    return tuple(dict.fromkeys(names)), ""


def _with_title(head: str, stop: int, names: tuple[str, ...]) -> int:
    """Where the label ends when the title follows its letter: "D - Data", "S: Subjective"."""
    match = _PHRASE.match(head, stop, stop + _LONGEST)
    if match is None or len(names) != 1:
        return stop
    separator = _SEPARATOR.match(head, match.end())
    assert separator is not None
    also, _ = _read(match.group())
    if (
        also
        and _slot(also[0]) == _slot(names[0])
        and (separator["sign"] in (":", "-", "–", "—") or separator.end() >= len(head))
    ):
        return separator.end()
    return stop


def _slot(name: str) -> str:
    return str(tables()["stands_for"].get(name, name))


def inline_labels(text: str) -> Iterator[Label]:
    """Labels in the midst of a line: the O, A and P of "S: ... O: ... A: ... P: ..."."""
    for match in _INLINE.finditer(text):
        first, rest = text[match.start()], match["rest"]
        letter = match["enclosed"] or ("" if rest else first)
        name = tables()["letters"].get(letter.lower()) if letter else _titles().get((first + rest).lower())
        if name is None or (not letter and not _after_sentence(text, match.start())):
            continue
        yield Label(match.start(), match.end(), (name,), "letter" if letter else "firm")


def _after_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - 3) : at].rstrip(" \t")
    return not before or before[-1] in ".!?;|\n)"
