"""Turns the figures of the labelled notes and the known differences into the accuracy card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graders.adapters.site.markdown import page, row, table, texts
from graders.adapters.site.reference import anchor

Data = Mapping[str, Any]


def accuracy_page(
    sets: Sequence[Data], titles: Mapping[str, str], versions: Mapping[str, str], differences: Iterable[Data]
) -> str:
    """``sets``: from ``accuracy``; ``titles``: by criterion; ``differences``: known-differences.yaml."""
    said = texts("accuracy_page")
    differences = list(differences)
    blocks = [said["introduction"].strip().format(short=_short(sets), **versions)]
    if not any(each["name"] == "unseen" for each in sets):
        blocks.append(said["not_yet"].strip().format())
    for each in sets:
        blocks += [said[each["name"]].strip().format(**each), each["about"]]
        blocks += [_table(each, titles), _gate(each)]
    if sets:
        blocks.append(_unsure(sets[0]))
    blocks += [said["differences"].strip().format(count=len(differences)), _known(differences, titles)]
    blocks += [said[name].strip().format() for name in ("weak", "labels", "sources")]
    return page(said["front"], *blocks)


def _short(sets: Sequence[Data]) -> str:
    said = texts("accuracy_page")
    if not sets or sets[0]["macro"] is None:
        return said["nothing_measured"]
    criteria, macro = sets[0]["criteria"], sets[0]["macro"]
    return said["short"].format(
        where=said["sets"][sets[0]["name"]],
        exact=_percent(macro["exact"]),
        rows=len(criteria),
        kappa=macro["kappa"],
        weakest=min(each["kappa"] for each in criteria),
    )


def _table(each: Data, titles: Mapping[str, str]) -> str:
    said = texts("accuracy_page")
    rows = [
        (
            f"[{titles.get(one['criterion'], one['criterion'])}](rubric/index.md#{anchor(one['criterion'])})",
            str(one["n"]),
            _percent(one["exact"]),
            said["constant"] if one["is_constant"] else _kappa(one),
            _percent(one["precision"]),
            _percent(one["recall"]),
        )
        for one in each["criteria"]
    ]
    macro = each["macro"]
    if macro is None:
        return ""
    mean = [said["mean"], str(macro["n"]), _percent(macro["exact"]), _kappa(macro), "", ""]
    return table(said["columns"], rows) + "\n" + row(mean)


def _kappa(figures: Data) -> str:
    return f"{figures['kappa']:.2f} ({figures['low']:.2f} to {figures['high']:.2f})"


def _gate(each: Data) -> str:
    return texts("accuracy_page")["gate"].format(**each)


def _unsure(each: Data) -> str:
    said = texts("accuracy_page")
    counts = each["unsure"]
    errors = counts["errors"]
    caught = _percent(counts["errors_unsure"] / errors) if errors else said["no_errors"]
    share = _percent(counts["unsure"] / counts["cells"] if counts["cells"] else 0.0)
    return said["unsure"].strip().format(where=said["sets"][each["name"]], share=share, caught=caught)


def _known(differences: Iterable[Data], titles: Mapping[str, str]) -> str:
    rows = [
        (f"`{each['sample']}`", titles.get(each["criterion"], each["criterion"]), each["reason"])
        for each in differences
    ]
    return table(texts("accuracy_page")["known_columns"], rows) if rows else ""


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"
