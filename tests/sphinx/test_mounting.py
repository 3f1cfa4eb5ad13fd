"""The record and the generated pages are mounted: they have pages, and nothing is written beside their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from building import contents, set_up
from fabricate import PNG, write

if TYPE_CHECKING:
    from pathlib import Path

    from building import Workshop

pytestmark = pytest.mark.sphinx_build


@pytest.fixture
def furnished(workshop: Workshop) -> Workshop:
    """A site whose call of 2019 has a further page, an image, and links to its neighbour."""
    folder = workshop.editions / "2019"
    (folder / "shore.png").write_bytes(PNG)
    write(
        folder / "programme.md",
        "# Programme\n\n![The shore](shore.png)\n\nAfter [the call before](../2017/index.md).\n",
    )
    workshop.edit("2019/index.md", "## Key Dates", "![Our shore](shore.png)\n\n## Key Dates")
    return workshop


@pytest.mark.parametrize(
    ("builder", "page", "link"),
    [
        ("html", "editions/2019/programme.html", "../2017/index.html"),
        ("dirhtml", "editions/2019/programme/index.html", "../../2017/"),
        ("singlehtml", "index.html", "#document-editions/2017/index"),
    ],
)
def test_pages_beside_a_call(furnished: Workshop, builder: str, page: str, link: str) -> None:
    """Further pages, images and relative links of an edition work, and sources stay untouched."""
    before = contents(furnished.docs), contents(furnished.editions)
    built = furnished.build(builder)
    assert built.warnings == []
    found = BeautifulSoup(built.text(page), "html.parser").find("a", string="the call before")
    assert found is not None
    assert found["href"] == link
    assert (built.outdir / "_images" / "shore.png").is_file()
    assert (contents(furnished.docs), contents(furnished.editions)) == before


def test_all_kinds_of_pages(workshop: Workshop) -> None:
    """Each edition, topic, person and pair of years has a page at its address."""
    built = workshop.build("dirhtml")
    assert built.warnings == []
    made = {path.parent.relative_to(built.outdir).as_posix() for path in built.outdir.rglob("index.html")}
    assert {
        ".", "editions", "editions/2017", "editions/2019", "editions/2020", "compare", "compare/2017-2020", "topics",
        "topics/kelp-classification", "people", "people/celik-omur", "dates", "guide",
    } <= made  # fmt: skip
    assert "2018" not in {name.rpartition("/")[2] for name in made}, "a year that is not held has no page"
    published = built.outdir / "editions" / "2019" / "source.txt"
    assert published.read_bytes() == (workshop.editions / "2019" / "source.txt").read_bytes()


def test_sources_of_mounted_pages(workshop: Workshop) -> None:
    """Copies of page sources are named after the page, and themes learn its suffix."""
    templates = workshop.docs / "_templates"
    templates.mkdir()
    write(
        templates / "layout.html",
        '{% extends "!layout.html" %}{% block footer %}<p>is {{ page_source_suffix }}</p>{% endblock %}',
    )
    built = workshop.build(html_copy_source=True, html_show_sourcelink=True, templates_path=["_templates"])
    assert built.warnings == []
    sources = {
        path.relative_to(built.outdir / "_sources").as_posix()
        for path in (built.outdir / "_sources").rglob("*.txt")
    }
    assert sources == {f"{docname}.md.txt" for docname in built.env.found_docs}
    copy = built.outdir / "_sources" / "editions" / "2019" / "index.md.txt"
    assert copy.read_bytes() == (workshop.editions / "2019" / "index.md").read_bytes()
    for page in ("index.html", "editions/2019/index.html", "topics/index.html"):
        assert "<p>is .md</p>" in built.text(page)


def test_two_pages_of_one_name(workshop: Workshop) -> None:
    """A page of the source folder wins over a mounted page of its name, and a warning says so."""
    workshop.page("editions/2019/index.md", "---\norphan: true\n---\n# An impostor\n")
    built = workshop.build()
    twice, unproven = built.warnings
    assert "exists twice" in twice
    assert "[cfp.duplicate-page]" in twice
    assert "[cfp.unproven]" in unproven, "nor can it pass for the call"
    assert "An impostor" in built.text("editions/2019/index.html")


def test_excluded_pages(workshop: Workshop) -> None:
    """Exclude patterns hold for mounted folders, by paths within them."""
    write(workshop.editions / "2019" / "draft.md", "# Not for readers\n")
    write(workshop.editions / "README.md", "# For editors\n")
    write(workshop.editions / "2019" / "_notes.md", "# Never for readers\n")
    built = workshop.build(exclude_patterns=["README.md", "2019/draft.md"])
    assert "editions/README" not in built.env.found_docs
    assert "editions/2019/_notes" not in built.env.found_docs
    assert "editions/2019/draft" not in built.env.found_docs
    assert built.warnings == []


def test_a_link_to_an_excluded_page(workshop: Workshop) -> None:
    """A link that loses its address because the site leaves out a page that exists is said."""
    write(workshop.editions / "2017" / "draft.md", "# Not for readers\n")
    workshop.edit(
        "2017/index.md", "## Key Dates", "[notes](draft.md), [next](../2019/index.md)\n\n## Key Dates"
    )
    (warning,) = workshop.build(exclude_patterns=["2017/draft.md"]).warnings
    line = (
        (workshop.editions / "2017/index.md")
        .read_text("utf-8")
        .split("\n")
        .index("[notes](draft.md), [next](../2019/index.md)")
    )
    assert f"2017/index.md:{line + 1}: WARNING: the link to '2017/draft.md' is left out" in warning
    assert "[cfp.excluded-page]" in warning
    assert workshop.build().warnings == []


def test_an_archive_beside_the_configuration(tmp_path: Path) -> None:
    """The record may lie anywhere, even below the source folder, and is then found once."""
    shop = set_up(tmp_path / "shop")
    shop.editions.rename(shop.docs / "record")
    built = shop.build(cfp_editions="record", exclude_patterns=["record/**"])
    assert built.warnings == []
    assert "editions/2019/index" in built.env.found_docs
    assert "record/2019/index" not in built.env.found_docs


def test_an_empty_archive(tmp_path: Path) -> None:
    """A series without any call yet has a site."""
    built = set_up(tmp_path / "shop", {}, series=None).build()
    assert built.warnings == []
    assert "The archive has no calls yet." in built.text("index.html")
