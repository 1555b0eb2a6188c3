"""Turns the phrase notation of the lexicon files into rows of trie keys.

The notation::

    word            that word, whatever its case
    word~           any inflection of it; word~v, word~n, word~a: only those of a verb, noun, adjective
    {class}         any word of that class (a list of single words in the file or in words.yaml)
    #               a number, in digits or as a word
    (a|b c|d)       one of these; may be nested
    [the very]      these words or nothing
    <3>             up to three words of any kind, not beyond the sentence

Hyphens and slashes part words as they do in a note: ``self-harm`` is ``self harm``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from graders.note import tokenize

#: More rows than this from one phrase is a mistake in the phrase, not a need.
MOST_ROWS = 3000
#: From so many single-word alternatives on, they become one key.
LONG_LIST = 3

_PIECE = re.compile(
    r"(?P<open>\()|(?P<bar>\|)|(?P<close>\))|(?P<start>\[)|(?P<stop>\])"
    r"|<(?P<gap>\d)>|\{(?P<group>[a-z_0-9]+)\}|(?P<number>#)"
    r"|(?P<word>[^\s()\[\]{}|<>#~]+)(?P<inflect>~[vna]?)?|(?P<space>\s+)|(?P<bad>.)"
)

Row = tuple[str, ...]


class PatternError(ValueError):
    """A phrase that cannot be read; the message says what and how to mend it."""


@dataclass
class PatternReader:
    """Reads phrases.

    ``classes`` turns a class name into its key, or None if no file defines it;
    ``inflected`` gathers what ``word~`` asked for, so that the compiler can look the forms up;
    ``lists`` gathers long lists of alternatives (key → words), which then match as a class does.
    """

    classes: Callable[[str], str | None]
    inflected: set[tuple[str, str]]
    lists: dict[str, frozenset[str]] = field(default_factory=dict)
    _names: dict[frozenset[str], str] = field(default_factory=dict)

    def rows(self, phrase: str) -> list[Row]:
        """Every row of keys that the phrase stands for."""
        pieces = list(_PIECE.finditer(phrase))
        rows, at = self._alternatives(pieces, 0, phrase)
        if at < len(pieces):
            raise PatternError(f"{phrase!r} closes a bracket that it never opened; drop it")
        rows = [_between_words(row) for row in rows]
        if not all(rows):
            raise PatternError(f"{phrase!r} can stand for nothing at all; anchor it with a word")
        return list(dict.fromkeys(rows))

    def _alternatives(self, pieces: list[re.Match[str]], at: int, phrase: str) -> tuple[list[Row], int]:
        done: list[Row] = []
        rows: list[Row] = [()]
        while at < len(pieces):
            piece = pieces[at]
            kind = piece.lastgroup
            if kind in ("close", "stop"):
                break
            if kind == "bar":
                done, rows = done + rows, [()]
            elif kind in ("open", "start"):
                inner, at = self._alternatives(pieces, at + 1, phrase)
                wanted = "close" if kind == "open" else "stop"
                if at >= len(pieces) or pieces[at].lastgroup != wanted:
                    raise PatternError(f"{phrase!r} leaves a bracket open; close it")
                inner = self._listed(inner) + ([()] if kind == "start" else [])
                rows = self._joined(rows, inner, phrase)
            else:
                rows = self._joined(rows, [self._keys(piece, phrase)], phrase)
            at += 1
        return done + rows, at

    def _listed(self, inner: list[Row]) -> list[Row]:
        """The single words among many alternatives as one key, so that long lists do not multiply."""
        words = frozenset(row[0] for row in inner if len(row) == 1 and row[0][0] not in "{<#")
        if len(words) < LONG_LIST:
            return inner
        # A number, for the name stands beside every word of the list in the compiled data.
        name = self._names.setdefault(words, f"({len(self._names)}")
        self.lists[name] = words
        return [(name,), *(row for row in inner if len(row) != 1 or row[0] not in words)]

    def _joined(self, heads: list[Row], tails: Iterable[Row], phrase: str) -> list[Row]:
        tails = list(tails)
        if len(heads) * len(tails) > MOST_ROWS:
            raise PatternError(
                f"{phrase!r} stands for more than {MOST_ROWS} phrases; use a {{class}} for single words"
            )
        return [head + tail for head in heads for tail in tails]

    def _keys(self, piece: re.Match[str], phrase: str) -> Row:
        if piece["space"]:
            return ()
        if piece["gap"]:
            return (f"<{piece['gap']}",)
        if piece["number"]:
            return ("#",)
        if piece["group"]:
            key = self.classes(piece["group"])
            if key is None:
                raise PatternError(f"{phrase!r} names the class {piece['group']!r}, which no file defines")
            return ("{" + key,)
        if piece["bad"]:
            raise PatternError(f"{phrase!r} holds {piece['bad']!r}, which has no meaning there")
        forms = tuple(token.form for token in tokenize(piece["word"]))
        if not forms:
            return ()
        if piece["inflect"]:
            self.inflected.add((forms[-1], piece["inflect"][1:]))
            return (*forms[:-1], forms[-1] + piece["inflect"])
        return forms


def _between_words(row: Row) -> Row:
    """The row without gaps at its ends: an optional word may leave one over, and it matches nothing."""
    while row and row[0].startswith("<"):
        row = row[1:]
    while row and row[-1].startswith("<"):
        row = row[:-1]
    return row
