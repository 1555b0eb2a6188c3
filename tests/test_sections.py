"""A note is parted at the headings that people type, and at nothing that merely looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.sections import split, templates

SOAP = ["subjective", "objective", "assessment", "plan"]


def contents(text: str, template: str) -> list[tuple[str, str]]:
    return [(section.name, text[section.start : section.end]) for section in split(text, template)]


def names(text: str, template: str) -> list[str]:
    return [section.name for section in split(text, template)]


@pytest.mark.parametrize(
    "labels",
    [
        ["S: ", "O: ", "A: ", "P: "],
        ["S - ", "O - ", "A - ", "P - "],
        ["S – ", "O – ", "A – ", "P – "],
        ["S) ", "O) ", "A) ", "P) "],
        ["(S) ", "(O) ", "(A) ", "(P) "],
        ["S. ", "O. ", "A. ", "P. "],
        ["S  ", "O  ", "A  ", "P  "],
        ["s: ", "o: ", "a: ", "p: "],
        ["S\n", "O\n", "A\n", "P\n"],
        ["**S:** ", "**O:** ", "**A:** ", "**P:** "],
        ["**Subjective**\n", "**Objective**\n", "**Assessment**\n", "**Plan**\n"],
        ["SUBJECTIVE\n", "OBJECTIVE\n", "ASSESSMENT\n", "PLAN\n"],
        ["SUBJECTIVE - ", "OBJECTIVE - ", "ASSESSMENT - ", "PLAN - "],
        ["SUBJECTIVE ", "OBJECTIVE ", "ASSESSMENT ", "PLAN "],
        ["Subjective. ", "Objective. ", "Assessment. ", "Plan. "],
        ["Subj: ", "Obj: ", "Asmt: ", "Plan: "],
        ["## Subjective\n", "## Objective\n", "## Assessment\n", "## Plan\n"],
        ["[Subjective] ", "[Objective] ", "[Assessment] ", "[Plan] "],
        ["1. Subjective\n", "2. Objective\n", "3. Assessment\n", "4. Plan\n"],
        ["S - Subjective\n", "O - Objective\n", "A - Assessment\n", "P - Plan\n"],
        ["S (Subjective): ", "O (Objective): ", "A (Assessment): ", "P (Plan): "],
        ["(S)ubjective: ", "(O)bjective: ", "(A)ssessment: ", "(P)lan: "],
        ["Client's subjective report: ", "Objective findings: ", "Clinical assessment: ", "Treatment plan: "],
    ],
    ids=lambda labels: labels[0].strip(),
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"], ids=["lf", "crlf", "blank line"])
def test_headings_of_every_style_part_a_note(labels, end):
    said = ["T. reports poor sleep.", "Tired, tearful.", "MDD, F33.1.", "Walk daily."]
    text = end.join(label.replace("\n", end) + words for label, words in zip(labels, said))

    found = contents(text, "SOAP")

    assert list(zip(SOAP, said)) == found


@pytest.mark.parametrize(
    ("template", "headings"),
    [
        ("DAP", ["Data:", "Assessment:", "Plan:"]),
        ("DARP", ["## Data", "## Assessment", "## Response", "## Plan"]),
        ("BIRP", ["Behaviour / Observations", "Interventions used", "Client response", "Plan for next week"]),
        ("GIRP", ["Goal(s) addressed:", "Intervention(s):", "Response to intervention:", "Plan:"]),
    ],
)
def test_each_format_is_read_with_its_qualified_titles(template, headings):
    text = "\n".join(f"{heading}\nSomething was said here." for heading in headings)

    assert list(templates()[template]) == names(text, template) == names(text, "none")


def test_a_in_darp_may_stand_for_action():
    assert ["data", "action", "response", "plan"] == names(
        "Data: x\nActions taken: y\nResponse: z\nPlan: w", "DARP"
    )


def test_labels_that_run_on_in_one_line_part_it_when_they_keep_their_order():
    text = "S: Pt c/o poor sleep. O: Tired. A: MDD, F33.1. P: Walk daily."

    assert ["Pt c/o poor sleep.", "Tired.", "MDD, F33.1.", "Walk daily."] == [
        words for _, words in contents(text, "SOAP")
    ]


def test_a_joint_label_heads_two_sections_of_one_place():
    found = contents("S: Poor sleep.\nO: Tired.\nA/P: MDD, F33.1. Walk daily.", "SOAP")

    assert [("assessment", "MDD, F33.1. Walk daily."), ("plan", "MDD, F33.1. Walk daily.")] == found[2:]


@pytest.mark.parametrize(
    "text",
    [
        "Plan of action was discussed.\nData shows five nights of poor sleep.\nGoal of the week was to walk.",
        "A friend drove him.\nS. reports poor sleep.\nP. is his brother.",
        "The plan: none yet. The goal is a walk. His response was slow. Assessment continues.",
        "T. came late.\nI taught box breathing.\nR. listened.\nB. left early.",
        "We agreed on a\nplan that he can keep.",
        "",
        " \r\n\r\n ",
    ],
)
@pytest.mark.parametrize("template", ["none", "SOAP", "BIRP", "GIRP"])
def test_the_words_in_prose_head_nothing(text, template):
    assert () == split(text, template)


def test_a_note_in_another_format_than_asked_for_is_read_in_its_own():
    text = "Behavior: tearful.\nIntervention: walk planned.\nResponse: brighter.\nPlan: walk daily."

    assert list(templates()["BIRP"]) == names(text, "SOAP") == names(text, "GIRP")


def test_a_heading_without_text_is_an_empty_section():
    text = "S: Poor sleep.\nO:\nA: MDD.\nP: Walk daily."

    assert [("objective", "")] == contents(text, "SOAP")[1:2]


def test_a_block_of_its_own_topic_leaves_the_section_and_a_line_does_not():
    block = "S: Sad.\nO: Flat.\nA: MDD.\nP: Walk daily.\n\nRisk\nDenies suicidal ideation."
    line = "S: Sad.\nO: Flat.\nA: MDD.\nRisk: denies suicidal ideation.\nP: Walk daily."

    assert [*SOAP, "risk"] == names(block, "SOAP")
    assert SOAP == names(line, "SOAP")


def test_homework_stands_for_a_plan_only_where_there_is_none():
    assert SOAP == names("S: Sad.\nO: Flat.\nA: MDD.\nHomework: walk daily.", "SOAP")
    assert ("plan", "See weekly.\nHomework: walk daily.") == contents(
        "S: Sad.\nO: Flat.\nA: MDD.\nP: See weekly.\nHomework: walk daily.", "SOAP"
    )[-1]


def test_a_bulleted_title_inside_a_section_does_not_part_it():
    text = "DATA\n- Plan: none so far\n- Response: slow\nASSESSMENT\nMDD.\nPLAN\nWalk daily."

    assert ["data", "assessment", "plan"] == names(text, "DAP")


@given(
    st.lists(
        st.sampled_from(
            [
                "S: ",
                "Plan",
                "**A:**",
                "A/P",
                "\n",
                "\r\n",
                "B - ",
                "Data",
                ":",
                " ",
                "(R) ",
                "text. ",
                "#",
                "Risk\n",
                "Homework:",
                "é🙂",
            ]
        ),
        max_size=40,
    )
)
def test_sections_lie_in_the_note_in_order_without_overlap(pieces):
    text = "".join(pieces)

    for template in ("none", *templates()):
        at = 0
        for section in split(text, template):
            assert section.label_start <= section.label_end <= section.start <= section.end <= len(text)
            assert text[section.start : section.end] == text[section.start : section.end].strip()
            assert section.label_start >= at or section.label_end == at
            at = section.label_end
