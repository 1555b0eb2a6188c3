"""Renders a report as HTML: the same words in the page, in a notebook and for a coach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from graders.report import Report
from graders.rubric import Rubric, default_rubric


def render_feedback(
    report: Report | Mapping[str, Any],
    *,
    rubric: Rubric | None = None,
    base: str = "",
    heading: int = 2,
    prefix: str = "report",
) -> str:
    """The report as an HTML fragment that needs no script and no style to be read.

    Every word that comes from the trainee is escaped.  ``base`` goes before links into the lessons
    (an absolute or relative address of the site's root, with its final slash).  ``heading`` is the
    level of the first heading; ``prefix`` starts the element ids.  Evidence quotes carry
    ``data-start``, ``data-end`` (code points) and ``data-role``, so that a page can point at them.
    """
    data = report.as_data() if isinstance(report, Report) else report
    view = _View(rubric or default_rubric(), base, heading, prefix)
    return "\n".join(line for line in view.report(data) if line)


def outcome(data: Mapping[str, Any], rubric: Rubric) -> str:
    """Whether a report's answer passes, and its length: in words, or in right lines of a sort or review."""
    name = {True: "passed", False: "not_passed"}.get(data["passed"], "no_score")
    items = data["items"]
    if items and not data["ratings"] and name != "no_score":
        right = sum(item["credit"] == 1 for item in items)
        return rubric.phrases[f"{name}_lines"].format(right=right, lines=len(items))
    return rubric.phrases[name].format(words=data["words"])


def refusal(data: Mapping[str, Any], rubric: Rubric) -> tuple[str, str | None]:
    """Why a report has no score, and the next step, if there is one."""
    if data["items"]:  # lines that name no item: their number says nothing about how much was written
        return rubric.phrases["nothing_read"], rubric.phrases["nothing_read_next"]
    wording = rubric.refusals[data["reason"]]
    return wording.feedback, wording.next_step


class _View:
    def __init__(self, rubric: Rubric, base: str, heading: int, prefix: str) -> None:
        self.rubric, self.phrases = rubric, rubric.phrases
        self.base, self.heading, self.prefix = base, heading, prefix

    def report(self, data: Mapping[str, Any]) -> Iterator[str]:
        yield f'<section class="gt-report gt-{escape(data["status"])}" aria-labelledby="{self.prefix}-title">'
        yield self._heading(0, self._title(data), f'id="{self.prefix}-title" tabindex="-1"')
        yield f'<p class="gt-outcome">{escape(outcome(data, self.rubric))}</p>'
        if data["status"] == "not_gradable":
            yield from self._refusal(data)
        yield from self._strengths(data)
        yield from self._fix_first(data)
        yield from self._ratings(data)
        yield from self._items(data)
        yield "</section>"

    def _heading(self, below: int, text: str, attributes: str = "") -> str:
        level = min(6, self.heading + below)
        return f"<h{level}{' ' + attributes if attributes else ''}>{escape(text)}</h{level}>"

    def _title(self, data: Mapping[str, Any]) -> str:
        name = {"graded": "title_graded", "error": "title_error"}.get(data["status"], "title_not_gradable")
        return self.phrases[name].format(score=_number(data["score"]))

    def _refusal(self, data: Mapping[str, Any]) -> Iterator[str]:
        feedback, next_step = refusal(data, self.rubric)
        yield f"<p>{escape(feedback)}</p>"
        if next_step:
            yield self._next_step(next_step)

    def _strengths(self, data: Mapping[str, Any]) -> Iterator[str]:
        if data["strengths"]:
            yield self._heading(1, self.phrases["strengths_title"])
            yield '<ul class="gt-strengths">'
            yield from (f"<li>{escape(sentence)}</li>" for sentence in data["strengths"])
            yield "</ul>"

    def _fix_first(self, data: Mapping[str, Any]) -> Iterator[str]:
        if not data["fix_first"]:
            return
        lines = {each["criterion"]: each for each in data["ratings"]}
        lines |= {each["id"]: each for each in data["items"]}
        yield self._heading(1, self.phrases["fix_first_title"])
        yield '<ol class="gt-fix-first">'
        for id in data["fix_first"]:
            line = lines[id]
            yield f'<li><a href="#{self._anchor(id)}">{escape(self._name(id))}</a>: '
            yield f"{escape(line.get('next_step') or line['feedback'])}</li>"
        yield "</ol>"

    def _ratings(self, data: Mapping[str, Any]) -> Iterator[str]:
        if not data["ratings"]:
            return
        yield self._heading(1, self.phrases["all_criteria_title"])
        for rating in data["ratings"]:
            yield from self._rating(rating)

    def _rating(self, rating: Mapping[str, Any]) -> Iterator[str]:
        level = rating["level"]
        label = self.phrases["levels"]["not_graded" if level is None else str(level)]
        title = escape(self._name(rating["criterion"]))
        yield (
            f'<article class="gt-rating" data-criterion="{escape(rating["criterion"])}" '
            f'data-level="{"none" if level is None else level}" '
            f'id="{self._anchor(rating["criterion"])}">'
        )
        depth = min(6, self.heading + 2)
        yield f'<h{depth}>{title} <span class="gt-level">{escape(label)}</span></h{depth}>'
        if rating.get("override"):
            yield f'<p class="gt-override">{escape(self._override(rating["override"]))}</p>'
        yield f'<p class="gt-feedback">{escape(rating["feedback"])}</p>'
        yield from self._evidence(rating["evidence"])
        if rating["unsure"]:
            yield f'<p class="gt-unsure">{escape(self.phrases["unsure"])}</p>'
        if rating["next_step"]:
            yield self._next_step(rating["next_step"])
        yield self._learn(rating["learn"], self._name(rating["criterion"]))
        yield "</article>"

    def _evidence(self, evidence: list[Mapping[str, Any]]) -> Iterator[str]:
        if not evidence:
            return
        yield '<ul class="gt-evidence">'
        for each in evidence:
            label = escape(self.phrases["evidence"][each["role"]])
            yield (
                f'<li data-role="{escape(each["role"])}"><span class="gt-role">{label}</span> '
                f'<q data-start="{int(each["start"])}" data-end="{int(each["end"])}" '
                f'data-role="{escape(each["role"])}">'
                f"{escape(each['quote'])}</q></li>"
            )
        yield "</ul>"

    def _items(self, data: Mapping[str, Any]) -> Iterator[str]:
        if not data["items"]:
            return
        yield self._heading(1, self.phrases["items_title"])
        yield '<ul class="gt-items">'
        for item in data["items"]:
            credit = "none" if item["credit"] is None else _number(item["credit"])
            given = f' <q class="gt-given">{escape(item["given"])}</q>' if item["given"] else ""
            yield f'<li id="{self._anchor(item["id"])}" data-credit="{credit}">'
            yield f"<strong>{escape(self._name(item['id']))}</strong>{given} {escape(item['feedback'])}"
            yield self._learn(item["learn"], self._name(item["id"])) + "</li>"
        yield "</ul>"

    def _next_step(self, text: str) -> str:
        label = escape(self.phrases["next_step_label"])
        return f'<p class="gt-next-step"><strong>{label}</strong> {escape(text)}</p>'

    def _learn(self, learn: str | None, title: str) -> str:
        if not learn:
            return ""
        text = escape(self.phrases["learn_label"].format(title=title))
        return f'<p class="gt-learn"><a href="{escape(self.base + learn)}">{text}</a></p>'

    def _override(self, override: Mapping[str, Any]) -> str:
        return self.phrases["override"].format(
            level=override.get("level"), coach=override.get("coach", ""), reason=override.get("reason", "")
        )

    def _name(self, id: str) -> str:
        criterion = self.rubric.criteria.get(id)
        return criterion.title if criterion else id

    def _anchor(self, id: str) -> str:
        return escape(f"{self.prefix}-{id}".replace(".", "-").replace(" ", "-"))


def _number(value: float | int | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value == int(value) else f"{value:.2g}" if value < 1 else f"{value:.1f}"
