"""The archive's own words for facts: dates, ordinals, hosts, numbers. The calls' words are never made here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.formatting import day, days, listing, partial_date, several_days
from cfp_archive.model import StatusKind

if TYPE_CHECKING:
    from cfp_archive.model import Host, KeyDate, Source, Status

__all__ = [
    "NUMBER_WORDS", "capitalised", "count", "counted", "day", "days", "host_place", "in_words", "key_date", "listing", "ordinal", "ordinal_forms",
    "partial_date", "provenance", "several_days", "status",
]  # fmt: skip

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
)  # fmt: skip
_TEENS = ("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth")
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_NUMERALS = (("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
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


def ordinal_forms(number: int) -> tuple[str, ...]:
    """Return how calls write an ordinal in letters, in lower case: 'twenty-first' and 'xxi'; none above ninety-nine.

    >>> ordinal_forms(3), ordinal_forms(21), ordinal_forms(100)
    (('third', 'iii'), ('twenty-first', 'twenty first', 'xxi'), ())
    """
    if not 1 <= number <= 99:
        return ()
    numeral, rest = "", number
    for letters, value in _NUMERALS:
        while rest >= value:
            numeral, rest = numeral + letters, rest - value
    simple = (*_ORDINALS, *_TEENS)
    if number <= len(simple):
        return simple[number - 1], numeral
    tens, ones = divmod(number, 10)
    if not ones:
        return f"{_TENS[tens - 2]}ieth", numeral
    words = (f"{_TENS[tens - 2]}y{between}{_ORDINALS[ones - 1]}" for between in "- ")
    return *words, numeral


def count(number: int, one: str, many: str = "") -> str:
    """Return 'no topics', 'one topic', 'two topics', '13 topics'; ``many`` defaults to ``one`` with an s."""
    return f"{in_words(number)} {one if number == 1 else many or one + 's'}"


def counted(number: int, one: str, many: str = "") -> str:
    """Return '0 topics', '1 topic', '13 topics'; ``many`` defaults to ``one`` with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


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


def status(status: Status) -> str:
    """Return what became of an edition, in a sentence.

    As in 'This edition was postponed from 21 May 2020 to 5 October 2020.'
    """
    if status.kind is StatusKind.CANCELLED:
        if status.was:
            return f"This edition was cancelled. It was planned for {days(status.was)}."
        return "This edition was cancelled."
    if status.date and status.was:
        return f"This edition was postponed from {days(status.was)} to {days(status.date)}."
    if status.date:
        return f"This edition was postponed to {days(status.date)}."
    if status.was:
        return f"This edition was postponed. It was planned for {days(status.was)}."
    return "This edition was postponed."
