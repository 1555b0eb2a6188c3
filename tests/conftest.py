"""What every test may ask for: the checkout's root, and Hypothesis without a clock."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("golden-thread", deadline=None)
settings.load_profile("golden-thread")


@pytest.fixture(scope="session")
def root() -> Path:
    return Path(__file__).resolve().parents[1]
