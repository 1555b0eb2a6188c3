"""Every example note reaches the level that a careful rater gives it, for each criterion's own examples."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from graders.case import Case
from graders.findings import Findings
from graders.grade import rate
from graders.lexicon import default_lexicon
from graders.note import Note
from graders.rubric import default_rubric

EXAMPLES = Path(__file__).parent / "examples"
#: What an example leaves unsaid of its case: risk criteria apply.
UNSAID = {"id": "example", "risk": {"indicated": True}}


def examples() -> list[Any]:
    """The examples of every file that has criteria, each named by file, criterion and reason."""
    return [
        pytest.param(each, id=f"{each['criterion']}={each['level']}: {each['why']}")
        for path in sorted(EXAMPLES.glob("*.yaml"))
        for each in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("criteria", ())
    ]


@pytest.mark.parametrize("example", examples())
def test_an_example_reaches_its_level(example):
    criterion = default_rubric().criteria[example["criterion"]]
    case = Case.from_data({**UNSAID, **example.get("case", {})})
    note = Note(example["note"])

    rating = rate(Findings(note, default_lexicon(), case.template), criterion, case)

    quotes = [note.text[each.start : each.end] for each in rating.evidence]
    assert rating.level == example["level"], f"{example['note']!r}: {rating.reason} {quotes}"


@pytest.mark.parametrize("example", examples())
def test_the_reason_of_an_example_has_wording(example):
    criterion = default_rubric().criteria[example["criterion"]]
    case = Case.from_data({**UNSAID, **example.get("case", {})})

    rating = rate(Findings(Note(example["note"]), default_lexicon(), case.template), criterion, case)

    assert rating.level == "na" or (rating.level, rating.reason) in criterion.wordings
