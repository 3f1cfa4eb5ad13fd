"""Key dates as iCalendar (RFC 5545): all of them in one calendar, and a calendar for each call that has some."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from cfp_archive import formatting, messages
from cfp_archive.characters import visible
from cfp_archive.exporting.identity import last_changed, stable_id, timestamp
from cfp_archive.exporting.instants import deadline_in_utc
from cfp_archive.exporting.registry import Exporter, Group
from cfp_archive.model import DateKind, StatusKind
from cfp_archive.naming import ascii_key
from cfp_archive.site import edition_page, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.model import Edition, KeyDate, Span
    from cfp_archive.site import Site

__all__ = ["ALL_DATES", "EXPORTERS", "calendar_of", "has_dates"]

ALL_DATES = "dates.ics"
_END = b"END:VCALENDAR\r\n"
_STANDARD = ("iCalendar (RFC 5545)", "https://www.rfc-editor.org/rfc/rfc5545")


def has_dates(edition: Edition) -> bool:
    """Return whether an edition has a calendar: it has key dates, or days of its event."""
    return bool(edition.facts.key_dates or _event_days(edition))


def calendar_of(edition: Edition) -> str:
    """Return the address of an edition's calendar, below data/."""
    return f"editions/{edition.key}.ics"


def _event_days(edition: Edition) -> Span | None:
    """Return the days of the event: the new ones of a postponed edition, else those planned."""
    status = edition.status
    return (status.date if status else None) or edition.facts.planned


def _events(site: Site, edition: Edition) -> Iterator[Event]:
    planned, seen = edition.facts.planned, Counter[str]()
    days = _event_days(edition)
    if days:
        event = _event(site, edition, "event", site.archive.short_title(edition), sequence=0)
        _add_days(event, days)
        if edition.facts.place:
            event.add("location", visible(edition.facts.place))
        event.add("description", _description(site, edition))
        yield event
    for date in edition.facts.key_dates:
        if date.kind is DateKind.EVENT and date.date == planned:
            continue  # the event itself
        # A date keeps its identity when it is extended or its label is reworded, and when others are added after it.
        name = ascii_key(date.label) or date.label if date.kind in {DateKind.OTHER, None} else str(date.kind)
        seen[name] += 1
        title = messages.LABELED_DATE(edition=site.archive.short_title(edition), label=date.label)
        event = _event(
            site,
            edition,
            f"{name}/{seen[name]}",
            title,
            sequence=len(date.was),
            moved=date.kind is DateKind.EVENT,
        )
        instant = None if date.kind is DateKind.EVENT else deadline_in_utc(date)
        if instant:
            event.add("dtstart", instant)
        else:
            _add_days(event, date.date)
        event.add("description", _description(site, edition, date))
        yield event


def _event(
    site: Site, edition: Edition, name: str, title: str, *, sequence: int, moved: bool = True
) -> Event:
    """Return an entry without its time.

    :param sequence: how often the date itself was changed.
    :param moved: a postponement holds for it: it is a day of the event, not a deadline.
    """
    status = edition.status
    cancelled = False
    if status and status.kind is StatusKind.CANCELLED:
        cancelled, sequence = True, sequence + 3  # whatever came before: calendars follow a higher number
    elif status and moved:
        # Without new days, nothing takes place on the former ones; days of the program are not known to be the same.
        cancelled = not status.date or name != "event"
        sequence += 2 if status.date else 1
    event = Event()
    event.add("uid", str(stable_id(site, "date", edition.key, name)))
    event.add("dtstamp", timestamp(last_changed(edition)))
    event.add("summary", visible(title))
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a deadline does not make anyone busy
    page = site.url(path_of(edition_page(edition.key)))
    if page:
        event.add("url", page)
    return event


def _add_days(event: Event, span: Span) -> None:
    event.add("dtstart", span.start)
    if span.start < span.end < dt.date.max:
        event.add("dtend", span.end + dt.timedelta(days=1))  # the day after the last one


def _description(site: Site, edition: Edition, date: KeyDate | None = None) -> str:
    """Return what else is known: the date in words, what became of the edition, and what is not of the call."""
    facts = edition.facts
    lines = [formatting.key_date(date)] if date else []
    if edition.status:
        lines += filter(None, (formatting.status(edition.status), edition.status.note))
    sources = (
        [date.source]
        if date
        else [facts.other_sources.date, facts.other_sources.place if facts.place else None]
    )
    if date and date.was:
        sources.append(facts.other_sources.was)
    if edition.status:
        sources.append(edition.status.source)
    lines += [messages.FROM_OTHER_SOURCE(source=source) for source in dict.fromkeys(filter(None, sources))]
    lines += filter(None, [site.url(path_of(edition_page(edition.key)))])
    return visible("\n".join(lines), lines=True)


def _calendar(site: Site, title: str, editions: Sequence[Edition]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//cfp-archive//cfp-archive//EN")
    calendar.add("version", "2.0")
    calendar.add("name", visible(title))
    calendar.add("x-wr-calname", visible(title))  # what programs read that do not know NAME (RFC 7986)
    whole = bytes(calendar.to_ical())
    entries = (site.recall_of_edition(partial(_entries, site, one), one.key, "calendar") for one in editions)
    return b"".join([whole.removesuffix(_END), *entries, _END])


def _entries(site: Site, edition: Edition) -> bytes:
    return b"".join(event.to_ical() for event in _events(site, edition))


def _all_dates(site: Site) -> Iterator[tuple[str, bytes]]:
    editions = [edition for edition in site.archive.editions if has_dates(edition)]
    if editions:  # a calendar without entries is not valid
        title = messages.DATES_OF(series=site.archive.series.short_name)
        yield ALL_DATES, _calendar(site, title, editions)


def _each(site: Site) -> Iterator[tuple[str, bytes]]:
    for edition in site.archive.editions:
        if has_dates(edition):
            title = messages.DATES_OF(series=site.archive.short_title(edition))
            yield calendar_of(edition), _calendar(site, title, [edition])


def _newest(site: Site) -> str:
    return next(
        (calendar_of(edition) for edition in reversed(site.archive.editions) if has_dates(edition)), ""
    )


EXPORTERS = (
    Exporter(
        name="dates.ics",
        group=Group.SUBSCRIPTIONS,
        address=ALL_DATES,
        about=messages.ABOUT_CALENDAR,
        media_type="text/calendar",
        files=_all_dates,
        has_content=lambda site: any(map(has_dates, site.archive.editions)),
        standard=_STANDARD,
    ),
    Exporter(
        name="edition.ics",
        group=Group.SUBSCRIPTIONS,
        address="editions/{key}.ics",
        about=messages.ABOUT_EDITION_CALENDARS,
        media_type="text/calendar",
        files=_each,
        newest=_newest,
        standard=_STANDARD,
    ),
)
