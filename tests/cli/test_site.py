"""``goldenthread serve`` and ``build`` where there is nothing to build from."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from click.testing import Result

from graders import places


@pytest.mark.parametrize("command", ["serve", "build"])
def test_an_installed_package_says_that_the_course_needs_a_checkout(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(places, "checkout_root", lambda: None)

    result = run(command)

    assert result.exit_code == 2
    assert "needs a checkout" in result.stderr and f"python3 run.py {command}" in result.stderr


def test_without_mkdocs_the_cure_is_the_command_that_installs_it(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mkdocs", None)

    result = run("build")

    assert result.exit_code == 2
    assert "needs mkdocs" in result.stderr and "python3 run.py build" in result.stderr
