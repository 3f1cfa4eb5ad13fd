"""The vocabulary of a history: places where topics stand, ties between them, and what becomes of topics."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.comparing.alignment import Grounds, RewordingKind, classify_change
from cfp_archive.comparing.text import same_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from cfp_archive.model import Decision, Topic

__all__ = [
    "Fate",
    "Place",
    "Tie",
    "fate_of",
    "is_text_changed",
    "joined",
    "tie_together",
    "under_other_heading",
]


class Fate(enum.StrEnum):
    """What became of topics from one edition to another."""

    #: One to one; the whole text, or else the title, is equal but for case, spaces and punctuation. Where a topic has a
    #: title, that is the topic: it is kept under another description, and ``change`` says what happened to its words.
    UNCHANGED = "unchanged"
    REWORDED = "reworded"  #: one to one; the same subject in other words
    SPLIT = "split"  #: one older topic, several newer ones that share its parts
    MERGED = "merged"  #: several older topics, one newer one
    REGROUPED = "regrouped"  #: several older topics share out their parts among several newer ones
    MOVED = "moved"  #: one to one, into another list
    RETURNED = "returned"  #: not in the older edition, but in one before it
    ADDED = "added"  #: in no edition before
    REMOVED = "removed"  #: not in the newer edition


class Place(NamedTuple):
    """Where a topic stands."""

    list: str  #: the list's name
    edition: str  #: the edition's key
    position: int  #: 0-based, in the list


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A step in the life of topics: older places that live on as newer ones, with nothing in between.

    The newer places are of one edition. The older ones are of the edition before, or of earlier ones if a topic
    skipped editions. A place is on the older side of at most one tie and on the newer side of at most one.
    """

    old: tuple[Place, ...]
    new: tuple[Place, ...]
    kind: Fate  #: unchanged, reworded, split, merged, regrouped or moved
    change: RewordingKind
    grounds: Grounds
    decision: Decision | None = None  #: the person's ruling that made the tie

    @property
    def is_step(self) -> bool:
        """Say whether one topic lives on as one topic of the same list."""
        return self.kind in {Fate.UNCHANGED, Fate.REWORDED}


def joined(texts: Iterable[str]) -> str:
    """Give several wordings as one list of equals, without repeats, to be classified as one text."""
    return ", ".join(dict.fromkeys(texts))


def fate_of(old: Sequence[Place], new: Sequence[Place], topics: Mapping[Place, Topic]) -> Fate:
    """Say what the numbers, lists and wordings of two tied sides make of them.

    One topic that lives on as one is unchanged if its text is the same, or its title, whatever its description says now:
    see `is_text_changed`.
    """
    if len(old) == len(new) == 1:
        if old[0].list != new[0].list:
            return Fate.MOVED
        one, other = topics[old[0]], topics[new[0]]
        same = same_text(one.text, other.text) or same_text(one.head, other.head)
        return Fate.UNCHANGED if same else Fate.REWORDED
    if len(old) > 1 and len(new) > 1:
        return Fate.REGROUPED
    return Fate.SPLIT if len(new) > 1 else Fate.MERGED


def is_text_changed(kind: Fate, change: RewordingKind) -> bool:
    """Say whether a topic was kept, by its title, while the words of its description say something else now."""
    return kind is Fate.UNCHANGED and change not in {RewordingKind.NONE, RewordingKind.MINOR}


def tie_together(
    old: Iterable[Place],
    new: Iterable[Place],
    topics: Mapping[Place, Topic],
    *,
    grounds: Grounds,
    decision: Decision | None = None,
) -> Tie:
    """Make a tie; its kind and change follow from the wordings of its members."""
    old, new = tuple(sorted(old)), tuple(sorted(new))
    return Tie(
        old=old,
        new=new,
        kind=fate_of(old, new, topics),
        change=classify_change(joined(topics[p].text for p in old), joined(topics[p].text for p in new)),
        grounds=grounds,
        decision=decision,
    )


def under_other_heading(
    old: Place,
    new: Place,
    topics: Mapping[Place, Topic],
    nested: Collection[tuple[str, str]],
    homes: Collection[tuple[Place, Place]],
) -> bool:
    """Say whether a topic of a nested list stands under another heading than before.

    :param nested: the (list, edition) pairs that have headings; where a whole list has none, nothing can have moved.
    :param homes: the older and newer places that are tied, headings among them.
    """
    if old.list != new.list:
        return False
    before, after = topics[old].parent, topics[new].parent
    if before is None and after is None:
        return False
    if before is None or after is None:
        flat = old if before is None else new
        return (flat.list, flat.edition) in nested
    return (old._replace(position=before), new._replace(position=after)) not in homes
