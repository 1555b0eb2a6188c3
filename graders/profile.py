"""House rules: what a network asks for beside the rubric."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Profile:
    """One profile; it changes weights, marks and wording, never what a level means.

    ``must_meet`` holds None where the rubric's own least level is lifted.  ``options`` are read by
    the criteria of their names: which parts of the service are asked for.
    ``checklist`` is shown beside a report and never rated.
    """

    id: str
    digest: str
    title: str = ""
    weights: Mapping[str, int] | None = None
    must_meet: Mapping[str, int | None] | None = None
    pass_mark: int | None = None
    template: str | None = None
    options: Mapping[str, Mapping[str, tuple[str, ...]]] | None = None
    wording: Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]] | None = None
    checklist: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What a report calls it: the id and a digest of the rules, so that each edition has its own name."""
        return f"{self.id}@{self.digest}"

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Profile:
        """The profile of a checked profile file's data."""
        plain = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        asked = {"form.service": {"parts": data.get("service")}}
        return cls(
            id=str(data["id"]),
            digest=hashlib.sha256(plain.encode()).hexdigest()[:12],
            title=str(data.get("title") or ""),
            weights=data.get("weights") or {},
            must_meet=data.get("must_meet") or {},
            pass_mark=data.get("pass_mark"),
            template=data.get("template"),
            options={
                criterion: {name: tuple(map(str, values)) for name, values in options.items() if values}
                for criterion, options in asked.items()
            },
            wording=data.get("wording") or {},
            checklist=tuple(map(str, data.get("checklist") or ())),
        )
