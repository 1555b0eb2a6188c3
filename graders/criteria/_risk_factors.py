"""Turns the risk passage into the risk factors that the note names: found, listed, denied, or elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from graders.criteria._grouping import Clauses
from graders.criteria._risk_passage import OF_OTHERS, RiskPassage
from graders.criteria._ticks import box_before, is_ticked
from graders.findings import Finding, Findings
from graders.rating import HasSpan
from graders.spans import Span

#: "Risk factors: a, b and c", "Risk factors are a and b".
_INTRODUCES = re.compile(r"[^,;:.]{0,30}[:=–—-]|[^,;:.]{0,25}\b(?:are|is|include|being)\b")
_OPENS_LIST = re.compile(r"[ \t]*(?:[:=–—]|-\s)")
_LISTED = re.compile(r"(?:(?<!\w)|(?!\w))(?:(?!,|;|\band\b|\+|:|\bare\b|\binclude\b).){3,80}")
#: A box parts the pieces of a list as a comma does.
_BOX = re.compile(r"\[[ xX✓✔_]?\]|[☐☒☑]")
#: A subject opens its clause, behind one of these or a conjunction.
_OPENS_CLAUSE = re.compile(r"(?:^|[,;:(.—–-])\s*$")
#: Up to here a subject's predicate goes.
_ENDS_PREDICATE = re.compile(r"[,;:()—–]")
_ENDS_LIST = re.compile(r";")
#: Nothing reaches farther than so many characters.
_FARTHEST = 300
_ENDS_QUESTION = re.compile(r"[;:()—–]")
#: What somebody else does or has; other facts (a wife left, a brother keeps the gun) bear on the client.
_ONES_OWN = frozenset(
    (
        *("substance", "attempt", "self_harm", "hopelessness", "isolation", "sleep", "voices"),
        *("pregnancy_loss", "pain", "violence", "fire", "trauma", "impulsivity", "illness", "legal"),
    )
)
#: So much may follow the level in a piece that is nothing but a level: "low to moderate".
_REST_OF_LEVEL = 12
#: What others hold or do around the client: a brother keeps the rifles, classmates mock him.
_AROUND_CLIENT = frozenset(("means", "relationship", "humiliation"))
#: Words are told apart by so many of their first letters: "drinks" and "drinking" are one.
_STEM = 4

#: Findings by their ends, and the ends.
_Row = tuple[list[Finding], list[int]]


class RiskFactors:
    """The facts of a note that raise the client's risk, by where and how they are told."""

    def __init__(self, passage: RiskPassage) -> None:
        self._passage = passage
        self._findings: Findings = passage.findings
        self._rows: dict[tuple[int, tuple[str, ...]], _Row] = {}

    def bearing_on_risk(self) -> list[Finding]:
        """The factors of the passage, a phrase within another one counted once."""
        bearing: list[Finding] = []
        found = self._passage.here("risk.factor")
        for finding in sorted(found, key=lambda each: (each.start, -each.end)):
            if not self._is_factor(finding):
                continue
            if not bearing or finding.start >= bearing[-1].end:
                bearing.append(finding)
            elif finding.end - finding.start > bearing[-1].end - bearing[-1].start:
                bearing[-1] = finding
        return bearing

    def quotes(self, found: Sequence[HasSpan]) -> list[Span]:
        """Each factor once, and to the end of its clause where it breaks off: "separation from"."""
        text = self._findings.note.text
        once = {text[each.start : each.end].lower(): each for each in reversed(found)}
        return Clauses(self._findings, ()).unbroken(sorted(once.values(), key=lambda each: each.start))

    def elsewhere(self) -> list[Finding]:
        """Facts outside the passage that are risk factors by themselves, or stand next to it."""
        return [
            finding
            for finding in self._findings.of("risk.factor")
            if finding.sentence not in self._passage.sentences
            and (finding.attribute("alone") or self._is_next_to_it(finding))
            and self._is_factor(finding)
            and not self._findings.in_sentence(finding.sentence, "risk.topic")
            and not (finding.attribute("group") == "loss" and self._is_long_ago(finding))
        ]

    def _is_next_to_it(self, finding: Finding) -> bool:
        return not finding.attribute("only_there") and self._passage.is_beside(finding.sentence)

    def _is_long_ago(self, finding: Finding) -> bool:
        return bool(self._findings.in_sentence(finding.sentence, "risk.long_ago"))

    # --- what counts ------------------------------------------------------------------------------

    def _is_factor(self, finding: Finding) -> bool:
        if finding.attribute("group") == "violence" and self._is_level(finding):
            return False
        ticked = is_ticked(self._findings.note.text, finding.start)
        if ticked is not None:
            return ticked and not self._is_denied_in_its_box(finding)
        said = finding.assertion
        if said.negated or said.possible or said.hypothetical or said.planned:
            return False
        if said.experiencer != "client" and finding.attribute("group") not in OF_OTHERS | _AROUND_CLIENT:
            return False
        return not (self._is_anothers(finding) or self._protects(finding) or self._is_asked(finding))

    def _is_level(self, finding: Finding) -> bool:
        # "Risk of violence toward the neighbor: moderate" says how high the risk is, not what raises it.
        levels = self._findings.in_sentence(finding.sentence, "risk.level")
        return any(each.start < finding.start < each.end for each in levels)

    def _is_denied_in_its_box(self, finding: Finding) -> bool:
        # What the other boxes of the line say does not reach into this one.
        text = self._findings.note.text
        alone = self._findings.of_text(text[box_before(text, finding.start) : finding.end])
        return any(each.assertion.negated for each in alone.of(finding.label))

    def _is_anothers(self, finding: Finding) -> bool:
        """Whether somebody else is the subject: "her housemate drinks and once tried to hang herself"."""
        own = finding.attribute("group") in _ONES_OWN
        who = self._last_before(finding, "risk.somebody")
        if who is None or not (own or who.attribute("stranger")) or not self._is_subject(who):
            return False
        return not self._parted(_ENDS_PREDICATE, who, finding) and not self._client_follows(who, finding)

    def _is_subject(self, who: Finding) -> bool:
        begin = self._findings.sentences[who.sentence].start
        if _OPENS_CLAUSE.search(self._findings.note.text[max(begin, who.start - 3) : who.start]):
            return True
        joins = self._last_before(who, "risk.conjunction")
        return joins is not None and joins.end == who.start - 1

    def _client_follows(self, before: Finding, finding: Finding) -> bool:
        # "The shed he burned" has its subject inside.
        subjects, ends = self._row(finding.sentence, "risk.client_again")
        at = bisect_right(ends, finding.end)
        return at > 0 and before.end <= subjects[at - 1].start

    def _parted(self, by: re.Pattern[str], before: Finding, finding: Finding) -> bool:
        if finding.start - before.end > _FARTHEST:
            return True
        return bool(by.search(self._findings.note.text, before.end, finding.start))

    def _last_before(self, finding: Finding, *labels: str) -> Finding | None:
        """The last finding with one of the labels that ends in front of this one in its sentence."""
        found, ends = self._row(finding.sentence, *labels)
        at = bisect_right(ends, finding.start)
        return found[at - 1] if at else None

    def _row(self, sentence: int, *labels: str) -> _Row:
        """A sentence's findings by their ends, and these; kept, for every factor asks."""
        key = (sentence, labels)
        if key not in self._rows:
            found = sorted(self._findings.in_sentence(sentence, *labels), key=lambda each: each.end)
            self._rows[key] = (found, [each.end for each in found])
        return self._rows[key]

    def _is_asked(self, finding: Finding) -> bool:
        """Whether it is only asked about; what comes behind a stop or comma and colon answers."""
        asked = self._last_before(finding, "risk.asked")
        if asked is None or self._client_follows(asked, finding):
            return False
        return not self._parted(_ENDS_QUESTION, asked, finding)

    def _protects(self, finding: Finding) -> bool:
        """Whether it stands in a list of what protects: "Protective: his grief group"."""
        cue = self._last_before(finding, "risk.protective")
        if cue is None or self._parted(_ENDS_LIST, cue, finding):
            return False
        turned = self._last_before(finding, "risk.factors_cue", "risk.factors_list")
        return turned is None or turned.start < cue.end

    # --- what is taken back -----------------------------------------------------------------------

    def denied(self, factors: Sequence[Finding]) -> list[Finding]:
        """Those that another sentence of the same time denies in the same words."""
        denied = [
            each
            for each in self._findings.of("risk.factor")
            if each.assertion.negated
            and each.assertion.experiencer == "client"
            and is_ticked(self._findings.note.text, each.start) is None
        ]
        if not denied:
            return []
        dates = self._passage.dates
        said = {(each.attribute("group"), dates(each.sentence)) for each in denied}
        stems = {stem for each in denied for stem in self._stems(each)}
        return [
            each
            for each in factors
            if (each.attribute("group"), dates(each.sentence)) in said
            and not stems.isdisjoint(self._stems(each))
        ]

    def _stems(self, finding: Finding) -> set[str]:
        return {word[:_STEM] for word in self._passage.words(finding) if len(word) >= _STEM}

    # --- lists ------------------------------------------------------------------------------------

    def listed(self) -> list[Span]:
        """What a list that is called one of risk factors holds, known to the lexicon or not."""
        listed: list[Span] = []
        for cue, end in self._with_ends(self._findings.of("risk.factors_list")):
            if cue.attribute("only_there") and cue.sentence not in self._passage.sentences:
                continue
            if not cue.assertion.negated and self._introduces(cue, end):
                listed += self._items(cue.end, end, cue.sentence)
        closed = 0
        for cue in self._passage.here("risk.factors_close"):
            start = max(self._findings.sentences[cue.sentence].start, closed)
            closed = cue.end
            if not cue.assertion.negated:
                listed += self._items(start, cue.start, cue.sentence)
        # "Factors" and "risk factors are" open one and the same list.
        return list({span.end: span for span in sorted(listed)}.values())

    def _with_ends(self, cues: Sequence[Finding]) -> Iterator[tuple[Finding, int]]:
        """Each cue of a list and where its list ends: at the next cue or with the sentence."""
        end = farther = 0
        opened = -1
        for cue in reversed(cues):
            if cue.sentence != opened:
                end = farther = self._findings.sentences[cue.sentence].end
            # "Factors" inside "risk factors" opens the same list and ends none.
            yield cue, end if end >= cue.end else farther
            farther = end if end >= cue.end else farther
            opened, end = cue.sentence, min(end, cue.start)

    def _introduces(self, cue: Finding, end: int) -> bool:
        text = self._findings.note.text
        if cue.attribute("before_colon"):
            return bool(_OPENS_LIST.match(text, cue.end, end))
        return bool(_INTRODUCES.match(text, cue.end, end)) or len(self._passage.words(cue)) > 2

    def given(self) -> list[Span]:
        """What a raised level is put down to, in the sentence that states the level."""
        given: list[Span] = []
        for cue, end in self._with_ends(self._passage.here("risk.factors_because")):
            if self._is_raised(cue.sentence):
                given += self._items(cue.end, end, cue.sentence)
        return sorted(given)

    def behind_colon(self) -> list[Span]:
        """What follows a raised level and a colon: "Risk up: not eating, blades in his room"."""
        reasons: list[Span] = []
        text = self._findings.note.text
        for sentence in sorted(self._passage.sentences):
            end = self._findings.sentences[sentence].end
            levels = [*self._passage.raised(sentence), *self._findings.in_sentence(sentence, "risk.level")]
            colon = text.find(":", min((each.end for each in levels), default=end), end)
            if colon > 0 and self._is_raised(sentence, before=colon):
                reasons += self._items(colon + 1, end, sentence)
        return reasons

    def _is_raised(self, sentence: int, before: int | None = None) -> bool:
        return any(before is None or each.end <= before for each in self._passage.raised(sentence))

    def _items(self, start: int, end: int, sentence: int) -> list[Span]:
        text = self._findings.note.text
        piece = _BOX.sub(lambda box: "," * len(box[0]), text[start:end])
        spans = (
            _trimmed(text, start + match.start(), start + match.end()) for match in _LISTED.finditer(piece)
        )
        return [span for span in spans if self._is_item(span, sentence)]

    def _is_item(self, span: Span, sentence: int) -> bool:
        """Whether a listed piece names something: "none", "reviewed" and an empty box do not."""
        text = self._findings.note.text
        if not any(character.isalpha() for character in span.quote(text)):
            return False
        if is_ticked(text, span.start) is False:
            return False
        levels = self._within(span, sentence, "risk.level_word")
        if any(each.start == span.start and span.end - each.end <= _REST_OF_LEVEL for each in levels):
            return False  # "acute: low"
        empty = self._within(span, sentence, "risk.no_item")
        return not any(each.start == span.start or not each.attribute("opens") for each in empty)

    def _within(self, span: Span, sentence: int, label: str) -> list[Finding]:
        found, ends = self._row(sentence, label)
        near = found[bisect_right(ends, span.start) : bisect_right(ends, span.end)]
        return [each for each in near if each.start >= span.start]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    skipped = len(piece) - len(piece.lstrip(" .:-–—"))
    return Span(start + skipped, start + len(piece.rstrip(" .\t\n")))
