"""The course can be built by a generator that knows no hooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graders.adapters.site.export import export
from graders.compiling import read_yaml
from graders.faults import DataError

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    export(ROOT, folder)
    return folder


def pages(nav: Any) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    for each in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from pages(each)


def test_every_page_of_the_navigation_is_there(exported: Path) -> None:
    named = list(pages(read_yaml(exported / "mkdocs.yml")["nav"]))

    assert "practice/ines-first-soap.md" in named
    assert [name for name in named if not (exported / "docs" / name).is_file()] == []


def test_no_hook_and_no_plugin_of_ours_is_asked_for(exported: Path) -> None:
    config = read_yaml(exported / "mkdocs.yml")

    assert "hooks" not in config
    assert config["plugins"] == ["search"]


def test_a_lesson_holds_what_is_computed_for_it(exported: Path) -> None:
    text = (exported / "docs" / "modules" / "documenting-risk" / "index.md").read_text(encoding="utf-8")

    assert "minutes to read" in text
    assert "## In the rubric" in text
    assert "../../practice/four-lines-on-risk.md" in text


def test_the_course_is_not_written_over_itself(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")

    with pytest.raises(DataError, match="name another folder"):
        export(tmp_path, tmp_path / "docs" / "..")

    assert (tmp_path / "docs" / "index.md").is_file()
