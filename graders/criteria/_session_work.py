"""Turns a note's findings into what the therapist did in this session, and what for."""

from __future__ import annotations

import functools

from graders.criteria._grouping import by_sentence
from graders.findings import Finding, Findings

#: An undiscriminating list begins here (rubric: one to four techniques).
_LONG_LIST = 5
#: Places where a technique is a plan, a goal, or a fact about the service, unless somebody does it there.
_NOT_SESSION = frozenset({"plan", "goal", "service", "diagnosis", "medication", "signature"})
#: Places where what the client did alone is told.
_CLIENTS_OWN = frozenset({"subjective", "objective", "data", "behavior"})
#: Acts that name the therapist, or both; a bare "practiced" may be the client's at home.
_SURELY_THERAPIST = frozenset({"act.clinician", "act.strong"})
#: A purpose further away than this belongs to something else in a long sentence.
_REACH = 220
#: A word of so many letters may name a technique; "was" and "the" do not.
_NAMING = 4
#: Within this a purpose is surely the technique's own.
_CLOSE = 60


class SessionWork:
    """What the therapist did in this session, and what for, out of a note's findings."""

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        later = by_sentence(findings.of("undone.later"))
        self._acts = by_sentence(
            each
            for each in findings.of("act.clinician", "act.verb", "act.strong")
            # "Might be taught" is no teaching.
            if not any(one.start <= each.start < one.end for one in later.get(each.sentence, ()))
        )
        self._by_client = by_sentence(findings.of("act.client"))
        self._others = by_sentence(findings.of("act.other"))
        self._undone = by_sentence(findings.of("undone"))
        self._later = set(later)
        # "No homework was set" tells of nothing done at home.
        self._away = by_sentence(findings.of("outside", where=lambda each: not each.assertion.negated))
        self._service = by_sentence(findings.of("service.line"))
        named = by_sentence(findings.of("technique"))
        self._generic = by_sentence(
            each
            for each in findings.of("technique.generic")
            if not any(
                one.start <= each.start and each.end <= one.end for one in named.get(each.sentence, ())
            )
        )
        self._fillers = {each.sentence for each in findings.of("filler")}
        self._plain_purposes = by_sentence(findings.of("purpose.plain", where=lambda f: not f.is_quoted))
        self._purposes = by_sentence(
            findings.of(
                "purpose",
                # "No purpose was named" names none.
                where=lambda f: not f.is_quoted and not (f.id == "purpose.stated" and f.assertion.negated),
            )
        )

    def techniques(self) -> list[Finding]:
        """Specific techniques done in the session, named or described; the widest of nested ones."""
        return self.done("technique", needs_doer=False)

    def general(self) -> list[Finding]:
        return self.done("technique.generic", needs_doer=True)

    def fillers(self) -> list[Finding]:
        return [
            each for each in self._findings.of("filler") if each.section not in ("plan", "goal", "subjective")
        ]

    def described(self) -> list[Finding]:
        """Acts of the therapist that are work, whatever they are called: "I had him breathe ..."."""
        acts = [
            *self._findings.of("act.strong"),
            *(each for each in self._findings.of("act.clinician") if self._is_plainly_work(each)),
            *(each for each in self._findings.of("act.verb") if self._is_opening_work(each)),
        ]
        found = [each for each in acts if each.sentence not in self._generic and self.is_done(each)]
        return sorted(found, key=lambda each: each.start)

    def _is_plainly_work(self, act: Finding) -> bool:
        """Whether an everyday verb ("we took a carton") has a purpose spelled out and is no filler."""
        plain = any(each.start > act.end for each in self._plain_purposes.get(act.sentence, ()))
        return plain and act.sentence not in self._fillers and act.section not in _CLIENTS_OWN - {"data"}

    def _is_opening_work(self, act: Finding) -> bool:
        """Whether a sentence begins with the act and says what for: "Used a scale to find ..."."""
        if act.id != "act.verb" or act.start != self._findings.sentences[act.sentence].start:
            return False
        if self._findings.in_sentence(act.sentence, "technique.modality", "technique.screen"):
            return False
        after = any(each.start > act.end for each in self._purposes.get(act.sentence, ()))
        return after and act.sentence not in self._fillers and act.section not in _CLIENTS_OWN - {"data"}

    def done(self, label: str, *, needs_doer: bool) -> list[Finding]:
        found = [each for each in self._findings.of(label) if self.is_done(each)]
        if needs_doer:
            found = [
                each
                for each in found
                if each.section in ("intervention", "action")
                or (each.sentence in self._acts and each.sentence not in self._service)
            ]
        return found

    def is_done(self, finding: Finding) -> bool:
        """Whether it took place in this session and at the therapist's hands (or jointly)."""
        state = finding.assertion
        if state.negated or state.possible or state.hypothetical or state.planned or state.historical:
            return False
        acts = self._acts.get(finding.sentence, [])
        others = self._others.get(finding.sentence, [])
        # "Her daughter's therapist had them play": a therapist, and not the writer.
        if others and not any(
            act.id == "act.clinician" and not any(one.start <= act.start < one.end + 1 for one in others)
            for act in acts
        ):
            return False
        if self._is_undone(finding, acts):
            return False
        if finding.section in _NOT_SESSION:
            return finding.section in ("plan", "goal") and any(not act.assertion.planned for act in acts)
        if (
            not acts
            and finding.sentence not in self._plain_purposes
            and any(each.id == "service.line" for each in self._service.get(finding.sentence, ()))
        ):
            return False
        if finding.section == "subjective" or self._is_outside(finding):
            return any(act.id in _SURELY_THERAPIST for act in acts)
        if finding.section in _CLIENTS_OWN and any(
            act.start < finding.start for act in self._by_client.get(finding.sentence, [])
        ):
            return any(act.id in _SURELY_THERAPIST for act in acts)
        return True

    def _is_outside(self, finding: Finding) -> bool:
        """Whether it was done between sessions; "so that things at home are calmer" only says what for."""
        return any(
            not self._is_in_purpose(each, finding) for each in self._away.get(finding.sentence, ())
        )

    def _is_in_purpose(self, cue: Finding, finding: Finding) -> bool:
        """Whether the cue only belongs to what the work was for."""
        return any(
            finding.end <= each.start < cue.start for each in self._plain_purposes.get(finding.sentence, ())
        )

    def _is_undone(self, finding: Finding, acts: list[Finding]) -> bool:
        """Whether the sentence takes it back; "exposure was put off" does, with no act told in between."""
        # "Graded" is no act where it is the first word of "graded exposure".
        told = [act for act in acts if not (finding.start <= act.start and act.end <= finding.end)]
        if not told and finding.sentence in self._later:
            return True
        for each in self._undone.get(finding.sentence, ()):
            if each.attribute("forward") and each.start > finding.start or self._is_in_purpose(each, finding):
                continue
            first, last = sorted((each, finding), key=lambda one: one.start)
            if not any(first.end <= act.start and act.end <= last.start for act in acts):
                return True
        return False

    def taken_back(self, techniques: list[Finding]) -> list[Finding]:
        """Techniques of the list that another sentence says were not done: "Exposure was not done"."""
        done = [_words(self._findings.quote(each)) for each in techniques]
        return [
            each
            for each in self._findings.of("technique")
            if self._is_said_undone(each)
            and any(_words(self._findings.quote(each)) <= words for words in done)
        ]

    def _is_said_undone(self, finding: Finding) -> bool:
        """Whether it is said of this session's work that it was not done; "put off" is no denial."""
        state, index = finding.assertion, finding.sentence
        if not state.negated or state.historical or state.planned or state.hypothetical or state.possible:
            return False
        if finding.section in ("subjective", "plan", "goal"):
            return False
        if index in self._away or index in self._later:
            return False
        return index not in self._by_client and any(
            act.id == "act.clinician" for act in self._acts.get(index, ())
        )

    def purposes_of(self, finding: Finding) -> list[Finding]:
        """What it was for, the nearest behind it first: in its own sentence, or said of it in one beside."""
        own = [
            each
            for each in self._purposes.get(finding.sentence, [])
            if not (finding.start <= each.start and each.end <= finding.end)
            and not self._is_anothers(each, finding)
            and abs(each.start - finding.end) <= _REACH
        ]
        beside = [
            each
            for step in (1, -1)
            for each in self._purposes.get(finding.sentence + step, [])
            if each.section == finding.section and self._reaches(each, step)
        ]
        own.sort(key=lambda each: (each.start < finding.start, abs(each.start - finding.end)))
        return [*own, *beside]

    def of_other_kinds(self, techniques: list[Finding]) -> list[Finding]:
        """One technique of each kind, but none of the first one's."""
        kinds = {_family(techniques[0])}
        others = [each for each in techniques if _family(each) not in kinds]
        return [each for at, each in enumerate(others) if _family(each) not in map(_family, others[:at])]

    def _reaches(self, purpose: Finding, step: int) -> bool:
        """Whether a purpose is said of the sentence beside it: "The aim was ...", "For social fear."."""
        start = self._findings.sentences[purpose.sentence].start
        return purpose.attribute("reach") == "wide" or (step == 1 and purpose.start == start)

    def _is_anothers(self, purpose: Finding, finding: Finding) -> bool:
        """Whether the purpose belongs to a generic phrase beside it: "ways to cope with voices"."""
        return finding.label == "technique" and any(
            each.start <= purpose.start <= each.end + 1 for each in self._generic.get(purpose.sentence, ())
        )

    def long_list(self, techniques: list[Finding]) -> list[Finding]:
        """The techniques of a list too long to tell what carried the session."""
        named = [
            *techniques,
            *self.done("technique.modality", needs_doer=False),
            *self.done("technique.generic", needs_doer=False),
        ]
        for group in by_sentence(named).values():
            if self._is_list(side_by_side(group)) and not self._each_has_purpose(group):
                return sorted(group, key=lambda each: each.start)
        for schools in by_sentence(self._findings.of("school")).values():
            if len({self._findings.quote(each).lower() for each in schools}) >= _LONG_LIST:
                return schools
        bare = [each for each in named if not self.purposes_of(each)]
        if len({_family(each) for each in side_by_side(bare)}) > _LONG_LIST and len(bare) > len(named) / 2:
            return sorted(bare, key=lambda each: each.start)
        return []

    def _is_list(self, items: list[Finding]) -> bool:
        words = {self._findings.quote(each).lower() for each in items}
        return len(words) >= _LONG_LIST and len({_family(each) for each in items}) >= _LONG_LIST - 1

    def _each_has_purpose(self, group: list[Finding]) -> bool:
        purposes = {each.start for each in self._purposes.get(group[0].sentence, [])}
        return len(purposes) >= len({_family(each) for each in group}) - 1

    def is_thin(self, purposeful: list[Finding]) -> bool:
        """Whether the level rests on one technique with one purpose that stands apart from it."""
        purposes = self.purposes_of(purposeful[0])
        return len(purposeful) == len(purposes) == 1 and abs(purposes[0].start - purposeful[0].end) > _CLOSE


@functools.lru_cache(maxsize=1)
def session_work(findings: Findings) -> SessionWork:
    """The session's work of a note; two criteria ask for it in turn."""
    return SessionWork(findings)


def _words(quote: str) -> set[str]:
    """The words of a quote that name something."""
    return {word for word in quote.lower().split() if len(word) >= _NAMING}


def _family(finding: Finding) -> str:
    return str(finding.attribute("family") or finding.id + str(finding.start))


def side_by_side(found: list[Finding]) -> list[Finding]:
    """The findings without those that overlap an earlier one."""
    chosen: list[Finding] = []
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if not chosen or each.start >= chosen[-1].end:
            chosen.append(each)
    return chosen
