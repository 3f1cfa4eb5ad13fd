"""Pictures of years that readers choose: what is drawn is what the library draws of them, and their names stay in view."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from building import set_up
from cfp_archive.alluvial import alluvial
from cfp_archive.comparing.history import build_history
from cfp_archive.reading import read_archive
from fabricate import TIDES_SERIES, Call

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from building import Built

pytestmark = pytest.mark.browser
EXPECTED_ERRORS = ("ERR_FAILED",)  # where a test aborts a request
KEYS = ("2013", "2014", "2015", "2016", "2017", "2019", "2020")
STAYED = ("Tidal scheduling", "Moon-aware storage", "Harbour security")
WEEDS = ("Dulse", "Carrageen", "Sargassum", "Wrack", "Laver", "Tangle")
WHOLE, PARTS = "Foam detection and kelp classification", ("Foam detection", "Kelp classification")
AREAS = {
    "2013": (*STAYED, WHOLE, "Coral & \\<i>databases\\</i>"),
    "2014": (*STAYED, *PARTS, *WEEDS, "Coral & \\<i>databases\\</i>"),
    "2015": (*STAYED, *PARTS, *WEEDS, "Undertow " + "and barnacle " * 9 + "security"),
    "2016": (*STAYED, *PARTS, "Coral & \\<i>databases\\</i>", "Spray sensing for boats"),
    "2017": (*STAYED, WHOLE, "Spray sensing for small boats", "海 " * 60),
    "2019": (*STAYED, WHOLE, "Spray sensing for small wooden boats"),
    "2020": (*STAYED, *PARTS, "Spray sensing for small wooden boats"),
}
DIRECTIONS = {"2015": STAYED[:2], "2017": STAYED[:2], "2020": STAYED[1:]}
SHOWN = """() => [...document.querySelectorAll(".cfp-flow-chosen:not([hidden])")].map(
  (box) => box.querySelector("svg")?.outerHTML ?? "")"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site in which topics come, go, return, are reworded, split and merged; one call is missing, some lack a list."""
    calls = {}
    for key in KEYS:
        lists = {"areas": AREAS[key], **({"directions": DIRECTIONS[key]} if key in DIRECTIONS else {})}
        calls[key] = Call(lists=lists)
    shop = set_up(tmp_path_factory.mktemp("flow") / "shop", calls, series=TIDES_SERIES)
    for key in KEYS:
        shop.receive(key)
    shop.configure(
        "html_theme = 'sphinx_book_theme'\nhtml_context = {'default_mode': 'auto'}\ncfp_content_security_policy = 'meta'"
    )
    shop.page("404.md", "---\norphan: true\n---\n\n# Not here\n")
    made = shop.build()
    assert made.warnings == []
    return made


def content(svg: str) -> dict[str, Any]:
    """Return what a picture shows, wherever that is."""
    root = ET.fromstring(svg.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    names = Counter(
        " ".join(" ".join((*(one.text or "" for one in text), text.text or "")).split())
        for text in root.iter("text")
        if text.get("class") == "cfp-flow-label"
    )
    shapes = Counter(one.get("class", "") for tag in ("rect", "path", "g", "line") for one in root.iter(tag))
    signs = Counter(
        (text.get("class", ""), text.text) for text in root.iter("text") if "sign" in text.get("class", "")
    )
    said = Counter(one.text for one in root.iter("title") if one.get("id") is None)
    years = {text.text for text in root.iter("text") if text.get("class") == "cfp-flow-year"}
    return {"names": names, "shapes": shapes, "signs": signs, "said": said, "years": years}


def test_chosen_years_are_drawn_as_the_library_draws_them(page: Page, built: Built) -> None:
    """For all pairs of calls: the same names, bands, forks, signs and tooltips, and as many lists."""
    archive, _ = read_archive(
        next(one for one in built.outdir.parents if (one / "editions").is_dir()) / "editions"
    )
    history = build_history(archive.published)
    timeline = [one.key for one in archive.timeline]
    for page_name in ("story", "topics"):
        for first, last in combinations(KEYS, 2):
            columns = timeline[timeline.index(first) : timeline.index(last) + 1]
            page.goto(f"{(built.outdir / page_name / 'index.html').as_uri()}?from={first}&to={last}")
            page.locator("#cfp-flow-choice [role=status]", has_text=f"{first}–{last}").wait_for(
                state="attached"
            )
            drawn = page.evaluate(SHOWN)
            assert len(drawn) == 2
            for name, svg in zip(("areas", "directions"), drawn, strict=True):
                expected = alluvial(history, name, columns, "")
                assert bool(svg) == bool(expected)
                if svg:
                    assert content(svg) == content(expected), (name, first, last)
        if page_name == "story":
            page.locator("a", has_text=f"Compare {first} and {last}").first.wait_for()


def test_words_say_what_is_drawn(page: Page, built: Built) -> None:
    """Each topic has its years, and what changed with the year; its link leads to its page."""
    page.goto(f"{(built.outdir / 'story/index.html').as_uri()}?from=2013&to=2016")
    words = page.locator("#list-areas .cfp-flow-chosen details")
    words.locator("summary").click()
    lines = words.locator("li").all_inner_texts()
    assert "Coral & <i>databases</i> 2013–2014, 2016 · ↺ Returned (2016)" in lines
    assert "Foam detection 2014–2016 · < Split (2014)" in lines
    assert "Dulse 2014–2015 · + Added (2014) · − Removed (2016)" in lines
    assert "Tidal scheduling 2013–2016" in lines
    words.locator("a", has_text="Dulse").click()
    assert page.locator(".bd-article h1").inner_text().startswith("Dulse")


def test_by_keyboard_and_back(page: Page, built: Built, serve: Callable[[Path], str]) -> None:
    """Choosing changes the address, in whatever order; Back and the button lead to the picture that was built."""
    page.goto(f"{serve(built.outdir)}topics/index.html?words=foam")
    assert page.locator("svg.cfp-flow[data-list=areas]").is_visible()
    page.locator("#cfp-from").focus()
    page.keyboard.type("2019")
    page.keyboard.press("Tab")
    page.keyboard.type("2014")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#list-areas .cfp-flow-chosen svg").wait_for()
    assert page.url.endswith("?words=foam&from=2014&to=2019")
    assert page.locator("#cfp-from").input_value() == "2014"
    assert not page.locator("svg.cfp-flow[data-list=areas]").is_visible()
    page.go_back()
    page.locator("svg.cfp-flow[data-list=areas]").wait_for()
    assert page.locator(".cfp-flow-chosen:visible").count() == 0
    page.go_forward()
    page.locator("#cfp-flow-choice button", has_text="Reset").click()
    page.locator("svg.cfp-flow[data-list=areas]").wait_for()
    assert page.url.endswith("?words=foam")


def test_data_that_do_not_load(page: Page, built: Built) -> None:
    """The picture that was built stays, and the page says so."""
    page.route("**/flow-data.js", lambda route: route.abort())
    page.goto(f"{(built.outdir / 'story/index.html').as_uri()}?from=2013&to=2016")
    page.get_by_text("The picture could not be drawn.").wait_for(state="attached")
    assert page.locator("svg.cfp-flow[data-list=areas]").is_visible()


def test_names_stay_in_view(browser: Browser, built: Built) -> None:
    """Where a picture scrolls, bands that begin elsewhere have their names where they are seen."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto((built.outdir / "story/index.html").as_uri())
    label = page.locator("#list-areas svg.cfp-flow a", has_text="Spray sensing").locator("text")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.cfp-flow-label')].some((one) => one.dataset.x)"
    )
    box = label.bounding_box()
    assert box is not None
    assert 0 <= box["x"] < 360
    context.close()


def test_fields_are_not_printed(page: Page, built: Built) -> None:
    """On paper is what they chose, without them."""
    page.goto(f"{(built.outdir / 'topics/index.html').as_uri()}?from=2013&to=2016")
    page.locator("#list-areas .cfp-flow-chosen svg").wait_for()
    page.emulate_media(media="print")
    assert page.locator("#list-areas .cfp-flow-chosen svg").is_visible()
    assert page.locator("form:visible").count() == 0


def test_without_scripts(browser: Browser, built: Built) -> None:
    """The pictures are there, and nothing that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.outdir / "story/index.html").as_uri())
    assert page.locator("svg.cfp-flow").count() == 2
    assert not page.locator("#cfp-flow-choice").is_visible()
    context.close()
