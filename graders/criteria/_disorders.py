"""Turns the names, specifiers and codes in a note into statements about disorders.

Source: clinical-facts 3.2 to 3.7, held in lexicons/diagnoses.yaml.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graders import runtime
from graders.case import Case
from graders.findings import Finding, Findings

#: Words between a name and a specifier or code that still belongs to it ("MDD, currently moderate").
_REACH = 3
#: A note names a handful of disorders; a text that names more is read so far and no further.
_MOST_NAMES = 60


@dataclass(frozen=True)
class Disorder:
    """A DSM-5-TR disorder; ``codes`` has what each of its codes says: specifiers, title."""

    id: str
    name: str
    chapters: tuple[str, ...]
    is_unspecified: bool
    codes: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Target:
    """The disorder that a note should state: the case's, or the one its own code stands for."""

    name: str
    code: str
    disorder: Disorder | None
    specifiers: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def accepts(self, code: str) -> bool:
        """Whether the code is the disorder's own, or a valid one that is used in its place."""
        return code == self.code or code in _accepted(self.code) or self.code in _accepted(code)


@functools.cache
def disorders() -> Mapping[str, Disorder]:
    table = runtime.compiled()["tables"]["diagnoses"]["disorders"]
    return {
        key: Disorder(
            key,
            data["name"],
            (data["chapter"], *data.get("also_in", ())),
            data.get("unspecified", False),
            data["codes"],
        )
        for key, data in table.items()
    }


@functools.cache
def disorder_of(code: str) -> Disorder | None:
    """The disorder that the code is printed for, if it is one of the list."""
    return next((each for each in disorders().values() if code in each.codes), None)


def code_title(code: str) -> str:
    """The official title of a listed code, or the code itself."""
    disorder = disorder_of(code)
    other = runtime.compiled()["tables"]["diagnoses"]["other_codes"].get(code, {})
    return (disorder.codes[code] if disorder else other).get("title", code)


def target_of_case(case: Case, findings: Findings) -> Target | None:
    """What the case's sheet asks for; None where the case names no diagnosis."""
    if not case.diagnosis_code and not case.diagnosis_name:
        return None
    sheet = findings.of_text(case.diagnosis_name)
    named = [name for name in names(sheet) if name.attribute("standing") == "dsm"]
    disorder = disorder_of(case.diagnosis_code) or (
        disorders()[named[0].attribute("disorder")] if named else None
    )
    stated = values(sheet.of("diagnosis.specifier"))
    specifiers = {**_specifiers(disorder, case.diagnosis_code), **stated}
    return Target(case.diagnosis_name, case.diagnosis_code, disorder, specifiers)


def target_of_code(code: str) -> Target:
    """What a note's own code asks its name to be, where no case is given."""
    disorder = disorder_of(code)
    return Target(disorder.name if disorder else "", code, disorder, _specifiers(disorder, code))


def names(findings: Findings) -> tuple[Finding, ...]:
    """The disorder names of the text, without a name inside a longer one ("anxiety disorder")."""
    kept: list[Finding] = []
    for name in sorted(findings.of("diagnosis.name"), key=lambda each: (each.start, -each.end)):
        last = kept[-1] if kept else None
        if last is None or name.end > last.end or (name.start, name.end) == (last.start, last.end):
            kept.append(name)
    return tuple(kept[:_MOST_NAMES])


def values(specifiers: Iterable[Finding]) -> dict[str, frozenset[str]]:
    """What the specifiers say, by dimension (severity, episode, remission ...)."""
    said: dict[str, frozenset[str]] = {}
    for each in specifiers:
        dimension = each.attribute("dimension")
        said[dimension] = said.get(dimension, frozenset()) | {each.attribute("value")}
    return said


def specifiers_of(name: Finding, findings: Findings) -> tuple[Finding, ...]:
    """The specifiers that belong to a name: a chain of them on either side within the sentence."""
    tokens, place = findings.note.tokens, findings.note.token_at
    near = findings.in_sentence(name.sentence, "diagnosis.specifier")
    first = place(name.start)
    last = _last_token(tokens, first, name.end)
    chosen: list[Finding] = []
    for specifier in near:
        at = place(specifier.start)
        if (
            at > last
            and sum(not _is_code(token.form) for token in tokens[last + 1 : at]) <= _REACH
            or tokens[at].start >= name.start
            and specifier.end <= name.end
        ):
            chosen.append(specifier)
            last = max(last, _last_token(tokens, at, specifier.end))
    for specifier in reversed(near):
        end = _last_token(tokens, place(specifier.start), specifier.end)
        if end < first and first - end <= 2:
            chosen.append(specifier)
            first = place(specifier.start)
    return tuple(chosen)


def _is_code(form: str) -> bool:
    return form[0] == "f" and form[1:2].isdigit()


def _last_token(tokens: Any, at: int, end: int) -> int:
    while at + 1 < len(tokens) and tokens[at + 1].end <= end:
        at += 1
    return at


def _specifiers(disorder: Disorder | None, code: str) -> dict[str, frozenset[str]]:
    if disorder is None or code not in disorder.codes:
        return {}
    said: dict[str, frozenset[str]] = {}
    for value in disorder.codes[code].get("specifiers", ()):
        dimension = _dimensions().get(value, value)
        said[dimension] = said.get(dimension, frozenset()) | {value}
    return said


@functools.cache
def _dimensions() -> Mapping[str, str]:
    entries = runtime.compiled()["lexicon"]["entries"]
    return {
        entry["attributes"]["value"]: entry["attributes"]["dimension"]
        for entry in entries
        if entry["label"] == "diagnosis.specifier"
    }


def _accepted(code: str) -> tuple[str, ...]:
    """The codes that the given one is a valid variant of (clinical-facts 3.7: accept, comment)."""
    disorder = disorder_of(code)
    return tuple(disorder.codes[code].get("accepted_for", ())) if disorder else ()
