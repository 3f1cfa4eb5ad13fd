"""Compare the people that two calls name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.text import fold
from cfp_archive.naming import ascii_key

if TYPE_CHECKING:
    from cfp_archive.model import Appointment, Archive, Edition

__all__ = ["PersonChange", "compare_people"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonChange:
    """A person in two calls, by identity, however the name is printed."""

    key: str  #: the person's key
    name: str  #: the name to show
    fate: FactFate  #: CHANGED: another role or affiliation
    old: tuple[Appointment, ...]  #: in the older call's order
    new: tuple[Appointment, ...]

    @property
    def other_roles(self) -> bool:
        """Say whether both calls name the person, in other roles."""
        return bool(self.old and self.new) and _roles(self.old) != _roles(self.new)

    @property
    def other_affiliation(self) -> bool:
        """Say whether both calls state the person's affiliation, and differently."""
        old, new = _affiliations(self.old), _affiliations(self.new)
        return bool(old and new) and old.isdisjoint(new)


def compare_people(archive: Archive, old: Edition, new: Edition) -> tuple[PersonChange, ...]:
    """Compare who serves in two editions, as far as their calls name people.

    A call that names fewer people does not say that the others left: REMOVED means "not named any more".

    :returns: in the newer call's order, followed by the people that it does not name, in the older call's order.
    """
    before, after = _by_person(archive, old), _by_person(archive, new)
    changes = []
    for key in dict.fromkeys((*after, *before)):
        name = next(iter((*after.get(key, ()), *before.get(key, ())))).name
        person = archive.person(key)
        change = PersonChange(
            key=key,
            name=person.name if person else name,
            fate=FactFate.KEPT,
            old=before.get(key, ()),
            new=after.get(key, ()),
        )
        changes.append(_with_fate(change))
    return tuple(changes)


def _with_fate(change: PersonChange) -> PersonChange:
    if change.old and change.new:
        if not (change.other_roles or change.other_affiliation):
            return change
        fate = FactFate.CHANGED
    else:
        fate = FactFate.ADDED if change.new else FactFate.REMOVED
    return PersonChange(key=change.key, name=change.name, fate=fate, old=change.old, new=change.new)


def _by_person(archive: Archive, edition: Edition) -> dict[str, tuple[Appointment, ...]]:
    people: dict[str, tuple[Appointment, ...]] = {}
    for one in edition.facts.people:
        person = archive.person_of(one)
        key = person.key if person else one.person or ascii_key(one.name) or one.name
        people[key] = (*people.get(key, ()), one)
    return people


def _roles(appointments: tuple[Appointment, ...]) -> set[str]:
    return {one.role_key for one in appointments}


def _affiliations(appointments: tuple[Appointment, ...]) -> set[str]:
    return {fold(one.affiliation) for one in appointments if one.affiliation}
