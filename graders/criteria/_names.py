"""Turns the words of a note with a capital into the names of people and workplaces that it gives away."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from graders.case import Case
from graders.criteria._capitals import Run, is_ordinary, runs, words
from graders.criteria._items import Item
from graders.findings import Findings
from graders.note import tokenize
from graders.spans import Span

#: Labels of findings whose words are no names: "Prozac", "Generalized Anxiety Disorder", "Columbia".
_KNOWN_LABELS = (
    "medication", "diagnosis", "intervention", "technique", "risk", "service", "symptom", "screen", "measure"
)  # fmt: skip
#: No finding has more characters than this.
_LONGEST = 200
#: A signature's line has no more characters.
_SIGNATURE = 120


@dataclass(frozen=True)
class _Name:
    run: Run
    is_workplace: bool
    #: Whether something besides the capital tells that it is a name.
    is_sure: bool


def names(findings: Findings, case: Case) -> list[Item]:
    """The third parties' names and workplaces in a note, each once.

    The client's alias, prescribers, who signs the note, a crisis contact and animals are none.
    """
    found = list(_candidates(findings, case))
    crisis = {finding.sentence for finding in findings.of("privacy.crisis_context")} if found else set()
    spared = [each for each in found if _is_exempt(each, case) or _is_told_in(findings, each, crisis)]
    exempt = {word for each in spared for word in each.run.words}
    items: list[Item] = []
    seen: set[str] = set()
    for each in found:
        named = each.run.words
        if seen.intersection(named) or exempt.intersection(named) or _is_excused(findings, each):
            continue
        seen.update(named)
        kind = "third_party_employer" if each.is_workplace else "third_party_name"
        items.append(Item(kind, each.run.span, each.is_sure))
    return items


def _candidates(findings: Findings, case: Case) -> Iterator[_Name]:
    text, tokens = findings.note.text, findings.note.tokens
    alias = frozenset(word.strip(".,").lower() for word in case.alias.split())
    read = [run for run in runs(text, tokens, alias) if not alias.issuperset(run.words)]
    if not read:
        return
    lower = _Lower(findings)
    account = _inside(case.session)
    inside = {word for run in read if not run.opens for word in run.words} | account
    for run in read:
        name = _named(run, lower, inside, account)
        # "Asks her partner, Idris, whether": a finding may run over a name that its relation tells.
        if name is not None and (_is_related(run) or not _is_found(findings, run)):
            yield name


class _Lower:
    """Which words the note writes without a capital as well; worked out when first asked."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings

    @functools.cached_property
    def _forms(self) -> frozenset[str]:
        text = self._findings.note.text
        return frozenset(each.form for each in self._findings.note.tokens if text[each.start].islower())

    def has_word(self, word: str) -> bool:
        """Whether the note or a lexicon has the word as no name, as "mind" of "Wise Mind"."""
        return word in words("nobodies") or is_ordinary(word) or self.has_lower(word)

    def has_lower(self, word: str) -> bool:
        return word in self._forms


@functools.lru_cache(maxsize=64)  # the case's account is the same for every note of an exercise
def _inside(text: str) -> frozenset[str]:
    """Words that an account writes with a capital in the midst of a sentence."""
    read = (run for run in runs(text, tokenize(text), frozenset()) if not run.opens)
    return frozenset(word for run in read for word in run.words)


def _named(run: Run, lower: _Lower, inside: set[str], account: frozenset[str]) -> _Name | None:
    """What the run names: nobody, somebody or a workplace.

    ``account`` has the names of the case's account.
    """
    titled = run.beside in words("titles") and run.apart[0] == ""
    related = titled or _is_related(run)
    first = run.words[0]
    given = first in words("given") or (first in words("given_or_word") and _is_meant(run, related, lower))
    workplace = not titled and _is_workplace(run)
    if words("brands").issuperset(run.words) and not workplace:
        return None
    if not (related or workplace or given or _is_told(run, inside)) or _is_thing(run):
        return None
    if workplace and not related:
        return _Name(run, is_workplace=True, is_sure=True)
    named = (word for word in run.words if word not in words("organisation_words"))
    # "(1) School.": a word for a place alone names none.
    alone = not related and words("organisation_words").issuperset(run.words)
    ordinary = alone or any(map(lower.has_word, named))
    told_so = len(run.words) > 1 and not run.opens and account.issuperset(run.words)
    if ordinary and not (given or told_so or run.beside in words("plain_titles")):
        return None
    sure = related or given or len(run.words) > 1 or _does(run)
    return _Name(run, workplace, sure)


def _is_meant(run: Run, related: bool, lower: _Lower) -> bool:
    """Whether a given name that is a word as well ("Grace", "Will") is meant as a name."""
    return related or not (run.opens or lower.has_lower(run.words[0]))


def _is_told(run: Run, inside: set[str]) -> bool:
    """Whether the capital tells a name: not at the start of a sentence, unless something else does."""
    return not run.opens or run.is_possessive or not inside.isdisjoint(run.words) or _does(run)


def _does(run: Run) -> bool:
    """Whether a verb that only people take stands right behind: "Ifeoma said"."""
    return bool(run.after) and not run.apart[1] and run.after[0] in words("personal_verbs")


def _is_thing(run: Run) -> bool:
    """Whether the run names a measure, a medicine, a language or a game: "Latuda 40 mg", "speaks Tagalog"."""
    if run.beside in words("things_before") or run.beside in words("idioms_before"):
        return True
    if run.words[-1] in words("measure_words"):
        return True
    if not run.after or run.apart[1]:
        return False
    behind = run.after[1:2] if run.after[0][0].isdigit() else run.after[:1]
    return not words("measure_words").isdisjoint(behind)


def _is_related(run: Run) -> bool:
    """Whether a relation stands beside: "her sister Ana", "Tobias (husband)", "Dale, her foreman"."""
    relations = words("relations")
    if run.beside in relations:
        return True
    if run.beside in words("naming") and not (relations | words("named_by")).isdisjoint(run.before[1:2]):
        return True
    if not run.after or run.apart[1] not in ("(", ",", "", "-", "–"):
        return False
    nearest = run.after[0]
    if run.apart[1] == "(" and nearest in relations:
        return True
    return nearest in words("owners") and run.apart[1] != "" and not relations.isdisjoint(run.after[1:2])


def _is_workplace(run: Run) -> bool:
    named, organisation = run.words, words("organisation_words")
    employed = _is_employed(run)
    if len(named) == 1:
        return employed and not run.opens and not is_ordinary(named[0]) and named[0] not in words("given")
    if named[0] in ("st", "saint"):
        return True
    if named[-1] in organisation or named[0] in organisation:
        return employed or any(not is_ordinary(word) for word in named if word not in organisation)
    return employed and named[0] not in words("given") and not all(map(is_ordinary, named))


def _is_employed(run: Run) -> bool:
    """"works at", "hired by", "job with" in front."""
    if run.apart[0] or len(run.before) < 2:
        return False
    nearest = run.before[1:2] if run.before[0] != "the" else run.before[2:3]
    at = run.before[0] if run.before[0] != "the" else run.before[1]
    return at in words("employment_at") and bool(words("employment").intersection(nearest))


def _is_found(findings: Findings, run: Run) -> bool:
    """Whether the words belong to a medication, a diagnosis, a technique ... that a lexicon has."""
    first = bisect_left(findings.all, run.span.start - _LONGEST, key=attrgetter("start"))
    last = bisect_left(findings.all, run.span.end, key=attrgetter("start"))
    covered = [
        Span(each.start, each.end)
        for each in findings.all[first:last]
        if each.end > run.span.start and each.label.startswith(_KNOWN_LABELS)
    ]
    at = run.span.start
    for span in sorted(covered):
        if span.start <= at + 1:
            at = max(at, span.end)
    return at >= run.span.end


def _sentence(findings: Findings, run: Run) -> int:
    return max(0, bisect_right(findings.sentences, run.span.start, key=attrgetter("start")) - 1)


def _is_exempt(name: _Name, case: Case) -> bool:
    """The client or an animal: so they are wherever the note names them."""
    run = name.run
    is_client = run.beside in words("client_words") or _is_client(run, case)
    return not name.is_workplace and (is_client or _is_animal(run))


def _is_told_in(findings: Findings, name: _Name, sentences: set[int]) -> bool:
    """Whether one of the sentences, such as those on the safety plan, has the name."""
    return not name.is_workplace and bool(sentences) and _sentence(findings, name.run) in sentences


def _is_client(run: Run, case: Case) -> bool:
    """"Maya reports", where the case does not call its client otherwise."""
    alias = case.alias[:1].lower()
    calls_so = not alias or (len(case.alias.strip(".")) < 3 and run.words[0].startswith(alias))
    return calls_so and run.opens and not run.apart[1] and not words("client_verbs").isdisjoint(run.after[:1])


def _is_animal(run: Run) -> bool:
    animals = words("animals")
    named = run.before[1:2] if run.beside in words("naming") else run.before[:1] if run.beside else ()
    apposed = run.apart[1] in ("", ",") and not words("owners").isdisjoint(run.after[:1])
    return not animals.isdisjoint(named) or (apposed and not animals.isdisjoint(run.after[1:2]))


def _is_excused(findings: Findings, name: _Name) -> bool:
    """A prescriber, a signature, "the Announcer", "in Tulsa", "moved to Tulsa"."""
    run = name.run
    if run.beside in words("prescriber_titles"):
        return words("no_prescribers").isdisjoint((*run.before, *run.after))
    if not name.is_workplace:
        if run.beside == "the" or (run.beside in words("places_before") and not run.opens):
            return True
        if run.beside in words("ways") and words("ways_before").intersection(run.before[1:]):
            return True
    line = _line(findings.note.text, run.span)
    return _has_credentials(line) or (":" in line[:40] and _opens_signature(line))


def _has_credentials(line: str) -> bool:
    """Whether a line is signed with "LCSW" or "PhD": "Ms Pell" has a title and no degree."""
    signs = (each.strip(":().") for each in line.replace(",", " ").split())
    return any(each[-1:].isupper() and each.lower() in words("credentials") for each in signs)


def _opens_signature(line: str) -> bool:
    return line.strip().lower().startswith(tuple(words("signers")))


def _line(text: str, span: Span) -> str:
    """The line that a name stands in; nothing where it is longer than a signature."""
    first = max(0, span.start - _SIGNATURE)
    start = text.rfind("\n", first, span.start) + 1 or first
    end = text.find("\n", span.end, span.end + _SIGNATURE)
    end = min(len(text), span.end + _SIGNATURE) if end < 0 else end
    return text[start:end] if end - start <= _SIGNATURE else ""
