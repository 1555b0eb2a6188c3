"""Turns the cells that the grader could not settle into grades that wait for a coach."""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from graders.adapters.nbgrader.grading import BY_HAND


class AskForHand(NbGraderPreprocessor):
    """Comes after nbgrader has saved the scores, which takes every number for settled."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        waiting = resources.get(BY_HAND, ())
        if waiting:
            at = resources["nbgrader"]
            with Gradebook(at["db_url"]) as gradebook:
                for id in waiting:
                    grade = gradebook.find_grade(id, at["notebook"], at["assignment"], at["student"])
                    grade.needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources
