"""Find calendar days in words: every usual form, ranges over months, times and zones."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from cfp_archive.importing.lexicon import month_words, months, weekday_words
from cfp_archive.languages import alternatives, words
from cfp_archive.model import Span

__all__ = ["FoundDays", "find_days", "find_time", "find_zone"]

_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d)"
_SHORT_YEAR = r"(?P<y>(?:19|20)\d\d(?!\d)|['’]\d\d\b)"
_DAY = r"(?P<d>[0-3]?\d)(?:\s?(?:st|nd|rd|th|er|º|°)\b)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDays:
    """Days found in a text."""

    span: Span
    start: int  #: 0-based, in the text
    end: int  #: 0-based, one past the last character
    year_given: bool = True
    sure: bool = True  #: False if the numbers could be read in another order, or no single day is given
    was: dt.date | None = None  #: the day that is struck out within: 'March ~~15~~ 22'


@lru_cache(maxsize=1)
def _forms() -> tuple[re.Pattern[str], ...]:
    """Compile the forms of days, most specific first; two months or two days make a range, the last is a month alone."""
    month = rf"(?P<m>{month_words()})\b\.?"
    of = rf"(?:(?:{'|'.join(words('of'))})\s+)?"
    until = "|".join(sorted({*words("to"), *words("and")} - {"a", "e", "o"}, key=len, reverse=True))
    dash = rf"\s*(?:-{{1,3}}|[–—−]|/|(?<=\s)(?:{until}|a)(?=\s))\s*(?:the\s+)?"
    week = weekday_words()
    wd, wd2 = rf"(?:{week},?\s+)?", rf"(?:\(?{week}\)?,?\s*)?"
    struck = r"(?:~~(?P<s>\d{1,2})[^~\d]{0,4}~~\s*)?"
    numeric = r"(?P<d>[0-3]?\d)\.\s?(?P<n>[01]?\d)\."
    not_time = r"(?!\d|[:.]\d|\s*(?:am|pm|a\.m|p\.m|h\b))"
    year, short, day = _YEAR, _SHORT_YEAR, _DAY
    texts = (
        rf"{year}-(?P<n>\d\d)-(?P<d>\d\d)(?:{dash}{year}-(?P<n>\d\d)-(?P<d>\d\d))?(?!\d)",
        rf"{year}[/.](?P<n>\d\d?)[/.](?P<d>\d\d?)(?!\d)",
        rf"{wd}{month}\s*{day},?\s*{year}{dash}{wd}{month}\s*{day},?\s*{year}",
        rf"{wd}{day}\.?\s+{of}{month},?\s+{of}{year}{dash}{wd}{day}\.?\s+{of}{month},?\s+{of}{year}",
        rf"{wd}{month},?\s*{day}{dash}{wd}{month},?\s*{day}{not_time}(?:\s*,?\s*\(?{short})?",
        rf"{wd}{day}\.?\s+{of}{month}{dash}{wd}{day}\.?\s+{of}{month}(?:\s*,?\s+{of}{short})?",
        rf"{wd}{month},?\s*{day}\s*{wd2}{dash}{wd}(?!(?:19|20)\d\d){day}{not_time}(?:\s*,?\s*\(?{short})?",
        rf"{wd}{day}\.?{dash}{wd}{day}\.?[\s-]+{of}{month}(?:\s*,?\s+{of}{short})?",
        rf"{wd}{month},?\s*{struck}{day}{not_time}(?:\s*\({week}\))?(?:\s*,?\s*\(?{short})?",
        rf"{wd}{struck}{day}\.?(?:\s+|-){of}{month}(?:\s*,?(?:\s+|-){of}{short})?",
        rf"{numeric}\s?(?:{year})?{dash}{numeric}\s?{year}(?!\d)",
        rf"(?P<d>[0-3]?\d)\.?(?:/\d\d?\.?)*(?:/|\s?[-–]\s?){numeric}\s?{year}(?!\d)",
        rf"{numeric}\s?{year}(?!\d)",
        r"(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<y>(?:19|20)\d\d)(?!\d)",
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


@lru_cache(maxsize=8192)
def find_days(text: str, year: int, *, whole_months: bool = False) -> tuple[FoundDays, ...]:
    """Find the days that a text names, in order, none within another.

    :param year: for days without one.
    :param whole_months: a month with its year stands for all its days.

    >>> [(one.span.start.isoformat(), one.span.end.isoformat()) for one in find_days("30 May - 3rd June, 2022", 2022)]
    [('2022-05-30', '2022-06-03')]
    """
    if not re.search(r"\d", text):
        return ()
    found: list[FoundDays] = []
    forms = _forms()
    for form in forms if whole_months else forms[:-1]:
        for match in form.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            one = _days(match, year)
            if one is not None:
                found.append(one)
    found = _joined(sorted(found, key=lambda one: one.start), text)
    given = [one for one in found if one.year_given]
    if given and len(given) < len(found) and given[-1].span.end.year != year:
        return find_days(text, given[-1].span.end.year, whole_months=whole_months)  # a neighbor's year holds
    if len(found) == 1 and not given:  # 'May 1, 11:59pm AoE, 2022'
        later = re.match(r"\W{0,4}[^.;]{0,40}?\b((?:19|20)\d\d)\b(?!\s?-\s?\d)", text[found[0].end :])
        if later and find_time(later.group()) and int(later[1]) != year:
            return tuple(find_days(text, int(later[1]), whole_months=whole_months))
    return tuple(found)


def _joined(found: list[FoundDays], text: str) -> list[FoundDays]:
    """Join '29-30 June to 3-4 July 2031' to one span."""
    joined: list[FoundDays] = []
    between = rf"\s*(?:{alternatives('to')}|{alternatives('and')}|[-–,])\s*"
    for one in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.span.start != last.span.end
            and 0 < (one.span.start - last.span.end).days < 7
            and re.fullmatch(between, text[last.end : one.start], re.IGNORECASE)
        ):
            span = Span(start=last.span.start, end=one.span.end)
            joined[-1] = replace(last, span=span, end=one.end, year_given=one.year_given)
        else:
            joined.append(one)
    return joined


def _days(match: re.Match[str], default_year: int) -> FoundDays | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    name = groups.get("m", "")
    if name and len(name) <= 4 and name[0].islower() and "y" not in groups and name not in {"mars", "mai"}:
        return None  # the verb 'may', not the month
    year2 = _year(groups.get("y2") or groups.get("y"), default_year)
    year1 = _year(groups.get("y") if "y2" in groups else None, year2)
    sure = True
    if "a" in groups:  # 03/04/2024: month first unless that cannot be
        a, b = int(groups["a"]), int(groups["b"])
        month, day = (b, a) if a > 12 else (a, b)
        sure = (a > 12) != (b > 12) or a == b
        pairs = [(year2, month, day)] * 2
    else:
        month1 = months()[name.casefold()] if name else int(groups.get("n", 0))
        second = groups.get("m2", "")
        month2 = months()[second.casefold()] if second else int(groups.get("n2", 0)) or month1
        if "d" not in groups:
            start = dt.date(year2, month1, 1)
            end = dt.date(year2 + month1 // 12, month1 % 12 + 1, 1) - dt.timedelta(days=1)
            return FoundDays(
                span=Span(start=start, end=end), start=match.start(), end=match.end(), sure=False
            )
        day1 = int(groups["d"])
        day2 = int(groups.get("d2", day1))
        if re.search(
            r"\d\s+(?:or|oder|ou|o)\s+\d", match.group()
        ):  # '1 or 2 August': the first, to be looked at
            sure, day2, month2 = False, day1, month1
        if "y2" not in groups and month2 < month1:  # December 30 - January 2, 2024
            year1 = year2 - 1
        pairs = [(year1, month1, day1), (year2, month2, day2)]
    try:
        start, end = (dt.date(*one) for one in pairs)
    except ValueError:
        return None
    if end < start:
        return None
    was = start.replace(day=int(groups["s"])) if 0 < int(groups.get("s", 0)) <= 28 else None
    last = match.end()
    if match.group().count("(") > match.group().count(")") and match.string[last : last + 1] == ")":
        last += 1
    return FoundDays(
        span=Span(start=start, end=end),
        start=match.start(),
        end=last,
        year_given="y" in groups,
        sure=sure,
        was=was,
    )


def _year(text: str | None, default: int) -> int:
    if not text:
        return default
    return 2000 + int(text[1:]) if text[0] in "'’" else int(text)


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
_AOE = re.compile(
    r"\bAoE\b|\banywhere[\s-]+on[\s-]+(?:the[\s-]+)?earth\b|\banywhere in the world\b", re.IGNORECASE
)
_REGIONS = (
    (re.compile(r"\bPacific (?:standard |daylight )?time\b|\bPT\b", re.IGNORECASE), "America/Los_Angeles"),
    (re.compile(r"\bEastern (?:standard |daylight )?time\b|\bET\b"), "America/New_York"),
    (re.compile(r"\bCentral European (?:summer )?time\b", re.IGNORECASE), "Europe/Berlin"),
)


def find_time(text: str) -> str | None:
    """Return the first time of day in a text as HH:MM."""
    for match in _TIME.finditer(text):
        if match["word"]:
            return "12:00" if match["word"].lower() == "noon" else "23:59"
        hour = int(match["h"] or match["h2"] or match["h3"])
        minute = int(match["m"] or 0)
        half = (match["p"] or match["p2"] or "").lower()
        if match["h"] and not half and ":" not in match.group() and "h" not in match.group().lower():
            continue  # 12.30 may be a date or a number
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        if hour == 24:
            return "23:59"
        if hour < 24:
            return f"{hour:02}:{minute:02}"
    return None


def find_zone(text: str) -> str | None:
    """Return the time zone that a text names: AoE, UTC, UTC+02:00, or an IANA name."""
    if _AOE.search(text):
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
