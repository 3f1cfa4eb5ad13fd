"""Name topic lists as earlier editions do, so that they are compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cfp_archive.languages import words
from cfp_archive.model import BlockKind
from cfp_archive.naming import ascii_key

if TYPE_CHECKING:
    from collections.abc import Collection

    from cfp_archive.model import Archive, Edition

__all__ = ["name_list"]


def name_list(heading: str, lead: str, archive: Archive, used: Collection[str]) -> str:
    """Return the name of a topic list.

    :param heading: the words above it.
    :param lead: the sentence that leads to it.
    :param archive: whose earlier lists give the names.
    :param used: names that other lists of this edition have.
    """
    known = _known(archive)
    last = re.split(r"(?<=[.!?])\s+", lead)[-1]
    wanted, told = _keys(heading), _keys(last)
    year = re.compile(r"\b(?:19|20)\d\d\b")
    wanted = frozenset(one for one in wanted if not year.fullmatch(one))
    special = [
        (len(keys), name)
        for name, groups in known.items()
        for keys in groups
        if keys and keys != {"area"} and (keys <= wanted or keys <= told) and name not in used
    ]
    if special:
        return max(special, key=lambda one: one[0])[1]
    for name, groups in known.items():
        if name not in used and any(keys and keys == wanted for keys in groups):
            return name
    if "direction" in wanted | told and "directions" not in used and "directions" not in known:
        return "directions"
    general = [name for name, groups in known.items() if {"area"} in groups and name not in used]
    if ("area" in wanted | told or not wanted) and general:
        return general[0]
    if "areas" not in used and ("area" in wanted | told or not wanted or not known):
        return "areas"
    own = ascii_key(heading, words=4)
    if own and own not in used:
        return own
    number = 2
    while f"areas-{number}" in used:
        number += 1
    return f"areas-{number}"


def _known(archive: Archive) -> dict[str, list[frozenset[str]]]:
    """Return for each list what it is called: its label, its name, the headings above it in earlier editions."""
    found: dict[str, list[frozenset[str]]] = {
        one.name: [_keys(one.label), _keys(one.name.replace("-", " "))] for one in archive.series.lists
    }
    for edition in archive.editions:
        for name, heading in _headings(edition):
            found.setdefault(name, [_keys(name.replace("-", " "))]).append(_keys(heading))
    return found


def _headings(edition: Edition) -> list[tuple[str, str]]:
    """Return the heading right above each list, unless it stands above several."""
    found: list[tuple[str, str]] = []
    heading = ""
    for block in edition.blocks:
        if block.kind is BlockKind.HEADING:
            heading = block.text
        elif (
            block.kind is BlockKind.TOPICS
            and heading
            and not re.search(r"\bscope\b|\baims?\b", heading, re.IGNORECASE)
        ):
            found.append((block.argument, heading))
            heading = ""
    return found


def _keys(text: str) -> frozenset[str]:
    same, dropped = words("lists", "same"), words("lists", "dropped")
    return frozenset(
        "area" if word in same else word.removesuffix("s") if len(word) > 4 else word
        for word in re.findall(r"[^\W_]+", text.lower())
        if word not in dropped
    )
