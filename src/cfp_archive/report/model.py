"""What a report consists of: sections with counts and entries, and lines with marked words.

A comparison's JSON has these fields, too: their descriptions make its published schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import Field, PlainSerializer

from cfp_archive.comparing.correspondence import ChangeKind, Correspondence
from cfp_archive.comparing.words import DiffOp, DiffSpan, shown_marks
from cfp_archive.report.data import ChangeData, as_data

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: In files and in the terminal, texts longer than this are cut to so many characters around their changes.
_LONG, _AROUND = 240, 60

Sentences = Annotated[tuple[str, ...], Field(description="In sentences.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A call's words, with what changed marked."""

    marks: Annotated[
        tuple[DiffSpan, ...],
        Field(
            description="Runs of characters, spaces included: equal, delete (older only) or insert (newer only)."
        ),
    ]
    topic: Annotated[str, Field(description="Key of the topic.")] = ""
    edition: Annotated[
        str, Field(description="Key of the edition whose words these are, where an entry has lines of both.")
    ] = ""
    #: What the text begins with, to be kept where the line is cut: it names the topic.
    head: Annotated[str, Field(exclude=True)] = ""

    @property
    def short(self) -> tuple[DiffSpan, ...]:
        """The marks, without what is far from any change where the text is long."""
        marks = shown_marks(self.marks)
        if sum(len(mark.text) for mark in marks) <= _LONG or all(mark.op is DiffOp.EQUAL for mark in marks):
            return marks
        last = len(marks) - 1
        return tuple(
            mark._replace(text=_cut(mark.text, self.head, first=k == 0, last=k == last))
            if mark.op is DiffOp.EQUAL
            else mark
            for k, mark in enumerate(marks)
        )

    def side(self, left_out: DiffOp) -> str:
        """Return the older words (without insertions) or the newer ones (without deletions)."""
        return "".join(mark.text for mark in self.marks if mark.op is not left_out).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How certain a match of topics is, where it is not sure."""

    label: Annotated[str, Field(description="As readers see it: 'Likely the same topic'.")]
    reasons: Annotated[tuple[str, ...], Field(description="Why, in sentences.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many things of a kind there are."""

    kind: ChangeKind
    number: int  #: 0 or more
    label: str  #: '2 added'


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change, or one thing that did not change."""

    kind: Annotated[
        ChangeKind,
        Field(
            description="unchanged, reworded, changed, added, removed, split, merged, regrouped, moved, returned or one-sided."
        ),
    ]
    label: Annotated[str, Field(description="As readers see it: 'Broadened'.")]
    subject: Annotated[str, Field(description="Label of a date, a category, or a person's name.")] = ""
    person: Annotated[str, Field(description="The person's key.")] = ""
    lines: Annotated[tuple[Line, ...], Field(description="The words; none if the label says it all.")] = ()
    notes: Sentences = ()
    match: Annotated[Match | None, Field(description="null for a sure match.")] = None
    decisions: Annotated[tuple[str, ...], Field(description="Manual decisions, in sentences.")] = ()
    paragraph: Annotated[int, Field(description="Of a sentence, from 0.")] = 0
    fold: Annotated[str, Field(description="Title of the group that the entry is folded into, if any.")] = ""
    change: Annotated[
        Correspondence[Any],
        PlainSerializer(as_data, return_type=ChangeData),
        Field(description="The data behind the entry."),
    ]

    @property
    def shown_label(self) -> str:
        """The label, but nothing where the title of a group or section says the same."""
        said = self.fold or self.kind in {ChangeKind.UNCHANGED, ChangeKind.ONE_SIDED}
        return "" if said and self.label == self.kind.label else self.label


def _by_kind(counts: Sequence[Count]) -> dict[ChangeKind, int]:
    return {one.kind: one.number for one in counts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What became of a topic list, of a section of the text, or of one sort of facts."""

    id: Annotated[
        str,
        Field(
            description="topics (one for each list), prose, key-dates, submissions or people; empty for a part of the prose."
        ),
    ]
    title: Annotated[str, Field(description="As readers see it.")]
    list: Annotated[str, Field(description="Name of the topic list.")] = ""
    fold: Annotated[str, Field(description="Title of the group that the section is folded into, if any.")] = (
        ""
    )
    summary: Annotated[tuple[str, ...], Field(description="Sizes, or what a call does not state.")] = ()
    counts: Annotated[
        tuple[Count, ...],
        PlainSerializer(_by_kind, return_type=dict[ChangeKind, int]),
        Field(description="Every kind that is always counted, and those that there are."),
    ] = ()
    entries: Annotated[
        tuple[Entry, ...], Field(description="In the newer call's order, then what it does not have.")
    ] = ()
    notes: Sentences = ()
    decisions: Annotated[
        tuple[str, ...], Field(description="Manual decisions that kept topics apart, in sentences.")
    ] = ()
    sections: Annotated[tuple[Section, ...], Field(description="Parts of the prose.")] = ()

    @property
    def said(self) -> tuple[str, ...]:
        """What is said above the entries: each is a paragraph."""
        counts = " · ".join(count.label for count in self.counts)
        return tuple(filter(None, (*self.summary, counts, *self.notes, *self.decisions)))


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionName:
    """One of the two editions."""

    key: Annotated[str, Field(description="Its key.")]
    title: Annotated[str, Field(description="As readers see it: 'ScaDL 2021'.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What changed between two editions."""

    format: Annotated[Literal["cfp-archive/comparison"], Field(description="Always the same.")] = (
        "cfp-archive/comparison"
    )
    #: A later version that only adds fields keeps the number.
    version: Annotated[Literal[2], Field(description="Of this format.")] = 2
    title: Annotated[str, Field(description="As readers see it.")]
    old: Annotated[EditionName, Field(description="The older edition.")]
    new: Annotated[EditionName, Field(description="The newer edition.")]
    followed_through: Annotated[
        tuple[str, ...], Field(description="Keys of the editions between, through which topics are followed.")
    ]
    missing_calls: Annotated[
        tuple[str, ...], Field(description="Keys of the editions between whose calls are not in the archive.")
    ]
    notes: Sentences
    sections: Annotated[
        tuple[Section, ...], Field(description="Topics, prose, key dates, submissions and people.")
    ]


F = TypeVar("F", Entry, Section)


def folded(items: Sequence[F]) -> Iterator[tuple[str, list[F]]]:
    """Yield what is shown at once, under an empty title, and then each group that is folded away."""
    titles = dict.fromkeys(one.fold for one in items)
    for title, group in groupby(
        sorted(items, key=lambda one: (bool(one.fold), list(titles).index(one.fold))),
        key=lambda one: one.fold,
    ):
        yield title, list(group)


def plain(text: str, op: DiffOp = DiffOp.EQUAL, **more: str) -> Line:
    """Return a line of one text."""
    return Line(marks=(DiffSpan(op=op, text=text),), **more)


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
