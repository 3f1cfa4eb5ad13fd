"""``cfp-archive export``: the archive as files for programs, from the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def run(archive: Path, *arguments: str) -> int:
    """Run the command."""
    return main(["--archive", str(archive), "export", *arguments])


def test_all_files(tides: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything is written into a folder that need not exist, and counted."""
    out = tmp_path / "some" / "data"
    assert run(tides, str(out)) == 0
    written = [path for path in out.rglob("*") if path.is_file()]
    assert capsys.readouterr().out == f"Wrote {len(written)} files to {out}.\n"
    assert (
        json.loads((out / "archive.json").read_text(encoding="utf-8"))["series"]["short_name"] == "TideComp"
    )
    assert not list(out.rglob(".*"))


def test_some_files(tides: Path, tmp_path: Path) -> None:
    """--only writes what is named, with its schema, and leaves other files alone."""
    out = tmp_path / "data"
    out.mkdir()
    (out / "mine.txt").write_text("mine", encoding="utf-8")
    assert run(tides, str(out), "--only", "topics.csv", "--only", "lineages") == 0
    assert sorted(path.name for path in out.rglob("*") if path.is_file()) == [
        "lineages-1.schema.json",
        "lineages.json",
        "mine.txt",
        "topics.csv",
        "topics.csv-1.schema.json",
    ]


def test_again(tides: Path, tmp_path: Path) -> None:
    """Files that exist are replaced by the same bytes."""
    out = tmp_path / "data"
    assert run(tides, str(out)) == 0
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    assert run(tides, str(out)) == 0
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_unknown_name(tides: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that no exporter has is refused, with the nearest one; nothing is written."""
    assert run(tides, str(tmp_path / "data"), "--only", "topic.csv") == 2
    assert capsys.readouterr().err == "cfp-archive: Unknown file 'topic.csv'. Did you mean 'topics.csv'?\n"
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("inner", [".", "2019", "data"])
def test_never_into_the_archive(tides: Path, inner: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The archive itself is not written to."""
    before = {path: path.read_bytes() for path in tides.rglob("*") if path.is_file()}
    assert run(tides, str(tides / inner)) == 2
    assert "never changes" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tides.rglob("*") if path.is_file()} == before


def test_folder_that_is_a_file(tides: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that cannot be made is said in a sentence."""
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    assert run(tides, str(tmp_path / "data")) == 2
    assert "cannot be written" in capsys.readouterr().err
