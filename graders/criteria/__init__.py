"""One module per rubric domain, one function per criterion, of the same name."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from types import ModuleType

from graders.case import Case
from graders.findings import Findings
from graders.rating import Rating
from graders.rubric import Criterion

CriterionFunction = Callable[[Findings, Criterion, Case], Rating]


def function_for(criterion_id: str) -> CriterionFunction:
    """The function that rates the criterion: ``risk.status`` is ``graders.criteria.risk.status``."""
    domain, name = criterion_id.split(".", 1)
    return getattr(_module(domain), name)


@functools.cache
def _module(domain: str) -> ModuleType:
    return importlib.import_module(f"graders.criteria.{domain}")
