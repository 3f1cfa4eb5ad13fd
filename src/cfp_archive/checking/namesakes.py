"""Ask about people whose names are nearly the same: is it one person?

Each way in which two printed names of one person differ is a key under which names are gathered, so that no name is
compared with all others. See Christen, "A Comparison of Personal Name Matching" (2006), for the kinds of variation.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from cfp_archive.checking.rule import archive_rule, at
from cfp_archive.naming import ascii_key
from cfp_archive.problems import Code

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cfp_archive.checking.rule import Finding
    from cfp_archive.model import Archive, Edition

_FILE = "people.yaml"
#: A letter more, less or other in a shorter part of a name makes another name: Li and Lu, Jan and Jana.
_SHORTEST_MISSPELT = 6
#: What so many names have in common says nothing; nor is each of them compared with each.
_LARGEST_BLOCK = 100


class _Name(NamedTuple):
    """A printed name: who bears it, and its parts in ASCII, the family name last."""

    owner: str  #: key of the person
    printed: str
    parts: tuple[str, ...]


@archive_rule(Code.SIMILAR_NAMES)
def similar_names(archive: Archive) -> Iterator[Finding]:
    """Find people whose names are nearly the same, once for each two."""
    if _FILE in archive.unread:
        return
    people = {person.key: person for person in archive.people}
    first = _first_appearances(archive)
    names = [
        _Name(person.key, printed, name_parts(printed))
        for person in archive.people
        for printed in (person.name, *person.spellings)
    ]
    for key, other in similar(names):
        if other in people[key].not_same or key in people[other].not_same:
            continue
        # At the one that came later, for which the other could have been looked up.
        old, new = sorted((key, other), key=lambda key: (first[key][0] if key in first else -1, key))
        if new not in first:
            continue
        where = first[old][1].key if old in first else _FILE
        message = f"'{people[new].name}' may be the same person as '{people[old].name}' in {where}."
        hint = (
            f"If so, list both as spellings of '{old}' in people.yaml; "
            f"if not, add 'not_same: [{old}]' to an entry for '{new}'."
        )
        _, edition, index = first[new]
        yield at(edition, "people", index, "name"), message, hint


def similar(names: Iterable[_Name]) -> list[tuple[str, str]]:
    """Return the pairs of people, by their keys, of whom two names are nearly the same, sorted."""
    blocks: defaultdict[tuple[str, ...], dict[_Name, None]] = defaultdict(dict)
    for name in names:
        for key in _block_keys(name.parts):
            blocks[key][name] = None
    pairs = set()
    for block in blocks.values():
        if len(block) <= _LARGEST_BLOCK:
            for one, other in combinations(block, 2):
                pair = (min(one.owner, other.owner), max(one.owner, other.owner))
                if pair not in pairs and one.owner != other.owner and _alike(one.parts, other.parts):
                    pairs.add(pair)
    return sorted(pairs)


def name_parts(printed: str) -> tuple[str, ...]:
    """Return the parts of a name in ASCII, titles left out, the family name last.

    >>> name_parts("Dr. Jürgen K. Müller"), name_parts("Mueller, Jürgen")
    (('jurgen', 'k', 'muller'), ('jurgen', 'muller'))
    """
    family, comma, given = printed.partition(",")
    ordered = f"{given} {family}" if comma and given.strip() else printed
    decomposed = unicodedata.normalize("NFKC", ordered)
    parts = [_plain(part) for part in re.split(r"[-\u2010\u2011\s.·]+", decomposed)]
    return tuple(part for part in parts if part and part not in _TITLES)


_TITLES = frozenset(["dr", "prof", "professor", "mr", "mrs", "ms", "phd", "jr", "sr"])


def _plain(part: str) -> str:
    """Return a part of a name in ASCII, an umlaut in the same way whether it is written ü, ue or u."""
    plain = ascii_key(part).replace("-", "")
    return re.sub(r"(?<=[bcdfghjklmnpqrstvwxz])([aou])e(?=[bcdfghjklmnpqrstvwxz])", r"\1", plain)


def _block_keys(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield keys of which two names that are alike, see `_alike`, share at least one."""
    if len(parts) < 2:
        return
    yield "order", *sorted(parts)
    yield "initial", parts[0][0], parts[-1]
    for index, part in enumerate(parts):
        if len(part) >= _SHORTEST_MISSPELT:
            # Two words of which one has a letter more, less, other or exchanged are the same without some letter.
            for spelled in {part, *(part[:k] + part[k + 1 :] for k in range(len(part)))}:
                yield "letter", str(index), *parts[:index], spelled, *parts[index + 1 :]


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two names may be one person's: parts exchanged, left out, shortened to initials, or misspelt."""
    if sorted(one) == sorted(other):
        return True
    if one[-1] == other[-1] and _fits(one[0], other[0]):
        fewer, more = sorted((one[1:-1], other[1:-1]), key=len)
        rest = iter(more)
        return all(any(_fits(part, there) for there in rest) for part in fewer)
    if len(one) != len(other):
        return False
    differing = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return (
        len(differing) == 1
        and min(map(len, differing[0])) >= _SHORTEST_MISSPELT
        and OSA.distance(*differing[0]) == 1
    )


def _fits(part: str, other: str) -> bool:
    return part == other or (1 in (len(part), len(other)) and part[0] == other[0])


def _first_appearances(archive: Archive) -> dict[str, tuple[int, Edition, int]]:
    """Return where each person is named first: rank of the edition, the edition, index in its people."""
    first: dict[str, tuple[int, Edition, int]] = {}
    for rank, edition in enumerate(archive.editions):
        for index, appointment in enumerate(edition.facts.people):
            person = archive.person_of(appointment)
            if person is not None:
                first.setdefault(person.key, (rank, edition, index))
    return first
