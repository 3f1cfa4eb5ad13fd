"""Every format gets the whole site, without a warning."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from fabricate import PNG, write

if TYPE_CHECKING:
    from building import Built, Workshop

pytestmark = pytest.mark.sphinx_build

#: Builder -> the file in which the call of 2019 is.
BUILDERS = {
    "html": "editions/2019/index.html",
    "dirhtml": "editions/2019/index.html",
    "singlehtml": "index.html",
    "epub": "editions/2019/index.xhtml",
    "latex": "tides.tex",
    "text": "editions/2019/index.txt",
    "man": "tides.1",
    "texinfo": "tides.texi",
    "xml": "editions/2019/index.xml",
    "pseudoxml": "editions/2019/index.pseudoxml",
    "gettext": "editions.pot",
}


@pytest.fixture
def rich(workshop: Workshop) -> Workshop:
    """A site that uses everything: further pages, images, notes, roles, decisions."""
    folder = workshop.editions / "2019"
    (folder / "shore.png").write_bytes(PNG)
    note = ":::{archive-note}\nSee {topic}`deep-tides`.\n:::\n"
    write(folder / "programme.md", f"# Programme\n\nAardvarks at noon.\n\n{note}\n\n[The call](index.md)\n")
    workshop.edit("2019/index.md", "## Key Dates", f"{note}\n## Key Dates")
    workshop.page(
        "guide/index.md",
        "# Guide\n\nSee {topic}`foam-detection`, {edition}`~2019`, {person}`Bo Finn`.\n\n"
        ":::{reference} fields\n:::\n\n## Problems\n\n:::{reference} problems\n:::\n\n## Options\n\n:::{reference} options\n:::\n\n## Pages\n\n:::{reference} allowed\n:::\n",
    )
    return workshop


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_warning(rich: Workshop, builder: str) -> None:
    """A strict build succeeds, and the words of the call are where they belong."""
    built: Built = rich.build(builder, warnings_are_errors=True)
    assert (built.rc, built.warnings) == (0, [])
    text = built.text(BUILDERS[builder])
    assert "Undertow security" in text
    assert any(
        "Aardvarks" in one.read_text("utf-8", "replace") for one in built.outdir.rglob("*") if one.is_file()
    )


def test_an_uncertain_match_is_shown_as_uncertain(workshop: Workshop) -> None:
    """On the comparison page with the reasons on demand, and beside the topic; a sure match has neither."""
    workshop.edit("2017/index.md", "Coral databases", "Machine learning for tide tables")
    workshop.edit("2019/index.md", "Coral databases", "Statistics for tide and wind tables")
    built = workshop.build("html", warnings_are_errors=True)
    assert (built.rc, built.warnings) == (0, [])
    page = BeautifulSoup(built.text("compare/2017-2019/index.html"), "html.parser")
    (note,) = page.select("details.cfp-uncertain")
    summary = note.select_one("summary")
    assert summary is not None
    assert summary.get_text(strip=True) == "Perhaps the same topic"
    assert "Words in both: tables, tide." in note.get_text()
    call = BeautifulSoup(built.text("editions/2019/index.html"), "html.parser")
    assert call.get_text().count("~ Reworded (uncertain)") == 1


def test_landmarks_have_names_of_their_own(rich: Workshop) -> None:
    """Who moves from landmark to landmark hears which navigation it is."""
    built = rich.build()
    for path in built.outdir.rglob("*.html"):
        page = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        names = [one.get("aria-label") for one in page.select("nav")]
        assert all(names), path.name
        assert len(names) == len(set(names)), path.name


def test_text(rich: Workshop) -> None:
    """Plain text has the call's words, the archive's marks beside them, and signs for changed words."""
    built = rich.build("text")
    assert "* Tidal scheduling of batch and streaming jobs [~ Broadened]" in built.text(
        "editions/2020/index.txt"
    )
    call = built.text("editions/2019/index.txt")
    assert "* Tidal scheduling of batch jobs\n" in call  # as in the call before
    assert "* Regular papers: 8 pages" in call
    assert "[+" in built.text("compare/2017-2019/index.txt")
    for path in built.outdir.rglob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "<container" not in text
        assert "<svg" not in text, path.name


def test_catalogues(rich: Workshop) -> None:
    """Words can be extracted for translators; each has its place in a source file."""
    built = rich.build("gettext", gettext_uuid=False)
    call = built.text("editions.pot")
    assert "#: ../../editions/2019/index.md:" in call
    assert 'msgid "Moon-aware storage and caching"' in call


def test_e_book(rich: Workshop) -> None:
    """An e-book holds the pages and no link to a file that is not in it."""
    built = rich.build("epub")
    (book,) = built.outdir.glob("*.epub")
    with zipfile.ZipFile(book) as opened:
        names = set(opened.namelist())
        call = opened.read("editions/2019/index.xhtml").decode()
    assert "editions/2017/index.xhtml" in names
    assert 'href="source.txt"' not in call
    assert "source.txt" in call


def test_typographic_quotes(workshop: Workshop) -> None:
    """The call keeps its characters when Sphinx is asked to replace quotes and dashes; other pages follow Sphinx."""
    workshop.edit("2019/index.md", "We invite papers", "We \"invite\" papers -- and 'more' ...")
    workshop.edit("2019/index.md", "Undertow security", '"Undertow" security')
    workshop.page("guide/index.md", '# Guide\n\nSome "quotes".\n')
    built = workshop.build("html", smartquotes=True)
    assert built.warnings == []
    call, guide = (
        BeautifulSoup(built.text(page), "html.parser").get_text()
        for page in ("editions/2019/index.html", "guide/index.html")
    )
    assert "We \"invite\" papers -- and 'more' ..." in call
    assert '"Undertow" security' in call
    assert "Some “quotes”." in guide
