"""Turns the findings of a note into the facts of the service that it states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graders.case import Case
from graders.findings import Finding, Findings
from graders.note import Token, tokenize
from graders.rating import HasSpan
from graders.rubric import default_rubric
from graders.spans import Span

#: A stated length in minutes outside this range is an exercise's or a habit's, not a session's.
_SESSION_MINUTES = range(16, 121)
#: So many first letters of a medication's name identify it: "dulox", "venlafax".
_NAME_STEM = 5


@dataclass(frozen=True)
class Facts:
    """What the note states of the service, as places in the note.

    ``extent`` is frequency and length together, ``unnamed`` a medication that is not named
    ("on meds"), ``denied`` the statement that there is none, ``taken_back`` what is stated elsewhere.
    """

    modality: Sequence[HasSpan]
    extent: Sequence[HasSpan]
    medication: Sequence[HasSpan]
    unnamed: Sequence[HasSpan]
    denied: Sequence[HasSpan]
    taken_back: Sequence[HasSpan]
    has_length: bool
    asked: Sequence[str]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The parts that are stated, of those that the case calls for."""
        return tuple(kind for kind, spans in self._parts() if spans)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(kind for kind, spans in self._parts() if not spans)

    def joined_missing(self) -> str:
        """The missing parts in words, for feedback."""
        phrases = default_rubric().phrases
        names = [phrases["names"][kind] for kind in self.missing]
        last = phrases["join_two"].join(names[-2:])
        return phrases["join_more"].join([*names[:-2], last])

    def _parts(self) -> list[tuple[str, Sequence[HasSpan]]]:
        parts = (("modality", self.modality), ("frequency", self.extent), ("medication", self.medication))
        return [(kind, spans) for kind, spans in parts if kind in self.asked]


def facts(findings: Findings, case: Case, parts: Sequence[str] | None = None) -> Facts:
    """The facts of the service in the note; weak cues count beside another cue only.

    ``parts`` are those that house rules ask for; "length" and "frequency" each ask for itself alone.
    """
    length = [*_lengths(findings, case), *_clock_times(findings)]
    frequency = [
        each for each in _stated(findings, "service.frequency") if _is_of_sessions(findings, each, length)
    ]
    sure = list(_stated(findings, "service.modality"))
    weak = [
        each
        for each in _stated(findings, "service.modality.weak")
        if _stands_by(findings, each, sure, length, frequency)
    ]
    return Facts(
        modality=[*sure, *weak],
        extent=_extent(length, frequency, parts),
        medication=_medications(findings, case),
        unnamed=[
            each for each in findings.of("medication.unnamed") if each.assertion.experiencer == "client"
        ],
        denied=findings.of("medication.none"),
        taken_back=_taken_back(findings, [*sure, *weak, *frequency]),
        has_length=bool(length),
        asked=_asked(case, parts),
    )


def _extent(
    length: Sequence[HasSpan], frequency: Sequence[HasSpan], parts: Sequence[str] | None
) -> list[HasSpan]:
    """What says how much of the service there is: either will do, unless house rules ask for one or both."""
    if parts is None or not {"length", "frequency"} & set(parts):
        return [*length, *frequency]
    wanted = [spans for name, spans in (("length", length), ("frequency", frequency)) if name in parts]
    return [span for spans in wanted for span in spans] if all(wanted) else []


def _asked(case: Case, parts: Sequence[str] | None) -> tuple[str, ...]:
    """The parts that count, in the rubric's own names; a medication only where the case has one."""
    asked = ("modality", "frequency", "medication") if parts is None else parts
    named = {"frequency" if part == "length" else part for part in asked}
    if case.medication is None:
        named.discard("medication")
    return tuple(sorted(named))


def _stated(findings: Findings, label: str) -> tuple[Finding, ...]:
    return findings.of(
        label,
        where=lambda each: not each.assertion.negated and not each.assertion.possible and not each.is_quoted,
    )


def _taken_back(findings: Findings, stated: Sequence[Finding]) -> list[Finding]:
    """The same words denied elsewhere: "by telehealth" and "not by telehealth"."""
    words = {findings.quote(each).lower(): each.sentence for each in stated}
    return [
        each
        for each in findings.of("service.modality", "service.frequency", where=lambda f: f.assertion.negated)
        if words.get(findings.quote(each).lower(), each.sentence) != each.sentence
        and not each.assertion.historical
        and findings.in_sentence(each.sentence, "service.context")
    ]


def _is_of_sessions(findings: Findings, frequency: Finding, lengths: Sequence[HasSpan]) -> bool:
    """Whether "weekly" is said of the sessions and not of a walk or a meeting."""
    sentence = findings.sentences[frequency.sentence]
    beside = [
        *findings.in_sentence(
            frequency.sentence, "service.context", "service.modality", "service.modality.weak"
        ),
        *(each for each in lengths if sentence.start <= each.start < sentence.end),
    ]
    elsewhere = findings.in_sentence(frequency.sentence, "service.elsewhere")
    return bool(beside) and not any(
        each.start <= frequency.start and frequency.end <= each.end for each in elsewhere
    )


def _lengths(findings: Findings, case: Case) -> list[Finding]:
    return [each for each in _stated(findings, "service.length") if _is_session_length(findings, each, case)]


def _is_session_length(findings: Findings, length: Finding, case: Case) -> bool:
    numbers = [
        int(token.form) for token in _tokens(findings, length.start, length.end) if token.form.isdecimal()
    ]
    if numbers and numbers[0] == case.minutes:
        return True
    if numbers and numbers[0] not in _SESSION_MINUTES:
        return False
    sentence = findings.sentences[length.sentence]
    beside = findings.in_sentence(
        length.sentence, "service.modality", "service.modality.weak", "service.frequency"
    )
    tasks = findings.in_sentence(length.sentence, "placement.task", "service.elsewhere")
    short = len(tokenize(findings.note.text, sentence.start, sentence.end)) <= 8
    context = findings.in_sentence(length.sentence, "service.context")
    return not tasks and (bool(beside) or (bool(context) and (short or not numbers)))


def _clock_times(findings: Findings) -> list[Span]:
    """Start and stop times: "2:05-2:55 pm", "0840-0930"."""
    tokens = findings.note.tokens
    times = [
        (index, _minute_of_day(tokens[index].form))
        for index in findings.note.figures
        if tokens[index].form[0].isdecimal()
    ]
    known = [(index, minute) for index, minute in times if minute is not None]
    spans = []
    for (first, start), (last, stop) in pairwise(known):
        # Without am and pm, noon may stand between the two.
        length = min((stop - start) % 720, (stop - start) % 1440)
        if (
            last - first <= 4
            and length in _SESSION_MINUTES
            and all(token.parted < 2 for token in tokens[first + 1 : last + 1])
            # "Supervisor 10:20, threat team 10:40" are two calls.
            and (last - first <= 2 or not any(token.parted for token in tokens[first + 1 : last]))
        ):
            spans.append(Span(tokens[first].start, tokens[last].end))
    return spans


def _minute_of_day(form: str) -> int | None:
    hour, colon, minute = form.partition(":")
    if not colon and len(form) == 4:
        hour, minute = form[:2], form[2:]
    if not (hour.isdecimal() and minute.isdecimal() and len(minute) == 2 and len(hour) <= 2):
        return None
    return int(hour) * 60 + int(minute) if int(hour) < 24 and int(minute) < 60 else None


def _stands_by(
    findings: Findings,
    weak: Finding,
    sure: Sequence[Finding],
    length: Sequence[HasSpan],
    frequency: Sequence[Finding],
) -> bool:
    sentence = findings.sentences[weak.sentence]
    others = [each for each in (*sure, *length, *frequency) if sentence.start <= each.start < sentence.end]
    if others:
        return True
    context = findings.in_sentence(weak.sentence, "service.context", "service.modality.weak")
    short = len(tokenize(findings.note.text, sentence.start, sentence.end)) <= 8
    return short and any(each.end <= weak.start or weak.end <= each.start for each in context)


def _medications(findings: Findings, case: Case) -> list[HasSpan]:
    """Where a medication of the client is named, by the case's own name or as a common one."""
    named: list[HasSpan] = [
        each
        for each in findings.of("medication.named")
        if each.assertion.experiencer == "client"
        and not each.assertion.historical
        and not each.assertion.possible
    ]
    name = next((token.form for token in tokenize(case.medication or "")), "")
    if len(name) > _NAME_STEM:
        words = {form for form in findings.note.forms if _abbreviates(form, name)}
        if words:
            named += [Span(each.start, each.end) for each in findings.note.tokens if each.form in words]
    return named


def _abbreviates(form: str, name: str) -> bool:
    """Whether a word is the name, misspelt towards its end or cut short: "tramadl", "traz"."""
    return form.startswith(name[:_NAME_STEM]) or (len(form) == _NAME_STEM - 1 and name.startswith(form))


def _tokens(findings: Findings, start: int, end: int) -> list[Token]:
    return tokenize(findings.note.text, start, end)
