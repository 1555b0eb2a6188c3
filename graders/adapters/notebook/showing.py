"""Turns a graded answer into what a notebook shows: rich HTML, and plain text elsewhere."""

from __future__ import annotations

from html import escape

from graders.adapters.notebook.grading import Graded
from graders.feedback import render_feedback


def mime_bundle(graded: Graded, site: str = "") -> dict[str, str]:
    """The feedback as HTML and as plain text; every word of the trainee is escaped in the HTML.

    ``site`` is the address of the course, with its final slash; without it nothing links to lessons.
    """
    return {"text/html": as_html(graded, site), "text/plain": as_text(graded)}


def as_html(graded: Graded, site: str = "") -> str:
    lines = [f'<p class="gt-problem"><strong>{escape(problem)}</strong></p>' for problem in graded.problems]
    if graded.report is not None:
        data = graded.report.as_data()
        if not site:
            for line in (*data["ratings"], *data["items"]):
                line["learn"] = None
        lines.append(render_feedback(data, base=site, heading=3, prefix=f"gt-{graded.exercise}"))
    # JupyterLab would take what stands between two dollar signs for a formula.
    return "\n".join(['<div class="gt-feedback mathjax_ignore tex2jax_ignore">', *lines, "</div>"])


def as_text(graded: Graded) -> str:
    lines = list(graded.problems)
    if graded.report is not None:
        import click

        from graders.adapters.cli.rendering import as_text as report_as_text

        lines.append(click.unstyle("".join(report_as_text([graded.report]))))
    return "\n\n".join(lines)
