"""Turns sentences that tell what the client did upon the session's work into answers to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graders import runtime
from graders.criteria._doers import names_client
from graders.criteria._moved import moved
from graders.findings import Finding, Findings
from graders.note import Token

#: A sentence of so many words tells something.
_TELLING = 5
#: Who has nothing to tell of what the client did: what is ahead, and what is about the service.
_ELSEWHERE = frozenset(
    {"plan", "goal", "service", "diagnosis", "medication", "signature", "subjective", "behavior"}
)
#: What a sentence tells when it tells of no answer.
_TELLS_ELSE = (
    "stock",
    "progress",
    "progress.measure",
    "progress.withheld",
    "response.empty",
    "response.denied",
    "response.attendance",
    "response.recited",
    "over.time",
    "outside",
    "task",
    "task.conditional",
    "forward",
)


def told(findings: Findings, work: Collection[int]) -> list[Finding]:
    """What stands in the sentences of an answer that no phrase names.

    That is "He snorted at it" at the head of a Response, "As I read it back, she grew pale" anywhere,
    and a sentence about what the client did, right behind one of the sentences of ``work``.
    """
    return [*_in_response(findings), *_upon_work(findings), *_behind_work(findings, work)]


def _in_response(findings: Findings) -> list[Finding]:
    return [
        each
        for each in findings.of("doer.client")
        if each.section == "response"
        and each.start == findings.sentences[each.sentence].start
        and len(findings.quote(findings.sentences[each.sentence]).split()) >= _TELLING
        and not findings.in_sentence(each.sentence, "symptom", *_TELLS_ELSE)
    ]


def _upon_work(findings: Findings) -> list[Finding]:
    found: list[Finding] = []
    for frame in findings.of("work.frame"):
        state = frame.assertion
        if state.hypothetical or state.planned or state.possible or state.negated:
            continue
        if frame.section in _ELSEWHERE or findings.in_sentence(frame.sentence, *_TELLS_ELSE):
            continue
        act = _act(frame, findings.tokens_in(frame.sentence))
        if act:
            found.append(moved(frame, act[0].start, act[1].end))
    return found


def _behind_work(findings: Findings, work: Collection[int]) -> list[Finding]:
    found: list[Finding] = []
    for index in work:
        following = index + 1
        if following in work or following >= len(findings.sentences):
            continue
        sentence, tokens = findings.sentences[following], findings.tokens_in(following)
        heads = findings.in_sentence(following, "doer.client", "response.act")
        if not heads or sentence.section in _ELSEWHERE:
            continue
        if findings.in_sentence(following, "symptom", *_TELLS_ELSE):
            continue
        act = _subject_and_verb(tokens, 0)
        if act and act[0].start == sentence.start:
            found.append(moved(heads[0], act[0].start, act[1].end))
    return found


def _act(frame: Finding, tokens: Sequence[Token]) -> tuple[Token, Token] | None:
    """The client, and what the client did, in the main clause: before the frame, else behind it."""
    opens = tokens[0].start == frame.start
    if not opens:
        act = _subject_and_verb(tokens, 0)
        return act if act and act[0].start < frame.start else None
    behind = next((at for at, token in enumerate(tokens) if token.start >= frame.end), len(tokens))
    return _subject_and_verb(tokens, behind)


def _subject_and_verb(tokens: Sequence[Token], first: int) -> tuple[Token, Token] | None:
    """The first client from there on that does something in the past, with the verb."""
    words: Mapping[str, Sequence[str]] = runtime.compiled()["tables"]["response"]
    for at in range(first, len(tokens) - 1):
        token, verb = tokens[at], tokens[at + 1]
        if not names_client(token):
            continue
        if verb.form.endswith("ly") and at + 2 < len(tokens):
            verb = tokens[at + 2]
        if verb.form in words["before_it"] or verb.form in words["client_subjects"]:
            # "once she had found a seat, she ...", "both partners ...": what was done is still to come.
            continue
        if verb.parted == 1 or verb.form in words["tells_no_answer"]:
            return None
        return (token, verb) if verb.form.endswith("ed") or verb.form in words["past_acts"] else None
    return None
