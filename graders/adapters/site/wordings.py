"""Turns the person-first lexicons into a table a person can read: wording, better wording, reason, source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graders.adapters.site.markdown import page, table

Data = Mapping[str, Any]

#: What stands for a class of words in a wording that is shown, where not its first word.
_CLASSES = {
    "be": "is",
    "person": "person",
    "client": "client",
    "pronoun": "she",
    "det": "the",
    "condition": "depression",
    "verb_say": "says",
}
_GROUPS = {"label_first": "label", "stigma": "stigma", "doubt": "doubt", "blame": "blame"}
_TITLES = {
    "person_first_mental_health": "Mental health",
    "person_first_substances": "Substance use",
    "person_first_suicide": "Suicide and self-harm",
    "person_first_doubt": "Words that doubt",
    "person_first_blame": "Words that blame",
    "person_first_identity": "Disability, health, age, gender, origin",
    "person_first_body": "Body, illness and appearance",
    "person_first_circumstances": "Housing, money, justice, family",
    "person_first_family": "Children, families and violence",
    "person_first_justice": "Courts and prisons",
    "person_first_care": "Care and cooperation",
    "person_first_slang": "Slang",
}
_FRONT = {
    "title": "Person-first wording",
    "description": "Wordings the checker knows, what to write instead, why, and where each comes from.",
}
_INTRODUCTION = """\
# Person-first wording

Every wording that the checker knows: {count} in all. It knows each in more forms than are shown. Why they
matter, and when the client's own word goes first: [Person-first
language](../modules/person-first-language/index.md). How they are rated: [the
rubric](rubric/index.md#language-person_first).

A better wording is an example about an invented client. Write what *you* saw or heard; where a label stands
for a number or an act, give the number or the act. The same words inside an official name, in a client's
quotation or in another sense cost nothing."""
_CONTESTED = """\
## Contested, never costing a level { #contested }

Good guides disagree about these. They are explained here, and the checker takes nothing off for them."""


def person_first_page(lexicons: Mapping[str, Data], sources: Data) -> str:
    """``lexicons`` by file name; an entry counts when it offers a better wording."""
    graded: dict[str, list[Data]] = {}
    contested: list[Data] = []
    for name, lexicon in lexicons.items():
        for entry in lexicon["entries"]:
            if entry.get("better"):
                (contested if entry.get("grade") is False else graded.setdefault(name, [])).append(entry)
    count = sum(map(len, graded.values())) + len(contested)
    classes = {name: words for lexicon in lexicons.values() for name, words in (lexicon.get("classes") or {}).items()}
    blocks = [_INTRODUCTION.format(count=count)]
    for name in sorted(graded, key=lambda each: [*_TITLES, each].index(each)):
        title = _TITLES.get(name, name.removeprefix("person_first_").replace("_", " ").capitalize())
        blocks += [f"## {title}", _table(graded[name], sources, classes)]
    return page(_FRONT, *blocks, _CONTESTED, _table(contested, sources, classes))


def _table(entries: Iterable[Data], sources: Data, classes: Data) -> str:
    rows = [
        (
            " · ".join(wordings(entry["patterns"], classes)),
            _joined(entry["better"]),
            _GROUPS.get(entry.get("group", ""), "") + ": " + entry["reason"],
            ", ".join(_link(key, sources) for key in _list(entry.get("source"))),
        )
        for entry in entries
    ]
    return table(["Instead of", "For example", "Why", "Source"], rows)


def wordings(patterns: Sequence[str], classes: Data, most: int = 3) -> list[str]:
    """At most so many phrases of a lexicon's notation as a person would write them, none twice."""
    found: list[str] = []
    for phrase in (phrase for pattern in patterns for phrase in _phrases(str(pattern), classes)):
        if phrase.strip(" …") and phrase not in found:
            found.append(phrase)
    return found[:most]


def _phrases(pattern: str, classes: Data) -> Iterator[str]:
    """A pattern that is one list of alternatives gives each of them, any other its first reading."""
    inner = pattern[1:-1] if pattern.startswith("(") and pattern.endswith(")") else ""
    if inner and not set("()[]") & set(inner):
        yield from (_phrase(each, classes) for each in inner.split("|"))
    else:
        yield _phrase(pattern, classes)


def _phrase(pattern: str, classes: Data) -> str:
    # An article that may stand is shown: "is [a|an] hoarder".
    text = re.sub(r"\[(?:a|an)(?:\|\w+)*\]", "a", pattern)
    text = re.sub(r"\[[^\[\]]*\]", " ", text)
    while (shorter := re.sub(r"\(([^()|]*)(?:\|[^()]*)?\)", r"\1", text)) != text:
        text = shorter
    text = re.sub(r"\{(?:\w+\.)?(\w+)\}", lambda each: _word(each[1], classes), text)
    text = " ".join(re.sub(r"<\d>", "…", re.sub(r"~\w?", "", text)).replace("#", "90").split())
    return re.sub(r"\ba(?= [aeio])", "an", re.sub(r"\b(an?|the) (?:an?|the)\b", r"\1", text))


def _word(name: str, classes: Data) -> str:
    plain = _CLASSES.get(name.removeprefix("pf_"))
    return plain or str(next(iter(classes.get(name, ())), "…"))


def _link(key: str, sources: Data) -> str:
    source = sources[key]
    return f"[{short_title(source['title'])}](rubric/sources.md#{key})"


def short_title(title: str) -> str:
    """A source's title up to its first colon or comma."""
    return re.split(r"[:,(]", title)[0].strip()


def _list(value: str | Sequence[str] | None) -> Sequence[str]:
    return [value] if isinstance(value, str) else value or []


def _joined(value: str | Sequence[str]) -> str:
    return "; ".join(_list(value))
