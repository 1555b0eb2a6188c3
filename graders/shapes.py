"""Says where plain data departs from the shape it should have: place, cause and cure, every fault at once.

A shape is a type (``str``, ``int``, ``float`` for any number, ``bool``, ``dict``, ``None``), ``OneOf``,
``Text``, ``AnyOf``, ``[shape]`` for a list, or a mapping of keys to shapes.  All keys of a mapping have
to be there; further ones are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graders.faults import Fault

_KINDS: dict[Any, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    dict: "an object",
    None: "null",
}


@dataclass(frozen=True)
class OneOf:
    """One of these values and no other."""

    values: tuple[Any, ...]


@dataclass(frozen=True)
class Text:
    """Text that matches a pattern as a whole; ``like`` says in words what that is."""

    pattern: str
    like: str


@dataclass(frozen=True)
class AnyOf:
    """A value of the first shape or of the others, which are simple ones."""

    shapes: tuple[Any, ...]


def shape_faults(value: Any, shape: Any, place: str = "") -> Iterator[Fault]:
    """Every fault of the value; list items are counted from one."""
    where = place or "the file"
    if isinstance(shape, AnyOf):
        if not any(_fits(value, each) for each in shape.shapes[1:]):
            yield from shape_faults(value, shape.shapes[0], place)
    elif isinstance(shape, Mapping):
        if not isinstance(value, dict):
            yield Fault(where, f"is {kind_of(value)} where an object belongs", _CURE)
            return
        for key, inner in shape.items():
            if key in value:
                yield from shape_faults(value[key], inner, f"{place}.{key}" if place else key)
            else:
                yield Fault(where, f'"{key}" is missing', _CURE)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield Fault(where, f"is {kind_of(value)} where a list belongs", _CURE)
            return
        for number, item in enumerate(value, 1):
            yield from shape_faults(item, shape[0], f"{place}[{number}]")
    elif not _fits(value, shape):
        yield Fault(where, f"is {_shown(value)} where {_wanted(shape)} belongs", _CURE)


_CURE = "take the file as it was downloaded"


def kind_of(value: Any) -> str:
    """What a value of JSON is, in words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return "a number"
    return "text" if isinstance(value, str) else "a list" if isinstance(value, list) else "an object"


def _fits(value: Any, shape: Any) -> bool:
    if isinstance(shape, OneOf):
        return any(value == each and type(value) is type(each) for each in shape.values)
    if isinstance(shape, Text):
        return isinstance(value, str) and re.fullmatch(shape.pattern, value) is not None
    if shape is None:
        return value is None
    if isinstance(value, bool):
        return shape is bool
    return isinstance(value, int | float) if shape is float else isinstance(value, shape)


def _wanted(shape: Any) -> str:
    if isinstance(shape, OneOf):
        return "one of " + ", ".join("null" if each is None else str(each) for each in shape.values)
    return shape.like if isinstance(shape, Text) else _KINDS[shape]


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value[:40]}…"' if len(value) > 40 else f'"{value}"'
    return kind_of(value)
