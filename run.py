"""Turns a fresh clone into a served course or a test run: makes the environments, runs the command there.

Standard library only, and any Python that can read it: everything else is installed by it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOWEST = (3, 11)
#: nbgrader has an environment of its own: beside MkDocs it makes every build of the site three times as slow.
LOCKS = {"site": "site-tests.txt", "notebooks": "notebooks.txt"}
NOTEBOOK_TESTS = ROOT / "tests" / "notebooks"
#: Statuses of pytest after which the other environment has its turn: all passed, some failed, none selected.
PASSED, FAILED, NO_TESTS_SELECTED = 0, 1, 5
USAGE = """\
python3 run.py serve [--port N]       install, build the course and serve it on this machine
python3 run.py build [arguments]      install and build the course into site/
python3 run.py test [arguments]       install and pass the tests; arguments go to pytest
"""


def main(arguments: list[str]) -> int:
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in ("serve", "build"):
        return call([environment("site"), "-m", "graders.adapters.cli", command, *rest])
    if command == "test":
        return test(rest)
    print(USAGE, end="", file=sys.stdout if command in ("-h", "--help") else sys.stderr)
    return 0 if command in ("-h", "--help") else 2


def test(arguments: list[str]) -> int:
    """Pass the tests in the site's environment, then those about notebooks in theirs.

    Where arguments name test files, only the environments run that these files belong to.
    """
    files = [each for each in arguments if not each.startswith("-") and path_of(each).exists()]
    options = [each for each in arguments if each not in files]
    notebooks = [each for each in files if path_of(each).is_relative_to(NOTEBOOK_TESTS)]
    others = [each for each in files if each not in notebooks]
    if not files and any(NOTEBOOK_TESTS.rglob("test_*.py")):
        notebooks = [str(NOTEBOOK_TESTS.relative_to(ROOT))]
    results = []
    if others or not files:
        results.append(pytest("site", [f"--ignore={NOTEBOOK_TESTS}", *others, *options]))
    if notebooks and all(result in (PASSED, FAILED, NO_TESTS_SELECTED) for result in results):
        results.append(pytest("notebooks", [*notebooks, *options]))
    faults = [result for result in results if result not in (PASSED, NO_TESTS_SELECTED)]
    return faults[0] if faults else min(results)


def path_of(argument: str) -> Path:
    """The file or folder that an argument as pytest takes it ("tests/test_note.py::test_words") names."""
    return (ROOT / argument.split("::")[0]).resolve()


def pytest(name: str, arguments: list[str]) -> int:
    return call([environment(name), "-m", "pytest", *arguments])


def environment(name: str) -> str:
    """The environment's Python, made or brought up to date first where lock, project or Python changed."""
    folder = ROOT / f".venv-{name}"
    lock = ROOT / "requirements" / LOCKS[name]
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    locked = digest(lock.read_bytes(), sys.version, sys.base_prefix, str(folder))
    project = digest(*((ROOT / file).read_bytes() for file in ("pyproject.toml", "hatch_build.py")))
    if stamp(folder, "locked") != locked:
        install(folder, python, lock)
        stamp(folder, "locked", locked)
    if stamp(folder, "project") != project:
        # The lock holds the build backend, so nothing is fetched here.
        pip(python, "install", "--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
        stamp(folder, "project", project)
    return str(python)


def install(folder: Path, python: Path, lock: Path) -> None:
    print(f"Installing requirements/{lock.name} into {folder.name} (once, about a minute) ...", flush=True)
    if importlib.util.find_spec("ensurepip") is None:
        package = "python%d.%d-venv" % sys.version_info[:2]
        sys.exit(f"This Python has no ensurepip. Install it, then try again:\n  sudo apt install {package}")
    run([sys.executable, "-m", "venv", "--clear", str(folder)])
    pip(python, "install", "--require-hashes", "--only-binary", ":all:", "--requirement", str(lock))


def pip(python: Path, *arguments: str) -> None:
    run([str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments])


def run(command: list[str]) -> None:
    status = call(command)
    if status:
        sys.exit(
            f"Setting up stopped at: {' '.join(command)}\nThe lines above say why; mend that, then try again."
        )


def call(command: list[str]) -> int:
    with subprocess.Popen(command, cwd=ROOT) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # Ctrl-C reaches the child too: it ends, and its status is ours.


def digest(*parts: str | bytes) -> str:
    total = hashlib.sha256()
    for part in parts:
        total.update(hashlib.sha256(part.encode() if isinstance(part, str) else part).digest())
    return total.hexdigest()


def stamp(folder: Path, name: str, value: str | None = None) -> str | None:
    """What was last installed here; written only after the installation went through."""
    path = folder / f"golden-thread-{name}"
    if value is not None:
        path.write_text(value, encoding="utf-8")
    return path.read_text(encoding="utf-8") if path.exists() else None


if __name__ == "__main__":
    if sys.version_info < LOWEST:
        versions = (*LOWEST, *sys.version_info[:2])
        sys.exit(
            "Golden Thread needs Python %d.%d or newer; this is %d.%d. Start it with a newer one." % versions
        )
    sys.exit(main(sys.argv[1:]))
