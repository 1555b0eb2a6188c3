"""Turns a graded notebook into the page that a trainee gets back: one file that asks for no other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from traitlets.config import Config

_TEMPLATE = Path(__file__).with_name("feedback_page")


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
