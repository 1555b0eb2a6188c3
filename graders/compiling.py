"""Compiles rubric.yaml and lexicons/*.yaml into the one JSON file that graders run from.

Runs when data changed, never in the page.  Needs PyYAML, and lemminflect for inflections.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from graders.faults import DataError, Fault
from graders.note import lookup_form
from graders.patterns import PatternError, PatternReader, Row
from graders.sources import digest
from graders.trie import packed

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PARTS_OF_SPEECH = {"v": "VERB", "n": "NOUN", "a": "ADJ"}
#: Keys of an entry that the compiler reads itself; the rest reach the graders as attributes.
_ENTRY_KEYS = {"id", "label", "patterns", "not", "near_miss", "shown", "example", "note"}


def read_yaml(path: Path) -> Any:
    """The file's data; a DataError with line and cause when it is no readable YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 text ({error.reason} at byte {error.start})"
        raise DataError(path.name, [Fault("the file", message, "save it as UTF-8")]) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "the file"
        message = f"is not readable YAML: {getattr(error, 'problem', error)}"
        hint = "mend the indentation or quote the text"
        raise DataError(path.name, [Fault(place, message, hint)]) from None


def compile_data(package: Path) -> dict[str, Any]:
    """The compiled data of the package's YAML files; a DataError lists every fault found."""
    rubric = read_yaml(package / "rubric.yaml")
    files = {path.stem: read_yaml(path) for path in sorted((package / "lexicons").glob("*.yaml"))}
    return {"digest": digest(package), "rubric": rubric, "lexicon": compile_lexicons(files), **_tables(files)}


def write_compiled(package: Path, target: Path) -> None:
    text = json.dumps(compile_data(package), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    temporary = target.with_suffix(".part")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(target)


def compile_lexicons(files: dict[str, Any]) -> dict[str, Any]:
    """Merge the files' entries into one trie and one table of look-up keys by word."""
    faults: list[Fault] = []
    classes = _Classes(files)
    reader = PatternReader(lambda group: None, set())
    trie: dict[str, Any] = {}
    entries: list[dict[str, Any]] = []
    seen: dict[str, str] = {}
    for name, entry in _entries(files):
        place = f"lexicons/{name}.yaml: {entry.get('id', '?')}"
        if entry["id"] in seen:
            faults.append(Fault(place, f"has an id that {seen[entry['id']]} has too", "give it another id"))
        seen[entry["id"]] = place
        index = len(entries)
        reader.classes = functools.partial(classes.key, name)
        attributes = {key: value for key, value in entry.items() if key not in _ENTRY_KEYS}
        entries.append(
            {"id": entry["id"], "label": entry["label"], "lexicon": name, "attributes": attributes}
        )
        for key, mark in (("patterns", "$"), ("not", "!")):
            for phrase in entry.get(key) or ():
                try:
                    rows = reader.rows(str(phrase))
                except PatternError as error:
                    faults.append(Fault(f"{place}.{key}", str(error), "mend the phrase"))
                    continue
                for row in rows:
                    _plant(trie, row, mark, index)
    keys = _keys_by_word(classes, reader, faults)
    if faults:
        raise DataError("graders/lexicons", faults)
    return {"entries": entries, "nodes": packed(trie), "keys": keys, "words": sorted(_words(trie))}


def compile_keep(keep: list[dict[str, Any]]) -> dict[str, Any]:
    """The ``keep_lexicon`` of an exercise: its ``keep`` entries' wordings as a lexicon of their own.

    The loader puts it beside ``keep`` in the exercise's data, so that the page needs no compiler.
    """
    entries = [{"id": each["id"], "label": "keep", "patterns": each["wordings"]} for each in keep]
    words = read_yaml(Path(__file__).parent / "lexicons" / "words.yaml")
    return compile_lexicons({"words": words, "keep": {"entries": entries}})


def _entries(files: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, data in files.items():
        for entry in data.get("entries") or ():
            yield name, {"label": data.get("label", name), **entry}


def _tables(files: dict[str, Any]) -> dict[str, Any]:
    """Data in a lexicon file that is no phrase (``tables:``) goes to the graders as it stands."""
    return {"tables": {name: data["tables"] for name, data in files.items() if data.get("tables")}}


class _Classes:
    """The word classes of all files; a name means the file's own class first, then another's."""

    def __init__(self, files: dict[str, Any]) -> None:
        self.words = {
            (name, group): [str(word) for word in words]
            for name, data in files.items()
            for group, words in (data.get("classes") or {}).items()
        }

    def key(self, file: str, group: str) -> str | None:
        """The class's key in the trie; words.yaml goes before the other files."""
        owners = sorted(
            (name for name, known in self.words if known == group),
            key=lambda name: (name != file, name != "words", name),
        )
        return f"{owners[0]}.{group}" if owners else None


def _plant(trie: dict[str, Any], row: Row, mark: str, index: int) -> None:
    node = trie
    for key in row:
        if key.startswith("<"):
            node = node.setdefault("<", {}).setdefault(key[1:], {})
        else:
            node = node.setdefault(key, {})
    ends = node.setdefault(mark, [])
    if index not in ends:
        ends.append(index)


def _words(trie: dict[str, Any]) -> set[str]:
    """Every word that stands as itself in some phrase."""
    found: set[str] = set()
    for key, child in trie.items():
        if key == "<":
            found.update(*map(_words, child.values()))
        elif key not in ("$", "!"):
            found |= _words(child)
            if key[0] not in "{(#" and "~" not in key:
                found.add(key)
    return found


def _keys_by_word(
    classes: _Classes, reader: PatternReader, faults: list[Fault]
) -> dict[str, list[str]]:
    """The look-up keys of each word besides itself: classes, lists, inflected lemmas, ``#``."""
    keys: dict[str, set[str]] = {}
    for (file, group), words in classes.words.items():
        reader.classes = functools.partial(classes.key, file)
        for word in _class_words(f"{file}.{group}", words, reader, faults):
            keys.setdefault(word, set()).add(f"{{{file}.{group}")
    for name, words in reader.lists.items():
        for form in (form for word in words for form in _forms(word)):
            keys.setdefault(form, set()).add(name)
    for lemma, part in reader.inflected:
        for form in inflections(lemma, part):
            keys.setdefault(form, set()).add(f"{lemma}~{part}")
    for word in classes.words.get(("words", "number_word"), ()):
        keys.setdefault(lookup_form(word), set()).add("#")
    return {word: sorted(found) for word, found in sorted(keys.items())}


def _class_words(group: str, words: list[str], reader: PatternReader, faults: list[Fault]) -> Iterator[str]:
    for word in words:
        try:
            rows = reader.rows(word)
        except PatternError as error:
            faults.append(Fault(f"classes: {group}", str(error), "mend the word"))
            continue
        if any(len(row) != 1 for row in rows):
            message = f"{word!r} is more than one word"
            faults.append(Fault(f"classes: {group}", message, "put it in a phrase as (a|b c)"))
            continue
        for row in rows:
            for key in reader.lists.get(row[0], row):
                yield from _forms(key)


def _forms(key: str) -> set[str]:
    """The words that a single-word key stands for."""
    lemma, tilde, part = key.partition("~")
    return inflections(lemma, part) if tilde else {key}


@functools.cache
def inflections(lemma: str, part: str) -> set[str]:
    """The word and its inflected forms, of one part of speech ("v", "n", "a") or of any ("")."""
    from lemminflect import getAllInflections, getAllInflectionsOOV

    forms = {lemma}
    for upos in [_PARTS_OF_SPEECH[part]] if part else ["VERB", "NOUN", "ADJ"]:
        found = getAllInflections(lemma, upos=upos)
        if not found and part:
            found = getAllInflectionsOOV(lemma, upos=upos)
        forms.update(lookup_form(form) for group in found.values() for form in group)
    return forms
