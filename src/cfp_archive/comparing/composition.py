"""Read the comparison of any two editions' topics off the graph, by following ties through the editions between."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.comparing.alignment import IDENTICAL, RewordingKind, Rule
from cfp_archive.comparing.correspondence import Correspondence, Note, counts_of, message_of
from cfp_archive.comparing.kinds import ChangeKind
from cfp_archive.comparing.ties import Place, Tie, joined, under_other_heading, wording_change
from cfp_archive.comparing.words import word_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.alignment import Grounds
    from cfp_archive.comparing.graph import Graph
    from cfp_archive.comparing.history import History, Member
    from cfp_archive.comparing.words import Mark
    from cfp_archive.model import Decision

    TopicChange = Correspondence[Member]

__all__ = ["ListComparison", "compare_topics", "topic_marks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListComparison:
    """What became of one topic list between two editions: each of its topics is in exactly one change."""

    name: str
    label: str  #: the archive's heading for the list
    old: tuple[Member, ...]  #: in order; none if the older edition does not have the list
    new: tuple[Member, ...]
    #: By their first newer topic in this list; then what moved to another list; then what was removed.
    changes: tuple[TopicChange, ...]
    rulings: tuple[Decision, ...] = ()  #: decisions that kept topics of this list apart

    def of_kind(self, kind: ChangeKind) -> tuple[TopicChange, ...]:
        """Return the changes of a kind."""
        return tuple(one for one in self.changes if one.kind is kind)

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """Changes by kind; every kind is there, zero or not."""
        return counts_of(self.changes)

    @property
    def shifted(self) -> tuple[TopicChange, ...]:
        """The fewest topics whose new positions account for a change of order."""
        return tuple(one for one in self.changes if one.value(messages.POSITION, "new"))

    @property
    def is_same(self) -> bool:
        """Whether the two lists are equal, character by character, in order and in headings."""
        return all(
            one.kind is ChangeKind.UNCHANGED and one.change is RewordingKind.NONE and not one.notes
            for one in self.changes
        )


def topic_marks(one: TopicChange) -> tuple[Mark, ...]:
    """Mark what changed, word by word; several topics of a side count as one text."""
    return word_marks(joined(topic.text for topic in one.old), joined(topic.text for topic in one.new))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """Where a topic of the newer edition comes from."""

    found: frozenset[Place]  #: its places in the older edition
    earlier: frozenset[Place]  #: its last places before the older edition, where it skips that
    ties: tuple[Tie, ...]  #: that were followed


def compare_topics(history: History, old: str, new: str) -> tuple[ListComparison, ...]:
    """Compare the topic lists of two editions.

    Several older topics that live on as several newer ones, all tied to each other, make one change, REGROUPED: no part of
    it could be shown as a split or a merger without leaving another part out.

    :param old: key of the one edition, mostly the older.
    :param new: key of the other. If it is older, what was added counts as removed, and so on; a topic that had returned
        counts as removed too.
    :returns: one comparison for each list that either edition has, in the archive's order.
    """
    return _Composer(history, old, new).compare()


_GROUPS = {
    ChangeKind.SPLIT: messages.SPLIT_INTO,
    ChangeKind.MERGED: messages.MERGED_INTO_ONE,
    ChangeKind.REGROUPED: messages.REGROUPED_INTO,
}


class _Composer:
    """Two editions of a history, while they are compared."""

    def __init__(self, history: History, old: str, new: str) -> None:
        self.history, self.graph = history, history.graph
        self.old, self.new = old, new
        self.back = self.graph.order[old] > self.graph.order[new]
        self.first, self.last = (new, old) if self.back else (old, new)
        self.names = [
            name
            for name in history.archive.list_names
            if self.graph.places(name, old) or self.graph.places(name, new)
        ]
        newer = [place for name in self.names for place in self.graph.places(name, self.last)]
        self.origins = {place: _origin(place, self.first, self.graph) for place in newer}
        self.homes = {(before, after) for after, origin in self.origins.items() for before in origin.found}

    def compare(self) -> tuple[ListComparison, ...]:
        """Return the comparison of each list."""
        linked = [self._linked(before, after) for before, after in _groups(self.homes)]
        if not self.back:
            linked += [
                self._returned(place, origin)
                for place, origin in self.origins.items()
                if origin.earlier and not origin.found
            ]
        return tuple(self._list_comparison(name, linked) for name in self.names)

    def _linked(self, before: Sequence[Place], after: Sequence[Place]) -> TopicChange:
        """Make a change of topics of both editions."""
        ties = {tie.new: tie for place in after for tie in self.origins[place].ties}.values()
        between = {place.edition for tie in ties for place in tie.new} - {self.first, self.last}
        other_heading = any(
            under_other_heading(a, b, self.graph.topics, self.graph.nested, self.homes)
            for a in before
            for b in after
            if (a, b) in self.homes
        )
        places = (after, before) if self.back else (before, after)
        old, new = (tuple(map(self.history.member, side)) for side in places)
        kind, change, title_kept = wording_change(*places, self.graph.topics)
        grounds, decisions = _weakest(ties)
        if kind is ChangeKind.UNCHANGED and len(ties) > 1:  # however it was worded in between
            grounds = replace(IDENTICAL, rule=Rule.HUMAN if grounds.rule is Rule.HUMAN else Rule.EXACT)
        made = Correspondence(
            kind=kind,
            old=old,
            new=new,
            change=change,
            title_kept=title_kept,
            grounds=grounds,
            decisions=decisions,
        )
        elsewhere = [topic for topic in (*old[1:], *new) if topic.place.list != old[0].place.list]
        label = self.history.archive.list_label
        notes: list[Note] = []
        detail = None
        if made.kind is ChangeKind.MOVED:
            source, target = (label(side[0].place.list) for side in (old, new))
            detail = Note.of(messages.MOVED_BETWEEN, source=source, target=target)
            if made.change not in {RewordingKind.NONE, RewordingKind.MINOR}:
                notes.append(Note.of(message_of(ChangeKind.REWORDED, made.change)))
        else:
            notes += [
                Note.of(messages.IN_LIST, topic=one.head, list=label(one.place.list)) for one in elsewhere
            ]
        if other_heading and made.kind is ChangeKind.UNCHANGED:
            made = replace(made, kind=ChangeKind.MOVED)
            detail = self._heading(new[0], messages.MOVED_UNDER, messages.MOVED_TO_TOP)
        elif other_heading:
            notes += [self._heading(topic, messages.NOW_UNDER, messages.NOW_TOP) for topic in new]
        if made.kind in _GROUPS:
            detail = Note.of(_GROUPS[made.kind], old=len(old), n=len(old if len(new) == 1 else new))
        if between:
            order = self.graph.order.__getitem__
            years = formatting.listing(sorted(between, key=order, reverse=self.back))
            notes.append(Note.of(messages.FOLLOWED_THROUGH, years=years))
        return replace(made, detail=detail, notes=tuple(notes))

    def _returned(self, place: Place, origin: _Origin) -> TopicChange:
        """Make the change of a topic that the older edition lacks and one before it had."""
        order = self.graph.order
        newest = max(order[one.edition] for one in origin.earlier)
        last = [one for one in sorted(origin.earlier) if order[one.edition] == newest]
        _, change, _ = wording_change(last, [place], self.graph.topics)
        grounds, decisions = _weakest(origin.ties)
        return Correspondence(
            kind=ChangeKind.RETURNED,
            old=tuple(map(self.history.member, last)),
            new=(self.history.member(place),),
            change=change,
            grounds=grounds,
            decisions=decisions,
            detail=Note.of(messages.RETURNED_SINCE, year=last[0].edition),
        )

    def _heading(self, topic: Member, under: messages.Message, top: messages.Message) -> Note:
        """Say under which heading of a nested list a topic is now."""
        parent = self.graph.topics[topic.place].parent
        if parent is None:
            return Note.of(top)
        return Note.of(under, heading=self.graph.topics[topic.place._replace(position=parent)].head)

    def _list_comparison(self, name: str, linked: Iterable[TopicChange]) -> ListComparison:
        old, new = (self.history.members(name, key) for key in (self.old, self.new))
        here = [one for one in linked if any(self._is_here(topic, name) for topic in (*one.old, *one.new))]
        shifts = self._shifts(one for one in here if one.kind is not ChangeKind.RETURNED)
        here = [
            replace(one, notes=(*one.notes, shifts[k])) if k in shifts else one for k, one in enumerate(here)
        ]
        known = {topic.place for one in here for topic in (*one.old, *one.new)}
        added, removed = (
            (ChangeKind.ADDED, ChangeKind.REMOVED) if old and new else (ChangeKind.ONE_SIDED,) * 2
        )
        here += [Correspondence(kind=added, new=(one,)) for one in new if one.place not in known]
        here += [Correspondence(kind=removed, old=(one,)) for one in old if one.place not in known]
        return ListComparison(
            name=name,
            label=self.history.archive.list_label(name),
            old=old,
            new=new,
            changes=tuple(sorted(here, key=lambda one: self._rank(one, name))),
            rulings=self._apart((*old, *new)),
        )

    def _is_here(self, topic: Member, name: str) -> bool:
        return topic.place.list == name and topic.place.edition in {self.old, self.new}

    @staticmethod
    def _rank(one: TopicChange, name: str) -> tuple[int, int, tuple[Place, ...]]:
        """Order by the first newer topic in a list; then what left the list; then what was removed."""
        here = [topic.place.position for topic in one.new if topic.place.list == name]
        return (0 if here else 1 if one.new else 2), min(here, default=0), tuple(t.place for t in one.old)

    def _apart(self, topics: Iterable[Member]) -> tuple[Decision, ...]:
        """Return the decisions that kept topics apart within the time between the editions."""
        order = self.graph.order
        found = [
            one
            for topic in topics
            for one in self.graph.parted.get(topic.place, ())
            if order[self.first] <= order[one.old_edition] and order[one.new_edition] <= order[self.last]
        ]
        return tuple(dict.fromkeys(found))

    def _shifts(self, linked: Iterable[TopicChange]) -> dict[int, Note]:
        """Find the fewest topics whose new positions account for a change of order, among those under one heading.

        :returns: notes by the index of the change.
        """
        families: dict[tuple[int | None, int | None], list[tuple[int, TopicChange]]] = defaultdict(list)
        for k, one in enumerate(linked):
            if one.kind in {ChangeKind.UNCHANGED, ChangeKind.REWORDED} and not _under_other_heading(one):
                parents = [self.graph.topics[side[0].place].parent for side in (one.old, one.new)]
                families[parents[0], parents[1]].append((k, one))
        shifts = {}
        for family in families.values():
            family.sort(key=lambda pair: pair[1].new[0].place.position)
            kept = _longest_rise([one.old[0].place.position for _, one in family])
            for rank, (k, one) in enumerate(family):
                if rank not in kept:
                    old, new = (side[0].place.position + 1 for side in (one.old, one.new))
                    shifts[k] = Note.of(messages.POSITION, old=old, new=new)
        return shifts


def _under_other_heading(one: TopicChange) -> bool:
    return any(note.message in {messages.NOW_UNDER, messages.NOW_TOP} for note in one.notes)


def _origin(place: Place, edition: str, graph: Graph) -> _Origin:
    """Follow a topic back to an edition, or past it."""
    rank = graph.order[edition]
    found, earlier, seen = set(), set(), set()
    ties: dict[tuple[Place, ...], Tie] = {}
    ahead = [place]
    while ahead:
        here = ahead.pop()
        if here in seen:
            continue
        seen.add(here)
        if graph.order[here.edition] == rank:
            found.add(here)
        elif graph.order[here.edition] < rank:
            earlier.add(here)
        elif here in graph.into:
            tie = graph.into[here]
            ties[tie.new] = tie
            ahead.extend(tie.old)
    return _Origin(found=frozenset(found), earlier=frozenset(earlier), ties=tuple(ties.values()))


def _groups(pairs: Iterable[tuple[Place, Place]]) -> list[tuple[list[Place], list[Place]]]:
    """Put all places that are tied to each other together."""
    sides: tuple[dict[Place, list[Place]], dict[Place, list[Place]]] = defaultdict(list), defaultdict(list)
    for before, after in sorted(pairs):
        sides[0][before].append(after)
        sides[1][after].append(before)
    groups, seen = [], set()
    for start in sides[0]:
        if start in seen:
            continue
        group: tuple[set[Place], set[Place]] = {start}, set()
        ahead = [(0, start)]
        while ahead:
            side, place = ahead.pop()
            for other in sides[side][place]:
                if other not in group[1 - side]:
                    group[1 - side].add(other)
                    ahead.append((1 - side, other))
        seen |= group[0]
        groups.append((sorted(group[0]), sorted(group[1])))
    return groups


def _weakest(ties: Iterable[Tie]) -> tuple[Grounds, tuple[Decision, ...]]:
    """Return the grounds of a chain of ties, which is as certain as its weakest, and its decisions."""
    ties = list(ties)
    if not ties:  # a topic compared with itself
        return IDENTICAL, ()
    decisions = tuple(dict.fromkeys(tie.decision for tie in ties if tie.decision))
    weakest = min(ties, key=lambda tie: (tie.grounds.score, tie.new)).grounds
    return (replace(weakest, rule=Rule.HUMAN) if decisions else weakest), decisions


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the indices of a longest rising part of a sequence of different numbers."""
    ends: list[int] = []  # the least number that ends a rise of each length
    at: list[int] = []  # and its index
    before: list[int | None] = []
    for k, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else None)
        ends[length : length + 1] = [number]
        at[length : length + 1] = [k]
    rise: set[int] = set()
    here = at[-1] if at else None
    while here is not None:
        rise.add(here)
        here = before[here]
    return rise
