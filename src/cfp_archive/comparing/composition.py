"""Read the comparison of any two editions' topics off the graph, by following ties through the editions between."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import IDENTICAL, Grounds, Rule
from cfp_archive.comparing.list_comparison import (
    ListComparison,
    Return,
    TopicLink,
    changed,
    sorted_links,
    swapped,
)
from cfp_archive.comparing.ties import Fate, Place, Tie, fate_of, is_text_changed, under_other_heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.graph import Graph
    from cfp_archive.comparing.history import History
    from cfp_archive.model import Decision

__all__ = ["ListComparison", "Return", "TopicLink", "compare_topics", "swapped"]


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
    grounds, decisions = _weakest(ties)
    text_changed = is_text_changed(kind, changed(before, after))
    if kind is Fate.UNCHANGED and not text_changed and len(ties) > 1:  # however it was worded in between
        grounds = replace(IDENTICAL, rule=Rule.HUMAN) if grounds.rule is Rule.HUMAN else IDENTICAL
    between = {place.edition for tie in ties for place in tie.new} - {one.place.edition for one in after}
    return TopicLink(
        kind=kind,
        old=before,
        new=after,
        change=changed(before, after),
        grounds=grounds,
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
    grounds, decisions = _weakest(origin.ties)
    topic = history.member(place)
    return Return(
        topic=topic, last=last, change=changed(last, (topic,)), grounds=grounds, decisions=decisions
    )


def _weakest(ties: Iterable[Tie]) -> tuple[Grounds, tuple[Decision, ...]]:
    """Return the grounds of a chain of ties, which is as certain as its weakest, and its rulings."""
    ties = list(ties)
    if not ties:  # a topic compared with itself
        return IDENTICAL, ()
    decisions = tuple(dict.fromkeys(tie.decision for tie in ties if tie.decision))
    weakest = min(ties, key=lambda tie: (tie.grounds.score, tie.new)).grounds
    return (replace(weakest, rule=Rule.HUMAN) if decisions else weakest), decisions


def _list_comparison(
    name: str, old: str, new: str, links: Sequence[TopicLink], returned: Sequence[Return], history: History
) -> ListComparison:
    before, after = history.members(name, old), history.members(name, new)
    own = sorted_links(
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
