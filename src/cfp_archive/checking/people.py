"""Rules about people and their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_fact
from cfp_archive.problems import Code, did_you_mean
from cfp_archive.vocabulary import COMMON_ROLES, is_known_role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Archive
    from cfp_archive.problems import Problem


def unknown_role(archive: Archive) -> Iterator[Problem]:
    """Find roles that are neither of the common vocabulary nor the series' own: most are misspelt."""
    if "series.yaml" in archive.unread:
        return
    own = archive.series.roles
    for edition in archive.editions:
        reported = set()
        for place, one in enumerate(edition.facts.people):
            if one.role in reported or is_known_role(one.role, own):
                continue
            reported.add(one.role)
            add = "If it is right, list it under 'roles' in series.yaml."
            near = did_you_mean(one.role, (*own, *COMMON_ROLES), "")
            yield at_fact(
                edition,
                ("people", place, "role"),
                Code.UNKNOWN_ROLE,
                f"The role '{one.role}' is not known.",
                f"{near} {add}".strip(),
            )


def duplicate_person(archive: Archive) -> Iterator[Problem]:
    """Find people who are listed twice in one role of an edition, under whatever spelling."""
    for edition in archive.editions:
        seen: dict[tuple[str, str], str] = {}
        for place, one in enumerate(edition.facts.people):
            person = archive.person_of(one)
            who = (one.role_key, person.key if person else one.name)
            if who in seen:
                also = f" as '{seen[who]}'" if seen[who] != one.name else ""
                yield at_fact(
                    edition,
                    ("people", place, "name"),
                    Code.DUPLICATE_PERSON,
                    f"'{one.name}' is already listed{also} in the role '{one.role}'.",
                    "Delete one of the entries.",
                )
            seen.setdefault(who, one.name)


def dangling_person(archive: Archive) -> Iterator[Problem]:
    """Find person keys that nobody has."""
    if "people.yaml" in archive.unread:
        return
    known = [one.key for one in archive.people]
    for edition in archive.editions:
        for place, one in enumerate(edition.facts.people):
            if one.person and archive.person(one.person) is None:
                yield at_fact(
                    edition,
                    ("people", place, "person"),
                    Code.DANGLING_PERSON,
                    f"No person has the key '{one.person}'.",
                    did_you_mean(one.person, known, "Add the person to people.yaml."),
                )
