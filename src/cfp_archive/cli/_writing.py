"""Write a file of the record so that it is whole at any moment."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from cfp_archive.cli._shared import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = ["add_entries", "with_entries", "write_atomically", "write_folder"]


def add_entries(file: Path, entries: Iterable[object]) -> None:
    """Add entries at the end of a YAML file that holds a list; all that it has stays as it was written.

    :param file: need not exist.
    :param entries: decisions, or keys of topics.
    :raises CannotRunError: if it is no list that can be added to; the file is left alone.
    """
    write_atomically(file, with_entries(file, {"": entries}))


def with_entries(file: Path, entries: Mapping[str, Iterable[object]]) -> str:
    """Return the text of a YAML file with entries added; all that it has stays as it was written.

    :param file: need not exist.
    :param entries: by the field whose list they go into; the empty name stands for a file that holds a list.
    :raises CannotRunError: if there is no list that can be added to.
    """
    from cfp_archive.yamlio import NotAListError, appended, extended

    try:
        text = file.read_bytes().decode("utf-8") if file.exists() else ""
        for field, further in entries.items():
            text = extended(text, field, further) if field else appended(text, further)
    except UnicodeDecodeError as error:
        raise CannotRunError(f"{file} is not UTF-8 text. Fix it first: cfp-archive check.") from error
    except NotAListError as error:
        what = (
            "has fields that cannot be added to"
            if any(entries)
            else "is not a list with one entry after another, each beginning with '- '"
        )
        raise CannotRunError(
            f"Nothing was written: {file} {what}. Fix it first: cfp-archive check."
        ) from error
    return text


def write_atomically(file: Path, content: str | bytes) -> None:
    """Write a file, a text as UTF-8. Whoever reads it meanwhile finds the old content or the new, never a part."""
    file = file.resolve()  # a link stays a link
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        if file.exists():
            shutil.copymode(file, beside)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Make a folder that holds these files, by their path in it. It appears whole or not at all.

    The folder must not exist, or be empty but for what version control keeps there.

    :raises CannotRunError: if it cannot be made; what was written is removed again.
    """
    there = folder.is_dir()
    beside = (folder if there else folder.parent) / f".{folder.name}.{os.getpid()}.new"
    moved: list[Path] = []
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside.mkdir()
        for name, content in files.items():
            file = beside / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        if not there:
            beside.rename(folder)
            return
        for entry in sorted(beside.iterdir()):
            entry.rename(folder / entry.name)
            moved.append(folder / entry.name)
    except BaseException as error:
        for entry in moved:
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise CannotRunError(
                f"{folder} cannot be written: {error.strerror or error}. Nothing was left behind."
            ) from error
        raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
