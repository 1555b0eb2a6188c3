"""The fictional case that a note is written from, as the graders see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Case:
    """One case sheet; see docs/reference for the file format.  Missing parts are empty or None."""

    id: str
    title: str = ""
    kind: str = "progress"
    template: str = "none"
    alias: str = ""
    age: int | None = None
    pronouns: str = ""
    diagnosis_name: str = ""
    diagnosis_code: str = ""
    medication: str | None = None
    modality: str = ""
    frequency: str = ""
    minutes: int | None = None
    goals: tuple[str, ...] = ()
    risk_indicated: bool = False
    session: str = ""

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Case:
        """The case of a checked case file's data; unknown keys are left aside."""
        client = data.get("client") or {}
        diagnosis = data.get("diagnosis") or {}
        service = data.get("service") or {}
        return cls(
            id=str(data.get("id", "")),
            title=str(data.get("title") or ""),
            kind=str(data.get("kind") or "progress"),
            template=str(data.get("template") or "none"),
            alias=str(client.get("alias") or ""),
            age=client.get("age"),
            pronouns=str(client.get("pronouns") or ""),
            diagnosis_name=str(diagnosis.get("name") or ""),
            diagnosis_code=str(diagnosis.get("code") or ""),
            medication=data.get("medication") or None,
            modality=str(service.get("modality") or ""),
            frequency=str(service.get("frequency") or ""),
            minutes=service.get("minutes"),
            goals=tuple(str(goal) for goal in data.get("goals") or ()),
            risk_indicated=bool((data.get("risk") or {}).get("indicated")),
            session=str(data.get("session") or ""),
        )


#: What a note is read against when no case is named: nothing is known, nothing is contradicted.
NO_CASE = Case(id="")
