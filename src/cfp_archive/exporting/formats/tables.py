"""Tables as CSV: editions, topics, lineages, people and dates, a row for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import Field

from cfp_archive import messages
from cfp_archive.encoding import csv_bytes
from cfp_archive.exporting.formats.lineages import lineages_data
from cfp_archive.exporting.instants import deadline_in_utc
from cfp_archive.exporting.registry import Exporter, Group, Shape
from cfp_archive.model import DateKind, Edition
from cfp_archive.site import edition_page, path_of, person_page, topic_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cfp_archive.messages import Message
    from cfp_archive.model import Gap, Host, Span, Status
    from cfp_archive.site import Site

__all__ = ["EXPORTERS"]

Key: TypeAlias = Annotated[str, Field(description="The edition's key.")]
YesNo = Literal["true", "false"]
_DAY = r"^(\d{4}-\d\d-\d\d)?$"
_NUMBER = r"^\d+$"
_SAID_BY = "Address of the source if the call does not say it."


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """An edition, whether or not its call is in the archive."""

    edition: Key
    title: Annotated[str, Field(description="The full title; empty where the call is not in the archive.")]
    short_title: Annotated[str, Field(description="As readers see it: 'ScaDL 2021'.")]
    in_archive: Annotated[YesNo, Field(description="Whether the archive has its call.")]
    ordinal: Annotated[str, Field(description="1 for the first edition.", pattern=r"^\d*$")]
    ordinal_inferred: Annotated[YesNo, Field(description="True if the ordinal is inferred.")]
    ordinal_source: Annotated[str, Field(description=_SAID_BY)]
    start: Annotated[str, Field(description="First day of the event, as planned.", pattern=_DAY)]
    end: Annotated[str, Field(description="Last day of the event, as planned.", pattern=_DAY)]
    date_source: Annotated[str, Field(description=_SAID_BY)]
    place: Annotated[str, Field(description="City and country, as planned.")]
    place_source: Annotated[str, Field(description=_SAID_BY)]
    format: Annotated[
        Literal["in person", "virtual", "hybrid", ""], Field(description="How people were to meet.")
    ]
    format_source: Annotated[str, Field(description=_SAID_BY)]
    website: Annotated[str, Field(description="The edition's own site.")]
    website_source: Annotated[str, Field(description=_SAID_BY)]
    status: Annotated[Literal["cancelled", "postponed", ""], Field(description="What became of it.")]
    new_start: Annotated[str, Field(description="First day after a postponement.", pattern=_DAY)]
    new_end: Annotated[str, Field(description="Last day after a postponement.", pattern=_DAY)]
    host: Annotated[str, Field(description="The host conference; from other sources than the call.")]
    host_start: Annotated[str, Field(description="Its first day.", pattern=_DAY)]
    host_end: Annotated[str, Field(description="Its last day.", pattern=_DAY)]
    host_place: Annotated[str, Field(description="Where it was planned to be.")]
    host_source: Annotated[str, Field(description="Where it says so.")]
    page: Annotated[str, Field(description="Address of the edition's page, from the site's root.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRow:
    """A topic in a call."""

    edition: Key
    list: Annotated[str, Field(description="Name of the list.")]
    position: Annotated[str, Field(description="Place in the list, from 0.", pattern=_NUMBER)]
    parent: Annotated[
        str, Field(description="Position of the topic that it is nested under.", pattern=r"^\d*$")
    ]
    topic: Annotated[str, Field(description="Permanent key, the same in every edition.")]
    title: Annotated[str, Field(description="Its title if it has one, else the whole topic.")]
    text: Annotated[str, Field(description="The whole topic, as the call has it.")]
    page: Annotated[str, Field(description="Address of the topic's page, from the site's root.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageRow:
    """A wording of a topic, for as long as it was listed without another in between."""

    topic: Annotated[str, Field(description="Permanent key.")]
    list: Annotated[str, Field(description="Name of its list.")]
    wording: Annotated[str, Field(description="Number of the wording, from 1.", pattern=_NUMBER)]
    text: Annotated[str, Field(description="The whole topic, as the calls have it.")]
    first: Annotated[str, Field(description="Key of the first edition with this wording.")]
    last: Annotated[str, Field(description="Key of the last edition with it.")]
    editions: Annotated[str, Field(description="Keys of all editions with it, with spaces between.")]
    change: Annotated[
        str, Field(description="From the wording before, as readers see it; empty for the first.")
    ]
    certainty: Annotated[
        Literal["sure", "likely", "check", ""],
        Field(description="How certain it is that this is the same topic as the wording before."),
    ]
    score: Annotated[str, Field(description="How likely that is, from 0 to 1.", pattern=r"^([01](\.\d+)?)?$")]
    decided: Annotated[YesNo, Field(description="A person decided it.")]
    came_from: Annotated[
        str, Field(description="Keys of topics that it was split, merged, regrouped or moved from.")
    ]
    went_to: Annotated[str, Field(description="Keys of topics that it became in such a way.")]
    page: Annotated[str, Field(description="Address of the topic's page, from the site's root.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person in a role of an edition."""

    edition: Key
    role: Annotated[str, Field(description="The role, as printed.")]
    name: Annotated[str, Field(description="The name, as printed.")]
    person: Annotated[str, Field(description="The person's key, the same in every edition.")]
    affiliation: Annotated[str, Field(description="The affiliation, as printed.")]
    country: Annotated[str, Field(description="The country, as printed.")]
    source: Annotated[str, Field(description=_SAID_BY)]
    orcid: Annotated[str, Field(description="ORCID iD, from the archive's list of people.")]
    page: Annotated[str, Field(description="Address of the person's page, from the site's root.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRow:
    """A key date of a call."""

    edition: Key
    kind: Annotated[DateKind, Field(description="What the date is, whatever the call names it.")]
    label: Annotated[str, Field(description="The label, as printed.")]
    start: Annotated[str, Field(description="The day, or the first of several.", pattern=_DAY)]
    end: Annotated[str, Field(description="The day, or the last of several.", pattern=_DAY)]
    time: Annotated[str, Field(description="Time of day, if the call gives one.", pattern=r"^(\d\d:\d\d)?$")]
    zone: Annotated[str, Field(description="Time zone, as the call gives it.")]
    utc: Annotated[
        str,
        Field(
            description="A deadline in UTC, if the call gives a time zone with one meaning; without a time of day, 23:59.",
            pattern=r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$",
        ),
    ]
    was: Annotated[str, Field(description="Earlier dates that it replaced, with spaces between.")]
    was_source: Annotated[str, Field(description=_SAID_BY)]
    status: Annotated[Literal["cancelled", "postponed", ""], Field(description="What became of the edition.")]
    source: Annotated[str, Field(description=_SAID_BY)]


def _edition_rows(site: Site) -> Iterator[EditionRow]:
    archive = site.archive
    for known in archive.timeline:
        facts = known.facts if isinstance(known, Edition) else None
        elsewhere = facts.other_sources if facts else None
        host: Host | None = facts.host if facts else getattr(known, "host", None)
        start, end = _days(facts.planned if facts else None)
        new_start, new_end = _days(known.status.date if known.status else None)
        host_start, host_end = _days(host.date if host else None)
        ordinal, counted = _ordinal(known)
        yield EditionRow(
            edition=known.key,
            title=facts.title if facts else "",
            short_title=archive.short_title(known),
            in_archive=_yes(facts is not None),
            ordinal=str(ordinal or ""),
            ordinal_inferred=_yes(counted),
            ordinal_source=(elsewhere and elsewhere.ordinal) or "",
            start=start,
            end=end,
            date_source=(elsewhere and elsewhere.date) or "",
            place=(facts and facts.place) or "",
            place_source=(elsewhere and elsewhere.place) or "",
            format=facts.format.value if facts and facts.format else "",
            format_source=(elsewhere and elsewhere.format) or "",
            website=(facts.website if facts else getattr(known, "website", None)) or "",
            website_source=(elsewhere and elsewhere.website) or "",
            status=_status(known.status),
            new_start=new_start,
            new_end=new_end,
            host=host.name if host else "",
            host_start=host_start,
            host_end=host_end,
            host_place=(host and host.place) or "",
            host_source=(host and host.source) or "",
            page=path_of(edition_page(known.key)) if facts else "",
        )


def _ordinal(known: Edition | Gap) -> tuple[int | None, bool]:
    said = known.facts if isinstance(known, Edition) else known
    return said.ordinal, said.ordinal_counted


def _topic_rows(site: Site) -> Iterator[TopicRow]:
    history = site.history
    for edition in site.archive.editions:
        for topics in edition.lists:
            for topic, member in zip(topics.topics, history.members(topics.name, edition.key), strict=True):
                yield TopicRow(
                    edition=edition.key,
                    list=topics.name,
                    position=str(member.place.position),
                    parent="" if topic.parent is None else str(topic.parent),
                    topic=member.key,
                    title=topic.head,
                    text=topic.text,
                    page=path_of(topic_page(member.key)),
                )


def _lineage_rows(site: Site) -> Iterator[LineageRow]:
    for topic in lineages_data(site).topics:
        last = len(topic.wordings) - 1
        for number, wording in enumerate(topic.wordings):
            match = wording.change.match if wording.change else None
            yield LineageRow(
                topic=topic.key,
                list=topic.list,
                wording=str(number + 1),
                text=wording.text,
                first=wording.editions[0],
                last=wording.editions[-1],
                editions=" ".join(wording.editions),
                change=wording.change.label if wording.change else "",
                certainty=match.certainty.value if match else "",
                score=str(match.score) if match else "",
                decided=_yes(match is not None and match.decision is not None),
                came_from=" ".join(other.key for other in topic.came_from) if number == 0 else "",
                went_to=" ".join(other.key for other in topic.went_to) if number == last else "",
                page=topic.page,
            )


def _person_rows(site: Site) -> Iterator[PersonRow]:
    archive = site.archive
    for edition in archive.editions:
        for appointment in edition.facts.people:
            person = archive.person_of(appointment)
            yield PersonRow(
                edition=edition.key,
                role=appointment.role,
                name=appointment.name,
                person=person.key if person else "",
                affiliation=appointment.affiliation or "",
                country=appointment.country or "",
                source=appointment.source or "",
                orcid=(person and person.orcid) or "",
                page=path_of(person_page(person.key)) if person else "",
            )


def _date_rows(site: Site) -> Iterator[DateRow]:
    for edition in site.archive.editions:
        for date in edition.facts.key_dates:
            instant = None if date.kind is DateKind.EVENT else deadline_in_utc(date)
            yield DateRow(
                edition=edition.key,
                kind=date.kind or DateKind.OTHER,
                label=date.label,
                start=date.date.start.isoformat(),
                end=date.date.end.isoformat(),
                time=date.time or "",
                zone=date.zone or "",
                utc=f"{instant:%Y-%m-%dT%H:%M:%SZ}" if instant else "",
                was=" ".join(day.isoformat() for day in date.was),
                was_source=(edition.facts.other_sources.was or "") if date.was else "",
                status=_status(edition.status),
                source=date.source or "",
            )


def _days(span: Span | None) -> tuple[str, str]:
    return (span.start.isoformat(), span.end.isoformat()) if span else ("", "")


def _yes(value: bool) -> YesNo:
    return "true" if value else "false"


def _status(status: Status | None) -> Literal["cancelled", "postponed", ""]:
    return status.kind.value if status else ""


def _table(name: str, kind: Any, rows: Callable[[Site], Iterable[Any]], about: Message) -> Exporter:
    file = f"{name}.csv"

    def files(site: Site) -> Iterator[tuple[str, bytes]]:
        yield file, csv_bytes(kind, rows(site))

    return Exporter(
        name=file,
        group=Group.CSV,
        address=file,
        about=about,
        media_type="text/csv",
        files=files,
        shape=Shape(kind=list[kind], version=1),
    )


EXPORTERS = (
    _table("editions", EditionRow, _edition_rows, messages.ABOUT_EDITIONS_TABLE),
    _table("topics", TopicRow, _topic_rows, messages.ABOUT_TOPICS_TABLE),
    _table("lineages", LineageRow, _lineage_rows, messages.ABOUT_LINEAGES_TABLE),
    _table("people", PersonRow, _person_rows, messages.ABOUT_PEOPLE_TABLE),
    _table("dates", DateRow, _date_rows, messages.ABOUT_DATES_TABLE),
)
