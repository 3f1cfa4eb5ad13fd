"""What a report consists of: sections with counts and entries, and lines with marked words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.comparing.words import Mark, Op, shown_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.comparing.correspondence import Correspondence

__all__ = ["Count", "Entry", "Line", "Match", "Report", "Section", "folded", "plain"]

#: In files and in the terminal, texts longer than this are cut to so many characters around their changes.
_LONG, _AROUND = 240, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A call's words, with what changed marked."""

    marks: tuple[Mark, ...]
    head: str = ""  #: what the text begins with, to be kept where the line is cut: it names the topic
    topic: str = ""  #: key of the topic
    edition: str = ""  #: key of the edition whose words these are, where an entry has lines of both

    @property
    def short(self) -> tuple[Mark, ...]:
        """The marks, without what is far from any change where the text is long."""
        marks = shown_marks(self.marks)
        if sum(len(mark.text) for mark in marks) <= _LONG or all(mark.op is Op.EQUAL for mark in marks):
            return marks
        last = len(marks) - 1
        return tuple(
            Mark(op=mark.op, text=_cut(mark.text, self.head, first=k == 0, last=k == last))
            if mark.op is Op.EQUAL
            else mark
            for k, mark in enumerate(marks)
        )

    def side(self, left_out: Op) -> str:
        """Return the older words (without insertions) or the newer ones (without deletions)."""
        return "".join(mark.text for mark in self.marks if mark.op is not left_out).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How certain a match of topics is, where it is not sure."""

    label: str  #: 'Likely the same topic'
    reasons: tuple[str, ...]  #: shown on demand


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many things of a kind there are."""

    kind: ChangeKind
    number: int  #: 0 or more
    label: str  #: '2 added'


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change, or one thing that did not change."""

    kind: ChangeKind
    label: str  #: what happened: 'Broadened'
    subject: str = ""  #: the label of a date, a category, or a person's name
    person: str = ""  #: the person's key
    lines: tuple[Line, ...] = ()  #: none if the label says it all
    notes: tuple[str, ...] = ()
    match: Match | None = None  #: None for a sure one
    decisions: tuple[str, ...] = ()  #: a person's decisions about it
    paragraph: int = 0  #: of a sentence, 0-based
    fold: str = ""  #: title of the group that the entry is folded into; none if it is shown at once
    change: Correspondence[Any]  #: what this tells, for programs

    @property
    def shown_label(self) -> str:
        """The label, but nothing where the title of a group or section says the same."""
        said = self.fold or self.kind in {ChangeKind.UNCHANGED, ChangeKind.ONE_SIDED}
        return "" if said and self.label == self.kind.label else self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What became of a topic list, of a section of the text, or of one sort of facts."""

    id: str  #: topics, prose, key-dates, submissions or people; of a section of the text nothing
    title: str
    list: str = ""  #: the name of the topic list
    summary: tuple[str, ...] = ()  #: sizes, or what a call does not state
    counts: tuple[Count, ...] = ()
    entries: tuple[Entry, ...] = ()  #: in the newer call's order, then what it does not have
    notes: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()  #: a person's decisions that kept things apart
    sections: tuple[Section, ...] = ()
    fold: str = ""  #: title of the group that the section is folded into; none if it is shown at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A comparison as it is read."""

    title: str
    old: tuple[str, str]  #: the older edition's key and title
    new: tuple[str, str]
    missing_calls: tuple[str, ...]  #: keys of the editions between whose calls are not in the archive
    followed_through: tuple[str, ...]  #: keys of the editions between through which topics are followed
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


F = TypeVar("F", Entry, Section)


def folded(items: Sequence[F]) -> Iterator[tuple[str, list[F]]]:
    """Yield what is shown at once, under an empty title, and then each group that is folded away."""
    titles = dict.fromkeys(one.fold for one in items)
    for title, group in groupby(
        sorted(items, key=lambda one: (bool(one.fold), list(titles).index(one.fold))),
        key=lambda one: one.fold,
    ):
        yield title, list(group)


def plain(text: str, op: Op = Op.EQUAL, **more: str) -> Line:
    """Return a line of one text."""
    return Line(marks=(Mark(op=op, text=text),), **more)


def _cut(text: str, head: str, *, first: bool, last: bool) -> str:
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
