"""Read a text file whatever it holds: what is wrong with it becomes a problem, never an exception."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.problems import Code, Problem
from cfp_archive.reading.ownfile import State, read_plainly, state_of

if TYPE_CHECKING:
    from pathlib import Path, PurePath

#: Larger files are no calls; parsing them would take minutes.
MAX_BYTES = 5_000_000


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
        return TextFile(None, (link_refused(path),))
    try:
        raw = read_plainly(file, most + 1)
    except (OSError, ValueError) as error:
        hint = "Check that it is a file and that you may read it."
        return TextFile(None, (_problem(path, 0, Code.FILE_UNREADABLE, f"{_why(error)}.", hint),))
    if len(raw) > most:
        message = f"The file is larger than {most:,} bytes."
        hint = (
            f"A call is a page of text; if this one is larger, raise {option} in conf.py."
            if option
            else "Shorten it."
        )
        return TextFile(None, (_problem(path, 0, Code.LIMIT_EXCEEDED, message, hint),))
    return decode(raw, path)


def link_refused(path: PurePath) -> Problem:
    """Say that something is a symbolic link; where it leads is nobody's business."""
    message = "This is a symbolic link, which could lead to any file of the machine that builds the site."
    return _problem(path, 0, Code.SYMBOLIC_LINK, message, "Replace it with the file or folder itself.")


def decode(raw: bytes, path: PurePath) -> TextFile:
    """Decode the bytes of a page or YAML file, and say what is unusual about them."""
    problems = []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"Byte 0x{raw[error.start]:02x} is not UTF-8."
        hint = "Save the file with the encoding UTF-8."
        return TextFile(None, (_problem(path, line, Code.NOT_UTF8, message, hint),))
    if text.startswith("\ufeff"):
        text = text.removeprefix("\ufeff")
        message = "The file begins with a byte order mark, which is invisible."
        problems.append(_problem(path, 1, Code.BYTE_ORDER_MARK, message, "Save it as UTF-8 without BOM."))
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        message = "Lines end with a carriage return, as Windows writes them."
        hint = "Save the file with LF line endings."
        problems.append(_problem(path, line, Code.CARRIAGE_RETURN, message, hint))
        text = re.sub(r"\r\n?", "\n", text)
    return TextFile(text, tuple(problems))


def _problem(path: PurePath, line: int, code: Code, message: str, hint: str) -> Problem:
    return Problem(path=path, line=line, code=code, message=message, hint=hint)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "The file does not exist"
    if isinstance(error, IsADirectoryError):
        return "It is a folder, not a file"
    if isinstance(error, PermissionError):
        return "The file may not be read"
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return f"The file cannot be read: {reason}"
