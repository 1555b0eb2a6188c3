"""``goldenthread grade``: where the case comes from, what is refused, what comes out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]


def reports(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def lines(*answers: dict[str, Any]) -> str:
    return "".join(json.dumps(answer) + "\n" for answer in answers)


class TestOneAnswer:
    def test_the_report_quotes_the_note_and_names_case_and_id(
        self, run: Run, cases: Path, note: Path, text: str
    ) -> None:
        result = run("grade", note, "--case", cases / "maya-mdd-1.yaml", "--format", "json")

        (report,) = reports(result)
        assert (result.exit_code, report["id"], report["case"], report["exercise"]) == (
            0,
            "week-3",
            "maya-mdd-1",
            None,
        )
        quotes = [each for rating in report["ratings"] for each in rating["evidence"]]
        assert quotes and all(text[each["start"] : each["end"]] == each["quote"] for each in quotes)

    def test_offsets_count_from_below_the_front_matter_and_keep_windows_line_ends(
        self, run: Run, cases: Path, tmp_path: Path, text: str
    ) -> None:
        windows = text.replace("\n", "\r\n")
        path = tmp_path / "typed-on-windows.txt"
        path.write_bytes(
            f"\ufeff---\r\ncase: maya-mdd-1\r\nid: week 3 \N{SEEDLING}\r\n---\r\n{windows}".encode()
        )

        (report,) = reports(run("grade", path, "--cases", cases, "--format", "json"))

        assert report["id"] == "week 3 \N{SEEDLING}"
        quotes = [each for rating in report["ratings"] for each in rating["evidence"]]
        assert quotes and all(windows[each["start"] : each["end"]] == each["quote"] for each in quotes)

    def test_standard_input_is_an_answer(self, run: Run, cases: Path, text: str) -> None:
        result = run("grade", "-", "--case", cases / "maya-mdd-1.yaml", "--format", "json", input=text)

        assert [report["status"] for report in reports(result)] == ["graded"]

    def test_text_tells_the_result_strengths_first_and_fits_eighty_columns(
        self, run: Run, cases: Path, note: Path
    ) -> None:
        result = run("grade", note, "--case", cases / "maya-mdd-1.yaml")

        assert (
            result.stdout.index("Score:")
            < result.stdout.index("What is good")
            < result.stdout.index("All criteria")
        )
        assert max(map(len, result.stdout.splitlines())) <= 80
        assert "\x1b" not in result.stdout

    def test_text_lets_no_control_character_of_the_note_reach_the_terminal(
        self, run: Run, cases: Path, tmp_path: Path, text: str
    ) -> None:
        path = tmp_path / "hostile.txt"
        path.write_text(text.replace("Sertraline", "Sertraline\x1b]0;owned\x07"), encoding="utf-8")

        result = run("grade", path, "--case", cases / "maya-mdd-1.yaml")

        assert "\x1b" not in result.stdout and "\x07" not in result.stdout

    def test_html_escapes_the_note(self, run: Run, cases: Path, tmp_path: Path, text: str) -> None:
        path = tmp_path / "hostile.txt"
        path.write_text(text.replace("53 minutes", "53 <script>alert(1)</script> minutes"), encoding="utf-8")

        result = run("grade", path, "--case", cases / "maya-mdd-1.yaml", "--format", "html")

        assert result.stdout.startswith("<!doctype html>")
        assert "<script" not in result.stdout

    def test_an_empty_note_gets_a_report_that_it_is_too_short(
        self, run: Run, cases: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "empty.txt"
        path.touch()

        result = run("grade", path, "--case", cases / "maya-mdd-1.yaml", "--format", "json")

        (report,) = reports(result)
        assert (result.exit_code, report["status"], report["reason"]) == (0, "not_gradable", "too_short")

    def test_output_goes_to_the_file(self, run: Run, cases: Path, note: Path, tmp_path: Path) -> None:
        target = tmp_path / "report.json"

        result = run("grade", note, "--case", cases / "maya-mdd-1.yaml", "--format", "json", "-o", target)

        assert result.stdout == ""
        assert json.loads(target.read_text(encoding="utf-8"))["id"] == "week-3"


class TestHouseRules:
    def test_the_profile_of_a_file_is_laid_over_the_rubric_and_its_checklist_stands_below(
        self, run: Run, cases: Path, note: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "house.yaml"
        path.write_text(
            "id: house\ntitle: The house\npass_mark: 100\nchecklist: [Signed by the supervisor.]\n", encoding="utf-8"
        )

        result = run("grade", note, "--case", cases / "maya-mdd-1.yaml", "--profile", path)

        assert result.exit_code == 0
        assert result.stdout.rstrip().endswith("[ ] Signed by the supervisor.")

    def test_a_profile_is_found_by_its_id_beside_the_exercises(
        self, run: Run, exercises: Path, note: Path
    ) -> None:
        (exercises / "profiles").mkdir()
        (exercises / "profiles" / "house.yaml").write_text("id: house\ntitle: The house\n", encoding="utf-8")
        own = ("--exercises", exercises, "--case", "maya-mdd-1", "--format", "json")

        (report,) = reports(run("grade", note, *own, "--profile", "house"))

        assert report["profile"].startswith("house@")

    def test_an_unknown_profile_is_refused_with_the_nearest_one(
        self, run: Run, exercises: Path, note: Path
    ) -> None:
        result = run("grade", note, "--exercises", exercises, "--case", "maya-mdd-1", "--profile", "example-net")

        assert result.exit_code == 2
        assert 'did you mean "example-network"?' in result.stderr


class TestWhereTheCaseComesFrom:
    def test_a_file_without_case_or_exercise_is_refused_with_the_cure(self, run: Run, note: Path) -> None:
        result = run("grade", note)

        assert result.exit_code == 2
        assert "--exercise ID or --case FILE" in result.stderr

    def test_a_folder_called_like_an_exercise_gives_its_notes_the_exercise(
        self, run: Run, exercises: Path
    ) -> None:
        work = exercises.parent / "handed-in"
        (work / "plan-line").mkdir(parents=True)
        (work / "plan-line" / "alex.txt").write_text(
            "Client will walk by the river on Monday at ten.", encoding="utf-8"
        )

        result = run("grade", work, "--exercises", exercises)

        assert [(report["id"], report["exercise"]) for report in reports(result)] == [
            ("plan-line/alex", "plan-line")
        ]

    def test_front_matter_outranks_the_folder_and_the_option_outranks_both(
        self, run: Run, exercises: Path, text: str
    ) -> None:
        work = exercises.parent / "plan-line"
        work.mkdir()
        path = work / "alex.txt"
        path.write_text(f"---\ncase: maya-mdd-1\n---\n{text}", encoding="utf-8")

        (by_front_matter,) = reports(run("grade", path, "--exercises", exercises, "--format", "json"))
        (by_option,) = reports(
            run("grade", path, "--exercises", exercises, "--exercise", "plan-line", "--format", "json")
        )

        assert (by_front_matter["case"], by_front_matter["exercise"]) == ("maya-mdd-1", None)
        assert by_option["exercise"] == "plan-line"

    def test_an_unknown_exercise_is_refused_with_the_nearest_name(
        self, run: Run, exercises: Path, note: Path
    ) -> None:
        result = run("grade", note, "--exercises", exercises, "--exercise", "plan-lime")

        assert result.exit_code == 2
        assert 'did you mean "plan-line"?' in result.stderr

    def test_exercise_and_case_together_are_refused(self, run: Run, cases: Path, note: Path) -> None:
        result = run("grade", note, "--exercise", "plan-line", "--case", cases / "maya-mdd-1.yaml")

        assert result.exit_code == 2


class TestWhatCannotBeRead:
    def test_a_missing_file(self, run: Run, tmp_path: Path) -> None:
        result = run("grade", tmp_path / "gone.md")

        assert result.exit_code == 2
        assert "gone.md" in result.stderr and "is not there" in result.stderr

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"PK\x03\x04\x14\0\x06\0word/document.xml", "export the note as plain text"),
            ("Client slept badly.".encode("utf-16"), "UTF-16"),
            (b"S: Client slept badly.\nO: caf\xe9 visit", r"line 2: byte 29 (0xe9) is not UTF-8"),
            (b"a" * 5_000_000, "has more than 200,000 characters"),
            (b"\xc3\xa9" * 300_000, "has more than 200,000 characters"),
        ],
        ids=["docx", "utf-16", "latin-1", "5 MB", "many two-byte characters"],
    )
    def test_a_file_that_is_no_note_is_told_with_its_cure(
        self, run: Run, cases: Path, tmp_path: Path, content: bytes, told: str
    ) -> None:
        path = tmp_path / "note.txt"
        path.write_bytes(content)

        result = run("grade", path, "--case", cases / "maya-mdd-1.yaml")

        assert (result.exit_code, result.stdout) == (1, "")
        assert told in result.stderr and "note.txt" in result.stderr

    def test_a_broken_case_is_refused_with_every_fault_at_once(
        self, run: Run, cases: Path, note: Path
    ) -> None:
        path = cases / "maya-mdd-1.yaml"
        broken = (
            path.read_text(encoding="utf-8")
            .replace("SOAP", "SOPA")
            .replace("indicated: false", "indicated: maybe")
        )
        path.write_text(broken, encoding="utf-8")

        result = run("grade", note, "--case", path)

        assert result.exit_code == 2
        assert 'template (line 5): is "SOPA"' in result.stderr and 'did you mean "SOAP"?' in result.stderr
        assert "risk.indicated (line 10)" in result.stderr

    def test_an_unknown_key_in_a_case_refuses_nothing(self, run: Run, cases: Path, note: Path) -> None:
        with (cases / "maya-mdd-1.yaml").open("a", encoding="utf-8") as file:
            file.write("colour: blue\n")

        result = run("grade", note, "--case", cases / "maya-mdd-1.yaml", "--format", "json")

        assert result.exit_code == 0

    def test_a_case_that_is_no_yaml_is_refused_with_the_line(self, run: Run, cases: Path, note: Path) -> None:
        (cases / "maya-mdd-1.yaml").write_text('id: maya-mdd-1\ntitle: "Maya\n', encoding="utf-8")

        result = run("grade", note, "--case", cases / "maya-mdd-1.yaml")

        assert result.exit_code == 2
        assert "line 3" in result.stderr and "is not readable YAML" in result.stderr


class TestManyAnswers:
    def test_a_folder_with_bad_files_grades_the_good_ones_and_lists_the_bad(
        self, run: Run, cases: Path, tmp_path: Path, text: str
    ) -> None:
        folder = tmp_path / "handed-in"
        (folder / "tuesday").mkdir(parents=True)
        (folder / "alex.md").write_text(text, encoding="utf-8")
        (folder / "kim.docx").write_bytes(b"PK\x03\x04\0")
        (folder / "tuesday" / "sam.txt").write_text(text, encoding="utf-8")
        (folder / ".DS_Store").write_bytes(b"\0\0")

        result = run("grade", folder, "--case", cases / "maya-mdd-1.yaml")

        assert result.exit_code == 1
        assert [report["id"] for report in reports(result)] == ["alex", "tuesday/sam"]
        assert "kim.docx" in result.stderr and ".DS_Store" not in result.stderr

    def test_an_empty_folder_is_refused(self, run: Run, tmp_path: Path) -> None:
        assert run("grade", tmp_path, "--exercise", "x").exit_code == 2

    def test_json_lines_keep_their_order_and_a_bad_line_is_named_by_its_number(
        self, run: Run, cases: Path, tmp_path: Path, text: str
    ) -> None:
        path = tmp_path / "notes.jsonl"
        good = [{"id": f"D-{i}", "case": "maya-mdd-1", "text": text} for i in (3, 1, 2)]
        path.write_text(
            lines(good[0]) + "{not json\n\n" + lines(good[1], {"id": "D-9", "case": "maya-mdd-1"}, good[2]),
            encoding="utf-8",
        )

        result = run("grade", path, "--cases", cases)

        assert result.exit_code == 1
        assert [report["id"] for report in reports(result)] == ["D-3", "D-1", "D-2"]
        assert "notes.jsonl, line 2" in result.stderr
        assert "notes.jsonl, line 5" in result.stderr and "text: is missing" in result.stderr

    @pytest.mark.parametrize("line", ["[" * 100_000, '{"id": ' + "1" * 5_000 + "}"], ids=["deep", "huge number"])
    def test_a_line_that_python_itself_refuses_is_told_like_any_other(
        self, run: Run, cases: Path, tmp_path: Path, text: str, line: str
    ) -> None:
        path = tmp_path / "notes.jsonl"
        path.write_text(f"{line}\n" + lines({"id": "D-1", "case": "maya-mdd-1", "text": text}), encoding="utf-8")

        result = run("grade", path, "--cases", cases)

        assert (result.exit_code, [report["id"] for report in reports(result)]) == (1, ["D-1"])
        assert "notes.jsonl, line 1" in result.stderr and "is not readable JSON" in result.stderr

    def test_a_line_with_an_unknown_case_is_told_and_the_others_are_graded(
        self, run: Run, cases: Path, tmp_path: Path, text: str
    ) -> None:
        path = tmp_path / "notes.jsonl"
        answers = [
            {"id": "D-1", "case": "maya-mdd-2", "text": text},
            {"id": "D-2", "case": "maya-mdd-1", "text": text},
        ]
        path.write_text(lines(*answers), encoding="utf-8")

        result = run("grade", path, "--cases", cases)

        assert result.exit_code == 1
        assert [report["id"] for report in reports(result)] == ["D-2"]
        assert 'did you mean "maya-mdd-1"?' in result.stderr

    def test_workers_give_the_same_bytes(self, run: Run, cases: Path, tmp_path: Path, text: str) -> None:
        path = tmp_path / "notes.jsonl"
        path.write_text(
            lines(*({"id": f"D-{i}", "case": "maya-mdd-1", "text": text[: 120 + 40 * i]} for i in range(12))),
            encoding="utf-8",
        )

        alone = run("grade", path, "--cases", cases)
        shared = run("grade", path, "--cases", cases, "--workers", 2)

        assert alone.stdout == shared.stdout
        assert len(reports(alone)) == 12

    def test_the_output_may_not_overwrite_the_notes(self, run: Run, tmp_path: Path, text: str) -> None:
        path = tmp_path / "notes.jsonl"
        path.write_text(lines({"id": "D-1", "text": text}), encoding="utf-8")

        assert run("grade", path, "-o", path).exit_code == 2
        assert text[:20] in path.read_text(encoding="utf-8")
