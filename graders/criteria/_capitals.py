"""Turns the tokens of a note into the runs of words with a capital that could be somebody's name."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from graders import runtime
from graders.note import Token, lookup_form
from graders.spans import Span

#: In front of a word these make its capital mean nothing: a sentence, a line, a list or a quotation opens.
_OPENERS = frozenset(".!?:;\n\r“”\"‘•*–—-(/>|]#+…")
#: What may stand between a relation and a name: "her sister, Ana", "mother (Ana)".
_BESIDE = frozenset(("", ",", "(", "“", '"', "‘", "'"))
#: Between two words of one name.
_JOINTS = frozenset((" ", "-", ". "))
#: "St. Brigid", "Mt. Hood": the full stop ends nothing.
_SHORTENED = frozenset(("st", "mt", "ft"))


class Run(NamedTuple):
    """Words with a capital that follow each other, without those at either end that are no names.

    ``opens`` says that a sentence or line begins with them, so that the capital tells nothing.
    ``before`` are the forms of up to three tokens in front, the nearest first, ``after`` those behind.
    ``apart`` is what stands between the nearest of either side and the run.
    """

    span: Span
    words: tuple[str, ...]
    opens: bool
    is_possessive: bool
    before: tuple[str, ...]
    after: tuple[str, ...]
    apart: tuple[str, str]

    @property
    def beside(self) -> str:
        """The word right in front, unless a colon, a dash or a new sentence stands between."""
        return self.before[0] if self.before and self.apart[0] in _BESIDE else ""


@functools.cache
def words(table: str) -> frozenset[str]:
    """A table of lexicons/names.yaml."""
    tables: Mapping[str, list[str]] = runtime.compiled()["tables"]["names"]
    return frozenset(tables[table])


def is_ordinary(word: str) -> bool:
    """Whether a lexicon has the word, as "mind" of "Wise Mind"."""
    keys: Mapping[str, list[str]] = runtime.compiled()["lexicon"]["keys"]
    return word in keys


def plain(form: str) -> str:
    """The form without a possessive: "marisol" of "marisol's"."""
    return form[:-2] if form.endswith("'s") else form.rstrip("'")


def runs(text: str, tokens: Sequence[Token], initials: frozenset[str]) -> Iterator[Run]:
    """Every run of a text, in order.  ``initials`` are the letters by which the note calls the client."""
    known, read = _known(), 0
    for at in [at for at, token in enumerate(tokens) if text[token[0]].isupper()]:
        if at < read or not _is_shaped(text, tokens[at]) or _opens_plainly(tokens, at):
            continue
        first, last = at, _last(text, tokens, at)
        read = last + 1
        # Behind a title even "Young" is a name.
        while first <= last and plain(tokens[first].form) in known and not _is_titled(tokens, first):
            first += 1
        of_measure = False
        while last > first and plain(tokens[last].form) in known:
            of_measure = of_measure or tokens[last].form in words("measure_words")
            last -= 1
        if first <= last and not of_measure:
            yield _run(text, tokens, first, last, initials)


def _opens_plainly(tokens: Sequence[Token], at: int) -> bool:
    """Whether an ordinary word begins a sentence, as most capitals do, and no name follows it."""
    form = tokens[at].form
    if at and (tokens[at].parted != 2 or tokens[at - 1].form in words("titles")):
        return False
    return is_ordinary(form) and form not in words("given") and form not in words("given_or_word")


@functools.cache
def _known() -> frozenset[str]:
    others = words("titles") | words("prescriber_titles") | words("relations")
    return (words("known") | others) - words("brands")


def _is_titled(tokens: Sequence[Token], at: int) -> bool:
    """Whether a title stands right in front: "Mr. Young", not "nurse, Ms Young" or "Sister Monday"."""
    if at == 0 or tokens[at].form in words("titles") or tokens[at].form in words("never_named"):
        return False
    return tokens[at - 1].form in words("titles") and tokens[at].parted != 1


def _is_shaped(text: str, token: Token) -> bool:
    """Whether a token is written as a name is: "Ana", "O'Brien", "DeShawn", not "VCRs" or "PhD"."""
    start, end = token.start, token.end
    if end - start < 2 or not text[end - 1].islower() or (end - start == 2 and not _is_short_name(token)):
        return False
    return text[start + 1].islower() or (text[start + 1] in "'’" and end - start > 3)


def _is_short_name(token: Token) -> bool:
    """Whether two letters are a title, an abbreviated saint or a name, and not "Qs" or "Tx"."""
    return token.form in _SHORTENED or token.form in words("given") or token.form in words("titles")


def _last(text: str, tokens: Sequence[Token], first: int) -> int:
    """The last token of the run that begins there; particles and initials may stand inside."""
    last = first
    for at in range(first + 1, min(len(tokens), first + 7)):
        token, before = tokens[at], tokens[at - 1]
        joint = text[before.end : token.start]
        is_short = before.end - before.start == 1 or before.form in _SHORTENED
        if joint not in _JOINTS or (joint == ". " and not is_short):
            break
        if before.form.endswith("'s") and token.form not in words("organisation_words"):
            break
        if text[token.start].isupper():
            if not (_is_initial(text, token) or _is_shaped(text, token)):
                break
            last = at
        elif token.form != "of" and token.form not in words("particles"):
            break
    return last


def _is_initial(text: str, token: Token) -> bool:
    return text[token.start : token.end + 1] == text[token.start] + "." and text[token.start] != "I"


def _run(text: str, tokens: Sequence[Token], first: int, last: int, initials: frozenset[str]) -> Run:
    before = tokens[max(0, first - 3) : first]
    after = tokens[last + 1 : last + 4]
    form = tokens[last].form
    end = tokens[last].end - (len(form) - len(plain(form)))
    return Run(
        span=Span(tokens[first].start, end),
        words=tuple(plain(each.form) for each in tokens[first : last + 1] if text[each.start].isupper()),
        opens=_opens(text, tokens, first, initials),
        is_possessive=form.endswith("'s"),
        before=tuple(each.form for each in reversed(before)),
        after=tuple(each.form for each in after),
        apart=(
            _between(text, tokens[first - 1].end, tokens[first].start) if first else "\n",
            _between(text, tokens[last].end, tokens[last + 1].start) if after else "\n",
        ),
    )


def _between(text: str, start: int, end: int) -> str:
    """What stands there but spaces; the full stop of "Mrs." is left out."""
    between = text[start:end]
    if "\n" in between:
        return "\n"
    between = between.strip()
    return "" if between == "." and _is_short(text, start) else between


def _is_short(text: str, end: int) -> bool:
    """Whether the word that ends there is a title or an initial, so that a full stop ends no sentence."""
    start = max(0, end - 12)
    word = lookup_form(text[start:end].split()[-1]) if text[start:end].split() else ""
    return word in words("titles") or word in words("prescriber_titles") or word in _SHORTENED


def _opens(text: str, tokens: Sequence[Token], first: int, initials: frozenset[str]) -> bool:
    if first == 0:
        return True
    before = tokens[first - 1]
    at = tokens[first].start - 1
    while at >= before.end and text[at] in " \t":
        at -= 1
    mark = text[at] if at >= before.end else ""
    is_letter = before.end - before.start == 1 and text[before.start].isupper()
    is_other_initial = is_letter and before.form not in initials
    if mark == "." and (is_other_initial or _is_short(text, before.end)):
        return False
    return mark in _OPENERS and bool(mark) or before.form in ("vs", "v")
