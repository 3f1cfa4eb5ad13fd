"""What overviews list on which page, so that no page grows with the archive.

The first page has what the newest calls have, and as much of the rest as fits. What does not fit is on pages of its own, whose
addresses stay: by the decade in which something was last there, which no new call changes, or by the letter of a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Generic, TypeVar

from cfp_archive import messages
from cfp_archive.naming import ascii_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cfp_archive.comparing.history import History, Lineage
    from cfp_archive.model import Appointment, Archive, Edition, Gap, Person

__all__ = [
    "OTHER_LETTERS", "Overview", "Part", "Period", "by_surname", "decade_label", "decade_of", "editions_overview", "people_overview", "periods", "surname",
    "topics_overview",
]  # fmt: skip

#: So many rows are on a page at most: it stays below 150 kB of HTML, and readable on a phone.
MOST_ROWS = 120
#: A row of an edition holds a date for each kind.
MOST_EDITIONS = 60
#: A picture has room for so many columns, and a minute for so many steps, most of which change little.
MOST_CALLS = 20
#: The letter of names that have none in ASCII.
OTHER_LETTERS = "other"

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[T]):
    """A further page of an overview."""

    key: str  #: the last part of its address: '1990s', 'q', '1990s-2'
    group: str  #: what its rows have in common: '1990s', 'q'; empty for what the newest call has
    number: int  #: 1-based, among the pages of the group
    rows: tuple[T, ...]

    @property
    def label(self) -> str:
        """What its rows have in common, as readers see it: '1990s', 'Q'."""
        if not self.group:
            label = messages.NEWEST_CALL()
        elif self.group[0].isdigit():
            label = decade_label(self.group)
        else:
            label = messages.OTHER_LETTERS() if self.group == OTHER_LETTERS else self.group.upper()
        return label if self.number == 1 else messages.PART_NUMBER(label=label, n=self.number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A decade of an archive."""

    key: str  #: '1990s': the last part of its address
    calls: tuple[
        str, ...
    ]  #: keys of the calls to compare one with the next: the last before the decade, then those of it

    @property
    def label(self) -> str:
        """The decade as readers see it."""
        return decade_label(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview(Generic[T]):
    """What an overview lists."""

    first: tuple[T, ...]  #: on its first page
    further: tuple[Part[T], ...] = ()


def topics_overview(history: History, most: int = MOST_ROWS) -> Overview[Lineage]:
    """Return the topics of an archive: those in the newest call, then the others, those that were listed last first.

    :param most: so many are on a page at most.
    """
    archive = history.archive
    newest = archive.editions[-1].key if archive.editions else ""
    order = {one.key: number for number, one in enumerate(archive.editions)}
    lists = {name: number for number, name in enumerate(archive.list_names)}
    now = [one for one in history.lineages if one.last == newest]
    now.sort(key=lambda one: (lists[one.list], one.places[-1].position))
    before = [one for one in history.lineages if one.last != newest]
    before.sort(key=lambda one: (-order[one.last], lists[one.list], one.places[-1].position))
    years = {one.key: one.year for one in archive.editions}
    return _filled(now, [(decade_of(years[one.last]), one) for one in before], most)


def editions_overview(archive: Archive, most: int = MOST_EDITIONS) -> Overview[Edition | Gap]:
    """Return the editions that are known, the newest first.

    :param most: so many are on a page at most.
    """
    return _filled([], [(decade_of(one.year), one) for one in reversed(archive.timeline)], most)


def people_overview(
    archive: Archive, appointments: Mapping[str, Sequence[tuple[Edition, Appointment]]], most: int = MOST_ROWS
) -> Overview[Person]:
    """Return the people of an archive by surname; if they are more than fit, those of the newest call that names anyone.

    :param appointments: each person's, by the person's key.
    :param most: so many are on a page at most. With more people than that, each is on the page of a letter.
    """
    named = sorted((one for one in archive.people if one.key in appointments), key=by_surname)
    if len(named) <= most:
        return Overview(first=tuple(named))
    newest = next(one for one in reversed(archive.editions) if one.facts.people)
    now = [one for one in named if any(edition is newest for edition, _ in appointments[one.key])]
    lettered = sorted(named, key=lambda one: (_letter(one) == OTHER_LETTERS, _letter(one)))
    grouped = groupby(lettered, key=_letter)
    further = (part for letter, people in grouped for part in _parts(letter, tuple(people), most))
    return Overview(first=tuple(now[:most]), further=tuple(further))


def periods(archive: Archive, most: int = MOST_CALLS) -> tuple[Period, ...]:
    """Return the decades that have calls, oldest first; none if all calls can be told on one page.

    :param most: so many calls are told on one page at most.
    """
    calls = archive.editions
    if len(calls) <= most:
        return ()
    made: list[Period] = []
    for decade, group in groupby(calls, key=lambda one: decade_of(one.year)):
        before = made[-1].calls[-1:] if made else ()
        made.append(Period(key=decade, calls=(*before, *(one.key for one in group))))
    return tuple(made)


def surname(person: Person) -> str:
    """Return the last word of a name, by which people are listed."""
    return person.name.split()[-1]


def by_surname(person: Person) -> tuple[str, str]:
    """Return what people are sorted by: without accents, as in the index of a book."""
    return ascii_key(surname(person)) or surname(person).casefold(), person.name


def _letter(person: Person) -> str:
    letter = ascii_key(surname(person))[:1]
    return letter if letter.isalpha() else OTHER_LETTERS


def decade_of(year: int) -> str:
    """Return the key of a year's decade: '1990s'."""
    return f"{year // 10 * 10}s"


def decade_label(key: str) -> str:
    """Return a decade as readers see it, by its key."""
    return messages.DECADE(year=key.removesuffix("s"))


def _filled(now: Sequence[T], before: Iterable[tuple[str, T]], most: int) -> Overview[T]:
    """Fill the first page with what is now, and with whole decades while there is room; further ones get their pages."""
    first, further = list(now[:most]), list(_parts("", tuple(now[most:]), most, key="newest"))
    for decade, group in groupby(before, key=lambda row: row[0]):
        rows = tuple(row for _decade, row in group)
        if not first:  # a first page that lists nothing would puzzle
            first, rows = list(rows[:most]), rows[most:]
        if not further and len(first) + len(rows) <= most:
            first += rows
        else:
            further += _parts(decade, rows, most)
    return Overview(first=tuple(first), further=tuple(further))


def _parts(group: str, rows: tuple[T, ...], most: int, key: str = "") -> Iterator[Part[T]]:
    for number, start in enumerate(range(0, len(rows), most), 1):
        name = key or group
        yield Part(
            key=name if number == 1 else f"{name}-{number}",
            group=group,
            number=number,
            rows=rows[start : start + most],
        )
