"""run.py chooses environments by what is asked for, and installs only what changed."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FILES = (
    *("pyproject.toml", "hatch_build.py", "requirements/site-tests.txt", "requirements/notebooks.txt"),
    *("tests/test_note.py", "tests/notebooks/test_cell.py"),
)


@pytest.fixture
def bootstrap(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py with an empty checkout under it, whose commands are noted in ``calls`` and not run."""
    spec = importlib.util.spec_from_file_location("bootstrap", root / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    calls: list[list[str]] = []

    def call(command: list[str]) -> int:
        calls.append([str(each).removeprefix(str(tmp_path)).lstrip("/\\") for each in command])
        if "venv" in command:
            Path(command[-1]).mkdir(exist_ok=True)
        return module.statuses.get(command[0], 0)

    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "NOTEBOOK_TESTS", tmp_path / "tests" / "notebooks")
    monkeypatch.setattr(module, "call", call)
    module.calls, module.statuses = calls, {}
    return module


def pytest_runs(bootstrap: ModuleType) -> list[str]:
    """The environment of each pytest run, in order."""
    return [Path(call[0]).parts[0] for call in bootstrap.calls if "pytest" in call]


def test_all_tests_run_in_both_environments(bootstrap: ModuleType) -> None:
    assert 0 == bootstrap.main(["test"])

    assert [".venv-site", ".venv-notebooks"] == pytest_runs(bootstrap)


@pytest.mark.parametrize(
    ("named", "environment"),
    [("tests/test_note.py::test_words", ".venv-site"), ("tests/notebooks/test_cell.py", ".venv-notebooks")],
)
def test_a_named_test_runs_only_where_it_belongs(bootstrap: ModuleType, named: str, environment: str) -> None:
    bootstrap.main(["test", named, "-x"])

    assert [environment] == pytest_runs(bootstrap)


def test_arguments_reach_pytest(bootstrap: ModuleType) -> None:
    bootstrap.main(["test", "tests/test_note.py", "-k", "words"])

    assert ["tests/test_note.py", "-k", "words"] == bootstrap.calls[-1][-3:]


def test_a_failure_in_one_environment_is_the_result(bootstrap: ModuleType) -> None:
    bootstrap.main(["test"])
    bootstrap.statuses[bootstrap.environment("site")] = 1

    assert 1 == bootstrap.main(["test"])


def test_a_choice_that_one_environment_has_no_test_for_is_no_failure(bootstrap: ModuleType) -> None:
    bootstrap.main(["test"])
    bootstrap.statuses[bootstrap.environment("notebooks")] = bootstrap.NO_TESTS_SELECTED

    assert 0 == bootstrap.main(["test", "-k", "words"])


def test_an_interrupted_run_goes_no_further(bootstrap: ModuleType) -> None:
    interrupted = 2
    bootstrap.main(["test"])
    bootstrap.statuses[bootstrap.environment("site")] = interrupted
    bootstrap.calls.clear()

    assert interrupted == bootstrap.main(["test"])

    assert [".venv-site"] == pytest_runs(bootstrap)


def test_an_unchanged_environment_is_not_installed_again(bootstrap: ModuleType) -> None:
    bootstrap.environment("site")
    bootstrap.calls.clear()

    bootstrap.environment("site")

    assert [] == bootstrap.calls


def test_a_changed_lock_makes_the_environment_anew(bootstrap: ModuleType) -> None:
    bootstrap.environment("site")
    bootstrap.calls.clear()
    (bootstrap.ROOT / "requirements" / "site-tests.txt").write_text("rich==15.1", encoding="utf-8")

    bootstrap.environment("site")

    assert "--clear" in bootstrap.calls[0]
    assert "--require-hashes" in bootstrap.calls[1]


def test_changed_project_data_installs_only_the_project_again(bootstrap: ModuleType) -> None:
    bootstrap.environment("site")
    bootstrap.calls.clear()
    (bootstrap.ROOT / "pyproject.toml").write_text("changed", encoding="utf-8")

    bootstrap.environment("site")

    assert [True] == ["--editable" in call for call in bootstrap.calls]


def test_a_failed_installation_is_tried_again(bootstrap: ModuleType) -> None:
    python = bootstrap.environment("site")
    (bootstrap.ROOT / "requirements" / "site-tests.txt").write_text("rich==15.1", encoding="utf-8")
    bootstrap.statuses[python] = 1
    with pytest.raises(SystemExit):
        bootstrap.environment("site")
    bootstrap.statuses.clear()
    bootstrap.calls.clear()

    bootstrap.environment("site")

    assert "--require-hashes" in bootstrap.calls[1]


def test_a_python_without_ensurepip_is_told_what_to_install(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)

    with pytest.raises(SystemExit, match=r"sudo apt install python3\.\d+-venv"):
        bootstrap.environment("site")


def test_an_unknown_command_is_told_the_known(
    bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 2 == bootstrap.main(["sevre"])

    assert "run.py serve" in capsys.readouterr().err
