"""The instant at which a deadline passes, in UTC, where a call says enough to know it."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from cfp_archive.model import KeyDate

__all__ = ["deadline_in_utc"]

#: Abbreviations that calls print, in hours ahead of UTC. Those with several meanings in use (CST, IST, BST, AST, GST) are
#: left out: of them the instant cannot be known.
_HOURS = {
    "AOE": -12, "ANYWHERE ON EARTH": -12, "UTC": 0, "GMT": 0, "UT": 0, "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2,
    "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9, "SGT": 8, "HKT": 8, "AWST": 8, "AEST": 10,
    "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10,
}  # fmt: skip
#: Abbreviations of a region's time, whichever half of the year it is.
_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_OFFSET = re.compile(r"(?:(?:UTC|GMT)\s?)?([-+\u2212])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
#: The last minute of a day: a deadline without a time of day is the end of that day.
_END_OF_DAY = dt.time(23, 59)


def deadline_in_utc(date: KeyDate) -> dt.datetime | None:
    """Return the instant of a key date's end, aware, in UTC.

    :returns: None if the call names no time zone, or one with several meanings: the instant would be a guess.

    >>> from cfp_archive.model import Span
    >>> day = dt.date(2027, 2, 20)
    >>> str(deadline_in_utc(KeyDate(label="Papers", date=Span(start=day, end=day), time="23:59", zone="AoE")))
    '2027-02-21 11:59:00+00:00'
    """
    zone = _zone(date.zone or "")
    if zone is None:
        return None
    try:
        time = dt.time.fromisoformat(date.time) if date.time else _END_OF_DAY
        return dt.datetime.combine(date.date.end, time, zone).astimezone(dt.UTC)
    except (ValueError, OverflowError):  # the last day of the calendar, west of Greenwich
        return None


@cache
def _zone(name: str) -> dt.tzinfo | None:
    """Return the zone that a call names; the remark in 'AoE (UTC-12)' must agree with the name."""
    name, _, remark = name.strip().removesuffix(")").partition("(")
    name = " ".join(name.split())
    if remark:
        zone, other = _zone(name), _zone(remark)
        day = dt.datetime(2000, 1, 1)  # noqa: DTZ001  (naive: only the zones' distance from UTC is asked for)
        if zone is None or other is None:
            return None
        return zone if isinstance(zone, ZoneInfo) or zone.utcoffset(day) == other.utcoffset(day) else None
    if name.upper() in _HOURS:
        return dt.timezone(dt.timedelta(hours=_HOURS[name.upper()]))
    offset = _OFFSET.fullmatch(name)
    if offset:
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes >= 24 * 60:
            return None
        return dt.timezone(dt.timedelta(minutes=minutes if offset[1] == "+" else -minutes))
    return _named(_REGIONS.get(name.upper(), name))


def _named(name: str) -> ZoneInfo | None:
    """Return a zone of the IANA database, as the package tzdata has it: what the machine has may be missing or old."""
    if not re.fullmatch(r"[A-Za-z][\w+-]*(?:/[A-Za-z][\w+-]*)+", name):
        return None
    file = resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    if not file.is_file():
        return None
    with file.open("rb") as content:
        return ZoneInfo.from_file(content, key=name)
