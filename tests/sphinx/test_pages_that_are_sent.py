"""The site for whatever is sent: the page shows the words that the proof has read, and nothing of it acts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from building import set_up
from cfp_archive.policy import blocked_in, policy_of_site
from cfp_archive.reading import read_archive
from cfp_archive.reading.proof import page_words
from fuzzing import bodies, bounded

pytestmark = [pytest.mark.sphinx_build, pytest.mark.fuzz]


def first_unseen(words: list[str], page: str) -> str | None:
    """Return the first of some words that a page does not show after those before it; None if it shows all."""
    shown, place = "".join(page.split()), 0
    for word in words:
        found = shown.find(word, place)
        if found < 0:
            return word
        place = found + len(word)
    return None


@bounded(2)
@given(st.lists(bodies, min_size=12, max_size=12))
def test_pages(texts: list[str]) -> None:
    """What the library reads, readers see, in order; a site of any pages satisfies the policy of the theme alone."""
    with tempfile.TemporaryDirectory() as name:
        shop = set_up(Path(name) / "shop")
        for number, text in enumerate(texts):
            folder = shop.editions / f"{2030 + number}"
            folder.mkdir()
            page = f'---\ntitle: "TideComp {folder.name}"\n---\n\n# TideComp {folder.name}\n\n{text}\n'
            (folder / "index.md").write_bytes(page.encode("utf-8", "replace"))
        built = shop.build(
            html_theme="sphinx_book_theme", cfp_content_security_policy="meta", html_use_index=False
        )
        policy = policy_of_site(built.outdir)
        archive, _ = read_archive(shop.editions)
        for edition in archive.editions:
            html = built.text(f"editions/{edition.key}/index.html")
            assert blocked_in(html, policy) == ()
            soup = BeautifulSoup(html, "html.parser")
            article = soup.select_one("article")
            assert article is not None
            unseen = first_unseen([one.text for one in page_words(edition)], article.get_text())
            assert unseen is None, f"{edition.key} does not show {unseen!r}"
