"""Time autograding by execution, by nbgrader with our preprocessor, and by our own loop, in one run.

    .venv-notebooks/bin/python benchmarks/notebooks.py [--submissions 50]

Makes a course in a temporary folder, hands in sample answers, and prints seconds and ratios; each way
grades the same notebooks from scratch in a process of its own.  Scores have to be the same.  On a busy
machine compare the processor time (kernels included).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import nbformat
from nbgrader.api import Gradebook

from graders.adapters.notebook.answers import Answer, write_answer
from graders.front_matter import split_front_matter
from graders.places import exercises_dir

ROOT = Path(__file__).resolve().parent.parent
EXERCISE = "four-lines-on-risk"
NBGRADER = [sys.executable, "-m", "nbgrader"]
GOLDENTHREAD = [sys.executable, "-m", "graders.adapters.cli"]
#: nbgrader as it comes, with nothing of ours in it.
EXECUTING = "c = get_config()\nc.CourseDirectory.course_id = 'course'\n"


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """The seconds that the command takes, by the clock and of the processor; shows output when it fails."""
    start, before = time.perf_counter(), os.times()
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    after = os.times()
    spent = sum(getattr(after, each) - getattr(before, each) for each in ("children_user", "children_system"))
    return time.perf_counter() - start, spent


def hand_in(course: Path, submissions: int) -> None:
    notes = sorted((exercises_dir() / EXERCISE / "notes").glob("*.md"))
    texts = [split_front_matter(path.read_text(encoding="utf-8"))[1].strip() for path in notes]
    for number in range(submissions):
        nb = nbformat.read(course / "release" / "timed" / f"{EXERCISE}.ipynb", as_version=4)
        answer = next(cell for cell in nb.cells if cell.source.startswith("%%note"))
        answer.source = write_answer(Answer(EXERCISE, texts[number % len(texts)]))
        folder = course / "submitted" / f"trainee-{number:03}" / "timed"
        folder.mkdir(parents=True)
        nbformat.write(nb, folder / f"{EXERCISE}.ipynb")


def scores(course: Path) -> list[tuple[str, float]]:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return sorted((each.student.id, each.score) for each in gradebook.assignment_submissions("timed"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=50)
    submissions = parser.parse_args().submissions
    with tempfile.TemporaryDirectory() as scratch:
        base = Path(scratch)
        course, file = base / "course", base / "timed.yaml"
        file.write_text(f"exercises: [{EXERCISE}]\n", encoding="utf-8")
        run([*GOLDENTHREAD, "course", "init", str(course), "--assignment", str(file)], base)
        run([*NBGRADER, "generate_assignment", "timed"], course)
        hand_in(course, submissions)
        config = course / "nbgrader_config.py"
        ours = config.read_text(encoding="utf-8")
        ways = {
            "goldenthread course grade": (ours, [*GOLDENTHREAD, "course", "grade", ".", "timed", "--force"]),
            "nbgrader autograde, reading": (ours, [*NBGRADER, "autograde", "timed", "--force"]),
            "nbgrader autograde, executing": (EXECUTING, [*NBGRADER, "autograde", "timed", "--force"]),
        }
        seconds, found = {}, {}
        for name, (settings, command) in ways.items():
            config.write_text(settings, encoding="utf-8")
            seconds[name] = run(command, course)
            found[name] = scores(course)
            clock, processor = seconds[name]
            print(f"{clock:8.1f} s by the clock {processor:8.1f} s of the processor  {name}", flush=True)
        slowest = seconds["nbgrader autograde, executing"]
        print(f"{submissions} submissions; times as fast as executing:")
        for name, (clock, processor) in seconds.items():
            times = slowest[0] / clock, slowest[1] / processor
            print(f"{times[0]:8.1f}   by the clock {times[1]:8.1f}   of the processor  {name}")
        print("same scores" if len({tuple(each) for each in found.values()}) == 1 else "THE SCORES DIFFER")


if __name__ == "__main__":
    main()
