"""Dates, lists and other facts as people write them, from the Unicode locale data of Babel; and as calls print them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.model import StatusKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from babel import Locale

    from cfp_archive.model import Host, KeyDate, Source, Span, Status, Submission

__all__ = [
    "date_words", "day", "days", "host_place", "key_date", "key_date_words", "limit_words", "listing", "month_names",
    "partial_date", "provenance", "several_days", "status", "submission_words",
]  # fmt: skip

#: The archive's own words are English with the day before the month, whatever the machine's locale.
_LOCALE = "en_GB"


@cache
def _locale() -> Locale:
    from babel import Locale  # not before a date is to be written: it takes a while

    return Locale.parse(_LOCALE)


def _format(date: dt.date, pattern: str) -> str:
    from babel.dates import format_date

    return format_date(date, pattern, locale=_locale())


@cache
def month_names() -> tuple[str, ...]:
    """Return the twelve months in full, from January."""
    return tuple(_locale().months["format"]["wide"][number] for number in range(1, 13))


def day(date: dt.date) -> str:
    """Return a calendar day as '1 February 2021'."""
    return _format(date, "d MMMM y")


def days(span: Span) -> str:
    """Return a span of days without repeating what both ends share.

    As in '21 May 2021', '17–21 May 2021', '30 May – 3 June 2022' or '30 December 2022 – 2 January 2023'.
    """
    start, end = span.start, span.end
    if start == end:
        return day(start)
    differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    # Babel has the forms of spans with short months alone, and thin spaces, which copying text loses.
    forms = (
        re.sub(r"\s", " ", one).replace("MMM", "MMMM") for one in _locale().interval_formats["yMMMd"][differs]
    )
    return "".join(_format(date, form) for date, form in zip((start, end), forms, strict=True))


def several_days(dates: Sequence[dt.date]) -> str:
    """Return days as '3 and 10 February 2027', '28 February and 3 March 2027'; shared words are written once."""
    if len({(one.year, one.month) for one in dates}) == 1:
        form = "d"
    else:
        form = "d MMMM" if len({one.year for one in dates}) == 1 else "d MMMM y"
    return listing([*(_format(one, form) for one in dates[:-1]), day(dates[-1])])


def partial_date(text: str) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD in words: '2021', 'November 2020', '6 November 2020'."""
    year, *rest = text.split("-")
    if not rest or not 1 <= int(rest[0]) <= 12:
        return year
    month = f"{month_names()[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month


def listing(words: Iterable[str], last: str = "and") -> str:
    """Join words as 'a', 'a and b', 'a, b and c'.

    :param last: 'and' or 'or', the word before the last.
    """
    from babel.lists import format_list

    return format_list(list(words), "or" if last == "or" else "standard", locale=_locale())


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
    start, end = span.start, span.end
    last = _format(end, "MMMM d, y")
    if start == end:
        return last
    if (start.year, start.month) == (end.year, end.month):
        return f"{_format(start, 'MMMM d')}-{end.day}, {end.year}"
    return f"{_format(start, 'MMMM d' if start.year == end.year else 'MMMM d, y')} - {last}"


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
