"""What became of one topic list between two editions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import RewordingKind, classify_change
from cfp_archive.comparing.ties import Fate, is_text_changed, joined
from cfp_archive.comparing.words import word_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.alignment import Grounds
    from cfp_archive.comparing.history import Member
    from cfp_archive.comparing.ties import Place
    from cfp_archive.comparing.words import Mark
    from cfp_archive.model import Decision

__all__ = ["ListComparison", "Return", "TopicLink", "changed", "sorted_links", "swapped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLink:
    """Topics of an older edition that live on as topics of a newer one.

    Members may stand in several lists: a topic moves, or a part that was split off does.
    """

    kind: Fate  #: unchanged, reworded, split, merged, regrouped or moved
    old: tuple[Member, ...]
    new: tuple[Member, ...]
    change: RewordingKind
    grounds: Grounds  #: of the least certain of the steps that were followed; HUMAN if a person ruled on one of them
    via: tuple[str, ...] = ()  #: keys of the editions between, through which the topics were followed
    other_heading: bool = False  #: a member of a nested list stands under another heading
    decisions: tuple[Decision, ...] = ()  #: the rulings on the steps that were followed

    @property
    def text_changed(self) -> bool:
        """Say whether the topic is kept, by its title, and its description changed; ``change`` says how."""
        return is_text_changed(self.kind, self.change)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Mark what changed, word by word; several members of a side count as one text."""
        return word_marks(joined(one.text for one in self.old), joined(one.text for one in self.new))


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A topic of the newer edition that the older one lacks, but one before that had."""

    topic: Member
    last: tuple[Member, ...]  #: what it was when it stood last, before the older edition; mostly one topic
    change: RewordingKind  #: since then
    grounds: Grounds
    decisions: tuple[Decision, ...] = ()

    @property
    def edition(self) -> str:
        """Give the key of the edition in which it stood last, before the older one."""
        return self.last[0].place.edition

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Mark what changed since then, word by word."""
        return word_marks(joined(one.text for one in self.last), self.topic.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListComparison:
    """What became of a list: each of its topics stands in exactly one of links, added, removed and returned."""

    name: str
    label: str  #: the archive's heading for the list
    old: tuple[Member, ...]  #: in order; none if the older edition does not have the list
    new: tuple[Member, ...]
    links: tuple[
        TopicLink, ...
    ]  #: by their first newer topic in this list; those that left the list at the end
    added: tuple[Member, ...]
    removed: tuple[Member, ...]
    returned: tuple[Return, ...]
    shifted: tuple[TopicLink, ...]  #: of the links those whose topics took another place among the others
    rulings: tuple[Decision, ...] = ()  #: decisions that kept topics of this list apart

    def of_kind(self, kind: Fate) -> tuple[TopicLink, ...]:
        """Give the links of a kind."""
        return tuple(link for link in self.links if link.kind is kind)

    @property
    def counts(self) -> dict[Fate, int]:
        """Count links by kind, and added, removed and returned topics; every kind is there, zero or not."""
        counts = {kind: len(self.of_kind(kind)) for kind in Fate}
        sizes = (len(self.returned), len(self.added), len(self.removed))
        return counts | dict(zip((Fate.RETURNED, Fate.ADDED, Fate.REMOVED), sizes, strict=True))

    @property
    def reordered(self) -> bool:
        """Say whether topics that stand in both lists changed their order."""
        return bool(self.shifted)

    @property
    def moved_in(self) -> tuple[TopicLink, ...]:
        """Give the topics that came from another list."""
        return tuple(link for link in self.of_kind(Fate.MOVED) if link.new[0].place.list == self.name)

    @property
    def moved_out(self) -> tuple[TopicLink, ...]:
        """Give the topics that went to another list."""
        return tuple(link for link in self.of_kind(Fate.MOVED) if link.old[0].place.list == self.name)

    @property
    def is_same(self) -> bool:
        """Say whether the two lists are equal, character by character, in order and in headings."""
        same = all(link.change is RewordingKind.NONE and link.kind is Fate.UNCHANGED for link in self.links)
        kept = not (self.added or self.removed or self.returned or self.shifted)
        return same and kept and not any(link.other_heading for link in self.links)


def swapped(one: ListComparison) -> ListComparison:
    """Tell the comparison of a list the other way round."""
    kinds = {Fate.SPLIT: Fate.MERGED, Fate.MERGED: Fate.SPLIT}
    turned = {
        link: replace(
            link,
            kind=kinds.get(link.kind, link.kind),
            old=link.new,
            new=link.old,
            change=changed(link.new, link.old),
            via=tuple(reversed(link.via)),
        )
        for link in one.links
    }
    back = [entry.topic for entry in one.returned]
    return replace(
        one,
        old=one.new,
        new=one.old,
        links=sorted_links(turned.values(), one.name),
        added=one.removed,
        removed=tuple(sorted((*one.added, *back), key=lambda member: member.place)),
        returned=(),
        shifted=sorted_links((turned[link] for link in one.shifted), one.name),
    )


def changed(old: Sequence[Member], new: Sequence[Member]) -> RewordingKind:
    """Say how far the meaning moved from some topics to others; several count as one text."""
    return classify_change(joined(one.text for one in old), joined(one.text for one in new))


def sorted_links(links: Iterable[TopicLink], name: str) -> tuple[TopicLink, ...]:
    """Order links by their first newer topic in a list; those that have none there follow, by their older topics."""

    def rank(link: TopicLink) -> tuple[bool, int, tuple[Place, ...]]:
        here = [one.place.position for one in link.new if one.place.list == name]
        return not here, here[0] if here else 0, tuple(one.place for one in link.old)

    return tuple(sorted(links, key=rank))
