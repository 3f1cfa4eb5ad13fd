"""Rules about the facts of front matter: dates, page limits, people and their roles."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import TYPE_CHECKING

from cfp_archive.checking.rule import archive_rule, at, at_known, edition_rule
from cfp_archive.model import DateKind, Edition, StatusKind
from cfp_archive.problems import Code, did_you_mean
from cfp_archive.vocabulary import COMMON_ROLES, is_known_role, is_known_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.checking.rule import Finding
    from cfp_archive.model import Archive, Gap, Location, Span

_IN_ORDER = (DateKind.SUBMISSION, DateKind.NOTIFICATION, DateKind.CAMERA_READY)
#: Final versions are not among them: of proceedings that appear after the event they are due after it.
_BEFORE_EVENT = (DateKind.ABSTRACT, DateKind.SUBMISSION, DateKind.NOTIFICATION)

#: An edition may be named after a year and meet some months before it begins or after it ends: the 2021 one in December
#: 2020 or January 2022. Further away a year is misspelt, or that of the previous edition.
EVENT_SLACK = dt.timedelta(days=183)
_KEY_DATE_SLACK = dt.timedelta(days=366)
#: A postponed edition keeps its key. The longest postponements known are of two years.
_POSTPONED_SLACK = dt.timedelta(days=3 * 366)


@archive_rule(Code.END_BEFORE_START)
def end_before_start(archive: Archive) -> Iterator[Finding]:
    """Find spans that end before they start."""
    for known in archive.timeline:
        for location, span in _spans(known):
            if span.end < span.start:
                message = f"The end date {span.end} is before the start date {span.start}."
                yield at_known(archive, known, *location), message, "Swap the dates, or correct the year."


@archive_rule(Code.DATE_FAR_FROM_YEAR)
def date_far_from_year(archive: Archive) -> Iterator[Finding]:
    """Find days that are too far from the year of the edition's key to be right."""
    for known in archive.timeline:
        if not 1 < known.year < dt.MAXYEAR - 3:
            continue
        first, last = dt.date(known.year, 1, 1), dt.date(known.year, 12, 31)
        postponed = known.status is not None and known.status.kind is StatusKind.POSTPONED
        for location, span in _spans(known):
            slack = _KEY_DATE_SLACK if location[0] == "key_dates" else EVENT_SLACK
            until = last + (max(slack, _POSTPONED_SLACK) if postponed else slack)
            day = next((day for day in (span.start, span.end) if not first - slack <= day <= until), None)
            if day:
                message = f"{day} is far from {known.year}, the year of the edition '{known.key}'."
                hint = "Correct the date; if the edition was postponed, add 'status: postponed'."
                yield at_known(archive, known, *location), message, hint


def _spans(known: Edition | Gap) -> Iterator[tuple[Location, Span]]:
    """Yield all days that are stated for an edition, with their location in its front matter or entry."""
    host, status = known.host, known.status
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


@edition_rule(Code.UNKNOWN_ZONE)
def unknown_zone(edition: Edition) -> Iterator[Finding]:
    """Find time zones that leave open when a deadline ends."""
    hint = "Use AoE, UTC, UTC+02:00, an abbreviation such as EST, or a name such as Europe/Paris."
    for index, key_date in enumerate(edition.facts.key_dates):
        if key_date.zone and not is_known_zone(key_date.zone):
            message = f"Unknown time zone '{key_date.zone}'."
            yield at(edition, "key_dates", index, "zone"), message, hint


@edition_rule(Code.DEADLINE_AFTER_EVENT)
def deadline_after_event(edition: Edition) -> Iterator[Finding]:
    """Find deadlines for submissions, and notifications, that fall after the event."""
    last_day = max((span.end for span in (edition.facts.planned, edition.event) if span), default=None)
    for index, key_date in enumerate(edition.facts.key_dates):
        if last_day and key_date.kind in _BEFORE_EVENT and key_date.date.start > last_day:
            message = f"'{key_date.label}' is on {key_date.date.start}, after the last day of the event, {last_day}."
            hint = "Correct the date; if the call says so, add 'kind: other' to it."
            yield at(edition, "key_dates", index, "date"), message, hint


@edition_rule(Code.DATES_OUT_OF_ORDER)
def dates_out_of_order(edition: Edition) -> Iterator[Finding]:
    """Find a first notification before the first submission, and the like; a call may have several rounds."""
    firsts: dict[DateKind, tuple[dt.date, int, str]] = {}
    for index, key_date in enumerate(edition.facts.key_dates):
        kind, day = key_date.kind, key_date.date.start
        if kind and (kind not in firsts or day < firsts[kind][0]):
            firsts[kind] = (day, index, key_date.label)
    in_order = [firsts[kind] for kind in _IN_ORDER if kind in firsts]
    for (before, _, before_label), (after, index, label) in itertools.pairwise(in_order):
        if after < before:
            message = f"'{label}' is on {after}, before '{before_label}' on {before}."
            hint = "Correct the dates, or add 'kind' to each to say what it is."
            yield at(edition, "key_dates", index, "date"), message, hint


@edition_rule(Code.PAGES_REVERSED)
def pages_reversed(edition: Edition) -> Iterator[Finding]:
    """Find page limits whose first number is larger than the second."""
    for index, submission in enumerate(edition.facts.submissions):
        if submission.pages and submission.pages[0] > submission.pages[1]:
            larger, smaller = submission.pages
            message = f"The page limit of '{submission.category}' begins with the larger number: [{larger}, {smaller}]."
            yield at(edition, "submissions", index, "pages"), message, f"Write [{smaller}, {larger}]."


@archive_rule(Code.UNKNOWN_ROLE)
def unknown_role(archive: Archive) -> Iterator[Finding]:
    """Find roles that are neither of the common vocabulary nor the series' own: most are misspelt."""
    if "series.yaml" in archive.unread:
        return
    own = archive.series.roles
    add = "If it is right, list it under 'roles' in series.yaml."
    for edition in archive.editions:
        reported = set()
        for index, appointment in enumerate(edition.facts.people):
            role = appointment.role
            if role in reported or is_known_role(role, own):
                continue
            reported.add(role)
            hint = f"{did_you_mean(role, (*own, *COMMON_ROLES), '')} {add}".strip()
            yield at(edition, "people", index, "role"), f"Unknown role '{role}'.", hint


@archive_rule(Code.DUPLICATE_PERSON)
def duplicate_person(archive: Archive) -> Iterator[Finding]:
    """Find people who are listed twice in one role of an edition, under whatever spelling."""
    for edition in archive.editions:
        seen: dict[tuple[str, str], str] = {}
        for index, appointment in enumerate(edition.facts.people):
            name, person = appointment.name, archive.person_of(appointment)
            key = (appointment.role_key, person.key if person else name)
            if key in seen:
                also = f" as '{seen[key]}'" if seen[key] != name else ""
                message = f"'{name}' is already listed{also} in the role '{appointment.role}'."
                yield at(edition, "people", index, "name"), message, "Delete one of the entries."
            seen.setdefault(key, name)


@archive_rule(Code.DANGLING_PERSON)
def dangling_person(archive: Archive) -> Iterator[Finding]:
    """Find person keys that nobody has."""
    if "people.yaml" in archive.unread:
        return
    keys = [person.key for person in archive.people]
    for edition in archive.editions:
        for index, appointment in enumerate(edition.facts.people):
            if appointment.person and appointment.person not in keys:
                message = f"Unknown person key '{appointment.person}'."
                hint = did_you_mean(appointment.person, keys, "Add the person to people.yaml.")
                yield at(edition, "people", index, "person"), message, hint
