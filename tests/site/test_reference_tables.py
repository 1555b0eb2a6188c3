"""Pages made from lexicons, labelled notes and schemas say what those say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from graders import runtime
from graders.adapters.site.accuracy import accuracy, figures
from graders.adapters.site.accuracy_page import accuracy_page
from graders.adapters.site.reference import criteria
from graders.adapters.site.reference_tables import tables
from graders.adapters.site.wordings import wordings
from graders.case import Case
from graders.compiling import read_yaml
from graders.grade import grade_note

ROOT = Path(__file__).parent.parent.parent
REFERENCE = ROOT / "docs" / "reference"
CASE = Case.from_data(
    {
        "id": "ada",
        "kind": "progress",
        "client": {"alias": "A.", "age": 40},
        "template": "none",
        "diagnosis": {"name": "Panic disorder", "code": "F41.0"},
        "medication": None,
        "service": {"modality": "individual"},
        "goals": ["Ride the bus"],
        "risk": {"indicated": False},
        "session": "A stub.",
    }
)
NOTE = "Panic disorder, F41.0. A. had two attacks on the bus and missed a day of work because of them. {} She will ride one stop on Monday."


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return tables(ROOT, read_yaml(REFERENCE / "sources.yaml"))


@pytest.mark.parametrize("approach", read_yaml(REFERENCE / "interventions.yaml"), ids=lambda each: each["approach"])
def test_the_line_of_an_approach_meets_the_row_on_interventions(approach) -> None:
    report = grade_note(NOTE.format(approach["example"]), case=CASE).as_data()

    levels = {each["criterion"]: each["level"] for each in report["ratings"]}
    assert levels["medical_necessity.intervention"] == 2


def test_cues_are_about_disorders_that_the_graders_know() -> None:
    known = runtime.compiled()["tables"]["diagnoses"]["disorders"]

    assert [id for id in read_yaml(REFERENCE / "diagnoses.yaml") if id not in known] == []


def test_cues_name_sources_that_are_listed() -> None:
    sources = read_yaml(REFERENCE / "sources.yaml")
    cues = read_yaml(REFERENCE / "diagnoses.yaml")

    assert [id for id, each in cues.items() if not each["source"] or set(each["source"]) - set(sources)] == []


def test_every_code_of_every_disorder_is_listed(made) -> None:
    disorders = runtime.compiled()["tables"]["diagnoses"]["disorders"].values()

    assert [code for each in disorders for code in each["codes"] if f"`{code}`" not in made["diagnoses.md"]] == []


def test_every_better_wording_is_listed_with_its_reason(made) -> None:
    entries = [
        entry
        for path in (ROOT / "graders" / "lexicons").glob("person_first*.yaml")
        for entry in read_yaml(path)["entries"]
        if entry.get("better")
    ]

    page = " ".join(made["person-first.md"].split())
    assert [each["id"] for each in entries if " ".join(each["reason"].split()).replace("|", "\\|") not in page] == []


def test_a_phrase_of_the_lexicon_is_shown_as_a_person_would_write_it() -> None:
    patterns = ["commit~v [<2>] suicide", "(dope fiend~n|junky)", "{pf_be} [very] [a|an] (drunk|lush)", "a {ill}"]
    shown = wordings(patterns, {"ill": ["epileptic~n"]}, most=9)

    assert shown == ["commit suicide", "dope fiend", "junky", "is a drunk", "an epileptic"]


def test_no_notation_is_left_in_the_table(made) -> None:
    cells = re.findall(r"^\| (.*?) \|", made["person-first.md"], re.MULTILINE)

    assert [cell for cell in cells if set(cell) & set("{}[]<>~|#")] == []


def test_the_card_has_every_row_and_every_known_difference(made) -> None:
    page = made["accuracy.md"]

    for criterion in criteria(runtime.compiled()["rubric"]):
        assert f"rubric/index.md#{criterion['id'].replace('.', '-')}" in page
    for each in read_yaml(ROOT / "exercises" / "known-differences.yaml") or ():
        assert each["sample"] in page
    assert re.search(r"rubric \d[\d.]*, checker `[0-9a-f]{12}`", page)


def labelled(folder: Path, levels: dict[str, dict[str, object]]) -> Path:
    """A folder of labelled notes: the one note below, with the labels given."""
    (folder / "cases").mkdir(parents=True)
    case = ROOT / "tests" / "agreement" / "cases"
    first = json.loads((ROOT / "tests" / "agreement" / "notes.jsonl").read_text(encoding="utf-8").splitlines()[0])
    (folder / "cases" / "case.yaml").write_text(next(case.glob(f"{first['case']}.yaml")).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "notes.jsonl").write_text("".join(json.dumps({**first, "id": id}) + "\n" for id in levels), encoding="utf-8")
    lines = [{"id": id, "case": first["case"], "gradable": True, "levels": each} for id, each in levels.items()]
    (folder / "labels.jsonl").write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
    return folder


def test_precision_and_recall_are_those_of_level_two(tmp_path: Path) -> None:
    found = figures(labelled(tmp_path, {"a": {"form.concision": 2}, "b": {"form.concision": 0}}), ["form.concision"])

    (row,) = found["criteria"]
    assert (row["n"], row["exact"], row["precision"], row["recall"]) == (2, 0.5, 0.5, 1.0)


def test_notes_that_nobody_looked_at_come_first(tmp_path: Path) -> None:
    labelled(tmp_path / "tests" / "agreement" / "unseen", {"a": {"form.concision": 2}})
    (tmp_path / "tests" / "agreement" / "cases").mkdir()
    for name in ("notes.jsonl", "labels.jsonl"):
        path = tmp_path / "tests" / "agreement" / "unseen" / name
        (tmp_path / "tests" / "agreement" / name).write_bytes(path.read_bytes())
    (tmp_path / "tests" / "agreement" / "cases" / "case.yaml").write_bytes(
        (tmp_path / "tests" / "agreement" / "unseen" / "cases" / "case.yaml").read_bytes()
    )

    found = accuracy(tmp_path, ["form.concision"])
    page = accuracy_page(found, {}, {"rubric_version": "1", "grader_version": "2"}, [])

    assert [each["name"] for each in found] == ["unseen", "development"]
    assert page.index("{ #unseen }") < page.index("{ #development }")
    assert "figures to expect" in page


def test_file_formats_name_every_key(made) -> None:
    for name in ("case", "exercise", "track", "work"):
        schema = read_yaml(runtime.PACKAGE / "schemas" / f"{name}.yaml")
        assert [key for key in schema["properties"] if f"| `{key}`" not in made["files.md"]] == []


def test_generated_pages_are_not_kept_in_git(made) -> None:
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

    assert [name for name in made if f"/docs/reference/{name}" not in ignored] == []
