"""Findings: lexicon entries found in a note, with the sentence, section and assertion of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from graders.assertion import Assertion, Context
from graders.frames import Framed, framed, is_silenced, is_speech, only_the_writers
from graders.lexicon import Entry, Lexicon, Match
from graders.note import Note, Token
from graders.sections import Section, split
from graders.sentences import Sentence, split_sentences

#: The lexicon of the cues, which say how other phrases are asserted.
_CUES = "assertion"


class _Place(NamedTuple):
    start: int
    end: int
    label: str
    sentence: int
    section: str | None
    entry: Entry
    context: Context


class Finding(_Place):
    """One phrase of the note that means something to a criterion.

    ``assertion`` says how it is asserted: "denies insomnia" is a negated symptom.
    ``sentence`` indexes ``Findings.sentences``; ``section`` is a section name or None.
    """

    @cached_property
    def assertion(self) -> Assertion:
        # Worked out when asked for: most findings are only ever looked at beside another.
        return self.context.assess(self.start, self.end)

    @property
    def id(self) -> str:
        return self.entry.id

    def attribute(self, name: str, default: Any = None) -> Any:
        return self.entry.attributes.get(name, default)

    @property
    def is_present(self) -> bool:
        """The client's own, now or done: not negated, possible, hypothetical, past or planned."""
        return self.assertion.is_present

    @property
    def is_quoted(self) -> bool:
        """Inside quotation marks: somebody's words, not the writer's."""
        return self.assertion.quoted


class Findings:
    """Everything found in a note, to be asked by label, sentence and section."""

    def __init__(self, note: Note, lexicon: Lexicon, template: str = "none") -> None:
        self.note = note
        self.sections: tuple[Section, ...] = split(note.text, template)
        self.sentences: tuple[Sentence, ...] = split_sentences(note.text, self.sections)
        self._lexicon = lexicon

    def of_text(self, text: str) -> Findings:
        """What the same lexicons find in another text, such as a line of the case sheet."""
        return _findings_of(text, self._lexicon)

    @cached_property
    def all(self) -> tuple[Finding, ...]:
        """Every finding, in order of place."""
        found: list[Finding] = []
        text, only_the_writer = self.note.text, only_the_writers()
        for index, (tokens, matches, context) in enumerate(self._read):
            section, behind = self.sentences[index].section, self._framed[index]
            for match in matches:
                first, last, entry = match
                if entry.lexicon == _CUES or (behind and is_silenced(match, behind)):
                    continue
                start, end = tokens[first].start, tokens[last].end
                if entry.lexicon in only_the_writer and is_speech(text, start, end):
                    continue
                found.append(Finding(start, end, entry.label, index, section, entry, context))
        return tuple(found)

    @cached_property
    def _read(self) -> list[tuple[Sequence[Token], list[Match], Context]]:
        """Each sentence's tokens, matches and cues."""
        place = self.note.token_at
        read: list[tuple[Sequence[Token], list[Match], Context]] = []
        for sentence in self.sentences:
            tokens = self.note.tokens[place(sentence.start) : place(sentence.end)]
            matches = self._lexicon.find(tokens)
            read.append((tokens, matches, Context(self.note.text, sentence, tokens, matches)))
        return read

    @cached_property
    def _framed(self) -> list[list[Framed]]:
        """Of each sentence the tokens that stand behind a frame such as "It is not true that"."""
        return [
            framed(self.note.text, sentence.start, tokens, matches)
            for sentence, (tokens, matches, _) in zip(self.sentences, self._read, strict=True)
        ]

    @cached_property
    def framed(self) -> frozenset[int]:
        """The sentences that state nothing, or not all of what they say."""
        return frozenset(index for index, behind in enumerate(self._framed) if behind)

    def assertion_of(self, start: int, end: int) -> Assertion:
        """How the note asserts what stands at a span that is no finding, such as a diagnosis code."""
        read = zip(self.sentences, self._read, self._framed, strict=True)
        for sentence, (tokens, _, context), behind in read:
            if start < sentence.end:
                at = bisect_left(tokens, start, key=attrgetter("start"))
                silenced = any(at in each.tokens and "diagnoses" in each.silences for each in behind)
                if silenced or is_speech(self.note.text, start, end):
                    return Assertion(hypothetical=True)
                return context.assess(start, end)
        return Assertion()

    @cached_property
    def _by_label(self) -> dict[str, tuple[Finding, ...]]:
        groups: dict[str, list[Finding]] = {}
        for finding in self.all:
            groups.setdefault(finding.label, []).append(finding)
        return {label: tuple(group) for label, group in groups.items()}

    def of(self, *labels: str, where: Callable[[Finding], bool] | None = None) -> tuple[Finding, ...]:
        """Findings with one of the labels (in order of place), narrowed by ``where``."""
        if len(labels) == 1 and where is None:
            return self._by_label.get(labels[0], ())
        found: Iterable[Finding] = [f for label in labels for f in self._by_label.get(label, ())]
        if where is not None:
            found = filter(where, found)
        return tuple(found) if len(labels) == 1 else tuple(sorted(found, key=_place))

    def present(self, *labels: str) -> tuple[Finding, ...]:
        """Findings with one of the labels that hold for the client now."""
        return self.of(*labels, where=lambda finding: finding.is_present)

    @cached_property
    def _by_sentence(self) -> dict[int, tuple[Finding, ...]]:
        groups: dict[int, list[Finding]] = {}
        for finding in self.all:
            groups.setdefault(finding.sentence, []).append(finding)
        return {sentence: tuple(group) for sentence, group in groups.items()}

    def in_sentence(self, sentence: int, *labels: str) -> tuple[Finding, ...]:
        """The sentence's findings with one of the labels (any label if none is given), in order of place."""
        here = self._by_sentence.get(sentence, ())
        return tuple([finding for finding in here if finding.label in labels]) if labels else here

    def tokens_in(self, sentence: int) -> Sequence[Token]:
        """The sentence's tokens, in order."""
        return self._read[sentence][0]

    def forms_in(self, sentence: int) -> frozenset[str]:
        """The look-up forms of the sentence's tokens."""
        return frozenset([token.form for token in self.tokens_in(sentence)])

    def section_text(self, name: str) -> str:
        return "\n".join(self.note.text[s.start : s.end] for s in self.sections if s.name == name)

    def quote(self, span: Any) -> str:
        return self.note.text[span.start : span.end]


_place = attrgetter("start", "end")


@lru_cache(maxsize=64)
def _findings_of(text: str, lexicon: Lexicon) -> Findings:
    """Kept, since every note of a case asks for the same few lines of its sheet."""
    return Findings(Note(text), lexicon)
