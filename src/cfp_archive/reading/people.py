"""Identify people: the people of people.yaml, and one for each other name that a call prints."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from cfp_archive.model import Person
from cfp_archive.naming import ascii_key, name_letters
from cfp_archive.problems import Code, Problem, did_you_mean
from cfp_archive.vocabulary import has_blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import PurePath

    from cfp_archive.model import Edition, Location


def everyone(
    listed: Sequence[Person], editions: Iterable[Edition], path: PurePath, lines: Mapping[Location, int]
) -> tuple[tuple[Person, ...], tuple[Problem, ...]]:
    """Return everyone who is named, by key, and where a name does not tell who is meant.

    Names that differ in nothing but accents, case and signs are one person's.

    :param listed: the entries of people.yaml.
    :param editions: oldest first: the oldest spelling is the name, later ones are told apart from it.
    :param path: how problems name people.yaml.
    :param lines: of people.yaml.
    """
    problems = list(_listed_twice(listed, path, lines))
    people: dict[str, Person] = {}
    for person in listed:
        people.setdefault(person.key, person)
    spelled = {name for person in people.values() for name in (person.name, *person.spellings)}
    appointments = ((one, *entry) for one in editions for entry in enumerate(one.facts.people))
    for edition, index, appointment in appointments:
        name = appointment.name
        if appointment.person or name in spelled or has_blank(name):
            continue
        spelled.add(name)
        key = ascii_key(name)
        if key and key not in people:
            people[key] = Person(key=key, name=name)
            continue
        if key and name_letters(name) == name_letters(people[key].name):
            people[key] = replace(people[key], spellings=(*people[key].spellings, name))
            continue
        message = f"The name '{name}' has no Latin letters for a key."
        hint = "Add the person to people.yaml, with a key and this spelling."
        if key:
            first, second = (json.dumps(one, ensure_ascii=False) for one in (people[key].name, name))
            hint = f"If they are one person, add to people.yaml: - {{key: {key}, name: {second}, spellings: [{first}]}}"
            if key in {one.key for one in listed}:
                hint = f"If they are one person, add {second} to the spellings of '{key}' in people.yaml."
            message = f"The names '{people[key].name}' and '{name}' have the same key, '{key}'."
            people[key] = replace(people[key], spellings=(*people[key].spellings, name))
        line = edition.line_of("people", index, "name")
        problems.append(Problem(edition.path, line, Code.PERSON_KEY_NEEDED, message, hint))
    for index, person in enumerate(listed):
        for number, key in enumerate(person.not_same):
            if key not in people:
                line, hint = (
                    lines.get((index, "not_same", number), 1),
                    did_you_mean(key, people, "Delete the key."),
                )
                message = f"Unknown person key '{key}'."
                problems.append(Problem(path, line, Code.DANGLING_PERSON, message, hint))
    return tuple(people[key] for key in sorted(people)), tuple(problems)


def _listed_twice(
    listed: Sequence[Person], path: PurePath, lines: Mapping[Location, int]
) -> Iterator[Problem]:
    keys: set[str] = set()
    owners: dict[str, Person] = {}
    for index, person in enumerate(listed):
        if person.key in keys:
            message = f"The key '{person.key}' is used twice in people.yaml; the second entry is ignored."
            hint = "Join the entries, or give one of the two people another key."
            yield Problem(path, lines.get((index, "key"), 1), Code.PERSON_REPEATED, message, hint)
            continue
        keys.add(person.key)
        for number, name in enumerate((person.name, *person.spellings)):
            owner = owners.setdefault(name, person)
            if owner is not person:
                location: Location = (index, "spellings", number - 1) if number else (index, "name")
                line = lines.get(location, lines.get((index,), 1))
                message = f"The spelling '{name}' belongs to both '{owner.key}' and '{person.key}'."
                hint = "Leave it with one of them, and name the other by 'person: KEY' in the editions."
                yield Problem(path, line, Code.SPELLING_SHARED, message, hint)
