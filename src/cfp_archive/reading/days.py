"""Find the days and times of day that a text names, in the forms in which calls write them: 'May 21st', '17.-21.5.2021'."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from babel import Locale

from cfp_archive.formatting import month_numbers
from cfp_archive.languages import alternatives, languages, words
from cfp_archive.model import DateOrder, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Languages, beside those of ``cfp_archive.languages``, whose names of months are tried where these do not give a day.
_OTHERS = (
    "ca", "cs", "da", "de_AT", "el", "et", "fi", "hr", "hu", "id", "ja", "ko", "lt", "lv", "nb", "nl", "nn", "pl",
    "pt_BR", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "vi", "zh",
)  # fmt: skip
#: Beyond so many characters two days are no longer the first and last of one span.
_NEAR = 40


#: Between days of which one is meant.
_OR = re.compile(r"(?:\d|st|nd|rd|th|\.|,)\s+(?:or|oder|ou|o)\s+(?=\S)", re.IGNORECASE)


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
    vague: bool = False  #: a month alone, or one of two days between which the call has not decided
    struck: int | None = None  #: the day of the month that is struck out within: 'March ~~15~~ 22'

    def dates(self, year: int) -> tuple[dt.date, dt.date] | None:
        """Return the days, a missing year filled in; None if the calendar does not have them."""
        last = self.last.year or year
        first = self.first.year or last - (self.first.month > self.last.month)  # December 30 - January 2
        try:
            return dt.date(first, *self.first[1:]), dt.date(last, *self.last[1:])
        except ValueError:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDays:
    """Days of the calendar, where a text names them."""

    span: Span
    start: int  #: 0-based, in the text
    end: int  #: 0-based, one past the last character
    year_given: bool = True
    sure: bool = True  #: False if the numbers could be read in another order, or no single day is given
    was: dt.date | None = None  #: the day that is struck out within: 'March ~~15~~ 22'


@lru_cache(maxsize=2)
def months(*, others: bool = False) -> dict[str, int]:
    """Return the number of each month by its names, casefolded and without periods.

    :param others: also in languages in which calls are not read.
    """
    lacking = {name: number for one in languages() for name, number in one.get("months", {}).items()}
    known = lacking | month_numbers(*(one["locale"] for one in languages()), "en_GB")
    return month_numbers(*_OTHERS) | known if others else known


@lru_cache(maxsize=2)
def month_words(*, others: bool = False) -> str:
    """Return a regular expression of the months' names, longest first."""
    return "|".join(sorted(map(re.escape, months(others=others)), key=len, reverse=True))


@lru_cache(maxsize=1)
def weekday_words() -> str:
    """Return a regular expression of the names of weekdays, whole and short, in all languages."""
    names = set(words("weekdays"))
    for language in languages():
        for context in Locale.parse(language["locale"]).days.values():
            for width in ("wide", "abbreviated"):
                names |= {name.rstrip(".") for name in context.get(width, {}).values()}
    return rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b\.?"


@lru_cache(maxsize=2)
def _forms(*, others: bool) -> tuple[re.Pattern[str], ...]:
    """Compile the forms of days, most specific first; two months or two days make a range, the last is a month alone."""
    month = rf"(?P<m>{month_words(others=others)})(?![^\W\d_])\.?"
    of = rf"(?:(?:{'|'.join(words('of'))}|del?|d['’])\s*)?"
    until = "|".join(
        sorted(
            {*words("to"), *words("and"), "t/m", "tot", "al", "thru"} - {"a", "e", "o"}, key=len, reverse=True
        )
    )
    dash = rf"\s*(?:-{{1,3}}|[–—−]|/|(?<=\s)(?:{until}|[aeoy])(?=\s))\s*(?:the\s+)?"
    week = weekday_words()
    wd, wd2 = rf"(?:{week},?\s+)?", rf"(?:\(?{week}\)?,?\s*)?"
    struck = r"(?:~~(?P<s>\d{1,2})[^~\d]{0,4}~~\s*)?"
    numeric = r"(?P<d>[0-3]?\d)\.\s?(?P<n>[01]?\d)\."
    not_time = r"(?!\d|[:.]\d|\s*(?:am|pm|a\.m|p\.m|h\b))"
    year = r"(?P<y>(?:19|20)\d\d)(?!\d)"
    short = r"(?P<y>(?:19|20)\d\d(?!\d)|['’]\d\d\b)"
    day = r"(?P<d>[0-3]?\d)(?!\d)(?:\s?(?:st|nd|rd|th|ère|er|[ºª])\b|[oa]\b(?=\sde\b)|°)?"
    row = rf"(?:(?P<row>(?:\s*,\s*[0-3]?\d(?![\d:]))+)\s*,?(?:{dash}|\s*)|{dash})"  # '15, 16 and 17', '15,16,17'
    texts = (
        rf"{year}-(?P<n>\d\d)-(?P<d>\d\d)(?:{dash}{year}-(?P<n>\d\d)-(?P<d>\d\d))?(?!\d)",
        rf"{year}(?:[/.]|[年년]\s*)(?P<n>\d\d?)(?:[/.]|[月월]\s*)(?P<d>\d\d?)(?!\d)",
        rf"{wd}{month}\s*{day},?\s*{year}{dash}{wd}{month}\s*{day},?\s*{year}",
        rf"{wd}{day}\.?\s+{of}{month},?\s+{of}{year}{dash}{wd}{day}\.?\s+{of}{month},?\s+{of}{year}",
        rf"{wd}{month},?\s*{day}{dash}{wd}{month},?\s*{day}{not_time}(?:\s*,?\s*\(?{short})?",
        rf"{wd}{day}\.?\s+{of}{month}{dash}{wd}{day}\.?\s+{of}{month}(?:\s*,?\s+{of}{short})?",
        rf"{wd}{month},?\s*{day}\s*{wd2}{row}{wd}(?!(?:19|20)\d\d){day}{not_time}(?:\s*,?\s*\(?{short})?",
        rf"{wd}{day}\.?{row}{wd}{day}\.?[\s-]+{of}{month}(?:\s*,?\s+{of}{short})?",
        rf"(?:{year}[\s,/-]+)?{wd}{month}(?:,?\s*|-){struck}{day}{not_time}(?:\s*\([^()\d]{{2,12}}\))?(?:[\s,.-]*\(?{of}{short})?",
        rf"{wd}{struck}{day}\.?(?:\s*|-){of}{month}(?:\s*,?(?:\s+|-){of}{short})?",
        rf"{numeric}\s?(?:{year})?{dash}{numeric}\s?{year}(?!\d)",
        rf"(?P<d>[0-3]?\d)\.?(?:/\d\d?\.?)*(?:/|\s?[-–]\s?){numeric}\s?{year}(?!\d)",
        rf"{numeric}\s?{year}(?!\d)",
        r"(?P<a>[0-3]?\d)(?P<sep>[/-])(?P<b>[0-3]?\d)(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)(?![\d/-])",
        rf"{month},?\s+{of}{year}",
    )
    return tuple(_numbered(text) for text in texts)


def _numbered(text: str) -> re.Pattern[str]:
    """Compile a form whose groups are numbered by their turn: m, m2, d, d2, y, y2."""
    seen: dict[str, int] = {}

    def turn(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}{seen[name] if seen[name] > 1 else ''}>"

    return re.compile(r"(?<![\w/])" + re.sub(r"\(\?P<([mndy])>", turn, text), re.IGNORECASE)


#: So many characters before and behind its digits belong to a day at most, with blanks.
_BESIDE_DIGITS = 200


@lru_cache(maxsize=8192)
def find_days(
    text: str, order: DateOrder | None = None, *, others: bool = False, whole_months: bool = False
) -> tuple[NamedDays, ...]:
    """Return the days that a text names, in its order, none within another.

    :param order: of day and month in figures; None if it is not known: both readings are returned, month first.
    :param others: months may have names of any language.
    :param whole_months: a month with its year stands for all its days.
    """
    near = _near_digits(text)
    found: list[NamedDays] = []
    taken = bytearray(len(text))
    forms = _forms(others=others)
    for form in forms if whole_months else forms[:-1]:
        for match in (match for begin, end in near for match in form.finditer(text, begin, end)):
            if any(taken[match.start() : match.end()]):
                continue
            readings = _readings(match, order, others=others)
            if readings:
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
            found += readings
    found = _joined(sorted(found, key=lambda one: one.begin), text)
    return tuple(_with_later_year(one, text, taken) for one in found)


def _near_digits(text: str) -> list[tuple[int, int]]:
    """Return where days may be: most of a call is far from any digit, and forms are slow to look at."""
    near: list[tuple[int, int]] = []
    for digits in re.finditer(r"\d+", text):
        begin, end = max(digits.start() - _BESIDE_DIGITS, 0), min(digits.end() + _BESIDE_DIGITS, len(text))
        if near and begin <= near[-1][1]:
            near[-1] = near[-1][0], end
        else:
            near.append((begin, end))
    return near


def _readings(match: re.Match[str], order: DateOrder | None, *, others: bool) -> list[NamedDays]:
    """Return the days of a match of a form; nothing if the calendar does not have them."""
    groups = {name: value for name, value in match.groupdict().items() if value}
    last_year = _year(groups.get("y2") or groups.get("y"))
    begin, end = match.span()
    if match.group().count("(") > match.group().count(")") and match.string[end : end + 1] == ")":
        end += 1
    if "a" in groups:  # 03/04/2024
        pairs = [(int(groups["a"]), int(groups["b"])), (int(groups["b"]), int(groups["a"]))]
        pairs = pairs[:1] if order is DateOrder.MONTH_DAY else pairs[1:] if order else pairs
        found = [_Day(last_year, *pair) for pair in dict.fromkeys(pairs) if pair[0] <= 12]
        made = [
            NamedDays(begin=begin, end=end, first=one, last=one, ambiguous=len(found) > 1) for one in found
        ]
        return [one for one in made if one.dates(2000)]
    names = months(others=others)
    name, second = groups.get("m", ""), groups.get("m2", "")
    month1 = names[name.casefold()] if name else int(groups.get("n", 0))
    month2 = names[second.casefold()] if second else int(groups.get("n2", 0)) or month1
    if "d" not in groups:
        days = _Day(last_year, month1, 1), _Day(last_year, month1, monthrange(last_year or 2000, month1)[1])
        return [NamedDays(begin=begin, end=end, first=days[0], last=days[1], vague=True)]
    between = [int(one) for one in re.findall(r"\d+", groups.get("row", ""))]
    row = [int(groups["d"]), *between, int(groups.get("d2", 0))]
    if between and row != list(range(row[0], row[0] + len(row))):
        return []  # not days of one event
    struck = int(groups.get("s", 0))
    last = _Day(last_year, month2, int(groups.get("d2", groups["d"])))
    first = last
    if "d2" in groups:
        own = groups.get("y") if "y2" in groups or month1 <= month2 else None
        first = _Day(_year(own), month1, int(groups["d"]))
    if _OR.search(match.group()):  # '1 or 2 August', 'August 1st or 2nd'
        choices = [_Day(last_year, month2, one.day) for one in (first, last)]
        made = [NamedDays(begin=begin, end=end, first=one, last=one, vague=True) for one in choices]
    else:
        made = [
            NamedDays(
                begin=begin, end=end, first=first, last=last, struck=struck if 0 < struck <= 28 else None
            )
        ]
    return [one for one in made if (days_of := one.dates(2000)) and days_of[0] <= days_of[1]]


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text.strip("'’"))


def _joined(found: list[NamedDays], text: str) -> list[NamedDays]:
    """Join '29-30 June to 3-4 July 2031' to one span, and 'Friday 26.6.2031, Saturday 27.6.2031'."""
    joined: list[NamedDays] = []
    between = rf"[\s,(]*(?:{alternatives('to')}|{alternatives('and')}|[-–,&/])[\s,(]*"
    for one in found:
        before = joined[-1] if joined else None
        year = one.last.year or (before.last.year if before else None) or 2000
        days = (before.dates(year), one.dates(year)) if before else (None, None)
        if (
            before
            and days[0]
            and days[1]
            and not (before.vague or one.vague or before.ambiguous or one.ambiguous)
        ):
            apart = (days[1][0] - days[0][1]).days
            sign = re.fullmatch(
                between,
                re.sub(weekday_words(), "", text[before.end : one.begin], flags=re.IGNORECASE),
                re.IGNORECASE,
            )
            chosen = (
                _OR.search(text[before.end - 1 : one.end])
                or _OR.match(text, one.end - 1)
                or _OR.match(text, one.end)
            )
            if (
                sign
                and not chosen
                and (
                    (before.first != before.last and 0 < apart < 7) or (apart == 1 and one.first == one.last)
                )
            ):
                joined[-1] = replace(before, last=one.last, end=one.end)
                continue
        joined.append(one)
    return joined


def _with_later_year(one: NamedDays, text: str, taken: bytearray) -> NamedDays:
    """Give a day the year that follows its time: 'May 1, 11:59pm AoE, 2022'."""
    if one.last.year:
        return one
    later = re.match(r"\W{0,4}[^.;]{0,40}?\b((?:19|20)\d\d)\b(?!\s?-\s?\d)", text[one.end : one.end + 60])
    if not later or any(taken[one.end : one.end + later.end()]) or not find_time(later.group()):
        return one
    year = int(later[1])
    first = year - (one.first.month > one.last.month)
    return replace(one, first=one.first._replace(year=first), last=one.last._replace(year=year))


@lru_cache(maxsize=8192)
def days_in(
    text: str, year: int, order: DateOrder | None = None, *, whole_months: bool = False
) -> tuple[FoundDays, ...]:
    """Return the days of the calendar that a text of a call names.

    :param year: for days without one.
    :param order: of day and month in figures; None if it is not known: where either may be the month, it is the first.
    :param whole_months: a month with its year stands for all its days.

    >>> [(one.span.start.isoformat(), one.span.end.isoformat()) for one in days_in("30 May - 3rd June, 2022", 2022)]
    [('2022-05-30', '2022-06-03')]
    """
    found: list[FoundDays] = []
    named = [one for one in find_days(text, order, whole_months=whole_months) if not _is_verb(one, text)]
    given = [one.last.year for one in named if one.last.year]
    year = given[-1] if given else year  # a neighbor's year holds
    for one in named:
        days = one.dates(year)
        if not days or (found and found[-1].start == one.begin):  # another reading
            continue
        found.append(
            FoundDays(
                span=Span(start=days[0], end=days[1]), start=one.begin, end=one.end, year_given=bool(one.last.year),
                sure=not (one.ambiguous or one.vague), was=days[0].replace(day=one.struck) if one.struck else None,
            )
        )  # fmt: skip
    return tuple(found)


def _is_verb(one: NamedDays, text: str) -> bool:
    """Return whether 'may' is the verb: a short month in small letters without a year."""
    said = text[one.begin : one.end]
    short = re.search(r"(?<!\w)[a-zäéû]{3,4}\b", said)
    return (
        not one.last.year
        and bool(short and short.group() in months())
        and not re.search(r"\b(?:mars|mai)\b", said)
    )


def date_order(text: str) -> DateOrder | None:
    """Return the order of day and month in which a text writes its days in figures, if one of them shows it.

    >>> date_order("due 3/4/2021, on 25/4/2021"), date_order("due 3/4/2021")
    (<DateOrder.DAY_MONTH: 'day-month'>, None)
    """
    pairs = [(int(match["a"]), int(match["b"])) for match in _forms(others=False)[-2].finditer(text)]
    orders = {
        DateOrder.DAY_MONTH if a > 12 else DateOrder.MONTH_DAY for a, b in pairs if (a > 12) != (b > 12)
    }
    return orders.pop() if len(orders) == 1 else None


def has_other_months(text: str) -> bool:
    """Return whether a text names a month in a language in which calls are not read."""
    known, names = months(), months(others=True)
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
    ends = [replace(one, last=one.first) for one in days if one.first.month != one.last.month]
    ends += [replace(one, first=one.last) for one in days if one.first.month != one.last.month]
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
    for one in (*days, *ends, *pairs, *_whole_months(text, span, others=others)):
        year_known = (one.last.year or one.first.year) is not None
        if one.dates(span.end.year) == (span.start, span.end) and (year_known or year_fits(span.end)):
            yield one


def _whole_months(text: str, span: Span, *, others: bool) -> Iterator[NamedDays]:
    """Yield where a text names the month whose first and last day a span has, and no day of it: 'in October 2013'."""
    start, end = span.start, span.end
    if start.day != 1 or end != start.replace(day=monthrange(start.year, start.month)[1]):
        return
    names = "|".join(
        re.escape(name) for name, number in months(others=others).items() if number == start.month
    )
    after = r"(?:[\s,]*(?:de[l]?\s+|of\s+)?(?P<year>\d{4})(?!\d)(?!\s+\d{1,2}(?!\d))|(?![\s,]*\d))"
    for match in re.finditer(rf"(?<!\d )(?<!\w)(?:{names})(?![^\W\d_])\.?{after}", text):
        year = int(match["year"]) if match["year"] else None
        first, last = _Day(year, start.month, 1), _Day(year, end.month, end.day)
        yield NamedDays(begin=match.start(), end=match.end(), first=first, last=last)


_TIME = re.compile(
    r"(?<![\d/])(?:(?P<h>[01]?\d|2[0-4])[:.h](?P<m>[0-5]\d)(?!\d)(?::[0-5]\d)?(?:\s*(?P<p>[ap])\.?\s?m\b\.?)?"
    r"|(?P<h2>[01]?\d)\s*(?P<p2>[ap])\.?\s?m\b\.?|(?P<h3>[012]?\d)\s?(?:Uhr|h)\b|(?P<word>\b(?:noon|midnight)\b))",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"\b(?:UTC|GMT)\s?(?P<sign>[-+−–±])\s?(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?!\d)")
_ZONES = {
    "UTC": "UTC", "GMT": "UTC", "CET": "UTC+01:00", "CEST": "UTC+02:00", "EET": "UTC+02:00", "EEST": "UTC+03:00",
    "WEST": "UTC+01:00", "EST": "UTC-05:00", "EDT": "UTC-04:00", "CDT": "UTC-05:00", "MST": "UTC-07:00",
    "MDT": "UTC-06:00", "PST": "UTC-08:00", "PDT": "UTC-07:00", "HST": "UTC-10:00", "JST": "UTC+09:00",
    "KST": "UTC+09:00", "AEST": "UTC+10:00", "AEDT": "UTC+11:00", "NZST": "UTC+12:00", "MEZ": "UTC+01:00",
    "MESZ": "UTC+02:00",
}  # fmt: skip
_ZONE_NAMES = re.compile(rf"\b(?:{'|'.join(_ZONES)})\b")
#: The pattern of a day that ends when it has ended everywhere; of case-folded text.
AOE = r"\baoe\b|\banywhere[\s-]+on[\s-]+(?:the[\s-]+)?earth\b|\banywhere in the world\b"
_REGIONS = (
    (re.compile(r"\bPacific (?:standard |daylight )?time\b|\bPT\b", re.IGNORECASE), "America/Los_Angeles"),
    (re.compile(r"\bEastern (?:standard |daylight )?time\b|\bET\b"), "America/New_York"),
    (re.compile(r"\bCentral European (?:summer )?time\b", re.IGNORECASE), "Europe/Berlin"),
)


def find_time(text: str) -> str | None:
    """Return the first time of day in a text as HH:MM."""
    return next((time for _, _, time in find_times(text)), None)


def find_times(text: str, *, points: bool = False) -> Iterator[tuple[int, int, str]]:
    """Yield the times of day in a text: begin, end and HH:MM; midnight ends a day.

    :param points: figures with a point between are a time, too: 12.30 may be a date or a number.
    """
    for match in _TIME.finditer(text):
        if match["word"]:
            yield *match.span(), "12:00" if match["word"].lower() == "noon" else "23:59"
            continue
        hour = int(match["h"] or match["h2"] or match["h3"])
        half = (match["p"] or match["p2"] or "").lower()
        if match["h"] and not half and not points and not re.search("[:hH]", match.group()):
            continue
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour <= 24:
            yield *match.span(), "23:59" if hour == 24 else f"{hour:02}:{int(match['m'] or 0):02}"


def find_zone(text: str) -> str | None:
    """Return the time zone that a text names: AoE, UTC, UTC+02:00, or an IANA name."""
    if re.search(AOE, text, re.IGNORECASE):
        return "AoE"
    offset = _OFFSET.search(text)
    if offset:
        hours, minutes = int(offset["h"]), int(offset["m"] or 0)
        if hours > 14 or minutes > 59:
            return None
        sign = "+" if offset["sign"] in "+±" else "-"
        if sign == "-" and (hours, minutes) == (12, 0):
            return "AoE"
        return "UTC" if (hours, minutes) == (0, 0) else f"UTC{sign}{hours:02}:{minutes:02}"
    for region, name in _REGIONS:
        if region.search(text):
            return name
    named = _ZONE_NAMES.search(text)
    return _ZONES[named.group()] if named else None
