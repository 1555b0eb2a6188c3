"""The site's environment stays free of what makes its build slow."""

from __future__ import annotations

import importlib.util


def test_the_site_is_built_without_nbgrader() -> None:
    assert None is importlib.util.find_spec("nbgrader")
