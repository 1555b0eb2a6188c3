"""Findings: lexicon entries found in a note, with the sentence, section and assertion of each."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from graders.assertion import Assertion, Context
from graders.frames import Framed, framed, is_silenced, is_speech, only_the_writers
from graders.lexicon import Entry, Lexicon, Match
from graders.note import Note, Token
from graders.quotations import quotations
from graders.sections import Section, split
from graders.sentences import Sentence, split_sentences

class Finding:
    """One phrase of the note that means something to a criterion.

    ``assertion`` says how it is asserted: "denies insomnia" is a negated symptom.
    ``sentence`` indexes ``Findings.sentences``; ``section`` is a section name or None.
    """

    __slots__ = ("_assertion", "_context", "_match", "end", "entry", "label", "section", "sentence", "start")

    def __init__(
        self, start: int, end: int, sentence: int, section: str | None, match: Match, context: Context
    ) -> None:
        self.start = start
        self.end = end
        self.sentence = sentence
        self.section = section
        self.entry: Entry = match[2]
        self.label = self.entry.label
        self._match = match
        self._context = context
        self._assertion: Assertion | None = None

    @property
    def assertion(self) -> Assertion:
        # Worked out when asked for: most findings are only ever looked at beside another.
        if self._assertion is None:
            self._assertion = self._context.of_match(self._match)
        return self._assertion

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
        return self._context.quotes(self._match)


class Findings:
    """Everything found in a note, to be asked by label, sentence and section."""

    def __init__(self, note: Note, lexicon: Lexicon, template: str = "none") -> None:
        self.note = note
        self.sections: tuple[Section, ...] = split(note.text, template)
        self.sentences: tuple[Sentence, ...] = split_sentences(note.text, self.sections)
        self._lexicon = lexicon
        self._sentence_labels: dict[int, Mapping[str, tuple[Finding, ...]]] = {}

    def of_text(self, text: str) -> Findings:
        """What the same lexicons find in another text, such as a line of the case sheet."""
        return _findings_of(text, self._lexicon)

    @cached_property
    def all(self) -> tuple[Finding, ...]:
        """Every finding, in order of place."""
        return tuple([finding for here in self._by_sentence.values() for finding in here])

    @cached_property
    def _by_sentence(self) -> Mapping[int, Sequence[Finding]]:
        """The findings of each sentence, by its index."""
        return {
            index: [
                Finding(tokens[match[0]].start, tokens[match[1]].end, index, sentence.section, match, context)
                for match in self._stated(index, tokens, context.phrases)
            ]
            for index, (sentence, (tokens, context)) in enumerate(self._sentences_read)
        }

    def _stated(self, sentence: int, tokens: Sequence[Token], phrases: list[Match]) -> list[Match]:
        """The phrases of a sentence without those that only its writer can state and does not."""
        behind = self._framed.get(sentence)
        if behind:
            phrases = [match for match in phrases if not is_silenced(match, behind)]
        if quotations(self.note.text):
            text, only_the_writer = self.note.text, only_the_writers()
            phrases = [
                match
                for match in phrases
                if match.entry.lexicon not in only_the_writer
                or not is_speech(text, tokens[match.first].start, tokens[match.last].end)
            ]
        return phrases

    @cached_property
    def _read(self) -> list[tuple[Sequence[Token], Context]]:
        """Each sentence's tokens, and its phrases and cues."""
        note, lexicon = self.note, self._lexicon
        steps = lexicon.steps(note.tokens)
        read: list[tuple[Sequence[Token], Context]] = []
        for sentence in self.sentences:
            first, end = note.token_at(sentence.start), note.token_at(sentence.end)
            tokens = note.tokens[first:end]
            read.append((tokens, Context(note.text, sentence, tokens, lexicon.read(steps[first:end]))))
        return read

    @property
    def _sentences_read(self) -> Iterable[tuple[Sentence, tuple[Sequence[Token], Context]]]:
        return zip(self.sentences, self._read, strict=True)

    @cached_property
    def _framed(self) -> dict[int, list[Framed]]:
        """Of the sentences with a frame such as "It is not true that" the tokens that stand behind it."""
        found = (
            (index, framed(self.note.text, sentence.start, tokens, context.phrases))
            for index, (sentence, (tokens, context)) in enumerate(self._sentences_read)
        )
        return {index: behind for index, behind in found if behind}

    @property
    def framed(self) -> Collection[int]:
        """The sentences that state nothing, or not all of what they say."""
        return self._framed.keys()

    def assertion_of(self, start: int, end: int) -> Assertion:
        """How the note asserts what stands at a span that is no finding, such as a diagnosis code."""
        for index, (sentence, (tokens, context)) in enumerate(self._sentences_read):
            if start < sentence.end:
                at = bisect_left(tokens, start, key=attrgetter("start"))
                behind = self._framed.get(index, ())
                silenced = any(at in each.tokens and "diagnoses" in each.silences for each in behind)
                if silenced or is_speech(self.note.text, start, end):
                    return Assertion(hypothetical=True)
                return context.assess(start, end)
        return Assertion()

    @cached_property
    def _by_label(self) -> Mapping[str, Sequence[Finding]]:
        groups: defaultdict[str, list[Finding]] = defaultdict(list)
        for finding in self.all:
            groups[finding.label].append(finding)
        return dict(groups)

    def of(self, *labels: str, where: Callable[[Finding], bool] | None = None) -> tuple[Finding, ...]:
        """Findings with one of the labels (in order of place), narrowed by ``where``."""
        groups = self._by_label
        found = [groups[label] for label in labels if label in groups]
        if not found:
            return ()
        mixed = found[0] if len(found) == 1 else [finding for group in found for finding in group]
        chosen = mixed if where is None else [finding for finding in mixed if where(finding)]
        return tuple(chosen if len(found) == 1 else sorted(chosen, key=_place))

    def present(self, *labels: str) -> tuple[Finding, ...]:
        """Findings with one of the labels that hold for the client now."""
        return self.of(*labels, where=lambda finding: finding.is_present)

    def in_sentence(self, sentence: int, *labels: str) -> tuple[Finding, ...]:
        """The sentence's findings with one of the labels (any label if none is given), in order of place."""
        if len(labels) == 1:
            return self._labels_in(sentence).get(labels[0], ())
        here = self._by_sentence.get(sentence, ())
        return tuple([finding for finding in here if finding.label in labels] if labels else here)

    def _labels_in(self, sentence: int) -> Mapping[str, tuple[Finding, ...]]:
        """A sentence's findings by label; kept, for criteria ask for one label after the other."""
        kept = self._sentence_labels.get(sentence)
        if kept is None:
            groups: dict[str, list[Finding]] = {}
            for finding in self._by_sentence.get(sentence, ()):
                groups.setdefault(finding.label, []).append(finding)
            kept = self._sentence_labels[sentence] = {label: tuple(group) for label, group in groups.items()}
        return kept

    def tokens_in(self, sentence: int) -> Sequence[Token]:
        """The sentence's tokens, in order."""
        return self._read[sentence][0]

    def forms_in(self, sentence: int) -> frozenset[str]:
        """The look-up forms of the sentence's tokens."""
        return frozenset([token.form for token in self.tokens_in(sentence)])

    def quote(self, span: Any) -> str:
        return self.note.text[span.start : span.end]


_place = attrgetter("start", "end")


@lru_cache(maxsize=64)
def _findings_of(text: str, lexicon: Lexicon) -> Findings:
    """Kept, since every note of a case asks for the same few lines of its sheet."""
    return Findings(Note(text), lexicon)
