"""Every kind of page, as readers see it: on a phone and a desk, light and dark, printed, by keyboard, without scripts."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fabricate import TIDES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sites")]

LOOKING = (Path(__file__).parent / "looking.js").read_text(encoding="utf-8")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
CALL = "editions/2019/index.html"
PAGES = (
    "index.html", "editions/index.html", CALL, "editions/2019/programme.html", "compare/index.html",
    "compare/2017-2020/index.html", "topics/index.html", "story/index.html", "topics/foam-detection/index.html", "people/index.html",
    "people/bo-finn/index.html", "dates/index.html", "data/index.html", "terms/index.html", "guide/index.html", "search.html",
)  # fmt: skip


class Reader:
    """A reader with a browser window, who notes what goes wrong."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message: ConsoleMessage) -> None:
        # A server without a favicon is none of the page's errors.
        if message.type == "error" and not message.location["url"].endswith("/favicon.ico"):
            self.errors.append(message.text)

    def ask(self, question: str, *arguments: Any) -> Any:
        """Ask one of the questions of looking.js."""
        return self.page.evaluate(f"(given) => looking.{question}(...given)", list(arguments))


def reading(browser: Browser, *, scripts: bool = True, **options: Any) -> Iterator[Reader]:
    """Open a window."""
    context = browser.new_context(java_script_enabled=scripts, **options)
    if scripts:
        context.add_init_script(LOOKING)
    yield Reader(context)
    context.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Reader]:
    """A reader at a desk."""
    yield from reading(browser, viewport=DESK)


@pytest.fixture
def plain(browser: Browser) -> Iterator[Reader]:
    """A reader at a desk whose browser runs no scripts."""
    yield from reading(browser, viewport=DESK, scripts=False)


@pytest.fixture
def dark(browser: Browser) -> Iterator[Reader]:
    """A reader who prefers dark pages."""
    yield from reading(browser, viewport=DESK, color_scheme="dark")


def check(reader: Reader, allowed: str) -> None:
    """Assert what holds for every page at every width."""
    for size in (DESK, PHONE):
        reader.page.set_viewport_size(size)  # type: ignore[arg-type]
        facts = reader.ask("facts")
        assert facts["overflow"] <= 0, f"at {size['width']} pixels: {facts['wide']}"
    assert facts["h1"] == 1
    levels = facts["levels"]
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert facts["withoutAlt"] == facts["broken"] == facts["ids"] == []
    assert facts["lang"] == "en"
    assert "TideComp calls for papers" in facts["title"]
    assert [one for one in reader.requests if not one.startswith((allowed, "data:"))] == []
    assert reader.errors == []


@pytest.mark.parametrize("address", PAGES)
def test_every_kind_of_page(desk: Reader, site: Path, address: str) -> None:
    """A page fits a phone and a desk, asks no other host for anything, and has a sound outline."""
    desk.page.goto((site / address).as_uri())
    check(desk, "file:///")


@pytest.mark.parametrize("address", [*PAGES, "404.html"])
def test_large_text(browser: Browser, site: Path, address: str) -> None:
    """Text of twice its size fits a phone, without scrolling to the side (WCAG 2.2, 1.4.4 and 1.4.10)."""
    for reader in reading(browser, viewport=PHONE):
        reader.page.goto((site / address).as_uri())
        reader.page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (320, 360):
            reader.page.set_viewport_size({"width": width, "height": 740})
            facts = reader.ask("facts")
            assert facts["overflow"] <= 0, f"at {width} pixels: {facts['wide']}"
            assert (
                reader.page.evaluate(
                    """() => {
                    const bottom = (one) => one.getBoundingClientRect().bottom;
                    const bar = document.querySelector(".bd-header-article");
                    return bottom(bar) - Math.max(...[...bar.querySelectorAll("button")].map(bottom));
                }"""
                )
                >= 0
            ), "the buttons lie on the title"


@pytest.mark.parametrize("address", ["404.html", "no/such/page.html"])
def test_missing_address(desk: Reader, server: str, address: str) -> None:
    """The page for missing addresses has the site's look and ways on, wherever the address is."""
    desk.page.goto(server + address)
    if address != "404.html":  # the answer itself is the error that a browser notes
        assert "404" in desk.errors.pop(0)
    check(desk, server)
    desk.page.set_viewport_size(DESK)  # type: ignore[arg-type]
    desk.page.locator("article a", has_text="All editions").click()
    assert desk.page.url == f"{server}editions/index.html"


@pytest.mark.parametrize("address", [one for one in PAGES if one != "search.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser: Browser, site: Path, address: str, scheme: str) -> None:
    """Every text stands out from its background, whatever the scheme."""
    for reader in reading(browser, viewport=DESK, color_scheme=scheme):
        reader.page.goto((site / address).as_uri())
        assert reader.page.evaluate("document.documentElement.dataset.theme") == scheme
        assert reader.ask("faint", "main *, .cfp-menu *, .bd-sidebar-primary *") == []


@pytest.mark.parametrize(
    ("chosen", "system", "seen"),
    [(None, "light", "light"), (None, "dark", "dark"), ("auto", "dark", "dark"), ("dark", "light", "dark"), ("light", "dark", "light")],
)  # fmt: skip
def test_right_colors_from_the_first(
    browser: Browser, site: Path, chosen: str | None, system: str, seen: str
) -> None:
    """A page is light or dark before any file of a script is there: it does not flash."""
    for reader in reading(browser, color_scheme=system):
        if chosen:
            # Before a page runs: the theme notes its own choice some time after a page is read. The theme was light
            # before the system's choice changed.
            choice = json.dumps({"mode": chosen, "theme": "light"})
            reader.page.add_init_script(
                f'if (location.protocol === "file:") Object.assign(localStorage, {choice})'
            )
        reader.page.route("**/*.js*", lambda route: route.abort())
        reader.page.goto((site / CALL).as_uri())
        assert reader.page.evaluate("document.documentElement.dataset.theme") == seen


def test_without_scripts(plain: Reader, site: Path) -> None:
    """Contents and menu are there without scripts, and links lead on, from the first page to a topic."""
    plain.page.goto((site / "index.html").as_uri())
    assert plain.page.locator(".cfp-menu a").first.is_visible()
    plain.page.locator(".cfp-menu").get_by_text("Editions", exact=True).click()
    plain.page.locator("article a", has_text="TideComp 2019").first.click()
    assert plain.page.get_by_text("Undertow security").first.is_visible()
    plain.page.locator(".cfp-topics .cfp-topic a").first.click()
    assert plain.page.locator("article h1").inner_text().startswith("Tidal scheduling of batch")
    plain.page.locator(".cfp-menu a", has_text="Compare editions").click()
    plain.page.locator("article a", has_text="2019").first.click()
    assert plain.page.locator("article ins, article del").first.is_visible()


def test_ways_on_without_scripts_on_a_phone(browser: Browser, site: Path) -> None:
    """On a phone without scripts, where the menu is folded, the first page still leads everywhere."""
    for reader in reading(browser, viewport=PHONE, scripts=False):
        reader.page.goto((site / "index.html").as_uri())
        for words in ("Editions", "Topics", "People", "Dates", "Compare editions"):
            assert reader.page.locator("article a", has_text=words).first.is_visible(), words


def test_menu_on_a_phone(browser: Browser, site: Path) -> None:
    """On a phone the menu unfolds and leads on."""
    for reader in reading(browser, viewport=PHONE):
        reader.page.goto((site / CALL).as_uri())
        assert not reader.page.locator(".cfp-menu a").first.is_visible()
        reader.page.locator("button.primary-toggle, label.primary-toggle").first.click()
        reader.page.locator(".cfp-menu a:visible", has_text="Topics").click()
        assert reader.page.url == (site / "topics/index.html").as_uri()


def test_keyboard(desk: Reader, site: Path) -> None:
    """Tab reaches the skip link first, then the menu and the marks beside topics, always with a visible focus."""
    desk.page.goto((site / CALL).as_uri())
    seen = []
    for _ in range(80):
        desk.page.keyboard.press("Tab")
        seen.append(desk.ask("focus"))
        if seen[-1]["inMarks"]:
            break
    assert seen[0]["skips"], seen[0]
    assert any(one["inMenu"] for one in seen)
    assert seen[-1]["inMarks"], "the marks are out of reach"
    assert [one["name"] for one in seen if not one["visible"]] == []
    with desk.page.expect_navigation(url="**/topics/**"):
        desk.page.keyboard.press("Enter")


def test_print(desk: Reader, site: Path) -> None:
    """On paper stand the title and the words of the call, and no menu."""
    desk.page.goto((site / CALL).as_uri())
    desk.page.emulate_media(media="print")
    assert desk.page.locator("article h1").is_visible()  # the theme prints a title of its own instead
    text = desk.page.locator("article").inner_text()
    for words in ("Kelp classification", "Acceptance Notification", "Web & Publicity Chair", "Çelik Ömür"):
        assert words in text
    for menu in (
        ".cfp-menu",
        ".bd-sidebar-primary",
        ".bd-sidebar-secondary",
        ".bd-header-article",
        ".bd-footer-content",
    ):
        for one in desk.page.locator(menu).all():
            assert not one.is_visible(), menu


def test_copying(desk: Reader, site: Path) -> None:
    """Copying a list of topics copies the call's words, and nothing of the archive's."""
    desk.page.goto((site / CALL).as_uri())
    desk.page.bring_to_front()
    for text in desk.ask("copy", ".cfp-topics"):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert lines == list(TIDES["2019"].lists["areas"])


def test_search(desk: Reader, site: Path) -> None:
    """The search finds a topic, also in a site that is opened from a folder."""
    desk.page.goto((site / "search.html").as_uri() + "?q=undertow")
    found = desk.page.locator("#search-results li a")
    found.first.wait_for()
    assert any("topics/undertow-security/index.html" in str(one.get_attribute("href")) for one in found.all())
    assert [one for one in desk.requests if not one.startswith("file:///")] == []


@pytest.mark.parametrize("path", [one for one in PAGES if one != "search.html"])
def test_first_view(browser: Browser, server: str, path: str) -> None:
    """A first view is light, and waits for no script, by the browser's own figures."""
    page = browser.new_context().new_page()
    page.goto(server + path, wait_until="networkidle")
    # By name: what is loaded before it is used is listed twice.
    loaded: dict[str, tuple[int, int, bool]] = page.evaluate(
        """() => Object.fromEntries(
            [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((one) => [
                one.name, [one.decodedBodySize, one.encodedBodySize,
                    one.initiatorType === 'script' && one.renderBlockingStatus === 'blocking'],
            ])
        )"""
    )
    assert len(loaded) > 5
    full, compressed, waited = map(sum, zip(*loaded.values(), strict=True))
    assert full < 400_000, loaded
    assert compressed < 120_000, loaded
    assert waited == 0, loaded
    page.context.close()


def test_another_language(browser: Browser, german_site: Path, serve: Callable[[Path], str]) -> None:
    """A German site has its words in the theme's scripts, waits for none of them, and its longer words fit large text, too."""
    address = serve(german_site)
    for reader in reading(browser, viewport={"width": 320, "height": 740}):
        for path in (
            "index.html",
            CALL,
            "compare/2017-2020/index.html",
            "topics/index.html",
            "dates/index.html",
        ):
            reader.page.goto(address + path, wait_until="networkidle")
            scripts = reader.page.locator("head script[src]:not([defer])")
            assert [one.get_attribute("src") for one in scripts.all()] == [], path
            assert reader.page.evaluate("Documentation.LOCALE") == "de"
            reader.page.evaluate("document.documentElement.style.fontSize = '200%'")
            facts = reader.ask("facts")
            assert facts["overflow"] <= 0, (path, facts["wide"])
        assert reader.errors == []
