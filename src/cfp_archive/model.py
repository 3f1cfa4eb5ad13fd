"""The archive as immutable data.

The classes above :class:`Edition` are also the shape of the front matter and of the YAML files: their field descriptions
make the JSON Schema and the reference of fields, so that a field is described in one place. A value is what the source
says; None means that the source does not say.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from types import MappingProxyType
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from cfp_archive.naming import ascii_key, role_key

#: An edition's key: a year, and after hyphens words that tell two editions of one year apart (2021-spring). They begin
#: with a letter, so that the address of a comparison, as in 2021-spring-2022, can be read in one way only.
EDITION_KEY = re.compile(r"\d{4}(?:-[a-z][a-z0-9]*)*\Z")

#: Pydantic reads this attribute: a misspelt field is an error, not silently ignored.
_STRICT: dict[str, Any] = {"extra": "forbid", "str_strip_whitespace": True}

Location: TypeAlias = tuple[str | int, ...]
Text = Annotated[str, Field(min_length=1)]
Url = Annotated[str, Field(pattern=r"^(https?|mailto|ftp):\S+$")]


class Format(enum.StrEnum):
    """How people met, or planned to."""

    IN_PERSON = "in person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


class DateKind(enum.StrEnum):
    """What a key date is, whatever a call names it, in the order in which the dates fall."""

    ABSTRACT = "abstract"
    SUBMISSION = "submission"
    NOTIFICATION = "notification"
    CAMERA_READY = "camera-ready"
    REGISTRATION = "registration"
    EVENT = "event"
    OTHER = "other"


def _as_day(value: object) -> object:
    """Let text be a day only if it is written YYYY-MM-DD: pydantic takes numbers for seconds since 1970."""
    if isinstance(value, dt.date) or (
        isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip())
    ):
        return value.strip() if isinstance(value, str) else value
    raise PydanticCustomError("date_written", "is not written YYYY-MM-DD")


Day = Annotated[dt.date, BeforeValidator(_as_day, json_schema_input_type=dt.date)]
Flag = Annotated[bool, Field(strict=True)]
Count = Annotated[int, Field(strict=True, ge=1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Calendar days from ``start`` to ``end``, both included; equal for one day. Naive dates, of the event's own place."""

    __pydantic_config__ = _STRICT
    start: Day
    end: Day


def _as_span(value: object) -> object:
    """Let a single day stand for a span of one day."""
    return value if isinstance(value, Mapping | Span) else {"start": value, "end": value}


def _as_pages(value: object) -> object:
    """Let a single number stand for a range of one length."""
    return (value, value) if isinstance(value, int) and not isinstance(value, bool) else value


Days = Annotated[Span, BeforeValidator(_as_span, json_schema_input_type=Day | Span)]
Pages = Annotated[
    tuple[Count, Count], BeforeValidator(_as_pages, json_schema_input_type=Count | tuple[Count, Count])
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place elsewhere, with words for it."""

    __pydantic_config__ = _STRICT
    label: Text
    url: Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The event that an edition was part of, as that event describes itself (not as the call does)."""

    __pydantic_config__ = _STRICT
    name: Annotated[Text, Field(description="The host's name, as in '35th IPDPS'.")]
    date: Annotated[Days | None, Field(description="First and last day of the host.")] = None
    place: Annotated[str | None, Field(description="City, region and country.")] = None
    format: Annotated[Format | None, Field(description="How the host was held in the end.")] = None
    moved: Annotated[Flag, Field(description="The host was planned for the place but not held there.")] = (
        False
    )
    source: Annotated[Url | None, Field(description="Where the host says so.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """One line of a call's list of dates."""

    __pydantic_config__ = _STRICT
    label: Annotated[Text, Field(description="The label, as printed.")]
    date: Annotated[Days, Field(description="The day, or start and end. A deadline is the end of that day.")]
    kind: Annotated[
        DateKind | None, Field(description="What the date is. Default: taken from the label, else 'other'.")
    ] = None
    time: Annotated[
        str | None, Field(description="Time of day as HH:MM, if the call gives one.", pattern=r"^\d\d:\d\d$")
    ] = None
    zone: Annotated[
        str | None,
        Field(description="Time zone as the call gives it: AoE (UTC-12), UTC, UTC+02:00 or an IANA name."),
    ] = None
    was: Annotated[
        tuple[Day, ...], Field(description="Earlier dates that this one replaced (extended deadlines).")
    ] = ()
    printed: Annotated[
        str | None,
        Field(description="The date's words as printed. Default: as in 'February 1, 2021'."),
    ] = None
    line: Annotated[
        str | None,
        Field(description="The whole line as printed, if it is not the label, a colon and the date's words."),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A category of submissions."""

    __pydantic_config__ = _STRICT
    category: Annotated[Text, Field(description="The category, as printed.")]
    pages: Annotated[Pages | None, Field(description="Page limit: a number, or [least, most].")] = None
    printed: Annotated[
        str | None, Field(description="The limit's words as printed. Default: as in '8-10 pages'.")
    ] = None
    line: Annotated[
        str | None,
        Field(description="The whole line as printed, if it is not the category, a colon and the limit."),
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A person in a role of an edition, as printed there. Who that is otherwise is said by :class:`Person`."""

    __pydantic_config__ = _STRICT
    role: Annotated[Text, Field(description="The role, as printed: 'General Chairs'.")]
    name: Annotated[Text, Field(description="The name, as printed.")]
    affiliation: Annotated[str | None, Field(description="The affiliation, as printed.")] = None
    country: Annotated[str | None, Field(description="The country, as printed.")] = None
    note: Annotated[str | None, Field(description="What else the call says of the person.")] = None
    person: Annotated[
        str | None, Field(description="Key in people.yaml. Default: found by the name's spelling.")
    ] = None
    printed: Annotated[
        str | None, Field(description="The whole line as printed. Default: name, affiliation, country.")
    ] = None

    @property
    def role_key(self) -> str:
        """The role whatever its spelling: 'Program Committee Co-Chairs' and 'Program Chair' have one key."""
        return role_key(self.role)

    @property
    def words(self) -> str:
        """The line as printed."""
        return self.printed or ", ".join(filter(None, (self.name, self.affiliation, self.country)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the words come from."""

    __pydantic_config__ = _STRICT
    file: Annotated[str | None, Field(description="The call as received, beside index.md.")] = None
    url: Annotated[Url | None, Field(description="Where it was published.")] = None
    published: Annotated[str | None, Field(description="How, as in 'posted to DBWorld'.")] = None
    posted: Annotated[
        str | None,
        Field(
            description="When it was published: YYYY, YYYY-MM or YYYY-MM-DD.", pattern=r"^\d{4}(-\d\d){0,2}$"
        ),
    ] = None
    received: Annotated[Day | None, Field(description="The day the archive received it.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A place where the page deliberately differs from the source."""

    __pydantic_config__ = _STRICT
    source: Annotated[str, Field(description="The words in the source; empty if the page adds words.")] = ""
    page: Annotated[str, Field(description="The words on the page; empty if the page leaves words out.")] = ""
    reason: Annotated[Text, Field(description="Why; shown to readers.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The front matter of ``editions/<key>/index.md``."""

    __pydantic_config__ = _STRICT
    title: Annotated[Text, Field(description="The edition's full title.")]
    short_title: Annotated[str | None, Field(description="Default: the series' short name and the key.")] = (
        None
    )
    ordinal: Annotated[Count | None, Field(description="1 for the first edition.")] = None
    ordinal_counted: Annotated[
        Flag, Field(description="The ordinal follows by counting; the call does not state it.")
    ] = False
    date: Annotated[Days | None, Field(description="The day or days of the event, if the call says.")] = None
    website: Annotated[Url | None, Field(description="The edition's own site, if the call says.")] = None
    format: Annotated[Format | None, Field(description="What the call plans.")] = None
    place: Annotated[str | None, Field(description="City and country, if the call says.")] = None
    host: Annotated[Host | None, Field(description="The host event; facts from outside the call.")] = None
    key_dates: Annotated[tuple[KeyDate, ...], Field(description="In the call's order.")] = ()
    submissions: Annotated[tuple[Submission, ...], Field(description="In the call's order.")] = ()
    people: Annotated[tuple[Appointment, ...], Field(description="In the call's order.")] = ()
    sources: Annotated[tuple[Source, ...], Field(description="Where the words come from.")] = ()
    differences: Annotated[
        tuple[Difference, ...], Field(description="Deliberate differences between source and page.")
    ] = ()
    silent_on: Annotated[
        tuple[Text, ...],
        Field(description="What else the call does not say, named as missing: 'a program committee'."),
    ] = ()
    draft: Annotated[Flag, Field(description="Not published yet: marked, and kept out of feeds.")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An edition that is known to exist and whose call is not held."""

    __pydantic_config__ = _STRICT
    key: Annotated[Text, Field(description="The key that its folder would have.")]
    ordinal: Annotated[Count | None, Field(description="1 for the first edition.")] = None
    ordinal_counted: Annotated[Flag, Field(description="The ordinal follows by counting.")] = False
    website: Annotated[Url | None, Field(description="The edition's own site.")] = None
    host: Annotated[Host | None, Field(description="The host event.")] = None
    links: Annotated[tuple[Link, ...], Field(description="Where the call was, or may be.")] = ()
    note: Annotated[str | None, Field(description="What is known about the call.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLabel:
    """The archive's own heading for a topic list that runs through the editions."""

    __pydantic_config__ = _STRICT
    name: Annotated[Text, Field(description="The list's name in {topics} directives.")]
    label: Annotated[Text, Field(description="The heading, as in 'Areas of interest'.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """``editions/series.yaml``: what holds for all editions."""

    __pydantic_config__ = _STRICT
    name: Annotated[Text, Field(description="The series' full name.")]
    short_name: Annotated[Text, Field(description="As in 'ScaDL'.")]
    home: Annotated[Url | None, Field(description="The series' own site.")] = None
    about: Annotated[
        str | None, Field(description="One or two sentences for readers who do not know it.")
    ] = None
    source: Annotated[Url | None, Field(description="Where that is said.")] = None
    roles: Annotated[tuple[str, ...], Field(description="Further role names that are no misspellings.")] = ()
    lists: Annotated[tuple[ListLabel, ...], Field(description="Topic lists, in the order to show them.")] = ()
    not_held: Annotated[tuple[Gap, ...], Field(description="Editions known and not held.")] = ()
    notes: Annotated[tuple[str, ...], Field(description="What readers should know about the record.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who a name belongs to (``editions/people.yaml``, or made from a name that is printed one way only)."""

    __pydantic_config__ = _STRICT
    key: Annotated[
        Text, Field(description="ASCII letters, digits, hyphens; never changes.", pattern=r"^[a-z0-9-]+$")
    ]
    name: Annotated[Text, Field(description="The name to show.")]
    spellings: Annotated[tuple[str, ...], Field(description="Other spellings found in calls.")] = ()
    orcid: Annotated[
        str | None, Field(description="ORCID iD.", pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")
    ] = None
    home: Annotated[Url | None, Field(description="Home page.")] = None


class Verdict(enum.StrEnum):
    """A person's ruling on a match."""

    SAME = "same"
    NOT_SAME = "not the same"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry of ``editions/decisions.yaml``: what a person ruled, over the engine."""

    __pydantic_config__ = _STRICT
    list: Annotated[Text, Field(description="The list's name.")]
    old_edition: Annotated[Text, Field(description="Key of the older edition.")]
    new_edition: Annotated[Text, Field(description="Key of the newer edition.")]
    old: Annotated[tuple[str, ...], Field(description="Wording of the older topic or topics.", min_length=1)]
    new: Annotated[tuple[str, ...], Field(description="Wording of the newer topic or topics.", min_length=1)]
    verdict: Annotated[Verdict, Field(description="same, not the same, split or merged.")]
    reason: Annotated[Text, Field(description="Why; shown to readers.")]
    decided: Annotated[Day, Field(description="When.")]
    by: Annotated[str | None, Field(description="Who.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicKey:
    """One entry of ``editions/topics.yaml``: a permanent key, anchored at one wording of one edition."""

    __pydantic_config__ = _STRICT
    key: Annotated[
        Text, Field(description="Part of the topic's address; never changes.", pattern=r"^[a-z0-9-]+$")
    ]
    list: Annotated[Text, Field(description="The list's name.")]
    edition: Annotated[Text, Field(description="The edition in which the wording stands.")]
    text: Annotated[Text, Field(description="The wording's head: the whole topic, or its bold title.")]


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
    argument: str = ""  #: of a directive
    links: tuple[str, ...] = ()  #: addresses that the text leads to without showing them


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A source file as read from the folder."""

    file: str  #: its name, as the front matter gives it
    found: bool
    text: str | None = field(
        default=None, repr=False
    )  #: None if the format is not one that is compared by words


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One held call: its facts, its words, and where both stand in the file."""

    key: str
    path: PurePath  #: of index.md, relative to the folder that holds the archive
    facts: Facts
    blocks: tuple[Block, ...]
    lists: tuple[TopicList, ...]
    pages: tuple[str, ...] = ()  #: names of further pages beside index.md, without suffix, sorted
    texts: tuple[SourceText, ...] = ()  #: the source files that the front matter names, in its order
    blanks: tuple[int, ...] = ()  #: 1-based lines of the page that mark something as open, comments included
    lines: Mapping[Location, int] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )  #: 1-based line of each front-matter value, by its path, e.g. ("people", 0, "name")

    @property
    def year(self) -> int:
        """The year of the key."""
        return int(self.key[:4])

    def line_of(self, *location: str | int) -> int:
        """Return the 1-based line of a front-matter value, or of the nearest value around it, or 1."""
        while location and location not in self.lines:
            location = location[:-1]
        return self.lines.get(location, 1)

    def topic_list(self, name: str) -> TopicList | None:
        """Return the list of that name, or None."""
        return next((one for one in self.lists if one.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The whole record: a series, its held editions (oldest first), its gaps and its people."""

    series: Series
    editions: tuple[Edition, ...] = ()
    people: tuple[Person, ...] = ()  #: everyone who is named, by key
    decisions: tuple[Decision, ...] = ()
    topic_keys: tuple[TopicKey, ...] = ()
    folder: PurePath = field(default=PurePath("editions"))  #: relative to the folder that holds the archive
    lines: Mapping[str, Mapping[Location, int]] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )  #: 1-based line of each value of a YAML file, by the file's name, e.g. ["series.yaml"][("not_held", 0, "key")]

    def line_of(self, file: str, *location: str | int) -> int:
        """Return the 1-based line of a value in a YAML file of the archive, or of the nearest value around it, or 1."""
        lines = self.lines.get(file, {})
        while location and location not in lines:
            location = location[:-1]
        return lines.get(location, 1)

    @property
    def published(self) -> Archive:
        """The archive without drafts: what readers are told about, and what years are compared with."""
        return replace(self, editions=tuple(one for one in self.editions if not one.facts.draft))

    def edition(self, key: str) -> Edition | None:
        """Return the held edition of that key, or None."""
        return next((one for one in self.editions if one.key == key), None)

    def person(self, key: str) -> Person | None:
        """Return the person of that key, or None."""
        return next((one for one in self.people if one.key == key), None)

    def person_of(self, appointment: Appointment) -> Person | None:
        """Return who an appointment's name belongs to, by its key or spelling; None if the key dangles."""
        if appointment.person:
            return self.person(appointment.person)
        for one in self.people:
            if appointment.name == one.name or appointment.name in one.spellings:
                return one
        return self.person(ascii_key(appointment.name))

    @property
    def timeline(self) -> tuple[Edition | Gap, ...]:
        """Held editions and gaps together, oldest first."""
        return tuple(sorted((*self.editions, *self.series.not_held), key=lambda one: one.key))

    def short_title(self, edition: Edition | Gap) -> str:
        """Return the name that readers use: 'ScaDL 2021'."""
        own = edition.facts.short_title if isinstance(edition, Edition) else None
        return own or f"{self.series.short_name} {edition.key}"

    @property
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
