"""A comparison as plain text, for a terminal or a pipe."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cfp_archive.characters import visible
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.comparing.words import DiffOp
from cfp_archive.report.writing import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.comparing.words import DiffSpan
    from cfp_archive.report.model import Entry, Line, Report

_GREEN, _RED, _YELLOW, _DIM, _BOLD, _PLAIN = (
    "\x1b[32m",
    "\x1b[31m",
    "\x1b[33m",
    "\x1b[2m",
    "\x1b[1m",
    "\x1b[0m",
)
_COLOURS = {
    ChangeKind.ADDED: _GREEN,
    ChangeKind.RETURNED: _GREEN,
    ChangeKind.REMOVED: _RED,
    ChangeKind.UNCHANGED: _DIM,
    ChangeKind.ONE_SIDED: _DIM,
}
_UNDERLINES = "=-."
_COLOUR = re.compile(r"\x1b\[\d+m")
#: No line is broken into less than so many columns.
_NARROWEST = 30
#: As wdiff marks words, so that the marks are read without any colour.
_BRACKETS = {DiffOp.INSERT: ("{+", "+}", _GREEN), DiffOp.DELETE: ("[-", "-]", _RED)}


def as_text(
    report: Report, *, colour: bool = False, width: int | None = None, everything: bool = False
) -> str:
    """Write a report as text.

    Inserted words are between ``{+`` and ``+}``, deleted ones between ``[-`` and ``-]``, with colour or without.

    :param colour: add the control characters that terminals show as colours.
    :param width: break lines between words so that they fit so many columns. Default: never.
    :param everything: list what is unchanged, too; otherwise it is counted.
    """
    writer = _Text(colour=colour, everything=everything)
    lines = [
        writer.paint(visible(report.title), _BOLD),
        _UNDERLINES[0] * len(report.title),
        *map(visible, report.notes),
        *writer.sections(report.sections, 1),
    ]
    if width is not None:
        lines = [piece for line in lines for piece in _wrapped(line, max(width, _NARROWEST))]
    return "\n".join(lines) + "\n"


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Break a line between words; the rest is indented to the words of the entry, right of its symbol."""
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


class _Text(Writer):
    def __init__(self, *, colour: bool, everything: bool) -> None:
        self.colour, self.everything = colour, everything

    def paint(self, text: str, colour: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self.colour and colour and text else text

    def text(self, text: str) -> str:
        return visible(text)

    def label(self, kind: ChangeKind, label: str) -> str:
        return self.paint(f"{kind.symbol} {visible(label)}".rstrip(), _COLOURS.get(kind, _YELLOW))

    def mark(self, mark: DiffSpan) -> str:
        opening, closing, colour = _BRACKETS.get(mark.op, ("", "", ""))
        return self.paint(f"{opening}{visible(mark.text)}{closing}", colour)

    def line(self, line: Line, kind: ChangeKind) -> str:
        """Write a line; the whole of an added or removed entry needs no brackets."""
        marks = line.short
        if len(marks) == 1 and kind in {ChangeKind.ADDED, ChangeKind.REMOVED}:
            return self.paint(visible(marks[0].text), _COLOURS[kind])
        return super().line(line, kind)

    def heading(self, title: str, level: int) -> Iterator[str]:
        yield from ("", self.paint(visible(title), _BOLD), _UNDERLINES[level] * len(title))

    def paragraph(self, text: str) -> Iterator[str]:
        yield visible(text)

    def entries(self, title: str, kind: ChangeKind, lines: Iterator[str]) -> Iterator[str]:
        yield from ("", *([f"  {self.paint(f'{kind.symbol} {visible(title)}', _DIM)}"] if title else []))
        yield from self.shown(title, kind, lines)

    def folded(self, title: str, kind: ChangeKind | None, lines: Iterator[str]) -> Iterator[str]:
        yield from ("", self.paint(visible(title), _BOLD)) if title else ()
        yield from self.shown(title, kind, lines)

    def shown(self, title: str, kind: ChangeKind | None, lines: Iterator[str]) -> Iterator[str]:
        """Yield the lines of a group: what is unchanged is counted in its title only, unless all is asked for."""
        if self.everything or not title or kind is not ChangeKind.UNCHANGED:
            yield from lines

    def item(self, one: Entry, words: str, lines: list[str]) -> Iterator[str]:
        yield f"  {'' if one.shown_label else self.label(one.kind, '') + ' '}{words}"
        yield from (f"      {line}" for line in lines)
        match = (one.match.label, *one.match.reasons) if one.match else ()
        for note in (*one.notes, *match, *one.decisions):
            yield f"      {self.paint(visible(note), _DIM)}"
