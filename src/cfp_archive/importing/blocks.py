"""What the stages of an import hand on to each other: blocks of the call, as every format's reader gives them."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cfp_archive.model import Appointment, KeyDate, Submission

__all__ = [
    "Block", "Certainty", "Finding", "ImportRefusedError", "Kind", "Line", "Link", "Node", "Received", "Shape", "doubt",
    "unrecognized",
]  # fmt: skip


class ImportRefusedError(ValueError):
    """What was given cannot be imported; the message says why and what to do."""


class Certainty(enum.StrEnum):
    """How certain a finding is."""

    SURE = "sure"
    LIKELY = "likely"
    CHECK = "check"


class Kind(enum.StrEnum):
    """What a block is in its format."""

    HEADING = "heading"
    TEXT = "text"  #: a paragraph, or a line that stands alone
    ITEM = "item"  #: an entry of a list
    ROW = "row"  #: a row of a table, or a term with its definition; cells are set apart by tabs


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the source's text: its words, without the marks of lists, headings and emphasis."""

    number: int  #: 1-based
    text: str
    raw: str = ""  #: the line with its marks, if it has any


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead to another place."""

    text: str  #: single spaces
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, an entry of a list or a row of a table, with what its format says of it."""

    kind: Kind
    lines: tuple[Line, ...]
    level: int = 0  #: of a heading, 1 to 6; of an entry, its depth from 0
    gap: int = 0  #: blank lines before
    sign: str = ""  #: of an entry
    strong: str = ""  #: the emphasized words that it begins with
    links: tuple[Link, ...] = ()
    linked: bool = False  #: all its words lead somewhere, on the same site perhaps
    within: bool = False  #: a further paragraph of the entry before
    surrounding: str = ""  #: why it is not part of the call; empty if it is

    @property
    def text(self) -> str:
        """All its words, single spaces."""
        return " ".join(" ".join(one.text for one in self.lines).split())

    @property
    def wide(self) -> str:
        """All its words; where columns stand apart, a tab."""
        return re.sub(r"[ \xa0]*\t[ \t\xa0]*|[ \xa0]{3,}", "\t", " ".join(one.text for one in self.lines))

    @property
    def first(self) -> int:
        """Number of its first line."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """Number of its last line."""
        return self.lines[-1].number

    def shifted(self, lines: int) -> Block:
        """Return the block as it stands after so many further lines."""
        return replace(self, lines=tuple(replace(one, number=one.number + lines) for one in self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A call as received, and its blocks."""

    original: bytes
    suffix: str  #: of the original: .txt, .eml, .html or .md
    text: str  #: what source.txt holds; lines end with LF
    blocks: tuple[Block, ...]
    names: tuple[
        str, ...
    ] = ()  #: what the format calls it outside its text: a mail's subject, a page's title
    posted: dt.date | None = None  #: when a mail was sent
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that the import decided."""

    field: str  #: of the front matter, or 'text'
    line: int  #: 1-based, in the source's text; 0 if no line is meant
    message: str  #: what was decided and from which words, one sentence
    hint: str = ""  #: what to do if that is wrong, one sentence; empty: correct the field
    certainty: Certainty = Certainty.CHECK


def doubt(field: str, line: int, message: str, certainty: Certainty = Certainty.CHECK) -> Finding:
    """Return a finding on a fact that was taken; who finds it wrong corrects the field."""
    return Finding(field=field, line=line, message=message, certainty=certainty)


def clipped(text: str, most: int = 60) -> str:
    """Return the first words of a text, as a finding quotes them."""
    return text if len(text) <= most else text[: most - 3] + "..."


def unrecognized(blocks: Sequence[Block], field: str, what: str) -> Finding:
    """Return a finding on lines that were kept as text.

    :param what: the list that they are in, as 'dates'.
    """
    text = blocks[0].text
    message = (
        f"This line in a list of {what} was not recognized: '{clipped(text)}'"
        if len(blocks) == 1
        else f"{len(blocks)} lines in a list of {what} were not recognized, from: '{clipped(text)}'"
    )
    return Finding(
        field=field,
        line=blocks[0].first,
        message=message,
        hint="The words are on the page; add the facts by hand.",
    )


class Shape(enum.StrEnum):
    """What a part of the page is."""

    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    TOPICS = "topics"
    DATES = "dates"
    PEOPLE = "people"
    LIMITS = "limits"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of the page, with the facts that its blocks say."""

    shape: Shape
    blocks: tuple[Block, ...]
    heading: str = ""  #: the words above it
    lead: str = ""  #: the sentence that leads to it
    name: str = ""  #: of a list of topics
    role: str = ""  #: of people
    key_dates: tuple[KeyDate, ...] = ()
    people: tuple[Appointment, ...] = ()
    submissions: tuple[Submission, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
    title: bool = False  #: a heading that is the page's title
    placed: bool = False  #: the facts stand for the words; else the words stay text
