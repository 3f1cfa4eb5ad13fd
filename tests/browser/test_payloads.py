"""What an attacker would send, in a site that has our own look, as a browser opens it: nothing of it is alive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from attacked import attacked
from cfp_archive.policy import blocked_in, policy_of_site
from payloads import HOST, SECRET, SECRET_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from building import Built
    from payloads import Payload

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Built, dict[str, Payload]]]:
    """The site of all payloads."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(SECRET_VARIABLE, SECRET)
        shop, by_key = attacked(tmp_path_factory.mktemp("attacked"))
        yield shop.build(), by_key


def published(built: Built, suffix: str = "") -> list[Path]:
    """Return the files of the site."""
    return [
        one
        for one in sorted(built.outdir.rglob(f"*{suffix}"))
        if one.is_file() and "_static" not in one.parts
    ]


def test_no_secret(built: tuple[Built, dict[str, Payload]]) -> None:
    """Nothing of the machine, its files, its environment or the configuration is published or said."""
    site, _ = built
    holding = [
        one.relative_to(site.outdir).as_posix()
        for one in published(site)
        if SECRET.encode() in one.read_bytes()
    ]
    assert holding == []
    assert [line for line in site.warnings if SECRET in line] == []


def test_nothing_runs(built: tuple[Built, dict[str, Payload]]) -> None:
    """No page has a script, a handler, a style, a frame or a file from elsewhere beyond what the theme brings."""
    site, _ = built
    policy = policy_of_site(site.outdir)
    blocked = {
        f"{file.relative_to(site.outdir).as_posix()}:{one.line}: {one.what}"
        for file in published(site, ".html")
        for one in blocked_in(file.read_text(encoding="utf-8"), policy)
    }
    assert blocked == set()


def test_elements(built: tuple[Built, dict[str, Payload]]) -> None:
    """The words of a page are made of harmless elements; links have harmless schemes; nothing in them is hidden."""
    site, _ = built
    wrong = []
    for file in published(site, ".html"):
        page = BeautifulSoup(file.read_bytes(), "html.parser")
        name = file.relative_to(site.outdir).as_posix()
        for element in page.find_all(
            ["object", "embed", "iframe", "base", "video", "audio", "math", "template", "textarea"]
        ):
            wrong.append(f"{name}: {str(element)[:80]}")
        for element in page.find_all("meta"):
            if str(element.get("http-equiv", "")).lower() not in {"", "content-security-policy"}:
                wrong.append(f"{name}: {str(element)[:80]}")
        for element in page.find_all(href=True):
            scheme, colon, _ = str(element["href"]).strip().partition(":")
            if (
                colon
                and "/" not in scheme
                and "#" not in scheme
                and scheme.lower() not in {"http", "https", "mailto"}
            ):
                wrong.append(f"{name}: {str(element)[:80]}")
        for element in page.select("article *"):
            classes = set(element.get("class") or ())
            if classes & {"d-none", "sd-d-none", "visually-hidden", "sr-only"} or element.has_attr("hidden"):
                wrong.append(f"{name}: {str(element)[:80]}")
    assert wrong == []


def test_inert_files(built: tuple[Built, dict[str, Payload]]) -> None:
    """What an edition brings is published as text or as a picture: no page, no script, no drawing."""
    site, _ = built
    names = {one.name for one in published(site) if "editions" in one.relative_to(site.outdir).parts}
    assert {name for name in names if not name.endswith((".txt", ".png", "index.html", ".html"))} == set()
    pages = {
        one.stem
        for one in published(site, ".html")
        if one.name != "index.html" and one.parent.parent.name == "editions"
    }
    assert pages <= {"more"}, "a name that is no page's"
    assert [one.name for one in published(site) if one.parent.name == "_downloads"] == []


#: Words of a page that no reader sees, though they are in it; the theme's own are outside the article.
_UNSEEN = """() => {
    const article = document.querySelector('article');
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


def test_in_a_browser(
    built: tuple[Built, dict[str, Payload]], browser: Browser, serve: Callable[[Path], str]
) -> None:
    """Every payload, opened: no dialog, no error, no violation of the policy, no request elsewhere, no hidden word."""
    site, by_key = built
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
    built: tuple[Built, dict[str, Payload]], browser: Browser, serve: Callable[[Path], str], scheme: str
) -> None:
    """The pages that show something of every edition: names, titles, topics, people, dates, what is found."""
    site, _ = built
    said: list[str] = []
    address = serve(site.outdir)
    page = opened(browser, scheme, said, address)
    topic = next((site.outdir / "topics").glob("*/index.html")).parent.name
    person = next((site.outdir / "people").glob("*/index.html")).parent.name
    for name in (
        "index", "editions/index", "compare/index", "topics/index", "people/index", "dates/index", "terms/index", "guide/index",
        f"topics/{topic}/index", f"people/{person}/index", "404",
    ):  # fmt: skip
        page.goto(f"{address}{name}.html")
    page.goto(f"{address}search.html?q=alert")
    page.locator("#search-results p.context").first.wait_for()
    page.goto(f"{address}search.html?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E")
    assert [one for one in said if "favicon" not in one] == []
    page.context.close()
