"""Turns the people that a sentence names into whose doing stands behind them."""

from __future__ import annotations

from bisect import bisect_right

from graders import runtime
from graders.criteria._ahead import is_as_it_seems
from graders.criteria._grouping import by_sentence
from graders.findings import Finding, Findings
from graders.note import Token


class Doers:
    """Who in each sentence does something: the client, the clinician, or somebody else."""

    def __init__(self, findings: Findings) -> None:
        self._until = by_sentence(findings.of("homework"))
        self._doers = by_sentence(
            findings.of(
                "doer.client",
                "doer.clinician",
                "doer.other",
                where=lambda each: each.label != "doer.clinician"
                or (is_as_it_seems(findings, each) and not self._is_in_cue(each)),
            )
        )

    def before(self, finding: Finding) -> Finding | None:
        """Whom the sentence last named before this."""
        doers = self._doers.get(finding.sentence, [])
        at = bisect_right(doers, finding.start, key=lambda each: each.start)
        return doers[at - 1] if at else None

    def is_client(self, finding: Finding) -> bool:
        """Whether that is the client."""
        doer = self.before(finding)
        return bool(doer) and doer.label == "doer.client"

    def is_another(self, finding: Finding) -> bool:
        """Whether that is the clinician or somebody else; where nobody is named it is not."""
        doer = self.before(finding)
        return bool(doer) and doer.label in ("doer.clinician", "doer.other")

    def is_third(self, finding: Finding) -> bool:
        """Whether "her husband will ..." tells of somebody's life; "husband will ..." is his part."""
        doer = self.before(finding)
        return bool(doer) and bool(doer.attribute("third"))

    def names_next_time(self, finding: Finding) -> bool:
        """Whether it is part of words like "before we next meet"."""
        until = self._until.get(finding.sentence, ())
        return any(each.start < finding.end and finding.start < each.end for each in until)

    def _is_in_cue(self, doer: Finding) -> bool:
        """Whether it does nothing here: the "we" of "before we next meet"."""
        return any(each.start < doer.start < each.end for each in self._until.get(doer.sentence, ()))


def names_client(token: Token) -> bool:
    """Whether the word is the client as a subject: "she", "pt", "husband", or an initial as in "K. asked"."""
    if len(token.form) == 1 and token.form.isalpha() and token.form not in "ai":
        return True
    return token.form in runtime.compiled()["tables"]["response"]["client_subjects"]
