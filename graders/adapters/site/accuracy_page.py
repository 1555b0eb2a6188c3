"""Turns the figures of the labelled notes and the known differences into the accuracy card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graders.adapters.site.markdown import page, row, table
from graders.adapters.site.reference import anchor
from graders.compiling import read_yaml

Data = Mapping[str, Any]

_PARTS = Path(__file__).with_name("accuracy_page.yaml")
_FRONT = {
    "title": "How far the checker can be trusted",
    "description": "Agreement with careful readers for each row of the rubric, and what is not known.",
}
_SETS = {"unseen": "notes that no rule was written on", "development": "the notes it was developed on"}
_HEAD = ("Row", "n", "Same level", "Kappa", "When it says met, it is", "When it is met, it says so")


def accuracy_page(
    sets: Sequence[Data], titles: Mapping[str, str], versions: Mapping[str, str], differences: Iterable[Data]
) -> str:
    """``sets`` as ``accuracy`` gives them, ``titles`` by criterion, ``differences`` of known-differences.yaml."""
    parts = {name: text.strip() for name, text in read_yaml(_PARTS).items()}
    differences = list(differences)
    blocks = [parts["introduction"].format(short=_short(sets), **versions)]
    if not any(each["name"] == "unseen" for each in sets):
        blocks.append(parts["not_yet"].format())
    for each in sets:
        blocks += [parts[each["name"]].format(**each), each["about"], _table(each, titles), _gate(each)]
    if sets:
        blocks.append(_unsure(parts["unsure"], sets[0]))
    blocks += [parts["differences"].format(count=len(differences)), _known(differences, titles)]
    blocks += [parts[name].format() for name in ("weak", "labels", "sources")]
    return page(_FRONT, *blocks)


def _short(sets: Sequence[Data]) -> str:
    if not sets or sets[0]["macro"] is None:
        return "No labelled notes are at hand, so nothing was measured."
    criteria, macro = sets[0]["criteria"], sets[0]["macro"]
    weakest = min(each["kappa"] for each in criteria)
    return (
        f"On {_SETS[sets[0]['name']]}, checker and label give the same level in {_percent(macro['exact'])} of "
        f"places (mean over {len(criteria)} rows; kappa {macro['kappa']:.2f}). "
        f"The lowest row has a kappa of {weakest:.2f}."
    )


def _table(each: Data, titles: Mapping[str, str]) -> str:
    rows = [
        (
            f"[{titles.get(one['criterion'], one['criterion'])}](rubric/index.md#{anchor(one['criterion'])})",
            str(one["n"]),
            _percent(one["exact"]),
            "one level throughout" if one["is_constant"] else _kappa(one),
            _percent(one["precision"]),
            _percent(one["recall"]),
        )
        for one in each["criteria"]
    ]
    macro = each["macro"]
    mean = ["**Mean over rows**", str(macro["n"]), _percent(macro["exact"]), _kappa(macro), "", ""]
    return table(_HEAD, rows) + "\n" + row(mean)


def _kappa(figures: Data) -> str:
    return f"{figures['kappa']:.2f} ({figures['low']:.2f} to {figures['high']:.2f})"


def _gate(each: Data) -> str:
    return (
        f"Notes refused that should be graded, or the other way round: {each['gate_errors']}. "
        f"Rows rated where they do not apply, or left out where they do: {each['na_mismatches']}."
    )


def _unsure(text: str, each: Data) -> str:
    counts = each["unsure"]
    errors = counts["errors"]
    caught = _percent(counts["errors_unsure"] / errors) if errors else "none (there are none)"
    share = _percent(counts["unsure"] / counts["cells"] if counts["cells"] else 0.0)
    return text.format(where=_SETS[each["name"]], share=share, caught=caught)


def _known(differences: Iterable[Data], titles: Mapping[str, str]) -> str:
    rows = [
        (f"`{each['sample']}`", titles.get(each["criterion"], each["criterion"]), each["reason"])
        for each in differences
    ]
    return table(("Sample answer", "Row", "What happens"), rows) if rows else ""


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
