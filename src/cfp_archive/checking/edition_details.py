"""The details that differ from edition to edition, and where a text of a later one still names those of an older one.

Precision comes before completeness: a text is read sentence by sentence, and a sentence that looks back ("since 2019", "the
previous edition in Ebbville") names an older edition rightly.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.reading.days import find_days
from cfp_archive.reading.sources import bare_address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cfp_archive.model import Archive, Edition


class Detail(enum.Enum):
    """A kind of detail, in the order in which a text is searched for it."""

    WEBSITE = "website"
    DATE = "date"
    PERSON = "person"
    PLACE = "place"
    YEAR = "year"


class FoundDetail(NamedTuple):
    """A place in a text that names a detail of the older edition."""

    kind: Detail
    start: int  #: 0-based index of the first character
    end: int  #: 0-based index after the last character
    words: str  #: as the text has them, on one line


@dataclass(frozen=True, slots=True, kw_only=True)
class OlderDetails:
    """What only the older of two editions has."""

    year: int | None  #: None: the years are the same, or the newer edition has dates in the older one's year
    newer_year: int
    short_names: tuple[str, ...]  #: what precedes a year in the editions' names, as in 'ScaDL'
    website: str  #: without scheme and 'www.'; empty if there is none
    places: tuple[str, ...]
    days: frozenset[dt.date]
    own_days: frozenset[dt.date]  #: of the newer edition
    people: tuple[str, ...]  #: all spellings of those whom only the older edition lists


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


def details_of(archive: Archive, older: Edition, newer: Edition) -> OlderDetails:
    """Return what only the older edition has.

    What the newer edition does not state for itself is no leftover; in a draft, where it is not known yet, it is.
    """
    draft = newer.facts.draft
    days, own_days = _days(older), _days(newer) - _days(older)  # the same day is copied
    website, *own_websites = (
        bare_address(one or "").casefold()
        for one in (older.facts.website, newer.facts.website, archive.series.home)
    )
    if website in own_websites or not (newer.facts.website or draft):
        website = ""
    places, own_places = _places(older), _places(newer)
    return OlderDetails(
        year=None if older.year in {newer.year, *(day.year for day in own_days)} else older.year,
        newer_year=newer.year,
        short_names=_short_names(archive, older),
        website=website,
        places=tuple(place for place in places if place not in own_places) if own_places or draft else (),
        days=days if own_days or draft else frozenset(),
        own_days=own_days,
        people=_people_left(archive, older, newer) if newer.facts.people or draft else (),
    )


def find_details(text: str, older: OlderDetails) -> Iterator[FoundDetail]:
    """Yield where a text names something that only the older edition has: in order, without overlaps."""
    taken: list[FoundDetail] = []
    for start, end in _sentences(text):
        sentence = text[start:end]
        if _looks_back(sentence, older):
            continue
        for kind, first, last in _matches(sentence, older):
            found = FoundDetail(kind, start + first, start + last, " ".join(sentence[first:last].split()))
            if all(found.end <= one.start or one.end <= found.start for one in taken):
                taken.append(found)
    yield from sorted(taken, key=lambda found: found.start)


class RetrospectiveContext:
    """Follows a text block by block, and knows where it speaks of the past: below 'Previous editions', say."""

    def __init__(self) -> None:
        self._level = 0  # of the heading that looks back; 0: none does
        self._listing = False

    def includes(self, text: str, *, level: int = 0, item: bool = False) -> bool:
        """Return whether the next block is where the text looks back.

        :param level: of a heading, 1 to 6.
        :param item: the block is an entry of a list.
        """
        looks_back = _LOOKING_BACK.search(text) is not None
        if level:
            if not self._level or level <= self._level:
                self._level = level if looks_back else 0
            self._listing = False
        elif not item:
            self._listing = looks_back and text.rstrip().endswith(":")
        return bool(self._level) or (item and self._listing)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _looks_back(sentence: str, older: OlderDetails) -> bool:
    """Return whether a sentence speaks of the past: by its words, or because it enumerates years of the series."""
    if _LOOKING_BACK.search(sentence):
        return True
    in_days = [(said.begin, said.end) for said in find_days(sentence) if said.last.year]
    years = {
        int(match[0])
        for match in _YEAR.finditer(sentence)
        if not any(begin <= match.start() < end for begin, end in in_days)
    }
    return len(years) > 1 and bool(years - {older.year, older.newer_year})


def _matches(sentence: str, older: OlderDetails) -> Iterator[tuple[Detail, int, int]]:
    """Yield what a sentence may name, with the indices of its first and after its last character."""
    if older.website:
        address = rf"(?<![\w.-])(?:https?://)?(?:www\.)?{re.escape(older.website)}(?![\w-])(?!\.\w)/?"
        for match in re.finditer(address, sentence, re.IGNORECASE):
            yield Detail.WEBSITE, *match.span()
    for said in find_days(sentence):
        if said.last.year:
            named = any((day.year, day.month, day.day) in (said.first, said.last) for day in older.days)
            named = named or older.year in {said.first.year, said.last.year}
        else:
            ends = {(day.month, day.day) for day in older.days} - {
                (day.month, day.day) for day in older.own_days
            }
            named = bool(ends & {said.first[1:], said.last[1:]})
        if named:
            yield Detail.DATE, said.begin, said.end
    for match in _any_of(older.people).finditer(sentence) if older.people else ():
        yield Detail.PERSON, *match.span()
    for match in _any_of(older.places).finditer(sentence) if older.places else ():
        # Not where it is part of the name of a university or the like.
        if not (_BEFORE_CITY.search(sentence[: match.start()]) or _AFTER_CITY.match(sentence, match.end())):
            yield Detail.PLACE, *match.span()
    if older.year is not None:
        year, names = older.year, "|".join(map(_spaced, older.short_names))
        series = rf"(?:{names})[\s'’-]*(?:{year}|{year % 100:02})(?![\w-])|" if names else ""
        # Alone in brackets or after 'al.' a year is a citation; beside a slash, dot or hyphen part of a name or address.
        programs = r"(?<!Horizon )(?<!Agenda )(?<!Vision )"
        amount = r"(?!\s+(?:words|pages|papers|people|participants|attendees|submissions|characters|nodes|cores)\b)"
        bare = rf"(?<![\w/.:(\[-])(?<!\bal\.\s){programs}{year}(?![\w/)\]-])(?!\.\d){amount}"
        for match in re.finditer(rf"(?<![\w/.:-])(?:{series}{bare})", sentence):
            yield Detail.YEAR, *match.span()


@lru_cache(maxsize=64)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_spaced, names))})(?!\w)")


def _spaced(words: str) -> str:
    """Return a pattern of words between which there may be any space, line breaks included."""
    return r"\s+".join(map(re.escape, words.split()))


def _short_names(archive: Archive, edition: Edition) -> tuple[str, ...]:
    title = archive.short_title(edition)
    before = title[: title.index(str(edition.year))].strip(" '’-") if str(edition.year) in title else ""
    return tuple(name for name in dict.fromkeys((archive.series.short_name, before)) if name)


def _places(edition: Edition) -> tuple[str, ...]:
    """Return the cities in which an edition takes place, as the call and as its host say."""
    host = edition.facts.host
    places = (edition.facts.place, host.place if host else None)
    cities = ((place or "").partition(",")[0].strip() for place in places)
    return tuple(dict.fromkeys(city for city in cities if len(city) > 2 and city[0].isupper()))


def _days(edition: Edition) -> frozenset[dt.date]:
    facts = edition.facts
    spans = [span for span in (facts.date, facts.host.date if facts.host else None) if span]
    spans += [key_date.date for key_date in facts.key_dates]
    earlier = {day for key_date in facts.key_dates for day in key_date.was}
    return frozenset({day for span in spans for day in (span.start, span.end)} | earlier)


def _people_left(archive: Archive, older: Edition, newer: Edition) -> tuple[str, ...]:
    """Return all spellings, the longest first, of the people whom only the older edition lists."""
    still = {archive.person_of(one) or one.name for one in newer.facts.people}
    names: set[str] = set()
    for appointment in older.facts.people:
        person = archive.person_of(appointment)
        if (person or appointment.name) not in still:
            names |= {appointment.name, *((person.name, *person.spellings) if person else ())}
    return tuple(
        sorted((name for name in names if len(name.split()) > 1), key=lambda name: (-len(name), name))
    )
