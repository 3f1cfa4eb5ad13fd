"""``cfp-archive align``: two text files in, an alignment out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from cfp_archive.cli import main

if TYPE_CHECKING:
    from pathlib import Path

OLD = "Foam detection and kelp classification\nTidal scheduling\nCoral\nSand\n"
NEW = "Coral\nFoam detection\nKelp classification\nTidal scheduling of jobs\nBarnacles\n"


def files(folder: Path, old: bytes | str = OLD, new: bytes | str = NEW) -> list[str]:
    """Write two lists and return the arguments that name them."""
    for name, text in (("old.txt", old), ("new.txt", new)):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return [str(folder / "old.txt"), str(folder / "new.txt")]


def test_json_has_the_documented_shape(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Links with 0-based indices, kind, change, certainty and reasons; what was added and removed."""
    assert main(["align", *files(tmp_path), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert set(data) == {"links", "added", "removed"}
    assert (data["added"], data["removed"]) == ([4], [3])
    coral, split, tides = data["links"]
    assert set(coral) == {
        "old", "new", "kind", "change", "certainty", "score", "rule", "reasons",
    }  # fmt: skip
    assert set(tides["reasons"]) == {"shared_words", "old_held", "new_held"}
    assert (coral["old"], coral["new"], coral["kind"], coral["score"]) == ([2], [0], "unchanged", 1.0)
    assert (split["old"], split["new"], split["kind"]) == ([0], [1, 2], "split")
    assert (tides["kind"], tides["change"]) == ("reworded", "narrowed")


def test_text_shows_both_sides(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Signs and words, no colour in a pipe."""
    assert main(["align", *files(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "= Unchanged: Coral"
    assert lines[1].startswith("< Split")
    assert "    − Foam detection and kelp classification" in lines
    assert "    + Kelp classification" in lines
    assert lines[-2:] == ["+ Added: Barnacles", "− Removed: Sand"]


@pytest.mark.parametrize(
    "old", [b"\xef\xbb\xbfCoral\r\nSand\r\n", b"Coral\n\n  \nSand", "Coral\u2028reef\nSand\n"]
)
def test_files_of_any_system_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: bytes | str
) -> None:
    """Byte order mark, line ends, empty lines and a missing last line end make no topics."""
    assert main(["align", *files(tmp_path, old, "Coral reef\nSand\n"), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    indices = [i for link in data["links"] for i in link["old"]] + data["removed"]
    assert sorted(indices) == [0, 1]


def test_empty_lists_are_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """There is nothing to match."""
    assert main(["align", *files(tmp_path, "", "")]) == 0
    assert capsys.readouterr().out == "Both lists are empty.\n"


def test_files_that_cannot_be_read_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, one line, no traceback."""
    assert main(["align", str(tmp_path / "none.txt"), str(tmp_path / "none.txt")]) == 2
    assert "none.txt cannot be read" in capsys.readouterr().err
    assert main(["align", *files(tmp_path, b"Coral \xff\n")]) == 2
    assert "old.txt is not UTF-8 text (byte 6)" in capsys.readouterr().err


def test_topics_cannot_steer_a_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Control characters of a topic are not printed."""
    assert main(["align", *files(tmp_path, "Coral\x1b[31m\n", "")]) == 0
    assert "\x1b" not in capsys.readouterr().out
