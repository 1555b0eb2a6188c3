"""Checks lexicons/*.yaml: shape, phrases, and that near-misses and better phrases stay silent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graders.compiling import compile_lexicons
from graders.faults import DataError, Fault
from graders.lexicon import Lexicon
from graders.note import Note
from graders.schema import schema_faults
from graders.sheet import Sheet, read_sheet

#: An entry that tells a trainee to write otherwise owes a reason, and a sentence in which it is silent.
_OWED = {
    "reason": "say why the wording is better avoided",
    "near_miss": "add a sentence in which the words are right",
}


def check_lexicons(package: Path) -> dict[Path, list[Fault]]:
    """Every fault by file; phrases are compiled only when all files have their shape."""
    found: dict[Path, list[Fault]] = {}
    sheets: dict[str, Sheet] = {}
    for path in sorted((package / "lexicons").glob("*.yaml")):
        faults = found.setdefault(path, [])
        sheet = read_sheet(path, faults)
        if sheet is None:
            continue
        faults += schema_faults(sheet, "lexicon")
        if sheet.data.get("lexicon") != path.stem:
            faults.append(
                sheet.fault(
                    ["lexicon"],
                    f'is "{sheet.data.get("lexicon")}" in a file called {path.name}',
                    f'write "{path.stem}"',
                )
            )
        sheets[path.stem] = sheet
    if any(not fault.is_warning for faults in found.values() for fault in faults):
        return found
    for sheet in sheets.values():
        found[sheet.path] += _owed(sheet)
    try:
        lexicon = Lexicon(compile_lexicons({stem: sheet.data for stem, sheet in sheets.items()}))
    except DataError as error:
        found[package / "lexicons"] = list(error.faults)
        return found
    except ModuleNotFoundError as error:
        cure = 'run pip install -e ".[data]"'
        found[package / "lexicons"] = [
            Fault("the phrases", f"cannot be compiled without {error.name}", cure, is_warning=True)
        ]
        return found
    for sheet in sheets.values():
        found[sheet.path] += _sentences(sheet, lexicon)
    return found


def _owed(sheet: Sheet) -> Iterator[Fault]:
    for i, entry in enumerate(sheet.data.get("entries") or ()):
        if not entry.get("better"):
            continue
        for key, cure in _OWED.items():
            if not entry.get(key):
                yield sheet.fault(["entries", i], f'offers a better phrase and has no "{key}"', cure)


def _sentences(sheet: Sheet, lexicon: Lexicon) -> Iterator[Fault]:
    """Near-misses that hit, examples that do not, and better phrases that are flagged themselves."""
    for i, entry in enumerate(sheet.data.get("entries") or ()):
        # A cue of assertion is no finding: its near-miss is a sentence where it reaches no target.
        is_cue = str(entry.get("label") or sheet.data.get("label", "")).startswith("assertion")
        for sentence in () if is_cue else _texts(entry.get("near_miss")):
            if entry["id"] in _hits(lexicon, sentence):
                yield sheet.fault(
                    ["entries", i, "near_miss"],
                    f'"{sentence}" is found by the entry itself',
                    'narrow the patterns or add a "not"',
                )
        for sentence in _texts(entry.get("example")):
            if entry["id"] not in _hits(lexicon, sentence):
                yield sheet.fault(
                    ["entries", i, "example"],
                    f'"{sentence}" is not found by the entry',
                    "widen the patterns or mend the example",
                )
        for phrase in _texts(entry.get("better")):
            # What is flagged only between quotation marks is right without them.
            hits = _hits(lexicon, phrase).items()
            flagged = [id for id, other in hits if other.get("better") and not other.get("in_marks")]
            if flagged:
                yield sheet.fault(
                    ["entries", i, "better"],
                    f'"{phrase}" is itself flagged by {flagged[0]}',
                    "suggest another phrase",
                )


def _hits(lexicon: Lexicon, text: str) -> dict[str, Mapping[str, Any]]:
    return {match.entry.id: match.entry.attributes for match in lexicon.find(Note(text).tokens)}


def _texts(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value or ())
