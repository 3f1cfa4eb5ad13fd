"""Find the days that a text names, in the forms in which calls write them: 'May 21st', '17.-21.5.2021', '1er mars'."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.formatting import month_numbers
from cfp_archive.model import DateOrder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cfp_archive.model import Span

_ENGLISH = ("en", "en_GB")
#: Languages, beside English, whose names of months are tried where English ones do not give a day.
_OTHERS = (
    "ca", "cs", "da", "de", "de_AT", "el", "es", "et", "fi", "fr", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nb",
    "nl", "nn", "pl", "pt", "pt_BR", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "vi", "zh",
)  # fmt: skip
#: What is written between the first and the last of some days.
_UNTIL = r"\s*(?:-|/|to|and|until|till|through|thru|&|bis|und|au|et|à|al?|y|e|i|até|ao|t/m|tot)\s*"
#: What is written between two days of which one is meant.
_OR = r"\s+(?:or|oder|ou)\s+"
_DAY = r"\d{1,2}(?!\d)(?:st|nd|rd|th|er|ère|[.ºª°])?"
#: Beyond so many characters two days are no longer the first and last of one span.
_NEAR = 40


class _Day(NamedTuple):
    """A day as it is written."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDays:
    """A day, or the first and last of some days, where a text names them."""

    begin: int  #: 0-based, of the first character
    end: int  #: 0-based, behind the last character
    first: _Day
    last: _Day
    ambiguous: bool = False  #: in figures that can be read in the other order of day and month, too

    def dates(self, year: int) -> tuple[dt.date, dt.date] | None:
        """Return the days, a missing year filled in; None if the calendar does not have them."""
        try:
            return (
                dt.date(self.first.year or self.last.year or year, self.first.month, self.first.day),
                dt.date(self.last.year or year, self.last.month, self.last.day),
            )
        except ValueError:
            return None


@lru_cache(maxsize=2)
def _months(*, others: bool) -> dict[str, int]:
    return month_numbers(*_ENGLISH, *(_OTHERS if others else ()))


@lru_cache(maxsize=2)
def _patterns(*, others: bool) -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _months(others=others)), key=len, reverse=True))
    month = rf"(?<![^\W\d_])(?P<month>{names})(?![^\W\d_])\.?"
    days = rf"(?<![\d.,])(?P<first>{_DAY})(?:(?P<until>{_UNTIL}|{_OR})(?P<last>{_DAY}))?"
    time = r"(?:,?\s+\d{1,2}[:.h]\d\d\s*(?:[ap]\.?m\.?)?(?:\s*[a-z]{2,5})?(?=,?\s+\d{4}(?!\d)))?"
    year = rf"(?:(?:\s*\([^()\d]{{2,12}}\))?{time}[\s,./-]*(?:de[l]?\s+|of\s+)?(?:(?P<year>\d{{4}})(?!\d)|'(?P<short>\d\d)(?!\d)))?"
    return (
        re.compile(rf"(?:(?<!\d)(?P<before>\d{{4}})[\s,/-]+)?{month}(?:,?\s*|-){days}(?!\d|:\d|\.\d){year}"),
        re.compile(rf"{days}(?:\s*|-)(?:de\s+|of\s+|d')?{month}{year}"),
    )


_ISO = re.compile(
    r"(?<![\d.-])(?P<year>\d{4})(?:[-/.]|年\s*)(?P<month>\d{1,2})(?:[-/.]|月\s*)(?P<day>\d{1,2})(?!\d)"
)
_KOREAN = re.compile(r"(?P<year>\d{4})년\s*(?P<month>\d{1,2})월\s*(?P<day>\d{1,2})일")
_FIGURES = re.compile(
    r"(?<![\d./-])(?:(?P<from>\d{1,2})\.?(?:(?P<sign>[./])?(?P<frommonth>\d{1,2})?\.?)\s*-\s*)?"
    r"(?P<a>\d{1,2})(?P<between>[./-])(?P<b>\d{1,2})(?P=between)(?P<year>\d{4}|\d\d)(?![\d])"
)


@lru_cache(maxsize=256)
def find_days(text: str, order: DateOrder | None = None, *, others: bool = False) -> tuple[NamedDays, ...]:
    """Return the days that a text names, in its order.

    :param text: case-folded, with single spaces, and with '-' for every dash.
    :param order: of day and month in figures; None if it is not known: both readings are returned.
    :param others: months may have names that are not English.
    """
    days = {*_in_words(text, others=others), *_in_figures(text, order)}
    return tuple(sorted(days, key=lambda one: (one.begin, -one.end)))


def date_order(text: str) -> DateOrder | None:
    """Return the order of day and month in which a text writes its days in figures, if one of them shows it.

    >>> date_order("due 3/4/2021, on 25/4/2021"), date_order("due 3/4/2021")
    (<DateOrder.DAY_MONTH: 'day-month'>, None)
    """
    pairs = [
        (int(match["a"]), int(match["b"])) for match in _FIGURES.finditer(text) if match["between"] != "."
    ]
    orders = {
        DateOrder.DAY_MONTH if a > 12 else DateOrder.MONTH_DAY for a, b in pairs if (a > 12) != (b > 12)
    }
    return orders.pop() if len(orders) == 1 else None


def has_other_months(text: str) -> bool:
    """Return whether a text names a month in another language than English."""
    known, names = _months(others=False), _months(others=True)
    return any(word in names and word not in known for word in re.findall(r"[^\W\d_]+", text))


def days_named(
    text: str,
    span: Span,
    year_fits: Callable[[dt.date], bool],
    order: DateOrder | None,
    *,
    others: bool = False,
) -> Iterator[NamedDays]:
    """Yield where a text names just these days.

    :param year_fits: says of a day that the text names without a year whether its year is the one that is meant.
    """
    days = find_days(text, order, others=others)
    pairs = (
        NamedDays(
            begin=first.begin,
            end=last.end,
            first=first.first,
            last=last.last,
            ambiguous=first.ambiguous or last.ambiguous,
        )
        for first in (days if span.start != span.end else ())
        for last in days
        if 0 <= last.begin - first.end < _NEAR
    )
    for one in (*days, *pairs, *_whole_months(text, span, others=others)):
        year_known = (one.last.year or one.first.year) is not None
        if one.dates(span.end.year) == (span.start, span.end) and (year_known or year_fits(span.end)):
            yield one


def _whole_months(text: str, span: Span, *, others: bool) -> Iterator[NamedDays]:
    """Yield where a text names the month whose first and last day a span has, and no day of it: 'in October 2013'."""
    start, end = span.start, span.end
    if start.day != 1 or end != start.replace(day=monthrange(start.year, start.month)[1]):
        return
    months = _months(others=others).items()
    names = "|".join(re.escape(name) for name, number in months if number == start.month)
    after = r"(?:[\s,]*(?:de[l]?\s+|of\s+)?(?P<year>\d{4})(?!\d)(?!\s+\d{1,2}(?!\d))|(?![\s,]*\d))"
    for match in re.finditer(rf"(?<!\d )(?<!\w)(?:{names})(?![^\W\d_])\.?{after}", text):
        year = int(match["year"]) if match["year"] else None
        first, last = _Day(year, start.month, 1), _Day(year, end.month, end.day)
        yield NamedDays(begin=match.start(), end=match.end(), first=first, last=last)


def _in_words(text: str, *, others: bool) -> Iterator[NamedDays]:
    names = _months(others=others)
    for pattern in _patterns(others=others):
        for match in pattern.finditer(text):
            fields = match.groupdict()
            short = f"20{fields['short']}" if fields["short"] else 0
            year = int(fields["year"] or short or fields.get("before") or 0) or None
            month = names[fields["month"]]
            first, last = (
                int(re.sub(r"\D", "", fields[name] or fields["first"])) for name in ("first", "last")
            )
            either = fields["until"] is not None and re.fullmatch(_OR, fields["until"])
            for start, end in ((first, first), (last, last)) if either else ((first, last),):
                first_day, last_day = _Day(year, month, start), _Day(year, month, end)
                yield NamedDays(begin=match.start(), end=match.end(), first=first_day, last=last_day)


def _in_figures(text: str, order: DateOrder | None) -> Iterator[NamedDays]:
    for pattern in (_ISO, _KOREAN):
        for match in pattern.finditer(text):
            day = _Day(int(match["year"]), int(match["month"]), int(match["day"]))
            yield NamedDays(begin=match.start(), end=match.end(), first=day, last=day)
    for match in _FIGURES.finditer(text):
        year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
        a, b = int(match["a"]), int(match["b"])
        readings = {(b, a)}  # month and day; with points the day comes first
        if match["between"] != "." and order is not DateOrder.DAY_MONTH:
            readings = {(a, b)} if order else {(a, b), (b, a)}
        possible = {(month, day) for month, day in readings if month <= 12}
        for month, number in possible:
            end = start = _Day(year, month, number)
            if match["from"]:
                start = _Day(year, int(match["frommonth"] or month), int(match["from"]))
            yield NamedDays(
                begin=match.start(), end=match.end(), first=start, last=end, ambiguous=len(possible) > 1
            )
