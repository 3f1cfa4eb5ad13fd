"""The archive as JSON: all of it in one file, and a file for each edition."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from cfp_archive import messages
from cfp_archive.encoding import json_bytes, plain
from cfp_archive.exporting.registry import Exporter, Group, Shape
from cfp_archive.model import BlockKind, Decision, Facts, Person, Series, Span
from cfp_archive.site import edition_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Edition, Page, Topic
    from cfp_archive.site import Site

__all__ = ["EXPORTERS", "edition_data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicData:
    """One topic of a list."""

    position: Annotated[int, Field(description="Place in the list, from 0.")]
    parent: Annotated[int | None, Field(description="Position of the topic that this one is nested under.")]
    text: Annotated[str, Field(description="The whole topic, as the call has it.")]
    title: Annotated[str, Field(description="Its title if it has one, else the whole topic.")]
    key: Annotated[str, Field(description="Permanent key, the same in every edition: see lineages.json.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicListData:
    """One list of topics."""

    name: Annotated[str, Field(description="Name of the list, the same in every edition.")]
    label: Annotated[str, Field(description="The archive's heading for it.")]
    topics: Annotated[tuple[TopicData, ...], Field(description="In the call's order.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockData:
    """One block of a text."""

    kind: Annotated[
        BlockKind,
        Field(
            description="heading, paragraph or item: the call's words. topics, key-dates, submissions, people: the place of "
            "those facts. archive-note: the archive's words."
        ),
    ]
    level: Annotated[int | None, Field(description="Of a heading, from 1.")]
    text: Annotated[str, Field(description="Plain text; empty where facts are placed.")]
    name: Annotated[str | None, Field(description="Of a topic list, or the role of people.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherPageData:
    """A page beside a call: a program, a committee."""

    name: Annotated[str, Field(description="Last part of its address.")]
    title: Annotated[str | None, Field(description="Its title.")]
    text: Annotated[tuple[BlockData, ...], Field(description="Its blocks, in order.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionData:
    """One call in the archive: what it says, and its words."""

    format: Annotated[Literal["cfp-archive/edition"], Field(description="Always the same.")] = (
        "cfp-archive/edition"
    )
    version: Annotated[Literal[1], Field(description="Of this format.")] = 1
    key: Annotated[str, Field(description="The edition's key, as in its address.")]
    year: Annotated[int, Field(description="The year of the key.")]
    short_title: Annotated[str, Field(description="As readers see it: 'ScaDL 2021'.")]
    page: Annotated[str, Field(description="Address of its page, from the site's root.")]
    event: Annotated[Span | None, Field(description="Days of the event as far as they are known.")]
    event_from: Annotated[
        Literal["call", "other source", "status", "host"] | None,
        Field(
            description="Where these days are said: the call, another source, the notice of a postponement, or the host "
            "conference, of which the event was a part."
        ),
    ]
    inferred: Annotated[
        tuple[str, ...], Field(description="Facts that the archive derived and the call does not state.")
    ]
    facts: Annotated[
        Facts,
        Field(
            description="What the call says; null where it does not. Facts that are said elsewhere have their address in "
            "other_sources, or in their own source."
        ),
    ]
    lists: Annotated[tuple[TopicListData, ...], Field(description="Topic lists, in the call's order.")]
    text: Annotated[tuple[BlockData, ...], Field(description="The call's blocks, in order.")]
    pages: Annotated[tuple[FurtherPageData, ...], Field(description="Further pages of the edition.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveData:
    """The whole archive."""

    format: Annotated[Literal["cfp-archive/archive"], Field(description="Always the same.")] = (
        "cfp-archive/archive"
    )
    version: Annotated[Literal[1], Field(description="Of this format.")] = 1
    series: Annotated[Series, Field(description="What holds for all editions, and the missing calls.")]
    editions: Annotated[
        tuple[EditionData, ...], Field(description="Calls in the archive, oldest first, without drafts.")
    ]
    people: Annotated[tuple[Person, ...], Field(description="Everyone who is named, by key.")]
    decisions: Annotated[tuple[Decision, ...], Field(description="Manual decisions about matches of topics.")]


def edition_data(site: Site, edition: Edition) -> EditionData:
    """Return what is published of an edition."""
    archive, history = site.archive, site.history
    lists = tuple(
        TopicListData(
            name=topics.name,
            label=archive.list_label(topics.name),
            topics=tuple(
                _topic(position, topic, member.key)
                for position, (topic, member) in enumerate(
                    zip(topics.topics, history.members(topics.name, edition.key), strict=True)
                )
            ),
        )
        for topics in edition.lists
    )
    return EditionData(
        key=edition.key,
        year=edition.year,
        short_title=archive.short_title(edition),
        page=f"{edition_page(edition.key).removesuffix('index')}",
        event=edition.event,
        event_from=_event_from(edition.facts),
        inferred=("ordinal",) if edition.facts.ordinal_counted else (),
        facts=edition.facts,
        lists=lists,
        text=_blocks(edition),
        pages=tuple(
            FurtherPageData(name=page.name, title=page.facts.title, text=_blocks(page))
            for page in edition.pages
        ),
    )


def _topic(position: int, topic: Topic, key: str) -> TopicData:
    return TopicData(position=position, parent=topic.parent, text=topic.text, title=topic.head, key=key)


def _event_from(facts: Facts) -> Literal["call", "other source", "status", "host"] | None:
    if facts.status and facts.status.date:
        return "status"
    if facts.planned:
        return "other source" if facts.date and facts.other_sources.date else "call"
    return "host" if facts.event else None


def _blocks(page: Page) -> tuple[BlockData, ...]:
    return tuple(
        BlockData(
            kind=block.kind,
            level=block.level or None,
            text=block.text,
            name=block.argument or None,
        )
        for block in page.blocks
    )


def _archive_file(site: Site) -> Iterator[tuple[str, bytes]]:
    archive = site.archive
    whole = ArchiveData(
        series=archive.series,
        editions=tuple(edition_data(site, edition) for edition in archive.editions),
        people=archive.people,
        decisions=archive.decisions,
    )
    yield "archive.json", json_bytes(plain(ArchiveData, whole))


def _edition_files(site: Site) -> Iterator[tuple[str, bytes]]:
    for edition in site.archive.editions:
        made = site.recall_of_edition(partial(_edition_json, site, edition), edition.key, "json")
        yield f"editions/{edition.key}.json", made


def _edition_json(site: Site, edition: Edition) -> bytes:
    return json_bytes(plain(EditionData, edition_data(site, edition)))


EXPORTERS = (
    Exporter(
        name="archive",
        group=Group.JSON,
        address="archive.json",
        about=messages.ABOUT_ARCHIVE_FILE,
        media_type="application/json",
        files=_archive_file,
        shape=Shape(kind=ArchiveData, version=1),
    ),
    Exporter(
        name="edition",
        group=Group.JSON,
        address="editions/{key}.json",
        about=messages.ABOUT_EDITION_FILES,
        media_type="application/json",
        files=_edition_files,
        newest=lambda site: f"editions/{site.archive.editions[-1].key}.json" if site.archive.editions else "",
        shape=Shape(kind=EditionData, version=1),
    ),
)
