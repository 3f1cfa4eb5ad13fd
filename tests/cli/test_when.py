"""``cfp-archive when``: which phrase, which format, and what it says when there is nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("words", [["foam detection"], ["foam", "detection"], ["Foams", " detecting "]])
def test_a_phrase(tides: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    """Quoted or not, in any form."""
    assert main(["--archive", str(tides), "when", *words]) == 0
    out = capsys.readouterr().out
    assert "*Foam detection*" in out
    assert "First in 20" in out
    assert "\x1b" not in out


def test_json(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object, of a phrase or of the index."""
    assert main(["--archive", str(tides), "when", "foam", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["phrase"] == "foam"
    assert main(["--archive", str(tides), "when", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["terms"]


def test_index(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a phrase the index is printed, with a column for each call."""
    assert main(["--archive", str(tides), "when"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0].endswith("terms in 3 calls")
    assert "█" in out


def test_nothing_found(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code says so, and terms that may have been meant are named."""
    assert main(["--archive", str(tides), "when", "foam detektion"]) == 1
    out = capsys.readouterr().out
    assert "No call in the archive has “foam detektion”." in out
    assert "In the archive there are: " in out
    assert main(["--archive", str(tides), "when", "xylophone", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["passages"] == []


def test_no_word(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What has no word cannot be looked for."""
    assert main(["--archive", str(tides), "when", "?!"]) == 2
    assert capsys.readouterr().err.startswith("cfp-archive: “?!” has no word to look for.")
