"""Feedback says what the report says, escapes what the trainee wrote, and hides nothing that failed."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from graders import grade
from graders.case import Case
from graders.feedback import render_feedback
from graders.grade import grade_note

CASE = Case(id="maya", kind="progress", template="SOAP", diagnosis_name="Generalized anxiety disorder", diagnosis_code="F41.1")
NOTE = """S: Client reports worry on most days and sleeps four hours a night; she missed two shifts because of it.
O: Tense, on time. GAD-7 14, was 17. Individual CBT by telehealth, weekly, 50 minutes.
A: Generalized anxiety disorder, F41.1. Cognitive restructuring was used to test the thought "I will be fired"; belief fell
from 80 to 40. Progress on the sleep goal is partial. <script>alert("M.")</script>
P: She will keep a worry log each evening at 7 until next Tuesday."""


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def tags(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    parser.close()
    return parser


def test_the_feedback_is_well_formed_and_runs_nothing_of_the_note():
    parser = tags(render_feedback(grade_note(NOTE, case=CASE)))

    assert parser.open == []
    assert "script" not in parser.seen


def test_every_rating_stands_in_the_feedback():
    report = grade_note(NOTE, case=CASE)

    html = render_feedback(report)

    assert [r.criterion for r in report.ratings if f'data-criterion="{r.criterion}"' not in html] == []


def test_a_report_and_its_plain_data_render_alike():
    report = grade_note(NOTE, case=CASE)

    assert render_feedback(report) == render_feedback(report.as_data())


def test_a_failing_criterion_is_shown_as_not_graded_and_the_others_stand(monkeypatch: pytest.MonkeyPatch):
    def broken(findings, criterion, case):
        raise RuntimeError("fault inside")

    real = grade.function_for
    monkeypatch.setattr(grade, "function_for", lambda id: broken if id == "medical_necessity.plan" else real(id))

    report = grade_note(NOTE, case=CASE)

    failed = [rating for rating in report.ratings if rating.level is None]
    assert (report.status, report.score, report.passed) == ("error", None, None)
    assert [rating.criterion for rating in failed] == ["medical_necessity.plan"]
    assert "medical_necessity.plan was not graded" in failed[0].feedback
    assert any(rating.level == 2 for rating in report.ratings)
    assert "not graded" in render_feedback(report)


def test_a_refused_text_gets_a_reason_and_a_next_step():
    html = render_feedback(grade_note("Client sad.", case=CASE))

    assert "gt-not_gradable" in html and "gt-next-step" in html
