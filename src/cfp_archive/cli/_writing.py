"""Write a file of the record so that it is whole at any moment."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import yaml

from cfp_archive.cli._shared import CannotRunError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["read_or_empty", "write_atomically", "write_folder", "write_list"]


def read_or_empty(file: Path) -> str:
    """Return a file's text; empty if there is no such file."""
    try:
        return file.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise CannotRunError(f"{file} is not UTF-8 text. Mend it first: cfp-archive check.") from error


def write_list(file: Path, text: str, *, entries: int) -> None:
    """Write a YAML file that must be a list of so many entries.

    :raises CannotRunError: if it is not, so that a file in a style that cannot be added to is left alone.
    """
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError:
        value = None
    if not isinstance(value, list) or len(value) != entries:
        raise CannotRunError(
            f"Nothing was written: {file} is not a list with one entry after another, each beginning with '- '. "
            "Mend it first: cfp-archive check."
        )
    write_atomically(file, text)


def write_atomically(file: Path, text: str) -> None:
    """Write a text as UTF-8. Whoever reads the file meanwhile finds the old text or the new one, never a part."""
    file = file.resolve()  # a link stays a link
    beside = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        beside.write_bytes(text.encode("utf-8"))
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
