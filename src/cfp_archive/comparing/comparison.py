"""The whole comparison of two editions: the one object that pages, files and the terminal show.

Topics are read off the graph, by following steps through the editions between.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.comparing.alignment import IDENTICAL, joined
from cfp_archive.comparing.correspondence import (
    ChangeKind,
    Correspondence,
    Note,
    RewordingKind,
    Rule,
    counts_of,
    message_of,
)
from cfp_archive.comparing.facts import compare_dates, compare_people, compare_submissions
from cfp_archive.comparing.graph import make_step
from cfp_archive.comparing.history import Member
from cfp_archive.comparing.prose import SectionChange, compare_prose
from cfp_archive.comparing.words import word_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.correspondence import Grounds
    from cfp_archive.comparing.graph import TopicRef, TopicStep
    from cfp_archive.comparing.history import History
    from cfp_archive.comparing.words import DiffSpan
    from cfp_archive.model import Appointment, Archive, Decision, Edition, KeyDate, Submission

#: What became of a topic, or of several.
TopicChange = Correspondence[Member]


class UnknownEdition(ValueError):  # noqa: N818  (an error by its base; the name says which)
    """The archive does not have an edition that was asked for."""

    def __init__(self, key: str, archived: tuple[str, ...]) -> None:
        """Keep the key that was asked for and those that there are."""
        super().__init__(
            f"Edition {key!r} does not exist. Calls in the archive: {', '.join(archived) or 'none'}."
        )
        self.key = key
        self.archived = archived


@dataclass(frozen=True, slots=True, kw_only=True)
class ListComparison:
    """What became of one topic list between two editions: each of its topics is in exactly one change."""

    name: str
    label: str  #: the archive's heading for the list
    old: tuple[Member, ...]  #: in order; none if the older edition does not have the list
    new: tuple[Member, ...]
    #: By their first newer topic in this list; then what moved to another list; then what was removed.
    changes: tuple[TopicChange, ...]
    rejections: tuple[Decision, ...] = ()  #: decisions that kept topics of this list apart

    def of_kind(self, kind: ChangeKind) -> tuple[TopicChange, ...]:
        """Return the changes of a kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """Changes by kind; every kind is there, zero or not."""
        return counts_of(self.changes)

    @property
    def shifted(self) -> tuple[TopicChange, ...]:
        """The fewest topics whose new positions account for a change of order."""
        return tuple(change for change in self.changes if change.value(messages.POSITION, "new"))

    @property
    def is_same(self) -> bool:
        """Whether the two lists are equal, character by character, in order and in headings."""
        return all(is_same(change) and not change.notes for change in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed from one edition to another."""

    archive: Archive
    old: Edition
    new: Edition
    old_title: str  #: the name that readers use: 'ScaDL 2021'
    new_title: str
    between: tuple[str, ...]  #: keys of the archived editions between, through which topics were followed
    missing_calls: tuple[str, ...]  #: keys of the editions between whose calls are not in the archive
    backwards: bool  #: the edition from which to look is the newer one
    lists: tuple[ListComparison, ...]
    sections: tuple[SectionChange, ...]
    dates: tuple[Correspondence[KeyDate], ...]
    submissions: tuple[Correspondence[Submission], ...]
    people: tuple[Correspondence[Appointment], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicInContext:
    """A topic of a call with its changes from the previous call and to the next; None where there is nothing to compare."""

    topic: Member
    previous: TopicChange | None
    next: TopicChange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """Where a topic of the newer edition comes from."""

    old: frozenset[TopicRef]  #: in the older edition
    earlier: frozenset[TopicRef]  #: its last places before the older edition, where it skips that
    steps: tuple[TopicStep, ...]  #: that were followed


def compare(history: History, old: str, new: str) -> Comparison:
    """Compare two archived editions.

    :param old: key of the edition from which to look, mostly the older.
    :param new: key of the edition to which to look. If it is older, the comparison is backwards.
    :raises UnknownEdition: if the archive does not have one of them.
    """
    archive = history.archive
    archived = tuple(edition.key for edition in archive.editions)
    before, after = archive.edition(old), archive.edition(new)
    if before is None or after is None:
        raise UnknownEdition(old if before is None else new, archived)
    first, last = sorted((old, new), key=archived.index)
    return Comparison(
        archive=archive,
        old=before,
        new=after,
        old_title=archive.short_title(before),
        new_title=archive.short_title(after),
        between=archived[archived.index(first) + 1 : archived.index(last)],
        missing_calls=tuple(gap.key for gap in archive.gaps_between(first, last)),
        backwards=first != old,
        lists=compare_topics(history, old, new),
        sections=compare_prose(before, after),
        dates=compare_dates(before, after),
        submissions=compare_submissions(before, after),
        people=compare_people(archive, before, after),
    )


def compare_topics(history: History, old: str, new: str) -> tuple[ListComparison, ...]:
    """Compare the topic lists of two editions.

    Several older topics that live on as several newer ones, all linked to each other, make one change, REGROUPED: no part
    of it could be shown as a split or a merger without leaving another part out.

    :param old: key of the one edition, mostly the older.
    :param new: key of the other. If it is older, what was added counts as removed, and so on; a topic that had returned
        counts as removed too.
    :returns: one comparison for each list that either edition has, in the archive's order.
    """
    if (old, new) not in history.compared:
        history.compared[old, new] = _TopicComparer(history, old, new).compare()
    lists: tuple[ListComparison, ...] = history.compared[old, new]
    return lists


def in_context(history: History, name: str, edition: str) -> tuple[TopicInContext, ...]:
    """Return each topic of a list of an edition with its changes from the previous call and to the next.

    These are the nearest calls that have the list; if none has, the nearest calls, from or to which topics may have moved.
    A draft, which is not compared, has none.
    """
    graph = history.graph
    keys = [one.key for one in history.archive.editions]
    if edition not in keys:
        return ()
    rank = keys.index(edition)
    previous = graph.previous(name, edition) or next(iter(keys[:rank][-1:]), None)
    following = graph.next(name, edition) or next(iter(keys[rank + 1 :]), None)
    changes: tuple[dict[TopicRef, TopicChange], ...] = ({}, {})
    for side, old, new in ((0, previous, edition), (1, edition, following)):
        if old is not None and new is not None:
            for change in (change for one in compare_topics(history, old, new) for change in one.changes):
                if change.kind is not ChangeKind.ONE_SIDED:
                    changes[side].update(
                        (topic.place, change) for topic in (change.old if side else change.new)
                    )
    return tuple(
        TopicInContext(topic=one, previous=changes[0].get(one.place), next=changes[1].get(one.place))
        for one in history.members(name, edition)
    )


def is_same(change: Correspondence[Member]) -> bool:
    """Return whether a topic is the same to the character, under the same heading."""
    return change.kind is ChangeKind.UNCHANGED and change.change is RewordingKind.NONE


def topic_marks(change: TopicChange) -> tuple[DiffSpan, ...]:
    """Mark what changed, word by word; several topics of a side count as one text."""
    return word_marks(*(joined(topic.text for topic in side) for side in (change.old, change.new)))


_SEVERAL = {
    ChangeKind.SPLIT: messages.SPLIT_INTO,
    ChangeKind.MERGED: messages.MERGED_INTO_ONE,
    ChangeKind.REGROUPED: messages.REGROUPED_INTO,
}


class _TopicComparer:
    """Two editions of a history, while their topics are compared."""

    def __init__(self, history: History, old: str, new: str) -> None:
        self.history, self.graph = history, history.graph
        self.old, self.new = old, new
        self.order = self.graph.order
        self.backwards = self.order[old] > self.order[new]
        self.first, self.last = (new, old) if self.backwards else (old, new)
        self.names = [
            name
            for name in history.archive.list_names
            if self.graph.refs(name, old) or self.graph.refs(name, new)
        ]
        newer = [ref for name in self.names for ref in self.graph.refs(name, self.last)]
        self.origins = {ref: self._origin(ref) for ref in newer}
        self.linked = {(before, after) for after, origin in self.origins.items() for before in origin.old}

    def compare(self) -> tuple[ListComparison, ...]:
        """Return the comparison of each list."""
        changes = [self._continued(before, after) for before, after in self._groups()]
        if not self.backwards:
            changes += [
                self._returned(ref, origin)
                for ref, origin in self.origins.items()
                if origin.earlier and not origin.old
            ]
        return tuple(self._list_comparison(name, changes) for name in self.names)

    def _origin(self, topic: TopicRef) -> _Origin:
        """Follow a topic back to the older edition, or past it."""
        rank = self.order[self.first]
        seen: set[TopicRef] = set()
        steps: dict[tuple[TopicRef, ...], TopicStep] = {}
        ahead = [topic]
        while ahead:
            ref = ahead.pop()
            if ref not in seen:
                seen.add(ref)
                if self.order[ref.edition] > rank and (step := self.graph.step_into.get(ref)):
                    steps[step.new] = step
                    ahead.extend(step.old)
        return _Origin(
            old=frozenset(ref for ref in seen if self.order[ref.edition] == rank),
            earlier=frozenset(ref for ref in seen if self.order[ref.edition] < rank),
            steps=tuple(steps.values()),
        )

    def _groups(self) -> list[tuple[list[TopicRef], list[TopicRef]]]:
        """Return the groups of topics that are linked to each other, directly or through others."""
        groups: list[tuple[set[TopicRef], set[TopicRef]]] = []
        for before, after in sorted(self.linked):
            group = ({before}, {after})
            for other in [one for one in groups if before in one[0] or after in one[1]]:
                groups.remove(other)
                group = (other[0] | group[0], other[1] | group[1])
            groups.append(group)
        return [(sorted(old), sorted(new)) for old, new in groups]

    def _continued(self, before: Sequence[TopicRef], after: Sequence[TopicRef]) -> TopicChange:
        """Make a change of topics of both editions."""
        steps = list({step.new: step for ref in after for step in self.origins[ref].steps}.values())
        grounds, decisions = _weakest(steps)
        old, new = (after, before) if self.backwards else (before, after)
        step = make_step(old, new, self.graph.topics, self.graph.language, grounds)
        kind, notes = step.kind, self._notes(step)
        if kind is ChangeKind.UNCHANGED and len(steps) > 1:  # however it was worded in between
            grounds = replace(IDENTICAL, rule=Rule.HUMAN if grounds.rule is Rule.HUMAN else Rule.EXACT)
        detail = None
        if kind is ChangeKind.MOVED:
            source, target = (self.history.archive.list_label(side[0].list) for side in (step.old, step.new))
            detail = Note.of(messages.MOVED_BETWEEN, source=source, target=target)
        elif kind in _SEVERAL:
            count = len(step.old if len(step.new) == 1 else step.new)
            detail = Note.of(_SEVERAL[kind], old=len(step.old), n=count)
        if any(self._has_other_heading(a, b) for a in before for b in after):
            if kind is ChangeKind.UNCHANGED:
                kind = ChangeKind.MOVED
                detail = self._heading(step.new[0], messages.MOVED_UNDER, messages.MOVED_TO_TOP)
            else:
                notes += [self._heading(ref, messages.NOW_UNDER, messages.NOW_TOP) for ref in step.new]
        between = {ref.edition for one in steps for ref in one.new} - {self.first, self.last}
        if between:
            years = formatting.listing(sorted(between, key=self.order.__getitem__, reverse=self.backwards))
            notes.append(Note.of(messages.FOLLOWED_THROUGH, years=years))
        return Correspondence(
            kind=kind,
            old=tuple(map(self.history.member, step.old)),
            new=tuple(map(self.history.member, step.new)),
            change=step.change,
            title_kept=step.title_kept,
            grounds=grounds,
            decisions=decisions,
            detail=detail,
            notes=tuple(notes),
        )

    def _notes(self, step: TopicStep) -> list[Note]:
        """Return what the kind of a step leaves open: how a moved topic was reworded, which topics are in other lists."""
        if step.kind is not ChangeKind.MOVED:
            label, topics = self.history.archive.list_label, self.graph.topics
            elsewhere = [ref for ref in (*step.old, *step.new) if ref.list != step.old[0].list]
            return [
                Note.of(messages.IN_LIST, topic=topics[ref].head, list=label(ref.list)) for ref in elsewhere
            ]
        if step.change in {RewordingKind.NONE, RewordingKind.MINOR}:
            return []
        return [Note.of(message_of(ChangeKind.REWORDED, step.change))]

    def _has_other_heading(self, before: TopicRef, after: TopicRef) -> bool:
        """Return whether a topic of a nested list is under another heading; a list without any can move nothing."""
        if before.list != after.list or (before, after) not in self.linked:
            return False
        old, new = self.graph.topics[before].parent, self.graph.topics[after].parent
        if old is None and new is None:
            return False
        if old is None or new is None:
            flat = before if old is None else after
            return (flat.list, flat.edition) in self.graph.nested
        return (before._replace(position=old), after._replace(position=new)) not in self.linked

    def _heading(self, ref: TopicRef, under: messages.Message, top: messages.Message) -> Note:
        """Return under which heading of a nested list a topic is now."""
        parent = self.graph.topics[ref].parent
        if parent is None:
            return Note.of(top)
        return Note.of(under, heading=self.graph.topics[ref._replace(position=parent)].head)

    def _returned(self, ref: TopicRef, origin: _Origin) -> TopicChange:
        """Make the change of a topic that the older edition lacks and one before it had."""
        newest = max(self.order[one.edition] for one in origin.earlier)
        last = [one for one in sorted(origin.earlier) if self.order[one.edition] == newest]
        grounds, decisions = _weakest(origin.steps)
        return Correspondence(
            kind=ChangeKind.RETURNED,
            old=tuple(map(self.history.member, last)),
            new=(self.history.member(ref),),
            change=make_step(last, [ref], self.graph.topics, self.graph.language, grounds).change,
            grounds=grounds,
            decisions=decisions,
            detail=Note.of(messages.RETURNED_SINCE, year=last[0].edition),
        )

    def _list_comparison(self, name: str, changes: Iterable[TopicChange]) -> ListComparison:
        old, new = (self.history.members(name, key) for key in (self.old, self.new))
        members = {topic.place for topic in (*old, *new)}
        here = [
            change
            for change in changes
            if not members.isdisjoint(topic.place for topic in (*change.old, *change.new))
        ]
        shifts = self._shifts(here)
        here = [
            replace(change, notes=(*change.notes, shifts[k])) if k in shifts else change
            for k, change in enumerate(here)
        ]
        known = {topic.place for change in here for topic in (*change.old, *change.new)}
        kinds = (ChangeKind.ADDED, ChangeKind.REMOVED) if old and new else (ChangeKind.ONE_SIDED,) * 2
        here += [Correspondence(kind=kinds[0], new=(one,)) for one in new if one.place not in known]
        here += [Correspondence(kind=kinds[1], old=(one,)) for one in old if one.place not in known]
        rejections = (
            decision
            for topic in (*old, *new)
            for decision in self.graph.rejected.get(topic.place, ())
            if self.order[self.first] <= self.order[decision.old_edition]
            and self.order[decision.new_edition] <= self.order[self.last]
        )
        return ListComparison(
            name=name,
            label=self.history.archive.list_label(name),
            old=old,
            new=new,
            changes=tuple(sorted(here, key=lambda change: _rank(change, name))),
            rejections=tuple(dict.fromkeys(rejections)),
        )

    def _shifts(self, changes: Sequence[TopicChange]) -> dict[int, Note]:
        """Find the fewest topics whose new positions account for a change of order, among those under one heading.

        :returns: notes by the index of the change.
        """
        families: dict[tuple[int | None, int | None], list[tuple[int, int, int]]] = defaultdict(list)
        for k, change in enumerate(changes):
            if change.continues and not self._has_moved_heading(change):
                old, new = change.old[0].place, change.new[0].place
                parents = self.graph.topics[old].parent, self.graph.topics[new].parent
                families[parents].append((new.position, old.position, k))
        shifts = {}
        for family in families.values():
            family.sort()
            # What is where it was is not said to have moved, if others can have.
            kept = _longest_rise([old for _, old, _ in family], [old == new for new, old, _ in family])
            for rank, (new_position, old_position, k) in enumerate(family):
                if rank not in kept and old_position != new_position:
                    shifts[k] = Note.of(messages.POSITION, old=old_position + 1, new=new_position + 1)
        return shifts

    @staticmethod
    def _has_moved_heading(change: TopicChange) -> bool:
        return any(note.message in {messages.NOW_UNDER, messages.NOW_TOP} for note in change.notes)


def _rank(change: TopicChange, name: str) -> tuple[int, int, tuple[TopicRef, ...]]:
    """Order by the first newer topic in a list; then what left the list; then what was removed."""
    here = [topic.place.position for topic in change.new if topic.place.list == name]
    group = 0 if here else 1 if change.new else 2
    return group, min(here, default=0), tuple(topic.place for topic in change.old)


def _weakest(steps: Sequence[TopicStep]) -> tuple[Grounds, tuple[Decision, ...]]:
    """Return the grounds of a chain of steps, which is as certain as its weakest, and its decisions."""
    weighed = [(step.grounds.score, step.new, step.grounds) for step in steps if step.grounds]
    if not weighed:  # a topic compared with itself
        return IDENTICAL, ()
    decisions = tuple(dict.fromkeys(decision for step in steps for decision in step.decisions))
    weakest = min(weighed, key=lambda one: one[:2])[2]
    return (replace(weakest, rule=Rule.HUMAN) if decisions else weakest), decisions


def _longest_rise(numbers: Sequence[int], favored: Sequence[bool]) -> set[int]:
    """Return the indices of a longest rising part of a sequence of different numbers; of several, one with most favored."""
    best: list[
        tuple[int, int, int]
    ] = []  # the length and the favored ones of the best rise to each number; its last but one
    for k, number in enumerate(numbers):
        before = ((*best[j][:2], j) for j in range(k) if numbers[j] < number)
        length, likes, j = max(before, default=(0, 0, -1))
        best.append((length + 1, likes + favored[k], j))
    rise = set()
    k = max(range(len(best)), key=lambda k: (*best[k][:2], k), default=-1)
    while k >= 0:
        rise.add(k)
        k = best[k][2]
    return rise
