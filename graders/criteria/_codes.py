"""Turns the tokens of a note into the diagnosis codes in it, told apart as billable, heading or unknown.

Source: the ICD-10-CM code list in lexicons/icd10cm.yaml and the headings of clinical-facts 3.7.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from graders import runtime
from graders.note import Note, Token

Standing = Literal["billable", "heading", "unknown"]

_CODE = re.compile(r"[a-z]\d[0-9a-z](\.[0-9a-z]{1,4})?")
_F_NUMBER = re.compile(r"\d\d\.\d[0-9a-z]{0,3}")
_F_UNDOTTED = re.compile(r"\d{3,6}")
#: ICD-9-CM mental disorders, as in "309.28"; retired in the United States since October 2015.
_ICD9 = re.compile(r"(29\d|30\d|31\d)\.\d{1,2}")


@dataclass(frozen=True, slots=True)
class Code:
    """A code as it stands in the note: ``text`` is its usual form ("F33.1"), whatever was typed."""

    start: int
    end: int
    text: str

    @property
    def standing(self) -> Standing:
        return standing(self.text)

    @property
    def is_mental(self) -> bool:
        """Whether it claims to be a mental disorder: an F code, or a retired ICD-9 number."""
        return self.text[0] == "F" or self.text[0].isdigit()


@functools.lru_cache(maxsize=8)  # several criteria ask for the same note's
def codes(note: Note) -> tuple[Code, ...]:
    """Every diagnosis code of the note, in order of place.

    Anything in the shape of an F code counts ("F33.7" is an unknown one), a code of another chapter
    only if it is one that belongs beside a mental disorder: "B12" is a vitamin.
    """
    found: list[Code] = []
    tokens = note.tokens
    for at in note.figures:
        token = tokens[at]
        before = tokens[at - 1] if at else None
        if _CODE.fullmatch(token.form) and (
            token.form[0] == "f" and token.form[2].isdigit() or _is_other(token.form)
        ):
            found.append(Code(token.start, token.end, token.form.upper()))
        elif before is not None and before.form == "f" and token.start - before.end <= 1:
            text = _f_number(token, joined=token.start == before.end)
            if text:
                found.append(Code(before.start, token.end, text))
        elif _ICD9.fullmatch(token.form):
            found.append(Code(token.start, token.end, token.form))
    return tuple(found)


def standing(code: str) -> Standing:
    """Whether the code can stand on a claim, has more specific codes below it, or is no code."""
    tables = runtime.compiled()["tables"]
    if code in _billable() or code in tables["diagnoses"]["other_codes"]:
        return "billable"
    if code in _headings() or code in tables["diagnoses"]["headings"]:
        return "heading"
    return "unknown"


def _f_number(token: Token, joined: bool) -> str:
    """The code of a number that follows the letter F: "F 33.1", and "F331" where the list has F33.1."""
    if _F_NUMBER.fullmatch(token.form):
        return "F" + token.form.upper()
    if joined and _F_UNDOTTED.fullmatch(token.form):
        dotted = f"F{token.form[:2]}.{token.form[2:]}"
        return dotted if standing(dotted) != "unknown" else ""
    return ""


def _is_other(form: str) -> bool:
    tables = runtime.compiled()["tables"]["diagnoses"]
    return form.upper() in tables["other_codes"] or form.upper() in tables["headings"]


@functools.cache
def _billable() -> frozenset[str]:
    table = runtime.compiled()["tables"]["icd10cm"]["billable"]
    return frozenset(
        f"{category}.{rest}" if rest else category
        for category, rests in table.items()
        for rest in rests.split(" ")
    )


@functools.cache
def _headings() -> frozenset[str]:
    """The F codes that only begin a billable one."""
    beginnings = {code[:length].rstrip(".") for code in _billable() for length in range(3, len(code))}
    return frozenset(beginnings - _billable())
