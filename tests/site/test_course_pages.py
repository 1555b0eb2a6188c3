"""The built pages: every drawing can be read aloud, a page to print is one page, the article map is whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.site.test_accessibility import serious

ROOT = Path(__file__).parent.parent.parent
LESSONS = sorted(path.parent.name for path in (ROOT / "docs" / "modules").glob("*/index.md"))
POINTS = [*(f"A{number}" for number in range(1, 34)), *(f"B{number}" for number in range(1, 33))]
#: Pages with wide tables: on a phone nothing may need scrolling that a keyboard cannot reach.
TABLES = ("reference/accuracy/", "reference/files/", "reference/person-first/")
DOORS = ("modules/start-here/", "for-coaches/", "for-networks/", "practice/", "modules/medical-necessity/")


def html(folder: Path, address: str) -> str:
    return (folder / address / "index.html").read_text(encoding="utf-8")


def test_the_start_page_leads_each_kind_of_user_on(site_folder: Path) -> None:
    main = html(site_folder, "").partition("<main")[2]

    assert [door for door in DOORS if f'href="{door}' not in main] == []


def test_a_drawing_has_a_title_and_a_description_or_is_left_out_when_read_aloud(site_folder: Path) -> None:
    pages = [path for path in site_folder.rglob("index.html") if "practice" not in path.parts and "notebooks" not in path.parts]
    faults = []
    for path in pages:
        article = path.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
        for drawing in re.findall(r"<svg.*?</svg>", article, re.DOTALL):
            if "<text" in drawing or 'role="img"' in drawing:
                ids = re.search(r'aria-labelledby="([\w-]+) ([\w-]+)"', drawing)
                if not ids or f'<title id="{ids[1]}">' not in drawing or f'<desc id="{ids[2]}">' not in drawing:
                    faults.append((path.parent.name, drawing[:80]))

    assert faults == []


def test_a_page_names_its_picture_and_its_description(site_folder: Path) -> None:
    head = html(site_folder, "modules/formats").partition("</head>")[0]

    assert '<meta property="og:image" content="../../assets/social.png">' in head
    assert (site_folder / "assets" / "social.png").read_bytes().startswith(b"\x89PNG")
    assert '<meta property="og:description" content="SOAP, DAP' in head


def test_a_missing_page_is_said_with_ways_on(site: str, new_page: Callable[..., Page]) -> None:
    page = new_page()

    response = page.goto(f"{site}nowhere/at/all/")

    assert response is not None and response.status == 404
    assert page.get_by_role("heading", level=1).inner_text() == "There is no page here"
    assert page.get_by_role("link", name="All exercises").get_attribute("href") == "/practice/"


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_page_to_print_is_one_page(site: str, new_page: Callable[..., Page], lesson: str) -> None:
    page = new_page()
    page.goto(f"{site}modules/{lesson}/#one-page")

    printed = page.pdf(format="Letter")

    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_printing_the_page_shows_it_and_the_lessons_title_alone(site: str, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(f"{site}modules/documenting-risk/")
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="Print this page").click()

    page.emulate_media(media="print")

    shown = [each.inner_text() for each in page.get_by_role("heading").all() if each.is_visible()]
    assert [re.sub("¶", "", each).strip() for each in shown] == ["Documenting risk"]
    assert page.locator("p", has_text="Danger now? Act first. Write after.").is_visible()


@pytest.mark.parametrize("address", TABLES)
def test_a_wide_table_is_fit_for_a_phone_in_dark_colours(site: str, new_page: Callable[..., Page], address: str) -> None:
    page = new_page(color_scheme="dark", viewport={"width": 360, "height": 800}, reduced_motion="reduce")
    page.goto(site + address)

    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_every_point_of_both_articles_has_its_line_in_the_map() -> None:
    text = (ROOT / "docs" / "for-maintainers" / "index.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| ([AB]\d+) \|", text, re.MULTILINE) == POINTS
