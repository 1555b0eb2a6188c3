"""Turns a note's sections into its layout by a template, and finds what stands in the wrong section."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from graders.findings import Finding, Findings
from graders.rubric import default_rubric
from graders.sections import Section, slot, templates
from graders.spans import Span


#: What tells how the client is, which no plan does.
_OF_AN_ACCOUNT = ("placement.report", "placement.exam", "symptom")


@dataclass(frozen=True)
class Misplaced:
    """A sentence under ``section`` that belongs under ``belongs``."""

    start: int
    end: int
    section: str
    belongs: str


class Layout:
    """How a note's sections meet the template asked for."""

    def __init__(self, findings: Findings, template: str) -> None:
        self.template = template
        self.order = templates()[template]
        self._findings = findings

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The sections that some template knows, without blocks such as "Risk"."""
        known = {name for order in templates().values() for name in order}
        return tuple(section for section in self._findings.sections if slot(section.name) in known)

    @cached_property
    def labelled(self) -> bool:
        return bool(self.sections)

    @property
    def labels(self) -> tuple[Span, ...]:
        return tuple(self.label(section) for section in self.sections)

    @staticmethod
    def label(section: Section) -> Span:
        return Span(section.label_start, section.label_end)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The sections asked for that have no label."""
        return tuple(name for name in self.order if name not in {slot(each.name) for each in self.sections})

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """The sections asked for that are missing or empty; a block of another topic fills one too."""
        text = self._findings.note.text
        ends = [*(each.label_start for each in self.sections[1:]), len(text)]
        filled = set()
        for section, end in zip(self.sections, ends):
            # The second section of a joint label ("A/P") ends where the first one does.
            end = end if end > section.label_end else section.end
            if any(character.isalnum() for character in text[section.label_end : end]):
                filled.add(slot(section.name))
        return tuple(name for name in self.order if name not in filled)

    @cached_property
    def other_template(self) -> str:
        """The template that the note follows in full where it lacks a section of the one asked for."""
        if not self.missing:
            return ""
        present = {slot(section.name) for section in self.sections}
        return next(
            (name for name, order in templates().items() if name != self.template and set(order) <= present),
            "",
        )

    @cached_property
    def out_of_order(self) -> Section | None:
        """The first section that stands before one it should follow."""
        firsts = {slot(section.name): section for section in reversed(self.sections)}
        places = [(self.order.index(name), firsts[name]) for name in self.order if name in firsts]
        for place, section in places:
            if any(other.label_start > section.label_start for earlier, other in places if earlier < place):
                return section
        return None

    @cached_property
    def moves(self) -> int:
        """How many sections would have to change places for the template's order."""
        firsts = {slot(section.name): section.label_start for section in reversed(self.sections)}
        known = sorted((name for name in self.order if name in firsts), key=firsts.__getitem__)
        # The sections that may stay are the longest run in rising order.
        ends: list[int] = []
        for place in map(self.order.index, known):
            at = bisect_left(ends, place)
            ends[at : at + 1] = [place]
        return len(known) - len(ends)

    def joined_lacking(self) -> str:
        phrases = default_rubric().phrases
        names = [name.title() for name in self.lacking]
        return phrases["join_more"].join([*names[:-2], phrases["join_two"].join(names[-2:])])

    def has_own(self, name: str) -> bool:
        """Whether the section has a label that heads no other one, as "A/P" does."""
        shared = Counter(each.label_start for each in self.sections)
        return any(slot(each.name) == name and shared[each.label_start] == 1 for each in self.sections)


def misplaced(findings: Findings, layout: Layout) -> tuple[Misplaced, ...]:
    """Content that clearly stands in the wrong section; doubtful cases are left alone."""
    found = [
        *_plan_elsewhere(findings, layout),
        *_reports_observed(findings, layout),
        *_status_as_plan(findings, layout),
    ]
    return tuple(sorted(found, key=lambda each: each.start))


def swapped(findings: Findings, layout: Layout) -> Misplaced | None:
    """The client's tasks under another section whose account stands under Plan: the two changed places."""
    if not layout.has_own("plan") or _sentences(findings, "placement.task", ("plan",)):
        return None
    accounts = {name: _accounts(findings, name) for name in layout.order}
    if len(accounts["plan"]) < 2:
        return None
    for name in layout.order[:-1]:
        tasks = _sentences(findings, "placement.task", (name,))
        if tasks and not accounts[name]:
            return _misplaced(findings, tasks[0], "plan")
    return None


def _accounts(findings: Findings, section: str) -> list[Finding]:
    """The findings in a section, of any sentence, that tell how the client is."""
    found = [each for label in _OF_AN_ACCOUNT for each in _sentences(findings, label, (section,))]
    return [each for each in found if each.is_present]


def _plan_elsewhere(findings: Findings, layout: Layout) -> list[Misplaced]:
    """The client's tasks under another section, where the plan itself holds none."""
    if not layout.has_own("plan") or _sentences(findings, "placement.own_plan", ("plan",)):
        return []
    others = [name for name in layout.order if name != "plan"]
    tasks = _sentences(findings, "placement.task", others)
    return [_misplaced(findings, tasks[0], "plan")] if tasks else []


def _reports_observed(findings: Findings, layout: Layout) -> list[Misplaced]:
    """The client's account under Objective, where what was seen and measured belongs."""
    if "objective" not in layout.order:
        return []
    reports = _sentences(findings, "placement.report", ("objective",))
    return [_misplaced(findings, reports[0], "subjective")] if len(reports) > 2 else []


def _status_as_plan(findings: Findings, layout: Layout) -> list[Misplaced]:
    """Risk status or mental status under Plan."""
    home = next(name for name in ("assessment", "behavior", "goal") if name in layout.order)
    status = _sentences(findings, "placement.risk", ("plan",))
    # "C-SSRS not indicated as no SI" says why nothing was done.
    status = [each for each in status if not findings.in_sentence(each.sentence, "risk.screen_not_done")]
    status += _sentences(findings, "placement.exam", ("plan",))
    return [_misplaced(findings, status[0], home)] if status else []


def _sentences(findings: Findings, label: str, sections: Sequence[str]) -> list[Finding]:
    """One finding with the label for each sentence of these sections that has one."""
    found = findings.of(
        label,
        where=lambda each: each.section is not None and slot(each.section) in sections and not each.is_quoted,
    )
    return list({finding.sentence: finding for finding in reversed(found)}.values())[::-1]


def _misplaced(findings: Findings, finding: Finding, belongs: str) -> Misplaced:
    sentence = findings.sentences[finding.sentence]
    return Misplaced(sentence.start, sentence.end, str(finding.section), belongs)
