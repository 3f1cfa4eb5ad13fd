"""The front matter of an edition: what its call says, and where its words come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field

from cfp_archive.model.values import (
    STRICT,
    Count,
    DateKind,
    DateOrder,
    Day,
    Days,
    Flag,
    Format,
    Pages,
    Span,
    StatusField,
    Text,
    Url,
)
from cfp_archive.naming import role_key

__all__ = [
    "Appointment", "Correction", "Difference", "Facts", "FurtherFacts", "Host", "KeyDate", "Link", "OtherSources", "Source",
    "Submission",
]  # fmt: skip

OwnSource = Annotated[
    Url | None,
    Field(description="Address that states it, if the call does not; it is then not placed on the page."),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place elsewhere, with words for it."""

    __pydantic_config__ = STRICT
    label: Annotated[Text, Field(description="What it is, in words.")]
    url: Annotated[Url, Field(description="Its address.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """The event that an edition was part of, as that event describes itself (not as the call does)."""

    __pydantic_config__ = STRICT
    name: Annotated[Text, Field(description="Name of the host conference, as in '35th IPDPS'.")]
    date: Annotated[Days | None, Field(description="First and last day of the host conference.")] = None
    place: Annotated[str | None, Field(description="City, region and country.")] = None
    format: Annotated[Format | None, Field(description="Actual format of the host conference.")] = None
    moved: Annotated[Flag, Field(description="True if the host conference was moved from its place.")] = False
    source: Annotated[Url | None, Field(description="Where the host conference states it.")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDate:
    """One line of a call's list of dates."""

    __pydantic_config__ = STRICT
    label: Annotated[Text, Field(description="The label, as printed.")]
    kind: Annotated[
        DateKind | None, Field(description="What the date is. Default: taken from the label, else 'other'.")
    ] = None
    date: Annotated[Days, Field(description="The day, or start and end. A deadline is the end of that day.")]
    time: Annotated[
        str | None,
        Field(
            description="Time of day from 00:00 to 23:59, if the call states one.",
            pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$",
        ),
    ] = None
    zone: Annotated[
        str | None,
        Field(description="Time zone as the call states it: AoE (UTC-12), UTC, UTC+02:00 or an IANA name."),
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
    source: OwnSource = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A category of submissions."""

    __pydantic_config__ = STRICT
    category: Annotated[Text, Field(description="The category, as printed.")]
    pages: Annotated[Pages | None, Field(description="Page limit: a number, or [least, most].")] = None
    printed: Annotated[
        str | None, Field(description="The limit's words as printed. Default: as in '8-10 pages'.")
    ] = None
    line: Annotated[
        str | None,
        Field(description="The whole line as printed, if it is not the category, a colon and the limit."),
    ] = None
    source: OwnSource = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A person in a role of an edition, as printed there. Who that is otherwise is said by :class:`Person`."""

    __pydantic_config__ = STRICT
    role: Annotated[Text, Field(description="The role, as printed: 'General Chairs'.")]
    name: Annotated[Text, Field(description="The name, as printed.")]
    affiliation: Annotated[str | None, Field(description="The affiliation, as printed.")] = None
    country: Annotated[str | None, Field(description="The country, as printed.")] = None
    note: Annotated[str | None, Field(description="What else the call states about the person.")] = None
    person: Annotated[
        str | None, Field(description="Key in people.yaml. Default: looked up by the spelling of the name.")
    ] = None
    printed: Annotated[
        str | None, Field(description="The whole line as printed. Default: name, affiliation, country.")
    ] = None
    source: OwnSource = None

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
    """Sources of the text."""

    __pydantic_config__ = STRICT
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

    __pydantic_config__ = STRICT
    source: Annotated[str, Field(description="The words in the source; empty if the page adds words.")] = ""
    page: Annotated[str, Field(description="The words on the page; empty if the page leaves words out.")] = ""
    reason: Annotated[Text, Field(description="Why; shown to readers.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A mistake of the archive that has been put right. A call's own mistakes stay as they are."""

    __pydantic_config__ = STRICT
    date: Annotated[Day, Field(description="When the archive was corrected.")]
    what: Annotated[Text, Field(description="What was wrong, and what is right; shown to readers.")]
    why: Annotated[str | None, Field(description="How it was noticed, or who said so; shown to readers.")] = (
        None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSources:
    """Where facts of an edition are said that its call does not say: the address of each, by its field."""

    __pydantic_config__ = STRICT
    title: Annotated[Url | None, Field(description="Where the title is said.")] = None
    ordinal: Annotated[Url | None, Field(description="Where the ordinal is said.")] = None
    date: Annotated[Url | None, Field(description="Where the day or days of the event are said.")] = None
    place: Annotated[Url | None, Field(description="Where the place is said.")] = None
    website: Annotated[Url | None, Field(description="Where the edition's own site is named.")] = None
    format: Annotated[Url | None, Field(description="Where the format is said.")] = None
    was: Annotated[
        Url | None, Field(description="Where the dates are said that extended deadlines replaced.")
    ] = None

    def of(self, field: str) -> str | None:
        """Return the address for a field; None if there is none, or there can be none."""
        return getattr(self, field, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The front matter of ``editions/<key>/index.md``."""

    __pydantic_config__ = STRICT
    title: Annotated[Text, Field(description="The edition's full title.")]
    short_title: Annotated[str | None, Field(description="Default: the series' short name and the key.")] = (
        None
    )
    ordinal: Annotated[Count | None, Field(description="1 for the first edition.")] = None
    ordinal_counted: Annotated[
        Flag, Field(description="True if the ordinal is inferred, not stated in the call.")
    ] = False
    date: Annotated[
        Days | None, Field(description="Date or dates of the event, if the call states them.")
    ] = None
    date_order: Annotated[
        DateOrder | None,
        Field(
            description="How to read the call's dates in figures if they can be read in two ways, as 3/4/2021: day-month or "
            "month-day. Default: as its other dates show."
        ),
    ] = None
    website: Annotated[Url | None, Field(description="Website of the edition, if the call states it.")] = None
    format: Annotated[Format | None, Field(description="What the call plans.")] = None
    place: Annotated[str | None, Field(description="City and country, if the call states them.")] = None
    host: Annotated[Host | None, Field(description="The host conference; facts from outside the call.")] = (
        None
    )
    status: StatusField = None
    key_dates: Annotated[tuple[KeyDate, ...], Field(description="In the call's order.")] = ()
    submissions: Annotated[tuple[Submission, ...], Field(description="In the call's order.")] = ()
    people: Annotated[tuple[Appointment, ...], Field(description="In the call's order.")] = ()
    sources: Annotated[tuple[Source, ...], Field(description="Sources of the text.")] = ()
    differences: Annotated[
        tuple[Difference, ...], Field(description="Declared differences between source and page.")
    ] = ()
    corrections: Annotated[
        tuple[Correction, ...],
        Field(
            description="Mistakes of the archive that have been put right since this edition was published."
        ),
    ] = ()
    other_sources: Annotated[
        OtherSources,
        Field(description="Addresses that state facts above which the call does not: {place: https://...}."),
    ] = OtherSources()
    silent_on: Annotated[
        tuple[Text, ...],
        Field(description="What else the call does not state, as in 'program committee'."),
    ] = ()
    draft: Annotated[
        Flag, Field(description="True if not published yet: labeled as a draft, not included in comparisons.")
    ] = False

    @property
    def planned(self) -> Span | None:
        """The days of the event that the call states, also where it lists them among the key dates only."""
        if self.date:
            return self.date
        days = [one.date for one in self.key_dates if one.kind is DateKind.EVENT]
        if days:
            return Span(start=min(one.start for one in days), end=max(one.end for one in days))
        return None

    @property
    def event(self) -> Span | None:
        """The days of the event as far as they are known: the new ones, else those planned, else those of the host."""
        new = self.status.date if self.status else None
        return new or self.planned or (self.host.date if self.host else None)

    @property
    def of_the_call(self) -> Facts:
        """The facts without the entries that are said elsewhere: those that directives place on the page."""
        return replace(
            self,
            key_dates=tuple(one for one in self.key_dates if not one.source),
            submissions=tuple(one for one in self.submissions if not one.source),
            people=tuple(one for one in self.people if not one.source),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherFacts:
    """The front matter of a further page of an edition, which may have none."""

    __pydantic_config__ = STRICT
    title: Annotated[
        str | None, Field(description="Text of links to the page. Default: made from the file name.")
    ] = None
    sources: Annotated[tuple[Source, ...], Field(description="Sources of the page's text.")] = ()
    differences: Annotated[
        tuple[Difference, ...], Field(description="Declared differences between source and page.")
    ] = ()
