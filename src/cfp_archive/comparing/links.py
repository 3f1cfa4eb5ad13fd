"""The vocabulary of a comparison: items, links between them, and the alignment of two lists."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Kind(enum.StrEnum):
    """What became of the members of a link."""

    UNCHANGED = "unchanged"  #: one to one; equal but for case, spaces and punctuation
    REWORDED = "reworded"  #: one to one; the same subject in other words
    SPLIT = "split"  #: one older topic, several newer ones that share its parts
    MERGED = "merged"  #: several older topics, one newer one


class Change(enum.StrEnum):
    """How far the meaning moved in a link that is not word for word the same."""

    NONE = "none"  #: the same characters
    EDITORIAL = "editorial"  #: case, punctuation, spelling, number, word order
    WIDENED = "widened"  #: the newer wording covers more
    NARROWED = "narrowed"  #: the newer wording covers less
    CHANGED = "changed"  #: neither contains the other


class Rule(enum.StrEnum):
    """The rule that made a link."""

    EXACT = "exact"  #: equal but for case, spaces and punctuation
    NEAR = "near"  #: equal after spelling, number, acronyms and word order are set aside
    SIMILAR = "similar"  #: the best partner by weighted similarity
    PARTS = "parts"  #: partners that each cover a part of a coordinated topic
    HUMAN = "human"  #: a person's ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a list, with its place in a nested list.

    ``parent`` is the 0-based index of its heading in the same (flattened, document order) list, or None at the top.
    """

    text: str
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie between older and newer topics; indices are 0-based into the two aligned lists, ascending."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    kind: Kind
    change: Change
    rule: Rule
    score: float  #: 0..1, how alike the two sides are; 1.0 for equal texts
    moved: bool = False  #: the item stands under another heading than before


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The whole comparison of two lists: each index of either list is in exactly one link or in added/removed."""

    links: tuple[Link, ...]  #: ordered by the first new index
    added: tuple[int, ...]  #: indices into the newer list
    removed: tuple[int, ...]  #: indices into the older list
