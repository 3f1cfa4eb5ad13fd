"""A comparison as plain text, for a terminal or a pipe."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cfp_archive.characters import visible
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.words import Op

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.exporting.comparison.layout import Entry, Line, Part, Report

__all__ = ["as_text"]

_GREEN, _RED, _YELLOW, _DIM, _BOLD, _PLAIN = (
    "\x1b[32m",
    "\x1b[31m",
    "\x1b[33m",
    "\x1b[2m",
    "\x1b[1m",
    "\x1b[0m",
)
_COLOURS = {Fate.ADDED: _GREEN, Fate.RETURNED: _GREEN, Fate.REMOVED: _RED, Fate.UNCHANGED: _DIM, None: _DIM}
_COLOUR = re.compile(r"\x1b\[\d+m")
#: No line is broken into less than so many columns.
_NARROWEST = 30
#: As wdiff marks words, so that the marks are read without any colour.
_BRACKETS = {Op.INSERT: ("{+", "+}", _GREEN), Op.DELETE: ("[-", "-]", _RED)}


def as_text(report: Report, *, colour: bool = False, width: int | None = None) -> str:
    """Write a report as text.

    Inserted words stand between ``{+`` and ``+}``, deleted ones between ``[-`` and ``-]``, with colour or without.

    :param colour: add the control characters that terminals show as colours.
    :param width: break lines between words so that they fit so many columns. Default: never.
    """
    painter = _Painter(colour=colour)
    lines = [
        painter.paint(visible(report.title), _BOLD),
        "=" * len(report.title),
        *map(visible, report.notes),
    ]
    for part in report.parts:
        lines += painter.part(part, "-")
    if width is not None:
        lines = [piece for line in lines for piece in _wrapped(line, max(width, _NARROWEST))]
    return "\n".join(lines) + "\n"


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Break a line between words; what follows stands below the words of an entry, right of its sign."""
    if _columns(line) <= width:
        yield line
        return
    if len(set(line)) == 1:  # an underline
        yield line[:width]
        return
    indent = len(line) - len(line.lstrip(" "))
    hanging = " " * (6 if indent == 2 else indent + 2 if indent else 0)
    row, size = "", 0
    for word in re.findall(r" *[^ ]+ *$| *[^ ]+", line):
        if row and size + _columns(word.rstrip()) > width:
            yield row
            row = hanging + word.lstrip(" ")
            size = _columns(row)
        else:
            row += word
            size += _columns(word)
    yield row


def _columns(text: str) -> int:
    """Count the columns that a text takes: none for colours and accents, two for wide signs."""
    shown = _COLOUR.sub("", text)
    return sum(
        (unicodedata.east_asian_width(char) in "WF") + (not unicodedata.combining(char)) for char in shown
    )


class _Painter:
    def __init__(self, *, colour: bool) -> None:
        self.colour = colour

    def paint(self, text: str, colour: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self.colour and text else text

    def part(self, part: Part, underline: str) -> Iterator[str]:
        yield ""
        yield self.paint(visible(part.heading), _BOLD)
        yield underline * len(part.heading)
        yield from map(visible, part.statements)
        for entries in (part.entries, part.kept):
            if entries:
                yield ""
            for entry in entries:
                yield from self.entry(entry)
        for inner in part.parts:
            yield from self.part(inner, ".")

    def entry(self, entry: Entry) -> Iterator[str]:
        colour = _COLOURS.get(entry.fate, _YELLOW)
        lead = self.paint(f"{entry.sign} {visible(entry.word)}{':' if entry.lines else ''}", colour)
        if len(entry.lines) == 1:
            yield f"  {lead} {self.line(entry.lines[0], entry.fate)}"
        else:
            yield f"  {lead}"
            for line in entry.lines:
                yield f"      {self.line(line, entry.fate)}"
        for note in entry.notes:
            yield f"      {self.paint(f'({visible(note)})', _DIM)}"

    def line(self, line: Line, fate: Fate | None) -> str:
        """Write a line; the whole of an added or removed entry needs no brackets."""
        if len(line) == 1 and fate in {Fate.ADDED, Fate.REMOVED}:
            return self.paint(visible(line[0].text), _COLOURS[fate])
        words = []
        for mark in line:
            text = visible(mark.text)
            if mark.op is Op.EQUAL:
                words.append(text)
            else:
                opening, closing, colour = _BRACKETS[mark.op]
                words.append(self.paint(f"{opening}{text}{closing}", colour))
        return "".join(words)
