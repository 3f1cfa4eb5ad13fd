"""What an attacker would send, in a site that has our own look, as a browser opens it: nothing of it is alive."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from payloads import HOST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from attacked import Attacked

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("sites")]


#: Words of a page that no reader sees, though they are in it; the theme's own are outside the article. What is folded is opened.
_UNSEEN = """() => {
    const article = document.querySelector('article');
    article.querySelectorAll('details').forEach((one) => { one.open = true; });
    const seen = new Set(article.innerText.match(/alive[a-z0-9]+/g) || []);
    return [...new Set(article.textContent.match(/alive[a-z0-9]+/g) || [])].filter((one) => !seen.has(one));
}"""


def opened(browser: Browser, scheme: str, said: list[str], address: str) -> Page:
    """Return a page in which whatever happens that should not is noted."""
    page = browser.new_context(color_scheme=scheme).new_page()  # type: ignore[arg-type]

    def note(words: str) -> None:
        said.append(words)

    def dismiss(dialog: Dialog) -> None:
        note(f"dialog {dialog.message}")
        dialog.dismiss()

    def elsewhere(url: str) -> None:
        if not url.startswith(address):
            note(url)

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: note(f"error {error}"))
    page.on("console", lambda message: note(message.text) if message.type in {"error", "warning"} else None)
    page.on("request", lambda request: elsewhere(request.url))
    page.on("framenavigated", lambda frame: elsewhere(frame.url))
    return page


def test_in_a_browser(attacked: Attacked, browser: Browser, serve: Callable[[Path], str]) -> None:
    """Every payload, opened: no dialog, no error, no violation of the policy, no request elsewhere, no hidden word."""
    _, site, by_key = attacked
    address = serve(site.outdir)
    said: list[str] = []
    unseen: list[tuple[str, str, str]] = []
    page = opened(browser, "light", said, address)
    for key in by_key:
        if not (site.outdir / "editions" / key / "index.html").is_file():
            continue  # refused as a whole
        for name in ("index", "more"):
            if (site.outdir / "editions" / key / f"{name}.html").is_file():
                page.goto(f"{address}editions/{key}/{name}.html")
                said += [f"{key} runs"] if page.evaluate("window.alive") is not None else []
                unseen += [(key, name, word) for word in page.evaluate(_UNSEEN)]
    assert [one for one in said if "favicon" not in one] == []
    assert unseen == []
    assert not any(HOST in one for one in said)
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_kinds_of_pages(
    attacked: Attacked, browser: Browser, serve: Callable[[Path], str], scheme: str
) -> None:
    """The pages that show something of every edition: names, titles, topics, people, dates, what is found."""
    site = attacked.built
    said: list[str] = []
    address = serve(site.outdir)
    page = opened(browser, scheme, said, address)
    topic = next((site.outdir / "topics").glob("*/index.html")).parent.name
    person = next((site.outdir / "people").glob("*/index.html")).parent.name
    for name in (
        "index", "story/index", "editions/index", "compare/index", "topics/index", "people/index", "dates/index", "terms/index", "guide/index",
        f"topics/{topic}/index", f"people/{person}/index", "404",
    ):  # fmt: skip
        page.goto(f"{address}{name}.html")
    for words in ("alert", "img onerror", "<img src=x onerror=alert(1)>", "{{ meta.title }}"):
        page.goto(f"{address}search.html?{urlencode({'q': words})}")
        page.locator("pagefind-summary", has_text=words).wait_for()
        for _page in range(3):  # results are filled in when they come into view
            page.mouse.wheel(0, 5000)
            page.locator(".cfp-results [aria-busy=false]").wait_for(state="attached")
        assert page.locator(".cfp-hit").count() or words.startswith("{{")
        assert page.locator(".cfp-hit :is(img, script, svg, iframe, [onerror], [onload])").count() == 0
    # Sphinx's own search, where Pagefind cannot be loaded.
    page.route(
        "**/pagefind.js",
        lambda route: route.fulfill(status=200, content_type="text/javascript", body="export {}"),
    )
    page.goto(f"{address}search.html?q=alert")
    page.locator("#search-results p.context").first.wait_for()
    page.goto(f"{address}search.html?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert [one for one in said if "favicon" not in one] == []
    page.context.close()
