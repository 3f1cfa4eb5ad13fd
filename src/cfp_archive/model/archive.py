"""The record as it was read: editions with their words, and the archive of them."""

from __future__ import annotations

import datetime as dt
import enum
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import PurePath
from statistics import median_low
from types import MappingProxyType
from typing import TypeAlias

from cfp_archive.model.facts import Appointment, Facts, Host
from cfp_archive.model.series import Decision, Gap, Person, Series, TopicKey
from cfp_archive.model.values import Span, Status, key_year
from cfp_archive.naming import ascii_key

__all__ = [
    "Archive", "Block", "BlockKind", "Edition", "FurtherPage", "Location", "Page", "Reference", "SourceText",
    "Topic", "TopicList", "nearest",
]  # fmt: skip

#: Where a value is in a YAML file: the path of keys and 0-based indices that leads to it.
Location: TypeAlias = tuple[str | int, ...]


def nearest(location: Location, lines: Mapping[Location, int]) -> Location:
    """Return the path of a value that has a line: the one asked for, or the innermost one around it."""
    while location and location not in lines:
        location = location[:-1]
    return location


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One entry of a topic list."""

    text: str  #: the whole entry as plain text, single spaces
    head: str  #: the title of a ``**Title**: description`` entry, else the text
    line: int  #: 1-based, in the page
    parent: int | None = None  #: 0-based index of its heading in the same list


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicList:
    """A named list of topics, flattened in document order."""

    name: str
    line: int  #: 1-based, of the directive
    topics: tuple[Topic, ...]

    @property
    def groups(self) -> int:
        """Number of entries that are headings of others."""
        return len({one.parent for one in self.topics} - {None})


class BlockKind(enum.StrEnum):
    """What a block of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  #: an entry of a list that is not a topic list
    TOPICS = "topics"  #: argument: list name
    KEY_DATES = "key-dates"
    SUBMISSIONS = "submissions"
    PEOPLE = "people"  #: argument: role
    NOTE = "archive-note"  #: the archive's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of an edition's page, in document order."""

    kind: BlockKind
    text: str  #: plain text, single spaces; empty for blocks that place facts
    line: int  #: 1-based, in the page
    level: int = 0  #: of a heading, 1..6
    depth: int = 0  #: of an entry, 0 in the outermost list
    further: bool = False  #: a further paragraph of the entry before
    title: str = ""  #: the bold words that it begins with, if others follow
    argument: str = ""  #: of a directive
    links: tuple[str, ...] = ()  #: addresses that the text leads to without showing them
    topics: TopicList | None = None  #: of a directive that places one


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A place where a page names something that the archive has."""

    line: int  #: 1-based
    kind: str  #: edition, topic or person
    target: str  #: a key, or a name that is known


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A source file as read from the folder."""

    file: str  #: its name, as the front matter gives it
    found: bool
    published: str = (
        ""  #: the name under which the site serves it, as text or for saving; empty if it is not found
    )
    text: str | None = field(
        default=None, repr=False
    )  #: None if the format is not one that is compared by words
    links: tuple[str, ...] = field(default=(), repr=False)  #: addresses that it shows or leads to


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of an edition as it was read: its words, what its front matter says, and where both are in the file."""

    path: PurePath  #: relative to the folder that holds the archive
    facts: Facts
    blocks: tuple[Block, ...]
    texts: tuple[SourceText, ...] = ()  #: the source files that the front matter names, in its order
    references: tuple[Reference, ...] = ()  #: to what the archive has
    lines: Mapping[Location, int] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )  #: 1-based line of each front-matter value, by its path, e.g. ("people", 0, "name")

    def line_of(self, *location: str | int) -> int:
        """Return the 1-based line of a front-matter value, or of the nearest value around it, or 1."""
        return self.lines.get(nearest(location, self.lines), 1)

    @property
    def lists(self) -> tuple[TopicList, ...]:
        """The topic lists, in the page's order."""
        return tuple(block.topics for block in self.blocks if block.topics)

    def topic_list(self, name: str) -> TopicList | None:
        """Return the list of that name, or None."""
        return next((one for one in self.lists if one.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherPage(Page):
    """A page beside index.md: a program, a committee.

    Its ``facts`` are the edition's, which its directives place, with the title, sources and differences of the page itself.
    """

    name: str  #: of the file, without suffix


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition(Page):
    """An edition whose call is in the archive: the page index.md, and what is beside it."""

    key: str
    pages: tuple[FurtherPage, ...] = ()  #: by name
    blanks: tuple[int, ...] = ()  #: 1-based lines of the page that mark something as open, comments included
    incomplete: bool = False  #: something in the front matter was not valid and is left out

    @property
    def year(self) -> int:
        """The year of the key."""
        return key_year(self.key)

    @property
    def ordinal(self) -> int | None:
        """Which edition of its series it is, from 1; None if that is not known."""
        return self.facts.ordinal

    @property
    def host(self) -> Host | None:
        """The event that it was part of, if any."""
        return self.facts.host

    @property
    def status(self) -> Status | None:
        """What became of an edition that was cancelled or postponed; None if it was neither."""
        return self.facts.status

    @property
    def event(self) -> Span | None:
        """The days on which the edition took or takes place, as far as they are known."""
        return self.facts.event

    def page(self, name: str) -> Page | None:
        """Return the page of that name, 'index' for the call itself; None if there is none."""
        return self if name == "index" else next((one for one in self.pages if one.name == name), None)


@dataclass(frozen=True, kw_only=True)
class Archive:
    """The whole record: a series, its editions (oldest first) and its people. What is looked up by name is indexed once."""

    series: Series
    editions: tuple[Edition, ...] = ()
    people: tuple[Person, ...] = ()  #: everyone who is named, by key
    decisions: tuple[Decision, ...] = ()
    topic_keys: tuple[TopicKey, ...] = ()
    unread: frozenset[str] = field(
        default=frozenset(), repr=False
    )  #: keys of editions and names of YAML files that exist and could not be read, whole or in part
    folder: PurePath = field(default=PurePath("editions"))  #: relative to the folder that holds the archive
    lines: Mapping[str, Mapping[Location, int]] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )  #: 1-based line of each value of a YAML file, by the file's name, e.g. ["series.yaml"][("missing_calls", 0, "key")]

    def line_of(self, file: str, *location: str | int) -> int:
        """Return the 1-based line of a value in a YAML file of the archive, or of the nearest value around it, or 1."""
        lines = self.lines.get(file, {})
        return lines.get(nearest(location, lines), 1)

    @property
    def in_order(self) -> Archive:
        """The archive with its editions in the order of the timeline, in whatever order they were given."""
        return replace(self, editions=tuple(sorted(self.editions, key=_chronologically)))

    @property
    def published(self) -> Archive:
        """The archive without drafts: what readers are told about, and what years are compared with."""
        return replace(self, editions=tuple(one for one in self.editions if not one.facts.draft))

    def edition(self, key: str) -> Edition | None:
        """Return the edition of that key, or None if its call is not in the archive."""
        return self._editions_by_key.get(key)

    def person(self, key: str) -> Person | None:
        """Return the person of that key, or None."""
        return self._people_by_key.get(key)

    def person_of(self, appointment: Appointment) -> Person | None:
        """Return who an appointment's name belongs to, by its key or spelling; None if the key dangles."""
        if appointment.person:
            return self.person(appointment.person)
        named = self.people_by_name.get(appointment.name)
        return named or self.person(ascii_key(appointment.name))

    @cached_property
    def people_by_name(self) -> Mapping[str, Person]:
        """Who each name and spelling belongs to; of several people, the first."""
        return {name: one for one in reversed(self.people) for name in (one.name, *one.spellings)}

    @cached_property
    def _people_by_key(self) -> Mapping[str, Person]:
        return {one.key: one for one in reversed(self.people)}

    @cached_property
    def _editions_by_key(self) -> Mapping[str, Edition]:
        return {one.key: one for one in reversed(self.editions)}

    @cached_property
    def timeline(self) -> tuple[Edition | Gap, ...]:
        """Held editions and gaps together, oldest first."""
        return tuple(sorted((*self.editions, *self.series.missing_calls), key=_chronologically))

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """A number for each call, by its key; those of two calls differ by 1 if nothing is known to be between them.

        Between them may be a call that is not in the archive, or more years than the series usually leaves out.
        """
        timeline = self.timeline
        steps = [newer.year - older.year for older, newer in pairwise(timeline)]
        usual = max(median_low(steps), 1) if steps else 1
        numbers = accumulate((2 if step > usual else 1 for step in steps), initial=0)
        held = {one.key for one in self.editions}
        return {one.key: number for one, number in zip(timeline, numbers, strict=False) if one.key in held}

    def gaps_between(self, older: str | None, newer: str) -> tuple[Gap, ...]:
        """Return the gaps after one known edition and before another, oldest first.

        :param older: a key of the timeline, or None for its beginning.
        :param newer: a key of the timeline that comes later.
        """
        timeline = self.timeline
        keys = [one.key for one in timeline]
        first = 0 if older is None else keys.index(older)
        return tuple(one for one in timeline[first : keys.index(newer)] if isinstance(one, Gap))

    def short_title(self, edition: Edition | Gap) -> str:
        """Return the name that readers use: 'ScaDL 2021'."""
        own = edition.facts.short_title if isinstance(edition, Edition) else None
        return own or f"{self.series.short_name} {edition.key}"

    @cached_property
    def list_names(self) -> tuple[str, ...]:
        """Names of all topic lists: those of series.yaml first, then by first appearance."""
        named = [one.name for one in self.series.lists]
        found = [one.name for edition in self.editions for one in edition.lists]
        return tuple(name for name in dict.fromkeys((*named, *found)) if name in found)

    def list_label(self, name: str) -> str:
        """Return the archive's heading for a list."""
        for one in self.series.lists:
            if one.name == name:
                return one.label
        return name.replace("-", " ").capitalize()


def _chronologically(one: Edition | Gap) -> tuple[int, dt.date, float, str]:
    """Sort editions by year, then days, then ordinal, then key: the only place that says which edition is older.

    Of two editions in one year, one without days follows those that have some. The order of two editions depends on
    nothing but the two, so that adding or removing another, a draft too, never swaps them.
    """
    event, ordinal = one.event, one.ordinal
    return one.year, event.start if event else dt.date.max, math.inf if ordinal is None else ordinal, one.key
