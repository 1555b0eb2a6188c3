"""Reads the boxes of a form: whether the words at a place stand behind a ticked or an empty one."""

from __future__ import annotations

import re
from functools import lru_cache

_TICKED = ("[x]", "[X]", "[✓]", "[✔]", "(x)", "(X)", "☒", "☑", "✓", "✔")
_EMPTY = ("[ ]", "[]", "[_]", "( )", "☐", "□")
_BOXED = re.compile("|".join(map(re.escape, (*_TICKED, *_EMPTY))))
#: So far in front of the words a box may stand.
_REACH = 120


def is_ticked(text: str, at: int) -> bool | None:
    """Whether the last box in front of a place in its line is ticked; None where there is none."""
    if not _has_boxes(text):
        return None
    ticked, empty = _last(_TICKED, text, at), _last(_EMPTY, text, at)
    return None if ticked == empty else ticked > empty


@lru_cache(maxsize=1)
def _has_boxes(text: str) -> bool:
    """Whether there is any box; every phrase of a note asks for it."""
    return bool(_BOXED.search(text))


def box_before(text: str, at: int) -> int:
    """Where the words of that box begin."""
    return max(_last(_TICKED, text, at), _last(_EMPTY, text, at), 0)


def _last(boxes: tuple[str, ...], text: str, at: int) -> int:
    """The end of the last of these boxes in front of a place; -1 where there is none."""
    reach = max(at - _REACH, 0)
    line = max(text.rfind("\n", reach, at) + 1, reach)
    return max((found + len(box) for box in boxes if (found := text.rfind(box, line, at)) >= 0), default=-1)
