"""Rules about days and page limits."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_entry, at_fact
from cfp_archive.model import DateKind
from cfp_archive.problems import Code

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cfp_archive.model import Archive, Edition, Location, Span
    from cfp_archive.problems import Problem

_DEADLINES = (DateKind.ABSTRACT, DateKind.SUBMISSION, DateKind.NOTIFICATION, DateKind.CAMERA_READY)
_IN_ORDER = (DateKind.SUBMISSION, DateKind.NOTIFICATION, DateKind.CAMERA_READY)


def end_before_start(archive: Archive) -> Iterator[Problem]:
    """Find spans that end before they start."""
    hint = "Swap the two days, or mend the year."
    for edition in archive.editions:
        for location, span in _spans(edition):
            if span.end < span.start:
                message = f"The span ends on {span.end}, before it starts on {span.start}."
                yield at_fact(edition, location, Code.END_BEFORE_START, message, hint)
    for place, gap in enumerate(archive.series.not_held):
        if gap.host and gap.host.date and gap.host.date.end < gap.host.date.start:
            message = f"The span ends on {gap.host.date.end}, before it starts on {gap.host.date.start}."
            where: Location = ("not_held", place, "host", "date")
            yield at_entry(archive, "series.yaml", where, Code.END_BEFORE_START, message, hint)


def deadline_after_event(edition: Edition) -> Iterator[Problem]:
    """Find deadlines of authors that fall after the event."""
    last_day = _last_day(edition)
    for place, one in enumerate(edition.facts.key_dates):
        if last_day and one.kind in _DEADLINES and one.date.start > last_day:
            yield at_fact(
                edition,
                ("key_dates", place, "date"),
                Code.DEADLINE_AFTER_EVENT,
                f"'{one.label}' is on {one.date.start}, after the event's last day, {last_day}.",
                "Mend the date; if the call says so, add 'kind: other' to it.",
            )


def dates_out_of_order(edition: Edition) -> Iterator[Problem]:
    """Find a first notification before the first submission, and the like; a call may have several rounds."""
    firsts: dict[DateKind, tuple[dt.date, int, str]] = {}
    for place, one in enumerate(edition.facts.key_dates):
        if one.kind and (one.kind not in firsts or one.date.start < firsts[one.kind][0]):
            firsts[one.kind] = (one.date.start, place, one.label)
    there = [firsts[kind] for kind in _IN_ORDER if kind in firsts]
    for (before, _, before_label), (after, place, label) in itertools.pairwise(there):
        if after < before:
            yield at_fact(
                edition,
                ("key_dates", place, "date"),
                Code.DATES_OUT_OF_ORDER,
                f"'{label}' is on {after}, before '{before_label}' on {before}.",
                "Mend the dates, or say what each is with 'kind'.",
            )


def pages_reversed(edition: Edition) -> Iterator[Problem]:
    """Find page limits whose first number is larger than the second."""
    for place, one in enumerate(edition.facts.submissions):
        if one.pages and one.pages[0] > one.pages[1]:
            yield at_fact(
                edition,
                ("submissions", place, "pages"),
                Code.PAGES_REVERSED,
                f"The page limit of '{one.category}' runs from {one.pages[0]} down to {one.pages[1]}.",
                f"Write [{one.pages[1]}, {one.pages[0]}].",
            )


def _spans(edition: Edition) -> Iterator[tuple[Location, Span]]:
    if edition.facts.date:
        yield ("date",), edition.facts.date
    if edition.facts.host and edition.facts.host.date:
        yield ("host", "date"), edition.facts.host.date
    for place, one in enumerate(edition.facts.key_dates):
        yield ("key_dates", place, "date"), one.date


def _last_day(edition: Edition) -> dt.date | None:
    """Return the event's last day: as the facts say, else as the list of dates says, else the host's."""
    facts = edition.facts
    if facts.date:
        return max(facts.date.start, facts.date.end)
    events = [one.date.end for one in facts.key_dates if one.kind is DateKind.EVENT]
    if events:
        return max(events)
    return facts.host.date.end if facts.host and facts.host.date else None
