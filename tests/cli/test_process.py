"""The command as a process of its own: bytes on standard output, exit status, colour."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


def goldenthread(
    *arguments: object, input: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "graders.adapters.cli", *map(str, arguments)]
    return subprocess.run(
        command,
        check=False,
        input=input,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(root), **environment},
        timeout=60,
    )


def test_standard_output_is_one_line_of_utf8_json_whatever_the_console(cases: Path, text: str) -> None:
    answer = text.replace("Tearful", "Tearful \N{SEEDLING} “a bit”").encode()

    done = goldenthread(
        "grade",
        "-",
        "--case",
        cases / "maya-mdd-1.yaml",
        "--format",
        "json",
        input=answer,
        PYTHONIOENCODING="ascii",
    )

    assert done.stdout.count(b"\n") == 1 and done.stdout.endswith(b"}\n")
    assert json.loads(done.stdout.decode("utf-8"))["case"] == "maya-mdd-1"


def test_the_same_note_gives_the_same_bytes_in_another_process(cases: Path, note: Path) -> None:
    arguments = ("grade", note, "--case", cases / "maya-mdd-1.yaml", "--format", "json")

    assert (
        goldenthread(*arguments, PYTHONHASHSEED="1").stdout
        == goldenthread(*arguments, PYTHONHASHSEED="2").stdout
    )


def test_faults_go_to_standard_error_and_the_status_is_2(tmp_path: Path) -> None:
    done = goldenthread("grade", tmp_path / "gone.md", "--case", "gone.yaml")

    assert (done.returncode, done.stdout) == (2, b"")
    assert b"gone.yaml" in done.stderr and b"Traceback" not in done.stderr


def test_an_unknown_command_is_refused() -> None:
    done = goldenthread("garde")

    assert done.returncode == 2
    assert b"garde" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("environment", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)], ids=["terminal", "NO_COLOR"]
)
def test_colour_is_for_a_terminal_that_wants_it(
    cases: Path, note: Path, environment: dict[str, str], is_coloured: bool
) -> None:
    import pty

    root = Path(__file__).resolve().parents[2]
    command = [
        sys.executable,
        "-m",
        "graders.adapters.cli",
        "grade",
        str(note),
        "--case",
        str(cases / "maya-mdd-1.yaml"),
    ]
    ours, theirs = pty.openpty()
    clean = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    with subprocess.Popen(
        command, stdout=theirs, env={**clean, "PYTHONPATH": str(root), **environment}
    ) as process:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)

    assert process.returncode in (0, 1)
    assert (b"\x1b[" in shown) == is_coloured


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux says that the other end is closed
        return b""
