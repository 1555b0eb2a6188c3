"""``goldenthread agreement``: reports and settled labels → figures per criterion."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from graders.adapters.cli import DONE, SOME_FAILED
from graders.agreement import Agreement, Figures, Mismatch, compare
from graders.faults import DataError, Fault

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
_LEVELS = (0, 1, 2, "na")
#: More lines than this of one kind are counted in the text; JSON has all of them.
_MOST_LINES = 20


@click.command()
@click.argument("reports", type=_FILE)
@click.argument("labels", type=_FILE)
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def agreement(ctx: click.Context, reports: Path, labels: Path, shape: str) -> None:
    """Compare REPORTS (from grade) with LABELS: {"id", "case", "gradable", "reason", "levels"} a line.

    Quadratic weighted kappa with a 95 % interval over resampled cases.  A note labelled gradable
    that the grader refused counts as level 0 in every cell.

    Exit status: 0 every label has a report, 1 some have none, 2 the files are unusable.
    """
    found = compare(_reports(reports), _labels(labels), order=_rubric_order())
    if shape == "json":
        click.echo(json.dumps(as_data(found), ensure_ascii=False, indent=1))
    else:
        _print(found)
    if found.missing:
        click.echo(
            f"{len(found.missing)} labels have no report: {', '.join(found.missing[:10])}; grade them too",
            err=True,
        )
    if found.unlabelled:
        click.echo(f"{len(found.unlabelled)} reports have no label and are not counted", err=True)
    ctx.exit(SOME_FAILED if found.missing else DONE)


def _rubric_order() -> list[str]:
    from graders.rubric import default_rubric

    try:
        return list(default_rubric().criteria)
    except DataError:
        # Figures on files do not need a rubric that can be used today.
        return []


def as_data(found: Agreement) -> dict[str, Any]:
    """The figures as plain data, rounded to four decimals."""
    return {
        "notes": found.notes,
        "cases": found.cases,
        "criteria": [_row(figures) for figures in found.criteria],
        "macro": _row(found.macro) if found.macro else None,
        "ungradable": found.ungradable,
        "gate_errors": [_mismatch(each) for each in found.gate_errors],
        "reason_errors": [_mismatch(each) for each in found.reason_errors],
        "na_mismatches": [_mismatch(each) for each in found.na_mismatches],
        "not_graded": [_mismatch(each) for each in found.not_graded],
        "differences": [
            {"id": cell.id, "criterion": cell.criterion, "label": cell.label, "grader": cell.grader}
            for cell in found.differences
        ],
        "missing": list(found.missing),
        "unlabelled": list(found.unlabelled),
    }


def _row(figures: Figures) -> dict[str, Any]:
    return {
        "criterion": figures.name,
        "n": figures.n,
        "exact": round(figures.exact, 4),
        "kappa": round(figures.kappa, 4),
        "low": round(figures.low, 4),
        "high": round(figures.high, 4),
        "constant": figures.is_constant,
        "counts": figures.counts,
    }


def _mismatch(each: Mismatch) -> dict[str, Any]:
    return {"id": each.id, "criterion": each.criterion, "label": each.label, "grader": each.grader}


def _print(found: Agreement) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE, pad_edge=False)
    table.add_column("criterion", no_wrap=True)
    for name in ("n", "exact", "kappa", "95 % interval"):
        table.add_column(name, justify="right", no_wrap=True)
    for figures in found.criteria:
        table.add_row(*_cells(figures))
    if found.macro:
        table.add_section()
        table.add_row(*_cells(found.macro))
    Console(highlight=False, width=80).print(table)
    click.echo(f"{found.notes} notes, {found.cases} cases")
    click.echo("kappa: quadratic weighted; the interval is over resampled cases")
    if any(figures.is_constant for figures in found.criteria):
        click.echo("* grader and labels hold one level throughout: kappa is not defined and set to 1")
    recognised = found.ungradable - sum(each.label != "gradable" for each in found.gate_errors)
    click.echo(f"ungradable notes recognised: {recognised} of {found.ungradable}")
    _list("gate errors", found.gate_errors)
    _list("refused for another reason than labelled", found.reason_errors)
    _list("na mismatches", found.na_mismatches)
    counts = Counter(each.criterion for each in found.not_graded)
    click.echo(f"not graded: {len(found.not_graded)}")
    for criterion, count in counts.most_common():
        click.echo(f"  {criterion}: {count}")


def _cells(figures: Figures) -> tuple[str, ...]:
    mark = "*" if figures.is_constant else ""
    interval = f"{figures.low:.2f} to {figures.high:.2f}"
    return (figures.name, str(figures.n), f"{figures.exact:.3f}", f"{figures.kappa:.3f}{mark}", interval)


def _list(title: str, mismatches: tuple[Mismatch, ...]) -> None:
    click.echo(f"{title}: {len(mismatches)}")
    for each in mismatches[:_MOST_LINES]:
        where = f"{each.id} {each.criterion}" if each.criterion else each.id
        click.echo(f"  {where}: label {each.label}, grader {each.grader}")
    if len(mismatches) > _MOST_LINES:
        click.echo(f"  ... and {len(mismatches) - _MOST_LINES} more; --format json has all of them")


def _reports(path: Path) -> list[dict[str, Any]]:
    return _lines(path, _report_faults)


def _labels(path: Path) -> list[dict[str, Any]]:
    return _lines(path, _label_faults)


def _lines(path: Path, faults_of: Any) -> list[dict[str, Any]]:
    """The objects of a JSON-lines file; a DataError names every line that is unusable."""
    found: list[dict[str, Any]] = []
    faults: list[Fault] = []
    lines: dict[str, int] = {}
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            place = f"line {number}"
            try:
                data = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
            except (ValueError, RecursionError):
                faults.append(Fault(place, "is not readable JSON", "write one JSON object a line, in UTF-8"))
                continue
            if not isinstance(data, dict) or not isinstance(data.get("id"), str):
                faults.append(Fault(place, 'has no "id"', "give the note's id as text"))
                continue
            if data["id"] in lines:
                faults.append(
                    Fault(place, f'"{data["id"]}" stands in line {lines[data["id"]]} too', "keep one of them")
                )
            lines.setdefault(data["id"], number)
            faults += (Fault(place, cause, cure) for cause, cure in faults_of(data))
            found.append(data)
    if faults:
        raise DataError(str(path), faults)
    return found


def _report_faults(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if data.get("status") not in ("graded", "not_gradable", "error") or not isinstance(
        data.get("ratings"), list
    ):
        yield "is no report", "give the file that goldenthread grade wrote with -o"
    elif data.get("profile"):
        yield (
            f"was graded with the profile {data['profile']}",
            "grade without --profile: agreement is with the rubric itself",
        )


def _label_faults(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if data.get("gradable", True) is False:
        return
    levels = data.get("levels")
    if not isinstance(levels, dict) or not levels:
        yield 'has no "levels"', 'write {"criterion.id": level, ...}, or "gradable": false with a reason'
        return
    for id, level in levels.items():
        if level not in _LEVELS or isinstance(level, bool):
            yield f"{id} is {level!r}", 'use 0, 1, 2 or "na"'
