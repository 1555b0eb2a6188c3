"""Turns a note's findings into the sentences that look ahead to the time until the next session."""

from __future__ import annotations

from graders import runtime
from graders.criteria._grouping import Clauses
from graders.criteria._moved import moved
from graders.findings import Finding, Findings
from graders.note import Token
from graders.spans import Span

#: A heading is little longer than its own words.
_HEADING_REST = 12
#: Where "next: ..." ends a list as it ends any other part.
_NO_PLACE = frozenset({"subjective", "goal", "behavior"})
#: Where "on Tuesday she walks" tells of the week.
_NO_DAY = frozenset({"subjective", "behavior", "data", "objective"})
#: A note of prose with fewer sentences is a passage, and its last one no closing.
_PROSE = 5
#: A closing of so many sentences says what comes next.
_CLOSING = 2
#: Behind "This Sunday," so many words say what.
_WORDS_OF_A_TASK = 2
#: "Bed" and "shed" are no verbs of the past.
_SHORT = 4
#: What a sentence that looks back or describes tells of.
_LOOKING_BACK = ("symptom", "progress", "progress.measure", "change", "at.close", "stock")


def sentences_ahead(findings: Findings) -> frozenset[int]:
    """Sentences of the Plan, and those that name homework with what follows where there is no Plan."""
    sentences = findings.sentences
    ahead = {index for index, sentence in enumerate(sentences) if sentence.section == "plan"}
    has_plan = bool(ahead)
    ahead |= _closing(findings) | _undated(findings)
    for cue in findings.of("homework", "homework.heading"):
        if not _looks_ahead(findings, cue):
            continue
        ahead.add(cue.sentence)
        following = cue.sentence + 1
        while (
            not has_plan
            and following < len(sentences)
            and following not in ahead
            and _runs_on(findings, cue, following)
        ):
            ahead.add(following)
            following += 1
    return frozenset(ahead)


def _closing(findings: Findings) -> set[int]:
    """The last sentences of a note of prose that name a when: "Kiosk walk daily; clubhouse on Thursday"."""
    count = len(findings.sentences)
    if count < _PROSE or any(sentence.section for sentence in findings.sentences):
        return set()
    return {
        index
        for index in range(count - _CLOSING, count)
        if findings.in_sentence(index, "frequency")
        and not findings.in_sentence(index, *_LOOKING_BACK)
        and not _opens_in_past(findings, index)
    }


def _opens_in_past(findings: Findings, index: int) -> bool:
    """Whether the sentence begins with what was done: "Seen for 50 min"."""
    tokens = findings.tokens_in(index)
    return bool(tokens) and is_past(tokens[0])


def _undated(findings: Findings) -> set[int]:
    """Sentences without a verb of the past that a day ahead opens, or that stand beside "Continue weekly"."""
    if any(sentence.section for sentence in findings.sentences):
        return set()
    opening = {each.sentence for each in findings.of("ahead.opening") if _opens(findings, each)}
    orders = {
        each.sentence
        for each in findings.of("plan.continue", "plan.appointment")
        if _opens(findings, each)
    }
    beside = {
        index + step
        for index in orders
        for step in (-1, 1)
        if findings.in_sentence(index + step, "frequency", "task.noun")
    }
    return {
        index
        for index in opening | beside
        if not findings.in_sentence(index, *_LOOKING_BACK) and not tells_of_past(findings, index)
    }


def _opens(findings: Findings, finding: Finding) -> bool:
    return finding.start == findings.sentences[finding.sentence].start


def tells_of_past(findings: Findings, index: int) -> bool:
    """Whether a sentence has a verb of the past: "walked", "slept"; or one that tells how things are."""
    return any(is_past(token) for token in findings.tokens_in(index))


def is_past(token: Token) -> bool:
    past = runtime.compiled()["tables"]["plan"]["past_forms"]
    return token.form in past or (token.form.endswith("ed") and len(token.form) > _SHORT)


def is_alone(clauses: Clauses, finding: Finding) -> bool:
    """Whether its clause says no more than the finding."""
    span = clauses.span(finding)
    return span.end - span.start <= finding.end - finding.start + len(" a ")


def with_what(findings: Findings, clauses: Clauses, finding: Finding) -> Finding:
    """A when at the head of a sentence with what stands behind its comma: "This Sunday, flowers for ..."."""
    start = findings.sentences[finding.sentence].start
    if finding.label != "frequency" or not is_alone(clauses, finding):
        return finding
    if not any(
        each.start == start <= finding.start and finding.end <= each.end
        for each in findings.in_sentence(finding.sentence, "ahead.opening")
    ):
        return finding
    rest = [each for each in findings.tokens_in(finding.sentence) if each.start >= finding.end]
    if len(rest) < _WORDS_OF_A_TASK:
        return finding
    return moved(finding, finding.start, clauses.span(Span(rest[0].start, rest[0].end)).end)


def is_as_it_seems(findings: Findings, finding: Finding) -> bool:
    """Whether "next" is no heading ("Next: walks"), and "I" is not the client's initial ("I. walks")."""
    if finding.label not in ("plan.appointment", "doer.clinician", "plan.therapist"):
        return True
    quote = findings.note.text[finding.start : finding.start + len("next :")].lower()
    return not (finding.label == "plan.appointment" and quote.startswith(("next:", "next :"))) and not (
        finding.label in ("doer.clinician", "plan.therapist") and quote.startswith("i. ")
    )


def _looks_ahead(findings: Findings, cue: Finding) -> bool:
    if cue.label == "homework.heading" and cue.start != findings.sentences[cue.sentence].start:
        return False
    colon = cue.attribute("colon")
    if colon and not findings.note.text.startswith(":", cue.end):
        return False
    if cue.label == "homework" and findings.quote(cue).endswith(("'s", "’s")):
        # "By this weekend's binge" names no time by which something is to be done.
        return False
    if cue.assertion.negated or (not findings.note.text.startswith(":", cue.end) and _is_over(findings, cue)):
        return False
    if cue.attribute("dated"):
        return cue.section not in _NO_DAY
    return bool(colon) or cue.section not in _NO_PLACE


def _is_over(findings: Findings, cue: Finding) -> bool:
    """Whether the homework named is done, or was not: "last week's homework, two walks, was done"."""
    return cue.label == "homework" and any(
        each.start <= cue.end and cue.start <= each.end
        for each in findings.in_sentence(cue.sentence, "homework.past")
    )


def _runs_on(findings: Findings, cue: Finding, sentence: int) -> bool:
    """Whether the sentence goes on in the cue's paragraph, or stands under the cue as its heading."""
    sentences = findings.sentences
    between = findings.note.text[sentences[sentence - 1].end : sentences[sentence].start]
    heading = sentences[cue.sentence]
    under = heading.end - heading.start < cue.end - cue.start + _HEADING_REST
    return "\n" not in between or (under and between.count("\n") == 1)
