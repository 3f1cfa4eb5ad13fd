"""Gather the facts of an edition from the parts of its call, each once, and decide which parts they stand for."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from cfp_archive.importing.blocks import Certainty, Finding, Kind, Node, Shape, doubt
from cfp_archive.importing.dates import settled_dates
from cfp_archive.importing.lexicon import heading_kind
from cfp_archive.importing.limits import find_limits, special_words
from cfp_archive.languages import pattern
from cfp_archive.model import DateKind, Edition, Span
from cfp_archive.reading.days import days_in, find_time, find_zone
from cfp_archive.vocabulary import is_known_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.model import Appointment, Archive, KeyDate, Submission

__all__ = ["common_zone", "count_ordinal", "in_order", "settle", "unknown_roles", "with_years"]

#: An abstract of so many words is more than that of a paper.
_LONG_ABSTRACT = 400
_DEADLINES = (DateKind.ABSTRACT, DateKind.SUBMISSION, DateKind.CAMERA_READY)


def settle(
    nodes: Sequence[Node], findings: list[Finding]
) -> tuple[list[Node], tuple[KeyDate, ...], tuple[Submission, ...], tuple[Appointment, ...]]:
    """Return the parts of the page and the facts.

    Facts stand for their words where the call has them in one place; where it has them in several, the words stay text.
    """
    parts = _joined(nodes)
    dates = settled_dates([one.key_dates for one in parts if one.key_dates])
    limits = settled_limits(parts)
    people = settled_people(parts, findings)
    homes = Counter((one.shape, one.role) for one in parts if one.placed)
    facts = {
        Shape.DATES: lambda one: one.key_dates == dates,
        Shape.LIMITS: lambda one: one.submissions == limits,
    }
    facts[Shape.PEOPLE] = lambda one: one.people == tuple(p for p in people if p.role == one.role)
    settled = []
    for one in parts:
        alone = one.placed and homes[one.shape, one.role] == 1
        whole = one.shape not in facts or (alone and facts[one.shape](one))
        shape = Shape.LIST if one.blocks[0].kind is Kind.ITEM else Shape.TEXT
        settled.append(one if whole else replace(one, shape=shape, placed=False))
    return settled, dates, limits, people


def settled_people(nodes: Sequence[Node], findings: list[Finding]) -> tuple[Appointment, ...]:
    """Return the people of a call, each once in a role, those of a role together, in order."""
    kept: dict[tuple[str, str], Appointment] = {}
    for node in nodes:
        for one in node.people:
            if kept.setdefault((one.role, one.name.casefold()), one) is not one:
                message = f"'{one.name}' is named twice as '{one.role}'."
                findings.append(doubt("people", node.blocks[0].first, message, Certainty.LIKELY))
    order = list(dict.fromkeys(one.role for one in kept.values()))
    return tuple(sorted(kept.values(), key=lambda one: order.index(one.role)))


def _joined(nodes: Sequence[Node]) -> list[Node]:
    """Join parts that only a blank line sets apart."""
    made: list[Node] = []
    for one in nodes:
        last = made[-1] if made else None
        kind = (one.shape, one.placed, one.role)
        if last is not None and one.placed and kind == (last.shape, last.placed, last.role):
            made[-1] = replace(
                last, blocks=(*last.blocks, *one.blocks), key_dates=(*last.key_dates, *one.key_dates),
                people=(*last.people, *one.people), submissions=(*last.submissions, *one.submissions),
                findings=(*last.findings, *one.findings),
            )  # fmt: skip
        else:
            made.append(one)
    return made


def settled_limits(nodes: Sequence[Node]) -> tuple[Submission, ...]:
    """Return the categories with limits, each once; a list of them outweighs what sentences say again."""
    kept: list[Submission] = []
    for one in (submission for node in nodes for submission in node.submissions):
        amount = one.pages or one.printed
        own = special_words(one.category)
        same = [
            k
            for k in kept
            if (k.pages or k.printed) == amount
            and (not own or not special_words(k.category) or own & special_words(k.category))
        ]
        if not same or (own and not any(special_words(k.category) for k in same)):
            kept = [k for k in kept if k not in same]
            kept.append(one)
    told = {word for one in kept for word in one.category.casefold().split()[:-1]}
    kept = [  # no 'industrial' beside 'Industrial papers'
        one
        for one in kept
        if one.category.casefold() not in told or not pattern("limits", "kinds").fullmatch(one.category)
    ]
    with_pages = [special_words(one.category) for one in kept if one.pages]
    return tuple(
        one
        for one in kept
        if one.pages
        or not (
            any(special_words(one.category) & pages for pages in with_pages)
            or (with_pages and _is_part_of_paper(one))
        )
    )


def _is_part_of_paper(one: Submission) -> bool:
    """Return whether a limit is that of the abstracts which papers have, and no category beside them."""
    found = pattern("limits", "abstracts").fullmatch(one.category)
    return (
        bool(found)
        and max((limit.most for limit in find_limits(one.printed or "")), default=0) < _LONG_ABSTRACT
    )


def common_zone(
    dates: tuple[KeyDate, ...], nodes: Sequence[Node], findings: list[Finding]
) -> tuple[KeyDate, ...]:
    """Give deadlines the time and zone that a sentence, or the heading above them, states for all of them."""
    for node in nodes:
        heads = node.shape is Shape.HEADING and heading_kind(node.blocks[0].text) == "dates"
        for one in node.blocks if node.shape in {Shape.HEADING, Shape.TEXT, Shape.LIST} else ():
            zone, time = find_zone(one.text), find_time(one.text)
            told = heads or pattern("all_dates").search(one.text)
            if not zone or len(one.text) > 300 or not told or days_in(one.text, 2000):  # of a schedule's day
                continue
            made = tuple(
                replace(date, zone=date.zone or zone, time=date.time or time)
                if date.kind in _DEADLINES
                else date
                for date in dates
            )
            if made != dates:
                message = f"'{' '.join(filter(None, (time, zone)))}' was used for all deadlines."
                findings.append(doubt("key_dates", one.first, message, Certainty.LIKELY))
            return made
    return dates


def with_years(
    dates: tuple[KeyDate, ...], event: Span | None, key_year: int, findings: list[Finding], title: str = ""
) -> tuple[KeyDate, ...]:
    """Put deadlines that name no year into the year before, where they would fall after the event.

    :param title: which may say the year, and so that of all dates.
    """
    made = []
    moved = yearless = 0
    said = re.search(rf"(?<!\d){key_year}(?!\d)|['’]{key_year % 100:02}\b", title)
    years = {key_year} if said else set()
    last = (
        event.end
        if event
        else max((one.date.end for one in dates if one.kind is DateKind.EVENT), default=None)
    )
    for one in dates:
        words = one.line or one.printed
        unsaid = words is not None and not re.search(r"\b(?:19|20)\d\d(?!\d)|['’]\d\d\b", words)
        yearless += unsaid
        years |= set() if unsaid else {one.date.start.year, one.date.end.year}
        deadline = one.kind in {DateKind.ABSTRACT, DateKind.SUBMISSION, DateKind.NOTIFICATION}
        late = last is not None and (one.date.start - last).days > 20
        leap = (2, 29) in {(day.month, day.day) for day in (one.date.start, one.date.end)}
        if unsaid and deadline and late and not leap:
            year = one.date.start.year - 1
            days = Span(start=one.date.start.replace(year=year), end=one.date.end.replace(year=year))
            moved += 1
            made.append(replace(one, date=days))
        else:
            made.append(one)
    if yearless:
        subject = "1 date names no year." if yearless == 1 else f"{yearless} dates name no year."
        before = f", and {key_year - 1} where the date would fall after the event" if moved else ""
        hint = "If this is wrong, import with another --edition."
        certainty = Certainty.LIKELY if years == {key_year} and not moved else Certainty.CHECK
        message = f"{subject} Used {key_year}{before}."
        findings.append(Finding(field="key_dates", line=0, message=message, hint=hint, certainty=certainty))
    return tuple(made)


def in_order(dates: tuple[KeyDate, ...]) -> tuple[KeyDate, ...]:
    """Return key dates whose kinds agree with their order: a 'final submission' before all notifications is a submission."""
    told = [one.date.start for one in dates if one.kind is DateKind.NOTIFICATION]
    return tuple(
        replace(one, kind=DateKind.SUBMISSION)
        if one.kind is DateKind.CAMERA_READY
        and told
        and one.date.end < min(told)
        and "camera" not in one.label.lower()
        else one
        for one in dates
    )


def unknown_roles(people: Sequence[Appointment], archive: Archive) -> list[Finding]:
    """Return one finding for the roles that are not known."""
    unknown = [
        role
        for role in dict.fromkeys(one.role for one in people)
        if not is_known_role(role, archive.series.roles)
    ]
    if not unknown:
        return []
    shown = ", ".join(f"'{role}'" for role in unknown)
    hint = "If one is none, correct it in 'people' and under 'roles' in series.yaml."
    return [Finding(field="people", line=0, message=f"Roles that are not known: {shown}.", hint=hint)]


def count_ordinal(key: str, archive: Archive) -> int | None:
    """Count on from the edition of the year before, if there is one and its ordinal is known."""
    before = [one for one in archive.timeline if one.key[:4] == str(int(key[:4]) - 1)]
    same = [one for one in archive.timeline if one.key[:4] == key[:4] and one.key != key]
    if len(before) != 1 or same:
        return None
    last = before[0]
    known = last.facts.ordinal if isinstance(last, Edition) else last.ordinal
    return known + 1 if known else None
