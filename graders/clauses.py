"""Turns a sentence's tokens and matches into the places where the reach of a cue ends."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from graders.lexicon import Match
from graders.note import Token
from graders.quotations import quotation_end


class Clauses:
    """Where clauses of one sentence begin and end, as far as cues need to know.

    ``pauses`` are the tokens in front of which a comma, colon, bracket or dash stands, ``predicates``
    the finite verbs and their kind.  All positions count tokens.
    """

    def __init__(self, text: str, tokens: Sequence[Token], matches: Sequence[Match]) -> None:
        self._text = text
        self._tokens = tokens
        self.count = len(tokens)
        self.pauses = [at for at in range(1, self.count) if tokens[at].parted]
        groups = _by_category(matches)
        self._read_joins(groups.get("join", []), groups.get("terminate", []))
        self._read_predicates(groups.get("predicate", []))
        self._relatives = sorted(match.first for match in groups.get("relative", ()))
        self._enders = [match for match in groups.get("terminate", ()) if self._ends_reach(match)]

    def _read_joins(self, joins: Sequence[Match], enders: Sequence[Match]) -> None:
        attributes = ((match, match.entry.attributes) for match in enders)
        general = [match for match, own in attributes if "place" not in own and "of" not in own]
        self._joins = sorted(match.first for match in joins)
        self._join_starts = set(self._joins)
        self._choices = sorted(match.first for match in joins if "choice" in match.entry.attributes)
        self._choice_starts = set(self._choices)
        self._after_choice = {match.last + 1 for match in joins if match.first in self._choice_starts}
        self._chunks = sorted({0, *self.pauses, *self._join_starts})
        self._closings = self._join_starts | {match.first for match in general}
        self._openings = {0, *self.pauses, *(match.last + 1 for match in (*joins, *general))}

    def _read_predicates(self, found: Sequence[Match]) -> None:
        found = [each for each in found if "place" not in each.entry.attributes or self.closes(each.last)]
        self._soft = [match for match in found if "soft" in match.entry.attributes]
        within_soft = {at for match in self._soft for at in range(match.first, match.last + 1)}
        hard = [match for match in found if "soft" not in match.entry.attributes]
        self._hard = [match for match in hard if match.first not in within_soft]
        self.predicates = sorted(match.last for match in (*self._soft, *self._hard))

    def _ends_reach(self, match: Match) -> bool:
        wanted = match.entry.attributes
        if "place" in wanted and (match.first not in self._openings or match.first in self._after_choice):
            return False
        if "unless" not in wanted:
            return True
        # "No fever, increased thirst or weight loss" is one list.
        choice = following(self._choices, match.first, self.count)
        return choice == self.count or choice > following(self.predicates, match.first, self.count)

    def opens(self, at: int) -> bool:
        """Whether the token begins a clause or an item of a list."""
        return at in self._openings

    def closes(self, at: int) -> bool:
        """Whether the token ends a clause: "SI denied, ...", not "denied: SI"."""
        after = at + 1
        if after >= self.count or after in self._closings:
            return True
        return self._tokens[after].parted > 0 and not self.is_before_colon(at)

    def is_before_colon(self, at: int) -> bool:
        """Whether a colon follows the token; no token (-1, in front of the first) has one behind it."""
        return at >= 0 and is_before_colon(self._text, self._tokens, at)

    def is_joined(self, at: int) -> bool:
        """Whether the token is "and" or "or"."""
        return at in self._join_starts

    def next_join(self, at: int) -> int:
        """The next "and" or "or" beyond the token, or the token count."""
        return following(self._joins, at, self.count)

    def is_before_comma(self, at: int) -> bool:
        return at + 1 < self.count and self._between(at + 1).startswith(",")

    def end_of_enclosure(self, at: int) -> int:
        """The first token behind the quotation or bracket that the token stands in, or the token count."""
        if at >= self.count:
            return self.count
        end = self._end_of_bracket(at)
        quoted_to = quotation_end(self._text, self._tokens[at].start)
        return end if quoted_to is None else min(end, bisect_left(self._tokens, quoted_to, key=_start))

    def _end_of_bracket(self, at: int) -> int:
        opened, closed = self._brackets
        if preceding(opened, at + 1) <= preceding(closed, at + 1):
            return self.count
        return following(closed, at, self.count)

    @cached_property
    def _brackets(self) -> tuple[list[int], list[int]]:
        """The tokens in front of which a bracket opens, and those in front of which one closes."""
        opened = [0] if self._tokens and self._text.endswith("(", 0, self._tokens[0].start) else []
        if not self._have("()"):
            return opened, []
        gaps = [(at, self._between(at)) for at in self.pauses]
        return opened + [at for at, gap in gaps if "(" in gap], [at for at, gap in gaps if ")" in gap]

    def stops(
        self, category: str, determiner: bool, whole: bool, signs: Sequence[int], free: frozenset[int]
    ) -> list[int]:
        """The tokens at which the reach of a cue of the category ends, in order.

        ``free`` are tokens of cues that look back: "was denied" and the colon of "SI, HI: denied"
        begin no new clause.  ``signs`` are the places of signs such as "(+)".  With ``whole`` no verb
        begins one either: all that a story tells is the story's.
        """
        ends = {
            match.last + 1 if match.entry.attributes.get("after") else match.first
            for match in self._enders
            if category in match.entry.attributes.get("of", (category,)) and match.first not in free
        }
        ends.update(signs)
        semicolons, equations = self._punctuation
        ends.update(semicolons)
        verbs = [match.first for match in (self._hard if determiner else (*self._hard, *self._soft))]
        verbs += [at - 1 for at in equations if at not in free]
        for verb in () if whole else verbs:
            opener = self._opener(verb)
            # "Her sister worries, has jaw tension and sleeps badly" has one subject: the sister.
            shares_subject = category in ("family", "other") and self._has_no_subject(verb, opener)
            if verb not in free and opener is not None and not shares_subject:
                ends.add(opener)
        return sorted(ends)

    def _opener(self, verb: int) -> int | None:
        """Where the clause of a finite verb begins; None for a verb in a list or in a relative clause."""
        chunk = self._chunks[bisect_right(self._chunks, verb) - 1]
        relative = bisect_right(self._relatives, verb) - 1
        if chunk in self._choice_starts or (relative >= 0 and self._relatives[relative] >= chunk):
            return None
        return chunk

    def _has_no_subject(self, verb: int, opener: int | None) -> bool:
        """Whether at most "and" stands between the start of the clause and its verb.

        Behind a relative clause the subject is the one in front of it: "whose son is ill, sleeps badly";
        without a comma the relative clause goes on: "who is starving herself and has fainted".
        """
        if opener is None:
            return False
        goes_on = opener == verb - 1 and self.is_joined(opener)
        if self._relatives and self._relatives[0] < verb:
            return goes_on and not self._tokens[opener].parted
        return opener == verb or goes_on

    @cached_property
    def _punctuation(self) -> tuple[list[int], list[int]]:
        """The tokens behind a semicolon, and those behind a colon or an equals sign.

        "Mood: low" and "mood = low" say what "mood is low" says.
        """
        if not self._have(";:="):
            return [], []
        gaps = [(at, self._between(at)) for at in range(1, self.count)]
        gaps = [(at, gap) for at, gap in gaps if len(gap) > 1]
        return [at for at, gap in gaps if ";" in gap], [at for at, gap in gaps if ":" in gap or "=" in gap]

    def _have(self, marks: str) -> bool:
        """Whether one of the marks stands among the tokens, so that looking between them is worth it."""
        start, end = self._tokens[0].start, self._tokens[-1].end
        return any(self._text.find(mark, start, end) >= 0 for mark in marks)

    def _between(self, at: int) -> str:
        return self._text[self._tokens[at - 1].end : self._tokens[at].start]


def is_before_colon(text: str, tokens: Sequence[Token], at: int) -> bool:
    """Whether a colon follows the token, be it in bold."""
    end = tokens[at + 1].start if at + 1 < len(tokens) else tokens[at].end + 9
    return text[tokens[at].end : end].lstrip(" *_").startswith(":")


def following(places: Sequence[int], at: int, otherwise: int) -> int:
    """The first place beyond ``at``."""
    found = bisect_right(places, at)
    return places[found] if found < len(places) else otherwise


def preceding(places: Sequence[int], at: int) -> int:
    """The last place in front of ``at``; -1 when there is none."""
    found = bisect_left(places, at)
    return places[found - 1] if found else -1


_start = attrgetter("start")


def _by_category(matches: Sequence[Match]) -> Mapping[str, list[Match]]:
    groups: defaultdict[str, list[Match]] = defaultdict(list)
    for match in matches:
        category = match[2].attributes["category"]
        if isinstance(category, str):
            groups[category].append(match)
    return groups
