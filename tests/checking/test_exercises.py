"""What ``check`` has against an exercise: each fault on its own, with its place and its cure."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graders.faults import Fault
from tests.checking.pieces import ITEMS

Faults = Callable[..., list[Fault]]

COMMON = "title: One line of plan\ngoal: Write a plan.\nprompt: Write the plan for the next week.\n"
PASSAGE = COMMON + "kind: passage\ncase: maya-mdd-1\ncriteria: [medical_necessity.plan]\n"
SORT = f"{COMMON}kind: sort\n{ITEMS}"
REVIEW = (
    COMMON
    + """\
kind: review
given: |
  S: Client was sad this week. Sleeps three hours a night and cries at work.
  P: Continue therapy.
levels: {medical_necessity.symptoms: 2, medical_necessity.plan: 1}
marks: {medical_necessity.plan: Continue therapy}
why: {medical_necessity.plan: It names nothing that the client will do.}
"""
)
REWRITE = (
    COMMON
    + """\
kind: rewrite
given: Client is an addict who refused the group.
criteria: {language.person_first: }
keep:
  - {id: use, fact: a use disorder, wordings: ["(substance|alcohol) use disorder"], why: It matters to care}
"""
)


def told(faults: list[Fault]) -> list[str]:
    return [str(fault) for fault in faults]


@pytest.mark.parametrize("yaml", [PASSAGE, SORT, REVIEW], ids=["passage", "sort", "review"])
def test_a_sound_exercise_has_no_faults(exercise_faults: Faults, yaml: str) -> None:
    assert told(exercise_faults(yaml)) == []


@pytest.mark.parametrize(
    ("sound", "old", "new", "fault"),
    [
        (
            PASSAGE,
            "maya-mdd-1",
            "maya-mdd-2",
            'case (line 5): no case has the id "maya-mdd-2"; did you mean "maya-mdd-1"?',
        ),
        (PASSAGE, "criteria: [medical_necessity.plan]\n", "", 'the file: "criteria" is missing; add it'),
        (
            PASSAGE,
            ".plan]",
            ".plans]",
            '"medical_necessity.plans" is no criterion of the rubric; did you mean "medical_necessity.plan"?',
        ),
        (PASSAGE, "", "must_meet: [risk.status]\n", '"risk.status" is not among the criteria that are rated'),
        (PASSAGE, "necessity.plan]", "necessity.plan, risk.status]", "the case indicates no risk"),
        (PASSAGE, "necessity.plan]", "necessity.plan, form.structure]", "is about whole notes"),
        (
            PASSAGE,
            "necessity.plan]",
            "necessity.plan, psychotherapy.discretion]",
            "is not rated in a progress note",
        ),
        (PASSAGE, "medical_necessity.plan", "language.person_first", "the emptiest text passes"),
        (PASSAGE, PASSAGE[len(COMMON) :], "kind: note\ncase: ravi-notes-1\n", "the emptiest text passes"),
        (
            PASSAGE,
            "passage",
            "pasage",
            'kind (line 4): is "pasage", which is none of note, passage, rewrite, sort, review; did you',
        ),
        (PASSAGE, "", "pass_mark: 120\n", "pass_mark (line 7): is 120, above the most 100"),
        (PASSAGE, "", "minutes: ten\n", "minutes (line 7): is text where a whole number belongs"),
        (PASSAGE, "", "title: Twice\n", "title (line 7): stands twice; line 1 has it too"),
        (PASSAGE, "", "id: plan-lines\n", 'is "plan-lines" in a folder called plan-line'),
        (
            PASSAGE,
            "[medical_necessity.plan]",
            "{medical_necessity.plan: heavy}",
            "is text where a whole number or nothing belongs",
        ),
        (SORT, "id: hunch", "id: code", 'items[code].id (line 7): "code" stands twice'),
        (SORT, "[psychotherapy, neither]", "progress", "all belong in one place"),
        (SORT, "[psychotherapy, neither]", "[psychotherpy]", 'did you mean "psychotherapy"?'),
        (
            REVIEW,
            "plan: Continue therapy",
            "plan: continue treatment",
            '"continue treatment" does not stand in "given"',
        ),
        (
            REVIEW,
            "{medical_necessity.plan: It names nothing that the client will do.}",
            "{}",
            "is below level 2 and nothing says why",
        ),
        (
            REVIEW,
            "marks: {medical_necessity.plan",
            "marks: {risk.status",
            '"risk.status" is not among the levels',
        ),
        (
            REVIEW,
            "plan: Continue therapy",
            "symptoms: Sleeps three hours a night and cries at work",
            "an answer that marks more than 4 earns nothing",
        ),
        (REVIEW, "plan: 1}", "plan: 3}", 'is "3", which is none of 0, 1, 2, na'),
        (REWRITE, "(substance|alcohol)", "(substance|alcohol", "keep"),
        (REWRITE, "", "", "keep[use].wordings (line 8): find nothing in notes/model-a.md"),
    ],
)
def test_a_fault_is_told_with_place_and_cure(
    exercise_faults: Faults, sound: str, old: str, new: str, fault: str
) -> None:
    """``old`` is replaced by ``new``; without an ``old`` the new lines come last."""
    assert old in sound
    spoiled = sound.replace(old, new) if old else sound + new

    found = told(exercise_faults(spoiled))

    assert any(fault in each for each in found), found


def test_an_unknown_key_is_a_warning_with_the_name_that_was_meant(exercise_faults: Faults) -> None:
    (fault,) = exercise_faults(PASSAGE + "dificulty: 2\n")

    assert fault.is_warning
    assert fault.cure == 'did you mean "difficulty"?'


def test_a_key_of_another_kind_is_a_warning(exercise_faults: Faults) -> None:
    (fault,) = exercise_faults(PASSAGE + SORT[SORT.index("items:") :])

    assert fault.is_warning
    assert "is not used in an exercise of kind passage" in fault.cause


def test_a_folder_name_that_is_no_id_is_refused(exercise_faults: Faults) -> None:
    (fault,) = exercise_faults(PASSAGE, name="Plan line")

    assert "cannot be an id" in fault.cause


def test_a_list_where_keys_belong_is_refused(exercise_faults: Faults) -> None:
    (fault,) = exercise_faults("- title: One line of plan\n")

    assert "holds a list where keys with values belong" in fault.cause


class TestSamples:
    def test_a_model_and_two_mistakes_are_needed(self, exercise_faults: Faults) -> None:
        found = told(exercise_faults(PASSAGE, samples={"mistake-a.md": "She may walk."}))

        assert any("has 0 sample answers called model-*.md where 1 are needed" in each for each in found)
        assert any("has 1 sample answers called mistake-*.md where 2 are needed" in each for each in found)

    @pytest.mark.parametrize(
        ("sample", "fault"),
        [
            ("---\nlevels: {medical_necessity.plan: 2}\n---\nShe may walk.", "list only levels 0 and 1"),
            (
                "---\nlevels: {medical_necessity.plam: 0}\n---\nShe may walk.",
                'did you mean "medical_necessity.plan"?',
            ),
            ("---\nlevels: {risk.status: 0}\n---\nShe may walk.", "is not among the exercise's criteria"),
            ("---\nlevels: [medical_necessity.plan]\n---\nShe may walk.", "is no mapping"),
            (
                "---\nlevels: {}\nlevel: 1\n---\nShe may walk.",
                "front matter: level: is a key that nothing reads",
            ),
            ("---\nlevels: {medical_necessity.plan: 1}\n---\n", "holds no answer"),
        ],
    )
    def test_front_matter_is_checked(self, exercise_faults: Faults, sample: str, fault: str) -> None:
        samples = {
            "model-a.md": "She will walk daily.",
            "mistake-a.md": sample,
            "mistake-b.md": "Continue therapy.",
        }

        found = told(exercise_faults(PASSAGE, samples=samples))

        assert any(fault in each for each in found), found

    def test_a_model_lists_no_level_below_2(self, exercise_faults: Faults) -> None:
        model = "---\nlevels: {medical_necessity.plan: 1}\n---\nShe may walk."

        found = told(
            exercise_faults(PASSAGE, samples={"model-a.md": model, "mistake-a.md": "a", "mistake-b.md": "b"})
        )

        assert any("in a model answer" in each for each in found)
