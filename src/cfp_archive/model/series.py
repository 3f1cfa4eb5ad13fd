"""The files about all editions: the series, its gaps, its people, and what people decided."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from cfp_archive.model.facts import Host, Link
from cfp_archive.model.values import STRICT, Count, Day, Flag, Span, StatusField, Text, Url, key_year

__all__ = [
    "Decision", "Gap", "ListLabel", "Outcome", "Person", "Series", "TopicKey",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """An edition whose call is not in the archive."""

    __pydantic_config__ = STRICT
    key: Annotated[Text, Field(description="The key that its folder would have.")]
    ordinal: Annotated[Count | None, Field(description="1 for the first edition.")] = None
    ordinal_counted: Annotated[Flag, Field(description="True if the ordinal is inferred.")] = False
    website: Annotated[Url | None, Field(description="The edition's own site.")] = None
    host: Annotated[Host | None, Field(description="The host conference.")] = None
    status: StatusField = None
    links: Annotated[tuple[Link, ...], Field(description="Where the call was, or may be.")] = ()
    note: Annotated[str | None, Field(description="What is known about the call.")] = None

    @property
    def year(self) -> int:
        """The year of the key; 0 if the key is not valid."""
        return key_year(self.key)

    @property
    def event(self) -> Span | None:
        """The days on which the edition took or takes place, as far as they are known."""
        return (self.status.date if self.status else None) or (self.host.date if self.host else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLabel:
    """The archive's own heading for a topic list that runs through the editions."""

    __pydantic_config__ = STRICT
    name: Annotated[Text, Field(description="The list's name in {topics} directives.")]
    label: Annotated[Text, Field(description="The heading, as in 'Areas of interest'.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """``editions/series.yaml``: facts about all editions."""

    __pydantic_config__ = STRICT
    name: Annotated[Text, Field(description="The series' full name.")]
    short_name: Annotated[Text, Field(description="As in 'ScaDL'.")]
    home: Annotated[Url | None, Field(description="The series' own site.")] = None
    address: Annotated[
        Url | None,
        Field(
            description="The address of this archive's site, ending with a slash, as in 'https://calls.example/': feeds, "
            "calendars and citations link to it.",
            pattern=r"^https?://[^\s?#]+/$",
        ),
    ] = None
    license: Annotated[
        str | None,
        Field(
            description="The license of the archive's own data, as an SPDX identifier such as CC-BY-4.0. The calls belong to "
            "their authors.",
            pattern=r"^[A-Za-z0-9.+-]+$",
        ),
    ] = None
    about: Annotated[
        str | None, Field(description="One or two sentences for readers who do not know it.")
    ] = None
    source: Annotated[Url | None, Field(description="Address that states it.")] = None
    language: Annotated[
        str,
        Field(
            description="Language code of the topics, such as 'de', for matching the forms of a word.",
            pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        ),
    ] = "en"
    roles: Annotated[tuple[str, ...], Field(description="Further role names of this series.")] = ()
    lists: Annotated[tuple[ListLabel, ...], Field(description="Topic lists, in the order to show them.")] = ()
    missing_calls: Annotated[
        tuple[Gap, ...], Field(description="Editions whose calls are not in the archive.")
    ] = ()
    notes: Annotated[tuple[str, ...], Field(description="What readers should know about the archive.")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who a name belongs to (``editions/people.yaml``, or made from a name that is printed one way only)."""

    __pydantic_config__ = STRICT
    key: Annotated[
        Text, Field(description="ASCII letters, digits, hyphens; never changes.", pattern=r"^[a-z0-9-]+$")
    ]
    name: Annotated[Text, Field(description="The name to show.")]
    spellings: Annotated[tuple[str, ...], Field(description="Other spellings found in calls.")] = ()
    orcid: Annotated[
        str | None, Field(description="ORCID iD.", pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")
    ] = None
    home: Annotated[Url | None, Field(description="Home page.")] = None
    not_same: Annotated[
        tuple[str, ...],
        Field(description="Keys of people with nearly the same name who are known to be someone else."),
    ] = ()


class Outcome(enum.StrEnum):
    """What a person decided about a match."""

    SAME = "same"
    NOT_SAME = "not the same"
    SPLIT = "split"
    MERGED = "merged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One entry of ``editions/decisions.yaml``: what a person decided about a match; it wins over the comparison."""

    __pydantic_config__ = STRICT
    list: Annotated[Text, Field(description="The list's name; of topics that moved, the older list's.")]
    new_list: Annotated[
        Text | None, Field(description="The newer list's name, if the topics moved to another list.")
    ] = None
    old_edition: Annotated[Text, Field(description="Key of the older edition.")]
    new_edition: Annotated[Text, Field(description="Key of the newer edition.")]
    old: Annotated[tuple[str, ...], Field(description="Wording of the older topic or topics.", min_length=1)]
    new: Annotated[tuple[str, ...], Field(description="Wording of the newer topic or topics.", min_length=1)]
    outcome: Annotated[Outcome, Field(description="same, not the same, split or merged.")]
    reason: Annotated[Text, Field(description="Why; shown to readers.")]
    decided: Annotated[Day, Field(description="When.")]
    by: Annotated[str | None, Field(description="Who.")] = None

    @property
    def newer_list(self) -> str:
        """The name of the list that has the newer topics."""
        return self.new_list or self.list


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicKey:
    """One entry of ``editions/topics.yaml``: a permanent key, anchored at one wording of one edition."""

    __pydantic_config__ = STRICT
    key: Annotated[
        Text, Field(description="Part of the topic's address; never changes.", pattern=r"^[a-z0-9-]+$")
    ]
    list: Annotated[Text, Field(description="The list's name.")]
    edition: Annotated[Text, Field(description="Key of an edition that has the wording.")]
    text: Annotated[Text, Field(description="The wording's head: the whole topic, or its bold title.")]
