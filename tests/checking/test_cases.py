"""What ``check`` has against cases and profiles."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.checking.cases import check_cases, check_profiles

CASE = """\
id: maya-mdd-1
title: Maya, returning low mood
client: {alias: "M.", age: 34, pronouns: she/her}
kind: progress
template: SOAP
diagnosis: {name: "Major depressive disorder, recurrent, moderate", code: "F33.1"}
medication: null
service: {modality: "individual psychotherapy, telehealth", frequency: weekly, minutes: 53}
goals: ["Walk three times a week"]
risk: {indicated: false}
session: M. has slept badly since her sister moved out.
"""
PROFILE = """\
id: valley-clinic
title: Valley Clinic
weights: {form.service: 10}
must_meet: {risk.factors: 1}
pass_mark: 85
template: DAP
checklist: [Signed within 48 hours]
"""


def case_faults(folder: Path, text: str) -> list[str]:
    (folder / "maya-mdd-1.yaml").write_text(text, encoding="utf-8")
    return [str(fault) for faults in check_cases(folder).faults.values() for fault in faults]


def test_a_sound_case_has_no_faults(tmp_path: Path) -> None:
    assert case_faults(tmp_path, CASE) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("F33.1", "F33.4", 'diagnosis.code (line 6): "F33.4" is a heading'),
        ("F33.1", "F33.7", 'diagnosis.code (line 6): "F33.7" is not in the ICD-10-CM list'),
        ("F33.1", "33.1", "write an ICD-10-CM code such as F33.1"),
        (
            "minutes: 53",
            "minutes: 53 min",
            "service.minutes (line 8): is text where a whole number or nothing",
        ),
        ("template: SOAP", "template: soap", 'did you mean "SOAP"?'),
        ("{indicated: false}", "{}", 'risk (line 10): "indicated" is missing'),
        ('["Walk three times a week"]', "[]", "goals (line 9): has 0 of the at least 1"),
        ("age: 34", "age: 34, name: Maya Lindqvist", "is a key that nothing reads"),
        ("title:", "continues: maya-mdd-0\ntitle:", 'continues (line 2): no case has the id "maya-mdd-0"'),
        ("id: maya-mdd-1", "id: maya-mdd-2", "call the file maya-mdd-2.yaml"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in CASE

    found = case_faults(tmp_path, CASE.replace(old, new))

    assert any(fault in each for each in found), found


def test_a_profile_names_criteria_of_the_rubric(tmp_path: Path) -> None:
    path = tmp_path / "valley-clinic.yaml"
    known = ["form.service", "risk.factors"]

    path.write_text(PROFILE, encoding="utf-8")
    sound = check_profiles(tmp_path, known).faults[path]
    path.write_text(PROFILE.replace("risk.factors", "risk.factor"), encoding="utf-8")
    spoiled = check_profiles(tmp_path, known).faults[path]

    assert sound == []
    assert [str(fault) for fault in spoiled] == [
        'must_meet.risk.factor (line 4): is no criterion of the rubric; did you mean "risk.factors"?'
    ]
