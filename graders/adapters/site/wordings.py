"""Turns the person-first lexicons into a table a person can read: wording, better wording, reason, source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from graders.adapters.site.markdown import page, table, texts
from graders.adapters.site.reference import short_source_link

Data = Mapping[str, Any]


def person_first_page(lexicons: Mapping[str, Data], sources: Data) -> str:
    """``lexicons`` by file name; an entry counts when it offers a better wording."""
    graded: dict[str, list[Data]] = {}
    contested: list[Data] = []
    for name, lexicon in lexicons.items():
        for entry in lexicon["entries"]:
            if entry.get("better"):
                (contested if entry.get("grade") is False else graded.setdefault(name, [])).append(entry)
    count = sum(map(len, graded.values())) + len(contested)
    classes: dict[str, Sequence[str]] = {}
    for lexicon in lexicons.values():
        classes |= lexicon.get("classes") or {}
    said = texts("wordings")
    titles = said["lexicons"]
    blocks = [said["introduction"].format(count=count)]
    for name in sorted(graded, key=lambda each: [*titles, each].index(each)):
        title = titles.get(name, name.removeprefix("person_first_").replace("_", " ").capitalize())
        blocks += [f"## {title}", _table(graded[name], sources, classes)]
    return page(said["front"], *blocks, said["contested"], _table(contested, sources, classes))


def _table(entries: Iterable[Data], sources: Data, classes: Data) -> str:
    said = texts("wordings")
    rows = [
        (
            " · ".join(entry.get("shown") or wordings(entry["patterns"], classes)),
            _joined(entry["better"]),
            said["groups"].get(entry.get("group", ""), "") + ": " + entry["reason"],
            ", ".join(short_source_link(key, sources) for key in _list(entry.get("source"))),
        )
        for entry in entries
    ]
    return table(said["columns"], rows)


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
    return re.sub(r"\ba(?= (?:[aeio]|un))", "an", re.sub(r"\b(an?|the) (?:an?|the)\b", r"\1", text))


def _word(name: str, classes: Data) -> str:
    plain = texts("wordings")["examples"].get(name.removeprefix("pf_"))
    return plain or str(next(iter(classes.get(name, ())), "…"))


def _list(value: str | Sequence[str] | None) -> Sequence[str]:
    return [value] if isinstance(value, str) else value or []


def _joined(value: str | Sequence[str]) -> str:
    return "; ".join(_list(value))
