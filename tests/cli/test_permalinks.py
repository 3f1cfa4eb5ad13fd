"""``cfp-archive permalinks`` on fabricated sites."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.cli import main
from fabricate import TIDES, write, write_archive

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_recording(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """New addresses are added, what is gone is named and kept, and --check changes nothing."""
    write_archive(tmp_path / "editions", TIDES)
    site, docs = tmp_path / "build", tmp_path / "docs"
    site.mkdir()
    docs.mkdir()
    write(site / "index.html", "<h1>Tides</h1>")
    write(site / "old.html", "<h1>Old</h1>")
    record = docs / "permalinks.txt"
    command = ["--archive", str(tmp_path), "permalinks", str(site)]
    assert main([*command, "--check"]) == 1
    assert not record.exists()
    assert main(command) == 0
    assert record.read_text().splitlines()[1:] == ["./", "old.html"]
    assert main([*command, "--check"]) == 0
    capsys.readouterr()

    (site / "old.html").unlink()
    write(site / "new.html", "<h1>New</h1>")
    assert main(command) == 1
    said = capsys.readouterr()
    assert said.err == f"{record}:3: 'old.html' is no longer published.\n"
    assert said.out == f"{record}: 1 added, 3 recorded.\n"
    assert record.read_text().splitlines()[1:] == ["./", "new.html", "old.html"]
    write(docs / "redirects.yaml", "old.html: new.html\n")
    assert main(command) == 0


def test_what_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is no site and a record that is not UTF-8 end with a sentence."""
    write_archive(tmp_path / "editions", TIDES)
    command = ["--archive", str(tmp_path), "permalinks", str(tmp_path)]
    assert main(command) == 2
    assert "is not a built site: it has no index.html." in capsys.readouterr().err
    write(tmp_path / "index.html", "<h1>Tides</h1>")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/permalinks.txt").write_bytes(b"\xff")
    assert main(command) == 2
    assert "is not UTF-8 text" in capsys.readouterr().err
