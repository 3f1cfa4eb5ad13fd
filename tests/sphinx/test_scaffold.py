"""A project that ``cfp-archive init`` sets up builds strictly: empty, with a first draft, and with two editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from building import Workshop
from cfp_archive.cli import main
from fabricate import TIDES, write_archive

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.sphinx_build


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """Return a project as it is set up."""
    monkeypatch.chdir(tmp_path)
    arguments = [
        "--name",
        "Workshop on <Tidal> & *Computing*",
        "--short-name",
        "Tide_Comp",
        "--package",
        "cfp-archive>=1",
    ]
    assert main(["init", "tides", *arguments]) == 0
    monkeypatch.chdir(tmp_path / "tides")
    return Workshop(folder=tmp_path / "tides")


@pytest.mark.parametrize("builder", ["html", "text"])
def test_empty(project: Workshop, builder: str) -> None:
    """An archive without editions is a site."""
    built = project.build(builder, nitpicky=True)
    assert built.warnings == []
    assert built.rc == 0
    assert "Tide_Comp calls for papers" in built.text("index.html" if builder == "html" else "index.txt")


def test_first_draft(project: Workshop) -> None:
    """So is one whose only edition is a draft with everything open."""
    assert main(["new", "2031"]) == 0
    built = project.build(nitpicky=True)
    assert built.warnings == []
    assert "Draft" in built.text("editions/2031/index.html")


def test_next_draft(project: Workshop) -> None:
    """And one with published editions, and a draft begun from the newest."""
    write_archive(project.editions, TIDES)
    assert main(["new", "2021", "--from", "2019"]) == 0
    built = project.build(nitpicky=True)
    assert built.warnings == []
    page = built.text("editions/2021/index.html")
    assert "Draft" in page
    assert "Not filled in yet." in page
