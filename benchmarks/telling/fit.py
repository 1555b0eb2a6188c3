"""Fit the weights of graders/lexicons/telling.yaml to the labelled sentences beside this file.

    pip install -r benchmarks/telling/requirements.txt
    python -m benchmarks.telling.fit [--write]

Prints, for each target, how well clauses of writers who were left out are told apart: average
precision, and precision and recall from the score on that the threshold asks for.
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from benchmarks.telling.labelled import LABEL_OF, Labelled, Row, read, rows
from graders.telling import threshold

TARGET = Path(__file__).resolve().parents[2] / "graders" / "lexicons" / "telling.yaml"
#: What is seen in fewer clauses is left out; so are weights too small to matter.
LEAST_SEEN, LEAST_WEIGHT = 4, 12
STRENGTH = 0.02
#: Writers are left out in so many groups.
FOLDS = 5
#: A note counts once as a whole and once cut into passages of each of these lengths.
PASSAGES = (1, 3)


class Model:
    """One logistic regression for each target, over the features that are seen often enough."""

    def __init__(self, given: Sequence[Row]) -> None:
        self._vectorizer = DictVectorizer()
        matrix = self._vectorizer.fit_transform([dict.fromkeys(row.features, 1) for row in given])
        self._kept = np.flatnonzero(np.asarray((matrix > 0).sum(0)).ravel() >= LEAST_SEEN)
        matrix = csr_matrix(matrix)[:, self._kept]
        self.fitted = {target: fitted(matrix, given, label) for target, label in LABEL_OF.items()}

    def table(self) -> dict[str, Any]:
        """The weights as they stand in telling.yaml."""
        names = self._vectorizer.feature_names_
        vectors = np.stack([np.round(100 * each.coef_[0]) for each in self.fitted.values()], axis=1)
        weights: dict[str, dict[str, list[int]]] = {}
        for column, vector in zip(self._kept, vectors.astype(int), strict=True):
            if max(abs(vector)) >= LEAST_WEIGHT:
                group, value = names[column]
                weights.setdefault(group, {})[value] = vector.tolist()
        bias = [round(100 * each.intercept_[0]) for each in self.fitted.values()]
        return {"targets": [*self.fitted], "bias": bias, "weights": weights}


def material(notes: Sequence[Labelled]) -> list[Row]:
    """The clauses of the notes, and those of their passages: exercises ask for one to three sentences too."""
    return [
        *rows(notes),
        *(row for length in PASSAGES for note in notes for row in rows(list(note.passages(length)))),
    ]


def fitted(matrix: csr_matrix, given: Sequence[Row], label: str) -> LogisticRegression:
    """The regression over the clauses of those writers who were asked for the label."""
    mine_of = using(given, label)
    mine = [at for at, writer in enumerate(row.writer for row in given) if writer in mine_of]
    tells = [label in given[at].told for at in mine]
    return LogisticRegression(C=STRENGTH, max_iter=400, class_weight="balanced").fit(matrix[mine], tells)


def using(given: Sequence[Row], label: str) -> set[str]:
    return {row.writer for row in given if label in row.told}


def scores(table: Mapping[str, Any], given: Sequence[Row]) -> np.ndarray:
    """One row of scores for each clause, as graders/telling.py sums them."""
    weights, bias = table["weights"], table["bias"]
    found = (
        [weights[group][value] for group, value in row.features if value in weights.get(group, {})]
        for row in given
    )
    return np.array([np.sum([bias, *each], axis=0) for each in found])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    warnings.filterwarnings("ignore")
    notes = read()
    report(notes)
    if options.write:
        write(Model(material(notes)).table())


def folds(notes: Sequence[Labelled]) -> Iterator[tuple[list[Labelled], dict[str, Any]]]:
    """The notes of a few writers, and the weights fitted without them; each writer once."""
    writers = sorted({note.writer for note in notes})
    for group in (writers[at::FOLDS] for at in range(FOLDS)):
        others = Model(material([note for note in notes if note.writer not in group]))
        yield [note for note in notes if note.writer in group], others.table()


def report(notes: Sequence[Labelled]) -> None:
    given: list[Row] = []
    held: list[np.ndarray] = []
    for mine, table in folds(notes):
        here = list(rows(mine))
        given += here
        held.append(scores(table, here))
    writers = {row.writer for row in given}
    print(f"{len(given)} clauses by {len(writers)} writers, each with weights fitted without them")
    for column, (target, label) in enumerate(LABEL_OF.items()):
        asked = using(given, label)
        mine = np.array([row.writer in asked for row in given])
        tells = np.array([label in row.told for row in given])[mine]
        score = np.concatenate(held)[mine, column]
        taken = score >= threshold(target)
        precision, recall = tells[taken].mean(), (tells & taken).sum() / tells.sum()
        print(
            f"{target:11} n {tells.sum():5}  average precision {average_precision_score(tells, score):.3f}"
            f"  from the threshold on: precision {precision:.2f}, recall {recall:.2f}"
        )


def write(table: Mapping[str, Any]) -> None:
    head = TARGET.read_text(encoding="utf-8").split("  targets:")[0]
    lines = [f"  targets: [{', '.join(table['targets'])}]", f"  bias: {table['bias']}", "  weights:"]
    for group in sorted(table["weights"]):
        lines.append(f"    {quoted(group)}:")
        values = table["weights"][group]
        lines += [f"      {quoted(value)}: {values[value]}" for value in sorted(values)]
    TARGET.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    main()
