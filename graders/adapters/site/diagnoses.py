"""Turns the disorders and codes that the graders know into a page, with signs, daily life and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graders.adapters.site.markdown import page, table, texts
from graders.adapters.site.reference import short_source_link

Data = Mapping[str, Any]


def diagnoses_page(diagnoses: Data, release: str, cues: Data, sources: Data) -> str:
    """``diagnoses``, ``release``: from the lexicons' tables; ``cues``: docs/reference/diagnoses.yaml."""
    said = texts("diagnoses")
    link = f"[as packed in simple-icd-10-cm]({sources['icd-10-cm']['url']})"
    blocks = [said["introduction"].format(release=release, source=link)]
    for chapter, title in said["chapters"].items():
        group = {id: each for id, each in diagnoses["disorders"].items() if each["chapter"] == chapter}
        if group:
            blocks += [f"## {title}", *_disorders(group, cues, sources, said["code_columns"])]
    headings = (
        (_code(code), each["why"], _codes(each["use"])) for code, each in diagnoses["headings"].items()
    )
    others = ((_code(code), each["title"], each["use"]) for code, each in diagnoses["other_codes"].items())
    blocks += [said["headings"], table(said["heading_columns"], headings)]
    blocks += [said["others"], table(said["other_columns"], others)]
    return page(said["front"], *blocks)


def _disorders(group: Mapping[str, Data], cues: Data, sources: Data, head: Sequence[str]) -> Iterable[str]:
    for id, each in sorted(group.items(), key=lambda item: item[1]["name"]):
        yield f"### {each['name']} {{ #{id.replace('_', '-')} }}"
        if id in cues:
            yield "<br>\n".join(_cues(cues[id], sources))
        rows = [(_code(code), known["title"]) for code, known in sorted(each["codes"].items())]
        yield table(head, rows)


def _cues(each: Data, sources: Data) -> Iterable[str]:
    yield f"**Signs:** {each['signs']}."
    if "in_daily_life" in each:
        yield f"**In daily life:** {each['in_daily_life']}."
    links = (short_source_link(key, sources) for key in each["source"])
    yield f"*From {' · '.join(links)}*{{.gt-from}}"


def _code(code: str) -> str:
    return f"`{code}`{{.gt-code}}"


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(map(_code, codes))
