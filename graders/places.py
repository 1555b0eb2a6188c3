"""Says where the exercises and the checkout lie, from a checkout as well as from an installed wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
#: A wheel carries exercises/ here (pyproject.toml, force-include).
_SHIPPED = _PACKAGE / "shipped" / "exercises"


def checkout_root() -> Path | None:
    """The root of the checkout that this package runs from, None when it was installed from a wheel."""
    root = _PACKAGE.parent
    return root if not _SHIPPED.exists() and (root / "pyproject.toml").is_file() else None


def exercises_dir() -> Path:
    """The exercises that come with this package: the checkout's own, else those in the wheel."""
    root = checkout_root()
    return _SHIPPED if root is None else root / "exercises"
