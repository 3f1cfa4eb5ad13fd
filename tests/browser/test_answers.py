"""What pages answer in the browser: the same as the library, by keyboard, and from a folder as from a server."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from cfp_archive.comparing.history import build_history
from cfp_archive.reading import read_archive
from cfp_archive.terms import corpus_of, shown, summary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from cfp_archive.terms import Corpus

pytestmark = pytest.mark.browser
EXPECTED_ERRORS = ("ERR_FAILED",)  # where a test aborts a request
FOUND = "#cfp-term-found"
ROWS = """() => [...document.querySelectorAll("#cfp-term-found li")].map((row) => [
  row.querySelector(".cfp-words").textContent,
  [...row.querySelectorAll("mark")].map((one) => one.textContent),
  row.querySelector("a").getAttribute("href").includes("#topic-"),
])"""


@pytest.fixture(scope="module")
def corpus(site: Path) -> Corpus:
    """The calls of the site."""
    archive, _ = read_archive(next(one for one in site.parents if (one / "editions").is_dir()) / "editions")
    return corpus_of(build_history(archive.published))


def test_search_finds_what_the_library_finds(page: Page, site: Path, corpus: Corpus) -> None:
    """For every pair and triple of neighboring words of all calls, and for some that are in none."""
    page.goto((site / "terms/index.html").as_uri())
    phrases = {"kelp foam", "of the", "tidal jobs", "foam kelp", "xylophone", "detection", "PREDICTING kelp"}
    for text in dict.fromkeys(one.text for one in corpus.passages):
        words = corpus.words(text)
        for size in (1, 2, 3):
            for k in range(len(words) - size + 1):
                phrases.add(text[words[k].start : words[k + size - 1].end])
    for phrase in sorted(one for one in phrases if corpus.has_words(one))[::3]:
        page.locator("#cfp-phrase").fill(phrase)
        page.locator("#cfp-term-search button").click()
        page.locator(".cfp-found-title", has_text=f"“{phrase.strip()}”").wait_for()
        expected = [
            [
                one.quote.passage.text,
                [one.quote.passage.text[start:end] for start, end in one.quote.spans],
                bool(one.quote.passage.topic),
            ]
            for one in shown(corpus.find(phrase).quotes)
        ]
        if (
            expected and len(corpus.archive.editions) - len(corpus.find(phrase).editions) < 2
        ):  # other years are joined as in lists
            said = page.locator(".cfp-found-summary").inner_text()
            assert said == " ".join(summary(corpus.find(phrase), corpus.archive)), phrase
        if expected:  # words that no call has are completed as one types
            assert page.evaluate(ROWS) == expected, phrase


def test_shared_address_and_keyboard(page: Page, server: str) -> None:
    """An address answers at once; Enter asks again and changes the address; a link leads to the topic."""
    page.goto(f"{server}terms/index.html?phrase={quote('foam detection')}")
    page.locator(f"{FOUND} mark").first.wait_for()
    assert page.locator("#cfp-phrase").input_value() == "foam detection"
    page.locator("#cfp-phrase").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("kelp")
    page.keyboard.press("Enter")
    page.locator(".cfp-found-title", has_text="“kelp”").wait_for()
    assert page.url.endswith("terms/index.html?phrase=kelp")
    page.locator(f"{FOUND} a[href*='#topic-']").first.click()
    assert "/editions/" in page.url
    page.locator(":target").first.wait_for()


def test_words_that_are_typed_in_part(page: Page, site: Path) -> None:
    """A word that no call has is completed."""
    page.goto((site / "terms/index.html").as_uri() + "?phrase=foam+detec")
    page.locator(f"{FOUND} mark").first.wait_for()
    assert page.locator(f"{FOUND} mark").first.inner_text().lower().startswith("foam detection")


def test_markup_in_a_phrase_is_text(page: Page, site: Path) -> None:
    """What an address asks for is shown as it is."""
    phrase = "<img src=x onerror=alert(1)>"
    page.goto((site / "terms/index.html").as_uri() + f"?phrase={quote(phrase)}")
    page.locator(".cfp-found-title").wait_for()
    assert phrase in page.locator(".cfp-found-title").inner_text()
    assert page.locator(f"{FOUND} img").count() == 0


def test_without_scripts(browser: Browser, site: Path) -> None:
    """The index alone is there, with a command for any phrase; no field that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "terms/index.html").as_uri())
    assert not page.locator("#cfp-term-search").is_visible()
    assert page.get_by_text("cfp-archive when").is_visible()
    page.locator("details.cfp-term summary").first.click()
    assert page.locator("details.cfp-term .cfp-words").first.is_visible()
    context.close()


def test_data_that_do_not_load(page: Page, site: Path) -> None:
    """It is said, and the index is still there."""
    page.route("**/terms-data.js", lambda route: route.abort())
    page.goto((site / "terms/index.html").as_uri() + "?phrase=foam")
    page.get_by_text("could not be loaded").wait_for()
    assert page.locator("details.cfp-term").first.is_visible()


def test_under_any_path(page: Page, site: Path, serve: Callable[[Path], str]) -> None:
    """A site below a path answers as well."""
    page.goto(f"{serve(site.parent)}{site.name}/terms/index.html?phrase=foam")
    page.locator(f"{FOUND} mark").first.wait_for()
