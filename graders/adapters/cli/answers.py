"""Turns files, folders and JSON lines into answers to be graded, and tells what could not be read."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from graders.faults import DataError, Fault
from graders.front_matter import split_front_matter
from graders.grade import MOST_CHARACTERS

#: No character takes more bytes than this in UTF-8.
_MOST_BYTES = 4 * MOST_CHARACTERS
#: Files beside notes in a folder that are no notes.
_NO_NOTES = (".yaml", ".yml", ".json", ".jsonl", ".html", ".csv")
_TOO_LONG = Fault(
    "the text",
    f"has more than {MOST_CHARACTERS:,} characters, and a note has far fewer",
    "give one note a file, or one a line of a .jsonl file",
)
_NO_TEXT = Fault(
    "the file",
    "holds bytes that no text has",
    "export the note as plain text (.txt or .md, UTF-8); a .docx or .pdf cannot be read",
)


@dataclass(frozen=True)
class Answer:
    """One answer as typed, and what it says about where it belongs."""

    place: str
    id: str
    text: str
    case: str | None = None
    exercise: str | None = None
    #: Names of the folders around it, nearest first: one may be called like an exercise.
    folders: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unreadable:
    """Something that stands where an answer should, and why it is none."""

    error: DataError


def read_input() -> Answer | Unreadable:
    """The answer on standard input."""
    return _parse(_read_some(sys.stdin.buffer), "standard input", "", ())


def read_file(path: Path) -> Answer | Unreadable:
    """The answer in a file; its id is the file's name unless its front matter gives one."""
    folders = tuple(parent.name for parent in path.resolve().parents[:2])
    return _read_path(path, path.stem, folders)


def read_folder(folder: Path) -> Iterator[Answer | Unreadable]:
    """The answers in all files below a folder, by path; hidden files and data files are passed over."""
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if (
            not path.is_file()
            or path.suffix.lower() in _NO_NOTES
            or any(part.startswith(".") for part in below.parts)
        ):
            continue
        folders = (*(parent.name for parent in below.parents if parent.name), folder.resolve().name)
        yield _read_path(path, below.with_suffix("").as_posix(), folders)


def read_lines(path: Path) -> Iterator[Answer | Unreadable]:
    """The answers of a file with one JSON object a line, in its order; empty lines are passed over."""
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _parse_line(line.removeprefix(b"\xef\xbb\xbf"), f"{path}, line {number}")


def _read_path(path: Path, id: str, folders: tuple[str, ...]) -> Answer | Unreadable:
    try:
        with path.open("rb") as file:
            return _parse(_read_some(file), str(path), id, folders)
    except OSError as error:
        return _unreadable(
            str(path),
            Fault("the file", f"cannot be read ({error.strerror})", "check the path and its rights"),
        )


def _read_some(file: BinaryIO) -> bytes:
    """The file's bytes, and not many more than a note may have."""
    return file.read(_MOST_BYTES + 4)


def _parse(data: bytes, place: str, id: str, folders: tuple[str, ...]) -> Answer | Unreadable:
    fault = _not_text(data)
    if fault:
        return _unreadable(place, fault)
    try:
        front, text = split_front_matter(data.decode("utf-8"), place)
    except DataError as error:
        return Unreadable(error)
    if len(text) > MOST_CHARACTERS:
        return _unreadable(place, _TOO_LONG)
    given = {key: str(front[key]) for key in ("id", "case", "exercise") if front.get(key) is not None}
    return Answer(place, given.get("id", id), text, given.get("case"), given.get("exercise"), folders)


def _not_text(data: bytes) -> Fault | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Fault("the file", "is UTF-16 text", "save it as UTF-8")
    if b"\0" in data or data.startswith(b"%PDF-"):
        return _NO_TEXT
    if len(data) > _MOST_BYTES:
        return _TOO_LONG
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        cause = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        return Fault(f"line {line}", cause, "save the file as UTF-8")
    return None


def _parse_line(line: bytes, place: str) -> Answer | Unreadable:
    try:
        data = json.loads(line)
    except UnicodeDecodeError as error:
        return _unreadable(place, Fault(f"byte {error.start}", "is not UTF-8", "save the file as UTF-8"))
    except (ValueError, RecursionError) as error:  # a number of thousands of digits is a plain ValueError
        where = f"column {error.colno}" if isinstance(error, json.JSONDecodeError) else "the line"
        return _unreadable(
            place,
            Fault(where, "is not readable JSON", 'write {"id": ..., "case": ..., "text": ...} on one line'),
        )
    faults = list(_line_faults(data))
    if faults:
        return Unreadable(DataError(place, faults))
    id = data.get("id")
    return Answer(place, "" if id is None else str(id), data["text"], data.get("case"), data.get("exercise"))


def _line_faults(data: Any) -> Iterator[Fault]:
    if not isinstance(data, dict):
        yield Fault("the line", "is no JSON object", 'write {"id": ..., "case": ..., "text": ...}')
        return
    if not isinstance(data.get("text"), str):
        yield Fault(
            "text", "is missing" if "text" not in data else "is no text", "give the answer as a string"
        )
    elif len(data["text"]) > MOST_CHARACTERS:
        yield _TOO_LONG
    if not isinstance(data.get("id"), str | int | None):
        yield Fault("id", "is neither text nor a number", "give each line an id of its own")
    for key in ("case", "exercise"):
        if not isinstance(data.get(key), str | None):
            yield Fault(key, "is no text", f"give the {key}'s id")


def _unreadable(place: str, fault: Fault) -> Unreadable:
    return Unreadable(DataError(place, [fault]))
