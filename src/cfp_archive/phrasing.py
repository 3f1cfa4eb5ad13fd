"""The archive's own words for facts: dates, ordinals, hosts, numbers. The calls' words are never made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cfp_archive.model import Host, KeyDate, Source, Span

#: Not by strftime: its names follow the machine's locale.
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
#: Numbers as words, from none to twelve; greater ones are written in figures.
NUMBER_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def day(date: dt.date) -> str:
    """Return a calendar day as '1 February 2021' (not by strftime: its month names follow the machine's locale)."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def days(span: Span) -> str:
    """Return a span of days without repeating what both ends share.

    As in '21 May 2021', '17–21 May 2021', '30 May – 3 June 2022' or '30 December 2022 – 2 January 2023'.
    """
    start, end = span.start, span.end
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def key_date(one: KeyDate) -> str:
    """Return a key date with its time, its zone and the dates before it, if any was moved.

    As in '20 February 2027, 23:59 AoE, extended from 3 and 10 February 2027'.
    """
    parts = [days(one.date), " ".join(filter(None, (one.time, one.zone)))]
    if one.was:
        verb = "extended" if max(one.was) <= one.date.end else "moved"
        parts.append(f"{verb} from {several_days(one.was)}")
    return ", ".join(filter(None, parts))


def several_days(dates: Sequence[dt.date]) -> str:
    """Return days as '3 and 10 February 2027', '28 February and 3 March 2027'; shared words stand once."""
    if len({(one.year, one.month) for one in dates}) == 1:
        return listing([*(str(one.day) for one in dates[:-1]), day(dates[-1])])
    if len({one.year for one in dates}) == 1:
        return listing([*(f"{one.day} {MONTHS[one.month - 1]}" for one in dates[:-1]), day(dates[-1])])
    return listing([day(one) for one in dates])


def partial_date(text: str) -> str:
    """Return YYYY, YYYY-MM or YYYY-MM-DD in words: '2021', 'November 2020', '6 November 2020'."""
    year, *rest = text.split("-")
    if not rest or not 1 <= int(rest[0]) <= len(MONTHS):
        return year
    month = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return f"{int(rest[1])} {month}" if len(rest) > 1 else month


def ordinal(number: int) -> str:
    """Return 'third' for 3; in figures above twelve ('13th', '21st')."""
    if 1 <= number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def count(number: int, one: str, many: str = "") -> str:
    """Return 'no topics', 'one topic', 'two topics', '13 topics'; ``many`` defaults to ``one`` with an s."""
    return f"{in_words(number)} {one if number == 1 else many or one + 's'}"


def in_words(size: int) -> str:
    """Return 'no', 'one', 'two', '13'."""
    return NUMBER_WORDS[size] if size < len(NUMBER_WORDS) else str(size)


def listing(words: list[str] | tuple[str, ...], last: str = "and") -> str:
    """Join words as 'a', 'a and b', 'a, b and c'; ``last`` is the word before the last."""
    return f" {last} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def host_place(host: Host) -> str:
    """Return where the host took place: 'planned for Lyon, France, held virtually', 'Rio de Janeiro, Brazil'."""
    place = f"planned for {host.place}" if host.place and host.moved else host.place or ""
    held = {"virtual": "held virtually", "hybrid": "held as a hybrid event", "in person": "held in person"}
    return ", ".join(filter(None, (place, held[host.format] if host.format else "")))


def capitalised(text: str) -> str:
    """Return the text with its first letter in capitals, the rest as it is."""
    return text[:1].upper() + text[1:]


def provenance(source: Source) -> str:
    """Return where a source comes from: 'posted to DBWorld in November 2020'."""
    when = ""
    if source.posted:
        when = f" {'on' if source.posted.count('-') == 2 else 'in'} {partial_date(source.posted)}"
    return (source.published or "published") + when
