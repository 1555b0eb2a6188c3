"""A work file comes back as it was written, and whatever is wrong with one is named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from graders.adapters import browser
from graders.case import Case
from graders.compiling import read_yaml
from graders.faults import DataError
from graders.grade import grade_note
from graders.schema import SCHEMAS
from graders.verifying import verdict
from graders.workfile import canonical, exercise_version, read_work, work_file

NOTE = (
    "S: Client reported low mood nearly every day and poor sleep, and missed two days of work. "
    "P: Client will walk 20 minutes on Monday and Thursday."
)
CASE = Case(id="maya", kind="progress", template="SOAP", alias="M.", risk_indicated=False)


def report(text: str = NOTE) -> dict[str, Any]:
    return grade_note(text, case=CASE).as_data()


def attempt(**changes: Any) -> dict[str, Any]:
    return {
        "id": "0123456789abcdef",
        "exercise": "four-lines",
        "exercise_version": "0123456789ab",
        "at": "2026-01-31T09:30:00Z",
        "text": NOTE,
        "report": report(),
    } | changes


def work(**changes: Any) -> dict[str, Any]:
    draft = {"exercise": "four-lines", "text": "S: Slept “badly” 🌧.\r\n", "saved": "2026-01-31T09:31:00.250Z"}
    return {
        "saved": "2026-01-31T09:32:00Z",
        "assignment": None,
        "drafts": [draft],
        "attempts": [attempt()],
    } | changes


def faults(data: Any) -> list[str]:
    with pytest.raises(DataError) as refused:
        read_work(data if isinstance(data, str) else json.dumps(data))
    return [str(fault) for fault in refused.value.faults]


def test_work_comes_back_as_it_was_and_its_checksum_fits() -> None:
    read = read_work(work_file(work()))

    assert "fits" == read.checksum
    assert work()["drafts"] == read.data["drafts"]
    assert NOTE == read.attempts[0]["text"]


def test_checksum_survives_a_program_that_writes_the_same_json_otherwise() -> None:
    data = json.loads(work_file(work()))

    rewritten = json.dumps(dict(reversed(data.items())), indent=8, ensure_ascii=True).replace("82.5", "82.50")

    assert "fits" == read_work("\ufeff" + rewritten).checksum


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("attempts", 0, "text"), NOTE + " "),
        (("attempts", 0, "report", "score"), 99.5),
        (("attempts", 0, "at"), "2026-01-31T09:30:01Z"),
        (("assignment",), "week-1"),
        (("drafts",), []),
    ],
)
def test_checksum_of_an_edited_file_differs(path: tuple[Any, ...], value: Any) -> None:
    data = json.loads(work_file(work()))
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value

    assert "differs" == read_work(json.dumps(data)).checksum


def test_file_without_a_checksum_is_read() -> None:
    assert "missing" == read_work(json.dumps({"work_version": 1, **work(), "sha256": None})).checksum


def test_half_a_surrogate_pair_does_not_stop_the_file() -> None:
    text = work_file(work(drafts=[{**work()["drafts"][0], "text": "S: \ud83c low"}]))

    assert "fits" == read_work(text.encode().decode()).checksum
    assert "S: \ufffd low" == read_work(text).data["drafts"][0]["text"]


json_data = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(data=json_data)
def test_canonical_form_of_what_was_read_again_is_the_same(data: Any) -> None:
    assert canonical(data) == canonical(json.loads(canonical(data)))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, column 1: is not readable JSON"),
        ("[]", "holds a list; a work file holds an object"),
        ("{}", "is JSON and no work file"),
        (
            '{"work_version": 2}',
            "work_version: is 2, and this course reads up to 1; load it in a newer course",
        ),
        ('{"work_version": NaN}', "holds NaN, which is no number of JSON"),
        ("[" * 200_000, "holds lists in lists without end"),
    ],
)
def test_file_that_is_no_work_file_is_refused(text: str, words: str) -> None:
    assert words in faults(text)[0]


#: Where something else is put, and the place that the fault then names.
BROKEN = {
    ("saved",): ("soon", "saved"),
    ("saved", "month 13"): ("2026-13-01T00:00:00Z", "saved"),
    ("assignment",): (3, "assignment"),
    ("drafts",): ({}, "drafts"),
    ("drafts", 0, "exercise"): ("../../etc", "drafts[1].exercise"),
    ("attempts", 0, "id"): ('"><b>', "attempts[1].id"),
    ("attempts", 0, "text"): (None, "attempts[1].text"),
    ("attempts", 0, "exercise_version"): ("latest", "attempts[1].exercise_version"),
    ("attempts", 0, "report"): ([], "attempts[1].report"),
    ("attempts", 0, "report", "words"): (True, "attempts[1].report.words"),
    ("attempts", 0, "report", "score"): ("82.5", "attempts[1].report.score"),
    ("attempts", 0, "report", "reason"): ("sloppy", "attempts[1].report.reason"),
    ("attempts", 0, "report", "strengths"): ([1], "attempts[1].report.strengths[1]"),
    ("attempts", 0, "report", "ratings", 0, "level"): (3, "attempts[1].report.ratings[1].level"),
    ("attempts", 0, "report", "ratings", 0, "unsure"): (0, "attempts[1].report.ratings[1].unsure"),
    ("attempts", 0, "report", "ratings", 0, "evidence"): (
        [{"start": '"><img>', "end": 1, "quote": "", "role": "for"}],
        "attempts[1].report.ratings[1].evidence[1].start",
    ),
    ("sha256",): ("0", "sha256"),
}


@pytest.mark.parametrize("path", BROKEN, ids=str)
def test_fault_is_placed_and_the_schema_sees_it_too(path: tuple[Any, ...]) -> None:
    value, place = BROKEN[path]
    path = path[:1] if path[-1] == "month 13" else path
    data = json.loads(work_file(work()))
    part = data
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value

    assert [place] == [fault.split(":")[0] for fault in faults(data)]
    assert list(schema().iter_errors(data))


@pytest.mark.parametrize("key", ["drafts", "attempts", "sha256", "saved"])
def test_missing_key_is_named(key: str) -> None:
    data = json.loads(work_file(work()))
    del data[key]

    assert [f'the file: "{key}" is missing; take the file as it was downloaded'] == faults(data)
    assert list(schema().iter_errors(data))


def test_what_is_written_fits_the_schema() -> None:
    aside = attempt(id="another-id", report=None, exercise_version=None)
    refused = attempt(id="a-third-id", report=report("Too short."))

    data = json.loads(work_file(work(attempts=[attempt(), aside, refused])))

    assert [] == list(schema().iter_errors(data))
    assert 3 == len(read_work(json.dumps(data)).attempts)


def test_report_that_names_what_it_does_not_rate_is_refused() -> None:
    data = json.loads(work_file(work()))
    data["attempts"][0]["report"]["fix_first"] = ["risk.nothing"]

    told = 'attempts[1].report.fix_first: names "risk.nothing", which the report does not rate'
    assert [told] == [fault.split(";")[0] for fault in faults(data)]


def test_worker_tells_faults_as_sentences_and_reads_what_it_wrote() -> None:
    text = browser.work_file(json.dumps(work()))

    assert "fits" == json.loads(browser.read_work(text))["checksum"]
    assert ["the file: is JSON and no work file"] == [
        fault.split(";")[0] for fault in json.loads(browser.read_work("{}"))["faults"]
    ]


def test_exercise_version_changes_with_what_is_asked_and_not_with_what_is_derived() -> None:
    exercise = {"title": "Four lines", "kind": "note", "pass_mark": 80}
    case = {"id": "maya", "risk": {"indicated": True}}
    version = exercise_version(exercise, case)

    assert version == exercise_version({"id": "four-lines", **exercise, "keep_lexicon": {}}, case)
    assert version != exercise_version({**exercise, "pass_mark": 70}, case)
    assert version != exercise_version(exercise, {**case, "risk": {"indicated": False}})


def test_verdict_accuses_only_where_all_versions_match() -> None:
    regraded = grade_note(NOTE, case=CASE)
    kept = json.loads(json.dumps(report()))
    raised = {**kept, "score": 100}

    def name(report: dict[str, Any], version: str = "0123456789ab") -> str:
        return verdict(attempt(report=report), regraded, version).name

    assert "same" == name(kept)
    assert "same" == name(kept, "another-one.")
    assert "edited" == name(raised)
    assert "another version" == name({**raised, "grader_version": "000000000000"})
    assert "another version" == name({**raised, "profile": "clinic@123"})
    assert "another version" == name(raised, "another-one.")


def schema() -> Draft202012Validator:
    schemas = {name: read_yaml(SCHEMAS / f"{name}.yaml") for name in ("work", "report")}
    resources = [(name, Resource.from_contents(each)) for name, each in schemas.items()]
    return Draft202012Validator(schemas["work"], registry=Registry().with_resources(resources))
