"""The series, its editions and its data in the terms of schema.org, as JSON-LD for search engines.

Only what a call says, or what has a source, is written: an inferred ordinal, the days of a host conference as days of the
edition, or a host's place after it moved are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cfp_archive import messages
from cfp_archive.characters import visible
from cfp_archive.exporting.formats.calendars import calendar_of, has_dates
from cfp_archive.exporting.formats.texts import ALTERNATES
from cfp_archive.exporting.identity import (
    edition_iri,
    person_iri,
    posted_on,
    series_iri,
    topic_iri,
    topic_list_iri,
)
from cfp_archive.exporting.registry import exporters
from cfp_archive.model import Edition, Format, StatusKind
from cfp_archive.naming import role_key
from cfp_archive.site import edition_page, path_of, person_page, topic_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Appointment, Facts, Gap, Host, Span, Status
    from cfp_archive.site import Site

__all__ = ["data_as_dataset", "edition_as_event", "series_as_event_series"]

_CONTEXT = "https://schema.org"
_ATTENDANCE = {
    Format.IN_PERSON: "OfflineEventAttendanceMode",
    Format.VIRTUAL: "OnlineEventAttendanceMode",
    Format.HYBRID: "MixedEventAttendanceMode",
}
#: What someone does at an event, by a word of the role; whoever has another role contributes in some way.
_PARTS = (
    ("performer", {"speaker", "keynote", "lecturer", "panelist"}),
    ("organizer", {"chair", "organizer", "organizing"}),
)


def series_as_event_series(site: Site) -> dict[str, Any]:
    """Return the series with its known editions, as an ``EventSeries``."""
    series = site.archive.series
    described = {
        "@context": _CONTEXT,
        **_series(site),
        "mainEntityOfPage": site.base_url,
        "description": series.about if series.source else None,
        "subEvent": [_known(site, known) for known in site.archive.timeline],
    }
    return _stated(described)


def edition_as_event(site: Site, edition: Edition) -> dict[str, Any]:
    """Return an edition with its topics, as an ``Event`` of the series.

    :param edition: one that is published, not a draft.
    """
    facts, short_title = edition.facts, site.archive.short_title(edition)
    described = {
        "@context": _CONTEXT,
        **_event(site, edition),
        "alternateName": short_title if short_title != facts.title else None,
        **_when(facts),
        "eventAttendanceMode": f"{_CONTEXT}/{_ATTENDANCE[facts.format]}" if facts.format else None,
        "location": _place(facts.place),
        "superEvent": [_series(site), *_host(facts.host)],
        **_people(site, edition),
        "about": list(_topics(site, edition)),
        "subjectOf": _call(site, edition),
    }
    return _stated(described)


def data_as_dataset(site: Site) -> dict[str, Any]:
    """Return the archive's files for programs, as a ``Dataset``."""
    series = site.archive.series
    files = [
        {
            "@type": "DataDownload",
            "name": exporter.address,
            "description": exporter.about(),
            "encodingFormat": exporter.media_type,
            "contentUrl": site.url(f"data/{exporter.address}"),
        }
        for exporter in exporters()
        if "{key}" not in exporter.address and exporter.has_content(site) and site.base_url
    ]
    described = {
        "@context": _CONTEXT,
        "@type": "Dataset",
        "name": messages.ARCHIVE_OF(series=series.short_name),
        "description": messages.ABOUT_ARCHIVE(),
        "url": site.url("data/"),
        "license": f"https://spdx.org/licenses/{series.license}.html" if series.license else None,
        "usageInfo": site.url("data/#license"),  # the calls are their authors'
        "isAccessibleForFree": True,
        "about": _series(site),
        "distribution": files,
    }
    return _stated(described)


def _series(site: Site) -> dict[str, Any]:
    series = site.archive.series
    return {
        "@type": "EventSeries",
        "@id": series_iri(site),
        "name": series.name,
        "alternateName": series.short_name,
        "url": series.home,
    }


def _known(site: Site, known: Edition | Gap) -> dict[str, Any]:
    """Return an edition of the series in short, whether or not its call is in the archive."""
    if isinstance(known, Edition):
        return {**_event(site, known), **_when(known.facts)}
    return {
        "@type": "Event",
        "@id": edition_iri(site, known),
        "name": site.archive.short_title(known),
        "url": known.website,
        "eventStatus": _status(known.status),
        "superEvent": _host(known.host),
    }


def _event(site: Site, edition: Edition) -> dict[str, Any]:
    return {
        "@type": "Event",
        "@id": edition_iri(site, edition),
        "name": edition.facts.title,
        "url": edition.facts.website or site.url(path_of(edition_page(edition.key))),
        "mainEntityOfPage": site.url(path_of(edition_page(edition.key))),
        "eventStatus": _status(edition.status),
    }


def _status(status: Status | None) -> str | None:
    if status is None:
        return None
    if status.kind is StatusKind.CANCELLED:
        return f"{_CONTEXT}/EventCancelled"
    return f"{_CONTEXT}/{'EventRescheduled' if status.date else 'EventPostponed'}"


def _when(facts: Facts) -> dict[str, Any]:
    """Return the days that the call or a source states; of a postponed edition with new days, these."""
    status = facts.status
    days = (status.date if status else None) or facts.planned or (status.was if status else None)
    former = (status.was or facts.planned) if status and status.date else None
    return {**_days(days), "previousStartDate": former.start.isoformat() if former else None}


def _days(days: Span | None) -> dict[str, Any]:
    return {"startDate": days.start.isoformat(), "endDate": days.end.isoformat()} if days else {}


def _place(place: str | None) -> dict[str, Any] | None:
    return {"@type": "Place", "name": place, "address": place} if place else None


def _host(host: Host | None) -> list[dict[str, Any]]:
    """Return the host conference if it says itself what is written of it; where it was held after it moved is not known."""
    if host is None or host.source is None:
        return []
    return [
        {
            "@type": "Event",
            "name": host.name,
            "url": host.source,
            **_days(host.date),
            "eventAttendanceMode": f"{_CONTEXT}/{_ATTENDANCE[host.format]}" if host.format else None,
            "location": None if host.moved else _place(host.place),
        }
    ]


def _people(site: Site, edition: Edition) -> dict[str, list[dict[str, Any]]]:
    """Return everyone who is named, by what they do, in the role that is printed."""
    named: dict[str, list[dict[str, Any]]] = {}
    for appointment in edition.facts.people:
        words = set(role_key(appointment.role).split("-"))
        part = next((part for part, signs in _PARTS if words & signs), "contributor")
        role = {"@type": "Role", "roleName": appointment.role, part: _person(site, appointment)}
        named.setdefault(part, []).append(role)
    return named


def _person(site: Site, appointment: Appointment) -> dict[str, Any]:
    person = site.archive.person_of(appointment)
    affiliation = appointment.affiliation
    return {
        "@type": "Person",
        "@id": person_iri(site, person.key) if person else None,
        "name": appointment.name,
        "affiliation": {"@type": "Organization", "name": affiliation} if affiliation else None,
        "url": site.url(path_of(person_page(person.key))) if person else None,
        "sameAs": f"https://orcid.org/{person.orcid}" if person and person.orcid else None,
    }


def _topics(site: Site, edition: Edition) -> Iterator[dict[str, Any]]:
    for topics in edition.lists:
        listed = {
            "@type": "DefinedTermSet",
            "@id": topic_list_iri(site, edition.key, topics.name),
            "name": site.archive.list_label(topics.name),
        }
        members = site.history.members(topics.name, edition.key)
        for position, (topic, member) in enumerate(zip(topics.topics, members, strict=True)):
            yield {
                "@type": "DefinedTerm",
                "@id": topic_iri(site, edition.key, member.key),
                "name": topic.head,
                "description": topic.text if topic.text != topic.head else None,
                "termCode": member.key,
                "url": site.url(path_of(topic_page(member.key))),
                # The set is described where it is first named.
                "inDefinedTermSet": listed if position == 0 else {"@id": listed["@id"]},
            }


def _call(site: Site, edition: Edition) -> dict[str, Any]:
    """Return the call itself, as a work that says what the event is, with its files."""
    posted = posted_on(edition)
    files = [("application/json", f"data/editions/{edition.key}.json")]
    files += [(alternate.media_type, f"data/{alternate.of(edition)}") for alternate in ALTERNATES]
    if has_dates(edition):
        files.append(("text/calendar", f"data/{calendar_of(edition)}"))
    return {
        "@type": "CreativeWork",
        "name": messages.CALL_FOR_PAPERS(),
        "url": site.url(path_of(edition_page(edition.key))),
        "datePublished": posted.isoformat() if posted else None,
        "isBasedOn": [source.url for source in edition.facts.sources if source.url],
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": media_type, "contentUrl": site.url(address)}
            for media_type, address in files
            if site.base_url
        ],
    }


def _stated(description: dict[str, Any]) -> dict[str, Any]:
    """Return a description without what is not known, and with texts in which nothing is hidden."""
    stated = {name: _stated_value(value) for name, value in description.items()}
    return {name: value for name, value in stated.items() if value not in (None, "", [], {})}


def _stated_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _stated(value)
    if isinstance(value, list):
        return [_stated_value(inner) for inner in value]
    return visible(value) if isinstance(value, str) else value
