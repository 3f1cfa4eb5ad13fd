"""Read the comparison of any two editions' topics off the graph, by following ties through the editions between."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import Change, Rule, classify_change
from cfp_archive.comparing.ties import Fate, Place, Tie, fate_of, joined, under_other_heading
from cfp_archive.comparing.words import word_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.graph import Graph
    from cfp_archive.comparing.history import History, Member
    from cfp_archive.comparing.words import Mark
    from cfp_archive.model import Decision

__all__ = ["ListComparison", "Return", "TopicLink", "compare_topics", "swapped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLink:
    """Topics of an older edition that live on as topics of a newer one.

    Members may stand in several lists: a topic moves, or a part that was split off does.
    """

    kind: Fate  #: unchanged, reworded, split, merged, regrouped or moved
    old: tuple[Member, ...]
    new: tuple[Member, ...]
    change: Change
    rule: Rule  #: of the weakest of the steps that were followed; HUMAN if a person ruled on one of them
    score: float  #: 0..1, of the weakest of the steps; 1.0 for unchanged topics
    via: tuple[str, ...] = ()  #: keys of the editions between, through which the topics were followed
    other_heading: bool = False  #: a member of a nested list stands under another heading
    decisions: tuple[Decision, ...] = ()  #: the rulings on the steps that were followed

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Mark what changed, word by word; several members of a side count as one text."""
        return word_marks(joined(one.text for one in self.old), joined(one.text for one in self.new))


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """A topic of the newer edition that the older one lacks, but one before that had."""

    topic: Member
    last: tuple[Member, ...]  #: what it was when it stood last, before the older edition; mostly one topic
    change: Change  #: since then
    rule: Rule
    score: float  #: 0..1
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
        same = all(link.change is Change.NONE and link.kind is Fate.UNCHANGED for link in self.links)
        kept = not (self.added or self.removed or self.returned or self.shifted)
        return same and kept and not any(link.other_heading for link in self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """Where a topic of the newer edition comes from."""

    found: frozenset[Place]  #: its places in the older edition
    earlier: frozenset[Place]  #: its last places before the older edition, where it skips that
    ties: tuple[Tie, ...]  #: that were followed


def compare_topics(history: History, old: str, new: str) -> tuple[ListComparison, ...]:
    """Compare the topic lists of two held editions.

    Several older topics that live on as several newer ones, all tied to each other, make one link, REGROUPED: no part of
    it could be told as a split or a merger without leaving another part out.

    :param old: key of the one edition, mostly the older.
    :param new: key of the other. If it is older, the comparison tells the way back: what was added counts as removed,
        and so on; a topic that had returned counts as removed too.
    :returns: one comparison for each list that either edition has, in the archive's order.
    """
    if history.graph.order[old] > history.graph.order[new]:
        return tuple(swapped(one) for one in compare_topics(history, new, old))
    graph = history.graph
    names = [
        name for name in history.archive.list_names if graph.places(name, old) or graph.places(name, new)
    ]
    newer = [place for name in names for place in graph.places(name, new)]
    origins = {place: _origin(place, old, graph) for place in newer}
    homes = {(before, after) for after, origin in origins.items() for before in origin.found}
    links = [_link(before, after, origins, homes, history) for before, after in _groups(homes)]
    returned = [
        _return(place, origins[place], history)
        for place in newer
        if origins[place].earlier and not origins[place].found
    ]
    return tuple(_list_comparison(name, old, new, links, returned, history) for name in names)


def swapped(one: ListComparison) -> ListComparison:
    """Tell the comparison of a list the other way round."""
    kinds = {Fate.SPLIT: Fate.MERGED, Fate.MERGED: Fate.SPLIT}
    turned = {
        link: replace(
            link,
            kind=kinds.get(link.kind, link.kind),
            old=link.new,
            new=link.old,
            change=_changed(link.new, link.old),
            via=tuple(reversed(link.via)),
        )
        for link in one.links
    }
    back = [entry.topic for entry in one.returned]
    return replace(
        one,
        old=one.new,
        new=one.old,
        links=_sorted(turned.values(), one.name),
        added=one.removed,
        removed=tuple(sorted((*one.added, *back), key=lambda member: member.place)),
        returned=(),
        shifted=_sorted((turned[link] for link in one.shifted), one.name),
    )


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


def _link(
    old: Sequence[Place],
    new: Sequence[Place],
    origins: dict[Place, _Origin],
    homes: set[tuple[Place, Place]],
    history: History,
) -> TopicLink:
    graph = history.graph
    before, after = tuple(map(history.member, old)), tuple(map(history.member, new))
    kind = fate_of(old, new, graph.topics)
    ties = {tie.new: tie for place in new for tie in origins[place].ties}.values()
    rule, score, decisions = _weakest(ties)
    if kind is Fate.UNCHANGED and len(ties) > 1:  # however the topic was worded in between
        rule, score = (rule if rule is Rule.HUMAN else Rule.EXACT), 1.0
    between = {place.edition for tie in ties for place in tie.new} - {one.place.edition for one in after}
    return TopicLink(
        kind=kind,
        old=before,
        new=after,
        change=_changed(before, after),
        rule=rule,
        score=score,
        via=tuple(sorted(between, key=graph.order.__getitem__)),
        other_heading=any(
            under_other_heading(a, b, graph.topics, graph.nested, homes)
            for a in old
            for b in new
            if (a, b) in homes
        ),
        decisions=decisions,
    )


def _return(place: Place, origin: _Origin, history: History) -> Return:
    order = history.graph.order
    newest = max(order[one.edition] for one in origin.earlier)
    last = tuple(history.member(one) for one in sorted(origin.earlier) if order[one.edition] == newest)
    rule, score, decisions = _weakest(origin.ties)
    topic = history.member(place)
    return Return(
        topic=topic, last=last, change=_changed(last, (topic,)), rule=rule, score=score, decisions=decisions
    )


def _weakest(ties: Iterable[Tie]) -> tuple[Rule, float, tuple[Decision, ...]]:
    """Give the rule and the score of a chain of ties, which is as strong as its weakest, and its rulings."""
    ties = list(ties)
    if not ties:  # a topic compared with itself
        return Rule.EXACT, 1.0, ()
    decisions = tuple(dict.fromkeys(tie.decision for tie in ties if tie.decision))
    weakest = min(ties, key=lambda tie: (tie.score, tie.new))
    return Rule.HUMAN if decisions else weakest.rule, weakest.score, decisions


def _changed(old: Sequence[Member], new: Sequence[Member]) -> Change:
    return classify_change(joined(one.text for one in old), joined(one.text for one in new))


def _list_comparison(
    name: str, old: str, new: str, links: Sequence[TopicLink], returned: Sequence[Return], history: History
) -> ListComparison:
    before, after = history.members(name, old), history.members(name, new)
    own = _sorted(
        (link for link in links if any(one.place.list == name for one in (*link.old, *link.new))), name
    )
    back = tuple(one for one in returned if one.topic.place.list == name)
    linked = {one.place for link in own for one in (*link.old, *link.new)} | {one.topic.place for one in back}
    order = history.graph.order
    apart = [
        one
        for member in (*before, *after)
        for one in history.graph.parted.get(member.place, ())
        if order[old] <= order[one.old_edition] and order[one.new_edition] <= order[new]
    ]
    return ListComparison(
        name=name,
        label=history.archive.list_label(name),
        old=before,
        new=after,
        links=own,
        added=tuple(one for one in after if one.place not in linked),
        removed=tuple(one for one in before if one.place not in linked),
        returned=back,
        shifted=_shifted(own, history),
        rulings=tuple(dict.fromkeys(apart)),
    )


def _sorted(links: Iterable[TopicLink], name: str) -> tuple[TopicLink, ...]:
    """Order links by their first newer topic in a list; those that have none there follow, by their older topics."""

    def rank(link: TopicLink) -> tuple[bool, int, tuple[Place, ...]]:
        here = [one.place.position for one in link.new if one.place.list == name]
        return not here, here[0] if here else 0, tuple(one.place for one in link.old)

    return tuple(sorted(links, key=rank))


def _shifted(links: Sequence[TopicLink], history: History) -> tuple[TopicLink, ...]:
    """Find the fewest topics whose new places account for a change of order, among those under one heading."""
    topics = history.graph.topics
    families: dict[tuple[int | None, int | None], list[TopicLink]] = defaultdict(list)
    for link in links:
        if link.kind in {Fate.UNCHANGED, Fate.REWORDED} and not link.other_heading:
            families[topics[link.old[0].place].parent, topics[link.new[0].place].parent].append(link)
    shifted: list[TopicLink] = []
    for family in families.values():
        kept = _longest_rise([link.old[0].place.position for link in family])
        shifted.extend(link for k, link in enumerate(family) if k not in kept)
    return tuple(sorted(shifted, key=lambda link: link.new[0].place))


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Give the indices of a longest rising part of a sequence of different numbers."""
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
