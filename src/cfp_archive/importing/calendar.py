"""Find calendar days in words: every usual form, ranges over months, struck and replaced days, times and zones."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from cfp_archive.model import Span

__all__ = ["FoundDays", "find_days", "find_time", "find_zone"]

_MONTH_NAMES = {
    1: "january jan januar jän jänner janvier janv enero gennaio janeiro",
    2: "february feb febr februar février févr fevrier febrero febbraio fevereiro",
    3: "march mar märz mrz maerz mars marzo março",
    4: "april apr avril avr abril aprile",
    5: "may mai mayo maggio maio",
    6: "june jun juni juin junio giugno junho",
    7: "july jul juli juillet juil julio luglio julho",
    8: "august aug août aout agosto",
    9: "september sep sept septembre septiembre settembre setembro",
    10: "october oct okt oktober octobre octubre ottobre outubro",
    11: "november nov novembre noviembre novembro",
    12: "december dec dez dezember décembre decembre diciembre dicembre dezembro",
}
_MONTHS = {name: number for number, names in _MONTH_NAMES.items() for name in names.split()}
_M = rf"(?P<m>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_WEEKDAY = (
    r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?s?\b\.?"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b)"
)
_ORD = r"(?:\s?(?:st|nd|rd|th|er|º|°)\b)?"
_D = rf"(?P<d>[0-3]?\d){_ORD}"
_Y = r"(?P<y>(?:19|20)\d\d)\b"
_YS = r"(?P<y>(?:19|20)\d\d\b|['’]\d\d\b)"
_DASH = r"\s*(?:-{1,3}|[–—−]|to|until|till|through|bis|au|and|&|/)\s*"
_WD = rf"(?:{_WEEKDAY},?\s+)?"
_WD2 = rf"(?:\(?{_WEEKDAY}\)?,?\s*)?"


def _form(text: str) -> re.Pattern[str]:
    """Compile a form in which groups are numbered by their turn: m, m2, d, d2, y, y2."""
    seen: dict[str, int] = {}

    def turn(match: re.Match[str]) -> str:
        name = match[1]
        seen[name] = seen.get(name, 0) + 1
        return f"(?P<{name}{seen[name] if seen[name] > 1 else ''}>"

    return re.compile(r"(?<![\w/])" + re.sub(r"\(\?P<([mdy])>", turn, text), re.IGNORECASE)


#: Most specific first. Two months or two days make a range.
_FORMS = tuple(
    _form(text)
    for text in (
        rf"{_Y}-(?P<n>\d\d)-(?P<d>\d\d)(?:{_DASH}{_Y}-(?P<n2>\d\d)-(?P<d>\d\d))?(?!\d)",
        rf"{_Y}[/.](?P<n>\d\d?)[/.](?P<d>\d\d?)(?!\d)",
        rf"{_WD}{_M}\s*{_D},?\s*{_Y}{_DASH}{_WD}{_M}\s*{_D},?\s*{_Y}",
        rf"{_WD}{_D}\.?\s+(?:of\s+|de\s+)?{_M},?\s+(?:de\s+)?{_Y}{_DASH}{_WD}{_D}\.?\s+(?:of\s+|de\s+)?{_M},?\s+(?:de\s+)?{_Y}",
        rf"{_WD}{_M}\s*{_D}{_DASH}{_WD}{_M}\s*{_D}(?:,?\s*\(?{_YS})?",
        rf"{_WD}{_D}\.?\s+(?:of\s+|de\s+)?{_M}{_DASH}{_WD}{_D}\.?\s+(?:of\s+|de\s+)?{_M}(?:,?\s+(?:de\s+)?{_YS})?",
        (
            rf"{_WD}{_M}\s*{_D}\s*{_WD2}{_DASH}{_WD}(?!(?:19|20)\d\d){_D}(?![\d:.])(?!\s*(?:am|pm|a\.m|p\.m|h\b))"
            rf"(?:,?\s*\(?{_YS})?"
        ),
        rf"{_WD}{_D}\.?{_DASH}{_WD}{_D}\.?[\s-]+(?:of\s+|de\s+)?{_M}(?:,?\s+(?:de\s+)?{_YS})?",
        rf"{_WD}{_M}\s*{_D}(?![\d:])(?:\s*\({_WEEKDAY}\))?(?:,?\s*\(?{_YS})?",
        rf"{_WD}{_D}\.?(?:\s+|-)(?:of\s+|de\s+)?{_M}(?:,?(?:\s+|-)(?:de\s+)?{_YS})?",
        r"(?P<d>[0-3]?\d)\.\s?(?P<n>[01]?\d)\.\s?(?P<y>(?:19|20)\d\d)(?!\d)",
        r"(?P<a>[0-3]?\d)/(?P<b>[0-3]?\d)/(?P<y>(?:19|20)\d\d)(?!\d)",
    )
)
_MONTH_ONLY = _form(rf"{_M},?\s+{_Y}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDays:
    """Days found in a text."""

    span: Span
    start: int  #: 0-based, in the text
    end: int  #: 0-based, one past the last character
    year_given: bool = True
    sure: bool = True  #: False if the numbers could be read in another order, or no day is given


def find_days(text: str, year: int, *, months: bool = False) -> tuple[FoundDays, ...]:
    """Find the days that a text names, in order, none within another.

    :param year: for days without one.
    :param months: a month with its year stands for all its days.

    >>> [(one.span.start.isoformat(), one.span.end.isoformat()) for one in find_days("30 May - 3rd June, 2022", 2022)]
    [('2022-05-30', '2022-06-03')]
    """
    found: list[FoundDays] = []
    forms = (*_FORMS, _MONTH_ONLY) if months else _FORMS
    for form in forms:
        for match in form.finditer(text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            one = _days(match, year)
            if one is not None:
                found.append(one)
    given = [one for one in found if one.year_given]
    if given and len(given) < len(found):  # the year of a neighbour holds for a day without one
        near = given[-1].span.end.year
        if near != year:
            return find_days(text, near, months=months)
    return tuple(sorted(found, key=lambda one: one.start))


def _days(match: re.Match[str], default_year: int) -> FoundDays | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    if groups.get("m", "").lower() in {"may", "mar", "mars", "mai", "dec", "sep", "jan"} and not _month_like(
        match
    ):
        return None
    year2 = _year(groups.get("y2") or groups.get("y"), default_year)
    year1 = _year(groups.get("y") if "y2" in groups else None, year2)
    sure = True
    if "a" in groups:  # 03/04/2024: month first unless that cannot be
        a, b = int(groups["a"]), int(groups["b"])
        month, day = (b, a) if a > 12 else (a, b)
        sure = (a > 12) != (b > 12) or a == b
        pairs = [(year2, month, day)] * 2
    else:
        month1 = _month(groups.get("m"), groups.get("n"))
        month2 = _month(groups.get("m2"), groups.get("n2")) or month1
        if "d" not in groups:
            return _whole_month(match, year2, month1)
        day1 = int(groups["d"])
        day2 = int(groups.get("d2", day1))
        if "y2" not in groups and month2 < month1:  # December 30 - January 2, 2024
            year1 = year2 - 1
        pairs = [(year1, month1, day1), (year2, month2, day2)]
    try:
        start, end = (dt.date(*one) for one in pairs)
    except ValueError:
        return None
    if end < start:
        return None
    given = "y" in groups
    last = match.end()
    opened = match.group().count("(") > match.group().count(")")
    if opened and match.string[last : last + 1] == ")":
        last += 1
    return FoundDays(
        span=Span(start=start, end=end), start=match.start(), end=last, year_given=given, sure=sure
    )


def _month_like(match: re.Match[str]) -> bool:
    """Tell the month 'May' from the verb: 'Authors may 2 ...' is small, and has no year."""
    name = match["m"]
    return name[0].isupper() or bool(match.groupdict().get("y")) or name.lower() in {"mars", "mai"}


def _whole_month(match: re.Match[str], year: int, month: int) -> FoundDays | None:
    start = dt.date(year, month, 1)
    end = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    return FoundDays(span=Span(start=start, end=end), start=match.start(), end=match.end(), sure=False)


def _month(name: str | None, number: str | None) -> int:
    return _MONTHS[name.lower()] if name else int(number or 0)


def _year(text: str | None, default: int) -> int:
    if not text:
        return default
    return 2000 + int(text[1:]) if text[0] in "'’" else int(text)


_TIME = re.compile(
    r"(?<![\d/])(?:(?P<h>[01]?\d|2[0-4])[:.h](?P<m>[0-5]\d)(?::[0-5]\d)?(?:\s*(?P<p>[ap])\.?\s?m\b\.?)?"
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
    (re.compile(r"\bPacific (?:standard |daylight )?time\b|\bPT\b"), "America/Los_Angeles"),
    (re.compile(r"\bEastern (?:standard |daylight )?time\b|\bET\b"), "America/New_York"),
    (re.compile(r"\bCentral European (?:summer )?time\b", re.IGNORECASE), "Europe/Berlin"),
    (re.compile(r"\b(?:Samoa|Hawaii) (?:standard )?time\b", re.IGNORECASE), "UTC-11:00"),
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
