"""Books: the archive itself, whole and sound, without what only a site or its makers have use for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest

from building import contents

if TYPE_CHECKING:
    from building import Workshop

pytestmark = pytest.mark.sphinx_build

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def shelf(workshop: Workshop) -> Workshop:
    """A site with a guide, from and to which links lead, and a page for missing addresses."""
    workshop.page(
        "guide/index.md", "# Guide\n\nSee {topic}`foam-detection`.\n\n## A part of the guide\n\nWords.\n"
    )
    index = (workshop.docs / "index.md").read_text(encoding="utf-8")
    workshop.page("index.md", f"{index}\n[The handbook](guide/index.md) and [the files](/data/index)\n")
    return workshop


def test_e_book(shelf: Workshop) -> None:
    """Contents name all editions and comparisons; each page is XML, each link leads somewhere, each drawing is declared."""
    built = shelf.build("epub", warnings_are_errors=True)
    package = built.text("content.opf")
    pages = [one for one in re.findall(r'href="([^"]+)"', package) if one.endswith(".xhtml")]
    titles = re.findall("<text>(.*?)</text>", built.text("toc.ncx"))
    for title in (
        "TideComp 2019",
        "TideComp 2017",
        "Compare 2017 and 2019",
        "Foam detection",
        "Bo Finn",
        "Terms",
    ):
        assert any(title in one for one in titles), title
    assert [
        one for one in (*pages, *titles) if "guide" in one.lower() or one.startswith(("data/", "404"))
    ] == []
    trees = {one: ET.fromstring(built.text(one)) for one in pages}
    anchors = {name: {one.get("id") for one in tree.iter()} for name, tree in trees.items()}
    drawn = 0
    for name, tree in trees.items():
        assert list(tree.iter(f"{XHTML}form")) == []
        has_picture = bool(list(tree.iter(f"{SVG}svg")))
        drawn += has_picture
        (item,) = re.findall(rf'<item [^>]*href="{name}"[^>]*>', package)
        assert ('properties="svg"' in item) == has_picture, name
        for link in tree.iter(f"{XHTML}a"):
            target, _, anchor = urljoin(name, link.get("href", name)).partition("#")
            if "://" not in target and not target.startswith("mailto:"):
                assert target in trees, (name, target)
                assert not anchor or anchor in anchors[target], (name, target, anchor)
    assert drawn
    styles = "".join(one.read_text(encoding="utf-8") for one in built.outdir.glob("_static/*.css"))
    assert re.findall(r"[{;\s]direction\s*:", styles) == []
    assert "display:" in styles
    (identifier,) = re.findall("<dc:identifier [^>]*>(cfp-[-0-9a-f]{36})<", package)
    assert f'content="{identifier}"' in built.text("toc.ncx")
    assert "<dc:description>unknown" not in package
    assert "The handbook and the files" in "".join(trees["index.xhtml"].itertext())


def test_on_paper(shelf: Workshop) -> None:
    """A printed book has the calls and what changed, not the guide, and no date of its build."""
    text = shelf.build("latex", warnings_are_errors=True).text("tides.tex")
    for words in ("Undertow security", "Compare 2017 and 2019", "The handbook"):
        assert words in text
    assert "A part of the guide" not in text


def test_the_site_after_a_book(shelf: Workshop) -> None:
    """Books and site may share doctrees: nothing of the one is in the other."""
    shelf.build("epub")
    shelf.build("latex")
    after = shelf.build()
    assert after.warnings == []
    assert contents(after.outdir) == contents(shelf.build(into="clean").outdir)
