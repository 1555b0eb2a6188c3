"""Compiles rubric, lexicons and the exercises' wordings whenever a wheel or an editable install is made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):
    """A wheel ships the compiled data, so that grading from it needs no lemminflect."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        sys.path.insert(0, str(root))
        from graders.faults import DataError

        try:
            _compile(root)
        except DataError as error:
            if version != "editable":
                raise
            # A checkout remakes its data once it is mended, and needs "goldenthread check" for the mending.
            self.app.display_warning(str(error))
        finally:
            sys.path.remove(str(root))


def _compile(root: Path) -> None:
    from graders.compiling import write_compiled
    from graders.keep_lexicons import STORED
    from graders.loading import exercise_data, exercise_paths

    write_compiled(root / "graders", root / "graders" / "compiled.json")
    STORED.unlink(missing_ok=True)  # A wheel carries what its own exercises need and nothing older.
    for folder in exercise_paths(root / "exercises"):
        exercise_data(folder)  # Reading an exercise compiles its wordings and stores them.
