"""The rubric says what the contract says, in sentences that a trainee can read and the graders can fill."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graders.compiling import read_yaml
from graders.rubric import rubric_from_data

ROOT = Path(__file__).parent.parent
DATA = read_yaml(ROOT / "graders" / "rubric.yaml")
SOURCES = read_yaml(ROOT / "docs" / "reference" / "sources.yaml")
RUBRIC = rubric_from_data(DATA)
CRITERIA = {each["id"]: each for domain in DATA["domains"] for each in domain["criteria"]}

#: The contract: id → (weight, least level that must be met), in rubric order.
CONTRACT = {
    "medical_necessity.diagnosis": (8, 1),
    "medical_necessity.symptoms": (8, 1),
    "medical_necessity.impairment": (8, 1),
    "medical_necessity.intervention": (8, 1),
    "medical_necessity.response": (8, None),
    "medical_necessity.plan": (8, 1),
    "risk.status": (8, 1),
    "risk.factors": (4, None),
    "risk.screen": (4, None),
    "risk.safety_plan": (6, 1),
    "risk.crisis_support": (4, None),
    "language.person_first": (8, None),
    "omission.summary": (8, None),
    "omission.privacy": (8, 1),
    "form.structure": (4, None),
    "form.service": (6, None),
    "form.concision": (2, None),
    "psychotherapy.exclusions": (45, 1),
    "psychotherapy.discretion": (35, 1),
}
REFUSALS = "too_short keyword_list pasted_case unfilled_template not_english no_client_content".split()
BELITTLING = re.compile(r"(?i)\b(just|simply|obviously|of course|easy|easily|merely|failed|careless|lazy)\b")


def names_in(text: str | None) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text or ""))


def wordings() -> Iterator[tuple[str, int, dict[str, Any]]]:
    for id, criterion in CRITERIA.items():
        for level in criterion["levels"]:
            for reason in level["reasons"]:
                yield id, level["level"], reason


def name_wording(value: object) -> str | None:
    return value["id"] if isinstance(value, dict) else str(value)


every_criterion = pytest.mark.parametrize("id", CRITERIA)
every_wording = pytest.mark.parametrize(("id", "level", "reason"), list(wordings()), ids=name_wording)


def test_the_criteria_are_those_of_the_contract_in_its_order():
    assert list(CRITERIA) == list(CONTRACT)


@every_criterion
def test_weight_and_must_meet_are_those_of_the_contract(id):
    criterion = RUBRIC.criteria[id]

    assert (criterion.weight, criterion.must_meet) == CONTRACT[id]


def test_the_weights_of_a_psychotherapy_note_add_up_to_a_hundred():
    weights = {each.id: each.weight_in("psychotherapy") for each in RUBRIC.for_kind("psychotherapy")}

    assert sum(weights.values()) == 100
    assert weights["language.person_first"] == 20


def test_a_progress_note_is_rated_on_seventeen_criteria():
    assert [each.id for each in RUBRIC.for_kind("progress")] == list(CONTRACT)[:17]


def test_risk_rows_apply_with_risk_and_structure_with_a_template():
    conditional = {each.id: each.applies for each in RUBRIC.criteria.values() if each.applies != "always"}

    risk = {id: "risk" for id in CONTRACT if id.startswith("risk.")}
    assert conditional == risk | {"form.structure": "template"}


@every_criterion
def test_a_criterion_stands_in_its_domain_and_links_to_its_anchor(id):
    criterion = RUBRIC.criteria[id]

    assert id.startswith(f"{criterion.domain}.")
    assert criterion.learn.endswith("#" + id.replace(".", "-"))


@every_criterion
def test_every_level_is_described_and_has_a_wording_to_fall_back_on(id):
    levels = CRITERIA[id]["levels"]

    assert [each["level"] for each in levels] == [2, 1, 0]
    for level in levels:
        reasons = [each["id"] for each in level["reasons"]]
        assert "default" in reasons
        assert len(set(reasons)) == len(reasons)


@every_wording
def test_braces_name_only_values_that_the_criterion_declares(id, level, reason):
    declared = {"evidence", *CRITERIA[id].get("values", {})}

    assert names_in(reason["feedback"]) | names_in(reason.get("next_step")) <= declared


@every_criterion
def test_every_declared_value_is_used(id):
    used = {
        name
        for i, _, each in wordings()
        if i == id
        for name in names_in(each["feedback"]) | names_in(each["next_step"])
    }

    assert set(CRITERIA[id].get("values", {})) <= used


@every_wording
def test_a_wording_for_nothing_found_quotes_nothing(id, level, reason):
    fills = names_in(reason["feedback"]) | names_in(reason["next_step"])

    assert reason["id"] not in ("none", "recited", "default") or fills == set()


@every_wording
def test_below_met_there_is_a_next_step(id, level, reason):
    assert level == 2 or reason["next_step"]


@every_wording
def test_wording_is_short_and_kind(id, level, reason):
    text = f"{reason['feedback']} {reason['next_step'] or ''}"

    assert BELITTLING.findall(text) == []
    assert len(re.findall(r"[.?!](?:\s|$)", reason["feedback"])) <= 3
    assert len(reason["feedback"]) <= 160
    assert len(reason["next_step"] or "") <= 140


@every_criterion
def test_the_strength_of_a_criterion_is_one_sentence_about_this_note(id):
    strength = CRITERIA[id]["strength"]

    assert names_in(strength) <= {"evidence"}
    assert strength.count(".") == 1


def test_every_refusal_has_a_wording_that_needs_no_value():
    assert list(RUBRIC.refusals) == REFUSALS
    for wording in RUBRIC.refusals.values():
        assert names_in(wording.feedback) | names_in(wording.next_step) == set()
        assert wording.next_step
        assert BELITTLING.findall(wording.feedback + wording.next_step) == []


@pytest.mark.parametrize("id", ["omission.privacy", "psychotherapy.exclusions", "psychotherapy.discretion"])
def test_every_kind_of_item_has_a_name_for_lists(id):
    """A rating with several items joins the names of the reasons that one of them would have had."""
    kinds = {reason["id"] for i, level, reason in wordings() if i == id and level == 1} - {"default"}

    assert kinds <= set(RUBRIC.phrases["names"])


def test_every_phrase_that_the_chain_asks_for_is_there():
    asked = {
        name
        for path in (ROOT / "graders").rglob("*.py")
        for name in re.findall(r"phrases\[\"(\w+)\"\]", path.read_text(encoding="utf-8"))
    }

    assert asked - set(RUBRIC.phrases) == set()


@every_criterion
def test_a_criterion_names_a_source_that_is_listed(id):
    source = CRITERIA[id]["source"]
    keys = [source["key"]] if isinstance(source["key"], str) else source["key"]

    assert set(keys) <= set(SOURCES)
    assert source["url"] == SOURCES[keys[0]]["url"]


@pytest.mark.parametrize("key", SOURCES)
def test_a_source_says_what_it_is_and_how_much_of_it_was_seen(key):
    source = SOURCES[key]

    assert [each for each in source if each not in ("heading", "url", "page")] == ["title", "read", "seen"]
    assert source.get("url", "https://").startswith(("https://", "http://"))
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(source["read"]))


@pytest.mark.parametrize("domain", [each["id"] for each in DATA["domains"]])
def test_a_domain_module_has_one_public_function_a_criterion(domain):
    module = importlib.import_module(f"graders.criteria.{domain}")

    functions = inspect.getmembers(module, inspect.isfunction)

    wanted = {id.split(".")[1] for id in CRITERIA if id.startswith(f"{domain}.")}
    # A criterion with much to it lives in a private neighbour and is only handed on by its domain.
    own = {name for name, each in functions if each.__module__ == module.__name__ and not name.startswith("_")}
    assert wanted <= {name for name, _ in functions}
    assert own <= wanted


def rated() -> list[tuple[str, str, ast.Call]]:
    """The Rating(level, "reason", ...) calls in the functions of the criteria, by criterion id."""
    calls = []
    for id in CRITERIA:
        domain, name = id.split(".")
        path = ROOT / "graders" / "criteria" / f"{domain}.py"
        tree = ast.parse(path.read_text(encoding="utf-8")) if path.exists() else ast.Module([], [])
        for function in tree.body:
            if isinstance(function, ast.FunctionDef) and function.name == name:
                found = filter(_is_spelled_out, ast.walk(function))
                calls += [(id, f"{id}:{call.lineno}", call) for call in found]
    return calls


def name_call(value: object) -> str:
    return value if isinstance(value, str) else ""


def _is_spelled_out(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Rating"
        and len(node.args) >= 2
        and all(isinstance(each, ast.Constant) for each in node.args[:2])
    )


@pytest.mark.parametrize(("id", "place", "call"), rated(), ids=name_call)
def test_a_reason_given_in_code_has_its_wording_and_what_the_wording_needs(id, place, call):
    """An unknown reason would fall back to the default without a word."""
    level, reason = (each.value for each in call.args[:2])
    given = {keyword.arg for keyword in call.keywords}

    wording = RUBRIC.criteria[id].wordings.get((level, reason))

    assert wording is not None, f"{place} gives {reason!r} at level {level}, which rubric.yaml does not have"
    needed = names_in(wording.feedback) | names_in(wording.next_step)
    assert "evidence" not in needed or len(call.args) > 2 or "evidence" in given
    assert not needed - {"evidence"} or "values" in given
