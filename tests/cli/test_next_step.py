"""``cfp-archive`` alone: what to do next depends on how things stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main
from fabricate import TIDES, TIDES_SERIES, write_archive

if TYPE_CHECKING:
    from pathlib import Path

BAD = "---\ntitle: TideComp 2021\nordnal: 3\n---\n\n# TideComp 2021\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run the command line without a command, and return what it says."""
    assert main([*arguments]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_no_archive(capsys: pytest.CaptureFixture[str]) -> None:
    """Where there is no archive, one is set up."""
    out = said(capsys)
    assert "No archive in this folder or any folder above.\n" in out
    assert "  cfp-archive init DIR " in out


def test_wrong_archive(capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is named and holds no archive is told so."""
    assert "nowhere is not a folder" in said(capsys, "--archive", "nowhere")


def test_empty(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive that holds nothing gets its first call."""
    write_archive(here / "editions", {})
    out = said(capsys)
    assert "Archive 'editions': no calls yet." in out
    assert "  cfp-archive import FILE --edition 2031 " in out
    assert "  cfp-archive new 2031 " in out


def test_problems(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Problems are looked at first."""
    write_archive(here / "editions", {"2021": BAD})
    out = said(capsys)
    assert "Archive 'editions': 1 problem.\n" in out
    assert "  cfp-archive check  " in out


def test_fine(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An archive without problems is looked at, built, and continued."""
    write_archive(here / "editions", TIDES, series=TIDES_SERIES)
    out = said(capsys)
    assert "Archive 'editions': 3 editions, no problems.\n" in out
    assert "what changed from 2019 to 2020\n" in out
    assert "  cfp-archive new 2021 " in out
    assert "  nox -s site " in out


def test_draft(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """While a draft is written, no other is proposed."""
    write_archive(here / "editions", TIDES, series=TIDES_SERIES)
    assert main(["new", "2021"]) == 0
    capsys.readouterr()
    out = said(capsys)
    assert "4 editions (draft: 2021), no problems.\n" in out
    assert "cfp-archive new" not in out
    assert "what changed from 2019 to 2020\n" in out
