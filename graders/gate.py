"""Turns a text that is no honest attempt at a note into the reason why it is not graded.

The reasons and their meaning: rubric.yaml, ``not_gradable``.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from graders import runtime
from graders.case import Case
from graders.findings import Findings
from graders.note import Note, tokenize
from graders.quotations import quotations

_FEWEST_WORDS = 20
#: A shorter case account is a stub, and a shorter text no paste, so that nothing can be measured.
_FEWEST_CASE_TOKENS, _FEWEST_PASTED_TOKENS = 60, 40
#: Honest notes share at most a quarter of their words, in runs of three, with the case account;
#: a reworded paste more than half.  The whole sheet may be pasted without most of its account.
_PASTED_SHARE, _PASTED_SHEET_SHARE = 0.38, 0.75
_PASTED_ACCOUNT_SHARE = 2 * _PASTED_SHARE - 0.1
#: A passage of a hundred words shares its figures, a screen's answers and the plan's days with the sheet.
_PASTED_PASSAGE_SHARE = 0.6
_RUN = 3
_QUOTES = frozenset('"“”„«»')
#: With more sentences about one person, a note may say as much as it likes about people in general.
_ENOUGH_TOLD = 5
#: Items of fewer words on average are keywords where no sentence speaks of anybody.
_SHORT_ITEM = 3

_PLACEHOLDER = re.compile(
    r"\[(?P<square>[^\[\]\n]{0,60})\]|\{(?P<curly>[^{}\n]{1,60})\}|<(?P<angle>[A-Za-z][^<>\n]{1,60})>"
    r"|(?P<blank>_{3,}(?:[ /_]{0,3}_{3,}){0,9}|\.{6,}|…{3,})"
)
#: Every placeholder holds one of these.
_PLACEHOLDER_SIGNS = ("[", "{", "<", "___", "......", "………")
_BULLET = re.compile(r"(?<!\S)[-*•–+#>]+(?!\S)")
_ITEM_END = re.compile(r"[,;\n.|•]")


def refuse(note: Note, case: Case, findings: Findings, min_words: int | None = None) -> str | None:
    """The id of the reason why a text gets no level, or None where it can be graded.

    Where several reasons hold, the first in this order is given, since each one makes the next
    hard to tell: ``too_short``, ``not_english``, ``unfilled_template``, ``pasted_case``,
    ``keyword_list``, ``no_client_content``.  Filler is named before its language ("lorem ipsum").
    ``min_words`` is the least length of an exercise that asks for a passage only; a passage may
    be without a client ("Box breathing to lower arousal"), so the last two reasons need a note,
    unless the passage is taken back as a whole ("None of this happened").
    """
    if note.word_count < (_FEWEST_WORDS if min_words is None else min_words):
        return "too_short"
    forms = [token.form for token in note.tokens]
    if _is_filler(findings, forms):
        return "no_client_content"
    if _is_foreign(note.text, forms):
        return "not_english"
    if _is_unfilled(note, forms):
        return "unfilled_template"
    if _is_pasted(forms, case, _PASTED_SHARE if min_words is None else _PASTED_PASSAGE_SHARE):
        return "pasted_case"
    if findings.of("frame.note"):
        return "no_client_content"
    if min_words is not None and min_words < _FEWEST_WORDS:
        return None
    if _states_nothing(findings):
        return "no_client_content"
    speaks = _speaks_of_somebody(findings, case)
    is_list = _is_list(note.text, forms)
    if (is_list or (not speaks and _item_length(note.text) < _SHORT_ITEM)) and _knows(forms):
        return "keyword_list"
    return None if speaks and not is_list else "no_client_content"


@functools.cache
def _words(group: str) -> frozenset[str]:
    return frozenset(_tables()[group])


@functools.cache
def _languages() -> Mapping[str, frozenset[str]]:
    """Function words by language; those that English has too ("a", "on", "die") tell nothing."""
    english = _english()
    groups = _tables()["function_words"].items()
    return {name: frozenset(words) - english for name, words in groups if name != "english"}


@functools.cache
def _foreign_words() -> frozenset[str]:
    return frozenset().union(*_languages().values())


@functools.cache
def _english() -> frozenset[str]:
    return frozenset(_tables()["function_words"]["english"])


def _tables() -> Mapping[str, Any]:
    return runtime.compiled()["tables"]["gate"]


def _share(forms: Sequence[str], words: frozenset[str]) -> float:
    return sum(map(words.__contains__, forms)) / max(1, len(forms))


def _is_filler(findings: Findings, forms: Sequence[str]) -> bool:
    """Lorem ipsum, or the same few words over and over."""
    filler = sum(len(tokenize(findings.quote(each))) for each in findings.of("gate.filler"))
    return filler * 10 > len(forms) or len(findings.note.forms) * 6 < min(len(forms), 300)


def _is_foreign(text: str, forms: Sequence[str]) -> bool:
    """Another script, or the function words of another language more than those of English."""
    english = _share(forms, _english())
    if english > 0.4:
        return False
    if not text.isascii():
        letters = [character for character in text if character.isalpha()]
        if sum(character > "\u024f" for character in letters) * 2 > len(letters):
            return True
    other = _share(forms, _foreign_words())
    if other > 0.1:
        other = max(_share(forms, words) for words in _languages().values())
    accented = 0 if text.isascii() else sum(not form.isascii() for form in forms) / max(1, len(forms))
    return (other > 0.1 and other > english) or (english < 0.06 and accented > 0.08)


def _is_unfilled(note: Note, forms: Sequence[str]) -> bool:
    """Prompts or blanks left in; one alone is an oversight, not a blank template.

    "[x] CBT" is a ticked box and "[Plan]" a heading; "Mood [anxious]" is a filled-in bracket.
    """
    text = note.text
    places = list(_PLACEHOLDER.finditer(text)) if any(sign in text for sign in _PLACEHOLDER_SIGNS) else []
    prompts = {place.group().lower() for place in places if not place["blank"] and _is_prompt(place)}
    blanks = sum(place["blank"] is not None for place in places)
    blanks += sum(map(_words("blanks").__contains__, forms))
    left = len(prompts) + blanks + _choices_left(note)
    return left > 1 and left * 40 >= note.word_count or left > 4


def _choices_left(note: Note) -> int:
    """How often the writer still has to choose: "daily/weekly", "positive/negative"."""
    if "/" not in note.text:
        return 0
    choices = {tuple(pair) for pair in _tables()["choices"]}
    return sum(
        (before.form, after.form) in choices and note.text[before.end : after.start] == "/"
        for before, after in pairwise(note.tokens)
    )


def _is_prompt(match: re.Match[str]) -> bool:
    inside = match["square"] if match["square"] is not None else match["curly"] or match["angle"] or ""
    forms = [token.form for token in tokenize(inside)]
    if not forms or forms == ["x"]:
        return bool(match["curly"]) or (bool(inside.strip(" .…_-")) is False and len(inside) > 2)
    return bool(match["curly"]) or any(form in _words("prompts") for form in forms) or "/" in inside


def _is_pasted(forms: Sequence[str], case: Case, share: float) -> bool:
    """Whether most of the text, or most of the case account, is the same runs of words."""
    account = _forms(case.session)
    if len(account) < _FEWEST_CASE_TOKENS or len(forms) < _FEWEST_PASTED_TOKENS:
        return False
    whole = (*account, *_forms(_sheet(case)))
    shared = sum(map(_runs(whole).__contains__, zip(forms, forms[1:], forms[2:])))
    # Few runs are shared in most notes, fewer than any of the three shares below takes.
    least = min(share * len(forms), _PASTED_ACCOUNT_SHARE * len(account) / _most_repeated(account))
    if shared * _RUN < least:
        return False
    return (
        _is_covered(forms, account, share)
        or _is_covered(forms, whole, _PASTED_SHEET_SHARE)
        or _is_covered(account, forms, _PASTED_ACCOUNT_SHARE)
    )


def _sheet(case: Case) -> str:
    """What the case sheet says beside its account."""
    diagnosis = [case.diagnosis_name, case.diagnosis_code, case.medication or ""]
    return "\n".join([case.title, *diagnosis, case.modality, case.frequency, *case.goals])


@functools.lru_cache(maxsize=64)
def _forms(text: str) -> tuple[str, ...]:
    return tuple(token.form for token in tokenize(text))


@functools.lru_cache(maxsize=64)  # the case's account is the same for every note of an exercise
def _runs(forms: tuple[str, ...]) -> frozenset[tuple[str, str, str]]:
    return frozenset(zip(forms, forms[1:], forms[2:]))


@functools.lru_cache(maxsize=64)
def _most_repeated(forms: tuple[str, ...]) -> int:
    """How often its most frequent run stands in an account."""
    return max(Counter(zip(forms, forms[1:], forms[2:])).values())


def _is_covered(forms: Sequence[str], source: Sequence[str], share: float) -> bool:
    """Whether that share of the words stands in runs of at least three that the source has too."""
    known = _runs(tuple(source))
    shared = [run in known for run in zip(forms, forms[1:], forms[2:])]
    if sum(shared) * _RUN < share * len(forms):
        return False
    covered = [False] * len(forms)
    for at, is_shared in enumerate(shared):
        if is_shared:
            covered[at : at + _RUN] = [True] * _RUN
    return sum(covered) >= share * len(forms)


def _is_list(text: str, forms: Sequence[str]) -> bool:
    """Short items without the words that make clauses of them.

    "Pt c/o AH x10 days, derogatory" is terse and says something; "CBT, coping skills, homework,
    progress" says nothing of anybody.
    """
    function = _share(forms, _english())
    said = _share(forms, _words("people") | _words("charted"))
    if function + said >= 0.2:
        return False
    return function + said + _item_length(text) / 20 < 0.2 or (
        function < 0.06 and said < 0.04 and _share_of_numbers(forms) < 0.06
    )


@functools.lru_cache(maxsize=4)
def _item_length(text: str) -> float:
    """The mean number of words between commas, stops and line ends."""
    counts = [len(_BULLET.sub(" ", piece).split()) for piece in _ITEM_END.split(text)]
    return sum(counts) / max(1, len(counts) - counts.count(0))


def _share_of_numbers(forms: Sequence[str]) -> float:
    return sum(form[0].isdigit() for form in forms) / max(1, len(forms))


def _knows(forms: Sequence[str]) -> bool:
    """Whether the words are those of the trade: keywords, not nonsense."""
    lexicon = runtime.compiled()["lexicon"]
    return sum(form in lexicon["keys"] or form in lexicon["nodes"][-1] for form in forms) * 3 > len(forms)


def _states_nothing(findings: Findings) -> bool:
    """Whether the writer states nothing: most of the note is supposed, asked or quoted.

    "Imagine a client who sleeps badly", "Is she sad?" and a client's tale in quotation marks are no
    statements of the writer; a few such sentences are part of an honest note.
    """
    text = findings.note.text
    if _is_one_quotation(text) or 2 * sum(each.end - each.start for each in quotations(text)) > len(text):
        return True
    said = {
        index: each
        for index, each in enumerate(findings.sentences)
        if text.count(" ", each.start, each.end) >= _SHORT_ITEM
    }
    unsaid = {index for index, each in said.items() if index in findings.framed or text[each.end - 1] == "?"}
    return len(said) > _SHORT_ITEM and 2 * len(unsaid) > len(said)


def _is_one_quotation(text: str) -> bool:
    """Whether one pair of marks encloses the whole text, over however many lines."""
    whole = text.strip()
    return len(whole) > 1 and whole[0] in _QUOTES and whole[-1] in _QUOTES and not _QUOTES & set(whole[1:-1])


def _speaks_of_somebody(findings: Findings, case: Case) -> bool:
    """Whether sentences about one person outweigh those about people in general or to the grader."""
    addressed = {each.sentence for each in findings.of("gate.instruction")}
    telling = 0
    general = len(addressed)
    alias = case.alias.strip(". ").lower()
    names_one, names_people, names_charted = _words("one_person"), _words("people"), _words("charted")
    for index in range(len(findings.sentences)):
        if index in addressed:
            continue
        forms = [token.form for token in findings.tokens_in(index)]
        people, charted = not names_people.isdisjoint(forms), not names_charted.isdisjoint(forms)
        is_general = not _words("general").isdisjoint(forms) and names_one.isdisjoint(forms)
        if is_general and not (people and charted):
            general += 1
        elif people or charted or alias in forms or _has_figure(forms):
            telling += 1
            if telling > _ENOUGH_TOLD:
                return True
    return telling > general


def _has_figure(forms: Sequence[str]) -> bool:
    """A terse line with a figure in it ("SUDS 80 to 35") says something of somebody."""
    return any(form[0].isdigit() for form in forms)
