"""The whole comparison of two editions: the one object that pages, files and the terminal show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.comparing.composition import ListComparison, compare_topics
from cfp_archive.comparing.facts import compare_dates, compare_people, compare_submissions
from cfp_archive.comparing.prose import SectionChange, compare_prose

if TYPE_CHECKING:
    from cfp_archive.comparing.correspondence import Correspondence
    from cfp_archive.comparing.history import History
    from cfp_archive.model import Appointment, Archive, Edition, KeyDate, Submission

__all__ = ["Comparison", "UnknownEdition", "compare"]


class UnknownEdition(ValueError):  # noqa: N818  (an error by its base; the name says which)
    """An edition was asked for that is not held."""

    def __init__(self, key: str, held: tuple[str, ...]) -> None:
        """Keep the key that was asked for and those that there are."""
        super().__init__(f"There is no edition {key!r}; held are {', '.join(held) or 'none'}.")
        self.key = key
        self.held = held


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed from one edition to another."""

    archive: Archive
    old: Edition
    new: Edition
    old_title: str  #: the name that readers use: 'ScaDL 2021'
    new_title: str
    between: tuple[str, ...]  #: keys of the held editions between, through which topics were followed
    missing_calls: tuple[str, ...]  #: keys of the editions between whose calls are not in the archive
    backwards: bool  #: the edition from which to look is the newer one
    lists: tuple[ListComparison, ...]
    sections: tuple[SectionChange, ...]
    dates: tuple[Correspondence[KeyDate], ...]
    submissions: tuple[Correspondence[Submission], ...]
    people: tuple[Correspondence[Appointment], ...]

    def list_of(self, name: str) -> ListComparison | None:
        """Return the comparison of the list of that name, or None."""
        return next((one for one in self.lists if one.name == name), None)


def compare(history: History, old: str, new: str) -> Comparison:
    """Compare two held editions.

    :param old: key of the edition from which to look, mostly the older.
    :param new: key of the edition to which to look. If it is older, the way back is told.
    :raises UnknownEdition: if one of them is not held.
    """
    archive = history.archive
    held = tuple(one.key for one in archive.editions)
    before, after = archive.edition(old), archive.edition(new)
    if before is None or after is None:
        raise UnknownEdition(old if before is None else new, held)
    least, most = sorted((old, new), key=held.index)
    ranks = range(held.index(least) + 1, held.index(most))
    return Comparison(
        archive=archive,
        old=before,
        new=after,
        old_title=archive.short_title(before),
        new_title=archive.short_title(after),
        between=tuple(held[k] for k in ranks),
        missing_calls=tuple(one.key for one in archive.gaps_between(least, most)),
        backwards=least != old,
        lists=compare_topics(history, old, new),
        sections=compare_prose(before, after),
        dates=compare_dates(before, after),
        submissions=compare_submissions(before, after),
        people=compare_people(archive, before, after),
    )
