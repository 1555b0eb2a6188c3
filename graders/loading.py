"""Turns YAML files into cases and exercises, found by their ids in the folders that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from graders import places
from graders.case import Case
from graders.exercise import KINDS, Exercise
from graders.faults import DataError, Fault
from graders.profile import Profile

#: Folders beside the exercises that hold something else.
RESERVED = ("cases", "profiles", "tracks")
#: The option that names a folder where something is looked for by its id.
_FOLDER_OPTIONS = {"case": "cases", "exercise": "exercises", "profile": "exercises"}
_CASE_KINDS = ("progress", "psychotherapy")
_TEMPLATES = ("SOAP", "DAP", "DARP", "BIRP", "GIRP", "none")


def load_case(path: Path) -> Case:
    """The case of a case file; a DataError lists everything that makes it unusable."""
    data = _read(path)
    if not _is_sound_case(data):
        _refuse(path, "case")
    return Case.from_data(data)


def load_profile(path: Path) -> Profile:
    """The profile of a profile file; a DataError lists everything that makes it unusable."""
    from graders.schema import schema_faults
    from graders.sheet import read_sheet

    faults: list[Fault] = []
    # House rules are few and short: the whole file is checked, and a mere warning refuses it too, so
    # that a mistyped rule is not left out in silence.
    sheet = read_sheet(path, faults)
    if sheet is not None:
        faults += schema_faults(sheet, "profile")
    if sheet is not None and isinstance(sheet.data, dict):
        parts = {key: sheet.data.get(key) for key in ("weights", "must_meet", "wording")}
        faults += _unknown_criteria({key: part for key, part in parts.items() if isinstance(part, dict)})
        if "screens" in sheet.data:
            cure = "take it out; the screen is the C-SSRS, and another tool with its result is partly met"
            faults.append(sheet.fault(["screens"], "is a rule that the graders do not apply yet", cure))
    if sheet is None or faults:
        raise DataError(str(path), faults)
    return Profile.from_data(sheet.data)


def load_exercise(folder: Path) -> Exercise:
    """The exercise of a folder; a DataError lists everything that makes it unusable."""
    exercise = Exercise.from_data(exercise_data(folder), folder.resolve().name)
    named = {key: getattr(exercise, key) or () for key in ("criteria", "must_meet", "levels")}
    faults = list(_unknown_criteria(named))
    if faults:
        raise DataError(str(folder / "exercise.yaml"), faults)
    return exercise


def exercise_data(folder: Path) -> dict[str, Any]:
    """The data of an exercise folder, with its ``keep`` wordings compiled into ``keep_lexicon``."""
    path = folder / "exercise.yaml"
    data = _read(path)
    if not _is_sound_exercise(data):
        _refuse(path, "exercise")
    if data.get("keep"):
        from graders.keep_lexicons import keep_lexicon

        is_ours = folder.resolve().is_relative_to(places.exercises_dir())
        try:
            data = {**data, "keep_lexicon": keep_lexicon(data["keep"], remember=is_ours)}
        except DataError as error:
            raise DataError(str(path), error.faults) from None
    return data


@dataclass
class Library:
    """Cases and exercises by id; of two with one id the one in the earlier folder is found."""

    case_folders: Sequence[Path] = ()
    exercise_folders: Sequence[Path] = ()
    profile_folders: Sequence[Path] = ()
    _cases: dict[str, Case] = field(default_factory=dict)
    _exercises: dict[str, Exercise] = field(default_factory=dict)

    def case(self, id: str) -> Case:
        """The case with this id; a DataError when there is none or it is broken."""
        if id not in self._cases:
            self._cases[id] = load_case(self._case_path(id))
        return self._cases[id]

    def exercise(self, id: str) -> Exercise:
        """The exercise with this id; a DataError when there is none or it is broken."""
        if id not in self._exercises:
            self._exercises[id] = load_exercise(self._exercise_folder(id))
        return self._exercises[id]

    def profile(self, id: str) -> Profile:
        """The profile with this id; a DataError when there is none or it is broken."""
        paths = [path for folder in self.profile_folders for path in sorted(folder.glob("*.yaml"))]
        for path in paths:
            if path.stem == id:
                return load_profile(path)
        raise _unknown("profile", id, (path.stem for path in paths), self.profile_folders)

    def case_of(self, exercise: Exercise) -> Case | None:
        """The case that the exercise's answer is written from, if it has one."""
        return self.case(exercise.case) if exercise.case else None

    def sources_of(self, exercise: Exercise) -> tuple[dict[str, Any], Any]:
        """The data of the exercise's file and of its case's (None without), as they are written."""
        data = _read(self._exercise_folder(exercise.id) / "exercise.yaml")
        return data, _read(self._case_path(exercise.case)) if exercise.case else None

    def has_exercise(self, id: str) -> bool:
        return _is_name(id) and any(_is_exercise(folder / id) for folder in self.exercise_folders)

    def _case_path(self, id: str) -> Path:
        """The file named like the id, if it has that id; else the file that has it."""
        paths = [path for folder in self.case_folders for path in sorted(folder.glob("*.yaml"))]
        for path in sorted(paths, key=lambda each: each.stem != id):
            if _id_of(path) == id:
                return path
        raise _unknown("case", id, (path.stem for path in paths), self.case_folders)

    def _exercise_folder(self, id: str) -> Path:
        if self.has_exercise(id):
            return next(folder / id for folder in self.exercise_folders if _is_exercise(folder / id))
        known = (path.name for folder in self.exercise_folders for path in exercise_paths(folder))
        raise _unknown("exercise", id, known, self.exercise_folders)


def exercise_paths(folder: Path) -> Iterator[Path]:
    """The exercise folders in a folder of exercises, by name."""
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if _is_exercise(path))


def _is_exercise(path: Path) -> bool:
    return path.name not in RESERVED and (path / "exercise.yaml").is_file()


def _is_name(id: str) -> bool:
    return bool(id) and id not in (".", "..") and not any(sign in id for sign in "/\\\0")


def _id_of(path: Path) -> str:
    """The id in a case file; its name when the file is broken, so that the fault is told when it is meant."""
    try:
        data = _read(path)
    except DataError:
        return path.stem
    return str(data.get("id", path.stem)) if isinstance(data, dict) else path.stem


def _read(path: Path) -> Any:
    from graders.compiling import read_yaml

    try:
        return read_yaml(path)
    except DataError as error:
        raise DataError(str(path), error.faults) from None
    except OSError as error:
        fault = Fault("the file", f"cannot be read ({error.strerror})", "check the path")
        raise DataError(str(path), [fault]) from None


def _refuse(path: Path, schema: str) -> NoReturn:
    """Raise a DataError with all that is wrong by the schema; warnings refuse nothing.

    The schema takes long to load, so that it is asked only where something is known to be wrong.
    """
    from graders.schema import schema_faults
    from graders.sheet import read_sheet

    faults: list[Fault] = []
    sheet = read_sheet(path, faults)
    if sheet is not None:
        faults += schema_faults(sheet, schema)
    refusals = [fault for fault in faults if not fault.is_warning]
    raise DataError(
        str(path),
        refusals or [Fault("the file", f"does not hold a {schema}", "compare it with the file format")],
    )


def _unknown(what: str, id: str, known: Iterable[str], folders: Sequence[Path]) -> DataError:
    import difflib

    names = sorted(set(known))
    near = difflib.get_close_matches(id, names, n=1, cutoff=0.6)
    where = ", ".join(str(folder) for folder in folders) or "no folder"
    if near:
        cure = f'did you mean "{near[0]}"?'
    elif names:
        cure = "use one of " + ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
    else:
        cure = f"name the folder that holds it with --{_FOLDER_OPTIONS[what]} DIR"
    return DataError(f'{what} "{id}"', [Fault(where, f'no {what} has the id "{id}"', cure)])


def _unknown_criteria(named: Mapping[str, Iterable[str]]) -> Iterator[Fault]:
    """A mistyped id would otherwise leave its criterion out of the score in silence."""
    from graders.rubric import default_rubric

    known = list(default_rubric().criteria)
    for key, ids in named.items():
        for id in ids:
            if id not in known:
                import difflib  # seldom needed, and slow to load

                near = difflib.get_close_matches(id, known, n=1)
                cure = f'did you mean "{near[0]}"?' if near else "see graders/rubric.yaml for the ids"
                yield Fault(key, f'"{id}" is no criterion of the rubric', cure)


def _is_sound_case(data: Any) -> bool:
    if not isinstance(data, Mapping) or not isinstance(data.get("id"), str) or not data["id"]:
        return False
    parts = all(
        isinstance(data.get(part) or {}, Mapping) for part in ("client", "diagnosis", "service", "risk")
    )
    return (
        parts
        and data.get("kind", "progress") in _CASE_KINDS
        and data.get("template", "none") in _TEMPLATES
        and isinstance(data.get("goals") or [], list)
        and isinstance(data.get("session") or "", str)
        and isinstance(data.get("medication") or "", str)
        and isinstance((data.get("risk") or {}).get("indicated"), bool)  # five criteria hang on it
        and isinstance((data.get("service") or {}).get("minutes") or 0, int)
    )


def _is_sound_exercise(data: Any) -> bool:
    if not isinstance(data, Mapping) or data.get("kind") not in KINDS:
        return False
    needed = {
        "passage": ("criteria",),
        "rewrite": ("given", "criteria"),
        "sort": ("items",),
        "review": ("given", "levels"),
    }
    if any(not data.get(key) for key in needed.get(data["kind"], ())):
        return False
    try:
        Exercise.from_data(data)
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return _has_numbers(data) and all(
        isinstance(data.get(key) or {}, Mapping) for key in ("levels", "marks", "why")
    )


def _has_numbers(data: Mapping[str, Any]) -> bool:
    exercise = Exercise.from_data(data)
    numbers = [
        exercise.pass_mark,
        exercise.min_words,
        *(exercise.criteria or {}).values(),
        *(exercise.must_meet or {}).values(),
    ]
    return all(
        number is None or (isinstance(number, int) and not isinstance(number, bool)) for number in numbers
    )
