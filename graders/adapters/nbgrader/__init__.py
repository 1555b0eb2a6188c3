"""Golden Thread inside nbgrader: a course's ``nbgrader_config.py`` calls ``configure(c)``.

The stock commands and the formgrader work as they are; autograding reads answers and runs no code.
"""

from __future__ import annotations

from typing import Any


def configure(c: Any) -> None:
    """Set a course up: release keeps the %%note lines, autograde runs nothing, feedback asks for nothing.

    A line below the call in ``nbgrader_config.py`` overrules what is set here.
    """
    from nbgrader.converters import Autograde, GenerateAssignment
    from nbgrader.preprocessors import CheckCellMetadata, Execute, SaveAutoGrades

    from graders.adapters.nbgrader.by_hand import AskForHand
    from graders.adapters.nbgrader.gradebooks import open_gradebooks_faster
    from graders.adapters.nbgrader.grading import GradeText
    from graders.adapters.nbgrader.pages import FeedbackPage, grading_page
    from graders.adapters.nbgrader.reading import AnyFile
    from graders.adapters.nbgrader.releasing import WritePoints
    from graders.adapters.nbgrader.restoring import RestoreCells
    from graders.adapters.notebook.wording import say

    # Restored cells have the gradebook's own metadata: checking them would take longer than grading.
    ours = {Execute: [GradeText], SaveAutoGrades: [SaveAutoGrades, AskForHand], CheckCellMetadata: []}
    stock = Autograde.class_traits()["autograde_preprocessors"].default()
    open_gradebooks_faster()
    c.GenerateAssignment.preprocessors = [
        WritePoints,
        *GenerateAssignment.class_traits()["preprocessors"].default(),
    ]
    c.ClearSolutions.code_stub = {"python": ""}
    c.ClearSolutions.text_stub = say("coach_stub")
    c.Autograde.exporter_class = AnyFile
    c.Autograde.sanitize_preprocessors = [RestoreCells]
    c.Autograde.autograde_preprocessors = [step for each in stock for step in ours.get(each, [each])]
    c.GenerateFeedback.exporter_class = FeedbackPage
    # The formgrader has no exporter of its own; no other command of nbgrader makes pages with this one.
    c.HTMLExporter.update(grading_page())
