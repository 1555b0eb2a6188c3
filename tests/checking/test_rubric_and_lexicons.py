"""What ``check`` has against rubric and lexicons that were edited by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.checking.lexicons import check_lexicons
from graders.checking.rubric import check_rubric

LEXICON = """\
lexicon: person_first
about: Labels, and what to write instead.
label: label
entries:
  - id: label.addict
    patterns: ["addict~n"]
    better: person with a substance use disorder
    reason: A label names the person by one condition.
    near_miss: Client attends an addiction group.
"""


@pytest.fixture
def rubric(tmp_path: Path, root: Path) -> Path:
    """A package folder with a copy of the rubric, to be spoiled."""
    (tmp_path / "criteria").mkdir()
    path = tmp_path / "rubric.yaml"
    path.write_text((root / "graders" / "rubric.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    return path


def faults_after(rubric: Path, old: str, new: str) -> str:
    text = rubric.read_text(encoding="utf-8")
    assert old in text
    rubric.write_text(text.replace(old, new, 1), encoding="utf-8")
    return "\n".join(str(fault) for fault in check_rubric(rubric.parent, None))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "- id: risk.status\n",
            "- id: risks.status\n",
            '"risks.status" does not start with its domain "risk."',
        ),
        ("- id: risk.status\n", "- id: risk.factors\n", "has the id of domains[risk].criteria[risk.factors]"),
        (
            "- id: risk.status\n",
            "- id: risk.stance\n",
            "write stance(findings, criterion, case) in graders/criteria/risk.py",
        ),
        ("- level: 1\n", "- level: 2\n", "level 1 is missing; give each of the levels 0, 1 and 2 once"),
        ("- id: default\n", "- id: by_default\n", 'the reason "default" is missing'),
        ("{code_title}", "{code_titel}", 'did you mean "{code_title}"?'),
        ("weight: 8", "weight: heavy", "is text where a whole number belongs"),
        ("kinds: [progress]", "kinds: [progres]", 'did you mean "progress"?'),
        ("descriptor:", "description:", '"descriptor" is missing'),
    ],
)
def test_a_spoiled_rubric_is_told(rubric: Path, old: str, new: str, fault: str) -> None:
    assert fault in faults_after(rubric, old, new)


def test_a_source_that_is_not_listed_is_told(rubric: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "reference").mkdir(parents=True)
    (docs / "reference" / "sources.yaml").write_text("sources:\n  - {key: other}\n", encoding="utf-8")

    found = [str(fault) for fault in check_rubric(rubric.parent, docs)]

    assert any("is not in docs/reference/sources.yaml" in each for each in found)


@pytest.fixture
def lexicons(tmp_path: Path) -> Path:
    (tmp_path / "lexicons").mkdir()
    return tmp_path


def lexicon_faults(package: Path, text: str, name: str = "person_first") -> str:
    (package / "lexicons" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return "\n".join(str(fault) for faults in check_lexicons(package).values() for fault in faults)


def test_a_sound_lexicon_has_no_faults(lexicons: Path) -> None:
    assert lexicon_faults(lexicons, LEXICON) == ""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "addiction group",
            "group for addicts",
            'near_miss (line 9): "Client attends a group for addicts." is found by the entry itself',
        ),
        (
            "    near_miss: Client attends an addiction group.\n",
            "",
            'offers a better phrase and has no "near_miss"',
        ),
        ("    reason: A label names the person by one condition.\n", "", 'has no "reason"'),
        (
            "better: person with a substance use disorder",
            "better: recovering addict",
            "is itself flagged by label.addict",
        ),
        (
            "near_miss:",
            "example: He is in recovery.\n    near_miss:",
            'example (line 9): "He is in recovery." is not found by the entry',
        ),
        ('["addict~n"]', '["(addict~n|junkie"]', "label.addict.patterns"),
        ('["addict~n"]', "[no]", "is yes or no where"),
        ("lexicon: person_first", "lexicon: people_first", 'write "person_first"'),
        ("id: label.addict", "ids: label.addict", '"id" is missing'),
        ("entries:", "entires:", 'is a key that nothing reads; did you mean "entries"?'),
    ],
)
def test_a_spoiled_lexicon_is_told(lexicons: Path, old: str, new: str, fault: str) -> None:
    assert old in LEXICON or old == "addiction group"
    text = (
        LEXICON.replace("an addiction group", "a group for addicts")
        if old == "addiction group"
        else LEXICON.replace(old, new)
    )

    assert fault in lexicon_faults(lexicons, text)


def test_an_id_in_two_files_is_told(lexicons: Path) -> None:
    lexicon_faults(lexicons, LEXICON.replace("person_first", "labels"), name="labels")

    assert "label.addict: has an id that" in lexicon_faults(lexicons, LEXICON)
