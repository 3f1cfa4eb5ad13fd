"""The shape of a report, and how its lines are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.comparing.wording import SIGNS
from cfp_archive.comparing.words import Mark, Op, shown_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfp_archive.comparing.ties import Fate

__all__ = ["Entry", "Line", "Part", "Report", "cut", "plain"]

Line = tuple[Mark, ...]

#: Texts longer than this are cut to so many characters around their changes.
_LONG, _AROUND = 240, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that changed, or did not."""

    fate: Fate | None  #: None for what stands in one call and is not said to be new or dropped
    word: str  #: as in 'broadened' or 'split into two'
    #: One; or the members of a split or merger, or a section's sentences; none if the word says all.
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()  #: sentences

    @property
    def sign(self) -> str:
        """Say at a glance what the word says."""
        return SIGNS[self.fate] if self.fate else "·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What changed in a topic list, a section, or one sort of facts."""

    heading: str
    statements: tuple[str, ...]  #: what is counted, empty kinds too
    entries: tuple[Entry, ...]  #: what changed
    kept: tuple[Entry, ...] = ()  #: what did not, or what one call alone has; folded away where a format can
    fold: str = "Unchanged"  #: what the folded entries are
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A comparison as it is read."""

    title: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]


def plain(text: str, op: Op = Op.EQUAL) -> Line:
    """Give a line of one text."""
    return (Mark(op=op, text=text),)


def cut(marks: Iterable[Mark], head: str = "") -> Line:
    """Give marked words for showing; of a long text leave out what is far from any change.

    :param head: what the text begins with, to be kept: an entry must tell which topic it is about.
    """
    marks = shown_marks(marks)
    if sum(len(mark.text) for mark in marks) <= _LONG or all(mark.op is Op.EQUAL for mark in marks):
        return marks
    return tuple(
        Mark(op=mark.op, text=_cut_run(mark.text, head, first=k == 0, last=k == len(marks) - 1))
        if mark.op is Op.EQUAL
        else mark
        for k, mark in enumerate(marks)
    )


def _cut_run(text: str, head: str, *, first: bool, last: bool) -> str:
    """Keep the ends of unchanged words that touch a change."""
    if len(text) <= 2 * _AROUND:
        return text
    start = text[:_AROUND].rsplit(" ", 1)[0]
    if first:
        start = head if text.startswith(head) else ""
    end = "" if last else text[-_AROUND:].split(" ", 1)[-1]
    if len(start) + len(end) + len(" … ") >= len(text):
        return text
    return f"{start} … {end}" if start else f"… {end}"
