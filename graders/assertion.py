"""ConText: turns a target phrase in its sentence into how it is asserted there.

After NegEx and ConText (Chapman 2001, Harkema 2009): the cues are lexicons/assertion.yaml, their reach is
graders/scopes.py.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, Protocol

from graders.lexicon import Match, default_lexicon
from graders.note import Token, tokenize
from graders.quotations import is_quoted
from graders.scopes import BITS, Coverage, cover
from graders.sentences import split_sentences


class SentenceLike(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def section(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Assertion:
    """How a phrase is asserted: "denies insomnia" negates insomnia, "mother has insomnia" is family.

    ``planned`` is what is yet to be done, ``hypothetical`` what holds only under a condition,
    ``historical`` what is over; a "3-week history" is not.  ``quoted`` says that the phrase stands
    inside quotation marks and bears on nothing else.
    """

    negated: bool = False
    possible: bool = False
    hypothetical: bool = False
    historical: bool = False
    planned: bool = False
    experiencer: Literal["client", "family", "other"] = "client"
    quoted: bool = False

    @property
    def is_present(self) -> bool:
        """The client's own, now or done."""
        return self.experiencer == "client" and not (
            self.negated or self.possible or self.hypothetical or self.historical or self.planned
        )


#: The lexicon of the cues, which say how other phrases are asserted.
_CUES = "assertion"


class Context:
    """The cues of one sentence and what they reach; worked out once, asked for any number of targets.

    ``tokens`` are the sentence's tokens, ``matches`` the lexicon matches found in them; ``phrases``
    are those of them that are no cues.
    """

    def __init__(
        self, text: str, sentence: SentenceLike, tokens: Sequence[Token], matches: Sequence[Match]
    ) -> None:
        self._text = text
        self._sentence = sentence
        self._tokens = tokens
        self.phrases: list[Match] = []
        cues: list[Match] = []
        for match in matches:
            (cues if match[2].lexicon == _CUES else self.phrases).append(match)
        self._cues = cues
        #: What the cues reach; worked out when first asked for.
        self._coverage: Coverage | None = None
        self._is_covered = False

    def assess(self, start: int, end: int) -> Assertion:
        """The assertion of ``text[start:end]``.

        A cue in front of the target has to reach its first word, one behind it its last; so cues
        among the target's own words ("no appetite") say nothing of it.
        """
        first = bisect_right(self._tokens, start, key=_end)
        last = bisect_left(self._tokens, end, key=_start) - 1
        reached = self._reached(first, last) if first <= last else 0
        return _assertion(reached, is_quoted(self._text, start, end))

    def of_match(self, match: Match) -> Assertion:
        """The assertion of a match in the sentence."""
        first, last, _ = match
        return _assertion(self._reached(first, last), self.quotes(match))

    def quotes(self, match: Match) -> bool:
        """Whether the match stands inside quotation marks."""
        return is_quoted(self._text, self._tokens[match[0]].start, self._tokens[match[1]].end)

    def _reached(self, first: int, last: int) -> int:
        """The categories (as ``BITS``) that reach what stands at these tokens."""
        if not self._is_covered:
            at = self._sentence
            self._coverage = cover(self._text, at.start, at.end, at.section, self._tokens, self._cues)
            self._is_covered = True
        coverage = self._coverage
        return 0 if coverage is None else coverage.forward[first] | coverage.backward[last]


_start, _end = attrgetter("start"), attrgetter("end")


@functools.cache
def _assertion(reached: int, quoted: bool) -> Assertion:
    return Assertion(
        negated=bool(reached & BITS["negated"]),
        possible=bool(reached & BITS["possible"]),
        hypothetical=bool(reached & BITS["hypothetical"]),
        historical=bool(reached & BITS["historical"]),
        planned=bool(reached & BITS["planned"]),
        experiencer=_experiencer(reached),
        quoted=quoted,
    )


def _experiencer(reached: int) -> Literal["client", "family", "other"]:
    if reached & BITS["family"]:
        return "family"
    return "other" if reached & BITS["other"] else "client"


def assess(text: str, start: int, end: int) -> Assertion:
    """The assertion of the target ``text[start:end]`` in the sentence that it stands (or begins) in.

    Raises ValueError for a span that is not inside the text.
    """
    if not 0 <= start <= end <= len(text):
        raise ValueError(
            f"the span {start}:{end} does not lie in the text of {len(text)} characters; give offsets in it"
        )
    for sentence in split_sentences(text):
        if start < sentence.end:
            tokens = tokenize(text, sentence.start, sentence.end)
            return Context(text, sentence, tokens, default_lexicon().find(tokens)).assess(start, end)
    return Assertion()
