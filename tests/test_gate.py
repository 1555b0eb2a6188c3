"""A text that is no honest attempt is refused with its reason; a terse or clumsy note is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graders.case import NO_CASE, Case
from graders.findings import Findings
from graders.gate import refuse
from graders.lexicon import Lexicon
from graders.note import Note
from graders.rubric import default_rubric
from graders.runtime import compiled

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples" / "gate.yaml").read_text(encoding="utf-8"))
LEXICON = Lexicon(compiled()["lexicon"])


def reason(text: str, case: Case = NO_CASE, min_words: int | None = None) -> str | None:
    note = Note(text)
    return refuse(note, case, Findings(note, LEXICON), min_words)


@pytest.mark.parametrize(
    "example", EXAMPLES["texts"], ids=lambda each: f"{each['reason']}-{each['text'][:40]!r}"
)
def test_a_text_is_refused_for_its_reason_or_graded(example):
    case = Case(id="orchard", alias="P.", session=EXAMPLES["cases"].get(example.get("case"), ""))

    found = reason(example["text"], case)

    assert example["reason"] == found, example["text"]


def test_every_reason_of_the_rubric_has_three_examples():
    reasons = [example["reason"] for example in EXAMPLES["texts"]]

    assert {each: True for each in default_rubric().refusals} == {
        each: reasons.count(each) >= 3 for each in default_rubric().refusals
    }


def test_a_case_whose_account_is_a_stub_is_never_pasted():
    account = "P. came late and talked about the harvest."
    text = (
        f"{account} She sleeps four hours and is tired. {account} We planned a walk for Monday. "
        * 2
    )

    assert reason(text, Case(id="stub", session=account)) is None


def test_line_ends_and_case_of_letters_change_no_reason():
    text = EXAMPLES["texts"][4]["text"].replace(", ", ",\n")

    assert [reason(text)] * 2 == [reason(text.replace("\n", "\r\n")), reason(text.upper())]


def test_a_passage_is_judged_by_the_least_length_of_its_exercise():
    text = "Box breathing was rehearsed to lower arousal before the exposure."

    assert (None, "too_short") == (reason(text, min_words=5), reason(text, min_words=12))


@pytest.mark.parametrize(
    "retraction",
    ["None of this text is true.", "None of the above happened.", "Everything above is made up.", "Disregard all of this note."],
)
def test_a_passage_that_is_taken_back_is_refused_as_a_note_is(retraction):
    text = f"Suicide risk is low, with no plan or intent. Risk factors are nightly drinking and living alone. {retraction}"

    assert ("no_client_content", None) == (reason(text, min_words=5), reason(text[: -len(retraction)], min_words=5))


@given(st.text(max_size=400))
def test_any_text_gets_a_reason_of_the_rubric_or_none(text):
    assert reason(text) in {None, *default_rubric().refusals}
