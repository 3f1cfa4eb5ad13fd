"""The archive's own words for facts: dates, ordinals, hosts, numbers. The calls' words are never made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.formatting import day, days, listing, partial_date, several_days

if TYPE_CHECKING:
    from cfp_archive.model import Host, KeyDate, Source

__all__ = [
    "NUMBER_WORDS", "capitalised", "count", "day", "days", "host_place", "in_words", "key_date", "listing", "ordinal",
    "partial_date", "provenance", "several_days",
]  # fmt: skip

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
#: Numbers as words, from none to twelve; greater ones are written in figures.
NUMBER_WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def key_date(one: KeyDate) -> str:
    """Return a key date with its time, its zone and the dates before it, if any was moved.

    As in '20 February 2027, 23:59 AoE, extended from 3 and 10 February 2027'.
    """
    parts = [days(one.date), " ".join(filter(None, (one.time, one.zone)))]
    if one.was:
        verb = "extended" if max(one.was) <= one.date.end else "moved"
        parts.append(f"{verb} from {several_days(one.was)}")
    return ", ".join(filter(None, parts))


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
