"""Turns a note's findings into the sentences that look ahead to the time until the next session."""

from __future__ import annotations

from graders.findings import Finding, Findings

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
#: What a sentence that looks back or describes tells of.
_LOOKING_BACK = ("symptom", "progress", "progress.measure", "change", "at.close", "stock")


def sentences_ahead(findings: Findings) -> frozenset[int]:
    """Sentences of the Plan, and those that name homework with what follows where there is no Plan."""
    sentences = findings.sentences
    ahead = {index for index, sentence in enumerate(sentences) if sentence.section == "plan"}
    has_plan = bool(ahead)
    ahead |= _closing(findings)
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
        if findings.in_sentence(index, "frequency") and not findings.in_sentence(index, *_LOOKING_BACK)
    }


def is_as_it_seems(findings: Findings, finding: Finding) -> bool:
    """Whether "next" is no heading ("Next: walks"), and "I" is not the client's initial ("I. walks")."""
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
    if cue.assertion.negated:
        return False
    if cue.attribute("dated"):
        return cue.section not in _NO_DAY
    return bool(colon) or cue.section not in _NO_PLACE


def _runs_on(findings: Findings, cue: Finding, sentence: int) -> bool:
    """Whether the sentence goes on in the cue's paragraph, or stands under the cue as its heading."""
    sentences = findings.sentences
    between = findings.note.text[sentences[sentence - 1].end : sentences[sentence].start]
    heading = sentences[cue.sentence]
    under = heading.end - heading.start < cue.end - cue.start + _HEADING_REST
    return "\n" not in between or (under and between.count("\n") == 1)
