"""Turns a name or a code in a note into how it stands to the disorder that the note should state.

Source: rubric ``medical_necessity.diagnosis`` with its rulings; clinical-facts 3.
"""

from __future__ import annotations

from dataclasses import dataclass

from graders.criteria._codes import Code
from graders.criteria._disorders import Target, disorder_of, disorders, specifiers_of, values
from graders.findings import Finding, Findings
from graders.spans import Span


@dataclass(frozen=True)
class Named:
    """A current disorder name, held against the target: ``fault`` is "" where they agree."""

    finding: Finding
    fault: str
    span: Span


def compare(name: Finding, target: Target, findings: Findings) -> Named:
    """The name with what is wrong with it: its severity, its age, that it is less specific or another's."""
    standing, disorder = name.attribute("standing"), disorders()[name.attribute("disorder")]
    said = specifiers_of(name, findings)
    whole = Span(min([name.start, *(s.start for s in said)]), max([name.end, *(s.end for s in said)]))
    if target.disorder is None:
        same = _is_in(name, target.name, findings)
        return Named(name, "" if same else "contradicts_case", whole)
    if disorder.id != target.disorder.id:
        shares_chapter = set(disorder.chapters) & set(target.disorder.chapters)
        if not shares_chapter or not disorder.is_unspecified:
            return Named(name, "contradicts_case", whole)
        return Named(name, "mood_word_with_code" if standing == "mood" else "less_specific", whole)
    stated = values(said)
    if "remission" in stated and "remission" not in target.specifiers:
        return Named(name, "remission_contradicts_case", whole)
    if standing not in ("dsm", "short", "abbreviation"):
        fault = {
            "outdated": "outdated_name",
            "related": "lay_name",
            "weak": "lay_name",
            "mood": "mood_word_with_code",
        }
        return Named(name, fault[standing], whole)
    differs = any(
        dimension in target.specifiers and not value & target.specifiers[dimension]
        for dimension, value in stated.items()
    )
    return Named(name, "wrong_severity" if differs and not _is_remission_word(stated, target) else "", whole)


def _is_remission_word(stated: dict[str, frozenset[str]], target: Target) -> bool:
    """Whether all that differs is a plain "in remission" for a case in some remission."""
    differing = [d for d, v in stated.items() if d in target.specifiers and not v & target.specifiers[d]]
    return differing == ["remission"] and stated["remission"] == {"remission"}


def _is_in(name: Finding, target_name: str, findings: Findings) -> bool:
    """For a disorder that no list holds: whether the note uses the case's own words for it."""
    return findings.quote(name).lower() in target_name.lower()


def kinship(code: Code, target: Target) -> int:
    """How close a code is to the target's: its disorder 3, its heading 2, its chapter unspecified 1."""
    disorder = disorder_of(code.text)
    if disorder is not None and target.disorder is not None:
        if disorder is target.disorder:
            return 3
        return int(disorder.is_unspecified and bool(set(disorder.chapters) & set(target.disorder.chapters)))
    if disorder is None and target.code.startswith(code.text):
        return 2
    return int(code.standing != "billable" and code.text[:3] == target.code[:3])
