"""``goldenthread course init``, and a course from release to export with the stock commands."""

from __future__ import annotations

import csv
import getpass
import re
import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension

from graders.adapters.cli import goldenthread
from graders.adapters.nbgrader.settings import inside
from graders.places import exercises_dir
from tests.notebooks.classroom import ASSIGNMENT, RISK, RISK_POINTS, SORT, Classroom, new_course
from tests.notebooks.samples import answered, cell_of, model, read
from tests.notebooks.test_autograde import attack


def init(*arguments: object) -> Result:
    return CliRunner().invoke(goldenthread, ["course", "init", *map(str, arguments)])


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_an_assignment_every_module_is_one(tmp_path: Path) -> None:
    assert init(tmp_path / "course").exit_code == 0

    made = {path.stem for path in (tmp_path / "course" / "source").glob("*/*.ipynb")}
    assert made == {path.parent.name for path in exercises_dir().glob("*/exercise.yaml")}
    assert (tmp_path / "course" / "source" / "documenting-risk" / f"{RISK}.ipynb").is_file()


def test_what_is_there_already_is_left_as_it_is(tmp_path: Path) -> None:
    file = write(tmp_path / "one.yaml", f"exercises: [{RISK}]")
    config = write(
        tmp_path / "course" / "nbgrader_config.py",
        "from graders.adapters.nbgrader import configure\nc = get_config()\n",
    )

    assert init(tmp_path / "course", "--assignment", file).exit_code == 0
    again = init(tmp_path / "course", "--assignment", file)

    assert config.read_text(encoding="utf-8").count("\n") == 2
    assert "nbgrader_config.py: is there already and was left as it is" in again.stderr
    assert f"source/one/{RISK}.ipynb: is there already\n" in again.stderr


def test_an_assignment_says_its_title_its_points_and_what_counts_as_done(tmp_path: Path) -> None:
    file = write(
        tmp_path / "one.yaml",
        f"title: The first week\nexercises: [{RISK}, {SORT}: 2.5]\npoints: 30\n"
        "done: Two versions, [one] sentence.",
    )

    assert init(tmp_path / "course", "--assignment", file).exit_code == 0

    made = {id: read(tmp_path / "course" / "source" / "one" / f"{id}.ipynb") for id in (RISK, SORT)}
    about = cell_of(made[RISK], "about").source
    assert about.endswith(r"**Assignment:** The first week. **Done means:** Two versions, \[one\] sentence.")
    assert [cell_of(made[id], "score").metadata.nbgrader.points for id in (RISK, SORT)] == [30, 2.5]


def test_a_coachs_own_exercises_come_first(tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(exercises_dir() / SORT, own / SORT)
    exercise = own / SORT / "exercise.yaml"
    exercise.write_text(
        re.sub(r"title: .*", "title: Our own question", exercise.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    file = write(tmp_path / "one.yaml", f"exercises: [{SORT}]")

    assert init(tmp_path / "course", "--assignment", file, "--exercises", own).exit_code == 0

    assert (
        "# Our own question" in read(tmp_path / "course" / "source" / "one" / f"{SORT}.ipynb").cells[0].source
    )
    assert str(own) in (tmp_path / "course" / "nbgrader_config.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("exercises: [four-lines-on-risc]", 'did you mean "four-lines-on-risk"?'),
        ("title: x", "names no exercise"),
        (f"exercises: [{RISK}: many]", "'many' is no number of points"),
        (f"exercises: [{RISK}]\ndue: soon", "'soon' is no date"),
        ("- a", "does not hold an assignment"),
        (
            f"exercises: [{RISK}]\nprofile: our-network",
            "profile: asks for house rules, which notebooks do not apply",
        ),
        (f"exercises: [{RISK}]\npoint: 5", 'point: is no key of an assignment; did you mean "points"?'),
        (f"exercises: [{RISK}]\ndone: [1, 2]", "done: [1, 2] is no text"),
        ("{", "is not usable"),
    ],
)
def test_an_assignment_that_cannot_be_used_is_told_and_nothing_is_written(
    tmp_path: Path, text: str, told: str
) -> None:
    file = write(tmp_path / "one.yaml", text)

    result = init(tmp_path / "course", "--assignment", file)

    assert result.exit_code == 2
    assert told in result.stderr
    assert not (tmp_path / "course").exists()


def test_an_exercise_whose_id_is_a_number_is_looked_for_by_its_name(tmp_path: Path) -> None:
    result = init(tmp_path / "course", "--assignment", write(tmp_path / "one.yaml", "exercises: [2026: 20]"))

    assert (result.exit_code, 'exercise "2026"' in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,email\nAna,a@example.org\n", "line 1: has no column id"),
        ("id,email\nana,\nana,\n", 'line 3: "ana" stands there twice'),
        ("id\n../ana\n", "line 2: '../ana' is no id"),
    ],
)
def test_a_roster_that_cannot_be_used_is_told_by_line(tmp_path: Path, text: str, told: str) -> None:
    file = write(tmp_path / "one.yaml", f"exercises: [{RISK}]")
    roster = write(tmp_path / "roster.csv", text)

    result = init(tmp_path / "course", "--assignment", file, "--roster", roster)

    assert result.exit_code == 2
    assert told in result.stderr


def test_without_nbgrader_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nbgrader", None)

    result = init(tmp_path / "course")

    assert result.exit_code == 2
    assert "needs nbgrader" in result.stderr and 'pip install "golden-thread[notebooks]"' in result.stderr


class Page(HTMLParser):
    """The tags of a page, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def assert_asks_for_nothing(html: str) -> None:
    page = Page(html)
    policy = next(attributes["content"] for tag, attributes in page.tags if attributes.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert [
        tag
        for tag, _ in page.tags
        if tag in ("script", "img", "link", "iframe", "object", "embed", "video", "form")
    ] == []
    loaded = [
        value
        for _, attributes in page.tags
        for name, value in attributes.items()
        if name in ("src", "srcset", "data")
    ]
    assert loaded == [] and "@import" not in html and "url(" not in html
    assert [
        attributes for _, attributes in page.tags if any(name.startswith("on") for name in attributes)
    ] == []


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """From release to export with the stock commands; the one trainee is whoever runs the tests."""
    base = tmp_path_factory.mktemp("term")
    roster = write(
        base / "roster.csv", f"ID,First name,Last name\n{getpass.getuser()},Ana,Arden\nbo,Bo,Berg\n"
    )
    course = new_course(base / "notes-101", "--roster", str(roster), "--site", "https://course.example/")
    exchange = base / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    desk = Classroom(base / "trainee")
    desk.folder.mkdir()
    meet = (f"--Exchange.root={exchange}", "--course", "notes-101")

    course.nbgrader("release_assignment", ASSIGNMENT, *meet)
    desk.nbgrader("fetch_assignment", ASSIGNMENT, *meet)
    for exercise in (RISK, SORT):
        path = desk.folder / ASSIGNMENT / f"{exercise}.ipynb"
        nbformat.write(answered(read(path), model(exercise)), path)
    desk.nbgrader("submit", ASSIGNMENT, *meet)
    course.nbgrader("collect", ASSIGNMENT, *meet)
    course.submit("bo", RISK, f"<b>Risk</b> is low & {model(RISK)} <script>alert(1)</script>", attack)
    course.nbgrader("autograde", ASSIGNMENT)
    with course.gradebook() as gradebook:
        comment = gradebook.find_comment(f"answer-{RISK}", RISK, ASSIGNMENT, getpass.getuser())
        comment.manual_comment = "Clear and *short*."
        gradebook.db.commit()
    course.mark_by_hand("bo", RISK, 4.5)
    course.nbgrader("generate_feedback", ASSIGNMENT)
    course.nbgrader("export")
    return course


def grading_page(course: Classroom, student: str) -> str:
    """The formgrader's page for grading by hand, made as the formgrader makes it."""
    path = course.folder / "autograded" / student / ASSIGNMENT / f"{RISK}.ipynb"
    with inside(course.folder):
        formgrader = FormgradeExtension()
        formgrader.initialize([], root=str(course.folder))
        exporter = HTMLExporter(config=formgrader.config)
        return exporter.from_filename(str(path), resources={"base_url": "/base", "index": 0, "total": 1})[0]


def test_the_page_for_grading_by_hand_asks_nobody_else_for_anything(term: Classroom) -> None:
    page = Page(grading_page(term, "bo"))

    asked = [
        value
        for tag, attributes in page.tags
        for name, value in attributes.items()
        if name == "src" or (tag == "link" and name == "href")
    ]
    assert asked and [address for address in asked if not str(address).startswith("/base/")] == []
    assert "evil.example" in page.words
    assert "Student's answer" in page.words


def test_release_keeps_the_line_that_names_the_exercise_and_clears_what_stands_below(term: Classroom) -> None:
    released = cell_of(term.released(RISK), "answer")

    assert released.source.splitlines()[0] == f"%%note {RISK}"
    assert "SOLUTION" not in released.source


def test_collected_work_is_graded_and_exported_with_the_names_of_the_roster(term: Classroom) -> None:
    with (term.folder / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}

    ana, bo = rows[getpass.getuser()], rows["bo"]
    assert (ana["first_name"], ana["last_name"], bo["last_name"]) == ("Ana", "Arden", "Berg")
    assert float(ana["score"]) == float(ana["max_score"]) == RISK_POINTS + 10
    assert float(bo["score"]) == 4.5
    assert ana["duedate"].startswith("2031-05-01")


@pytest.mark.parametrize("student", [getpass.getuser(), "bo"])
def test_feedback_pages_ask_for_nothing(term: Classroom, student: str) -> None:
    assert_asks_for_nothing(term.feedback(student, RISK))


def test_a_feedback_page_shows_the_answer_the_report_and_the_coachs_words(term: Classroom) -> None:
    page = term.feedback(getpass.getuser(), RISK)
    words = Page(page).words

    assert "Four lines on risk" in words or RISK in words
    assert " ".join(model(RISK).split()) in " ".join(words.split())
    assert "Clear and <em>short</em>." in page
    assert f"{RISK_POINTS}.0 of {RISK_POINTS}.0 points" in words
    assert 'href="https://course.example/' in page


def test_a_feedback_page_shows_a_trainees_markup_as_text_and_the_mark_of_the_coach(term: Classroom) -> None:
    page = term.feedback("bo", RISK)

    assert "&lt;b&gt;Risk&lt;/b&gt; is low &amp;" in page
    assert "<script" not in page and "evil.example" in Page(page).words
    assert "4.5 of 20.0 points" in Page(page).words
    assert "%%note" not in Page(page).words
