"""The search: while words are typed, by keyboard, under any path, and where Pagefind cannot run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sites")]

#: The theme changes colors by transitions, and what is behind the dialog is dimmed: contrast is that of the results.
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"region": {"enabled": False}, "color-contrast": {"enabled": False}},
}
CONTRAST = {"resultTypes": ["violations"], "preload": False, "runOnly": ["color-contrast"]}
EXPECTED_ERRORS = ("pagefind-component-ui",)  #: test_without_pagefind takes it away


def broken_rules(page: Page) -> list[str]:
    """Return the rules of axe-core that a page breaks."""
    found = [
        *Axe().run(page, options=OPTIONS).response["violations"],
        *Axe().run(page, context=".cfp-results", options=CONTRAST).response["violations"],
    ]
    return [f"{one['id']} {one['nodes'][0]['html']} {one['nodes'][0]['failureSummary']}" for one in found]


def test_dialog(page: Page, site: Path, serve: Callable[[Path], str]) -> None:
    """By keyboard alone, below a path: nothing is loaded before, words are found as they are typed, a result is opened."""
    address = f"{serve(site.parent)}{site.name}/"
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url.removeprefix(address)))
    page.goto(f"{address}editions/2019/index.html")
    page.wait_for_load_state("networkidle")
    assert [one for one in requested if "pagefind" in one] == []
    page.keyboard.press("Control+k")
    page.locator("input[type=search]:focus").wait_for()
    page.keyboard.type("coral", delay=5)
    hit = page.locator("dialog .cfp-hit", has_text="Coral databases").first
    hit.locator("text=Former topic, 2017").wait_for()
    assert hit.locator("mark").first.text_content() == "Coral"
    assert broken_rules(page) == []
    page.keyboard.press("ArrowDown")
    page.locator("dialog .cfp-hit a:focus").wait_for()
    page.keyboard.press("ArrowUp")
    page.locator("input[type=search]:focus").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/coral-databases/index.html")
    assert page.locator("article .highlighted").first.text_content() == "Coral"
    assert all(one.startswith(address) or not one.startswith("http") for one in requested)


def test_page(page: Page, server: str) -> None:
    """The page of the search has an address to share, filters by kind and year, and names the years of calls."""
    page.goto(f"{server}index.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("tidal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=tidal")
    results = page.locator(".cfp-results")
    results.locator("text=Latest call, 2020").wait_for()
    results.locator("text=Earlier call, 2017").wait_for()
    for width, scheme in ((320, "light"), (1280, "dark")):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert broken_rules(page) == []
    page.get_by_role("combobox", name="Kind").click()
    assert broken_rules(page) == []
    page.get_by_role("option", name="Editions").click()
    page.keyboard.press("Escape")
    results.locator("text=Topic,").first.wait_for(state="detached")
    page.get_by_role("combobox", name="Year").click()
    page.get_by_role("option", name="2017").click()
    results.locator("text=Latest call, 2020").wait_for(state="detached")
    results.locator("text=Earlier call, 2017").wait_for()
    field = page.locator("main input[name=q]")
    field.fill("nothing like it")
    field.press("Enter")
    page.wait_for_url("**/search.html?q=nothing+like+it&kind=Editions&year=2017")
    page.locator("pagefind-summary", has_text="nothing like it").wait_for()
    assert results.locator(".cfp-hit").count() == 0


def test_address(page: Page, server: str) -> None:
    """Words and filters are in the address, to be shared; the browser's buttons lead from one question to the other."""
    page.goto(f"{server}search.html?q=tidal&year=2017&year=1492&other=x")
    results = page.locator(".cfp-results")
    results.locator("text=Earlier call, 2017").wait_for()
    results.locator("text=Latest call, 2020").wait_for(state="detached")
    hits = results.locator(".cfp-hit")
    of_2017 = hits.count()
    assert of_2017 > 1
    page.get_by_role("combobox", name="Kind").click()
    page.get_by_role("option", name="Editions").click()
    page.keyboard.press("Escape")
    page.wait_for_url("**/search.html?q=tidal&kind=Editions&year=2017")
    results.locator("text=Comparison,").first.wait_for(state="detached")
    assert hits.count() == 1
    field = page.locator("main input[name=q]")
    field.fill("coral")
    field.press("Enter")
    page.wait_for_url("**/search.html?q=coral&kind=Editions&year=2017")
    page.go_back()
    page.wait_for_url("**/search.html?q=tidal&kind=Editions&year=2017")
    assert field.input_value() == "tidal"
    page.go_back()
    results.locator("text=Comparison,").first.wait_for()
    assert hits.count() == of_2017
    page.go_forward()
    results.locator("text=Comparison,").first.wait_for(state="detached")
    results.locator(".cfp-hit a").first.click()
    page.wait_for_url("**/editions/2017/index.html*")
    page.go_back()
    results.locator("text=Earlier call, 2017").wait_for()
    assert hits.count() == 1


def test_filters_of_the_dialog(page: Page, server: str) -> None:
    """What is chosen in the dialog goes along to the page of the search."""
    page.goto(f"{server}index.html")
    page.keyboard.press("Control+k")
    field = page.locator("dialog input[name=q]")
    field.fill("tidal")
    page.locator("dialog").get_by_role("combobox", name="Kind").click()
    page.locator("dialog").get_by_role("option", name="Editions").click()
    field.press("Enter")
    page.wait_for_url("**/search.html?q=tidal&kind=Editions")


@pytest.mark.parametrize(
    ("words", "first"), [("2017", "editions/2017"), ("TideComp 2019", "editions/2019"), ("coral", "topics/coral-databases"),
                         ("bo finn", "people/bo-finn")]
)  # fmt: skip
def test_first_result(page: Page, server: str, words: str, first: str) -> None:
    """An edition's name leads to its call, a topic's words to the topic, a name to the person."""
    page.goto(f"{server}search.html?q={words.replace(' ', '+')}")
    hit = page.locator(".cfp-hit a").first
    hit.wait_for()
    assert first in str(hit.get_attribute("href"))


@pytest.mark.parametrize("missing", ["**/pagefind-component-ui.js", "**/pagefind.js"])
def test_without_pagefind(page: Page, server: str, missing: str) -> None:
    """Where Pagefind does not load, Enter still leads to results: those of Sphinx."""
    body = "export {}" if missing.endswith("/pagefind.js") else ""
    page.route(missing, lambda route: route.fulfill(status=200, content_type="text/javascript", body=body))
    page.goto(f"{server}index.html")
    page.keyboard.press("Control+k")
    page.locator("input[type=search]:focus").fill("undertow")
    page.keyboard.press("Enter")
    page.locator("#search-results li a[href*='undertow-security']").first.wait_for()
    page.locator("#search-results p.context").first.wait_for()
