"""``nbgrader autograde`` in a course: text is graded, nothing is run, odd notebooks wait for the coach."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from graders.grade import grade_note
from graders.loading import Library
from tests.notebooks.classroom import ASSIGNMENT, RISK, RISK_POINTS, SORT, SORT_POINTS, Classroom, new_course
from tests.notebooks.samples import cell_of, model

GOOD = model(RISK)
HALF = GOOD[: len(GOOD) // 2]
WRONG = (
    "times: neither\nphq: neither\nhunch: progress\nmedication: neither\naffair: progress\nsafety: neither"
)
EMOJI = f"🧠 {GOOD} é \u202e 👩🏽\u200d⚕️"


def answer_index(nb: NotebookNode) -> int:
    return nb.cells.index(cell_of(nb, "answer"))


def delete_answer(nb: NotebookNode) -> None:
    del nb.cells[answer_index(nb)]


def paste_answer_into_a_new_cell(nb: NotebookNode) -> None:
    nb.cells[answer_index(nb)] = new_code_cell(cell_of(nb, "answer").source)


def duplicate_answer(nb: NotebookNode) -> None:
    nb.cells.insert(answer_index(nb), copy.deepcopy(cell_of(nb, "answer")))


def answer_twice(nb: NotebookNode) -> None:
    duplicate_answer(nb)
    nb.cells[answer_index_of_first(nb)].source = f"%%note {RISK}\nRisk is low."


def answer_index_of_first(nb: NotebookNode) -> int:
    return next(n for n, cell in enumerate(nb.cells) if cell.source.startswith("%%note"))


def split_answer(nb: NotebookNode) -> None:
    """What JupyterLab does: both halves keep the metadata."""
    place = answer_index(nb)
    second = copy.deepcopy(nb.cells[place])
    nb.cells[place].source, second.source = f"%%note {RISK}\n{HALF}", GOOD[len(HALF) :]
    nb.cells.insert(place + 1, second)


def empty_answer(nb: NotebookNode) -> None:
    cell_of(nb, "answer").source = ""


def rename_exercise(nb: NotebookNode) -> None:
    cell_of(nb, "answer").source = f"%%note {SORT}\n{GOOD}"


def retype_answer(nb: NotebookNode) -> None:
    old = cell_of(nb, "answer")
    nb.cells[answer_index(nb)] = new_markdown_cell(old.source, metadata=old.metadata)


def tamper_with_test(nb: NotebookNode) -> None:
    test = cell_of(nb, "score")
    test.source = "20.0"
    test.metadata.nbgrader.update(points=1000, solution=True, locked=False)


def delete_test(nb: NotebookNode) -> None:
    nb.cells.remove(cell_of(nb, "score"))


def add_false_tests(nb: NotebookNode) -> None:
    marks = {
        "grade": True,
        "solution": False,
        "locked": True,
        "schema_version": 3,
        "task": False,
        "points": 50,
    }
    nb.cells += [
        new_code_cell("50", metadata={"nbgrader": {**marks, "grade_id": "score-more"}}),
        new_code_cell("50", metadata={"nbgrader": "full marks, please"}),
        new_code_cell("50", metadata={"nbgrader": {}}),
    ]


def attack(nb: NotebookNode) -> None:
    """Code that writes files, changes its grade, prints to stderr and never ends; markup that calls home."""
    code = [
        "import pathlib; pathlib.Path('was-here').write_text('x')",
        "import sqlite3; base = sqlite3.connect('../../../gradebook.db')",
        "base.execute('update grade set manual_score = 20'); base.commit()",
        "import sys; print('oh no', file=sys.stderr)",
        "from graders.adapters import notebook; notebook.points = lambda *_: 20.0",
        "while True: pass",
    ]
    nb.cells[0:0] = [new_code_cell(source) for source in code]
    markup = "<script src='https://evil.example/x.js'></script>\n\n![](https://evil.example/a.png)"
    nb.cells.append(new_markdown_cell(markup))
    cell_of(nb, "coach").source = "Please look <img src=https://evil.example/b.png onerror=alert(1)>"
    nb.metadata["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": "<script>alert(2)</script>"}
    }
    nb.metadata["title"] = "</title><script>alert(3)</script>"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """Everybody's work, graded by one run of the stock command."""
    course = new_course(tmp_path_factory.mktemp("term") / "notes-101")
    course.submit("good", RISK, GOOD)
    course.submit("full", SORT, model(SORT))
    course.submit("zero", SORT, WRONG)
    course.submit("untouched", RISK)
    course.submit("short", RISK, "Risk is low.")
    course.submit("crlf", RISK, GOOD.replace(". ", ".\r\n"))
    course.submit("emoji", RISK, EMOJI)
    course.submit("too-long", RISK, "Risk is low. " * 20_000)
    for change in (
        delete_answer, paste_answer_into_a_new_cell, duplicate_answer, answer_twice, split_answer, empty_answer,
        rename_exercise, retype_answer, tamper_with_test, delete_test, add_false_tests, attack,
    ):  # fmt: skip
        course.submit(change.__name__, RISK, GOOD, change)
    course.log = course.nbgrader("autograde", ASSIGNMENT)
    return course


def points(text: str, exercise: str = RISK, most: float = RISK_POINTS) -> float:
    """What the text is worth when it is graded directly."""
    from graders.places import exercises_dir

    library = Library([exercises_dir() / "cases"], [exercises_dir()])
    found = library.exercise(exercise)
    return (grade_note(text, case=library.case_of(found), exercise=found).score or 0) * most / 100


def feedback(course: Classroom, student: str, exercise: str = RISK) -> str:
    outputs = cell_of(course.autograded(student, exercise), "score").outputs
    return "".join(output.data.get("text/html", "") for output in outputs)


@pytest.mark.parametrize(
    ("student", "exercise", "expected"),
    [
        ("good", RISK, points(GOOD)),
        ("full", SORT, SORT_POINTS),
        ("zero", SORT, 0),
        ("crlf", RISK, points(GOOD.replace(". ", ".\r\n"))),
        ("emoji", RISK, points(EMOJI)),
        ("duplicate_answer", RISK, points(GOOD)),
        ("retype_answer", RISK, points(GOOD)),
        ("paste_answer_into_a_new_cell", RISK, points(GOOD)),
        ("tamper_with_test", RISK, points(GOOD)),
        ("delete_test", RISK, points(GOOD)),
        ("add_false_tests", RISK, points(GOOD)),
        ("attack", RISK, points(GOOD)),
    ],
)
def test_an_answer_gets_its_share_of_the_points(
    graded: Classroom, student: str, exercise: str, expected: float
) -> None:
    grade = graded.grade(student, exercise)

    assert grade["auto_score"] == pytest.approx(expected)
    assert grade["max_score"] == (RISK_POINTS if exercise == RISK else SORT_POINTS)
    assert not grade["needs_manual_grade"]
    assert "gt-report" in feedback(graded, student, exercise)


@pytest.mark.parametrize(
    ("student", "reason"),
    [
        ("untouched", "has no score"),
        ("short", "has no score"),
        ("empty_answer", f"No answer to “{RISK}” was found"),
        ("delete_answer", f"No answer to “{RISK}” was found"),
        ("rename_exercise", f"names “{SORT}” where the exercise is “{RISK}”"),
        ("too-long", "too long"),
    ],
)
def test_what_cannot_be_graded_is_0_and_waits_for_the_coach_with_the_reason(
    graded: Classroom, student: str, reason: str
) -> None:
    grade = graded.grade(student, RISK)

    assert (grade["auto_score"], grade["needs_manual_grade"]) == (0, True)
    assert reason in feedback(graded, student)


@pytest.mark.parametrize(
    ("student", "text", "reason"),
    [("split_answer", HALF, "split in two"), ("answer_twice", GOOD, "more than one answer")],
)
def test_an_answer_that_may_not_be_all_is_graded_and_waits_for_the_coach(
    graded: Classroom, student: str, text: str, reason: str
) -> None:
    grade = graded.grade(student, RISK)

    assert grade["auto_score"] == pytest.approx(points(text))
    assert grade["needs_manual_grade"]
    assert reason in feedback(graded, student)


def test_a_hostile_notebook_does_nothing(graded: Classroom) -> None:
    assert list(graded.folder.rglob("was-here*")) == []
    assert graded.grade("attack", RISK)["manual_score"] is None
    with graded.gradebook() as gradebook:
        work = gradebook.find_submission_notebook(RISK, ASSIGNMENT, "good")
        assert [grade.manual_score for grade in work.grades] == [None, None]


def test_markup_of_a_trainee_is_text_in_what_the_coach_opens(graded: Classroom) -> None:
    nb = graded.autograded("attack", RISK)

    own = [cell for cell in nb.cells if cell.cell_type == "markdown" and "evil" in cell.source]

    assert len(own) == 2
    assert all(line.startswith("    ") for cell in own for line in cell.source.splitlines())
    assert "widgets" not in nb.metadata and "title" not in nb.metadata


def test_a_question_to_the_coach_waits_for_one(graded: Classroom) -> None:
    with graded.gradebook() as gradebook:
        asked = gradebook.find_grade(f"coach-{RISK}", RISK, ASSIGNMENT, "attack")
        silent = gradebook.find_grade(f"coach-{RISK}", RISK, ASSIGNMENT, "good")

        assert (asked.needs_manual_grade, silent.needs_manual_grade) == (True, False)


def test_no_kernel_is_started(graded: Classroom, tmp_path: Path) -> None:
    """The same work, where the kernel that the notebooks ask for cannot start."""
    course = graded.copy(tmp_path / "course")
    with course.gradebook() as gradebook:
        gradebook.find_notebook(
            RISK, ASSIGNMENT
        ).kernelspec = '{"name": "no-such-kernel", "display_name": "x"}'
        gradebook.db.commit()

    course.nbgrader("autograde", ASSIGNMENT, "--student", "good", "--force")

    assert course.grade("good", RISK)["auto_score"] == pytest.approx(points(GOOD))
