"""What a trainee does on an exercise page, in one line each."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect


def editor(page: Page) -> Locator:
    return page.locator("golden-thread-exercise textarea")


def write(page: Page, text: str) -> None:
    """Type an answer; where controls stand for the text, show it first."""
    as_text = page.get_by_role("button", name="Show as text")
    if as_text.is_visible():
        as_text.click()
    editor(page).fill(text)


def check(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Check my ")).click()


def report(page: Page) -> Locator:
    return page.locator(".gt-result .gt-report")


def problem(page: Page) -> Locator:
    return page.locator("golden-thread-exercise [role=alert]")


def status(page: Page) -> Locator:
    return page.locator(".gt-status")


def as_typed(marked: Locator) -> str:
    """The text of a note with marks, without what is said about them."""
    return marked.evaluate(
        """(marked) => {
          const copy = marked.cloneNode(true);
          for (const label of copy.querySelectorAll(".gt-mark-label, .gt-unseen")) label.remove();
          return copy.textContent;
        }"""
    )


def wait_for_report(page: Page) -> None:
    """Wait until a report stands there; a problem told instead fails with its words."""
    expect(page.locator("#report-title, [role=alert] p").first).to_be_visible()
    expect(problem(page)).to_be_empty()
    expect(report(page)).to_be_visible()


def choose(page: Page, row: str, label: str) -> None:
    """In a sort or review, choose in the row whose legend holds these words."""
    page.get_by_role("group", name=row).get_by_label(label).check()


def see_models(page: Page) -> Locator:
    """Open the models and wait until they are there."""
    page.locator(".gt-models > summary").click()
    models = page.locator(".gt-model")
    expect(models.first).to_be_visible()
    return models


def select_in_given_note(page: Page, words: str) -> None:
    """Select words of the note under review, as a pointer would."""
    page.locator(".gt-note-given").evaluate(
        """(note, words) => {
          const walker = document.createTreeWalker(note, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(walker.currentNode, at, walker.currentNode, at + words.length);
            return;
          }
          throw new Error(`not in the note: ${words}`);
        }""",
        words,
    )
    page.evaluate("() => new Promise((done) => setTimeout(done))")  # the selection is told of in a task of its own
