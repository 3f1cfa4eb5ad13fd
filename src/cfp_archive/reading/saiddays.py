"""Find the days that a text names, in the forms in which calls write them: 'May 21st', '17.-21.5.2021', '1er mars'."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.formatting import month_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cfp_archive.model import Span

__all__ = ["SaidDays", "find_days", "has_other_months", "said_days"]

#: Languages, beside English, whose names of months are tried where English ones do not give a day.
_LOCALES = [
    "ca",
    "cs",
    "da",
    "de",
    "de_AT",
    "el",
    "en_GB",
    "es",
    "et",
    "fi",
    "fr",
    "hr",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "lt",
    "lv",
    "nb",
    "nl",
    "nn",
    "pl",
    "pt",
    "pt_BR",
    "ro",
    "ru",
    "sk",
    "sl",
    "sv",
    "tr",
    "uk",
    "vi",
    "zh",
]
#: What is written between the first and the last of some days.
_UNTIL = r"\s*(?:-|/|to|and|until|till|through|thru|&|bis|und|au|et|à|al?|y|e|i|até|ao|t/m|tot)\s*"
#: What is written between two days of which one is meant.
_OR = r"\s+(?:or|oder|ou)\s+"
_AFTER_DAY = r"(?:st|nd|rd|th|er|ère|[.ºª°])?"
_DAY = rf"\d{{1,2}}(?!\d){_AFTER_DAY}"
#: Beyond so many characters two days are no longer the first and last of one span.
_NEAR = 40


class _Day(NamedTuple):
    """A day as it is written."""

    year: int | None
    month: int
    day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidDays:
    """A day, or the first and last of some days, where a text names them."""

    begin: int  #: 0-based, of the first character
    end: int  #: 0-based, behind the last character
    first: _Day
    last: _Day

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
    """Return the names of months, folded and without points, with their numbers (1..12)."""
    names: dict[str, int] = {}
    for number, name in enumerate(month_names(), 1):
        names[name.casefold()] = names[name[:3].casefold()] = number
    names["sept"] = 9
    if not others:
        return names
    from babel.dates import get_month_names

    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    folded = name.casefold().strip(". ")
                    if len(folded) > 2 and not folded[0].isdigit():
                        names.setdefault(folded, int(number))
    return names


@lru_cache(maxsize=2)
def _patterns(*, others: bool) -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, _months(others=others)), key=len, reverse=True))
    month = rf"(?<![^\W\d_])(?P<month>{names})(?![^\W\d_])\.?"
    days = rf"(?<![\d.,])(?P<first>{_DAY})(?:(?P<until>{_UNTIL}|{_OR})(?P<last>{_DAY}))?"
    year = r"(?:(?:\s*\([^()\d]{2,12}\))?[\s,./-]*(?:de[l]?\s+|of\s+)?(?:(?P<year>\d{4})(?!\d)|'(?P<short>\d\d)(?!\d)))?"
    return (
        re.compile(rf"(?:(?<!\d)(?P<before>\d{{4}})[\s,/-]+)?{month}(?:,?\s*|-){days}(?!\d|:\d|\.\d){year}"),
        re.compile(rf"{days}(?:\s*|-)(?:de\s+|of\s+|d')?{month}{year}"),
    )


_ISO = re.compile(
    r"(?<![\d.-])(?P<year>\d{4})(?:[-/.]|年\s*)(?P<month>\d{1,2})(?:[-/.]|月\s*)(?P<day>\d{1,2})(?!\d)"
)
_FIGURES = re.compile(
    r"(?<![\d./-])(?:(?P<from>\d{1,2})\.?(?:(?P<sign>[./])?(?P<frommonth>\d{1,2})?\.?)\s*-\s*)?"
    r"(?P<a>\d{1,2})(?P<between>[./-])(?P<b>\d{1,2})(?P=between)(?P<year>\d{4}|\d\d)(?![\d])"
)
_KOREAN = re.compile(r"(?P<year>\d{4})년\s*(?P<month>\d{1,2})월\s*(?P<day>\d{1,2})일")


@lru_cache(maxsize=256)
def find_days(text: str, *, others: bool = False) -> tuple[SaidDays, ...]:
    """Return the days that a text names, in its order.

    :param text: case-folded, with single spaces, and with '-' for every dash.
    :param others: months may have names that are not English.
    """
    found = sorted({*_named(text, others=others), *_in_figures(text)}, key=lambda one: (one.begin, -one.end))
    return tuple(found)


def has_other_months(text: str) -> bool:
    """Tell whether a text names a month in another language than English."""
    known = _months(others=False)
    names = _months(others=True)
    return any(word in names and word not in known for word in re.findall(r"[^\W\d_]+", text))


def said_days(
    text: str, span: Span, year_fits: Callable[[dt.date], bool], *, others: bool = False
) -> Iterator[SaidDays]:
    """Yield where a text names just these days.

    :param year_fits: says of a day that the text names without a year whether its year is the one that is meant.
    """
    found = find_days(text, others=others)
    pairs = (
        SaidDays(begin=first.begin, end=last.end, first=first.first, last=last.last)
        for first in (found if span.start != span.end else ())
        for last in found
        if 0 <= last.begin - first.end < _NEAR
    )
    for one in (*found, *pairs, *_whole_months(text, span, others=others)):
        if one.dates(span.end.year) == (span.start, span.end) and _year_said(one, span, year_fits):
            yield one


def _whole_months(text: str, span: Span, *, others: bool) -> Iterator[SaidDays]:
    """Yield where a text names the month whose first and last day a span has, and no day of it: 'in October 2013'."""
    start, end = span.start, span.end
    if start.day != 1 or end != start.replace(day=monthrange(start.year, start.month)[1]):
        return
    names = "|".join(
        re.escape(name) for name, number in _months(others=others).items() if number == start.month
    )
    after = r"(?:[\s,]*(?:de[l]?\s+|of\s+)?(?P<year>\d{4})(?!\d)(?!\s+\d{1,2}(?!\d))|(?![\s,]*\d))"
    for match in re.finditer(rf"(?<!\d )(?<!\w)(?:{names})(?![^\W\d_])\.?{after}", text):
        year = int(match["year"]) if match["year"] else None
        first, last = _Day(year, start.month, 1), _Day(year, end.month, end.day)
        yield SaidDays(begin=match.start(), end=match.end(), first=first, last=last)


def _year_said(one: SaidDays, span: Span, year_fits: Callable[[dt.date], bool]) -> bool:
    return (one.last.year or one.first.year) is not None or year_fits(span.end)


def _named(text: str, *, others: bool) -> Iterator[SaidDays]:
    names = _months(others=others)
    for pattern in _patterns(others=others):
        for match in pattern.finditer(text):
            fields = match.groupdict()
            said = fields["year"] or (f"20{fields['short']}" if fields["short"] else None)
            year = int(said or fields.get("before") or 0) or None
            month = names[fields["month"]]
            first = _number(fields["first"])
            last = _number(fields["last"]) if fields["last"] else first
            open_choice = fields["until"] is not None and re.fullmatch(_OR, fields["until"])
            for start, end in ((first, first), (last, last)) if open_choice else ((first, last),):
                yield SaidDays(
                    begin=match.start(),
                    end=match.end(),
                    first=_Day(year, month, start),
                    last=_Day(year, month, end),
                )


def _in_figures(text: str) -> Iterator[SaidDays]:
    for pattern in (_ISO, _KOREAN):
        for match in pattern.finditer(text):
            said = _Day(int(match["year"]), int(match["month"]), int(match["day"]))
            yield SaidDays(begin=match.start(), end=match.end(), first=said, last=said)
    for match in _FIGURES.finditer(text):
        year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
        a, b = int(match["a"]), int(match["b"])
        # 3/4/2021 is the third of April or the fourth of March; with points the day comes first.
        for month, day in ((b, a),) if match["between"] == "." else ((b, a), (a, b)):
            end = start = _Day(year, month, day)
            if match["from"]:
                start = _Day(year, int(match["frommonth"] or month), int(match["from"]))
            yield SaidDays(begin=match.start(), end=match.end(), first=start, last=end)


def _number(text: str) -> int:
    return int(re.match(r"\d+", text)[0])  # type: ignore[index]  # the pattern begins with a figure
