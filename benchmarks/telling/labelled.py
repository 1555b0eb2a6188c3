"""Reads the labelled sentences: the notes that they make up, and what each clause of a note tells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graders.findings import Findings
from graders.lexicon import default_lexicon
from graders.note import Note
from graders.telling import Clause, clauses, features_of

SENTENCES = Path(__file__).parent / "sentences"
#: A sentence that opens a line of its own in the note it comes from.
_HEADED = re.compile(r"\W{0,3}[A-Z][A-Za-z/ &]{0,28}(?::|\s[-–—]\s)|[-*•\[\d]")
#: The label of the sentences that a target is fitted to.
LABEL_OF = {
    "symptom": "symptom",
    "limit": "impairment",
    "response": "response",
    "progress": "progress",
    "work": "intervention",
    "purpose": "purpose",
    "task": "task",
    "risk_factor": "risk_factor",
    "crisis": "crisis",
}
#: A clause tells what fills half of it, or what it holds most of.
_FILLS, _HOLDS = 0.5, 0.6


@dataclass
class Labelled:
    """One note: who wrote it, its text, and the labelled spans as (label, start, end)."""

    writer: str
    id: str
    text: str = ""
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    sentences: list[tuple[str, Sequence[tuple[str, str]]]] = field(default_factory=list)

    def add(self, sentence: str, spans: Sequence[tuple[str, str]]) -> None:
        self.sentences.append((sentence, spans))
        if self.text:
            self.text += "\n" if _HEADED.match(sentence) else " "
        start = len(self.text)
        self.text += sentence
        for label, quote in spans:
            at = start + sentence.index(quote)
            self.spans.append((label, at, at + len(quote)))

    def findings(self) -> Findings:
        return Findings(Note(self.text), default_lexicon())

    def tells(self, clause: Clause) -> set[str]:
        """The labels of the spans that fill half of the clause, or stand in it for the most part."""
        told = set()
        for label, start, end in self.spans:
            shared = min(end, clause.end) - max(start, clause.start)
            if shared >= _FILLS * (clause.end - clause.start) or shared >= _HOLDS * (end - start):
                told.add(label)
        return told

    def passages(self, length: int) -> Iterator[Labelled]:
        """The note cut into passages of so many sentences, each read by itself."""
        for at in range(0, len(self.sentences), length):
            passage = Labelled(self.writer, f"{self.id}/{at}")
            for sentence, spans in self.sentences[at : at + length]:
                passage.add(sentence, spans)
            yield passage


@dataclass
class Row:
    """One clause: its writer, its features, and the labels that it tells."""

    writer: str
    features: list[tuple[str, str]]
    told: set[str]


def read() -> list[Labelled]:
    """The notes in order of writer."""
    notes: dict[tuple[str, int], Labelled] = {}
    for path in sorted(SENTENCES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            given = json.loads(line)
            key = path.stem, given["note"]
            note = notes.setdefault(key, Labelled(path.stem, f"{path.stem}-{given['note']}"))
            note.add(given["s"], given["spans"])
    return list(notes.values())


def rows(notes: Sequence[Labelled]) -> Iterator[Row]:
    for note in notes:
        findings = note.findings()
        found = clauses(findings)
        features: list[list[tuple[str, str]]] = [[] for _ in found]
        for at, *feature in features_of(findings, found):
            features[at].append(tuple(feature))
        for clause, known in zip(found, features, strict=True):
            yield Row(note.writer, known, note.tells(clause))
