"""Medical necessity: what is treated, how it shows and limits, what was done, how it went, what is next."""

from __future__ import annotations

from graders.criteria._diagnosis import diagnosis as diagnosis
from graders.criteria._impairment import impairment as impairment
from graders.criteria._intervention import intervention as intervention
from graders.criteria._plan import plan as plan
from graders.criteria._response import response as response
from graders.criteria._symptoms import symptoms as symptoms
