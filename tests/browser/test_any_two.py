"""Any two editions: a pair that the browser draws is what its page would be, under an address to share, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from building import Built, Workshop, set_up
from fabricate import TIDES, TIDES_SERIES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
KEYS = ("2017", "2019", "2020", "2021", "2022")
#: What pages show, without what Sphinx' writer and the theme add to nodes: links to headings, classes of rows and lists.
CONTENT = """([where, shift]) => {
  const added = new Set(["simple", "docutils", "align-default", "row-odd", "row-even", "headerlink"]);
  const content = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim() ? [node.data.replace(/\\s+/g, " ")] : [];
    if (node.nodeType !== Node.ELEMENT_NODE || node.classList.contains("headerlink")) return [];
    const inner = [...node.childNodes].flatMap(content);
    if (node.classList.contains("pst-scrollable-table-container") || node.tagName === "COLGROUP") return inner;
    const heading = /^H(\\d)$/.exec(node.tagName);
    const tag = heading ? `H${Number(heading[1]) + shift}` : node.tagName;
    const classes = [...node.classList].filter((one) => !added.has(one)).sort().join(" ");
    const address = node.tagName === "A" ? decodeURI(node.getAttribute("href").startsWith("#") ? node.hash : node.pathname + node.hash) : "";
    return [`<${tag} id=${node.id} class=${classes} ${address} ${node.getAttribute("aria-label") ?? ""}>`, ...inner, `</${tag}>`];
  };
  return content(document.querySelector(where));
}"""


def workshop(folder: Path) -> Workshop:
    """Write an archive in which topics come, go, return, split and merge, and all else changes, too."""
    old, middle, new = (TIDES[key] for key in ("2017", "2019", "2020"))
    closing = (
        "## Scope\n\nWe like tides. Tides are \\<b>wet\\</b>, and \u201csalty\u201d.\n\nWaves & foam, too."
    )
    calls = {
        "2017": old,
        "2019": middle,
        "2020": replace(new, closing=closing),
        "2021": replace(
            old,
            title="TideComp 2021: Fifth Workshop on Tidal Computing",
            facts={"ordinal": 5},
            closing=closing.replace("wet", "cold"),
        ),
        "2022": replace(
            middle,
            title="TideComp 2022: Sixth Workshop on Tidal Computing",
            facts={"ordinal": 6},
            lists={
                "areas": (
                    *middle.lists["areas"][:3],
                    "Kelp classification and coral databases",
                    "Wave & \\<foam> parsing",
                ),
            },
        ),
    }
    shop = set_up(folder, calls, series=TIDES_SERIES)
    for key in KEYS:
        shop.receive(key)
    return shop


def built(folder: Path, builder: str = "html", **options: Any) -> Built:
    """Build the archive in our own look."""
    shop = workshop(folder)
    shop.configure(
        "html_theme = 'sphinx_book_theme'\nhtml_context = {'default_mode': 'auto'}\ncfp_content_security_policy = 'meta'"
    )
    shop.page("404.md", "---\norphan: true\n---\n\n# Not here\n")
    made = shop.build(builder, **options)
    assert made.warnings == []
    return made


@pytest.fixture(scope="module")
def drawing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with pages for neighbors and the whole span alone."""
    return built(tmp_path_factory.mktemp("drawing") / "shop", cfp_all_pairs_up_to=2).outdir


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site with a page for each pair."""
    return built(tmp_path_factory.mktemp("whole") / "shop").outdir


def test_a_drawn_pair_is_what_its_page_would_be(
    page: Page, drawing: Path, whole: Path, serve: Callable[[Path], str]
) -> None:
    """For all pairs: the same words, marks, counts, certainty, links and structure, one level of headings deeper."""
    address, other = serve(drawing), serve(whole)
    drawn = 0
    for old, new in combinations(KEYS, 2):
        page.goto(f"{other}compare/{old}-{new}/index.html")
        expected = page.evaluate(CONTENT, ["article section", 1])
        page.goto(f"{address}compare/index.html?from={old}&to={new}")
        page.wait_for_function("document.querySelector('#cfp-drawn-title') || !location.search")
        if page.url.endswith(f"compare/{old}-{new}/index.html"):
            assert page.evaluate(CONTENT, ["article section", 1]) == expected
            continue
        found = page.evaluate(CONTENT, ["#cfp-drawn", 0])
        # The page has its title before the report, and a link to the choice after it.
        assert inside(found, "</H2>") == inside(expected, "</H2>")[: expected_end(expected)], (old, new)
        drawn += 1
    assert drawn == 5


def inside(content: list[str], after: str) -> list[str]:
    """Return what follows the title, within the outermost element."""
    return content[content.index(after) + 1 : -1]


def expected_end(content: list[str]) -> int:
    """Return the length of the report on a page: how to cite the page, and a link to the choice, follow."""
    rest = inside(content, "</H2>")
    return next(number for number, one in enumerate(rest) if "class=cfp-cite" in one)


def test_choice_by_keyboard(page: Page, drawing: Path) -> None:
    """Two fields and a button; the address can be shared, and back leads back; the order of the two does not matter."""
    page.goto((drawing / "compare/index.html").as_uri())
    page.locator("#cfp-from").focus()
    page.keyboard.type("TideComp 2022")
    page.keyboard.press("Tab")
    page.keyboard.type("TideComp 2019")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("#cfp-drawn-title").wait_for()
    assert page.url.endswith("?from=2019&to=2022")
    assert page.evaluate("document.activeElement.id") == "cfp-drawn-title"
    assert page.title().startswith("Compare TideComp 2019 and TideComp 2022")
    page.go_back()
    page.locator("#cfp-drawn").wait_for(state="hidden")
    assert page.title().startswith("Compare editions")


def test_built_pairs_have_their_page(page: Page, drawing: Path) -> None:
    """The choice leads to it, and so does an address with the two keys."""
    page.goto((drawing / "compare/index.html").as_uri())
    page.locator("#cfp-choose button").click()  # the whole span is chosen at first
    page.wait_for_url("**/compare/2017-2022/index.html")
    page.goto((drawing / "compare/index.html").as_uri() + "?from=2020&to=2019")
    page.wait_for_url("**/compare/2019-2020/index.html")


def test_what_cannot_be_compared(page: Page, drawing: Path) -> None:
    """An edition with itself is refused; keys that there are not are as if none were given."""
    page.goto((drawing / "compare/index.html").as_uri())
    page.locator("#cfp-to").select_option("2017")
    page.locator("#cfp-choose button").click()
    assert (
        page.locator("#cfp-to").evaluate("one => one.validationMessage") == "Choose two different editions."
    )
    for query in ("?from=2017&to=2017", "?from=1999&to=2020", "?from=<img src=x>&to=__proto__", "?from=2017"):
        page.goto((drawing / "compare/index.html").as_uri() + query)
        page.locator("#cfp-choose").wait_for()
        assert not page.locator("#cfp-drawn").is_visible()


def test_addresses_of_folders(page: Page, tmp_path: Path, serve: Callable[[Path], str]) -> None:
    """A site with addresses that end in a slash, below a path, answers as well."""
    folder = built(tmp_path / "shop", "dirhtml", cfp_all_pairs_up_to=2).outdir
    address = serve(folder.parent)
    page.goto(f"{address}{folder.name}/compare/?from=2019&to=2022")
    page.locator("#cfp-drawn-title").wait_for()
    page.locator("#cfp-drawn a[href*='topics/']").first.click()
    assert "/topics/" in page.url
    page.goto(f"{address}{folder.name}/compare/?from=2019&to=2020")
    page.wait_for_url("**/compare/2019-2020/")


def test_rules_of_accessibility(browser: Browser, drawing: Path) -> None:
    """A drawn pair breaks no rule, on a phone or at a desk, and is no wider than the window."""
    for options in (
        {"viewport": {"width": 240, "height": 740}, "color_scheme": "light"},  # where tables scroll
        {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
        {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
    ):
        context = browser.new_context(**options)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto((drawing / "compare/index.html").as_uri() + "?from=2019&to=2022")
        page.locator("#cfp-drawn-title").wait_for()
        rules = {"resultTypes": ["violations"], "rules": {"region": {"enabled": False}}}
        found = Axe().run(page, options=rules).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        context.close()
        assert [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in found] == []
        assert wide <= 0


def test_without_scripts(browser: Browser, drawing: Path) -> None:
    """What is built is there as links, with a note on how to have the rest."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((drawing / "compare/index.html").as_uri())
    assert not page.locator("#cfp-choose").is_visible()
    assert page.get_by_text("cfp_all_pairs_up_to").is_visible()
    page.get_by_role("link", name="All changes since 2017").click()
    assert "2017-2022" in page.url
    context.close()


def test_a_pair_that_is_nowhere(page: Page, tmp_path: Path) -> None:
    """Where pairs have neither page nor file, the choice says so, and leads to the picture of the years between."""
    site = built(tmp_path / "shop", cfp_all_pairs_up_to=2, cfp_drawn_pairs_up_to=2).outdir
    page.goto((site / "compare/index.html").as_uri())
    page.locator("#cfp-from").select_option("2017")
    page.locator("#cfp-to").select_option("2021")
    page.locator("#cfp-choose button").click()
    page.get_by_text("To compare them, run: cfp-archive compare 2017 2021").wait_for()
    page.locator("#cfp-drawn a").click()
    page.locator(".cfp-flow-chosen svg").first.wait_for()
    assert page.url.endswith("story/index.html?from=2017&to=2021")
