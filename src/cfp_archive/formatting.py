"""Dates, lists and other facts as people write them, from the Unicode locale data of Babel; and as calls print them."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.model import StatusKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from babel import Locale

    from cfp_archive.model import Archive, Edition, Host, KeyDate, Source, Span, Status, Submission, TopicList

#: English words have the day before the month, whatever the machine's locale.
_ENGLISH = "en_GB"


@cache
def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError  # not before a date is to be written: it takes a while

    try:
        return Locale.parse(_ENGLISH if language == messages.ENGLISH else language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_ENGLISH)


def _readers_locale() -> Locale:
    return _locale(messages.language())


def _format(date: dt.date, pattern: str, locale: Locale) -> str:
    from babel.dates import format_date

    return format_date(date, pattern, locale=locale)


@cache
def month_numbers(*locales: str) -> dict[str, int]:
    """Return the numbers of months (1..12) by their names in some languages, full and short, case-folded, without points.

    :param locales: as in 'de' or 'pt_BR'; of two months with one name that of the first language counts.
    """
    from babel.dates import get_month_names

    numbers: dict[str, int] = {}
    for locale in locales:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    numbers.setdefault(name.casefold().strip(". "), number)
    # Short names of some languages are figures.
    return {name: number for name, number in numbers.items() if len(name) > 2 and not name[0].isdigit()}


def day(date: dt.date) -> str:
    """Return a calendar day as '1 February 2021'."""
    return _format(date, "long", _readers_locale())


def days(span: Span) -> str:
    """Return a span of days without repeating what both ends share.

    As in '21 May 2021', '17–21 May 2021', '30 May – 3 June 2022' or '30 December 2022 – 2 January 2023'.
    """
    start, end = span.start, span.end
    if start == end:
        return day(start)
    differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    locale = _readers_locale()
    # Babel has the forms of spans with short months alone, and thin spaces, which copying text loses.
    forms = (
        re.sub(r"\s", " ", form).replace("MMM", "MMMM") for form in locale.interval_formats["yMMMd"][differs]
    )
    return "".join(_format(date, form, locale) for date, form in zip((start, end), forms, strict=True))


def several_days(dates: Sequence[dt.date]) -> str:
    """Return days as '3 and 10 February 2027', '28 February and 3 March 2027'; shared words are written once."""
    locale = _readers_locale()
    if len({(one.year, one.month) for one in dates}) == 1:
        form = locale.interval_formats["yMMMd"]["d"][0].rstrip("–- \u2009")  # 'd', or 'd.'
    else:
        form = locale.datetime_skeletons["MMMMd"].pattern if len({one.year for one in dates}) == 1 else "long"
    return listing([*(_format(one, form, locale) for one in dates[:-1]), day(dates[-1])])


def partial_date(text: str) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD in words: '2021', 'November 2020', '6 November 2020'."""
    year, *rest = text.split("-")
    if not rest or not 1 <= int(rest[0]) <= 12:
        return year
    from babel.dates import format_skeleton

    try:
        date = dt.date(int(year), int(rest[0]), int(rest[1]) if len(rest) > 1 else 1)
    except ValueError:  # no day of the calendar: the check of the archive says so
        return text
    return day(date) if len(rest) > 1 else format_skeleton("yMMMM", date, locale=_readers_locale())


def listing(words: Iterable[str], last: str = "and") -> str:
    """Join words as 'a', 'a and b', 'a, b and c'.

    :param last: 'and' or 'or', the word before the last.
    """
    from babel.lists import format_list

    return format_list(list(words), "or" if last == "or" else "standard", locale=_readers_locale())


def key_date(one: KeyDate) -> str:
    """Return a key date with its time, its zone and the dates before it, if any was moved.

    As in '20 February 2027, 23:59 AoE, extended from 3 and 10 February 2027'.
    """
    words = ", ".join(filter(None, (days(one.date), " ".join(filter(None, (one.time, one.zone))))))
    if not one.was:
        return words
    extended = max(one.was) <= one.date.end
    message = messages.EXTENDED_FROM if extended else messages.DATE_MOVED_FROM
    return message(date=words, days=several_days(one.was))


def host_place(host: Host) -> str:
    """Return where and how the host conference took place; empty if nothing is known.

    As in 'Held virtually (originally planned for Lyon, France)' or 'Rio de Janeiro, Brazil'.
    """
    held = _HELD[host.format.value]() if host.format else ""
    if host.place and host.moved:
        if held:
            return messages.HELD_ELSEWHERE(held=held, place=host.place)
        return messages.PLANNED_FOR(place=host.place)
    return " · ".join(filter(None, (host.place, held)))


_HELD = {
    "virtual": messages.HELD_VIRTUALLY,
    "hybrid": messages.HELD_HYBRID,
    "in person": messages.HELD_IN_PERSON,
}


def page_limit(pages: tuple[int, int]) -> str:
    """Return a page limit: '8–10 pages', '4 pages'."""
    least, most = pages
    return messages.PAGES(n=most) if least == most else messages.PAGE_RANGE(least=least, n=most)


def list_size(topics: TopicList) -> str:
    """Return how many topics a list has: '18 topics', '20 topics in 5 groups', the headings of the groups not being counted."""
    if topics.groups:
        return messages.N_TOPICS_IN_GROUPS(n=topics.groups, topics=len(topics.topics) - topics.groups)
    return messages.TOPICS(n=len(topics.topics))


def list_sizes(archive: Archive, edition: Edition) -> list[str]:
    """Return how many topics each list of a call has: 'Areas of interest: 18 topics'; nothing for a list that it has not."""
    return [
        messages.LABELED(label=archive.list_label(name), value=list_size(topics))
        for name in archive.list_names
        if (topics := edition.topic_list(name)) is not None
    ]


def provenance(source: Source) -> str:
    """Return where a source comes from: 'posted to DBWorld in November 2020'."""
    how = source.published or messages.PUBLISHED()
    if not source.posted:
        return how
    message = messages.POSTED_ON if source.posted.count("-") == 2 else messages.POSTED_IN
    return message(how=how, date=partial_date(source.posted))


def status(one: Status) -> str:
    """Return what became of an edition, in a sentence.

    As in 'This edition was postponed from 21 May 2020 to 5 October 2020.'
    """
    was, date = days(one.was) if one.was else "", days(one.date) if one.date else ""
    if one.kind is StatusKind.CANCELLED:
        return messages.CANCELLED_WAS(days=was) if was else messages.CANCELLED()
    if was and date:
        return messages.POSTPONED_FROM_TO(was=was, days=date)
    if date:
        return messages.POSTPONED_TO(days=date)
    return messages.POSTPONED_WAS(days=was) if was else messages.POSTPONED()


# The words that a call prints for its facts: pages show them, and the proof of the words counts on them.


def date_words(span: Span) -> str:
    """Return days as calls print them: 'May 21, 2021', 'May 17-21, 2021' or 'May 30 - June 3, 2022'."""
    start, end, locale = span.start, span.end, _locale(messages.ENGLISH)
    last = _format(end, "MMMM d, y", locale)
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{_format(start, 'MMMM d', locale)}-{end.day}, {end.year}"
    return f"{_format(start, 'MMMM d' if start.year == end.year else 'MMMM d, y', locale)} - {last}"


def key_date_words(key_date: KeyDate) -> str:
    """Return a line of the list of dates: 'Paper Submission: February 1, 2021'."""
    return key_date.line or f"{key_date.label}: {key_date.printed or date_words(key_date.date)}"


def limit_words(pages: tuple[int, int]) -> str:
    """Return a page limit: '8-10 pages', '4 pages', '1 page'."""
    least, most = pages
    if least != most:
        return f"{least}-{most} pages"
    return f"{most} page" if most == 1 else f"{most} pages"


def submission_words(submission: Submission) -> str:
    """Return a line of the submission categories: 'Regular papers: 8-10 pages', or the category alone."""
    limit = submission.printed or (limit_words(submission.pages) if submission.pages else "")
    return submission.line or (f"{submission.category}: {limit}" if limit else submission.category)
