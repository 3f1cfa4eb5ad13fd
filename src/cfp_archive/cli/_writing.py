"""Write a file of the record so that it is whole at any moment."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import yaml

from cfp_archive.cli._shared import CannotRunError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["read_or_empty", "write_atomically", "write_list"]


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
