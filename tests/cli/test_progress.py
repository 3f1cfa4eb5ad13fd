"""Progress: shown on a terminal alone, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main
from cfp_archive.cli._progress import working
from fabricate import TIDES, TIDES_SERIES, write_archive

if TYPE_CHECKING:
    from pathlib import Path


def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The line is cleared when the work is done, and when it fails."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with pytest.raises(ValueError, match="broken"), working("reading"):
        raise ValueError("broken")
    out, err = capsys.readouterr()
    assert (out, err) == ("", "reading ...\r\x1b[2K")


def test_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the error stream is a file, nothing is shown."""
    write_archive(tmp_path / "editions", TIDES, series=TIDES_SERIES)
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 0
    assert main(["compare"]) == 0
    assert capsys.readouterr().err == ""
