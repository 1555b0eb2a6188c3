"""Turns a graded notebook into the page that a trainee gets back, and into the one that a coach grades in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbgrader
from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

_TEMPLATE = Path(__file__).with_name("feedback_page")
_GRADING = Path(__file__).with_name("grading_page")


def grading_page() -> dict[str, Any]:
    """Settings of the exporter that makes the formgrader's page: nothing in it comes from elsewhere."""
    # Importing the formgrader would bring Jupyter's server into every command.
    stock = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    return {
        "template_name": _GRADING.name,
        "extra_template_basedirs": [str(_GRADING.parent), str(stock)],
        "extra_template_paths": [str(stock)],  # ours extends the one that it stands in for, by its path
    }


class FeedbackPage(HTMLExporter):
    """Takes the place of nbgrader's own page, which loads MathJax from elsewhere and shows text as markup.

    A content security policy in the page forbids scripts and every request, whatever stands in it.
    """

    export_from_notebook = ""  # not a choice in JupyterLab's own menu

    def __init__(self, config: Any = None, **kwargs: Any) -> None:
        # nbgrader names a template for every HTML exporter; ours keeps its own unless the course says so.
        own = Config(config or {})
        own.FeedbackPage.setdefault("template_name", _TEMPLATE.name)
        own.FeedbackPage.setdefault("extra_template_basedirs", [str(_TEMPLATE.parent)])
        super().__init__(config=own, **kwargs)
