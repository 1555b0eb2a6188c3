"""Finding and asserting phrases with medspaCy on the same notes, for comparison."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping
from typing import Any

import medspacy
from loguru import logger
from medspacy.ner import TargetRule

from graders import runtime
from graders.trie import unpacked


def compare(texts: list[tuple[str, Any]], rounds: int, own: float) -> None:
    """Print the peer's median a note beside our own (milliseconds of processor time)."""
    phrases = [(label, phrase) for label, phrase in _phrases() if phrase]
    logger.remove()  # its debugging lines would be timed with it
    parts = ["medspacy_pyrush", "medspacy_target_matcher", "medspacy_context"]
    pipeline = medspacy.load("default", medspacy_enable=parts)
    pipeline.get_pipe("medspacy_target_matcher").add([TargetRule(phrase, label) for label, phrase in phrases])
    medians = []
    for text, _ in texts:
        pipeline(text)
        medians.append(statistics.median(_milliseconds(pipeline, text) for _ in range(rounds)))
    peer = statistics.median(medians)
    name = f"medspaCy {medspacy.__version__}: blank pipeline, {len(phrases)} target rules, ConText"
    print(f"{peer:8.2f} ms  {name}")
    print(f"{own:8.2f} ms  our findings with their assertions: {peer / own:.1f} times as fast")


def _milliseconds(pipeline: Any, text: str) -> float:
    start = time.process_time()
    pipeline(text)
    return (time.process_time() - start) * 1000


def _phrases() -> Iterator[tuple[str, str]]:
    """As many literal target phrases as our lexicons have rows, one word standing for a class."""
    lexicon = runtime.compiled()["lexicon"]
    members: dict[str, str] = {}
    for word, keys in lexicon["keys"].items():
        for key in keys:
            members.setdefault(key, word)
    for row, index in _rows(unpacked(lexicon["nodes"]), ()):
        entry = lexicon["entries"][index]
        if entry["lexicon"] != "assertion":
            yield entry["label"].upper(), " ".join(members.get(key, key) for key in row if key[0] != "<")


def _rows(node: Mapping[str, Any], row: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    for key, child in node.items():
        if key == "$":
            for index in child:
                yield row, index
        elif key == "<":
            for behind in child.values():
                yield from _rows(behind, row)
        elif key != "!":
            yield from _rows(child, (*row, key))
