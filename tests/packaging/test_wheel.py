"""A wheel, built from this checkout and installed elsewhere, grades without the checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(folder), str(root))
    return next(folder.glob("golden_thread-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    pip("install", "--no-deps", "--no-index", "--target", str(folder), str(wheel))
    return folder


def test_wheel_carries_compiled_data_and_every_exercise(root: Path, wheel: Path) -> None:
    carried = set(zipfile.ZipFile(wheel).namelist())
    exercises = {
        f"graders/shipped/{path.relative_to(root).as_posix()}"
        for path in (root / "exercises").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }

    assert "graders/compiled.json" in carried
    assert exercises and exercises <= carried


def test_wheel_leaves_course_tests_and_sources_of_the_data_at_home(wheel: Path) -> None:
    carried = zipfile.ZipFile(wheel).namelist()

    foreign = [name for name in carried if not name.startswith(("graders/", "golden_thread-"))]
    sources = [name for name in carried if name.startswith(("graders/lexicons/", "graders/rubric.yaml"))]

    assert foreign == []
    assert sources == []


def test_installed_wheel_finds_its_own_exercises_and_no_checkout(installed: Path, tmp_path: Path) -> None:
    script = "from graders import places; print(places.checkout_root(), places.exercises_dir(), sep='\\n')"

    checkout, exercises = run([sys.executable, "-c", script], installed, tmp_path).splitlines()

    assert "None" == checkout
    assert installed / "graders" / "shipped" / "exercises" == Path(exercises)


def test_installed_command_gives_the_same_reports_outside_the_checkout(
    root: Path, installed: Path, tmp_path: Path
) -> None:
    """One model answer of every exercise, so that every kind and every kept fact is read from the wheel."""
    answers = [
        next((folder / "notes").glob("model-*.md"))
        for folder in sorted((root / "exercises").glob("*/"))
        if (folder / "exercise.yaml").is_file()
    ]
    (tmp_path / "answers.jsonl").write_text("".join(map(answer_line, answers)), encoding="utf-8")
    arguments = ["grade", str(tmp_path / "answers.jsonl")]

    elsewhere = run([sys.executable, "-m", "graders.adapters.cli", *arguments], installed, tmp_path)
    here = run([sys.executable, "-m", "graders.adapters.cli", *arguments], root, root)

    assert ["graded"] * len(answers) == [json.loads(line)["status"] for line in elsewhere.splitlines()]
    assert here == elsewhere


def test_installed_command_says_that_the_course_needs_a_checkout(installed: Path, tmp_path: Path) -> None:
    program = installed / "bin" / "goldenthread"
    if os.name == "nt":
        pytest.skip("pip writes a program for Windows that finds its packages in its own environment only")

    done = start([sys.executable, str(program), "serve"], installed, tmp_path)

    assert done.returncode == 2
    assert "needs a checkout" in done.stderr


def answer_line(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return json.dumps({"id": path.stem, "exercise": path.parents[1].name, "text": text}) + "\n"


def run(command: list[str], first: Path, folder: Path) -> str:
    done = start(command, first, folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def start(command: list[str], first: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in ``folder`` that looks for packages in ``first`` before anywhere else."""
    environment = {**os.environ, "PYTHONPATH": str(first), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8")


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
