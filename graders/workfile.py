"""Turns a trainee's kept work into the work file they download, and such a file back into work.

A work file is one JSON object: ``work_version``, ``saved`` (when), ``assignment`` (an id or null),
``drafts``, ``attempts`` (each an answer with its report, or with null where it was put aside unchecked)
and ``sha256``, the checksum of the canonical form of all the rest.  graders/schemas/work.yaml is its
schema.  A checksum shows accidents and hasty edits; whoever wants to can make a new one.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graders.faults import DataError, Fault
from graders.shapes import AnyOf, OneOf, Text, kind_of, shape_faults

WORK_VERSION = 1
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CURE = "take the file as it was downloaded"

_TIME = Text(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?Z",
    "a time such as 2026-01-31T09:30:00Z",
)
_EXERCISE = Text(r"[a-z0-9][a-z0-9-]{0,99}", "an exercise's id")
_VERSION = Text(r"[0-9a-f]{12}", "twelve hexadecimal digits")
_EVIDENCE = {"start": int, "end": int, "quote": str, "role": OneOf(("for", "against", "near"))}
_RATING = {
    "criterion": Text(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", "a criterion's id"),
    "level": OneOf((0, 1, 2, "na", None)),
    "points": AnyOf((float, None)),
    "max_points": float,
    "evidence": [_EVIDENCE],
    "feedback": str,
    "next_step": AnyOf((str, None)),
    "learn": AnyOf((str, None)),
    "unsure": bool,
    "override": AnyOf((dict, None)),
}
_ITEM = {
    "id": str,
    "given": AnyOf((str, None)),
    "expected": AnyOf((str, None)),
    "credit": AnyOf((float, None)),
    "feedback": str,
    "learn": AnyOf((str, None)),
}
_REASONS = (
    "too_short",
    "keyword_list",
    "pasted_case",
    "unfilled_template",
    "not_english",
    "no_client_content",
    None,
)
_REPORT = {
    "report_version": OneOf((1,)),
    "rubric_version": str,
    "grader_version": str,
    "profile": AnyOf((str, None)),
    "id": str,
    "case": AnyOf((str, None)),
    "exercise": AnyOf((str, None)),
    "status": OneOf(("graded", "not_gradable", "error")),
    "reason": OneOf(_REASONS),
    "score": AnyOf((float, None)),
    "passed": AnyOf((bool, None)),
    "words": int,
    "ratings": [_RATING],
    "items": [_ITEM],
    "strengths": [str],
    "fix_first": [str],
}
_DRAFT = {"exercise": _EXERCISE, "text": str, "saved": _TIME}
_ATTEMPT = {
    "id": Text(r"[0-9A-Za-z-]{8,64}", "letters and digits"),
    "exercise": _EXERCISE,
    "exercise_version": AnyOf((_VERSION, None)),
    "at": _TIME,
    "text": str,
    "report": AnyOf((_REPORT, None)),
}
_WORK = {
    "work_version": OneOf((WORK_VERSION,)),
    "saved": _TIME,
    "assignment": AnyOf((str, None)),
    "drafts": [_DRAFT],
    "attempts": [_ATTEMPT],
    "sha256": AnyOf((Text(r"[0-9a-f]{64}", "64 hexadecimal digits"), None)),
}


@dataclass(frozen=True)
class Work:
    """The content of a work file; ``checksum`` is "fits", "differs" or "missing"."""

    data: Mapping[str, Any]
    checksum: str

    @property
    def attempts(self) -> list[Mapping[str, Any]]:
        return self.data["attempts"]


def canonical(data: Any) -> bytes:
    """The one form of JSON data that checksums are made of.

    Keys are sorted, nothing stands between the signs, a number without a fraction has none, and half
    a surrogate pair becomes U+FFFD: a file that went through any JSON program has the same form.
    """
    return json.dumps(
        _plain(data), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def exercise_version(exercise: Mapping[str, Any], case: Mapping[str, Any] | None) -> str:
    """Twelve hex digits that tell one state of an exercise and its case from another.

    The grader's version does not cover exercises, so that a report names both.
    """
    given = {key: value for key, value in exercise.items() if key not in ("id", "keep_lexicon")}
    data = json.loads(json.dumps({"exercise": given, "case": case}, default=str))
    return hashlib.sha256(canonical(data)).hexdigest()[:12]


def work_file(work: Mapping[str, Any]) -> str:
    """The text of the file that holds the work: ``saved``, ``assignment``, ``drafts``, ``attempts``."""
    data = _plain({"work_version": WORK_VERSION, **work})
    return (
        json.dumps({**data, "sha256": _checksum(data)}, ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    )


def read_work(text: str, source: str = "the file") -> Work:
    """The work in the text of a work file; a DataError with every fault where it is none."""
    try:
        data = json.loads(text.removeprefix("\ufeff"), parse_constant=_refuse_constant)
        faults = list(_faults(data))
        checksum = _checksum(data) if not faults else ""
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        cause = "is not readable JSON; the file is no work file, or a part of it is missing"
        raise DataError(source, [Fault(place, cause, _CURE)]) from None
    except (RecursionError, ValueError) as error:
        cause = "holds lists in lists without end" if isinstance(error, RecursionError) else str(error)
        raise DataError(source, [Fault("the file", cause, _CURE)]) from None
    if faults:
        raise DataError(source, faults)
    state = "missing" if data["sha256"] is None else "fits" if data["sha256"] == checksum else "differs"
    return Work(data, state)


def _faults(data: Any) -> Iterator[Fault]:
    if not isinstance(data, dict):
        yield Fault("the file", f"holds {kind_of(data)}; a work file holds an object", _CURE)
        return
    if "work_version" not in data:
        yield Fault("the file", "is JSON and no work file", 'choose the file that "Download my work" wrote')
        return
    version = data["work_version"]
    if isinstance(version, int) and version > WORK_VERSION:
        cause = f"is {version}, and this course reads up to {WORK_VERSION}"
        yield Fault("work_version", cause, "load it in a newer course")
        return
    yield from shape_faults(data, _WORK)
    if isinstance(data.get("attempts"), list):
        for number, attempt in enumerate(data["attempts"], 1):
            yield from _broken_references(attempt, f"attempts[{number}].report.fix_first")


def _broken_references(attempt: Any, place: str) -> Iterator[Fault]:
    """What a report tells to mend first has to be among its ratings and items."""
    report = attempt.get("report") if isinstance(attempt, dict) else None
    if not isinstance(report, dict) or any(shape_faults(report, _REPORT)):
        return
    known = {each["criterion"] for each in report["ratings"]} | {each["id"] for each in report["items"]}
    for name in report["fix_first"]:
        if name not in known:
            yield Fault(place, f'names "{name[:60]}", which the report does not rate', _CURE)


def _checksum(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical({key: data[key] for key in data if key != "sha256"})).hexdigest()


def _plain(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {_whole(key): _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(each) for each in data]
    if isinstance(data, float) and data.is_integer():
        return int(data)
    return _whole(data) if isinstance(data, str) else data


def _whole(text: str) -> str:
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"holds {name}, which is no number of JSON")
