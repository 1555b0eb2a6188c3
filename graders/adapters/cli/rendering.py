"""Writes reports as text for a terminal, as JSON lines, or as one HTML page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any

import click

from graders.feedback import outcome, refusal, render_feedback
from graders.profile import Profile
from graders.report import ItemLine, RatingLine, Report, serialise
from graders.rubric import Rubric, default_rubric

WIDTH = 80
_COLOURS = {"2": "green", "1": "yellow", "0": "red"}
#: A quotation longer than this is cut in the terminal; JSON and HTML have all of it.
_LONGEST_QUOTE = 160


def as_json(reports: Iterable[Report], profile: Profile | None = None) -> Iterator[str]:
    """The reports alone: each names its profile."""
    return map(serialise, reports)


def as_html(reports: Iterable[Report], profile: Profile | None = None) -> Iterator[str]:
    """One page with every report: no script, no style from elsewhere."""
    yield '<!doctype html>\n<html lang="en">\n'
    yield '<head><meta charset="utf-8"><title>Golden Thread</title></head>\n'
    yield "<body>\n"
    for number, report in enumerate(reports, 1):
        if report.id:
            yield f"<h1>{escape(report.id)}</h1>\n"
        yield render_feedback(report, prefix=f"report-{number}") + "\n"
    if profile is not None and profile.checklist:
        title = default_rubric().phrases["checklist_title"].format(profile=profile.title)
        yield f"<h2>{escape(title)}</h2>\n<ul>\n"
        yield from (f"<li>{escape(each)}</li>\n" for each in profile.checklist)
        yield "</ul>\n"
    yield "</body>\n</html>\n"


def as_text(reports: Iterable[Report], profile: Profile | None = None) -> Iterator[str]:
    """Each report at 80 columns: the result, strengths, what to fix first, then every criterion.

    The house's checklist stands below them: nobody rates it.
    """
    view = _View(default_rubric())
    for number, report in enumerate(reports):
        yield ("\n" + "=" * WIDTH + "\n" if number else "") + "\n".join(view.lines(report)) + "\n"
    if profile is not None and profile.checklist:
        yield "\n".join(view.checklist(profile)) + "\n"


class _View:
    def __init__(self, rubric: Rubric) -> None:
        self.rubric, self.phrases = rubric, rubric.phrases

    def lines(self, report: Report) -> Iterator[str]:
        if report.id:
            yield click.style(report.id, dim=True)
        yield from self._result(report)
        yield from self._section("strengths_title", [_wrap(each, "  + ") for each in report.strengths])
        yield from self._section("fix_first_title", list(self._fix_first(report)))
        yield from self._section("all_criteria_title", [self._rating(rating) for rating in report.ratings])
        yield from self._section("items_title", [self._item(item) for item in report.items])

    def _result(self, report: Report) -> Iterator[str]:
        title = {"graded": "title_graded", "error": "title_error"}.get(report.status, "title_not_gradable")
        data = report.as_data()
        yield click.style(self.phrases[title].format(score=_number(report.score)), bold=True)
        yield _wrap(outcome(data, self.rubric))
        if report.reason:
            feedback, next_step = refusal(data, self.rubric)
            yield ""
            yield _wrap(feedback)
            if next_step:
                yield _wrap(f"{self.phrases['next_step_label']} {next_step}")

    def checklist(self, profile: Profile) -> Iterator[str]:
        yield ""
        yield click.style(self.phrases["checklist_title"].format(profile=profile.title), bold=True)
        yield from (_wrap(each, "  [ ] ") for each in profile.checklist)

    def _section(self, title: str, blocks: list[str]) -> Iterator[str]:
        if blocks:
            yield ""
            yield click.style(self.phrases[title], bold=True)
            yield from blocks

    def _fix_first(self, report: Report) -> Iterator[str]:
        ratings = {rating.criterion: rating for rating in report.ratings}
        items = {item.id: item for item in report.items}
        for number, id in enumerate(report.fix_first, 1):
            line: Any = ratings.get(id) or items[id]
            advice = getattr(line, "next_step", None) or line.feedback
            yield _wrap(f"{self._name(id)}: {advice}", f"  {number}. ")

    def _rating(self, rating: RatingLine) -> str:
        key = "not_graded" if rating.level is None else str(rating.level)
        label = click.style(f"{self.phrases['levels'][key]:<15}", fg=_COLOURS.get(key), bold=key in _COLOURS)
        points = (
            f"{_number(rating.points)}/{_number(rating.max_points)}"
            if rating.max_points and rating.points is not None
            else ""
        )
        name = self._name(rating.criterion)
        lines = [f"  {label}{name}{points:>{max(1, WIDTH - 17 - len(name))}}".rstrip()]
        if rating.level != "na":
            lines.append(_wrap(rating.feedback, _MARGIN))
            lines += self._quotes(rating.evidence)
        if rating.unsure:
            lines.append(_wrap(self.phrases["unsure"], _MARGIN))
        if rating.next_step:
            lines.append(_wrap(f"{self.phrases['next_step_label']} {rating.next_step}", _MARGIN))
        return "\n".join(lines)

    def _quotes(self, evidence: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        """One paragraph for each role, with its quotations one after the other."""
        by_role: dict[str, list[str]] = {}
        for each in evidence:
            words = " ".join(each["quote"].split())
            if len(words) > _LONGEST_QUOTE:
                words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
            by_role.setdefault(each["role"], []).append(f"“{words}”")
        for role, quotes in by_role.items():
            yield click.style(
                _wrap(f"{self.phrases['evidence'][role]}: {', '.join(quotes)}", _MARGIN), dim=True
            )

    def _item(self, item: ItemLine) -> str:
        share = "" if item.credit is None else _number(item.credit)
        name = self._name(item.id)
        lines = [f"  {name}{share:>{max(1, WIDTH - 2 - len(name))}}".rstrip()]
        if item.given:
            lines.append(_wrap(f"“{item.given}”", "      "))
        return "\n".join([*lines, _wrap(item.feedback, "      ")])

    def _name(self, id: str) -> str:
        criterion = self.rubric.criteria.get(id)
        return criterion.title if criterion else printable(id)


_MARGIN = " " * 17


def _wrap(text: str, lead: str = "") -> str:
    return textwrap.fill(
        printable(text),
        WIDTH,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_on_hyphens=False,
    )


def printable(text: str) -> str:
    """The text without control characters: a note must not be able to steer the terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else f"{value:.2f}".rstrip("0")
