"""Text in a terminal: the columns it takes, and lines broken to fit them.

Colors are click's: its styles are written everywhere, and taken out where the output shows none.
"""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: No line is broken into less than so many columns.
NARROWEST = 30


def width_of_output() -> int | None:
    """Return the columns of the terminal that is printed to; None if the output is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def columns(text: str) -> int:
    """Count the columns that a text takes: none for colors and accents, two for wide signs."""
    return sum(
        (unicodedata.east_asian_width(char) in "WF") + (not unicodedata.combining(char))
        for char in click.unstyle(text)
    )


def joined(lines: Iterable[str], *, color: bool) -> str:
    """Return lines as a text, which ends with a line feed.

    :param color: keep the control characters that terminals show as colors and bold.
    """
    text = "".join(f"{line}\n" for line in lines)
    return text if color else click.unstyle(text)


def wrapped(line: str, width: int | None, *, hanging: int = 0) -> Iterator[str]:
    """Break a line between words.

    :param width: columns, of which at least :data:`NARROWEST` are used; None to leave the line whole.
    :param hanging: columns by which the rest of a broken line is indented.
    """
    room = max(width, NARROWEST) if width is not None else None
    if room is None or columns(line) <= room:
        yield line
        return
    row, size = "", 0
    for word in re.findall(r" *[^ ]+ *$| *[^ ]+", line):
        if row and size + columns(word.rstrip()) > room:
            yield row
            row = " " * hanging + word.lstrip(" ")
            size = columns(row)
        else:
            row += word
            size += columns(word)
    yield row
