"""The vocabulary of a history: places where topics stand, ties between them, and what becomes of topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.comparing.alignment import Grounds, RewordingKind, classify_change
from cfp_archive.comparing.kinds import ChangeKind
from cfp_archive.comparing.text import same_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from cfp_archive.model import Decision, Topic

__all__ = [
    "Place",
    "Tie",
    "joined",
    "tie_together",
    "under_other_heading",
    "wording_change",
]


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
    kind: ChangeKind  #: unchanged, reworded, split, merged, regrouped or moved
    change: RewordingKind
    grounds: Grounds
    title_kept: bool = False  #: the title is the same and the description is reworded
    decision: Decision | None = None  #: the person's ruling that made the tie

    @property
    def is_step(self) -> bool:
        """Say whether one topic lives on as one topic of the same list."""
        return self.kind in {ChangeKind.UNCHANGED, ChangeKind.REWORDED}


def joined(texts: Iterable[str]) -> str:
    """Give several wordings as one list of equals, without repeats, to be classified as one text."""
    return ", ".join(dict.fromkeys(texts))


def wording_change(
    old: Sequence[Place], new: Sequence[Place], topics: Mapping[Place, Topic]
) -> tuple[ChangeKind, RewordingKind, bool]:
    """Return what the numbers, lists and wordings of two tied sides make of them.

    :returns: the kind; how the words changed, several topics of a side as one text; and whether one topic kept its title
        while its description was reworded.
    """
    change = classify_change(joined(topics[p].text for p in old), joined(topics[p].text for p in new))
    if len(old) > 1 and len(new) > 1:
        return ChangeKind.REGROUPED, change, False
    if len(old) > 1 or len(new) > 1:
        return (ChangeKind.SPLIT if len(new) > 1 else ChangeKind.MERGED), change, False
    if old[0].list != new[0].list:
        return ChangeKind.MOVED, change, False
    one, other = topics[old[0]], topics[new[0]]
    if same_text(one.text, other.text):
        return ChangeKind.UNCHANGED, change, False
    same_title = same_text(one.head, other.head)
    minor = same_title and change in {RewordingKind.NONE, RewordingKind.MINOR}
    return (ChangeKind.UNCHANGED if minor else ChangeKind.REWORDED), change, same_title and not minor


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
    kind, change, title_kept = wording_change(old, new, topics)
    return Tie(
        old=old,
        new=new,
        kind=kind,
        change=change,
        title_kept=title_kept,
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
