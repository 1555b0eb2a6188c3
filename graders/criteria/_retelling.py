"""Turns a note into what it retells of a conversation: its quotations and its turns."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from graders import runtime
from graders.findings import Finding, Findings
from graders.quotations import quotations
from graders.spans import Span

#: Turns further apart than this, in sentences, do not answer each other.
_NEAR = 1
#: From so many exchanges on, and from this share of the sentences on, a note is mostly turns.
_MANY_EXCHANGES, _MOST_SHARE = 5, 0.3
#: Fewer exchanges than this are a passing remark, unless the writer takes part.
_SOME_EXCHANGES = 3
#: A quotation of more words is long.
_SHORT_QUOTATION = 20
#: Speech of so few words is a technique or an anchor where a cue stands so near in front (in characters).
_FEW_WORDS, _CUE_REACH = 4, 12
#: So many words in front of a verb of speech may hold its subject.
_SUBJECT_REACH = 3
_SUBJECT_CHARACTERS = 60
#: The longest label of a speaker, "counselor", has fewer letters.
_LONGEST_LABEL = 12
#: Quotations this near to each other (in characters) may be one row.
_LINKED = 8
_STOPS = re.compile(r"[.;!?\n]")
#: Words between single straight quotation marks, apostrophes inside them left alone.
_SINGLE = re.compile(r"(?:(?<=[\s(])|^)'((?=[A-Za-z])(?:[^'\n]|(?<=\w)'(?=\w)){2,160})(?<=[\w.,!?])'(?!\w)")
_TITLE_WORD = re.compile(r"[A-Z][a-z]+$")


@dataclass(frozen=True)
class Turn:
    """One act of speech: ``speaker`` is "writer" or the word that names the other."""

    start: int
    end: int
    sentence: int
    speaker: str


class Retelling:
    """How much of a note is conversation retold."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self.quotations = spoken_quotations(findings)
        self._exchanges = exchanges(turns(findings))

    @property
    def is_mostly_turns(self) -> bool:
        """Whether a third of the sentences or more are turns that answer each other."""
        sentences = {turn.sentence for pair in self._exchanges for turn in pair}
        share = len(sentences) / max(1, len(self._findings.sentences))
        return len(self._exchanges) >= _MANY_EXCHANGES and share >= _MOST_SHARE

    @property
    def retold(self) -> list[Turn]:
        """The turns of exchanges worth marking: several, or one in which the writer takes part."""
        pairs = self._exchanges
        if self.is_slight:
            pairs = [pair for pair in pairs if self._is_told(pair)]
        return [turn for pair in pairs for turn in pair]

    @property
    def is_slight(self) -> bool:
        return len(self._exchanges) < _SOME_EXCHANGES

    @property
    def long_quotation(self) -> Span | None:
        for span in self.quotations:
            if len(span.quote(self._findings.note.text).split()) > _SHORT_QUOTATION:
                return span
        return None

    @staticmethod
    def _is_told(pair: tuple[Turn, Turn]) -> bool:
        """Whether writer and another speak to each other in one sentence."""
        speakers = {turn.speaker for turn in pair}
        return "writer" in speakers and "" not in speakers and pair[0].sentence == pair[1].sentence


def spoken_quotations(findings: Findings) -> list[Span]:
    """The words in quotation marks that somebody said, marks left out."""
    text = findings.note.text
    cues = sorted(cue.end for cue in findings.of("quote.none"))
    spoken: list[Span] = []
    other: int | None = None
    for span in _marked(text):
        if _is_speech(findings, span, cues) and (other is None or not _is_linked(text, other, span)):
            spoken.append(span)
        else:
            other = span.end
    return spoken


def _marked(text: str) -> list[Span]:
    """What stands between quotation marks of any kind, single straight ones among them."""
    double = quotations(text)
    if " '" not in text and "\n'" not in text:
        return list(double)
    starts = [span.start for span in double]
    single = []
    for match in _SINGLE.finditer(text):
        span = Span(*match.span(1))
        at = bisect_right(starts, span.start)
        if not any(map(span.overlaps, double[max(0, at - 1) : at + 1])):
            single.append(span)
    return sorted([*double, *single])


def _is_linked(text: str, other: int, span: Span) -> bool:
    """Whether a short quotation goes on a row of anchors or techniques: from "none" to "worst ever"."""
    is_short = len(span.quote(text).split()) <= _FEW_WORDS
    return is_short and span.start - other <= _LINKED and not _STOPS.search(text, other, span.start)


def _is_speech(findings: Findings, span: Span, cues: Sequence[int]) -> bool:
    """Whether the words are speech: no anchor of a scale, no named technique, no title.

    ``cues`` are the places where words end that announce something else than speech.
    """
    words = span.quote(findings.note.text).split()
    if not words:
        return False
    cue = bisect_right(cues, span.start) - 1
    if len(words) <= _FEW_WORDS and cue >= 0 and span.start - cues[cue] <= _CUE_REACH:
        return False
    at = span.start - 1
    if len(words) <= _FEW_WORDS and findings.note.text[max(0, at - 2) : at].strip().isdigit():
        return False
    title = sum(1 for word in words if _TITLE_WORD.match(word.strip(",.!?")))
    return not (len(words) > 1 and title == len(words))


@functools.lru_cache(maxsize=1)  # two criteria ask in turn
def turns(findings: Findings) -> Sequence[Turn]:
    """Every act of speech outside quotation marks, in order."""
    told = [
        Turn(each.start, each.end, each.sentence, _speaker(findings, each))
        for each in findings.of("turn", where=lambda finding: not finding.is_quoted)
    ]
    return sorted([*told, *_labelled(findings)], key=lambda turn: turn.start)


def _labelled(findings: Findings) -> Iterator[Turn]:
    """The turns of a transcript, each with its speaker in front: "T: How was the week?  C: Fine." """
    text = findings.note.text
    known: Mapping[str, list[str]] = runtime.compiled()["tables"]["omission"]
    labels = dict.fromkeys(known["other_labels"], "other") | dict.fromkeys(known["writer_labels"], "writer")
    at = text.find(":")
    while at >= 0:
        start = at
        while start and at - start < _LONGEST_LABEL and text[start - 1].isalpha():
            start -= 1
        before = text[max(0, start - 2) : start].rstrip(" \t")
        label = labels.get(text[start:at].lower())
        if label and (not before or before[-1] in "\n.?!\"”"):
            sentence = bisect_right(findings.sentences, at, key=attrgetter("start")) - 1
            yield Turn(start, at + 1, max(0, sentence), label)
        at = text.find(":", at + 1)


def exchanges(said: Sequence[Turn]) -> list[tuple[Turn, Turn]]:
    """Neighbouring acts of speech of two speakers: what one says and another answers."""
    return [
        (first, second)
        for first, second in zip(said, said[1:])
        if first.speaker != second.speaker and second.sentence - first.sentence <= _NEAR
    ]


def _speaker(findings: Findings, said: Finding) -> str:
    """"writer", or the word that names another speaker: the nearest in front of the verb."""
    known: Mapping[str, list[str]] = runtime.compiled()["tables"]["omission"]
    tokens = findings.tokens_in(said.sentence)
    at = bisect_left(tokens, said.start, key=attrgetter("start"))
    nearest = tokens[max(0, at - _SUBJECT_REACH) : at]
    words = [token.form for token in nearest if token.start >= said.start - _SUBJECT_CHARACTERS]
    for word in reversed(words):
        if word in known["writers"]:
            return "writer"
        if word in known["speakers"]:
            return word
    return words[-1] if words else ""
