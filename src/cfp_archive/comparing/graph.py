"""Follow every topic from edition to edition: the graph that all comparisons are read off."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import Certainty, Item, align
from cfp_archive.comparing.decisions import Ruling, apply_rulings, find_topic, part
from cfp_archive.comparing.inactive import InactiveTopics
from cfp_archive.comparing.text import same_text
from cfp_archive.comparing.ties import Place, Tie, tie_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cfp_archive.comparing.alignment import Alignment
    from cfp_archive.model import Archive, Decision, Edition, Topic, TopicList

__all__ = ["Graph", "topic_items", "trace"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """All topics of all editions, and the ties between them. Treat its mappings as read-only."""

    order: Mapping[str, int]  #: 0-based rank of each edition, oldest first
    lists: Mapping[str, tuple[str, ...]]  #: for each list name the editions that have it, oldest first
    topics: Mapping[Place, Topic]  #: by edition, then list, then index
    ties: tuple[Tie, ...]  #: by newer edition
    into: Mapping[Place, Tie]  #: the tie through which a topic came from older ones
    onward: Mapping[Place, Tie]  #: the tie through which a topic lives on
    parted: Mapping[Place, tuple[Decision, ...]]  #: rulings that keep a topic apart from another
    nested: frozenset[tuple[str, str]]  #: (list, edition) of the lists that have headings
    language: str  #: of the topics, an ISO 639-1 code
    #: Matches with topics of earlier editions that are not sure enough to be ties: a person is asked about them.
    unsure: tuple[Tie, ...]

    def places(self, name: str, edition: str) -> tuple[Place, ...]:
        """Give the places of a list of an edition, in order; none if the edition does not have the list."""
        places: list[Place] = []
        while (place := Place(name, edition, len(places))) in self.topics:
            places.append(place)
        return tuple(places)

    def before(self, name: str, edition: str) -> str | None:
        """Give the last edition before this one that has the list, or None."""
        return self._neighbour(name, edition, -1)

    def after(self, name: str, edition: str) -> str | None:
        """Give the next edition after this one that has the list, or None."""
        return self._neighbour(name, edition, 1)

    def _neighbour(self, name: str, edition: str, step: int) -> str | None:
        there = self.lists.get(name, ())
        if edition not in there:
            return None
        k = there.index(edition) + step
        return there[k] if 0 <= k < len(there) else None


class _Tracer:
    """The graph while it grows, edition by edition."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.order = {one.key: rank for rank, one in enumerate(archive.editions)}
        self.topics: dict[Place, Topic] = {}
        self.lists: dict[str, list[tuple[Place, ...]]] = defaultdict(list)
        self.ties: list[Tie] = []
        self.into: dict[Place, Tie] = {}
        self.onward: dict[Place, Tie] = {}
        self.parted: dict[Place, tuple[Decision, ...]] = {}
        self.unsure: list[Tie] = []
        self.language = archive.series.language
        self.inactive = InactiveTopics(self.language)
        for edition in archive.editions:
            for one in _lists_of(edition):
                places = tuple(Place(one.name, edition.key, k) for k in range(len(one.topics)))
                self.topics.update(zip(places, one.topics, strict=True))
                self.lists[one.name].append(places)
        #: For each list of an edition, the rank of the next edition that has the list.
        self.next: dict[tuple[str, str], int] = {
            (name, held[0].edition): self.order[following[0].edition]
            for name, editions in self.lists.items()
            for held, following in pairwise(editions)
        }

    def accept(self, ties: Iterable[Tie]) -> None:
        """Make ties part of the graph."""
        for tie in ties:
            self.ties.append(tie)
            for place in tie.old:
                self.onward[place] = tie
                self.inactive.remove(place)
            for place in tie.new:
                self.into[place] = tie

    def fresh(self, places: Iterable[Place]) -> list[Place]:
        """Give the places that no older topic leads to, so far."""
        return [place for place in places if place not in self.into]

    def tie(self, old: Sequence[Place], new: Sequence[Place], alignment: Alignment) -> list[Tie]:
        """Make ties of the links of an alignment."""
        return [
            tie_together(
                [old[i] for i in link.old],
                [new[j] for j in link.new],
                self.topics,
                grounds=link.grounds,
            )
            for link in alignment.links
        ]

    def align(self, old: Sequence[Item], new: Sequence[Item]) -> Alignment:
        """Align two lists in the series' language."""
        return align(old, new, language=self.language)

    # One list, one edition

    def follow(self, before: Sequence[Place], places: Sequence[Place]) -> None:
        """Tie a list to its predecessor, and what is new to topics that had gone before that."""
        if not before:
            return
        rulings = self._rulings(places)
        ties = self.tie(
            before, places, self.align(topic_items(self.topics, before), topic_items(self.topics, places))
        )
        self.accept(apply_rulings(ties, rulings, self.topics))
        name, last = before[0].list, before[0].edition
        fresh = self.fresh(places)
        texts = (self.topics[place].text for place in fresh)
        gone = self.inactive.find(texts, lambda place: place.list == name and place.edition != last)
        if gone:
            old, items = self._beside(before, gone)
            found = self.tie(old, places, self.align(items, topic_items(self.topics, places)))
            # The predecessor's topics take part so that words weigh what they weigh in these lists; their own ties
            # stand already.
            ties = [tie for tie in found if set(tie.old) <= set(gone) and set(tie.new) <= set(fresh)]
            ties = part(ties, rulings, self.topics)
            self.accept(tie for tie in ties if _is_sure(tie))
            self.unsure += [tie for tie in ties if not _is_sure(tie) and len(tie.old) == len(tie.new) == 1]

    def _rulings(self, places: Sequence[Place]) -> list[Ruling]:
        """Give the rulings about a list of an edition, with the topics that they name found."""
        name, edition, _ = places[0]
        rulings = []
        for one in self.archive.decisions:
            if one.list != name or one.new_edition != edition:
                continue
            earlier = next((p for p in self.lists[name] if p[0].edition == one.old_edition), ())
            if not earlier or self.order[one.old_edition] >= self.order[edition]:
                continue  # `check` reports it
            old, new = self._named(earlier, one.old), self._named(places, one.new)
            old = {self._last(place) for place in old}
            if old and new and not any(place in self.onward for place in old):
                rulings.append(Ruling(old=tuple(sorted(old)), new=tuple(sorted(new)), decision=one))
                if rulings[-1].parts:
                    for place in (*old, *new):
                        self.parted[place] = (*self.parted.get(place, ()), one)
        return rulings

    def _named(self, places: Sequence[Place], wordings: Sequence[str]) -> set[Place]:
        """Find the topics that a decision names; none if one of them is not there."""
        topics = [self.topics[place] for place in places]
        found = [find_topic(topics, wording) for wording in wordings]
        return set() if None in found else {places[k] for k in found if k is not None}

    def _last(self, place: Place) -> Place:
        """Follow a topic to where it stands last, as far as one topic lives on as one."""
        while (tie := self.onward.get(place)) is not None and tie.is_step:
            place = tie.new[0]
        return place

    def _beside(self, before: Sequence[Place], gone: Sequence[Place]) -> tuple[list[Place], list[Item]]:
        """Put topics that had gone beside a list, each under the heading that it had there, if it had one."""
        old, items = list(before), topic_items(self.topics, before)
        for place in gone:
            above = self.topics[place].parent
            parent = None
            if above is not None:
                heading = place._replace(position=above)
                text = self.topics[heading].text
                same = (k for k, item in enumerate(items) if same_text(item.text, text))
                parent = next(same, None)
                if parent is None:
                    parent = len(old)
                    old.append(heading)
                    items.append(Item(text=text))
            old.append(place)
            items.append(replace(topic_items(self.topics, [place])[0], parent=parent))
        return old, items

    # All lists of an edition

    def move(self, places: Sequence[Place]) -> None:
        """Tie what is new in a list to the same topic of another list, if it has gone from there."""
        fresh = self.fresh(places)
        if not fresh or len(self.lists) == 1:
            return
        heads = [self.topics[place].head for place in fresh]
        gone = self.inactive.find(
            (self.topics[place].text for place in fresh),
            lambda place: place.list != fresh[0].list and self._has_gone(place, fresh[0].edition),
        )
        if not gone:
            return
        alignment = self.align(
            [Item(text=self.topics[place].head) for place in gone], [Item(text=head) for head in heads]
        )
        ties = self.tie(gone, fresh, alignment)
        self.accept(tie for tie in ties if _is_sure(tie) and len(tie.old) == len(tie.new) == 1)

    def _has_gone(self, place: Place, edition: str) -> bool:
        """Say whether a list has gone on without a topic by an edition, or has ended."""
        return self.next.get((place.list, place.edition), -1) <= self.order[edition]


def topic_items(topics: Mapping[Place, Topic], places: Iterable[Place]) -> list[Item]:
    """Return the topics of a whole list, or of the beginning of one, as items for an alignment."""
    return [
        Item(
            text=topic.text,
            parent=topic.parent,
            title=None if topic.head == topic.text else topic.head,
        )
        for topic in (topics[place] for place in places)
    ]


def _is_sure(tie: Tie) -> bool:
    return tie.grounds.certainty is Certainty.SURE


def _lists_of(edition: Edition) -> list[TopicList]:
    """Give an edition's lists that have topics; of lists with one name, which `check` reports, the first."""
    return [one for one in edition.lists if one.topics and edition.topic_list(one.name) is one]


def trace(archive: Archive) -> Graph:
    """Follow all topics of an archive through its editions.

    The time taken grows with the number of editions, not with its square: each list is aligned with its predecessor,
    and what is new in it with the few gone topics that share its words.
    """
    tracer = _Tracer(archive)
    last: dict[str, tuple[Place, ...]] = {}
    for edition in archive.editions:
        here = [
            tuple(Place(one.name, edition.key, k) for k in range(len(one.topics)))
            for one in _lists_of(edition)
        ]
        for places in here:
            tracer.follow(last.get(places[0].list, ()), places)
        for places in here:
            tracer.move(places)
        for places in here:
            last[places[0].list] = places
            for place in places:
                tracer.inactive.add(place, tracer.topics[place].text)
    return Graph(
        order=tracer.order,
        lists={name: tuple(places[0].edition for places in held) for name, held in tracer.lists.items()},
        topics=tracer.topics,
        ties=tuple(tracer.ties),
        into=tracer.into,
        onward=tracer.onward,
        parted=tracer.parted,
        language=tracer.language,
        unsure=tuple(tracer.unsure),
        nested=frozenset(
            (place.list, place.edition) for place, topic in tracer.topics.items() if topic.parent is not None
        ),
    )
