"""Turns the rubric, the sources and the report's schema into the reference pages of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

from graders.adapters.site.markdown import bullets, row
from graders.adapters.site.schema_pages import report_page

Data = Mapping[str, Any]

_HERE = Path(__file__).parent
_LEVELS = {2: "2 met", 1: "1 partly met", 0: "0 not met"}
_NOTES = {"progress": "progress notes", "psychotherapy": "psychotherapy notes"}
_APPLIES = {
    "always": "",
    "risk": "only when the case indicates risk",
    "template": "only when the case asks for a template",
}
_VALUE = re.compile(r"\{(\w+)\}")


def write_reference(
    rubric: Data, target: Path, *, sources: Data | None = None, report_schema: Data | None = None
) -> list[Path]:
    """Write the pages that can be made from what is given into the folder ``target``; return their paths.

    ``rubric`` is the data of rubric.yaml, ``sources`` that of docs/reference/sources.yaml,
    ``report_schema`` that of schemas/report.yaml.  A page that did not change is not touched, so
    that a server watching the folder stays quiet.
    """
    pages = {"index.md": rubric_page(rubric, sources or {})}
    if sources:
        pages["sources.md"] = sources_page(sources)
    if report_schema:
        pages["report.md"] = report_page(report_schema)
    target.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        path = target / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    return [target / name for name in pages]


def anchor(criterion_id: str) -> str:
    """The criterion's anchor in its lesson and here: ``risk.status`` has ``risk-status``."""
    return criterion_id.replace(".", "-")


def rubric_page(rubric: Data, sources: Data) -> str:
    """The rubric as a reader sees it: score rules, rulings, every criterion, what is not graded."""
    return _template("rubric_page.md").substitute(
        version=rubric["rubric_version"],
        pass_mark=rubric.get("pass_mark", 80),
        weights="\n".join(_weight_row(each) for each in criteria(rubric)),
        rulings=bullets(rubric.get("rulings", [])),
        domains="\n\n".join("\n\n".join(_domain(domain, sources)) for domain in rubric["domains"]),
        refusals="\n".join(_refusal(each) for each in rubric["not_gradable"]),
    )


def criteria(rubric: Data) -> Iterator[Data]:
    """Every criterion in rubric order."""
    for domain in rubric["domains"]:
        yield from domain["criteria"]


def sources_page(sources: Data) -> str:
    """What the rubric and the lessons rest on, with how much of it was seen and when."""
    lines = ["# Sources", "Each entry says when it was last looked at and how much of it was seen."]
    for key, each in sources.items():
        if "heading" in each:
            lines.append(f"## {each['heading']}")
        title = f"- **{source_link(key, sources, '')}**{{ #{key} }}"
        lines.append(f"{title}<br>{each['seen']} Last looked at on {each['read']}.")
    return "\n\n".join(lines) + "\n"


def source_link(key: str, sources: Data, folder: str) -> str:
    """A source's title with its address; one of the course's own leads to its page, seen from ``folder``."""
    source = sources[key]
    address = source.get("url") or (folder + source["page"] if "page" in source else "")
    return f"[{source['title']}]({address})" if address else source["title"]


def short_source_link(key: str, sources: Data) -> str:
    """A source's title up to a colon or comma, leading from reference/ to its line among the sources."""
    title = re.split(r"[:,(]", sources[key]["title"])[0].strip()
    return f"[{title}](rubric/sources.md#{key})"


def _template(name: str) -> Template:
    return Template((_HERE / name).read_text(encoding="utf-8"))


def _weight_row(criterion: Data) -> str:
    weights = {kind: criterion["weight"] for kind in criterion["kinds"]} | criterion.get("weights", {})
    cells = [f"[{criterion['title']}](#{anchor(criterion['id'])})"]
    cells += [str(weights.get(kind, "")) for kind in _NOTES]
    return row([*cells, str(criterion.get("must_meet") or "")])


def _domain(domain: Data, sources: Data) -> Iterator[str]:
    yield f"## {domain['title']} {{ #{domain['id']} }}"
    for criterion in domain["criteria"]:
        yield from _criterion(criterion, sources)


def _criterion(criterion: Data, sources: Data) -> Iterator[str]:
    yield f"### {criterion['title']} {{ #{anchor(criterion['id'])} }}"
    yield f"**{criterion['question']}**"
    yield _facts(criterion)
    rows = [row([_LEVELS[each["level"]], each["descriptor"]]) for each in criterion["levels"]]
    yield "\n".join(["| Level | The note |", "|---|---|", *rows])
    if criterion.get("rulings"):
        yield "How it is applied:\n\n" + bullets(criterion["rulings"])
    yield _source(criterion["source"], sources)
    yield _sayings(criterion)


def _facts(criterion: Data) -> str:
    facts = [f"`{criterion['id']}`", "in " + " and ".join(_NOTES[kind] for kind in criterion["kinds"])]
    facts += [_APPLIES[criterion.get("applies", "always")], f"weight {criterion['weight']}"]
    facts += [f"{weight} in {_NOTES[kind]}" for kind, weight in criterion.get("weights", {}).items()]
    if criterion.get("must_meet"):
        facts.append(f"must reach {criterion['must_meet']}")
    return " · ".join(fact for fact in facts if fact)


def _source(source: Data, sources: Data) -> str:
    keys = source.get("key") or []
    keys = [keys] if isinstance(keys, str) else keys
    links = [source_link(key, sources, "") for key in keys if key in sources]
    if not links and source.get("url"):
        links = [f"[{source['url']}]({source['url']})"]
    return f"Source: {source['text']} " + "; ".join(links)


def _sayings(criterion: Data) -> str:
    """A fold-out with every sentence that the grader can say, by level."""
    lines = ['??? note "What the grader can say"', ""]
    for level in criterion["levels"]:
        said = [each for each in level["reasons"] if each["id"] != "default"]
        lines += [f"    **{_LEVELS[level['level']]}**", ""]
        lines += [f"    - {_saying(each)}" for each in said or level["reasons"]]
        lines.append("")
    lines.append("    Here … stands for words of the note" + _named(criterion.get("values", {})) + ".")
    return "\n".join(lines)


def _named(values: Data) -> str:
    return "".join(f", *{name.replace('_', ' ')}* for {meaning}" for name, meaning in values.items())


def _saying(reason: Data) -> str:
    next_step = reason.get("next_step")
    return _readable(reason["feedback"]) + (f" *{_readable(next_step, '**')}*" if next_step else "")


def _readable(text: str, mark: str = "*") -> str:
    """The wording with its values shown: quoted words as an ellipsis, others by name."""

    def shown(value: re.Match[str]) -> str:
        return "…" if value[1] == "evidence" else f"{mark}{value[1].replace('_', ' ')}{mark}"

    return " ".join(_VALUE.sub(shown, text).split())


def _refusal(refusal: Data) -> str:
    return f"- `{refusal['id']}`: {_saying(refusal)}"
