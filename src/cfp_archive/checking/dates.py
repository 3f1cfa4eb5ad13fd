"""Rules about days, times and page limits."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_fact, at_known
from cfp_archive.model import DateKind, Edition, StatusKind
from cfp_archive.problems import Code
from cfp_archive.vocabulary import is_known_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Archive, Gap, Location, Span
    from cfp_archive.problems import Problem

_DEADLINES = (DateKind.ABSTRACT, DateKind.SUBMISSION, DateKind.NOTIFICATION, DateKind.CAMERA_READY)
_IN_ORDER = (DateKind.SUBMISSION, DateKind.NOTIFICATION, DateKind.CAMERA_READY)

#: An edition may be named after a year and meet some months before it begins or after it ends: the 2021 one in December
#: 2020 or January 2022. Further away a year is misspelt, or last time's.
_EVENT_SLACK = dt.timedelta(days=183)
_KEY_DATE_SLACK = dt.timedelta(days=366)
#: A postponed edition keeps its key. The longest postponements known are of two years.
_POSTPONED_SLACK = dt.timedelta(days=3 * 366)


def end_before_start(archive: Archive) -> Iterator[Problem]:
    """Find spans that end before they start."""
    for known in archive.timeline:
        for location, span in _spans(known):
            if span.end < span.start:
                message = f"The span ends on {span.end}, before it starts on {span.start}."
                hint = "Swap the two days, or correct the year."
                yield at_known(archive, known, location, Code.END_BEFORE_START, message, hint)


def date_far_from_year(archive: Archive) -> Iterator[Problem]:
    """Find days that are too far from the year of the edition's key to be right."""
    for known in archive.timeline:
        if not 1 < known.year < dt.MAXYEAR - 3:
            continue
        first, last = dt.date(known.year, 1, 1), dt.date(known.year, 12, 31)
        later = (
            _POSTPONED_SLACK
            if known.status and known.status.kind is StatusKind.POSTPONED
            else dt.timedelta(0)
        )
        for location, span in _spans(known):
            slack = _KEY_DATE_SLACK if location[0] == "key_dates" else _EVENT_SLACK
            for day in dict.fromkeys((span.start, span.end)):
                if not first - slack <= day <= last + max(slack, later):
                    message = f"{day} is far from {known.year}, the year of the edition '{known.key}'."
                    hint = "Correct the date; if the edition was postponed, add 'status: postponed'."
                    yield at_known(archive, known, location, Code.DATE_FAR_FROM_YEAR, message, hint)
                    break


def unknown_zone(edition: Edition) -> Iterator[Problem]:
    """Find time zones by which no one could tell when a deadline ends."""
    for index, key_date in enumerate(edition.facts.key_dates):
        if key_date.zone and not is_known_zone(key_date.zone):
            yield at_fact(
                edition,
                ("key_dates", index, "zone"),
                Code.UNKNOWN_ZONE,
                f"'{key_date.zone}' is not a known time zone.",
                "Write AoE, UTC, UTC+02:00, an abbreviation such as EST, or a name such as Europe/Paris.",
            )


def deadline_after_event(edition: Edition) -> Iterator[Problem]:
    """Find deadlines of authors that fall after the event."""
    days = [span.end for span in (edition.facts.planned, edition.event) if span]
    last_day = max(days) if days else None
    for index, key_date in enumerate(edition.facts.key_dates):
        if last_day and key_date.kind in _DEADLINES and key_date.date.start > last_day:
            yield at_fact(
                edition,
                ("key_dates", index, "date"),
                Code.DEADLINE_AFTER_EVENT,
                f"'{key_date.label}' is on {key_date.date.start}, after the last day of the event, {last_day}.",
                "Correct the date; if the call says so, add 'kind: other' to it.",
            )


def dates_out_of_order(edition: Edition) -> Iterator[Problem]:
    """Find a first notification before the first submission, and the like; a call may have several rounds."""
    firsts: dict[DateKind, tuple[dt.date, int, str]] = {}
    for index, key_date in enumerate(edition.facts.key_dates):
        kind, day = key_date.kind, key_date.date.start
        if kind and (kind not in firsts or day < firsts[kind][0]):
            firsts[kind] = (day, index, key_date.label)
    in_order = [firsts[kind] for kind in _IN_ORDER if kind in firsts]
    for (before, _, before_label), (after, index, label) in itertools.pairwise(in_order):
        if after < before:
            yield at_fact(
                edition,
                ("key_dates", index, "date"),
                Code.DATES_OUT_OF_ORDER,
                f"'{label}' is on {after}, before '{before_label}' on {before}.",
                "Correct the dates, or add 'kind' to each to say what it is.",
            )


def pages_reversed(edition: Edition) -> Iterator[Problem]:
    """Find page limits whose first number is larger than the second."""
    for index, submission in enumerate(edition.facts.submissions):
        if submission.pages and submission.pages[0] > submission.pages[1]:
            least, most = submission.pages
            yield at_fact(
                edition,
                ("submissions", index, "pages"),
                Code.PAGES_REVERSED,
                f"The page limit of '{submission.category}' begins with the larger number: [{least}, {most}].",
                f"Write [{most}, {least}].",
            )


def _spans(known: Edition | Gap) -> Iterator[tuple[Location, Span]]:
    """Yield all days that are said of an edition, with their place in its front matter or entry."""
    host, status = (known.facts.host if isinstance(known, Edition) else known.host), known.status
    if host and host.date:
        yield ("host", "date"), host.date
    if status and status.date:
        yield ("status", "date"), status.date
    if status and status.was:
        yield ("status", "was"), status.was
    if isinstance(known, Edition):
        if known.facts.date:
            yield ("date",), known.facts.date
        for index, key_date in enumerate(known.facts.key_dates):
            yield ("key_dates", index, "date"), key_date.date
