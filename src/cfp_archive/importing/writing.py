"""Stage 6: write an edition's folder, whole or not at all."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from cfp_archive.importing.blocks import ImportRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["write_edition"]


def write_edition(folder: Path, files: Mapping[str, bytes], *, force: bool) -> None:
    """Write a folder into a temporary one beside it, and rename that when it is complete.

    :param folder: of the edition.
    :param files: content by name.
    :param force: replace a folder that exists; its further files, a programme perhaps, are kept. The old folder stays
        until the new one is complete.
    :raises ImportRefusedError: if the folder exists and is not to be replaced, or cannot be written.
    """
    if (folder.exists() or folder.is_symlink()) and not force:
        raise ImportRefusedError(
            f"{folder} exists. Choose another key, as in {folder.name}-b, or replace it with --force."
        )
    fresh = folder.with_name(f".{folder.name}.{os.getpid()}.new")
    old = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    try:
        fresh.mkdir()
        if folder.is_dir():
            _keep_further(folder, fresh)
        for name, content in files.items():
            with (fresh / name).open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())  # a full disk is noticed here, not after the old folder is gone
        if folder.exists() or folder.is_symlink():
            folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    except OSError as error:
        raise ImportRefusedError(
            f"Nothing was written: {folder} cannot be made ({error.strerror or error}). Check the disk and your rights."
        ) from error
    finally:
        _remove(fresh)
        if folder.exists():
            _remove(old)


def _keep_further(folder: Path, fresh: Path) -> None:
    """Copy what is not part of the call."""
    for one in folder.iterdir():
        if one.name == "index.md" or one.stem == "source":
            continue
        if one.is_dir() and not one.is_symlink():
            shutil.copytree(one, fresh / one.name, symlinks=True)
        else:
            shutil.copy2(one, fresh / one.name, follow_symlinks=False)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
