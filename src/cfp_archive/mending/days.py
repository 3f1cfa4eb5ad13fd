"""Dates in forms that people write, where they can mean one day only."""

from __future__ import annotations

import datetime as dt
import re

from cfp_archive.phrasing import MONTHS

__all__ = ["iso_day"]

_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?"
_FORMS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})",
        rf"{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})",
        rf"{_DAY}[-/]{_MONTH}[-/](?P<year>\d{{4}})",
    )
)
#: Two numbers, of which one must be too large for a month.
_NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")


def iso_day(text: str) -> str | None:
    """Return a day as YYYY-MM-DD; None if the text is no day, or could be two.

    >>> iso_day("1 Feb 2021"), iso_day("2021/2/1"), iso_day("Sept. 3rd, 2021"), iso_day("25/12/2021")
    ('2021-02-01', '2021-02-01', '2021-09-03', '2021-12-25')
    >>> iso_day("1/2/2021"), iso_day("30 February 2021"), iso_day("May 2021")
    (None, None, None)
    """
    text = text.strip()
    for form in _FORMS:
        match = form.fullmatch(text)
        month = _month(match["month"]) if match else None
        if match and month:
            return _iso(int(match["year"]), month, int(match["day"]))
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        first, second, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
        if first > 12 >= second:
            return _iso(year, second, first)
        if second > 12 >= first:
            return _iso(year, first, second)
    return None


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word) or None
    word = "sep" if word.casefold() == "sept" else word.casefold()
    found = [
        number for number, name in enumerate(MONTHS, 1) if word in {name.casefold(), name[:3].casefold()}
    ]
    return found[0] if found else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
