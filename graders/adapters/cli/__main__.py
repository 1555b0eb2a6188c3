"""``python -m graders.adapters.cli`` is ``goldenthread``."""

from __future__ import annotations

from graders.adapters.cli import main

main()
