"""Turns the disorders and codes that the graders know into a page: names, codes, signs, daily life, sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graders.adapters.site.markdown import page, table
from graders.adapters.site.wordings import short_title

Data = Mapping[str, Any]

#: Chapters in the order of the DSM-5-TR, with the titles that the page gives them.
_CHAPTERS = {
    "neurodevelopmental": "Neurodevelopmental disorders",
    "psychotic": "Schizophrenia spectrum and other psychotic disorders",
    "bipolar": "Bipolar disorders",
    "depressive": "Depressive disorders",
    "anxiety": "Anxiety disorders",
    "ocd": "Obsessive-compulsive and related disorders",
    "trauma": "Trauma- and stressor-related disorders",
    "dissociative": "Dissociative disorders",
    "somatic": "Somatic symptom and related disorders",
    "feeding_eating": "Feeding and eating disorders",
    "elimination": "Elimination disorders",
    "sleep_wake": "Sleep-wake disorders",
    "gender_dysphoria": "Gender dysphoria",
    "disruptive": "Disruptive, impulse-control and conduct disorders",
    "substance": "Substance-related and addictive disorders",
    "neurocognitive": "Neurocognitive disorders",
    "personality": "Personality disorders",
    "other": "Other",
}
_FRONT = {
    "title": "Diagnoses and codes",
    "description": "Disorders by name, with ICD-10-CM codes, signs to look for, and where they show in daily life.",
}
_INTRODUCTION = """\
# Diagnoses and codes

The disorders that the checker knows, by their DSM-5-TR names, each with the ICD-10-CM codes that are
complete for it. Signs and daily life are there to remind you what to ask about; they are **not criteria**,
and nobody diagnoses from this page. Why name and code both matter:
[Diagnosis](../modules/medical-necessity/index.md#medical_necessity-diagnosis). How they are rated: [the
rubric](rubric/index.md#medical_necessity-diagnosis).

!!! warning "Look your code up before you use it"
    Code titles are those of the ICD-10-CM release of {release}, {source}. Code lists change every October,
    sometimes in April. An official title is a title: use it where the diagnosis stands, and [describe the
    person in plain words](../modules/person-first-language/index.md).

Signs and daily life are what the sources named below each entry say, in our words. They are public pages and a
beginner's textbook, several of them older than the DSM-5-TR; the manual itself was not at hand, and its names
were not checked against it. Where we found no source, a disorder stands with its codes alone."""
_HEADINGS = """\
## Codes that are not complete { #headings }

These are headings in the list of codes. A claim with one of them is rejected."""
_OTHERS = """\
## Codes beside a disorder { #other-codes }

Circumstances and findings. They add to a diagnosis; as the only reason for psychotherapy payers commonly
refuse them (check yours)."""


def diagnoses_page(diagnoses: Data, release: str, cues: Data, sources: Data) -> str:
    """``diagnoses``, ``release``: from the lexicons' tables; ``cues``: docs/reference/diagnoses.yaml."""
    link = f"[as packed in simple-icd-10-cm]({sources['icd-10-cm']['url']})"
    blocks = [_INTRODUCTION.format(release=release, source=link)]
    for chapter, title in _CHAPTERS.items():
        group = {id: each for id, each in diagnoses["disorders"].items() if each["chapter"] == chapter}
        if group:
            blocks += [f"## {title}", *_disorders(group, cues, sources)]
    headings = (
        (_code(code), each["why"], _codes(each["use"])) for code, each in diagnoses["headings"].items()
    )
    others = ((_code(code), each["title"], each["use"]) for code, each in diagnoses["other_codes"].items())
    blocks += [_HEADINGS, table(["Heading", "What is missing", "Complete codes, for example"], headings)]
    blocks += [_OTHERS, table(["Code", "ICD-10-CM title", "Used for"], others)]
    return page(_FRONT, *blocks)


def _disorders(group: Mapping[str, Data], cues: Data, sources: Data) -> Iterable[str]:
    for id, each in sorted(group.items(), key=lambda item: item[1]["name"]):
        yield f"### {each['name']} {{ #{id.replace('_', '-')} }}"
        if id in cues:
            yield "<br>\n".join(_cues(cues[id], sources))
        rows = [(_code(code), known["title"]) for code, known in sorted(each["codes"].items())]
        yield table(["Code", "ICD-10-CM title"], rows)


def _cues(each: Data, sources: Data) -> Iterable[str]:
    yield f"**Signs:** {each['signs']}."
    if "in_daily_life" in each:
        yield f"**In daily life:** {each['in_daily_life']}."
    links = (f"[{short_title(sources[key]['title'])}](rubric/sources.md#{key})" for key in each["source"])
    yield f"*From {' · '.join(links)}*{{.gt-from}}"


def _code(code: str) -> str:
    return f"`{code}`{{.gt-code}}"


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(map(_code, codes))
