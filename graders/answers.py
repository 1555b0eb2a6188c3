"""Grades what is no criterion rating: sorted items, reviewed levels with their marks, kept facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from graders.answer_lines import plain_form, read_lines
from graders.assertion import assess
from graders.exercise import Exercise, Keep
from graders.lexicon import Lexicon
from graders.note import Note
from graders.report import ItemLine
from graders.rubric import Rubric
from graders.scoring import plain
from graders.spans import Span

#: Marks that cover more than this share of the note say nothing about where the fault is.
MOST_MARKED = Fraction(1, 4)

_REVIEW_VALUE = re.compile(r"^(?P<level>[012]|na)\b[\s,;:–—-]*(?P<words>.*)$", re.IGNORECASE)
_QUOTES = "\"'“”‘’«»"
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]+)[\"“”»]")


def grade_lines(text: str, exercise: Exercise, rubric: Rubric) -> tuple[ItemLine, ...]:
    """The credit of each item of a sort or each row of a review, then the lines not understood.

    An item is asked whether it is answered or not.  Where no line at all was understood, only the
    lines come back: the reasons of the items are for those who have tried.
    """
    lines = read_lines(text, exercise, rubric)
    grade = _sorted_items if exercise.kind == "sort" else _reviewed_levels
    items = list(grade(lines.given, exercise, rubric))
    known = [item.id for item in exercise.items] or list(exercise.levels or {})
    example = known[0] if known else ""
    unread = [_unread(number, line, example, rubric) for number, line in lines.unread.items()]
    return (*(items if any(lines.given.values()) else ()), *unread)


def _unread(number: int, line: str, example: str, rubric: Rubric) -> ItemLine:
    feedback = rubric.phrases["line_not_read"].format(number=number, known=example)
    return ItemLine(f"line {number}", line, None, None, feedback, None)


def _sorted_items(given: Mapping[str, str], exercise: Exercise, rubric: Rubric) -> Iterator[ItemLine]:
    phrases = rubric.phrases
    place_of = {plain_form(name): place for place, names in phrases["place_names"].items() for name in names}
    for item in exercise.items:
        answer = given.get(item.id) or None
        place = place_of.get(plain_form(answer)) if answer else None
        is_right = place in item.places
        name = "sort_right" if is_right else "sort_wrong" if place else "not_answered"
        if answer and not place:
            name = "place_not_read"
        expected = phrases["or"].join(phrases["places"].get(each, each) for each in item.places)
        feedback = phrases[name].format(expected=expected, why=item.why, given=answer).strip()
        yield ItemLine(item.id, answer, expected, 1 if is_right else 0, feedback, item.learn)


def _reviewed_levels(given: Mapping[str, str], exercise: Exercise, rubric: Rubric) -> Iterator[ItemLine]:
    marks = _marks(given, Note(exercise.given))
    is_too_much = _is_too_much(marks, Note(exercise.given))
    for criterion, settled in (exercise.levels or {}).items():
        answer = given.get(criterion) or None
        value = _REVIEW_VALUE.match(answer) if answer else None
        level_credit = _level_credit(value["level"].lower() if value else None, str(settled))
        words = (exercise.marks or {}).get(criterion)
        settled_places = {at for each in words or () for at in _places(Note(exercise.given), each)}
        is_marked = bool(marks.get(criterion, set()) & settled_places) and not is_too_much
        credit = level_credit * Fraction(2, 3) + Fraction(is_marked, 3) if words else level_credit
        name = "review_level_wrong" if level_credit < 1 else "review_right"
        if value is None:
            name = "not_answered"
        if name == "review_right" and words and not is_marked:
            has_mark = bool(value and value["words"].strip())
            wrong = "review_mark_too_much" if is_too_much else "review_mark_wrong"
            name = wrong if has_mark else "review_mark_missing"
        why = (exercise.why or {}).get(criterion, "")
        marked = "; ".join(words or ())
        feedback = rubric.phrases[name].format(expected=settled, why=why, words=marked).strip()
        learn = rubric.criteria[criterion].learn if criterion in rubric.criteria else None
        yield ItemLine(criterion, answer, str(settled), plain(credit), feedback, learn)


def _level_credit(level: str | None, settled: str) -> Fraction:
    """1 for the settled level, a half for one off, nothing for more or for a wrong ``na``."""
    if level == settled:
        return Fraction(1)
    if level in (None, "na") or settled == "na":
        return Fraction(0)
    return Fraction(1, 2) if abs(int(level) - int(settled)) == 1 else Fraction(0)


def _marks(given: Mapping[str, str], note: Note) -> dict[str, set[int]]:
    """Criterion → the note's tokens marked for it: one run of words, or several in quotation marks."""
    marks: dict[str, set[int]] = {}
    for criterion, answer in given.items():
        value = _REVIEW_VALUE.match(answer)
        if value and value["words"].strip():
            pieces = _QUOTED.findall(value["words"]) or [value["words"].strip().strip(_QUOTES)]
            marks[criterion] = {at for piece in pieces for at in _places(note, piece)}
    return marks


def _is_too_much(marks: Mapping[str, set[int]], note: Note) -> bool:
    """Whether the marks together cover more of the note than says where anything is: then none counts."""
    covered = {at for words in marks.values() for at in words}
    return Fraction(len(covered), len(note.tokens) or 1) > MOST_MARKED


def _places(note: Note, words: str) -> set[int]:
    """The indices of the note's tokens that the words cover, wherever they stand in a row."""
    wanted = [token.form for token in Note(words).tokens]
    forms = [token.form for token in note.tokens]
    count = len(wanted)
    starts = (at for at in range(len(forms) - count + 1) if wanted and forms[at : at + count] == wanted)
    return {at + step for at in starts for step in range(count)}


def kept(text: str, exercise: Exercise, rubric: Rubric) -> tuple[ItemLine, ...]:
    """One line for each fact that the answer has to keep: credit 1 if it is there, asserted as asked."""
    if exercise.keep_lexicon is None:
        raise ValueError(f"exercise {exercise.id!r} was loaded without compiling its keep phrases")
    note = Note(text)
    places: dict[str, list[Span]] = {}
    for match in Lexicon(exercise.keep_lexicon).find(note.tokens):
        span = Span(note.tokens[match.first].start, note.tokens[match.last].end)
        places.setdefault(match.entry.id, []).append(span)
    return tuple(_kept_line(text, fact, places.get(fact.id, ()), rubric) for fact in exercise.keep)


def _kept_line(text: str, fact: Keep, places: Sequence[Span], rubric: Rubric) -> ItemLine:
    found = next((span for span in places if _is_asserted(text, span, fact.asserted)), None)
    name = "kept" if found else "kept_otherwise" if places else "not_kept"
    feedback = rubric.phrases[name].format(fact=fact.fact, why=fact.why).strip()
    quote = (found or places[0]).quote(text) if places else None
    return ItemLine(fact.id, quote, fact.fact, 1 if found else 0, feedback, fact.learn)


def _is_asserted(text: str, span: Span, asserted: str) -> bool:
    if asserted == "any":
        return True
    assertion = assess(text, span.start, span.end)
    return assertion.is_present if asserted == "present" else bool(getattr(assertion, asserted))
