"""Words that calls of every series share: names of dates, roles and time zones, numbers and ordinals."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from cfp_archive.languages import alternatives, languages
from cfp_archive.model import DateKind
from cfp_archive.naming import role_key

#: Stands for whatever is still open in a draft: easy to see and to search for, and text wherever text is wanted.
BLANK = "TODO"
_BLANK = re.compile(rf"\b{BLANK}\b")

#: What a label may say, in the order in which it is looked for: "notification of abstract acceptance" is a notification,
#: and "workshop paper submission" is a submission.
_KINDS = (
    DateKind.CAMERA_READY, DateKind.NOTIFICATION, DateKind.ABSTRACT, DateKind.REGISTRATION, DateKind.SUBMISSION,
    DateKind.EVENT,
)  # fmt: skip

#: Words for the area of an office: whatever workshops and conferences commonly have someone for.
_AREA_WORDS = """
    academic accessibility advisory area arrangement artifact associate award best challenge communication community
    competition conference consortium contact data deputy demo demonstration digital diversity doctoral education
    emeritus equity ethics evaluation event executive external finance financial forum founding general grant hackathon
    honorary hybrid inclusion industrial industry international invited it keynote lead local logistics main marketing
    media online organizing outreach panel paper past pc phd poster proceeding program public publication publicity
    regional registration relation reproducibility research review reviewing sc scientific senior session site social
    software special sponsor sponsorship steering student submission support symposium technical technology topic tpc
    track training travel tutorial vice virtual visa volunteer web website workshop
"""
#: Words for the office itself.
_OFFICE_WORDS = """
    advisor board chair chairperson committee contact coordinator council director editor keynote lecturer liaison manager
    master member moderator officer organization organizer panelist president reviewer secretary speaker sponsor team
    treasurer webmaster
"""
_AREAS = frozenset(_AREA_WORDS.split())
_OFFICES = frozenset(_OFFICE_WORDS.split())


@lru_cache(maxsize=2048)
def date_kind(label: str) -> DateKind:
    """Return what a key date of this label is, in any language that has a file: OTHER if the label does not say.

    >>> date_kind("Camera-ready due"), date_kind("Workshop paper submission"), date_kind("Einreichung")
    (<DateKind.CAMERA_READY: 'camera-ready'>, <DateKind.SUBMISSION: 'submission'>, <DateKind.SUBMISSION: 'submission'>)
    """
    return next((kind for kind in _KINDS if _kind_pattern(kind).search(label)), DateKind.OTHER)


@cache
def _kind_pattern(kind: DateKind) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives('dates', kind.value)})", re.IGNORECASE)


#: Roles to propose where one is misspelt.
COMMON_ROLES = (
    "General Chair", "General Chairs", "Program Chair", "Program Chairs", "Program Committee Chairs",
    "Program Committee", "Steering Committee", "Organizing Committee", "Organizers", "Workshop Organizers",
    "Publicity Chair", "Publicity Chairs", "Web Chair", "Publication Chair", "Proceedings Chair", "Local Chair",
    "Finance Chair", "Logistics Chair", "Keynote Speaker", "Keynote Speakers", "Invited Speakers", "Panelists",
    "Advisory Board", "Technical Program Committee",
)  # fmt: skip


def has_blank(text: str) -> bool:
    """Return whether a text contains the mark of something that is still open.

    >>> has_blank("TODO: the place"), has_blank("TODOs of mine"), has_blank("to do")
    (True, False, False)
    """
    return _BLANK.search(text) is not None


def blank_lines(text: str) -> tuple[int, ...]:
    """Return the 1-based lines of a text that contain the mark of something that is still open."""
    return tuple(number for number, line in enumerate(text.split("\n"), 1) if _BLANK.search(line))


#: Abbreviations of time zones that calls print. Some mean several zones (CST, IST): they are what the call says.
_ZONES = frozenset({
    "AOE", "UTC", "GMT", "UT", "Z", "WET", "WEST", "CET", "CEST", "MET", "MEST", "MEZ", "MESZ", "EET", "EEST",
    "MSK", "TRT", "BST", "IST", "GST", "PKT", "NPT", "BDT", "ICT", "WIB", "SGT", "HKT", "CST", "PHT", "AWST",
    "JST", "KST", "ACST", "ACDT", "AEST", "AEDT", "NZST", "NZDT", "AST", "ADT", "NST", "NDT", "EST", "EDT", "ET",
    "CDT", "CT", "MST", "MDT", "MT", "PST", "PDT", "PT", "AKST", "AKDT", "HST", "SST", "BRT", "BRST", "ART",
    "CLT", "CLST", "COT", "PET", "SAST", "EAT", "CAT", "WAT",
})  # fmt: skip
_OFFSET = re.compile(r"(?:(?:UTC|GMT)\s?)?[-+\u2212±](?:0?\d|1[0-4])(?::?[0-5]\d)?", re.IGNORECASE)


def is_known_zone(zone: str) -> bool:
    """Return whether a text names a time zone: AoE, an offset from UTC, an abbreviation that calls print, or an IANA name.

    IANA names are those of Babel's data, which is the same on every machine; that of the machine may be missing or old.

    >>> is_known_zone("AoE (UTC-12)"), is_known_zone("UTC+5:30"), is_known_zone("CEST"), is_known_zone("Europe/Paris")
    (True, True, True, True)
    >>> is_known_zone("Mars/Base"), is_known_zone("UTC+25")
    (False, False)
    """
    name, _, remark = zone.strip().removesuffix(")").partition("(")
    name = " ".join(name.split())
    if remark and not is_known_zone(remark):
        return False
    if name.upper() in _ZONES or _OFFSET.fullmatch(name) or name.casefold() == "anywhere on earth":
        return True
    from babel.core import get_global

    return name in get_global("zone_territories") or name in get_global("zone_aliases")


def is_known_role(role: str, further: tuple[str, ...] = ()) -> bool:
    """Return whether a role is of the common vocabulary, in any spelling and number, or one of a series' own.

    A role is known if all its words are, and one of them is an office: 'Logistics & Web Chair', 'Web and Publicity
    Co-Chairs', 'Program Committee Chair'.

    :param further: the series' own roles.
    """
    key = role_key(role)
    if key in {role_key(one) for one in further}:
        return True
    words = {_singular(word) for word in key.split("-") if word not in {"and", "co"}}
    return words <= _AREAS | _OFFICES and bool(words & _OFFICES)


def _singular(word: str) -> str:
    known = _AREAS | _OFFICES
    return next(
        (one for one in (word, word.removesuffix("s"), word.removesuffix("es")) if one in known), word
    )


#: Ordinals and numbers as calls write them in words.
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
)  # fmt: skip
_TENS = ("", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_NUMERALS = (("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))


@cache
def number_words() -> dict[str, int]:
    """Return the numbers that are written as words, in all languages."""
    return {word: n for one in languages() for n, word in enumerate(one.get("numbers", ()), 1)}


@cache
def ordinals() -> dict[str, int]:
    """Return the ordinals that are written as words, in all languages; the parts of English ones are joined by hyphens."""
    others = {
        word: n
        for one in languages()
        for n, group in enumerate(one.get("ordinals", ()), 1)
        for word in group.split()
    }
    return others | {ordinal_word(n): n for n in range(1, 100)}


def ordinal_word(number: int) -> str:
    """Return an ordinal as a word in lower case; empty below one and above ninety-nine.

    >>> ordinal_word(3), ordinal_word(20), ordinal_word(21), ordinal_word(100)
    ('third', 'twentieth', 'twenty-first', '')
    """
    if not 0 <= number <= 99:
        return ""
    tens, ones = divmod(number, 10)
    if number < len(_ORDINALS):
        return _ORDINALS[number]
    return f"{_TENS[tens]}y-{_ORDINALS[ones]}" if ones else f"{_TENS[tens]}ieth"


def ordinal_figures(number: int) -> str:
    """Return an ordinal in figures.

    >>> ordinal_figures(3), ordinal_figures(12), ordinal_figures(121)
    ('3rd', '12th', '121st')
    """
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def roman_numeral(number: int) -> str:
    """Return a number from 1 to 99 as a Roman numeral in lower case.

    >>> roman_numeral(3), roman_numeral(94)
    ('iii', 'xciv')
    """
    numeral = ""
    for letters, value in _NUMERALS:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral
