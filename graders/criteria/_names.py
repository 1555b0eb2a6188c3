"""Turns the words of a note with a capital into the names of people and workplaces that it gives away."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graders import runtime
from graders.case import Case
from graders.criteria._items import Item
from graders.findings import Findings
from graders.spans import Span

_WORD = r"[A-Z][a-z’']{1,20}(?:-[A-Z][a-z]{1,20})?"
_RUN = re.compile(rf"(?:St\. |Saint )?{_WORD}(?: (?:of )?{_WORD}){{0,4}}")
_BEFORE = re.compile(r"([A-Za-z’'-]+)(\.?)([ ,(–—]{0,3})$")
_OPENS = re.compile(r"(?:^|[.!?:;\n“”\"‘•*\-–—(/>|\]#+][\"”’)]?[ \t]*|\bvs?\.? )$")
#: Labels of findings whose words are no names: "Prozac", "Generalized Anxiety Disorder", "Columbia".
_KNOWN_LABELS = (
    "medication", "diagnosis", "intervention", "technique", "risk", "service", "symptom", "screen", "measure"
)  # fmt: skip
#: So many characters behind an animal its name may stand, or in front: "his dog, Biscuit".
_ANIMAL_REACH, _ANIMAL_BEHIND = 24, 12

#: A signature's line has no more characters.
_SIGNATURE = 120
#: A full stop behind a longer word ends a sentence: "Mrs. Vance", but "He is a nurse. Years ago ..."
_LONGEST_ABBREVIATION = 3


@dataclass(frozen=True)
class _Name:
    words: tuple[str, ...]
    span: Span
    is_workplace: bool
    #: Whether something besides the capital tells that it is a name.
    is_sure: bool


def names(findings: Findings, case: Case) -> list[Item]:
    """The third parties' names and workplaces in a note, each once.

    The client's alias, prescribers, who signs the note, a crisis contact and animals are none.
    """
    places = _Places(findings)
    found = [name for name in _candidates(findings, case, places) if not _is_excused(findings, name, places)]
    exempt = {word for name in found if places.is_crisis(name) for word in name.words}
    items: list[Item] = []
    seen: set[str] = set()
    for name in found:
        if seen.intersection(name.words) or exempt.intersection(name.words):
            continue
        seen.update(name.words)
        kind = "third_party_employer" if name.is_workplace else "third_party_name"
        items.append(Item(kind, name.span, name.is_sure))
    return items


class _Places:
    """Where in a note a word with a capital is no name to be left out."""

    def __init__(self, findings: Findings) -> None:
        size = len(findings.note.text) + 1
        self._known = bytearray(size)
        self._animal = bytearray(size)
        self._crisis = bytearray(size)
        for each in findings.all:
            if each.label.startswith(_KNOWN_LABELS):
                _mark(self._known, each.start, each.end + 1)
        for each in findings.of("privacy.animal", "privacy.crisis_context"):
            sentence = findings.sentences[each.sentence]
            if each.label == "privacy.animal":
                start = max(sentence.start, each.start - _ANIMAL_BEHIND)
                _mark(self._animal, start, min(sentence.end, each.end + _ANIMAL_REACH))
            elif each.label == "privacy.crisis_context" and not self._crisis[sentence.start]:
                _mark(self._crisis, sentence.start, sentence.end)

    def is_known(self, span: Span) -> bool:
        """Whether the words belong to a medication, a diagnosis, a technique ..."""
        return all(self._known[span.start : span.end])

    def is_animal(self, span: Span) -> bool:
        return bool(self._animal[span.start])

    def is_crisis(self, name: _Name) -> bool:
        """Whether the note speaks there of the safety plan, crisis support or means safety."""
        return not name.is_workplace and bool(self._crisis[name.span.start])


def _mark(marks: bytearray, start: int, end: int) -> None:
    end = min(end, len(marks))
    marks[start:end] = b"\1" * max(0, end - start)


@functools.cache
def _words(table: str) -> frozenset[str]:
    tables: Mapping[str, list[str]] = runtime.compiled()["tables"]["privacy"]
    return frozenset(str(word) for word in tables[table])


@functools.cache
def _no_name_before() -> frozenset[str]:
    return _words("known_capitals") | _words("titles")


def _candidates(findings: Findings, case: Case, places: _Places) -> Iterator[_Name]:
    text = findings.note.text
    alias = {word.strip(".,").lower() for word in case.alias.split()}
    spoken_of = _capitals(case.session)
    inside = _capitals(text)
    lower = {token.form for token in findings.note.tokens if text[token.start].islower()}
    for match in _RUN.finditer(text):
        for span in _parted(text, match):
            words = tuple(_plain(word) for word in span.quote(text).split())
            if _is_known(words, alias) or places.is_known(span):
                continue
            before = text[max(0, span.start - 40) : span.start]
            opens = bool(_OPENS.search(before)) or _is_line_start(text, span.start)
            title = _word_before(before)
            titled = title in _words("titles")
            spoken = bool(spoken_of.intersection(words))
            related = title in _words("relations")
            workplace = not titled and not related and _is_workplace(words, title)
            if opens and not (titled or spoken or inside.intersection(words) or workplace and len(words) > 1):
                continue
            if not (titled or spoken or related) and (lower.intersection(words) or _has_ordinary_word(words)):
                continue
            yield _Name(words, span, workplace, titled or spoken or related or len(words) > 1)


@functools.lru_cache(maxsize=64)  # the case's account is the same for every note of an exercise
def _capitals(text: str) -> frozenset[str]:
    """Words that a text writes with a capital in the midst of a sentence."""
    found = set()
    for match in re.finditer(r"(?<=[a-z,] )[A-Z][a-z’']+(?: [A-Z][a-z’']+)*", text):
        found.update(_plain(word) for word in match.group().split())
    return frozenset(found) - _words("known_capitals")


def _parted(text: str, match: re.Match[str]) -> Iterator[Span]:
    """The run of capitals without known words at either end: "Tuesday Denise" is Denise."""
    words = re.finditer(r"\S+", match.group())
    pieces = [Span(match.start() + each.start(), match.start() + each.end()) for each in words]
    while pieces and _plain(pieces[0].quote(text)) in _no_name_before():
        pieces.pop(0)
    following = text[match.end() : match.end() + 20].split()
    measure = [each.quote(text) for each in pieces[-1:]] + following[:1]
    if any(_plain(word) in _words("measure_words") for word in measure):
        return
    while pieces and _plain(pieces[-1].quote(text)) in _no_name_before():
        pieces.pop()
    if pieces:
        yield Span(pieces[0].start, pieces[-1].end)


def _plain(word: str) -> str:
    word = word.replace("’", "'").lower().strip(".,'")
    return word.removesuffix("'s")


def _is_known(words: tuple[str, ...], alias: set[str]) -> bool:
    return all(word in _words("known_capitals") or word in alias for word in words)


def _has_ordinary_word(words: tuple[str, ...]) -> bool:
    """Whether a lexicon has one of the words, as in "Wise Mind" or "Panic Ladder"."""
    keys: Mapping[str, list[str]] = runtime.compiled()["lexicon"]["keys"]
    return any(word in keys for word in words if word not in _words("organisation_words"))


def _word_before(before: str) -> str:
    match = _BEFORE.search(before)
    if match is None or (match.group(2) and len(match.group(1)) > _LONGEST_ABBREVIATION):
        return ""
    return match.group(1).lower().replace("’", "'")


def _is_line_start(text: str, at: int) -> bool:
    before = text[max(0, at - 40) : at]
    return not before[before.rfind("\n") + 1 :].strip(" \t-*•#>\"“") and ("\n" in before or at <= 40)


def _is_workplace(words: tuple[str, ...], before: str) -> bool:
    if words[-1] in _words("organisation_words") or (len(words) > 1 and words[0] in ("st", "saint", "st.")):
        return True
    return len(words) > 1 and before in _words("employment")


def _is_excused(findings: Findings, name: _Name, places: _Places) -> bool:
    """A prescriber, a signature, an animal, "the Announcer", "in Tulsa"."""
    text = findings.note.text
    before = text[max(0, name.span.start - 40) : name.span.start]
    word = _word_before(before)
    if word in _words("prescriber_titles") or (name.words[0] in _words("prescriber_titles")):
        return True
    if word in _words("places_before") and not name.is_workplace:
        return True
    if word == "the" and not name.is_workplace:
        return True
    line = _line(text, name.span)
    signs = {_plain(each.strip(":()")) for each in line.replace(",", " ").split()}
    if signs & _words("credentials"):
        return True
    if line.strip().lower().startswith(tuple(_words("signers"))) and ":" in line[:40]:
        return True
    return places.is_animal(name.span)


def _line(text: str, span: Span) -> str:
    """The line that a name stands in; nothing where it is longer than a signature."""
    first = max(0, span.start - _SIGNATURE)
    start = text.rfind("\n", first, span.start) + 1 or first
    end = text.find("\n", span.end, span.end + _SIGNATURE)
    end = min(len(text), span.end + _SIGNATURE) if end < 0 else end
    return text[start:end] if end - start <= _SIGNATURE else ""
