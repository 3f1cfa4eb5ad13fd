"""What the stages of an import hand on to each other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import datetime as dt

    from cfp_archive.model import Appointment, KeyDate, Submission

__all__ = [
    "Bullets",
    "Chunk",
    "Dates",
    "Guess",
    "Heading",
    "ImportRefusedError",
    "Item",
    "Line",
    "Link",
    "Node",
    "Paragraph",
    "People",
    "Received",
    "Submissions",
    "Topics",
]


class ImportRefusedError(ValueError):
    """What was given is no call that can be imported; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """Something that the import decided and a person should look at."""

    line: int  #: 1-based, in the source's text; 0 if no line is meant
    message: str  #: what was taken for what, one sentence
    hint: str  #: what to do if that is wrong, one sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words of the text that led to another place."""

    line: int  #: 1-based, in the text
    text: str  #: single spaces
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A call as received, and its text."""

    original: bytes
    suffix: str  #: of the original: .txt, .eml, .html or .md
    text: str  #: lines end with LF; for .txt the original, decoded
    links: tuple[Link, ...] = ()
    subject: str = ""  #: of a mail, or the title of an HTML page
    posted: dt.date | None = None  #: when a mail was sent
    guesses: tuple[Guess, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the text, its marks told from its words."""

    number: int  #: 1-based
    text: str  #: the words, without marks and signs of emphasis; empty for blank and ruled lines
    raw: str  #: as it stands, without white space at the end
    sign: str = ""  #: that begins an entry of a list
    column: int = 0  #: 0-based, of the sign, or of the words if there is none
    level: int = 0  #: of a heading in Markdown's way
    framed: bool = False  #: between signs or wholly emphasised, as headings are
    title: str = ""  #: the emphasised words with which the line begins
    ruled: bool = False

    @property
    def blank(self) -> bool:
        """Whether the line has no words."""
        return not self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A logical line: a paragraph, an entry, a heading, whole again where it was wrapped."""

    lines: tuple[Line, ...]
    gap: int = 0  #: blank lines before
    ruled: str = ""  #: the ruled line that follows at once
    cut: bool = False  #: a ruled line that underlines nothing, as above a signature, stands before

    @property
    def text(self) -> str:
        """All its words, single spaces."""
        return " ".join(" ".join(one.text for one in self.lines).split())

    @property
    def wide(self) -> str:
        """All its words; where columns stand apart on a line, a tab."""
        return re.sub(r"[ \xa0]*\t[ \t\xa0]*|[ \xa0]{3,}", "\t", " ".join(one.text for one in self.lines))

    @property
    def first(self) -> int:
        """Give the 1-based number of its first line."""
        return self.lines[0].number

    @property
    def last(self) -> int:
        """Give the 1-based number of its last line."""
        return self.lines[-1].number

    @property
    def sign(self) -> str:
        """The sign of a list's entry, or nothing."""
        return self.lines[0].sign

    @property
    def column(self) -> int:
        """Give the column of its sign or first word."""
        return self.lines[0].column


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of the page."""

    chunk: Chunk
    level: int
    kind: str = ""  #: what stands below: topics, dates, submissions, people or nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Words that stay text."""

    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry of a list."""

    chunks: tuple[Chunk, ...]
    depth: int = 0
    title: str = ""  #: to be set in bold

    @property
    def text(self) -> str:
        """All its words, single spaces."""
        return " ".join(one.text for one in self.chunks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list that is no list of topics."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topics:
    """A list of topics."""

    items: tuple[Item, ...]
    heading: str = ""  #: the words above the list that say what it holds
    lead: str = ""  #: the sentence that leads to the list
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """The call's list of dates."""

    chunks: tuple[Chunk, ...]
    key_dates: tuple[KeyDate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submissions:
    """The call's list of categories."""

    chunks: tuple[Chunk, ...]
    submissions: tuple[Submission, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of a role."""

    chunks: tuple[Chunk, ...]
    people: tuple[Appointment, ...]
    role: str = field(default="")


Node: TypeAlias = Heading | Paragraph | Bullets | Topics | Dates | Submissions | People
