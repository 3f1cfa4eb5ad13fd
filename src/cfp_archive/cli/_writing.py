"""Write a file of the record so that it is whole at any moment."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from cfp_archive.cli._shared import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path, PurePath


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


def write_folder(
    folder: Path, files: Mapping[str, str | bytes], *, replaces: Callable[[PurePath], bool] | None = None
) -> None:
    """Make a folder that holds these files, by their path in it. It appears whole or not at all.

    :param folder: must not exist, or be empty but for what version control keeps there, unless it may be replaced.
    :param replaces: the folder may exist, and makes way when the new one is complete; says of each of its entries whether
        it goes. The others are kept.
    :raises CannotRunError: if it cannot be made; what was written is removed again, and what was there is as before.
    """
    inside = folder.is_dir() and replaces is None
    fresh = (folder if inside else folder.parent) / f".{folder.name}.{os.getpid()}.new"
    old = fresh.with_suffix(".old")
    moved: list[Path] = []
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh.mkdir()
        for entry in folder.iterdir() if folder.is_dir() and replaces else ():
            if replaces and not replaces(entry):
                _copy(entry, fresh / entry.name)
        for path, content in files.items():
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as stream:
                stream.write(content.encode("utf-8") if isinstance(content, str) else content)
                stream.flush()
                os.fsync(stream.fileno())  # a full disk is noticed here, not after the old folder is gone
        if inside:
            for entry in sorted(fresh.iterdir()):
                entry.rename(folder / entry.name)
                moved.append(folder / entry.name)
        else:
            if folder.exists() or folder.is_symlink():
                folder.rename(old)
            fresh.rename(folder)
    except BaseException as error:
        for entry in moved:
            _remove(entry)
        if old.exists() and not folder.exists():
            old.rename(folder)
        if isinstance(error, OSError):
            raise CannotRunError(
                f"{folder} cannot be written: {error.strerror or error}. Nothing was left behind."
            ) from error
        raise
    finally:
        _remove(fresh)
        if folder.exists():
            _remove(old)


def _copy(path: Path, target: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, target, symlinks=True)
    else:
        shutil.copy2(path, target, follow_symlinks=False)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
