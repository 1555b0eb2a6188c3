"""YAML as a maintainer would write it, and the faults that ``check`` finds in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graders.checking.exercises import Surroundings, check_exercise
from graders.faults import Fault

CASES = {
    "maya-mdd-1": {"id": "maya-mdd-1", "kind": "progress", "template": "none", "risk": {"indicated": False}},
    "ravi-notes-1": {
        "id": "ravi-notes-1",
        "kind": "psychotherapy",
        "template": "none",
        "risk": {"indicated": False},
    },
}
KINDS = {
    "medical_necessity.symptoms": ("progress",),
    "medical_necessity.plan": ("progress",),
    "risk.status": ("progress",),
    "form.structure": ("progress",),
    "language.person_first": ("progress", "psychotherapy"),
    "psychotherapy.exclusions": ("psychotherapy",),
    "psychotherapy.discretion": ("psychotherapy",),
}


@pytest.fixture
def exercise_faults(tmp_path: Path) -> Callable[..., list[Fault]]:
    """The faults of an exercise with one model answer and two mistakes, given as YAML and texts."""

    def faults(yaml: str, name: str = "plan-line", samples: dict[str, str] | None = None) -> list[Fault]:
        folder = tmp_path / name
        (folder / "notes").mkdir(parents=True)
        (folder / "exercise.yaml").write_text(yaml, encoding="utf-8")
        answers = {
            "model-a.md": "She will walk daily.",
            "mistake-a.md": "She may walk.",
            "mistake-b.md": "Continue therapy.",
        }
        for file, answer in (answers if samples is None else samples).items():
            (folder / "notes" / file).write_text(answer, encoding="utf-8")
        found = check_exercise(folder, Surroundings(CASES, list(KINDS), KINDS, None))
        return [fault for group in found.values() for fault in group]

    return faults
