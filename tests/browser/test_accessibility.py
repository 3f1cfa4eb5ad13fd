"""Every kind of page passes the rules of axe-core, and follows what a reader has asked the browser for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sites")]

LOOKING = (Path(__file__).parent / "looking.js").read_text(encoding="utf-8")

#: The theme's sidebar is no landmark, as a good practice (not WCAG) asks for the site's name in it. Contrast is measured by
#: a test of its own, which is quicker.
OPTIONS = {
    "resultTypes": ["violations"],
    "preload": False,
    "rules": {"region": {"enabled": False}, "color-contrast": {"enabled": False}},
}
PAGES = (
    "index.html", "story/index.html", "editions/index.html", "editions/2019/index.html", "compare/index.html",
    "compare/2017-2020/index.html",
    "topics/index.html", "story/index.html", "topics/foam-detection/index.html", "people/index.html", "people/bo-finn/index.html",
    "dates/index.html", "data/index.html", "terms/index.html", "guide/index.html", "404.html",
)  # fmt: skip
VIEWS = ((320, "light"), (360, "dark"), (1280, "light"), (1280, "dark"))

#: What moves although the reader does not want it: elements, and the page when it scrolls.
MOVING = """() => [
    ...[...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        return style.animationName !== "none" || (parseFloat(style.transitionDuration) > 0.01 && style.transitionProperty !== "none");
    }).map((one) => one.outerHTML.slice(0, 100)),
    ...(getComputedStyle(document.documentElement).scrollBehavior === "smooth" ? ["scrolling"] : []),
]"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("address", PAGES)
def test_rules(browser: Browser, site: Path, address: str) -> None:
    """No rule is broken at any width, light or dark; text of double size fits; nothing moves for who does not want it."""
    # From the narrowest: the theme makes what can be scrolled reachable when a page is loaded.
    context = browser.new_context(reduced_motion="reduce", viewport={"width": VIEWS[0][0], "height": 800})
    page = context.new_page()
    page.goto((site / address).as_uri())
    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page, options=OPTIONS).response["violations"]
        assert [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in found] == [], (
            width,
            scheme,
        )
        assert page.evaluate(OVERFLOW) <= 0, width
    assert page.evaluate(MOVING) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(OVERFLOW) <= 0, "text of double size"
    context.close()


def test_own_colors(browser: Browser, site: Path) -> None:
    """Where a reader's own colors replace the site's, bars and pictures are drawn in them and stay visible."""
    context = browser.new_context(forced_colors="active", color_scheme="dark")
    page = context.new_page()
    page.goto((site / "terms/index.html").as_uri())
    told = page.evaluate(
        """() => {
            const probe = document.body.appendChild(document.createElement("i"));
            probe.style.color = "LinkText";
            const bar = getComputedStyle(document.querySelector(".cfp-life-in"));
            return [bar.fill, getComputedStyle(probe).color, getComputedStyle(document.body).backgroundColor];
        }"""
    )
    assert told[0] == told[1] != told[2]
    page.goto((site / "topics/index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('svg text')).fill") != told[2]
    context.close()


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("topics/index.html", ("article svg a", "article input, article select", "article table a")),
        ("people/index.html", ("article input, article select", "article table a")),
        ("compare/index.html", ("#cfp-from", "#cfp-to", "#cfp-choose button", "article section a")),
        (
            "terms/index.html",
            ("#cfp-term-search input", "#cfp-term-search button", "article details summary"),
        ),
        ("dates/index.html", ("article table a",)),
    ],
)
def test_within_reach(browser: Browser, site: Path, address: str, wanted: tuple[str, ...]) -> None:
    """Tab leads to pictures, fields and tables, and where it is can be seen everywhere."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.add_init_script(LOOKING)
    page = context.new_page()
    page.goto((site / address).as_uri())
    left, hidden = set(wanted), []
    for _step in range(120):
        page.keyboard.press("Tab")
        focus = page.evaluate("looking.focus()")
        hidden += [] if focus["visible"] else [focus["name"]]
        left -= {one for one in left if page.evaluate("(one) => document.activeElement.matches(one)", one)}
        if not left:
            break
    context.close()
    assert hidden == []
    assert not left
