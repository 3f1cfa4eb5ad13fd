"""Find files that an edition names: regular files in its own folder, reached through no symbolic link."""

from __future__ import annotations

import enum
import os
import re
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from cfp_archive.characters import hidden_characters

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["State", "is_plain_name", "open_plainly", "read_plainly", "shown_name", "state_of", "state_within"]

_PLAIN = re.compile(r"[^\W_][\w.-]*(?: ?[\w.()+-]+)*")


class State(enum.Enum):
    """What is at a place."""

    FILE = "file"  #: a regular file
    FOLDER = "folder"
    LINK = "link"  #: a symbolic link, wherever it leads, or a way that goes through one
    MISSING = "missing"
    OTHER = "other"  #: a pipe, a device, or what may not be looked at
    OUTSIDE = "outside"  #: its name leads out of the folder


def state_of(path: Path) -> State:
    """Tell what is at a path, without following a link at its end."""
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return State.MISSING
    except (OSError, ValueError):  # e.g. a name with a zero byte
        return State.OTHER
    if stat.S_ISLNK(mode):
        return State.LINK
    if stat.S_ISDIR(mode):
        return State.FOLDER
    return State.FILE if stat.S_ISREG(mode) else State.OTHER


def state_within(folder: Path, name: str) -> State:
    """Tell what a name that an edition gives is in its folder; nothing on the way there may be a link.

    :param name: relative, with '/' between folders.
    """
    parts = name.split("/")
    if PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name or ":" in name:
        return State.OUTSIDE
    place = folder
    for part in parts:
        if part in {"", "."}:
            continue
        place /= part
        state = state_of(place)
        if state is not State.FOLDER:
            return state if part == parts[-1] or state is not State.FILE else State.MISSING
    return State.FOLDER


def open_plainly(path: Path) -> int:
    """Open a regular file for reading; a link that somebody has put in its place by now is not followed.

    :raises OSError: also if it is no regular file.
    """
    # Neither follows a link nor waits for the other end of a pipe.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    stream = os.open(path, flags | getattr(os, "O_BINARY", 0))
    mode = os.fstat(stream).st_mode
    if not stat.S_ISREG(mode):
        os.close(stream)
        raise IsADirectoryError if stat.S_ISDIR(mode) else OSError(0, "it is not a regular file")
    return stream


def read_plainly(path: Path, size: int = -1) -> bytes:
    """Read a regular file, or its first bytes.

    :raises OSError: if it cannot be read.
    """
    with os.fdopen(open_plainly(path), "rb") as stream:
        return stream.read(size)


def is_plain_name(name: str) -> bool:
    """Say whether a file's name can stand in an address and a message as it is.

    >>> is_plain_name("source (2).txt"), is_plain_name("a<b>.md"), is_plain_name("caf\\udce9.md")
    (True, False, False)
    """
    return _PLAIN.fullmatch(name) is not None and not hidden_characters(name)


def shown_name(name: str) -> str:
    """Return a file's name as it can be printed anywhere: bytes that are not UTF-8 written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
