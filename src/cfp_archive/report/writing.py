"""What the writers of plain formats share: one walk over a report's sections, groups and entries."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from cfp_archive.report.model import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cfp_archive.comparing.correspondence import ChangeKind
    from cfp_archive.comparing.words import DiffSpan
    from cfp_archive.report.model import Entry, Line, Section


class Writer(ABC):
    """Writes a report line by line. A format says how each part looks; in which order they come is said here."""

    def sections(self, sections: Iterable[Section], level: int) -> Iterator[str]:
        """Yield the lines of sections.

        :param level: of their headings.
        """
        for one in sections:
            yield from self.section(one, level)

    def section(self, one: Section, level: int) -> Iterator[str]:
        """Yield the lines of a section: what is said of the whole, its entries, and the sections within."""
        yield from self.heading(one.title, level)
        for text in one.said:
            yield from self.paragraph(text)
        for title, entries in folded(one.entries):
            lines = (line for entry in entries for line in self.entry(entry))
            yield from self.entries(title, entries[0].kind, lines)
        for title, sections in folded(one.sections):
            kind = next((entry.kind for entry in sections[0].entries), None)
            yield from self.folded(title, kind, self.sections(sections, level + 1))

    def entry(self, one: Entry) -> Iterator[str]:
        """Yield the lines of an entry: its label, whom or what it is about, its words if they are one line, and the rest."""
        parts = [self.label(one.kind, one.shown_label)] if one.shown_label else []
        parts += [self.text(one.subject)] if one.subject else []
        lines = [self.line(line, one.kind) for line in one.lines]
        if len(lines) == 1:
            parts, lines = [*parts, *lines], []
        yield from self.item(one, ": ".join(parts), lines)

    def line(self, line: Line, _kind: ChangeKind) -> str:
        """Return words with their changes marked."""
        return "".join(map(self.mark, line.short))

    @abstractmethod
    def text(self, text: str) -> str:
        """Return any text so that it is shown as it is."""

    @abstractmethod
    def label(self, kind: ChangeKind, label: str) -> str:
        """Return the label of an entry, with its symbol."""

    @abstractmethod
    def mark(self, mark: DiffSpan) -> str:
        """Return a run of words with the signs of what happened to it."""

    @abstractmethod
    def heading(self, title: str, level: int) -> Iterator[str]:
        """Yield a heading."""

    @abstractmethod
    def paragraph(self, text: str) -> Iterator[str]:
        """Yield a paragraph."""

    @abstractmethod
    def entries(self, title: str, kind: ChangeKind, lines: Iterator[str]) -> Iterator[str]:
        """Yield a group of entries, folded away if it has a title."""

    @abstractmethod
    def folded(self, title: str, kind: ChangeKind | None, lines: Iterator[str]) -> Iterator[str]:
        """Yield lines, folded away if they have a title."""

    @abstractmethod
    def item(self, one: Entry, words: str, lines: list[str]) -> Iterator[str]:
        """Yield an entry: its first line, further lines, and its notes."""
