"""A comparison as plain text, for a terminal or a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cfp_archive.characters import visible
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.comparing.words import DiffOp
from cfp_archive.report.writing import Writer
from cfp_archive.terminal import NARROWEST, joined, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cfp_archive.comparing.words import DiffSpan
    from cfp_archive.report.model import Entry, Line, Report

_STYLES: Mapping[ChangeKind, Mapping[str, Any]] = {
    ChangeKind.ADDED: {"fg": "green"},
    ChangeKind.RETURNED: {"fg": "green"},
    ChangeKind.REMOVED: {"fg": "red"},
    ChangeKind.UNCHANGED: {"dim": True},
    ChangeKind.ONE_SIDED: {"dim": True},
}
_UNDERLINES = "=-."
#: As wdiff marks words, so that the marks are read without any color.
_BRACKETS = {DiffOp.INSERT: ("{+", "+}", "green"), DiffOp.DELETE: ("[-", "-]", "red")}


def as_text(
    report: Report, *, color: bool = False, width: int | None = None, everything: bool = False
) -> str:
    """Write a report as text.

    Inserted words are between ``{+`` and ``+}``, deleted ones between ``[-`` and ``-]``, with color or without.

    :param color: add the control characters that terminals show as colors.
    :param width: break lines between words so that they fit so many columns. Default: never.
    :param everything: list what is unchanged, too; otherwise it is counted.
    """
    writer = _Text(everything=everything)
    lines = [
        click.style(visible(report.title), bold=True),
        _UNDERLINES[0] * len(report.title),
        *map(visible, report.notes),
        *writer.sections(report.sections, 1),
    ]
    return joined((piece for line in lines for piece in _broken(line, width)), color=color)


def _broken(line: str, width: int | None) -> Iterator[str]:
    """Break a line; the rest of it is indented to the words of the entry, right of its symbol."""
    if width is not None and len(set(line)) == 1:  # an underline
        yield line[: max(width, NARROWEST)]
        return
    indent = len(line) - len(line.lstrip(" "))
    yield from wrapped(line, width, hanging=6 if indent == 2 else indent + 2 if indent else 0)


class _Text(Writer):
    def __init__(self, *, everything: bool) -> None:
        self.everything = everything

    def text(self, text: str) -> str:
        return visible(text)

    def label(self, kind: ChangeKind, label: str) -> str:
        return click.style(f"{kind.symbol} {visible(label)}".rstrip(), **_STYLES.get(kind, {"fg": "yellow"}))

    def mark(self, mark: DiffSpan) -> str:
        if mark.op not in _BRACKETS:
            return visible(mark.text)
        opening, closing, color = _BRACKETS[mark.op]
        return click.style(f"{opening}{visible(mark.text)}{closing}", fg=color)

    def line(self, line: Line, kind: ChangeKind) -> str:
        """Write a line; the whole of an added or removed entry needs no brackets."""
        marks = line.short
        if len(marks) == 1 and kind in {ChangeKind.ADDED, ChangeKind.REMOVED}:
            return click.style(visible(marks[0].text), **_STYLES[kind])
        return super().line(line, kind)

    def heading(self, title: str, level: int) -> Iterator[str]:
        yield from ("", click.style(visible(title), bold=True), _UNDERLINES[level] * len(title))

    def paragraph(self, text: str) -> Iterator[str]:
        yield visible(text)

    def entries(self, title: str, kind: ChangeKind, lines: Iterator[str]) -> Iterator[str]:
        yield from ("", *([f"  {click.style(f'{kind.symbol} {visible(title)}', dim=True)}"] if title else []))
        yield from self.shown(title, kind, lines)

    def folded(self, title: str, kind: ChangeKind | None, lines: Iterator[str]) -> Iterator[str]:
        yield from ("", click.style(visible(title), bold=True)) if title else ()
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
            yield f"      {click.style(visible(note), dim=True)}"
