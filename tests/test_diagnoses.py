"""Disorders and their codes: the data against the published list, and how a note's words find them."""

from __future__ import annotations

import pytest

from graders import runtime
from graders.case import Case
from graders.criteria._codes import codes, standing
from graders.criteria._disorders import disorder_of, disorders, names, specifiers_of, target_of_case, values
from graders.findings import Findings
from graders.lexicon import default_lexicon
from graders.note import Note

TABLES = runtime.compiled()["tables"]["diagnoses"]
LISTED = [(code, disorder.id) for disorder in disorders().values() for code in disorder.codes]


def found(text: str) -> Findings:
    return Findings(Note(text), default_lexicon())


# --- the data ---------------------------------------------------------------------------------


def test_the_core_codes_of_the_fact_sheet_are_there():
    core = (
        "F32.0 F33.1 F34.1 F31.81 F41.1 F41.0 F40.10 F42.2 F43.10 F43.21 F43.81 F50.22 F51.01 F90.0 F84.0 "
        "F63.81 F10.20 F11.20 F20.9 F25.0 F60.3"
    )

    assert [code for code in core.split() if disorder_of(code) is None] == []


def test_the_list_is_wide_enough():
    assert len(disorders()) >= 60
    assert len(LISTED) >= 110


def test_the_f_codes_are_those_of_the_published_list():
    pytest.importorskip("simple_icd_10_cm")
    from tests.icd10cm import billable

    table = runtime.compiled()["tables"]["icd10cm"]["billable"]

    assert {category: rests.split(" ") for category, rests in table.items()} == billable()


def test_every_code_of_a_disorder_is_billable_and_titled_as_published():
    icd = pytest.importorskip("simple_icd_10_cm")
    entries = [entry for disorder in disorders().values() for entry in disorder.codes.items()]
    entries += list(TABLES["other_codes"].items())

    wrong = [
        (code, data["title"])
        for code, data in entries
        if not icd.is_leaf(code) or icd.get_description(code) != data["title"]
    ]

    assert wrong == []


def test_every_heading_is_one_in_the_published_list_and_names_codes_below_it():
    icd = pytest.importorskip("simple_icd_10_cm")

    wrong = [
        heading
        for heading, data in TABLES["headings"].items()
        if icd.is_leaf(heading)
        or not all(icd.is_leaf(code) and code.startswith(heading) for code in data["use"])
    ]

    assert wrong == []


def test_every_specifier_of_a_code_can_be_read_from_a_note():
    known = {
        entry["attributes"]["value"]
        for entry in runtime.compiled()["lexicon"]["entries"]
        if entry["label"] == "diagnosis.specifier"
    }
    used = {
        value
        for disorder in disorders().values()
        for data in disorder.codes.values()
        for value in data.get("specifiers", ())
    }

    assert used - known == set()


def test_every_disorder_is_found_by_its_own_name():
    missed = [
        disorder.id
        for disorder in disorders().values()
        if disorder.id not in disorders_named(f"Dx: {disorder.name}.")
    ]

    assert missed == []


def disorders_named(text: str) -> list[str]:
    return [name.attribute("disorder") for name in names(found(text))]


# --- codes in a note ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("F33.1", "billable"),
        ("F22", "billable"),
        ("F43.12", "billable"),
        ("F50.811", "billable"),
        ("Z63.4", "billable"),
        ("T14.91XA", "billable"),
        ("F33", "heading"),
        ("F43.1", "heading"),
        ("F50.2", "heading"),
        ("F50.81", "heading"),
        ("F43.8", "heading"),
        ("Z59.0", "heading"),
        ("T14.91", "heading"),
        ("F33.7", "unknown"),
        ("F43.99", "unknown"),
    ],
)
def test_a_code_is_billable_a_heading_or_unknown(code, expected):
    assert standing(code) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dx: F33.1.", ["F33.1"]),
        ("dx f33.1, z63.0", ["F33.1", "Z63.0"]),
        ("(F32.A)", ["F32.A"]),
        ("ICD-10-CM code F 41.1", ["F41.1"]),
        ("F331 on the claim", ["F33.1"]),
        ("PTSD 309.81", ["309.81"]),
        ("B12 low, A1C 6.1, seen at 3.15, age 33, F 25, f2f visit, T4 normal", []),
    ],
)
def test_codes_are_found_in_the_forms_people_type(text, expected):
    assert [code.text for code in codes(Note(text))] == expected


def test_a_code_is_quoted_from_where_it_stands():
    note = Note("A: 🙂 MDD (F 33.1).")

    code = codes(note)[0]

    assert note.text[code.start : code.end] == "F 33.1"


# --- names in a note ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MDD, recurrent", ["mdd"]),
        ("Generalised anxiety d/o", ["gad"]),
        ("PTSD and AUD", ["ptsd", "alcohol"]),
        ("Bipolar 2 disorder", ["bipolar2"]),
        ("obsessive-compulsive personality disorder", ["ocpd"]),
        ("complex PTSD", ["ptsd"]),
        ("Social phobia", ["social_anxiety"]),
        ("dysthymia", ["pdd"]),
        ("Unspecified anxiety disorder", ["anxiety_unspecified"]),
        ("binge-eating disorder", ["binge_eating"]),
        ("GAD-7 12, PTSD checklist 40", []),
        ("The panic disorder severity scale was 14.", []),
    ],
)
def test_a_name_finds_its_disorder(text, expected):
    strong = [
        name for name in names(found(text)) if name.attribute("standing") in ("dsm", "related", "outdated")
    ]

    assert [name.attribute("disorder") for name in strong] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "MDD, recurrent, moderate (F33.1). Risk is mild.",
            {"episode": {"recurrent"}, "severity": {"moderate"}},
        ),
        ("Severe OUD, in early remission", {"severity": {"severe"}, "remission": {"early_remission"}}),
        ("ADHD, predominantly inattentive presentation", {"presentation": {"inattentive"}}),
        ("Adjustment disorder with mixed anxiety and depressed mood", {"adjustment": {"with_mixed_mood"}}),
        ("Panic disorder. Distress was moderate.", {}),
    ],
)
def test_specifiers_belong_to_the_name_beside_them(text, expected):
    findings = found(text)

    said = values(specifiers_of(names(findings)[0], findings))

    assert {dimension: set(value) for dimension, value in said.items()} == expected


def test_the_case_name_narrows_what_its_code_leaves_open():
    case = Case.from_data(
        {"id": "x", "diagnosis": {"name": "Alcohol use disorder, severe", "code": "F10.20"}}
    )

    target = target_of_case(case, found(""))

    assert target.specifiers["severity"] == {"severe"}
    assert target.accepts("F10.20") and not target.accepts("F10.10")
