"""Turns the people named in a sentence into whose doing a finding is: the client's, or a bystander's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graders import runtime
from graders.case import Case
from graders.criteria._doers import names_client
from graders.criteria._grouping import by_sentence
from graders.findings import Finding, Findings
from graders.note import Token

#: What parts a token from the one before it by a full stop or a semicolon.
_FULL_STOP = 2


class Bystanders:
    """Who outside the session does what a note tells of: a teacher, a landlord, a husband at home.

    Relatives are bystanders only where neither the note nor the case's service has them in the session.
    """

    def __init__(self, findings: Findings, case: Case) -> None:
        self._findings = findings
        labels = ["bystander"]
        if not findings.of("joint") and not findings.of_text(case.modality).of("joint"):
            labels.append("bystander.family")
        self._others = by_sentence(findings.of(*labels))

    def own(self, finding: Finding) -> bool:
        """Whether a bystander is the subject, as in "His daughter responded well to the tutor"."""
        others = self._others.get(finding.sentence)
        if not others:
            return False
        words = _words()
        tokens = self._findings.tokens_in(finding.sentence)
        before = [each for each in others if each.start <= finding.start]
        heads = [each for each in before if _is_head(each, tokens, words)]
        return bool(heads) and self._is_still(heads[-1], finding, tokens, words)

    def _is_still(
        self, head: Finding, finding: Finding, tokens: Sequence[Token], words: Mapping[str, Sequence[str]]
    ) -> bool:
        """Whether the sentence is still about that person where the finding stands."""
        rest = [each for each in tokens if each.start >= head.end]
        between = [each for each in rest if each.start <= finding.start]
        if any(each.parted == _FULL_STOP for each in between):
            return False
        owner = self._findings.quote(head).split()[0].lower()
        mine, yours = words["mine"], words["yours"]
        if owner in mine:
            other = yours[mine.index(owner)].split()
            if any(each.form in other for each in _clause(rest, finding)):
                return True
        if rest and rest[0].form in words["telling_of"]:
            return False
        return not any(names_client(each) for each in between)


def _is_head(finding: Finding, tokens: Sequence[Token], words: Mapping[str, Sequence[str]]) -> bool:
    """Whether the person opens a clause: "and his wife"; in "told his wife" she is spoken to."""
    previous = None
    for token in tokens:
        if token.start == finding.start:
            return token.parted > 0 or previous is None or previous.form in words["joining"]
        previous = token
    return False


def _clause(tokens: Sequence[Token], finding: Finding) -> Iterator[Token]:
    """The tokens up to the end of the finding's clause."""
    for token in tokens:
        if token.parted and token.start >= finding.end:
            return
        yield token


def _words() -> Mapping[str, Sequence[str]]:
    words: Mapping[str, Sequence[str]] = runtime.compiled()["tables"]["response"]
    return words
