"""Turns a sort or a review into the HTML controls that write its answer; scripts bring them to life."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from graders.exercise import Exercise
from graders.rubric import Rubric, default_rubric

_PLACES = ("progress", "psychotherapy", "neither")
_LEVELS = ("2", "1", "0", "na")


def controls(exercise: Exercise) -> str:
    """The controls, hidden until a script shows them; nothing for kinds that are written as prose.

    They hold the question alone: which places, levels and words are right comes with the check.
    """
    rubric = default_rubric()
    if exercise.kind == "sort":
        rows = _sort_rows(exercise, rubric)
    elif exercise.kind == "review":
        rows = _review_rows(exercise, rubric)
    else:
        return ""
    return "\n".join(('<div class="gt-player" hidden>', *rows, "</div>"))


def plain_question(exercise: Exercise) -> str:
    """What the plain text way needs beside the editor: a sort's items with the names of their lines."""
    if not exercise.items:
        return ""
    pairs = ((escape(item.id), escape(item.text)) for item in exercise.items)
    items = "".join(f"<div><dt>{id}</dt><dd>{text}</dd></div>" for id, text in pairs)
    return f'<dl class="gt-facts gt-items-given">{items}</dl>'


def _sort_rows(exercise: Exercise, rubric: Rubric) -> Iterator[str]:
    places = {place: str(rubric.phrases["places"][place]) for place in _PLACES}
    for number, item in enumerate(exercise.items):
        yield f'<fieldset class="gt-row" data-key="{escape(item.id)}">'
        yield f"<legend>{escape(item.text)}</legend>"
        yield _choices(f"gt-choice-{number}", {place: escape(_bare(name)) for place, name in places.items()})
        yield '<p class="gt-verdict" hidden></p>'
        yield "</fieldset>"


def _review_rows(exercise: Exercise, rubric: Rubric) -> Iterator[str]:
    names = rubric.phrases["levels"]
    for number, id in enumerate(exercise.levels or {}):
        criterion = rubric.criteria[id]
        number_and_name = {
            level: ("" if level == "na" else f"<strong>{level}</strong> ") + escape(names[level])
            for level in _LEVELS
        }
        yield f'<fieldset class="gt-row" data-key="{escape(id)}">'
        yield f"<legend>{escape(criterion.title)}</legend>"
        yield _choices(f"gt-choice-{number}", number_and_name)
        yield "<details><summary>What the levels mean</summary><dl>"
        for level in (2, 1, 0):
            yield f"<div><dt>{level}</dt><dd>{escape(criterion.descriptors[level])}</dd></div>"
        yield "</dl></details>"
        yield _words(f"gt-words-{number}", criterion.title)
        yield '<p class="gt-verdict" hidden></p>'
        yield "</fieldset>"


def _choices(name: str, labels: dict[str, str]) -> str:
    made = "".join(
        f'<label><input type="radio" name="{name}" value="{value}"> <span>{label}</span></label>'
        for value, label in labels.items()
    )
    return f'<div class="gt-options">{made}</div>'


def _words(id: str, title: str) -> str:
    of = f'<span class="gt-unseen"> for {escape(title)}</span>'
    return (
        f'<div class="gt-words-row"><label for="{id}">Words it rests on{of}</label>'
        f'<input type="text" id="{id}" autocomplete="off" spellcheck="false" aria-describedby="{id}-said">'
        f'<button type="button" class="gt-small gt-use">Use the selected words{of}</button>'
        f'<button type="button" class="gt-small gt-clear" hidden>Clear{of}</button>'
        f'<p class="gt-said" id="{id}-said"></p></div>'
    )


def _bare(name: str) -> str:
    """The place without its article: on a button it names the place and is in no sentence."""
    return name.removeprefix("the ")
