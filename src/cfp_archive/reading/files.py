"""Look into the archive's folders and read its text files: no link is followed, and what is wrong becomes a problem."""

from __future__ import annotations

import enum
import os
import re
import stat
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.characters import hidden_characters, visible
from cfp_archive.model import EDITION_KEY
from cfp_archive.problems import Code, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Larger files are no calls; parsing them would take minutes.
MAX_BYTES = 5_000_000
#: Folders within an edition's folder are looked through so deep.
_DEEPEST = 20
_PLAIN = re.compile(r"[^\W_][\w.-]*(?: ?[\w.()+-]+)*")


class State(enum.Enum):
    """What a path leads to."""

    FILE = "file"  #: a regular file
    FOLDER = "folder"
    LINK = "link"  #: a symbolic link, wherever it leads, or a path through one
    MISSING = "missing"
    OTHER = "other"  #: a pipe, a device, or what may not be looked at
    OUTSIDE = "outside"  #: the name leads out of the folder


def state_of(path: Path) -> State:
    """Return what is at a path, without following a link at its end."""
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
    """Return what a name that an edition gives leads to in its folder, through no link.

    :param name: relative, with '/' between folders.
    """
    parts = name.split("/")
    if PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name or ":" in name:
        return State.OUTSIDE
    path = folder
    for part in parts:
        if part in {"", "."}:
            continue
        path /= part
        state = state_of(path)
        if state is not State.FOLDER:
            return state if part == parts[-1] or state is not State.FILE else State.MISSING
    return State.FOLDER


def read_bytes(path: Path, size: int = -1) -> bytes:
    """Return a regular file's bytes, or its first ones; a link that somebody has put in its place by now is not followed.

    :raises OSError: if it cannot be read, or is not a regular file.
    """
    # Neither follows a link nor waits for the other end of a pipe.
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    descriptor = os.open(path, flags)
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        os.close(descriptor)
        raise IsADirectoryError if stat.S_ISDIR(mode) else OSError(0, "it is not a regular file")
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read(size)


class TextFile(NamedTuple):
    """A text file as read."""

    text: str | None  #: lines end with LF, no byte order mark; None if it cannot be read
    problems: tuple[Problem, ...]


def read_text(file: Path, path: PurePath, *, most: int = MAX_BYTES, option: str = "") -> TextFile:
    """Read a page or YAML file as UTF-8. A symbolic link is not followed.

    :param file: where it is.
    :param path: how problems name it.
    :param most: how many bytes it may have.
    :param option: of ``conf.py``, that raises this limit.
    """
    if state_of(file) is State.LINK:
        return TextFile(None, (_link_refused(path),))
    try:
        raw = read_bytes(file, most + 1)
    except (OSError, ValueError) as error:
        hint = "Check that it is a file and that you may read it."
        return TextFile(None, (Problem(path, 0, Code.FILE_UNREADABLE, f"{_why(error)}.", hint),))
    if len(raw) > most:
        message = f"The file is larger than {most:,} bytes."
        hint = (
            f"A call is a page of text; if this one is larger, raise {option} in conf.py."
            if option
            else "Shorten it."
        )
        return TextFile(None, (Problem(path, 0, Code.LIMIT_EXCEEDED, message, hint),))
    return decode(raw, path)


def decode(raw: bytes, path: PurePath) -> TextFile:
    """Decode the bytes of a page or YAML file, and report what is unusual about them."""
    problems = []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message, hint = (
            f"Byte 0x{raw[error.start]:02x} is not UTF-8.",
            "Save the file with the encoding UTF-8.",
        )
        return TextFile(None, (Problem(path, line, Code.NOT_UTF8, message, hint),))
    if text.startswith("\ufeff"):
        text = text.removeprefix("\ufeff")
        message = "The file begins with a byte order mark, which is invisible."
        problems.append(Problem(path, 1, Code.BYTE_ORDER_MARK, message, "Save it as UTF-8 without BOM."))
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        message = "Lines end with a carriage return, as Windows writes them."
        problems.append(
            Problem(path, line, Code.CARRIAGE_RETURN, message, "Save the file with LF line endings.")
        )
        text = re.sub(r"\r\n?", "\n", text)
    return TextFile(text, tuple(problems))


def _why(error: OSError | ValueError) -> str:
    match error:
        case FileNotFoundError():
            return "The file does not exist"
        case IsADirectoryError():
            return "It is a folder, not a file"
        case PermissionError():
            return "The file may not be read"
        case _:
            return f"The file cannot be read: {getattr(error, 'strerror', None) or error}"


# Names


def is_plain_name(name: str) -> bool:
    """Return whether a file's name can be written in an address and a message as it is.

    >>> is_plain_name("source (2).txt"), is_plain_name("a<b>.md"), is_plain_name("caf\\udce9.md")
    (True, False, False)
    """
    return _PLAIN.fullmatch(name) is not None and not hidden_characters(name)


def names_in(folder: Path) -> list[str]:
    """Return the names of a folder's entries, sorted; none if it cannot be read."""
    try:
        return sorted(entry.name for entry in folder.iterdir())
    except (OSError, ValueError):
        return []


def edition_folders(folder: Path, root: PurePath) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Return the keys of the editions' folders, in order, and what is wrong with the archive's other entries.

    :param root: how problems name the folder.
    """
    try:
        names = sorted(entry.name for entry in folder.iterdir())
    except (OSError, ValueError):
        message, hint = "The archive's folder does not exist or cannot be read.", "Check its path."
        return (), (Problem(root, 0, Code.FOLDER_UNREADABLE, message, hint),)
    keys, problems = [], []
    for name in names:
        if name.startswith((".", "_")):
            continue
        state = state_of(folder / name)
        if hidden_characters(name):
            problems.append(_name_refused(root, name))
        elif state is State.LINK:
            problems.append(_link_refused(root / name))
        elif state is State.FOLDER and EDITION_KEY.match(name):
            keys.append(name)
        elif state is State.FOLDER:
            message = f"The folder name '{visible(name)}' is not a valid edition key."
            hint = "Name it by its year, as in 2021, 2021a or 2021-spring; begin the name of other folders with '_'."
            problems.append(Problem(root / name, 0, Code.KEY_INVALID, message, hint))
    return tuple(keys), tuple(problems)


def refused_entries(folder: Path, path: PurePath, depth: int = 0) -> Iterator[Problem]:
    """Find what may not be in an edition's folder, or below: symbolic links, and names that nobody could write."""
    for name in names_in(folder):
        state = state_of(folder / name)
        if hidden_characters(name) or (_is_page(name) and not is_plain_name(name)):
            yield _name_refused(path, name)
        elif state is State.LINK and name != "index.md":  # who reads that reports it
            yield _link_refused(path / _printable(name))
        elif state is State.FOLDER and depth < _DEEPEST:
            yield from refused_entries(folder / name, path / _printable(name), depth + 1)


def times_in(folder: Path, depth: int = 0) -> tuple[tuple[object, ...], ...]:
    """Return what changes whenever something in a folder does, at any depth: names, kinds, sizes and times of its entries."""
    entries: list[tuple[object, ...]] = []
    for name in names_in(folder):
        try:
            state = (folder / name).lstat()
        except (OSError, ValueError):
            entries.append((name,))
            continue
        inner = times_in(folder / name, depth + 1) if stat.S_ISDIR(state.st_mode) and depth < _DEEPEST else ()
        # The time of the change of the entry itself tells of tools that set the other one back.
        entries.append((name, state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns, inner))
    return tuple(entries)


def page_names(folder: Path) -> tuple[str, ...]:
    """Return the names of an edition's pages that can be read, without suffix, sorted."""
    names = (name for name in names_in(folder) if _is_page(name) and is_plain_name(name))
    return tuple(name.removesuffix(".md") for name in names if state_of(folder / name) is State.FILE)


def _is_page(name: str) -> bool:
    return name.endswith(".md") and not name.startswith((".", "_"))


def _printable(name: str) -> str:
    """Return a file's name as it can be printed anywhere: bytes that are not UTF-8 written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _name_refused(folder: PurePath, name: str) -> Problem:
    path = PurePath(visible((folder / _printable(name)).as_posix()))
    message = "The name has bytes that are not UTF-8, or characters that are reserved in URLs."
    return Problem(path, 0, Code.FILE_NAME, message, "Rename it with letters, digits, '-' and '_'.")


def _link_refused(path: PurePath) -> Problem:
    """Report a symbolic link; where it leads is nobody's business."""
    message = "This is a symbolic link, which could lead to any file on the machine that builds the site."
    return Problem(path, 0, Code.SYMBOLIC_LINK, message, "Replace it with the file or folder itself.")
