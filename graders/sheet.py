"""Reads a YAML file together with the lines that its parts stand on, so that a fault names its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graders.compiling import read_yaml
from graders.faults import DataError, Fault

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

#: Keys and list positions that lead from the top of the data to a part of it.
Steps = Sequence[str | int]


@dataclass(frozen=True)
class Sheet:
    """One YAML file's data, with the parsed nodes that know the lines."""

    path: Path
    data: Any
    node: yaml.Node | None

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """The sheet of the file; a DataError when it cannot be read as YAML."""
        data = read_yaml(path)
        return cls(path, data, yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader))

    def fault(self, steps: Steps, cause: str, cure: str, *, is_warning: bool = False) -> Fault:
        return Fault(self.place(steps), cause, cure, is_warning)

    def place(self, steps: Steps) -> str:
        """Where a part stands, in words: ``criteria[risk.status].levels (line 41)``."""
        place = ""
        part = self.data
        for step in steps:
            part = _child(part, step)
            place += f"[{_name(part, step)}]" if isinstance(step, int) else f".{step}" if place else str(step)
        line = self.line(steps)
        return f"{place or 'the file'} (line {line})" if line else place or "the file"

    def line(self, steps: Steps) -> int | None:
        """The line of the part, or of the nearest part around it that exists."""
        node, line = self.node, None
        for step in steps:
            found = _node_below(node, step)
            if found is None:
                break
            line, node = found
        return line

    def repeated_keys(self) -> list[Fault]:
        """Keys written twice in one mapping: YAML keeps the last and forgets the others in silence."""
        return [
            Fault(
                f"{key.value} (line {key.start_mark.line + 1})",
                f"stands twice; line {first} has it too",
                "remove one",
            )
            for key, first in _repeated(self.node)
        ]


def _child(part: Any, step: str | int) -> Any:
    try:
        return part[step]
    except (KeyError, IndexError, TypeError):
        return None


def _name(part: Any, position: int) -> str:
    """What a list item is called: its id, else its number counted from one."""
    if isinstance(part, dict):
        if isinstance(part.get("id"), str):
            return part["id"]
        if "level" in part:
            return f"level {part['level']}"
    return str(position + 1)


def _node_below(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None


def _repeated(node: yaml.Node | None) -> Iterator[tuple[yaml.ScalarNode, int]]:
    if isinstance(node, yaml.MappingNode):
        lines: dict[str, int] = {}
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in lines:
                    yield key, lines[key.value]
                lines.setdefault(key.value, key.start_mark.line + 1)
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated(item)


def read_sheet(path: Path, faults: list[Fault]) -> Sheet | None:
    """The sheet of a file that has to hold a mapping; None, with the faults added, when it does not."""
    try:
        sheet = Sheet.read(path)
    except DataError as error:
        faults += error.faults
        return None
    if not isinstance(sheet.data, dict):
        kind = "is empty" if sheet.data is None else f"holds {kind_of(sheet.data)}"
        faults.append(Fault("the file", f"{kind} where keys with values belong", 'write "key: value" lines'))
        return None
    faults += sheet.repeated_keys()
    return sheet


def kind_of(value: Any) -> str:
    """What a value is, in the words of someone who writes YAML."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, str):
        return "text"
    return (
        "a list" if isinstance(value, list) else "keys with values" if isinstance(value, dict) else "a date"
    )
