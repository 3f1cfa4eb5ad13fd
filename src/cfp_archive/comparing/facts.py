"""Compare the facts of two calls: key dates and submission categories."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import align_texts
from cfp_archive.comparing.text import fold
from cfp_archive.model import DateKind

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from cfp_archive.model import Edition, KeyDate, Submission

__all__ = ["DateChange", "FactFate", "SubmissionChange", "compare_dates", "compare_submissions"]


class FactFate(enum.StrEnum):
    """What became of a fact."""

    KEPT = "kept"
    CHANGED = "changed"
    ADDED = "added"  #: in the newer call alone
    REMOVED = "removed"  #: in the older call alone


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChange:
    """A key date in two calls; the shifts are None if one of them lacks it."""

    fate: FactFate  #: KEPT: the same place in the year
    kind: DateKind
    old: KeyDate | None
    new: KeyDate | None
    shift: int | None = None  #: calendar days from the older to the newer date
    shift_in_year: int | None = (
        None  #: days by which it lies later in its edition's year; negative if earlier
    )

    @property
    def label(self) -> str:
        """Give the newest label, as printed."""
        one = self.new or self.old
        return one.label if one else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionChange:
    """A category of submissions in two calls."""

    fate: FactFate  #: CHANGED: the page limit is another
    old: Submission | None
    new: Submission | None

    @property
    def category(self) -> str:
        """Give the newest name of the category, as printed."""
        one = self.new or self.old
        return one.category if one else ""


def compare_dates(old: Edition, new: Edition) -> tuple[DateChange, ...]:
    """Compare two calls' key dates: by what they are, then by label.

    :returns: in the newer call's order, followed by the dates that it lacks, in the older call's order.
    """
    before, after = old.facts.key_dates, new.facts.key_dates
    partner = _partners([_date_keys(one) for one in before], [_date_keys(one) for one in after])
    changes = []
    for j, date in enumerate(after):
        earlier = before[partner[j]] if j in partner else None
        if earlier is None:
            changes.append(DateChange(fate=FactFate.ADDED, kind=_kind(date), old=None, new=date))
            continue
        in_year = (_in_year(date, new.year, old.year) - _day(earlier)).days
        changes.append(
            DateChange(
                fate=FactFate.CHANGED if in_year else FactFate.KEPT,
                kind=_kind(date),
                old=earlier,
                new=date,
                shift=(_day(date) - _day(earlier)).days,
                shift_in_year=in_year,
            )
        )
    gone = (one for i, one in enumerate(before) if i not in partner.values())
    changes.extend(DateChange(fate=FactFate.REMOVED, kind=_kind(one), old=one, new=None) for one in gone)
    return tuple(changes)


def compare_submissions(old: Edition, new: Edition) -> tuple[SubmissionChange, ...]:
    """Compare two calls' submission categories, by name.

    :returns: in the newer call's order, followed by the categories that it lacks, in the older call's order.
    """
    before, after = old.facts.submissions, new.facts.submissions
    alignment = align_texts([one.category for one in before], [one.category for one in after])
    partner = {link.new[0]: link.old[0] for link in alignment.links if len(link.old) == len(link.new) == 1}
    changes = []
    for j, one in enumerate(after):
        earlier = before[partner[j]] if j in partner else None
        if earlier is None:
            changes.append(SubmissionChange(fate=FactFate.ADDED, old=None, new=one))
        else:
            same = _limit(earlier) == _limit(one)
            fate = FactFate.KEPT if same else FactFate.CHANGED
            changes.append(SubmissionChange(fate=fate, old=earlier, new=one))
    gone = (one for i, one in enumerate(before) if i not in partner.values())
    changes.extend(SubmissionChange(fate=FactFate.REMOVED, old=one, new=None) for one in gone)
    return tuple(changes)


def _limit(one: Submission) -> Hashable:
    return one.pages if one.pages is not None else fold(one.printed or "")


def _kind(date: KeyDate) -> DateKind:
    return date.kind or DateKind.OTHER


def _date_keys(date: KeyDate) -> tuple[Hashable, Hashable]:
    """Give what a date must share with its partner: kind and label, or the kind alone, if that says what it is."""
    kind = _kind(date)
    label = (kind, fold(date.label))
    return label, label if kind is DateKind.OTHER else kind


def _day(date: KeyDate) -> dt.date:
    """Give the day that counts: the first of an event, the last of anything else."""
    return date.date.start if date.kind is DateKind.EVENT else date.date.end


def _in_year(date: KeyDate, edition: int, other: int) -> dt.date:
    """Give a day of one edition's year as the same day of another's. A date may lie in the year before its edition."""
    day = _day(date)
    year = min(max(day.year - edition + other, dt.MINYEAR), dt.MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return dt.date(year, 2, 28)


def _partners(
    old: Sequence[tuple[Hashable, Hashable]], new: Sequence[tuple[Hashable, Hashable]]
) -> dict[int, int]:
    """Pair by the first keys, then what is left by the second, each in order. Gives the older index of each newer one."""
    partner: dict[int, int] = {}
    for level in (0, 1):
        for j, keys in enumerate(new):
            if j in partner:
                continue
            for i, others in enumerate(old):
                if i not in partner.values() and others[level] == keys[level]:
                    partner[j] = i
                    break
    return partner
