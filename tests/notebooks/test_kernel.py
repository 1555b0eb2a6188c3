"""Generated notebooks run in a real kernel: feedback under the answer, a bare number under the test."""

from __future__ import annotations

import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbgrader.utils import determine_grade

from graders.grade import grade_note
from tests.notebooks.samples import EVERY_EXERCISE, answered, cell_of, model

HOSTILE = (
    "<script>alert(1)</script> </section> %%note x\n{1+1} $HOME ''' \"\"\" \\ \u202e\x00 get_ipython() 🧠\n"
    * 20
)


def run(nb: NotebookNode) -> NotebookNode:
    return NotebookClient(nb, timeout=60, kernel_name="python3").execute()


def outputs(cell: NotebookNode, kind: str) -> list[NotebookNode]:
    return [output for output in cell.outputs if output.output_type == kind]


def html(cell: NotebookNode) -> str:
    return "".join(output.data["text/html"] for output in outputs(cell, "display_data"))


def assert_nothing_on_stderr(nb: NotebookNode) -> None:
    assert [cell.outputs for cell in nb.cells if cell.cell_type == "code" and outputs(cell, "stream")] == []
    assert [cell.outputs for cell in nb.cells if cell.cell_type == "code" and outputs(cell, "error")] == []


def test_every_notebook_gives_a_good_answer_its_share_of_the_points(made, task) -> None:
    """The notebooks of all exercises, one after the other in one kernel that was set up once."""
    notebooks = {id: made(id, model(id), points=20) for id in EVERY_EXERCISE}
    nb = made("note")
    setup = cell_of(nb, "setup")
    nb.cells = [
        setup,
        *(cell for each in notebooks.values() for cell in each.cells if cell.source != setup.source),
    ]

    run(nb)

    assert_nothing_on_stderr(nb)
    for id, each in notebooks.items():
        exercise, case = task(id)
        score = grade_note(model(id), case=case, exercise=exercise).score
        assert determine_grade(cell_of(each, "score")) == (pytest.approx(score / 5), 20), id
        assert "gt-report" in html(cell_of(each, "answer")), id
        assert outputs(cell_of(each, "answer"), "display_data")[0].data["text/plain"].startswith("Score:"), id


@pytest.mark.parametrize("text", [None, ""], ids=["as handed out", "emptied"])
def test_an_empty_answer_is_nothing_and_says_why(made, text: str | None) -> None:
    nb = run(made("passage", text))

    assert_nothing_on_stderr(nb)
    assert determine_grade(cell_of(nb, "score")) == (0, 10)
    assert "no score" in html(cell_of(nb, "score"))


def test_hostile_text_is_shown_and_not_run(made) -> None:
    nb = run(made("note", HOSTILE))

    assert_nothing_on_stderr(nb)
    assert determine_grade(cell_of(nb, "score"))[0] < 10
    assert "<script>" not in html(cell_of(nb, "answer"))


def test_answers_that_cannot_be_graded_are_nothing_and_say_why(made) -> None:
    """One kernel, one test cell after the other: renamed, of an unknown exercise, too long."""
    nb = made("passage", "Risk is low today.")
    answer, score = cell_of(nb, "answer"), cell_of(nb, "score")
    answer.source = answer.source.replace("four-lines-on-risk", "five-lines-on-risk")
    unknown = NotebookNode({**score, "id": "unknown", "source": score.source.replace("four", "five")})
    long = answered(made("passage"), "Low. " * 50_000)
    nb.cells += [
        unknown,
        NotebookNode({**cell_of(long, "answer"), "id": "long"}),
        NotebookNode({**score, "id": "last"}),
    ]

    nb = run(nb)

    cells = {cell.id: cell for cell in nb.cells}
    for id, reason in {
        score.id: "names “five-lines-on-risk”",
        "unknown": "not on this machine",
        "last": "too long",
    }.items():
        assert determine_grade(cells[id]) == (0, 10)
        assert reason in html(cells[id])
    assert_nothing_on_stderr(nb)
