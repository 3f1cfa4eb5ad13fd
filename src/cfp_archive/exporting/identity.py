"""What stays the same while an archive grows: identifiers of its parts, and when a part last changed, from data alone."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Edition, Source
    from cfp_archive.site import Site

__all__ = ["last_changed", "posted_on", "stable_id", "timestamp"]

#: The namespace of the identifiers (RFC 9562, section 5.5). It never changes, or calendars would show each date twice.
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "cfp-archive")


def stable_id(site: Site, *parts: str) -> uuid.UUID:
    """Return the identifier of a part of an archive. It depends on the series' short name and the parts, not on addresses."""
    return uuid.uuid5(
        _NAMESPACE, "\n".join((site.archive.series.short_name, *parts)).encode("utf-8", "replace").decode()
    )


def last_changed(edition: Edition) -> dt.date:
    """Return the last day on which something about an edition is known to have happened.

    That is when the archive was corrected or received a source, or a source was posted; without any of them it is the
    first day of the edition's year.
    """
    days = [day for source in edition.facts.sources for day in _days(source)]
    days += [correction.date for correction in edition.facts.corrections]
    return max(days, default=dt.date(max(edition.year, 1), 1, 1))


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
