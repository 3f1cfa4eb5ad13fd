"""Advance years and ordinals, where it is safe, from one edition to the next."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive.model import Edition

if TYPE_CHECKING:
    from cfp_archive.model import Archive

__all__ = ["advance_site", "advance_title", "next_ordinal", "ordinal_forms"]

_ONES = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = ("", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")


def ordinal_forms(number: int) -> tuple[str, ...]:
    """Return an ordinal in the forms that titles print, in small letters.

    >>> ordinal_forms(3), ordinal_forms(21), ordinal_forms(112)
    (('third', '3rd'), ('twenty-first', '21st'), ('112th',))
    """
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    figures = f"{number}{suffix}"
    if number < len(_ONES):
        return _ONES[number], figures
    if number < 100:
        tens, ones = divmod(number, 10)
        return (f"{_TENS[tens]}y-{_ONES[ones]}" if ones else f"{_TENS[tens]}ieth"), figures
    return (figures,)


def next_ordinal(archive: Archive, base: Edition, year: int) -> int | None:
    """Return the ordinal of the edition of a year; None where the editions known do not tell it.

    They do if the newest known edition of an ordinal is no further away than two editions of the series have been.
    """
    known = [(int(one.key[:4]), _ordinal_of(one)) for one in archive.timeline if int(one.key[:4]) <= year]
    counted = [(then, number) for then, number in known if number is not None]
    if not counted or known[-1][1] is None or base.facts.ordinal is None:
        return None
    steps = [later - earlier for (earlier, old), (later, new) in pairwise(counted) if new == old + 1]
    last_year, last = counted[-1]
    return last + 1 if year - last_year <= max(1, min(steps, default=1)) else None


def advance_title(
    text: str, *, years: tuple[int, int], ordinals: tuple[int | None, int | None], blank: str
) -> str:
    """Return a title with its year and ordinal those of the next edition.

    >>> advance_title("Tides '30: 2nd Workshop (2030)", years=(2030, 2031), ordinals=(2, 3), blank="TODO")
    "Tides '31: 3rd Workshop (2031)"

    :param years: of the older and the newer edition.
    :param ordinals: the same; where the newer one is not known, a blank stands for it.
    """
    old_year, new_year = years
    text = re.sub(rf"(?<!\d){old_year}(?!\d)", str(new_year), text)
    if old_year >= 1000:
        text = re.sub(rf"(?<=['’]){old_year % 100:02}(?!\d)", f"{new_year % 100:02}", text)
    old, new = ordinals
    if old is None:
        return text
    for place, form in enumerate(ordinal_forms(old)):
        pattern = re.compile(rf"(?<![\w-]){form}(?![\w-])", re.IGNORECASE)
        match = pattern.search(text)
        if match:
            forms = ordinal_forms(new) if new is not None else ()
            word = _in_case(forms[min(place, len(forms) - 1)], match[0]) if forms else blank
            return text[: match.start()] + word + text[match.end() :]
    return text


def advance_site(url: str, *, years: tuple[int, int]) -> str:
    """Return an address with its year that of the next edition; the same address if it names no year.

    >>> advance_site("https://tides30.example/2030/", years=(2030, 2031))
    'https://tides31.example/2031/'
    """
    old, new = years
    url = re.sub(rf"(?<!\d){old}(?!\d)", str(new), url)
    return re.sub(rf"(?<=[a-z]){old % 100:02}(?=[./]|\Z)", f"{new % 100:02}", url, flags=re.IGNORECASE)


def _in_case(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1 and like[0].isalpha():
        return word.upper()
    if like[:1].isupper():
        return (
            "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
            if "-" in like
            else word.capitalize()
        )
    return word


def _ordinal_of(one: object) -> int | None:
    number: int | None = one.facts.ordinal if isinstance(one, Edition) else getattr(one, "ordinal", None)
    return number
