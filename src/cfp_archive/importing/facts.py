"""Gather the facts of an edition from what its call was found to hold."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cfp_archive.importing.calendar import find_time, find_zone
from cfp_archive.importing.parts import Bullets, Dates, Guess, Heading, Paragraph, People, Submissions
from cfp_archive.model import DateKind, Difference, Edition, Facts, Span
from cfp_archive.vocabulary import is_known_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.importing.parts import Node
    from cfp_archive.importing.top import Top
    from cfp_archive.model import Archive, KeyDate, Source

__all__ = ["make_facts"]

_DEADLINES = (DateKind.ABSTRACT, DateKind.SUBMISSION, DateKind.CAMERA_READY)
_ALL = re.compile(
    r"\b(?:all|the)\b[^.]{0,40}\b(?:deadlines?|dates?|times|submissions?)\b|\bdeadlines? (?:are|is|refer|expire)\b|toutes les|alle (?:termine|fristen)",
    re.IGNORECASE,
)


def make_facts(
    nodes: Sequence[Node], top: Top, key: str, archive: Archive, sources: tuple[Source, ...]
) -> tuple[Facts, list[Guess]]:
    """Return the front matter, with the guesses that this took.

    :param archive: the other editions, from which the ordinal is counted if the call does not state it.
    """
    guesses: list[Guess] = []
    dates = tuple(date for one in nodes if isinstance(one, Dates) for date in one.key_dates)
    dates = _with_common_zone(dates, nodes, guesses)
    dates = _before_event(dates, top.date or _event(dates, []), guesses)
    title = top.words or f"{archive.series.short_name} {key}"
    ordinal, counted = top.ordinal, False
    if ordinal is None:
        ordinal = _counted(key, archive)
        counted = ordinal is not None
    if counted:
        guesses.append(
            Guess(
                line=0,
                message=f"The ordinal {ordinal} was counted on from the year before.",
                hint="Mend 'ordinal' if that is wrong.",
            )
        )
    for one in nodes:
        if isinstance(one, People) and not is_known_role(one.role, archive.series.roles):
            guesses.append(
                Guess(
                    line=one.chunks[0].first,
                    message=f"'{one.role}' was taken for a role; it is none of those that are known.",
                    hint="If it is right, list it under 'roles' in series.yaml.",
                )
            )
    differences: tuple[Difference, ...] = ()
    if not top.title:
        reason = "The source text has no title."
        differences = (Difference(page=title, reason=reason),)
        guesses.append(
            Guess(
                line=0,
                message=f"No title was found; the page is called '{title}'.",
                hint="Mend 'title', and the heading, if it has one.",
            )
        )
    facts = Facts(
        title=title, short_title=_short(title), ordinal=ordinal, ordinal_counted=counted,
        date=top.date or _event(dates, guesses), website=top.website, format=top.format, place=top.place, key_dates=dates,
        submissions=tuple(two for one in nodes if isinstance(one, Submissions) for two in one.submissions),
        people=tuple(two for one in nodes if isinstance(one, People) for two in one.people),
        sources=sources, differences=differences,
    )  # fmt: skip
    return facts, guesses


def _short(title: str) -> str | None:
    """Return 'TideComp 2024' of 'TideComp 2024: First Workshop on Tidal Computing'."""
    head, colon, _ = title.partition(":")
    head = head.strip()
    return head if colon and len(head) <= 30 and re.search(r"(?:\b(?:19|20)\d\d|['’]\d\d)\Z", head) else None


def _event(dates: Sequence[KeyDate], guesses: list[Guess]) -> Span | None:
    """Return the event's days as the list of dates gives them: the workshop's rather than its host's."""
    events = [one for one in dates if one.kind is DateKind.EVENT]
    if not events:
        return None
    own = [one for one in events if re.search(r"workshop|symposium", one.label, re.IGNORECASE)] or events
    if len(events) > 1:
        guesses.append(
            Guess(
                line=0,
                message=f"Of several events, '{own[0].label}' was taken for this one's days.",
                hint="Mend 'date' if that is wrong.",
            )
        )
    return own[0].date


def _before_event(
    dates: tuple[KeyDate, ...], event: Span | None, guesses: list[Guess]
) -> tuple[KeyDate, ...]:
    """Put deadlines that name no year into the year before, where they would fall after the event."""
    made = []
    for one in dates:
        words = one.line or one.printed
        unsaid = words is not None and not re.search(r"\b(?:19|20)\d\d\b|['’]\d\d\b", words)
        if (
            event
            and unsaid
            and one.kind in {*_DEADLINES, DateKind.NOTIFICATION}
            and one.date.start > event.end
        ):
            try:
                days = Span(
                    start=one.date.start.replace(year=one.date.start.year - 1),
                    end=one.date.end.replace(year=one.date.end.year - 1),
                )
            except ValueError:  # 29 February
                made.append(one)
                continue
            guesses.append(
                Guess(
                    line=0,
                    message=f"'{one.label}' names no year; {days.end.year} was taken, because the event comes after it.",
                    hint="Mend the date in key_dates if that is wrong.",
                )
            )
            made.append(replace(one, date=days))
        else:
            made.append(one)
    return tuple(made)


def _with_common_zone(
    dates: tuple[KeyDate, ...], nodes: Sequence[Node], guesses: list[Guess]
) -> tuple[KeyDate, ...]:
    """Give deadlines the time and zone that a sentence states for all of them."""
    for node in nodes:
        chunks = node.chunks if isinstance(node, Paragraph) else ()
        certain = isinstance(node, Heading) and node.kind == "dates"
        if isinstance(node, Heading) and certain:
            chunks = (node.chunk,)
        if isinstance(node, Bullets):
            chunks = tuple(chunk for item in node.items for chunk in item.chunks)
        for one in chunks:
            zone, time = find_zone(one.text), find_time(one.text)
            if not zone or not (certain or _ALL.search(one.text)) or len(one.text) > 300:
                continue
            made = tuple(
                replace(date, zone=date.zone or zone, time=date.time or time)
                if date.kind in _DEADLINES
                else date
                for date in dates
            )
            if made != dates:
                shown = " ".join(filter(None, (time, zone)))
                guesses.append(
                    Guess(
                        line=one.first,
                        message=f"'{shown}' was taken for all deadlines.",
                        hint="Mend 'zone' in key_dates if that is wrong.",
                    )
                )
            return made
    return dates


def _counted(key: str, archive: Archive) -> int | None:
    """Count on from the edition of the year before, if there is one and its ordinal is known."""
    before = [one for one in archive.timeline if one.key[:4] == str(int(key[:4]) - 1)]
    same = [one for one in archive.timeline if one.key[:4] == key[:4] and one.key != key]
    if len(before) != 1 or same:
        return None
    last = before[0]
    known = last.facts.ordinal if isinstance(last, Edition) else last.ordinal
    return known + 1 if known else None
