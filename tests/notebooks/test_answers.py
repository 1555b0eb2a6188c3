"""The kernel and the grader that runs nothing read the same answer from a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from IPython.core.inputtransformer2 import TransformerManager

from graders.adapters.notebook.answers import Answer, read_answer, write_answer
from graders.adapters.notebook.kernel import note_cell

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)))


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("%%note risk\nDenies SI.", "Denies SI."),
        ("%%note risk\nDenies SI.\n", "Denies SI."),
        ("\n  %%note risk  \n\nS: tired\n\nP: walk\n", "\nS: tired\n\nP: walk"),
        ("%%note risk\r\nS: tired\r\nP: walk\r\n", "S: tired\r\nP: walk"),
        ("%%note risk, my second try\n>>> quoted", ">>> quoted"),
        ("%%note risk", ""),
    ],
)
def test_an_answer_is_what_follows_the_first_line(source: str, text: str) -> None:
    answer = read_answer(source)

    assert answer is not None
    assert answer.text == text
    assert answer.exercise.rstrip(",") == "risk"


@pytest.mark.parametrize(
    "source", ["", "S: tired", "%%notes risk\nS: tired", "# %%note risk\nS", "%%html\n<b>"]
)
def test_another_cell_holds_no_answer(source: str) -> None:
    assert read_answer(source) is None


def test_a_first_line_without_a_name_names_no_exercise() -> None:
    assert read_answer("%%note\nS: tired") == Answer("", "S: tired")


@given(TEXT)
def test_what_is_written_into_a_cell_is_read_from_it(text: str) -> None:
    assert read_answer(write_answer(Answer("risk", text))) == Answer("risk", text)


@given(TEXT)
def test_the_kernel_hands_the_same_text_to_the_magic(text: str) -> None:
    manager = TransformerManager()
    manager.cleanup_transforms.insert(0, note_cell)
    source = write_answer(Answer("risk", text))
    given: list[Answer | None] = []

    class Shell:
        def run_cell_magic(self, name: str, line: str, cell: str) -> None:
            given.append(read_answer(f"%%{name} {line}\n{cell}"))

    exec(manager.transform_cell(source), {"get_ipython": Shell})

    assert given == [read_answer(source)]
