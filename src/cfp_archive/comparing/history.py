"""The history of an archive's topics: every topic's life, and how each edition's topics stand to the editions beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import RewordingKind
from cfp_archive.comparing.graph import Graph, trace
from cfp_archive.comparing.keys import anchor_for
from cfp_archive.comparing.kinds import ChangeKind
from cfp_archive.comparing.lineage import Lineage, lineages_of
from cfp_archive.comparing.ties import Place, Tie, under_other_heading

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cfp_archive.comparing.alignment import Grounds
    from cfp_archive.model import Archive, Decision, TopicKey

__all__ = ["History", "Member", "Standing", "TopicStanding", "build_history"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A topic at its place, with the key under which its life is told."""

    place: Place
    text: str
    head: str  #: the title of a ``**Title**: description`` entry, else the text
    key: str  #: the lineage's permanent key


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a topic stands to an edition beside its own."""

    #: Against the edition before any kind but REMOVED; against the one after any kind but ADDED and RETURNED.
    kind: ChangeKind
    edition: str  #: key of the other edition; for RETURNED of the last edition in which the topic stood
    others: tuple[Member, ...] = ()  #: the topic or topics there; none for ADDED and REMOVED
    change: RewordingKind = RewordingKind.NONE
    title_kept: bool = False  #: the title is the same and the description is reworded
    grounds: Grounds | None = None  #: None for ADDED and REMOVED
    other_heading: bool = False  #: it stands under another heading of a nested list
    decisions: tuple[Decision, ...] = ()  #: rulings that tied it, or kept it apart


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicStanding:
    """A topic with what it is against the editions beside its own that have the list; None where there is none."""

    topic: Member
    before: Standing | None
    after: Standing | None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All topics of an archive through all its editions. Treat its mappings as read-only."""

    archive: Archive
    graph: Graph
    lineages: tuple[Lineage, ...]  #: by first edition, list and place
    by_place: Mapping[Place, Lineage]
    by_key: Mapping[str, Lineage]  #: aliases too

    @classmethod
    def of(cls, archive: Archive) -> History:
        """Follow the topics of an archive: see `build_history`."""
        archive = archive.in_order
        graph = trace(archive)
        lineages = lineages_of(graph, archive.topic_keys, archive.list_names)
        return cls(
            archive=archive,
            graph=graph,
            lineages=lineages,
            by_place={place: one for one in lineages for place in one.places},
            by_key={key: one for one in lineages for key in (one.key, *one.aliases)},
        )

    def lineage(self, key: str) -> Lineage | None:
        """Return the topic of that key or alias, or None."""
        return self.by_key.get(key)

    def lineages_in(self, name: str) -> tuple[Lineage, ...]:
        """Give the topics of a list, by first edition and place."""
        return tuple(one for one in self.lineages if one.list == name)

    def editions_with(self, name: str) -> tuple[str, ...]:
        """Give the keys of the editions that have the list, oldest first."""
        return self.graph.lists.get(name, ())

    def member(self, place: Place) -> Member:
        """Give a topic with its key."""
        topic = self.graph.topics[place]
        return Member(place=place, text=topic.text, head=topic.head, key=self.by_place[place].key)

    def members(self, name: str, edition: str) -> tuple[Member, ...]:
        """Give the topics of a list of an edition, in order; none if the edition does not have the list."""
        return tuple(self.member(place) for place in self.graph.places(name, edition))

    def standings(self, name: str, edition: str) -> tuple[TopicStanding, ...]:
        """Give, for each topic of a list of an edition, what it is against the editions beside it.

        The edition before and the one after are the nearest that have the list. Nothing but their topics, this edition's
        and the topics' keys enter; of a topic that returned, also its last wording.
        """
        before, after = self.graph.before(name, edition), self.graph.after(name, edition)
        return tuple(
            TopicStanding(
                topic=self.member(place),
                before=self._before(place, before),
                after=self._after(place, after),
            )
            for place in self.graph.places(name, edition)
        )

    def _before(self, place: Place, edition: str | None) -> Standing | None:
        tie = self.graph.into.get(place)
        if tie is None:
            kept_apart = self.graph.parted.get(place, ())
            apart = tuple(one for one in kept_apart if one.new_edition == place.edition)
            return (
                None if edition is None else Standing(kind=ChangeKind.ADDED, edition=edition, decisions=apart)
            )
        newest = max((one.edition for one in tie.old), key=self.graph.order.__getitem__)
        skipped = edition is not None and self.graph.order[newest] < self.graph.order[edition]
        kind = ChangeKind.RETURNED if skipped and tie.kind is not ChangeKind.MOVED else tie.kind
        return self._standing(tie, kind, newest, place, tie.old)

    def _after(self, place: Place, edition: str | None) -> Standing | None:
        tie = self.graph.onward.get(place)
        if tie is not None and tie.new[0].edition == edition:
            return self._standing(tie, tie.kind, edition, place, tie.new)
        if tie is not None and tie.kind is ChangeKind.MOVED:
            return self._standing(tie, tie.kind, tie.new[0].edition, place, tie.new)
        if edition is None:
            return None
        kept_apart = self.graph.parted.get(place, ())
        apart = tuple(one for one in kept_apart if one.new_edition == edition)
        return Standing(kind=ChangeKind.REMOVED, edition=edition, decisions=apart)

    def _standing(
        self, tie: Tie, kind: ChangeKind, edition: str, place: Place, others: tuple[Place, ...]
    ) -> Standing:
        ours = others is tie.old
        pairs = [(other, place) if ours else (place, other) for other in others]
        topics, nested = self.graph.topics, self.graph.nested
        homes = {
            (other, parent)
            for _, new in pairs
            if (above := topics[new].parent) is not None
            and (parent := new._replace(position=above)) in self.graph.into
            for other in self.graph.into[parent].old
        }
        return Standing(
            kind=kind,
            edition=edition,
            others=tuple(self.member(other) for other in others),
            change=tie.change,
            title_kept=tie.title_kept and kind is ChangeKind.REWORDED,
            grounds=tie.grounds,
            other_heading=any(under_other_heading(old, new, topics, nested, homes) for old, new in pairs),
            decisions=(tie.decision,) if tie.decision else (),
        )

    def unrecorded(self) -> tuple[TopicKey, ...]:
        """Give the entries that topics.yaml lacks, in the order of the lineages.

        A topic that stands in drafts alone is left out: its wording may still change. So is one that shares each of its
        wordings with another topic of the same list, so that no entry can name it.
        """
        drafts = {one.key for one in self.archive.editions if one.facts.draft}
        missing = (one for one in self.lineages if not one.recorded and set(one.editions) - drafts)
        found = (anchor_for(one.key, one.places, self.graph) for one in missing)
        return tuple(one for one in found if one is not None)


def build_history(archive: Archive) -> History:
    """Follow the topics of an archive through its editions.

    The result depends on nothing but what the archive says, not on the order in which its files were read.

    :param archive: any archive, with one edition or none too, and with problems too.
    """
    return History.of(archive)
