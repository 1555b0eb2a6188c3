"""Turns a CSV roster into the students of a gradebook."""

from __future__ import annotations

import csv
from pathlib import Path

from graders.faults import DataError, Fault

#: The columns that nbgrader keeps; id is the one that has to be there.
COLUMNS = ("id", "first_name", "last_name", "email", "lms_user_id")


def read_roster(path: Path) -> dict[str, dict[str, str | None]]:
    """Student id → the other columns; a DataError names every line that cannot be used."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
    except OSError as error:
        raise DataError(
            str(path), [Fault("the file", f"cannot be read ({error.strerror})", "check the path")]
        ) from None
    except UnicodeDecodeError:
        raise DataError(str(path), [Fault("the file", "is not UTF-8", "save it as CSV UTF-8")]) from None
    names = [name.strip().lower().replace(" ", "_") for name in rows[0]] if rows else []
    if "id" not in names:
        cure = f"begin the file with a line of column names, of {', '.join(COLUMNS)}"
        raise DataError(str(path), [Fault("line 1", "has no column id", cure)])
    students: dict[str, dict[str, str | None]] = {}
    faults: list[Fault] = []
    for number, row in enumerate(rows[1:], 2):
        values = {name: value.strip() or None for name, value in zip(names, row) if name in COLUMNS}
        if not any(values.values()):
            continue
        id = values.pop("id", None)
        if id is None or any(sign in id for sign in "/\\+") or id in (".", ".."):
            faults.append(
                Fault(f"line {number}", f"{id!r} is no id of a student", "give each one an id without / \\ +")
            )
        elif id in students:
            faults.append(Fault(f"line {number}", f'"{id}" stands there twice', "give each student one line"))
        else:
            students[id] = values
    if faults:
        raise DataError(str(path), faults)
    return students
