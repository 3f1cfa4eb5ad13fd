"""What is specific to one edition, and where a text of a later one still names it.

Precision comes before completeness: a text is read sentence by sentence, and a sentence that looks back ("since 2019", "the
previous edition in Ebbville") names an older edition rightly.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.formatting import month_names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from cfp_archive.model import Archive, Edition

__all__ = ["Found", "LookingBack", "Specific", "Specifics", "find", "specifics_of"]


class Specific(enum.Enum):
    """A kind of thing that differs from edition to edition, in the order in which a text is searched for it."""

    SITE = "site"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    YEAR = "year"


class Found(NamedTuple):
    """A place in a text that names something of the older edition."""

    kind: Specific
    start: int
    end: int
    words: str  #: as the text has them, on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Specifics:
    """What only the older of two editions has."""

    older: str  #: key of the older edition
    year: int | None = (
        None  #: None: both editions have the same year, or the newer one has days in the older one's year
    )
    newer_year: int = 0
    short_names: tuple[str, ...] = ()  #: what stands before a year in the editions' names, as in 'ScaDL'
    site: str = ""
    places: tuple[str, ...] = ()
    days: tuple[dt.date, ...] = ()
    own_days: tuple[dt.date, ...] = ()  #: of the newer edition
    people: tuple[str, ...] = ()  #: all spellings of those whom only the older edition lists


#: Words by which a sentence shows that it speaks of the past.
_LOOKING_BACK = re.compile(
    r"""\b(?:since|previous(?:ly)?|past|archives?|earlier|former(?:ly)?|preceding|prior|history|historical(?:ly)?|inaugural|founded
    |established|began|started|(?:was|were|has\ been|have\ been)\ (?:held|hosted|attended|organi[sz]ed|published|presented|co-?located|chaired)
    |took\ place|hosted\ in|success\ of|attracted|received
    |building\ (?:up)?on|memory|memoriam|years?\ ago|proceedings\ of|winners?|back\ in
    |last\ (?:year|edition|workshop|time|event)|years?\ before|as\ in|lessons|experience\ (?:of|from|with)|after\ the
    |editions\ (?:of|in)|published\ in|papers\ from|from\ \d{4}\ to|between\ \d{4}\ and|series\ of)\b""",
    re.IGNORECASE | re.VERBOSE,
)
#: A sentence ends where another begins with a capital letter; the full stop of an initial does not end it.
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?][\"')\]]*\s+(?=[\"'(\[]?[^\W\d_a-z])")
#: Beside a city's name these words make it part of another name.
_INSTITUTE = r"(?:Universit|Institut|College|School|Academ|Politecnico|Polytechnic|Center|Centre|Lab|TU\b|Tech|Research|State\b)"
_BEFORE_CITY = re.compile(rf"\b{_INSTITUTE}\w*\s+(?:\w+\s+){{0,2}}\Z")
_AFTER_CITY = re.compile(rf"\s+(?:\w+\s+)?{_INSTITUTE}")
_YEAR = re.compile(r"(?<![\w/.:-])(?:19|20)\d\d(?![\w/-])")


def specifics_of(archive: Archive, older: Edition, newer: Edition) -> Specifics:
    """Return what only the older edition has.

    What the newer edition does not say for itself is no leftover; in a draft, where it is not known yet, it is.
    """
    old, new = older.facts, newer.facts
    own_days = tuple(one for one in _days(newer) if one not in set(_days(older)))  # the same day is copied
    years = {day.year for day in own_days} | {newer.year}
    site = old.website or ""
    if site and (
        _bare(site) in {_bare(new.website or ""), _bare(archive.series.home or "")}
        or not (new.website or new.draft)
    ):
        site = ""
    here = _places(newer)
    places = tuple(one for one in _places(older) if one not in here) if here or new.draft else ()
    return Specifics(
        older=older.key,
        year=older.year if older.year not in years else None,
        newer_year=newer.year,
        short_names=_short_names(archive, older),
        site=_bare(site),
        places=places,
        days=_days(older) if own_days or new.draft else (),
        own_days=own_days,
        people=_people_left(archive, older, newer) if new.people or new.draft else (),
    )


def find(text: str, only_older: Specifics) -> Iterator[Found]:
    """Yield where a text names something that only the older edition has: in order, without overlaps."""
    taken: list[Found] = []
    for start, end in _sentences(text):
        sentence = text[start:end]
        if _looks_back(sentence, only_older):
            continue
        for kind, pattern in _patterns(only_older):
            for match in pattern.finditer(sentence):
                if kind is Specific.PLACE and _is_institute(sentence, match):
                    continue
                place = Found(kind, start + match.start(), start + match.end(), " ".join(match[0].split()))
                if all(place.end <= one.start or one.end <= place.start for one in taken):
                    taken.append(place)
    yield from sorted(taken, key=lambda one: one.start)


class LookingBack:
    """Follows a text block by block, and knows where it speaks of the past: below 'Previous editions', say."""

    def __init__(self) -> None:
        self._level = 0  # of the heading that looks back; 0: none does
        self._listing = False

    def passes(self, text: str, *, level: int = 0, item: bool = False) -> bool:
        """Take the next block, and say whether it stands where the text looks back.

        :param level: of a heading, 1 to 6.
        :param item: the block is an entry of a list.
        """
        looks = _LOOKING_BACK.search(text) is not None
        if level:
            if not self._level or level <= self._level:
                self._level = level if looks else 0
            self._listing = False
        elif not item:
            self._listing = looks and text.rstrip().endswith(":")
        return bool(self._level) or (item and self._listing)


def _is_institute(sentence: str, match: re.Match[str]) -> bool:
    """Say whether a city's name is part of the name of a university or the like."""
    return bool(_BEFORE_CITY.search(sentence[: match.start()]) or _AFTER_CITY.match(sentence, match.end()))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _looks_back(sentence: str, only_older: Specifics) -> bool:
    """Say whether a sentence speaks of the past: by its words, or because it enumerates years of the series."""
    if _LOOKING_BACK.search(sentence):
        return True
    without_days = _day_of_any_year().sub(" ", sentence)
    others = {int(match[0]) for match in _YEAR.finditer(without_days)}
    return bool(others - {only_older.year, only_older.newer_year}) and len(others) > 1


def _patterns(only_older: Specifics) -> Iterator[tuple[Specific, re.Pattern[str]]]:
    if only_older.site:
        words = re.escape(only_older.site)
        address = rf"(?<![\w.-])(?:https?://)?(?:www\.)?{words}(?![\w-])(?!\.\w)/?"
        yield Specific.SITE, re.compile(address, re.IGNORECASE)
    own = {(day.month, day.day) for day in only_older.own_days}
    days = [
        _dated(day.year, month_names()[day.month - 1], str(day.day), day.month) for day in only_older.days
    ]
    days += [_undated(day) for day in only_older.days if (day.month, day.day) not in own]
    days += [_dated(only_older.year, *_any_day())] if only_older.year is not None else []
    if days:
        yield Specific.DATE, re.compile("|".join(days), re.IGNORECASE)
    for kind, named in ((Specific.PERSON, only_older.people), (Specific.PLACE, only_older.places)):
        if named:
            yield kind, re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced, named))})(?!\w)")
    if only_older.year is not None:
        year, names = only_older.year, "|".join(map(_spaced, only_older.short_names))
        series = rf"(?:{names})[\s'’-]*(?:{year}|{year % 100:02})(?![\w-])|" if names else ""
        # Alone in brackets or after 'al.' a year is a citation; beside a slash, dot or hyphen part of a name or address.
        programmes = r"(?<!Horizon )(?<!Agenda )(?<!Vision )"
        amount = r"(?!\s+(?:words|pages|papers|people|participants|attendees|submissions|characters|nodes|cores)\b)"
        bare = rf"(?<![\w/.:(\[-])(?<!\bal\.\s){programmes}{year}(?![\w/)\]-])(?!\.\d){amount}"
        yield Specific.YEAR, re.compile(rf"(?<![\w/.:-])(?:{series}{bare})")


def _dated(year: int | str, name: str, day: str, month: int | str) -> str:
    """Return a pattern of a day, or of days that begin or end with it, in the forms that calls print.

    :param name: of the month, or several joined by '|'.
    """
    names = "|".join(rf"{one}|{one[:3]}\.?" for one in name.split("|")) + "|Sept\\.?" * ("September" in name)
    ends, number, more = r"(?:st|nd|rd|th)?", rf"0?(?:{day})", r"\d\d?(?:st|nd|rd|th)?"
    before, after = rf"(?:{more}\s*[-–—]\s*)?", rf"(?:\s*[-–—]\s*(?:\w+\.?\s+)?{more})?"
    return (
        rf"\b(?:{names})\s+{before}{number}{ends}{after},?\s+{year}\b"
        rf"|\b{before}{number}{ends}(?:\s*[-–—]\s*{more})?\.?\s+(?:of\s+)?(?:{names}),?\s+{year}\b"
        rf"|(?<![\d-]){year}[-/.]0?(?:{month})[-/.]{number}(?!\d)"
    )


def _undated(day: dt.date) -> str:
    """Return a pattern of a day without its year, where no year follows."""
    name, number = month_names()[day.month - 1], rf"0?{day.day}(?:st|nd|rd|th)?"
    year = r"(?:,?\s+(?:19|20)\d\d|\s*[-–—]\s*\d)"
    return (
        rf"\b(?:{name}|{name[:3]}\.?)\s+{number}\b(?!\d|{year})"
        rf"|(?<![\d–—-])\b{number}\.?\s+(?:of\s+)?{name}\b(?!{year})"
    )


def _any_day() -> tuple[str, str, str]:
    """Return the parts of a pattern of any day of a year."""
    return "|".join(month_names()), r"\d\d?", r"\d\d?"


@cache
def _day_of_any_year() -> re.Pattern[str]:
    return re.compile(_dated(r"\d{4}", *_any_day()), re.IGNORECASE)


def _spaced(words: str) -> str:
    """Return a pattern of words between which there may be any space, line breaks included."""
    return r"\s+".join(map(re.escape, words.split()))


def _bare(url: str) -> str:
    """Return an address without scheme, 'www.' and closing slash."""
    return re.sub(r"^\w+://(?:www\.)?", "", url).rstrip("/").casefold()


def _short_names(archive: Archive, edition: Edition) -> tuple[str, ...]:
    title = archive.short_title(edition)
    before = title[: title.index(str(edition.year))].strip(" '’-") if str(edition.year) in title else ""
    return tuple(one for one in dict.fromkeys((archive.series.short_name, before)) if one)


def _places(edition: Edition) -> tuple[str, ...]:
    """Return the cities in which an edition takes place, as the call and as its host say."""
    host = edition.facts.host
    named: Iterable[str | None] = (edition.facts.place, host.place if host else None)
    cities = ((one or "").partition(",")[0].strip() for one in named)
    return tuple(dict.fromkeys(one for one in cities if len(one) > 2 and one[0].isupper()))


def _days(edition: Edition) -> tuple[dt.date, ...]:
    facts = edition.facts
    spans = [one for one in (facts.date, facts.host.date if facts.host else None) if one]
    spans += [one.date for one in facts.key_dates]
    earlier = [day for one in facts.key_dates for day in one.was]
    return tuple(sorted({day for span in spans for day in (span.start, span.end)} | set(earlier)))


def _people_left(archive: Archive, older: Edition, newer: Edition) -> tuple[str, ...]:
    def key(name: str, person: object) -> object:
        return person or name

    here = {key(one.name, archive.person_of(one)) for one in newer.facts.people}
    names: dict[str, None] = {}
    for one in older.facts.people:
        person = archive.person_of(one)
        if key(one.name, person) in here:
            continue
        spellings = (one.name, *((person.name, *person.spellings) if person else ()))
        names.update(dict.fromkeys(name for name in spellings if len(name.split()) > 1))
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
