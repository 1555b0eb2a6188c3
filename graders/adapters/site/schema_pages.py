"""Turns the schemas of files into reference pages: every key with its type and meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from graders.adapters.site.markdown import page, table, texts

Data = Mapping[str, Any]


def report_page(schema: Data) -> str:
    """The keys of a report, and of the records inside it."""
    said = texts("schema_pages")["report"]
    return page(said["front"], said["introduction"], *_tables(said["title"], schema))


def files_page(schemas: Mapping[str, Data]) -> str:
    """``schemas`` by name: case, exercise, track, work."""
    said = texts("schema_pages")["files"]
    blocks: list[str] = []
    for name, schema in schemas.items():
        title = said["titles"][name]
        file = f"`{schema['title']}`. " if "/" in schema["title"] else ""
        blocks += [f"## {title} {{ #{name} }}", file + schema["description"]]
        blocks += _tables("", schema, level="###", of=title)
    return page(said["front"], said["introduction"], *blocks)


def _tables(title: str, schema: Data, level: str = "##", of: str = "") -> Iterable[str]:
    parts = {name: part for name, part in schema.get("$defs", {}).items() if "properties" in part}
    if title:
        yield f"{level} {title}"
    yield _table(schema, schema)
    for name, part in parts.items():
        yield f"{level} Each `{name}`" + (f" {{ #{of.split()[0].lower()}-{name} }}" if of else "")
        yield _table(part, schema)


def _table(part: Data, schema: Data) -> str:
    needed = set(part.get("required", ()))
    marked = set() if needed >= set(part["properties"]) else needed
    rows = [
        (f"`{key}`" + (" (needed)" if key in marked else ""), _type(each, schema), _meaning(each, schema))
        for key, each in part["properties"].items()
    ]
    return table(texts("schema_pages")["columns"], rows)


def _meaning(each: Data, schema: Data) -> str:
    return each.get("description") or _target(each, schema).get("description", "")


def _target(each: Data, schema: Data) -> Data:
    """What a reference within the schema stands for; the value itself where it is none."""
    name = str(each.get("$ref", "")).rsplit("/", 1)[-1]
    return schema.get("$defs", {}).get(name, {}) if name else each


def _type(each: Data, schema: Data) -> str:
    if "$ref" in each:
        target = _target(each, schema)
        is_record = not target or "properties" in target
        return f"one `{each['$ref'].rsplit('/', 1)[-1]}`" if is_record else _type(target, schema)
    if "const" in each:
        return f"`{each['const']}`"
    if "enum" in each:
        return ", ".join(f"`{'null' if value is None else value}`" for value in each["enum"])
    if "anyOf" in each:
        return " or ".join(dict.fromkeys(_type(one, schema) for one in each["anyOf"]))
    if each.get("type") == "array":
        return f"list: {_type(each['items'], schema)}"
    if each.get("type") == "object" and "properties" in each:
        return "with " + ", ".join(f"`{key}`" for key in each["properties"])
    types = each.get("type", "")
    names = [types] if isinstance(types, str) else types
    return " or ".join(texts("schema_pages")["values"].get(name, name) for name in names)
