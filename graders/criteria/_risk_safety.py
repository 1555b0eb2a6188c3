"""Turns the risk passage into what was done about risk: screen and result, safety plan, crisis support."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graders.criteria._grouping import Clauses
from graders.criteria._risk_passage import OF_OTHERS, RiskPassage, is_inside
from graders.criteria._ticks import is_ticked
from graders.findings import Finding
from graders.spans import Span

#: A verb further than this many characters from "safety plan" is not about it.
_NEAR = 70
#: A sentence with one of these is about a crisis, wherever it stands.
_OF_A_CRISIS = ("risk.crisis_line", "risk.any_hour")
#: The rest of the clause behind the last word that counted, for the quote.
_REST_OF_RESULT = re.compile(r"[^.;\n]{0,60}(?=[.;\n]|$)")
_REST_OF_DEED = re.compile(r"[^.,;:(\n]{0,40}(?=[.,;:(\n]|$)")
#: A longer quote is cut back to what counted.
_LONGEST_QUOTE = 220


# --- screen -------------------------------------------------------------------------------------------


def screens(passage: RiskPassage, label: str) -> list[Finding]:
    """Screens that were done, not put off."""
    return [
        finding
        for finding in passage.findings.of(label)
        if not (finding.assertion.planned or finding.assertion.hypothetical or finding.assertion.possible)
        and not finding.assertion.historical
        # "C-SSRS: 3-6 neg" negates the answers, "C-SSRS not done" the screen.
        and (not finding.assertion.negated or answers(passage, finding))
        and not passage.findings.in_sentence(finding.sentence, "risk.screen_not_done")
    ]


def answers(passage: RiskPassage, screen: Finding) -> list[Finding]:
    """Answers to the screen's items: behind it in its sentence, or in the next one of the paragraph."""
    findings = passage.findings
    here = [*findings.in_sentence(screen.sentence, "risk.screen_result")]
    here = [each for each in here if not is_inside(each, screen)]
    behind = [each for each in here if each.start >= screen.start]
    if behind:
        return behind
    following = screen.sentence + 1
    if following < len(findings.sentences) and passage.joined(screen.sentence, following):
        here += findings.in_sentence(following, "risk.screen_result")
    return here


def result_of(passage: RiskPassage, screen: Finding) -> list[Finding]:
    """The screen's result: answers, or a level in the same sentence."""
    levels = passage.findings.in_sentence(screen.sentence, "risk.screen_level")
    return answers(passage, screen) or [each for each in levels if each.start >= screen.start]


def screen_quote(passage: RiskPassage, screen: Finding) -> list[Span]:
    """The words from the screen's name to its result."""
    result = [each for each in result_of(passage, screen) if each.start >= screen.start]
    return _quote(passage, [screen, *result], _REST_OF_RESULT)


def screen_contradicted(passage: RiskPassage, done: Sequence[Finding]) -> bool:
    """Whether the screen is also said to be undone, or one and the same answer both given and denied."""
    findings = passage.findings
    if passage.unsaid("screen", done):
        return True
    none, some = (
        {f.sentence for f in findings.of(label) if findings.in_sentence(f.sentence, "risk.cssrs")}
        for label in ("risk.screen_all_no", "risk.screen_yes")
    )
    if {passage.dates(each) for each in none} & {passage.dates(each) for each in some - none}:
        return True
    wishes = findings.of("risk.domain", where=lambda f: bool(findings.in_sentence(f.sentence, "risk.cssrs")))
    wishes = tuple(each for each in wishes if each.id == "risk.suicide")
    return len({f.assertion.negated for f in wishes}) > 1 and len({f.sentence for f in wishes}) > 1


# --- safety plan --------------------------------------------------------------------------------------


def safety_plans(passage: RiskPassage) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """Mentions of a safety plan: done or reviewed now, only mentioned, put off or missing."""
    done, mentioned, postponed = [], [], []
    for plan in passage.findings.of("risk.safety_plan"):
        if passage.is_unticked(plan):
            continue
        not_done = _put_off(passage, plan)
        put_off = [each for each in not_done if not each.attribute("on_file")]
        owned = [each for each in not_done if each.attribute("owned") and plan.assertion.negated]
        if _deeds(passage, plan):
            done.append(plan)
        elif len(put_off) + len(owned) < len(not_done):
            mentioned.append(plan)
        elif put_off or not plan.is_present:
            postponed.append(plan)
        else:
            mentioned.append(plan)
    return done, mentioned, postponed


def _put_off(passage: RiskPassage, plan: Finding) -> list[Finding]:
    not_done = passage.findings.in_sentence(plan.sentence, "risk.plan_not_done")
    not_done = tuple(each for each in not_done if not passage.is_unticked(each))
    return [each for each in not_done if each.end > plan.start - _NEAR]


def _deeds(passage: RiskPassage, plan: Finding) -> list[Finding]:
    """What was done with the plan this session."""
    put_off = _put_off(passage, plan)
    return [
        deed
        for deed in passage.findings.in_sentence(plan.sentence, "risk.plan_done")
        if abs(deed.start - plan.start) <= _NEAR
        and (deed.is_present or is_ticked(passage.findings.note.text, deed.start))
        and not passage.is_unticked(deed)
        and not any(is_inside(deed, other) for other in put_off)
    ]


def safety_plan_quote(passage: RiskPassage, plan: Finding) -> list[Span]:
    """The words that say what was done with the plan, of one half of the sentence if that says it."""
    text, deeds = passage.findings.note.text, _deeds(passage, plan)
    beside = [
        each for each in deeds if ";" not in text[min(each.start, plan.start) : max(each.end, plan.end)]
    ]
    return _quote(passage, [plan, *(beside or deeds)], _REST_OF_DEED)


# --- crisis support -----------------------------------------------------------------------------------


def crisis_lines(passage: RiskPassage) -> list[Finding]:
    return [
        finding
        for finding in passage.findings.of("risk.crisis_line")
        # "May text 988 at any time" is leave, not doubt; "could be offered" is a cue of its own.
        if not finding.assertion.negated
        and finding.assertion.experiencer != "family"
        and not _is_for_later(passage, finding)
    ]


def support_people(passage: RiskPassage) -> list[Finding]:
    """People the client can turn to, named by name or relation where the note speaks of risk."""
    findings = passage.findings
    return [
        finding
        for finding in findings.of("risk.support_person")
        if (finding.sentence in passage.sentences or findings.in_sentence(finding.sentence, *_OF_A_CRISIS))
        and not (finding.assertion.negated or finding.assertion.possible)
        and _can_be_reached(passage, finding)
        and not _is_told_of_as_lost(passage, finding)
        and not findings.in_sentence(finding.sentence, "risk.offer_later", "risk.vague_resources")
    ]


def told_once(passage: RiskPassage, found: Sequence[Finding]) -> list[Span]:
    """Each service or person once, in whole words: "the emergency room"."""
    once = {passage.findings.quote(each).lower().removesuffix("'s"): each for each in reversed(found)}
    places = sorted(once.values(), key=lambda each: each.start)
    return Clauses(passage.findings, ()).unbroken(places)


def _is_told_of_as_lost(passage: RiskPassage, person: Finding) -> bool:
    """Whether it is a death that is told of: "a brother's suicide" names nobody to call."""
    return any(
        is_inside(person, each)
        for each in passage.findings.in_sentence(person.sentence, "risk.factor")
        if each.attribute("group") in OF_OTHERS
    )


def _can_be_reached(passage: RiskPassage, person: Finding) -> bool:
    cues = passage.findings.in_sentence(person.sentence, "risk.contact_cue")
    return any(not is_inside(cue, person) for cue in cues)


def vague_resources(passage: RiskPassage) -> list[Finding]:
    return [
        finding
        for finding in passage.findings.of("risk.vague_resources")
        if not finding.assertion.negated and not _is_for_later(passage, finding)
    ]


def _is_for_later(passage: RiskPassage, finding: Finding) -> bool:
    return bool(passage.findings.in_sentence(finding.sentence, "risk.offer_later"))


# --- quotes -------------------------------------------------------------------------------------------


def _quote(passage: RiskPassage, parts: Sequence[Finding], rest: re.Pattern[str]) -> list[Span]:
    """One stretch from the first part to the end of the last one's clause; the parts where it is too long."""
    text = passage.findings.note.text
    start, end = min(each.start for each in parts), max(each.end for each in parts)
    more = rest.match(text, end)
    if end - start > _LONGEST_QUOTE:
        return [Span(each.start, each.end) for each in parts]
    return [Span(start, more.end() if more else end)]
