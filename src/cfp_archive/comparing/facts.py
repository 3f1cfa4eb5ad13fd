"""Compare the facts of two calls: key dates, submission categories and the people whom they name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, TypeVar

from cfp_archive import messages
from cfp_archive.comparing.alignment import align_texts
from cfp_archive.comparing.correspondence import ChangeKind, Correspondence, Note, pair_equal
from cfp_archive.comparing.text import fold
from cfp_archive.model import DateKind
from cfp_archive.naming import ascii_key

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from cfp_archive.model import Appointment, Archive, Edition, KeyDate, Submission

    DateChange = Correspondence[KeyDate]
    SubmissionChange = Correspondence[Submission]
    PersonChange = Correspondence[Appointment]

T = TypeVar("T")


def compare_dates(old: Edition, new: Edition) -> tuple[DateChange, ...]:
    """Compare two calls' key dates: by what they are, then by label. CHANGED: another day of the calendar year.

    :returns: in the newer call's order, followed by the dates that it does not state, in the older call's order.
    """

    def paired(earlier: KeyDate, later: KeyDate) -> DateChange:
        shifted = bool(shift_in_year(earlier, later, old, new))
        return Correspondence(
            kind=ChangeKind.CHANGED if shifted else ChangeKind.UNCHANGED,
            old=(earlier,),
            new=(later,),
            detail=Note.of(messages.SHIFTED) if shifted else None,
            notes=_date_notes(earlier, later, old, new),
        )

    before, after = old.facts.key_dates, new.facts.key_dates
    partner: dict[int, int] = {}
    for level in (0, 1):
        pair_equal(([_date_keys(one)[level] for one in side] for side in (before, after)), partner)
    return _changes(before, after, partner, paired)


def compare_submissions(old: Edition, new: Edition) -> tuple[SubmissionChange, ...]:
    """Compare two calls' submission categories, by name. CHANGED: another page limit.

    :returns: in the newer call's order, followed by the categories that it does not state, in the older call's order.
    """

    def paired(earlier: Submission, later: Submission) -> SubmissionChange:
        same = _limit(earlier) == _limit(later)
        note = Note.of(messages.CATEGORY_BEFORE, category=earlier.category)
        return Correspondence(
            kind=ChangeKind.UNCHANGED if same else ChangeKind.CHANGED,
            old=(earlier,),
            new=(later,),
            detail=None if same else Note.of(messages.PAGE_LIMIT_CHANGED),
            notes=(note,) if earlier.category != later.category else (),
        )

    before, after = old.facts.submissions, new.facts.submissions
    names, newer_names = ([one.category for one in side] for side in (before, after))
    # A category that a call states twice, with two limits, has one partner at most.
    partner: dict[int, int] = {}
    pair_equal((list(map(fold, side)) for side in (names, newer_names)), partner)
    for link in align_texts(names, newer_names).links:
        if len(link.old) == len(link.new) == 1 and link.old[0] not in partner.values():
            partner.setdefault(link.new[0], link.old[0])
    return _changes(before, after, partner, paired)


def _changes(
    before: Sequence[T],
    after: Sequence[T],
    partner: Mapping[int, int],
    paired: Callable[[T, T], Correspondence[T]],
) -> tuple[Correspondence[T], ...]:
    """Return the changes of facts in the newer call's order, then what it does not state.

    :param partner: by the index of a newer fact the index of the older one.
    """
    alone, gone = _alone(before), _alone(after, gone=True)
    return (
        *(
            paired(before[partner[j]], one) if j in partner else Correspondence(kind=alone, new=(one,))
            for j, one in enumerate(after)
        ),
        *(Correspondence(kind=gone, old=(one,)) for i, one in enumerate(before) if i not in partner.values()),
    )


def compare_people(archive: Archive, old: Edition, new: Edition) -> tuple[PersonChange, ...]:
    """Compare who serves in two editions by identity, however the names are printed. CHANGED: another role or affiliation.

    A call that names fewer people does not say that the others left: REMOVED means "no longer named".

    :returns: in the newer call's order, followed by the people whom it does not name, in the older call's order.
    """
    before, after = _by_person(archive, old), _by_person(archive, new)
    changes: list[PersonChange] = []
    for key in dict.fromkeys((*after, *before)):
        olds, news = before.get(key, ()), after.get(key, ())
        if not olds or not news:
            kind = _alone(after if olds else before, gone=bool(olds))
            detail = Note.of(messages.NO_LONGER_NAMED) if kind is ChangeKind.REMOVED else None
            changes.append(Correspondence(kind=kind, old=olds, new=news, detail=detail))
            continue
        role = {one.role_key for one in olds} != {one.role_key for one in news}
        places = [_affiliations(side) for side in (olds, news)]
        affiliation = bool(places[0] and places[1]) and places[0].isdisjoint(places[1])
        what = {
            (True, True): messages.ROLE_AND_AFFILIATION_CHANGED,
            (True, False): messages.ROLE_CHANGED,
            (False, True): messages.AFFILIATION_CHANGED,
        }.get((role, affiliation))
        changes.append(
            Correspondence(
                kind=ChangeKind.CHANGED if what else ChangeKind.UNCHANGED,
                old=olds,
                new=news,
                detail=Note.of(what) if what else None,
            )
        )
    return tuple(changes)


def person_of(archive: Archive, one: Appointment) -> tuple[str, str]:
    """Return the key and the name of the person in a role."""
    person = archive.person_of(one)
    if person is not None:
        return person.key, person.name
    return one.person or ascii_key(one.name) or one.name, one.name


def _by_person(archive: Archive, edition: Edition) -> dict[str, tuple[Appointment, ...]]:
    people: dict[str, tuple[Appointment, ...]] = {}
    for one in edition.facts.people:
        key, _ = person_of(archive, one)
        people[key] = (*people.get(key, ()), one)
    return people


def _affiliations(appointments: Sequence[Appointment]) -> set[str]:
    """Return the affiliations with and without the country: one call may print both as one, another apart."""
    stated = [one for one in appointments if one.affiliation]
    return {
        fold(text)
        for one in stated
        for text in (one.affiliation or "", f"{one.affiliation} {one.country or ''}")
    }


def _alone(others: object, *, gone: bool = False) -> ChangeKind:
    """Return the kind of what one call states and the other does not; a call without any such fact is silent."""
    if not others:
        return ChangeKind.ONE_SIDED
    return ChangeKind.REMOVED if gone else ChangeKind.ADDED


def shift_in_year(earlier: KeyDate, later: KeyDate, old: Edition, new: Edition) -> int:
    """Return by how many days a date is later within the year of its edition; negative if it is earlier."""
    return (_in_year(later, new.year, old.year) - _day(earlier)).days


def _date_notes(earlier: KeyDate, later: KeyDate, old: Edition, new: Edition) -> tuple[Note, ...]:
    shift, in_year = (_day(later) - _day(earlier)).days, shift_in_year(earlier, later, old, new)
    message = messages.DAYS_LATER if shift > 0 else messages.DAYS_EARLIER
    total = Note.of(message, n=abs(shift)) if shift else Note.of(messages.SAME_DATE)
    if shift != in_year:
        message = messages.DAYS_LATER_IN_YEAR if in_year > 0 else messages.DAYS_EARLIER_IN_YEAR
        within = message(n=abs(in_year)) if in_year else messages.SAME_CALENDAR_DAY()
        total = Note.of(messages.SHIFT_IN_TOTAL, in_year=within, total=total.text)
    if earlier.label == later.label:
        return (total,)
    return total, Note.of(messages.LABEL_BEFORE, label=earlier.label)


def _limit(one: Submission) -> Hashable:
    return one.pages if one.pages is not None else fold(one.printed or "")


def _date_keys(date: KeyDate) -> tuple[Hashable, Hashable]:
    """Return what a date must share with its partner: kind and label, or the kind alone, if that says what it is."""
    kind = date.kind or DateKind.OTHER
    label = (kind, fold(date.label))
    return label, label if kind is DateKind.OTHER else kind


def _day(date: KeyDate) -> dt.date:
    """Return the day that counts: the first of an event, the last of anything else."""
    return date.date.start if date.kind is DateKind.EVENT else date.date.end


def _in_year(date: KeyDate, edition: int, other: int) -> dt.date:
    """Return a day of one edition's year as the same day of another's. A date may lie in the year before its edition."""
    day = _day(date)
    year = min(max(day.year - edition + other, dt.MINYEAR), dt.MAXYEAR)
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return dt.date(year, 2, 28)
