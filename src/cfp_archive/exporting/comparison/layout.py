"""The shape of a report, and how its lines are made."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.comparing.words import Mark, Op

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Entry", "Line", "Part", "Report", "Sign", "cut", "plain"]

Line = tuple[Mark, ...]

#: Texts longer than this are cut to so many characters around their changes.
_LONG, _AROUND = 240, 60


class Sign(enum.StrEnum):
    """What an entry says at a glance; the entry's word says it too."""

    ADDED = "+"
    REMOVED = "−"
    CHANGED = "~"
    KEPT = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that changed, or did not."""

    sign: Sign
    word: str  #: as in 'widened' or 'split in two'
    lines: tuple[Line, ...]  #: one, or the older and the newer members of a split or merger
    notes: tuple[str, ...] = ()  #: sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What changed in a topic list, a section, or one sort of facts."""

    heading: str
    statements: tuple[str, ...]  #: what is counted, empty kinds too
    entries: tuple[Entry, ...]  #: what changed
    kept: tuple[Entry, ...] = ()  #: what did not; folded away where a format can
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
    """Leave out what is far from any change, if the text is long.

    :param head: what the text begins with, to be kept: an entry must tell which topic it is about.
    """
    marks = tuple(marks)
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
