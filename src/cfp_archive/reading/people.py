"""Tell who is who: the people of people.yaml, and one for each other name that a call prints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cfp_archive.model import Person
from cfp_archive.naming import ascii_key
from cfp_archive.problems import Code, Problem, did_you_mean
from cfp_archive.vocabulary import has_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import PurePath

    from cfp_archive.model import Edition, Location

_ADD = "Add the person to people.yaml, with a key and this spelling."


def everyone(
    listed: Sequence[Person], editions: Iterable[Edition], path: PurePath, lines: Mapping[Location, int]
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Return everyone who is named, by key, and where a name does not tell who is meant.

    :param listed: the entries of people.yaml.
    :param path: how problems name people.yaml.
    :param lines: of people.yaml.
    """
    problems = list(_listed_twice(listed, path, lines))
    people: dict[str, Person] = {}
    for one in listed:
        people.setdefault(one.key, one)
    spelled = {name for one in people.values() for name in (one.name, *one.spellings)}
    for (
        edition
    ) in editions:  # oldest first: the oldest spelling is the name, later ones are told apart from it
        for place, appointment in enumerate(edition.facts.people):
            name = appointment.name
            if appointment.person or name in spelled or has_blank(name):
                continue
            spelled.add(name)
            key = ascii_key(name)
            if key and key not in people:
                people[key] = Person(key=key, name=name)
                continue
            message = f"The name '{name}' has no Latin letters to make a key of."
            if key:
                message = f"The names '{people[key].name}' and '{name}' have one key, '{key}'."
                people[key] = replace(people[key], spellings=(*people[key].spellings, name))
            problems.append(
                Problem(
                    path=edition.path,
                    line=edition.line_of("people", place, "name"),
                    code=Code.PERSON_KEY_NEEDED,
                    message=message,
                    hint=_ADD,
                )
            )
    problems += [
        Problem(
            path=path,
            line=lines.get((index, "not_same", number), 1),
            code=Code.DANGLING_PERSON,
            message=f"No person has the key '{key}'.",
            hint=did_you_mean(key, people, "Delete the key."),
        )
        for index, one in enumerate(listed)
        for number, key in enumerate(one.not_same)
        if key not in people
    ]
    return tuple(people[key] for key in sorted(people)), tuple(problems)


def _listed_twice(
    listed: Sequence[Person], path: PurePath, lines: Mapping[Location, int]
) -> Iterable[Problem]:
    keys: dict[str, Person] = {}
    owners: dict[str, Person] = {}
    for place, one in enumerate(listed):
        if one.key in keys:
            yield Problem(
                path=path,
                line=lines.get((place, "key"), 1),
                code=Code.PERSON_REPEATED,
                message=f"The key '{one.key}' stands twice in people.yaml; the second entry is not used.",
                hint="Join the entries, or give one of the two people another key.",
            )
            continue
        keys[one.key] = one
        for number, name in enumerate((one.name, *one.spellings)):
            owner = owners.setdefault(name, one)
            if owner is not one:
                where = (place, "spellings", number - 1) if number else (place, "name")
                yield Problem(
                    path=path,
                    line=lines.get(where, lines.get((place,), 1)),
                    code=Code.SPELLING_SHARED,
                    message=f"The spelling '{name}' belongs to both '{owner.key}' and '{one.key}'.",
                    hint="Leave it with one of them, and name the other by 'person: KEY' in the editions.",
                )
