"""Turns what a JSON Schema has against a sheet into faults that say place, cause and cure."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graders.compiling import read_yaml
from graders.faults import Fault
from graders.sheet import Sheet, Steps, kind_of

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

SCHEMAS = Path(__file__).parent / "schemas"
_KINDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "keys with values",
    "null": "nothing",
}


def schema_faults(sheet: Sheet, schema: str) -> list[Fault]:
    """Every way in which the sheet departs from the schema; unknown keys are warnings."""
    found = sorted(
        validator(schema).iter_errors(sheet.data), key=lambda error: [str(s) for s in error.absolute_path]
    )
    # A mapping without two required keys has two errors that each tell of both.
    return list(dict.fromkeys(fault for error in found for fault in _explain(sheet, error)))


@functools.cache
def validator(schema: str) -> Draft202012Validator:
    # Imported here: it takes a sixth of a second, and grading does without.
    from jsonschema import Draft202012Validator

    return Draft202012Validator(read_yaml(SCHEMAS / f"{schema}.yaml"))


def closest(name: Any, known: Any) -> str | None:
    """The known name that a mistyped one may stand for."""
    names = [str(each) for each in known]
    near = difflib.get_close_matches(str(name), names, n=1, cutoff=0.6)
    lower = {each.lower(): each for each in names}
    return near[0] if near else lower.get(str(name).lower())


def suggest(name: Any, known: Any) -> str:
    """A cure: the name that was probably meant, else the names there are."""
    near = closest(name, known)
    if near:
        return f'did you mean "{near}"?'
    return "use one of " + ", ".join(str(each) for each in known)


def _explain(sheet: Sheet, error: ValidationError) -> Iterator[Fault]:
    steps: Steps = list(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        yield sheet.fault([*steps, error.instance], *_bad_key(error))
    elif error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                yield sheet.fault(steps, f'"{key}" is missing', "add it")
    elif error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        for key in error.instance:
            if key not in known:
                near = closest(key, known)
                cure = (
                    f'did you mean "{near}"?' if near else "remove it, or look for its name in the reference"
                )
                yield sheet.fault([*steps, key], "is a key that nothing reads", cure, is_warning=True)
    elif error.validator is None:
        kind = sheet.data.get("kind")
        yield sheet.fault(steps, f"is not used in an exercise of kind {kind}", "remove it", is_warning=True)
    elif error.validator in ("anyOf", "oneOf") and error.context:
        yield from _explain_branch(sheet, error)
    else:
        yield sheet.fault(steps, *_cause_and_cure(error))


def _explain_branch(sheet: Sheet, error: ValidationError) -> Iterator[Fault]:
    """Tell of the alternative that was meant: the one that takes this type of value."""
    branches: dict[int, list[ValidationError]] = {}
    for each in error.context or ():
        branches.setdefault(each.schema_path[0], []).append(each)
    for errors in branches.values():
        if not any(each.validator == "type" and not each.path for each in errors):
            for each in errors:
                yield from _explain(sheet, each)
            return
    kinds = {
        kind
        for errors in branches.values()
        for each in errors
        for kind in _as_list(each.validator_value)
        if kind in _KINDS
    }
    wanted = " or ".join(sorted(_KINDS[kind] for kind in kinds)) or "something else"
    yield sheet.fault(
        list(error.absolute_path), f"is {kind_of(error.instance)} where {wanted} belongs", f"write {wanted}"
    )


def _bad_key(error: ValidationError) -> tuple[str, str]:
    if error.validator == "enum":
        return "is no key that belongs here", suggest(error.instance, error.validator_value)
    return (
        "is not a key of the form that belongs here",
        f"write {error.schema.get('description', 'a plain name')}",
    )


def _cause_and_cure(error: ValidationError) -> tuple[str, str]:
    value, limit = error.instance, error.validator_value
    match error.validator:
        case "type":
            wanted = " or ".join(_KINDS[each] for each in _as_list(limit))
            return f"is {kind_of(value)} where {wanted} belongs", f"write {wanted}"
        case "enum":
            names = ["nothing" if each is None else each for each in limit]
            return f"is {_shown(value)}, which is none of {', '.join(map(str, names))}", suggest(value, names)
        case "const":
            return f"is {_shown(value)}", f"write {_shown(limit)}"
        case "pattern":
            return (
                f"is {_shown(value)}",
                f"write {error.schema.get('description', f'text of the form {limit}')}",
            )
        case "minLength":
            return "is empty", "write it, or remove the key if it may be missing"
        case "minItems" | "minProperties":
            return f"has {len(value)} of the at least {limit} that it needs", "add what is missing"
        case "maxItems":
            return f"has {len(value)} where at most {limit} may be", "remove some"
        case "uniqueItems":
            return "lists something twice", "remove one"
        case "minimum" | "exclusiveMinimum":
            return f"is {value}, below the least {limit}", "write a larger number"
        case "maximum" | "exclusiveMaximum":
            return f"is {value}, above the most {limit}", "write a smaller number"
        case _:
            return error.message, "compare it with the file format in the reference"


def _shown(value: Any) -> str:
    text = str(value)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
