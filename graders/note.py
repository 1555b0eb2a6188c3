"""Turns what a trainee typed into a Note: its text, its tokens and its word count."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import NamedTuple

# A token is a chart abbreviation with a slash, a diagnosis code, a number (with its decimals), a
# word with its apostrophes, or a chart arrow ("↓ appetite").  Hyphens and slashes part tokens, so
# "self-harm" and "self harm", "PHQ-9" and "PHQ 9" are the same two tokens.
_TOKEN = re.compile(
    # Most tokens are words of two letters or more, so these are tried first.
    r"[^\W\d_]{2,}(?:['’ʼ][^\W\d_]+)*"
    r"|(?:\b[wW]/[oO]\b|\b[wW]/|\b[cC]/[oO]\b|\b[sS]/[pP]\b)"
    r"|[A-Za-z]\d[0-9A-Za-z](?:\.[0-9A-Za-z]{1,4})?(?![0-9A-Za-z])"
    r"|\d+(?:st|nd|rd|th)\b"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"
    r"|[↑↓]"
)
_WORD_CHARACTER = re.compile(r"[^\W_]")
_BREAK = re.compile(r"[.!?;\n]")
_PAUSE = re.compile(r"[,:()\[\]–—]| - ")


class Token(NamedTuple):
    """One token: where it stands, its look-up form, and what parts it from the one before.

    ``parted`` is 0 for white space, hyphens, slashes and quotation marks, 1 for a comma, colon,
    bracket or dash, 2 for the end of a sentence or line.
    """

    start: int
    end: int
    form: str
    parted: int


@dataclass(frozen=True)
class Note:
    """The trainee's text as given; all offsets in a report count its code points."""

    text: str

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        return tuple(tokenize(self.text))

    @cached_property
    def forms(self) -> frozenset[str]:
        """The look-up forms that occur."""
        return frozenset([token.form for token in self.tokens])

    @cached_property
    def figures(self) -> Sequence[int]:
        """The indices of the tokens that hold something else than letters: numbers, codes, clock times."""
        return [at for at, token in enumerate(self.tokens) if not token[2].isalpha()]

    def token_at(self, start: int) -> int:
        """The index of the token that begins at or behind a place of the text."""
        return bisect_left(self._starts, start)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def word_count(self) -> int:
        """White-space-separated tokens that hold a letter or a digit."""
        return sum(1 for piece in self.text.split() if piece[0].isalnum() or _WORD_CHARACTER.search(piece))


#: A named tuple's own constructor is Python code, which a note would run for each of its words.
_token = partial(tuple.__new__, Token)

#: A word between blanks is looked up among those read before; a longer one is no word.
_LONGEST_KEPT = 40
#: Where it stands in its piece, its look-up form, and what parts it from the one before in the piece.
_Word = tuple[int, int, str, int]
#: What parts the first token of a piece is for the text around to tell.
_OPENS = -1


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]``, in order, with offsets into ``text``."""
    tokens: list[Token] = []
    at = last = start
    # No token reaches over a blank, and most of what stands between two has been read before.
    for piece in (text[start:end] if start or end is not None else text).split(" "):
        for begin, until, form, parted in _kept_words(piece) if len(piece) < _LONGEST_KEPT else _words(piece):
            first = at + begin
            if parted == _OPENS:
                # Nothing but the blank stands in front of most words.
                parted = _parted(text[last:first]) if begin or at - last > 1 else 0
                if parted == 2 and tokens and _is_initial(text, tokens[-1], first):
                    parted = 1
            last = at + until
            tokens.append(_token((first, last, form, parted)))
        at += len(piece) + 1
    return tokens


def _words(piece: str) -> Sequence[_Word]:
    """The tokens of what stands between two blanks."""
    words: list[_Word] = []
    last = 0
    for match in _TOKEN.finditer(piece):
        first, until = match.span()
        parted = _parted(piece[last:first]) if words else _OPENS
        words.append((first, until, lookup_form(match[0]), parted))
        last = until
    return words


_kept_words = lru_cache(maxsize=8192)(_words)


def lookup_form(word: str) -> str:
    """Lower case with a straight apostrophe, the form in which lexicons are written."""
    form = word.lower()
    return form if form.isascii() else form.replace("’", "'").replace("ʼ", "'")


def _parted(between: str) -> int:
    if between == " " or not between:
        return 0
    if _BREAK.search(between):
        return 2
    return 1 if _PAUSE.search(between) else 0


def _is_initial(text: str, token: Token, until: int) -> bool:
    """Whether a token is a name's initial: the full stop in "met with W. at his house" ends nothing."""
    return token.end - token.start == 1 and text[token.start].isupper() and text[token.end : until] == ". "
