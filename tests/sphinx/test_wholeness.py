"""Every link and anchor within the site leads somewhere, and its pages have what pages need."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build


def dead_links(outdir: Path) -> list[str]:
    """Return links, images and scripts that lead to no file of the site, or to no place on its page."""
    pages = {
        path.relative_to(outdir).as_posix(): BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        for path in outdir.rglob("*.html")
    }
    places = {name: {str(one["id"]) for one in page.find_all(id=True)} for name, page in pages.items()}
    dead = []
    for name, page in pages.items():
        for one in page.find_all(["a", "img", "link", "script", "object"]):
            address = next((str(one[which]) for which in ("href", "src", "data") if one.get(which)), "#")
            parts = urlsplit(urljoin(f"http://site/{name}", address)) if ":" not in address else None
            if parts is None or address == "#":
                continue
            target = unquote(parts.path).lstrip("/")
            if target.endswith("/") or not target:
                target += "index.html"
            if not (outdir / target).is_file() or (
                parts.fragment and target in places and unquote(parts.fragment) not in places[target]
            ):
                dead.append(f"{name}: {address}")
    return dead


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_links(workshop: Workshop, builder: str) -> None:
    """No link within the site is dead."""
    built = workshop.build(builder)
    assert built.warnings == []
    assert dead_links(built.outdir) == []


def test_outlines(workshop: Workshop) -> None:
    """Every page has one title of its own, no identifier twice, and no heading that skips a level."""
    built = workshop.build()
    titles = {}
    for docname in sorted(built.env.found_docs):
        page = BeautifulSoup(built.text(f"{docname}.html"), "html.parser")
        identifiers = [str(one["id"]) for one in page.find_all(id=True)]
        assert len(identifiers) == len(set(identifiers)), docname
        body = page.find("div", class_="body")
        assert body is not None
        levels = [int(one.name[1]) for one in body.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
        assert levels.count(1) == 1, docname
        assert all(after <= before + 1 for before, after in pairwise(levels)), docname
        assert page.title is not None
        titles[docname] = page.title.get_text()
    assert len(set(titles.values())) == len(titles), "two pages have the same title"


def test_words_of_the_search(workshop: Workshop) -> None:
    """The search knows the words of pages and pictures, none run together; pages are named without the build folder."""
    text = workshop.build().text("searchindex.js")
    index = json.loads(text[text.index("{") : text.rindex("}") + 1])
    assert "undertow" in index["titleterms"]
    assert [word for word in index["terms"] if re.search(r"\d{4}[a-z]|[a-z]\d{4}", word)] == []
    assert index["filenames"] == [f"{name}.md" for name in index["docnames"]]
