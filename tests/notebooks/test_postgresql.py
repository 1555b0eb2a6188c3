"""A course whose gradebook is PostgreSQL; skipped where the server or its driver is not installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from tests.notebooks.classroom import ASSIGNMENT, RISK, RISK_POINTS, Classroom, init_course, new_course
from tests.notebooks.test_autograde import GOOD

pytest.importorskip("psycopg", reason='PostgreSQL needs a driver: pip install "psycopg[binary]"')
#: Debian keeps the server's programs out of the path.
INITDB = shutil.which("initdb") or str(
    max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), default="", key=lambda path: int(path.parts[-3]))
)
if not INITDB:
    pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)", allow_module_level=True)


@pytest.fixture(scope="module")
def db_url() -> Iterator[str]:
    """A server of our own on a free port of this machine; it will not run as root."""
    programs = Path(INITDB).resolve().parent
    owner = {"user": "postgres", "group": "postgres"} if os.getuid() == 0 else {}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Not below pytest's folder, which only its own user may enter.
    with tempfile.TemporaryDirectory() as folder:
        if owner:
            shutil.chown(folder, **owner)
        data, log = f"{folder}/data", f"{folder}/log"

        def call(program: str, *arguments: str) -> None:
            subprocess.run(
                [programs / program, *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, **owner
            )

        call("initdb", "--username=coach", "--auth=trust", "--no-sync", "-D", data)
        settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        call("pg_ctl", "start", "--wait", "-D", data, "-l", log, "-o", settings)
        try:
            call("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "coach", "gradebook")
            yield f"postgresql+psycopg://coach@127.0.0.1:{port}/gradebook"
        finally:
            call("pg_ctl", "stop", "-m", "immediate", "-D", data)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, db_url: str) -> Classroom:
    """As the page for coaches says: make the course, change the address, make it again."""
    made = init_course(tmp_path_factory.mktemp("term") / "notes-101")
    config = made.folder / "nbgrader_config.py"
    lines = config.read_text(encoding="utf-8").splitlines()
    commented = next(
        number for number, line in enumerate(lines) if line.startswith("# c.CourseDirectory.db_url")
    )
    lines[commented] = f"c.CourseDirectory.db_url = {db_url!r}"
    config.write_text("\n".join(lines), encoding="utf-8")
    (made.folder / "gradebook.db").unlink()
    new_course(made.folder)
    assert not (made.folder / "gradebook.db").exists()
    made.submit("ana", RISK, GOOD)
    made.submit("bo", RISK, "Risk is low.")
    made.nbgrader("autograde", ASSIGNMENT)
    return made


def test_marks_are_kept_in_postgresql(course: Classroom, db_url: str) -> None:
    with Gradebook(db_url) as gradebook:
        grades = {
            student: gradebook.find_grade(f"score-{RISK}", RISK, ASSIGNMENT, student)
            for student in ("ana", "bo")
        }
        found = {student: (grade.auto_score, grade.needs_manual_grade) for student, grade in grades.items()}

    assert found == {"ana": (RISK_POINTS, False), "bo": (0, True)}


def test_a_mark_set_by_hand_stands_in_the_export_after_grading_again(course: Classroom, db_url: str) -> None:
    with Gradebook(db_url) as gradebook:
        gradebook.find_grade(f"score-{RISK}", RISK, ASSIGNMENT, "bo").manual_score = 4.5
        gradebook.db.commit()

    course.nbgrader("autograde", ASSIGNMENT, "--student", "bo", "--force")
    course.nbgrader("export")

    assert ",bo,,,,4.5," in (course.folder / "grades.csv").read_text(encoding="utf-8")
