"""A build keeps every address that was published, or says which one is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from building import contents
from cfp_archive.permalinks import RECORD, REDIRECTS, PageParts, Record, lasting, parts_of, published
from cfp_archive.sphinxext import finished
from fabricate import TIDES, write

if TYPE_CHECKING:
    from building import Workshop

pytestmark = pytest.mark.sphinx_build


def test_an_address_that_is_gone(workshop: Workshop) -> None:
    """It is a warning with its line until a rule leads on; rules that lead nowhere are warnings; a rebuild is as a clean build."""
    workshop.page("guide/index.md", "# Guide\n\n## Reading\n\nWords.\n")
    workshop.page("guide/old.md", "---\norphan: true\n---\n# Old\n")
    first = workshop.build()
    assert first.warnings == []
    record = Record().text_with(lasting(published(first.outdir)))
    write(workshop.docs / RECORD, record)
    assert "guide/old.html\n" in record
    assert "guide/index.html" not in record
    assert workshop.build().warnings == []

    (workshop.docs / "guide/old.md").unlink()
    workshop.page("guide/index.md", "# A guide with another title\n\n## Reading it\n\nWords.\n")
    part, page = workshop.build().warnings
    assert "permalinks.txt:" in page
    assert "The address 'guide/old.html' was published and no longer exists." in page
    assert "[cfp.address-lost]" in page
    assert (
        "The address 'guide/#reading' was published and no longer exists. Did you mean 'guide/#reading-it'?"
        in part
    )

    write(workshop.docs / REDIRECTS, "guide/old.html: guide/#reading-it\nguide/#reading: guide/#reading-it\n")
    led = workshop.build()
    assert led.warnings == []
    assert 'url=index.html#reading-it"' in led.text("guide/old.html")
    assert '<a href="#reading-it">' in led.text("guide/index.html")
    assert contents(led.outdir) == contents(workshop.build(into="clean").outdir)

    write(workshop.docs / REDIRECTS, "guide/old.html: guide/gone.html\nguide/#reading: guide/#reading-it\n")
    (dead,) = workshop.build().warnings
    assert (
        "redirects.yaml:1: WARNING: 'guide/old.html' leads to 'guide/gone.html', which does not exist."
        in dead
    )


def test_what_a_correction_keeps(workshop: Workshop) -> None:
    """Adding an earlier edition and correcting a title lose no address, where the whole span has another one, too."""
    workshop.configure("\ncfp_all_pairs_up_to = 2\n")
    write(workshop.docs / RECORD, Record().text_with(lasting(published(workshop.build().outdir))))
    workshop.edit("2019/index.md", "\n# ", "\n# Corrected: ")
    workshop.put("2016", replace(TIDES["2017"], title="TideComp 2016", facts={}))
    built = workshop.build()
    assert (built.outdir / "editions/2016/index.html").is_file()
    for name in (
        "compare/2017-2020/index.html",
        "compare/2016-2020/index.html",
        "data/comparisons/2017-2020.json",
    ):
        assert (built.outdir / name).is_file()
    assert [one for one in built.warnings if "address-lost" in one] == []


def test_pages_are_read_once(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a build ends, only the pages that it wrote are read."""
    read: list[str] = []

    def note(page: str) -> PageParts:
        read.append(page)
        return parts_of(page)

    monkeypatch.setattr(finished, "parts_of", note)
    first = workshop.build()
    every = [file.read_text(encoding="utf-8") for file in first.outdir.rglob("*.html")]
    assert sorted(read) == sorted(every)
    read.clear()
    workshop.build()
    assert len(read) < 5 < len(every)  # the search page and its like are written by each build
