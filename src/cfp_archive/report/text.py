"""A comparison as plain text, for a terminal or a pipe."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cfp_archive.characters import visible
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.comparing.words import Op
from cfp_archive.report.model import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.report.model import Entry, Line, Report, Section

__all__ = ["as_text"]

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
_COLOUR = re.compile(r"\x1b\[\d+m")
#: No line is broken into less than so many columns.
_NARROWEST = 30
#: As wdiff marks words, so that the marks are read without any colour.
_BRACKETS = {Op.INSERT: ("{+", "+}", _GREEN), Op.DELETE: ("[-", "-]", _RED)}


def as_text(
    report: Report, *, colour: bool = False, width: int | None = None, everything: bool = False
) -> str:
    """Write a report as text.

    Inserted words are between ``{+`` and ``+}``, deleted ones between ``[-`` and ``-]``, with colour or without.

    :param colour: add the control characters that terminals show as colours.
    :param width: break lines between words so that they fit so many columns. Default: never.
    :param everything: list what is unchanged, too; otherwise it is counted.
    """
    painter = _Painter(colour=colour, everything=everything)
    lines = [
        painter.paint(visible(report.title), _BOLD),
        "=" * len(report.title),
        *map(visible, report.notes),
    ]
    for section in report.sections:
        lines += painter.section(section, "-")
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


class _Painter:
    def __init__(self, *, colour: bool, everything: bool) -> None:
        self.colour, self.everything = colour, everything

    def paint(self, text: str, colour: str) -> str:
        return f"{colour}{text}{_PLAIN}" if self.colour and text else text

    def section(self, one: Section, underline: str) -> Iterator[str]:
        yield ""
        yield self.paint(visible(one.title), _BOLD)
        yield underline * len(one.title)
        yield from map(visible, one.summary)
        if one.counts:
            yield visible(" · ".join(count.label for count in one.counts))
        yield from map(visible, (*one.notes, *one.decisions))
        for title, entries in folded(one.entries):
            yield ""
            if title:
                yield f"  {self.paint(f'{entries[0].kind.symbol} {visible(title)}', _DIM)}"
            if not title or self.shows(entries[0].kind):
                for entry in entries:
                    yield from self.entry(entry)
        for title, sections in folded(one.sections):
            if title:
                yield ""
                yield self.paint(visible(title), _BOLD)
            if not title or self.shows(sections[0].entries[0].kind):
                for inner in sections:
                    yield from self.section(inner, ".")

    def shows(self, kind: ChangeKind) -> bool:
        """Return whether a group is listed: what is unchanged is counted only, unless all is asked for."""
        return self.everything or kind is not ChangeKind.UNCHANGED

    def entry(self, one: Entry) -> Iterator[str]:
        colour = _COLOURS.get(one.kind, _YELLOW)
        lead = self.paint(f"{one.kind.symbol} {visible(one.shown_label)}".rstrip(), colour)
        said = [lead] if one.shown_label else []
        said += [visible(one.subject)] if one.subject else []
        said += [self.line(one.lines[0], one.kind)] if len(one.lines) == 1 else []
        yield f"  {'' if one.shown_label else lead + ' '}{': '.join(said)}"
        if len(one.lines) > 1:
            for line in one.lines:
                yield f"      {self.line(line, one.kind)}"
        notes = (*one.notes, *((one.match.label, *one.match.reasons) if one.match else ()), *one.decisions)
        for note in notes:
            yield f"      {self.paint(visible(note), _DIM)}"

    def line(self, line: Line, kind: ChangeKind) -> str:
        """Write a line; the whole of an added or removed entry needs no brackets."""
        marks = line.short
        if len(marks) == 1 and kind in {ChangeKind.ADDED, ChangeKind.REMOVED}:
            return self.paint(visible(marks[0].text), _COLOURS[kind])
        words = []
        for mark in marks:
            text = visible(mark.text)
            if mark.op is Op.EQUAL:
                words.append(text)
            else:
                opening, closing, colour = _BRACKETS[mark.op]
                words.append(self.paint(f"{opening}{text}{closing}", colour))
        return "".join(words)
