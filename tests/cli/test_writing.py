"""Folders are written whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path, PurePath

import pytest

from cfp_archive.cli._shared import CannotRunError
from cfp_archive.cli._writing import write_folder


def is_call(file: PurePath) -> bool:
    """Return whether a file may be replaced."""
    return file.name in {"index.md", "source.txt"}


def test_folder_is_written_whole(tmp_path: Path) -> None:
    """A new folder holds the files and nothing stays beside it; replaced, it keeps what else is in it."""
    folder = tmp_path / "2024"
    write_folder(folder, {"index.md": b"old", "source.txt": b"old"}, replaces=is_call)
    (folder / "programme.md").write_bytes(b"mine")
    write_folder(folder, {"index.md": b"new"}, replaces=is_call)
    assert sorted(one.name for one in folder.iterdir()) == ["index.md", "programme.md"]
    assert (folder / "index.md").read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["2024"]


@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_full_disk_halfway_leaves_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Whichever step fails, the old edition is there as it was, and nothing half-written is."""
    folder = tmp_path / "2024"
    write_folder(folder, {"index.md": b"old"})

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    real = Path.rename

    def fail_for_new(self: Path, target: Path) -> Path:
        if self.name.endswith(".new"):
            fail()
        return real(self, target)

    if call == "fsync":
        monkeypatch.setattr("os.fsync", fail)
    else:
        monkeypatch.setattr(Path, "rename", fail_for_new)
    with pytest.raises(CannotRunError, match="No space left"):
        write_folder(folder, {"index.md": b"new"}, replaces=is_call)
    assert [one.name for one in tmp_path.iterdir()] == ["2024"]
    assert (folder / "index.md").read_bytes() == b"old"
