"""``cfp-archive keys``: what is not recorded, and recording it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main
from cfp_archive.comparing.history import build_history
from cfp_archive.reading import read_archive
from cfp_archive.yamlio import plain_values
from fabricate import TIDES, write, write_archive

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def tides(tmp_path: Path) -> Path:
    """An archive of three calls."""
    return write_archive(tmp_path / "editions", TIDES, topics="")


def test_what_is_not_recorded_is_listed(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written unless asked for."""
    assert main(["--archive", str(tides), "keys"]) == 0
    out = capsys.readouterr().out
    assert "moon-aware-storage  (2017, areas): Moon-aware storage\n" in out
    assert "keys are not recorded yet. Run: cfp-archive keys --write" in out
    assert (tides / "topics.yaml").read_bytes() == b""


def test_recording_is_complete_and_done_once(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """After --write every topic has its key on record, the same as before, and `check` is content."""
    before = [one.key for one in build_history(read_archive(tides)[0]).lineages]
    assert main(["--archive", str(tides), "keys", "--write"]) == 0
    held, problems = read_archive(tides)
    assert not problems
    assert [one.key for one in held.topic_keys] == before
    assert main(["--archive", str(tides), "check"]) == 0
    text = (tides / "topics.yaml").read_bytes()
    capsys.readouterr()
    assert main(["--archive", str(tides), "keys", "--write"]) == 0
    assert capsys.readouterr().out == "Every topic's key is recorded.\n"
    assert (tides / "topics.yaml").read_bytes() == text
    assert [one.name for one in tides.iterdir() if one.name.startswith(".")] == []


def test_what_is_there_is_kept(tides: Path) -> None:
    """Comments and entries of topics.yaml stay as they were written."""
    text = "# ours\n- key: moon\n  list: areas\n  edition: '2017'\n  text: Moon-aware storage  # older\n"
    write(tides / "topics.yaml", text)
    assert main(["--archive", str(tides), "keys", "--write"]) == 0
    written = (tides / "topics.yaml").read_text(encoding="utf-8")
    assert written.startswith(text)
    assert plain_values(written)[0]["key"] == "moon"


def test_a_file_in_another_style_is_left_alone(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Entries cannot be added as text to a list in brackets, so nothing is written."""
    text = "[{key: moon, list: areas, edition: '2017', text: Moon-aware storage}]\n"
    write(tides / "topics.yaml", text)
    assert main(["--archive", str(tides), "keys", "--write"]) == 2
    assert "Nothing was written" in capsys.readouterr().err
    assert (tides / "topics.yaml").read_text(encoding="utf-8") == text


def test_broken_editions_come_first(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A topic that an unread edition joins to another is not recorded as two."""
    write(tides / "2019" / "index.md", "---\ntitle: [\n---\n")
    assert main(["--archive", str(tides), "keys", "--write"]) == 2
    assert "2019 could not be read" in capsys.readouterr().err
    assert (tides / "topics.yaml").read_bytes() == b""


def test_names_of_lists_come_first(tides: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is recorded for good while the name of a list is in question."""
    page = tides / "2020" / "index.md"
    write(page, page.read_text(encoding="utf-8").replace("{topics} areas", "{topics} area"))
    assert main(["--archive", str(tides), "keys", "--write"]) == 2
    assert "'area' in 2020" in capsys.readouterr().err
    assert (tides / "topics.yaml").read_bytes() == b""


@pytest.mark.parametrize("text", ["- {key: moon}\n", "- {key: [}\n"])
def test_a_file_with_problems_is_left_alone(
    tides: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """What is wrong with it comes first."""
    write(tides / "topics.yaml", text)
    assert main(["--archive", str(tides), "keys", "--write"]) == 2
    assert "cfp-archive check" in capsys.readouterr().err
    assert (tides / "topics.yaml").read_text(encoding="utf-8") == text
