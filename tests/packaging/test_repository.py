"""What the repository promises about itself: its commands, its locks, and that it names no registry."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: Written apart, so that this file does not name them either.
HOSTS = [f"{name}.{end}" for name in ("pypi", "pythonhosted", "npmjs", "debian") for end in ("org", "com")]
#: Lock file: what it holds of pyproject.toml.
LOCKS = {
    "site-tests.txt": ("dependencies", "data", "tests", "build", "site"),
    "notebooks.txt": ("dependencies", "data", "tests", "build", "notebooks"),
    "node.txt": ("node",),
}


def test_no_file_names_a_registry(root: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    files = [root / name for name in listed.split("\0") if name and (root / name).is_file()]

    naming = [
        (path.relative_to(root).as_posix(), host)
        for path in files
        for host in HOSTS
        if host in path.read_text(encoding="utf-8", errors="replace").lower()
    ]

    assert files
    assert [] == naming


def test_the_check_before_landing_runs_the_test_command_of_the_readme(root: Path) -> None:
    documented = commands(root / "README.md")
    last = (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1]

    assert ["python3 run.py serve", "python3 run.py test"] == [
        line for line in documented if "run.py" in line
    ]
    assert last == "python3 run.py test"


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_what_pyproject_asks_for(root: Path, lock: str) -> None:
    """A lock older than pyproject.toml shows here; requirements/lock.py remakes it."""
    versions = locked_versions(root / "requirements" / lock)

    missing = [
        str(requirement) for requirement in asked(root, LOCKS[lock]) if not is_held(requirement, versions)
    ]

    assert [] == missing


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes(root: Path, lock: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (root / "requirements" / lock).read_text(encoding="utf-8"))

    without = [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]

    assert [] == without


def test_build_requires_no_more_than_the_locks_hold(root: Path) -> None:
    """The editable install of run.py builds without isolation, with what the lock brought."""
    required = project_file(root)["build-system"]["requires"]
    held = [locked_versions(root / "requirements" / lock) for lock in ("site-tests.txt", "notebooks.txt")]

    missing = [text for text in required for versions in held if not is_held(Requirement(text), versions)]

    assert [] == missing


def commands(path: Path) -> list[str]:
    """Lines of a page's code blocks."""
    blocks = re.findall(r"^```\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def locked_versions(path: Path) -> dict[str, list[str]]:
    versions: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([^\s;]+)", path.read_text(encoding="utf-8"), re.MULTILINE):
        versions.setdefault(canonicalize_name(name), []).append(version)
    return versions


def is_held(requirement: Requirement, versions: dict[str, list[str]]) -> bool:
    return any(map(requirement.specifier.contains, versions.get(canonicalize_name(requirement.name), ())))


def asked(root: Path, groups: tuple[str, ...]) -> list[Requirement]:
    data = project_file(root)
    project = {"dependencies": data["project"]["dependencies"], **data["project"]["optional-dependencies"]}
    known = {**project, **data["dependency-groups"]}
    return [Requirement(text) for group in groups for text in known[group]]


def project_file(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
