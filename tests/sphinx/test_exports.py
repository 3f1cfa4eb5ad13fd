"""Files for programs in a built site: those of the command, byte for byte, and never any of an earlier build."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from building import contents
from cfp_archive.cli import main

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
