"""What stays the same while an archive grows: identifiers of its parts, and when a part last changed, from data alone."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from cfp_archive.site import edition_page, list_anchor, path_of, person_page, topic_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Edition, Gap, Source
    from cfp_archive.site import Site

__all__ = [
    "edition_iri", "known_change", "last_changed", "lineage_iri", "person_iri", "posted_on", "series_iri", "stable_id", "timestamp",
    "topic_iri", "topic_list_iri",
]  # fmt: skip

#: The namespace of the identifiers (RFC 9562, section 5.5). It never changes, or calendars would show each date twice.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "cfp-archive")


def stable_id(site: Site, *parts: str) -> uuid.UUID:
    """Return the identifier of a part of an archive. It depends on the series' short name and the parts, not on addresses."""
    return uuid.uuid5(
        _NAMESPACE, "\n".join((site.archive.series.short_name, *parts)).encode("utf-8", "replace").decode()
    )


def series_iri(site: Site) -> str:
    """Return the name of the series in linked data."""
    return _iri(site, "#series", "series")


def edition_iri(site: Site, known: Edition | Gap) -> str:
    """Return the name of an edition, as an event, in linked data."""
    return _iri(site, f"{path_of(edition_page(known.key))}#event", "event", known.key)


def person_iri(site: Site, key: str) -> str:
    """Return the name of a person in linked data.

    :param key: the person's.
    """
    return _iri(site, f"{path_of(person_page(key))}#person", "person", key)


def topic_list_iri(site: Site, edition: str, name: str) -> str:
    """Return the name of an edition's list of topics in linked data.

    :param edition: its key.
    :param name: of the list.
    """
    return _iri(site, f"{path_of(edition_page(edition))}#{list_anchor(name)}", "list", edition, name)


def topic_iri(site: Site, edition: str, key: str) -> str:
    """Return the name of a topic, as an edition words it, in linked data; it leads to its place on the edition's page.

    :param edition: its key.
    :param key: of the topic, the same in every edition.
    """
    return _iri(site, f"{path_of(edition_page(edition))}#topic-{key}", "topic", edition, key)


def lineage_iri(site: Site, key: str) -> str:
    """Return the name of a topic through all editions in linked data.

    :param key: of the topic.
    """
    return _iri(site, f"{path_of(topic_page(key))}#topic", "topic", key)


def _iri(site: Site, address: str, *parts: str) -> str:
    """Return an address of the site; where the site is not known, a name that holds anywhere."""
    return site.url(address) or stable_id(site, *parts).urn


def last_changed(edition: Edition) -> dt.date:
    """Return the last day on which something about an edition is known to have happened, else the first of its year."""
    return known_change(edition) or dt.date(max(edition.year, 1), 1, 1)


def known_change(edition: Edition) -> dt.date | None:
    """Return the last day on which the archive was corrected or received a source, or a source was posted; None without any."""
    days = [day for source in edition.facts.sources for day in _days(source)]
    days += [correction.date for correction in edition.facts.corrections]
    return max(days, default=None)


def posted_on(edition: Edition) -> dt.date | None:
    """Return the first day on which the call is known to have been posted; None if no whole day is known."""
    return min((day for source in edition.facts.sources if (day := _posted(source))), default=None)


def timestamp(day: dt.date) -> dt.datetime:
    """Return the beginning of a day in UTC, aware: the archive knows days, formats ask for instants."""
    return dt.datetime.combine(day, dt.time(), dt.UTC)


def _days(source: Source) -> Iterator[dt.date]:
    if source.received:
        yield source.received
    posted = _posted(source)
    if posted:
        yield posted


def _posted(source: Source) -> dt.date | None:
    try:
        return dt.date.fromisoformat(source.posted or "")
    except ValueError:  # a month or a year alone, or no day of the calendar
        return None
