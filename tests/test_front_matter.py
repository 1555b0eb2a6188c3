"""Front matter goes, the answer stays as typed."""

from __future__ import annotations

import pytest

from graders.faults import DataError
from graders.front_matter import split_front_matter

NOTE = "S: Client reports waking at three.\n\nP: Will walk to the river on Monday.\n"


def test_front_matter_names_the_case_and_the_answer_begins_below_it() -> None:
    front, answer = split_front_matter(f"---\ncase: maya-mdd-1\nid: week-3\n---\n{NOTE}")

    assert front == {"case": "maya-mdd-1", "id": "week-3"}
    assert answer == NOTE


def test_line_ends_of_the_answer_are_kept_and_the_byte_order_mark_is_not() -> None:
    windows = NOTE.replace("\n", "\r\n")

    front, answer = split_front_matter(f"\ufeff---\r\ncase: maya-mdd-1\r\n---\r\n{windows}")

    assert front == {"case": "maya-mdd-1"}
    assert answer == windows


@pytest.mark.parametrize(
    "text",
    [
        NOTE,
        "",
        "---\n" + NOTE,
        f"---\nPlan: she will walk daily.\n---\n{NOTE}",
        f"---\nSession was held by video.\n---\n{NOTE}",
        f"{NOTE}---\ncase: maya-mdd-1\n---\n",
    ],
    ids=[
        "plain",
        "empty",
        "one rule",
        "a section between rules",
        "prose between rules",
        "rules further down",
    ],
)
def test_a_note_with_rules_of_dashes_is_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_broken_front_matter_is_named_with_its_line() -> None:
    with pytest.raises(DataError, match=r"front matter, line 3"):
        split_front_matter(f"---\ncase: maya-mdd-1\nid: week: three\n---\n{NOTE}", "week-3.md")
