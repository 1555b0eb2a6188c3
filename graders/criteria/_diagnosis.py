"""Rates whether the note gives the client's current disorder by name and by its own code.

Source: rubric ``medical_necessity.diagnosis`` with its rulings; clinical-facts 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graders.case import Case
from graders.criteria._codes import Code, codes
from graders.criteria._disorders import (
    Target,
    code_title,
    disorder_of,
    disorders,
    names,
    specifiers_of,
    target_of_case,
    target_of_code,
)
from graders.criteria._naming import Named, compare, kinship
from graders.criteria._unlisted import named_and_coded
from graders.findings import Finding, Findings
from graders.rating import Level, Rating, Role, evidence
from graders.rubric import Criterion
from graders.spans import Span

#: Words a sentence may hold beside a weak name to be read as the diagnosis ("A: Depression, stable.").
_BARE = 2
#: Names that are words or letters for other things as well.
_SLIGHT = ("weak", "short", "mood", "abbreviation")
#: A code this close behind a name is the name's own, with specifiers between.
_BESIDE = 60


def diagnosis(findings: Findings, criterion: Criterion, case: Case) -> Rating:
    """Rate whether a specific current disorder is named with its own billable code.

    "Panic d/o, F41.0" is complete; "r/o GAD" and "mother has bipolar disorder" are no diagnosis of
    the client.  Without a case the note is held against itself: name and code must agree.
    """
    found = names(findings)
    present_codes = tuple(code for code in codes(findings.note) if _holds(code, found, findings))
    current = tuple(name for name in found if name.is_present and _is_stated(name, findings, present_codes))
    target = target_of_case(case, findings)
    if target is not None and target.disorder is None:
        rating = _of_unlisted(target, findings) or _against(target, current, present_codes, findings)
    elif target is not None:
        rating = _against(target, current, present_codes, findings)
    else:
        rating = _against_itself(current, present_codes, findings)
    if rating.level and _is_denied(rating, target, found, findings):
        return Rating(1, "contradicted", rating.evidence, unsure=True)
    if rating.level == 0 and rating.reason == "none":
        return _why_none(found, findings)
    return rating


def _of_unlisted(target: Target, findings: Findings) -> Rating | None:
    """The rating of a case's disorder that no list holds, by the case's own words; None without either."""
    names_of_it, codes_of_it = named_and_coded(target, findings)
    if names_of_it and codes_of_it:
        return _rated(2, "met", [names_of_it[0], codes_of_it[0]])
    if names_of_it:
        return _rated(1, "name_without_code", names_of_it[:1])
    return _rated(1, "code_without_name", codes_of_it[:1]) if codes_of_it else None


def _holds(code: Code, found: Sequence[Finding], findings: Findings) -> bool:
    """Whether the code is stated; one right behind a name stands and falls with it ("r/o MDD, F33.1")."""
    if not code.is_mental:
        return False
    named = [name for name in found if 0 <= code.start - name.end <= _BESIDE and _is_of(name, code, findings)]
    if named:
        # Not the code's own reading: "without psychotic features, F32.2" denies the features alone.
        return named[-1].is_present
    return findings.assertion_of(code.start, code.end).is_present


def _is_of(name: Finding, code: Code, findings: Findings) -> bool:
    return name.attribute("standing") == "dsm" and code.start < findings.sentences[name.sentence].end


def _is_stated(name: Finding, findings: Findings, present_codes: Sequence[Code]) -> bool:
    """Whether a name that is also an everyday word ("anxiety", "trauma") is used as the diagnosis."""
    standing = name.attribute("standing")
    if standing not in _SLIGHT:
        return True
    sentence = findings.sentences[name.sentence]
    beside = [code for code in present_codes if sentence.start <= code.start < sentence.end]
    if standing == "abbreviation":
        return any(disorder_of(code.text) is disorders()[name.attribute("disorder")] for code in beside)
    if beside:
        return True
    if standing == "mood":
        return False
    words = findings.tokens_in(name.sentence)
    outside = [t for t in words if t.end <= name.start or t.start >= name.end]
    cues = findings.in_sentence(name.sentence, "diagnosis.cue")
    return len(outside) <= _BARE or any(cue.end <= name.start and name.start - cue.end < 30 for cue in cues)


def _against(target: Target, current: Sequence[Finding], found: Sequence[Code], findings: Findings) -> Rating:
    """The rating of what the note states now, held against the disorder it should state."""
    named = [compare(name, target, findings) for name in current]
    right = [each for each in named if each.fault in ("", "wrong_severity")]
    exact = [each for each in right if not each.fault]
    own = [code for code in found if target.accepts(code.text)]
    if exact and own:
        bare = not any(specifiers_of(each.finding, findings) for each in exact) and target.specifiers
        return _rated(2, "met_by_code" if bare else "met", _pair(exact, own))
    if any(each.fault == "remission_contradicts_case" for each in named) and not exact:
        wrong = next(each for each in named if each.fault == "remission_contradicts_case")
        return _rated(0, wrong.fault, [wrong.span], role="against")
    if exact:
        return _name_without_own_code(exact[0], found, target, findings)
    near = [each for each in named if each.fault not in ("contradicts_case", "remission_contradicts_case")]
    if near:
        best = min(near, key=lambda each: _FAULT_ORDER.index(each.fault))
        reason = best.fault
        if reason == "mood_word_with_code" and not own:
            reason = "less_specific"
        return _rated(1, reason, [best.span, *own[:1]])
    return _codes_alone(named, own, found, target, findings)


_FAULT_ORDER = ("wrong_severity", "outdated_name", "lay_name", "less_specific", "mood_word_with_code")


def _name_without_own_code(named: Named, found: Sequence[Code], target: Target, findings: Findings) -> Rating:
    """The name is right and its code is missing or another: the code nearest to right gives the reason."""
    if not found:
        return _rated(1, "name_without_code", [named.span])
    code = max(found, key=lambda each: kinship(each, target))
    reason = {"heading": "code_not_billable", "unknown": "code_invalid"}.get(code.standing, "")
    if not reason:
        reason = "wrong_severity" if disorder_of(code.text) is target.disorder else "code_other_disorder"
    return _rated(1, reason, [code], code)


def _codes_alone(
    named: Sequence[Named], own: Sequence[Code], found: Sequence[Code], target: Target, findings: Findings
) -> Rating:
    """No name of the disorder: a code of it earns something, another disorder nothing."""
    if own:
        if named:
            return _rated(1, "code_other_disorder", [named[0].span, own[0]], own[0])
        return _rated(1, "code_without_name", [own[0]])
    if named:
        return _rated(0, "contradicts_case", [named[0].span], role="against")
    kin = [code for code in found if kinship(code, target) > 0]
    if kin:
        code = max(kin, key=lambda each: kinship(each, target))
        reason = {"heading": "code_not_billable", "unknown": "code_invalid"}.get(
            code.standing, "code_without_name"
        )
        return _rated(1, reason, [code], code)
    if found:
        return _rated(0, "contradicts_case", [found[0]], role="against")
    return Rating(0, "none")


def _against_itself(current: Sequence[Finding], found: Sequence[Code], findings: Findings) -> Rating:
    """Without a case: the best rating that any of the note's own codes makes of its names."""
    billable = [code for code in found if code.standing == "billable"]
    each_once = {code.text: code for code in reversed(billable)}.values()
    ratings = [_against(target_of_code(code.text), current, [code], findings) for code in reversed(each_once)]
    best = max(ratings, key=lambda rating: rating.level or 0, default=None)
    strong = [name for name in current if name.attribute("standing") != "mood"]
    if best is not None and best.level:
        return best
    if best is not None:
        return _rated(1, "code_other_disorder", [billable[0]], billable[0])
    if found:
        code = found[0]
        reason = "code_not_billable" if code.standing == "heading" else "code_invalid"
        return _rated(1, reason, [code], code)
    if strong:
        fault = {"dsm": "name_without_code", "outdated": "outdated_name"}.get(
            strong[0].attribute("standing"), "lay_name"
        )
        return _rated(1, fault, [strong[0]])
    return Rating(0, "none")


def _is_denied(rating: Rating, target: Target | None, found: Sequence[Finding], findings: Findings) -> bool:
    """Whether the note also says that there is no diagnosis, or denies the very one it states."""
    if findings.of("diagnosis.none", where=lambda each: replace(each.assertion, negated=False).is_present):
        return True
    disorder = target.disorder.id if target and target.disorder else None
    return any(
        name.assertion.negated and not name.assertion.historical and name.assertion.experiencer == "client"
        for name in found
        if name.attribute("disorder") == disorder and name.attribute("standing") == "dsm"
    )


def _why_none(found: Sequence[Finding], findings: Findings) -> Rating:
    """What the note has in place of a current diagnosis."""
    for name in (each for each in found if each.attribute("standing") not in _SLIGHT):
        reason = _absence(name)
        if reason:
            return _rated(0, reason, [name], role="near")
    other = [code for code in codes(findings.note) if not code.is_mental]
    if other:
        return _rated(0, "z_code_only", other[:1], role="near")
    moods = [name for name in found if name.attribute("standing") == "mood" and name.is_present]
    if moods:
        return _rated(0, "mood_word_only", moods[:1], role="near")
    return Rating(0, "none")


def _absence(name: Finding) -> str:
    said = name.assertion
    if said.experiencer != "client":
        return "family"
    if said.negated:
        return "ruled_out"
    if said.historical:
        return "past"
    return "possible" if not said.is_present else ""


def _pair(named: Sequence[Named], own: Sequence[Code]) -> list[Span]:
    """The name and the code that stand closest together, as one span where nothing else is between."""
    each, code = min(
        ((each, code) for each in named for code in own),
        key=lambda pair: max(pair[0].span.start, pair[1].start) - min(pair[0].span.end, pair[1].end),
    )
    start, end = min(each.span.start, code.start), max(each.span.end, code.end)
    if end - start <= each.span.end - each.span.start + code.end - code.start + 12:
        return [Span(start, end)]
    return [each.span, Span(code.start, code.end)]


def _rated(
    level: Level,
    reason: str,
    spans: Sequence[Span | Finding | Code],
    code: Code | None = None,
    role: Role = "for",
) -> Rating:
    filled = {"code": code.text, "code_title": code_title(code.text)} if code else {}
    return Rating(level, reason, evidence(spans, role), values=filled)
