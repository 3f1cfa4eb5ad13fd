"""Files for programs in a built site: those of the command, byte for byte, and never any of an earlier build."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from building import contents
from cfp_archive.cli import main
from cfp_archive.exporting.registry import exporters

if TYPE_CHECKING:
    from building import Workshop

pytestmark = pytest.mark.sphinx_build


def test_site_has_what_the_command_writes(workshop: Workshop) -> None:
    """The site's folder data/ is what 'cfp-archive export' writes, but for pages."""
    built = workshop.build()
    assert built.warnings == []
    out = workshop.folder / "exported"
    assert main(["--archive", str(workshop.editions), "export", str(out)]) == 0
    site = contents(built.outdir / "data")
    assert {name: digest for name, digest in site.items() if not name.endswith(".html")} == contents(out)


def test_files_of_what_is_gone_are_removed(workshop: Workshop) -> None:
    """After an edition is gone, so are its files, and those of its comparisons."""
    built = workshop.build()
    assert (built.outdir / "data" / "comparisons" / "2019-2020.json").is_file()
    shutil.rmtree(workshop.editions / "2020")
    again = workshop.build()
    assert again.rc == 0
    names = set(contents(again.outdir / "data"))
    assert "editions/2020.json" not in names
    assert "comparisons/2019-2020.json" not in names
    assert "comparisons/2017-2019.json" in names


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_every_web_builder(workshop: Workshop, builder: str) -> None:
    """Sites in other forms have the files, too."""
    assert (workshop.build(builder).outdir / "data" / "archive.json").is_file()


@pytest.mark.parametrize("builder", ["epub", "text"])
def test_no_files_elsewhere(workshop: Workshop, builder: str) -> None:
    """A book or a text has none."""
    assert not list(workshop.build(builder).outdir.rglob("archive.json"))


def test_page_describes_every_file(workshop: Workshop) -> None:
    """The page names each file and each schema, links what exists, and is in no table of contents."""
    built = workshop.build()
    assert built.warnings == []
    page = BeautifulSoup(built.text("data/index.html"), "html.parser")
    links = [str(link["href"]) for link in page.select("a.cfp-file")]
    assert links
    for link in links:
        assert (built.outdir / "data" / link).is_file(), link
    for exporter in exporters():
        if not exporter.needs_address:
            assert exporter.address in page.get_text()
        if exporter.shape:
            assert exporter.schema_address in links
    assert "states no license" in page.get_text()


def test_license_is_that_of_the_series(workshop: Workshop) -> None:
    """The license is the one that series.yaml names."""
    path = workshop.editions / "series.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "license: CC-BY-4.0\n", encoding="utf-8")
    assert "under the CC-BY-4.0 license" in workshop.build().text("data/index.html")
