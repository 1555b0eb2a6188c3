"""Assertion, with targets given by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from graders import runtime
from graders.assertion import Assertion, Context, assess
from graders.lexicon import Lexicon
from graders.note import tokenize
from graders.quotations import quotations
from graders.sentences import Sentence

EXAMPLES = yaml.safe_load((Path(__file__).parent / "examples" / "assertion.yaml").read_text(encoding="utf-8"))
_TARGET = re.compile(r"\{([^|{}]+)\|([^{}]*)\}")


def read(line: str) -> tuple[str, list[tuple[int, int, set[str]]]]:
    """The sentence without its marks, and its targets with what is expected of them."""
    text, at = "", 0
    targets = []
    for match in _TARGET.finditer(line):
        text += line[at : match.start()]
        targets.append((len(text), len(text) + len(match[1]), {each for each in match[2].split(",") if each}))
        text += match[1]
        at = match.end()
    return text + line[at:], targets


def named(assertion: Assertion) -> set[str]:
    names = {"negated", "possible", "hypothetical", "historical", "planned", "quoted"}
    found = {name for name in names if getattr(assertion, name)}
    return found | ({assertion.experiencer} - {"client"})


def lines(*groups: str) -> list[str]:
    return [
        line
        for domain, sentences in EXAMPLES.items()
        for group, block in sentences.items()
        if group in groups
        for line in block.strip().splitlines()
    ]


@pytest.mark.parametrize("line", lines("build", "held", "later"))
def test_targets_are_asserted_as_their_sentence_says(line: str) -> None:
    text, targets = read(line)

    actual = {text[start:end]: named(assess(text, start, end)) for start, end, _ in targets}

    assert {text[start:end]: expected for start, end, expected in targets} == actual


@pytest.mark.parametrize("line", lines("known"))
def test_known_weak_spots_are_still_weak(line: str) -> None:
    """A sentence that comes right is moved to the examples above."""
    text, targets = read(line)

    assert any(named(assess(text, start, end)) != expected for start, end, expected in targets)


def test_every_kind_of_assertion_has_examples_and_near_misses() -> None:
    targets = [target for line in lines("build", "held", "later") for target in read(line)[1]]
    kinds = {kind for _, _, expected in targets for kind in expected}

    assert named(Assertion(*[True] * 5, "family", True)) | {"other"} == kinds
    assert sum(not expected for _, _, expected in targets) > len(targets) / 4


def test_every_cue_has_a_near_miss_that_it_does_not_match() -> None:
    data = yaml.safe_load((runtime.PACKAGE / "lexicons" / "assertion.yaml").read_text(encoding="utf-8"))
    lexicon = Lexicon(runtime.compiled()["lexicon"])

    for entry in data["entries"]:
        found = {match.entry.id for match in lexicon.find(tokenize(entry["near_miss"]))}
        assert entry["id"] not in found, (entry["id"], entry["near_miss"])


def test_a_curly_apostrophe_negates_like_a_straight_one() -> None:
    straight, curly = "She doesn't feel hopeless.", "She doesn’t feel hopeless."

    at = straight.index("hopeless")

    assert assess(straight, at, at + 8) == assess(curly, at, at + 8) == Assertion(negated=True)


def test_an_imperative_is_planned_in_the_plan_section_only() -> None:
    text = "Practice box breathing daily."
    tokens = tokenize(text)
    matches = Lexicon(runtime.compiled()["lexicon"]).find(tokens)

    in_plan = Context(text, Sentence(0, len(text), "plan"), tokens, matches).assess(9, 22)
    in_data = Context(text, Sentence(0, len(text), "data"), tokens, matches).assess(9, 22)

    assert in_plan.planned
    assert not in_data.planned


def test_only_what_holds_for_the_client_now_is_present() -> None:
    assert Assertion(quoted=True).is_present
    assert not Assertion(historical=True).is_present
    assert not Assertion(experiencer="family").is_present


def test_an_unclosed_quotation_mark_quotes_nothing() -> None:
    text = 'He said "I am done and left.\nShe said "fine" and stayed.'

    assert ["fine"] == [span.quote(text) for span in quotations(text)]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 99), (99, 99)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="does not lie in the text"):
        assess("No SI.", start, end)


WORDS = st.sampled_from(
    ["no", "not", "denies", "denied", "SI,", "and", "or", "but", "if", "will", "her", "mother", "has", "was"]
    + ["in 2019", "history of", ":", ";", ".", '"', "“", "”", "(-)", "(", ")", "\n", "-", "may"]
    + ["doesn’t", "none", "∅"]
)


@given(st.lists(WORDS, max_size=40), st.data())
def test_any_row_of_cues_is_assessed_alike_each_time(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert assess(text, start, end) == assess(text, start, end)


@given(st.text(max_size=200), st.data())
def test_any_text_and_any_span_is_assessed(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert assess(text, start, end).experiencer in ("client", "family", "other")


@given(st.lists(WORDS, max_size=30))
def test_what_another_sentence_says_changes_nothing(words: list[str]) -> None:
    text = "Client denies hopelessness."
    other = " ".join(words).replace('"', "").replace("“", "").replace("”", "")

    assert assess(text, 14, 26) == assess(f"{text}\n\n{other}", 14, 26)
