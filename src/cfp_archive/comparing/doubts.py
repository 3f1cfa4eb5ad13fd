"""Find the links that a person should look at: weak ones, ones with a rival, and pairs that just missed."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import Item, Rule, candidates
from cfp_archive.comparing.decisions import find_topic
from cfp_archive.comparing.graph import trace
from cfp_archive.model import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.comparing.alignment import Candidate
    from cfp_archive.comparing.graph import Graph
    from cfp_archive.comparing.ties import Place, Tie
    from cfp_archive.model import Archive, Decision

__all__ = [
    "Doubt",
    "DoubtReason",
    "Option",
    "doubts_of",
    "find_doubts",
    "is_settled",
    "named_places",
    "ruled_by",
]

#: A link below this score is weak, and two topics without a partner that reach this together just missed.
_WEAK, _MISSED = 0.65, 0.4
#: A second-best partner this near to the chosen one is a rival.
_RIVAL = 0.08


class DoubtReason(enum.StrEnum):
    """Why a person should look."""

    WEAK = "weak"  #: the link's score is low
    RIVAL = "rival"  #: another partner scores nearly as high
    GROUP = "group"  #: a split or merger, which the engine infers from parts
    MISSED = "missed"  #: two topics without a partner are nearly alike enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A topic of a doubtful match, or a possible partner."""

    place: Place
    text: str
    score: float  #: 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A match that a person should confirm or overrule."""

    reason: DoubtReason
    old: tuple[Option, ...]  #: the older topics; their scores are those of the link
    new: tuple[Option, ...]  #: the newer ones that are, or nearly were, linked to them
    rule: Rule | None  #: that made the link; None if there is none
    score: float  #: 0..1
    options: tuple[Option, ...]  #: the best partners of the first older topic, best first

    @property
    def list(self) -> str:
        """Give the list's name."""
        return self.old[0].place.list

    @property
    def old_edition(self) -> str:
        """Give the older edition's key."""
        return self.old[0].place.edition

    @property
    def new_edition(self) -> str:
        """Give the newer edition's key."""
        return self.new[0].place.edition


def find_doubts(archive: Archive) -> tuple[Doubt, ...]:
    """Find what is uncertain in the links between adjacent editions, but for what decisions have settled.

    :returns: by newer edition, list and place.
    """
    graph = trace(replace(archive, decisions=()))
    return tuple(doubt for doubt in doubts_of(graph) if not ruled_by(doubt, archive.decisions, graph))


def doubts_of(graph: Graph) -> Iterator[Doubt]:
    """Find what is uncertain in a graph that was traced without decisions."""
    steps = sorted(
        (
            (graph.order[new], name, old, new)
            for name, held in graph.lists.items()
            for old, new in pairwise(held)
        )
    )
    for _, name, old, new in steps:
        before, after = graph.places(name, old), graph.places(name, new)
        rated = candidates(_items(before, graph), _items(after, graph))
        for place, best in zip(before, rated, strict=True):
            doubt = _doubt(place, best, after, graph)
            if doubt is not None:
                yield doubt


def _doubt(place: Place, best: Sequence[Candidate], after: Sequence[Place], graph: Graph) -> Doubt | None:
    """Look at one older topic: its link into the next edition, or the lack of it."""
    options = tuple(
        Option(place=after[one.new], text=graph.topics[after[one.new]].text, score=one.score) for one in best
    )
    tie = graph.onward.get(place)
    linked = tie is not None and tie.new[0].edition == after[0].edition
    if tie is None or not linked:
        free = [one for one in options if one.place not in graph.into and one.score >= _MISSED]
        if tie is not None or not free:
            return None
        return _made(DoubtReason.MISSED, (place,), (free[0].place,), None, free[0].score, options, graph)
    if tie.old[0] != place or tie.rule in {Rule.EXACT, Rule.NEAR}:
        return None
    chosen = max((one.score for one in options if one.place in tie.new), default=tie.score)
    rivals = [one for one in options if one.place not in tie.new and one.score >= chosen - _RIVAL]
    if not tie.is_step:
        reason = DoubtReason.GROUP
    elif tie.score < _WEAK:
        reason = DoubtReason.WEAK
    elif rivals:
        reason = DoubtReason.RIVAL
    else:
        return None
    return _made(reason, tie.old, tie.new, tie, tie.score, options, graph)


def _made(
    reason: DoubtReason,
    old: Sequence[Place],
    new: Sequence[Place],
    tie: Tie | None,
    score: float,
    options: tuple[Option, ...],
    graph: Graph,
) -> Doubt:
    return Doubt(
        reason=reason,
        old=tuple(Option(place=place, text=graph.topics[place].text, score=score) for place in old),
        new=tuple(Option(place=place, text=graph.topics[place].text, score=score) for place in new),
        rule=tie.rule if tie else None,
        score=score,
        options=options,
    )


def ruled_by(doubt: Doubt, decisions: Sequence[Decision], graph: Graph) -> bool:
    """Say whether a decision is about the doubtful topics: one of the older with one of the newer."""
    old, new = {one.place for one in doubt.old}, {one.place for one in doubt.new}
    return any(
        not named_places(one.list, one.old_edition, one.old, graph).isdisjoint(old)
        and not named_places(one.list, one.new_edition, one.new, graph).isdisjoint(new)
        for one in decisions
        if (one.list, one.old_edition, one.new_edition) == (doubt.list, doubt.old_edition, doubt.new_edition)
    )


def is_settled(decision: Decision, engine: Graph, doubts: Sequence[Doubt]) -> bool:
    """Say whether the engine judges as a decision does, and without doubt, so that the decision is not needed.

    :param engine: the graph as it is without any decision.
    :param doubts: what is uncertain in that graph.
    """
    old = named_places(decision.list, decision.old_edition, decision.old, engine)
    new = named_places(decision.list, decision.new_edition, decision.new, engine)
    if not old or not new or any(ruled_by(doubt, [decision], engine) for doubt in doubts):
        return False
    if engine.before(decision.list, decision.new_edition) != decision.old_edition:
        return False  # what lies between may change the engine's view: the ruling stays worth having
    ties = {tie.new: tie for place in new if (tie := engine.into.get(place)) is not None}.values()
    if decision.verdict is Verdict.NOT_SAME:
        return not any(old & set(tie.old) for tie in ties)
    return any(set(tie.old) == old and set(tie.new) == new for tie in ties)


def named_places(name: str, edition: str, wordings: Sequence[str], graph: Graph) -> set[Place]:
    """Find the topics that a decision names in an edition; none if one of them is not there."""
    places = graph.places(name, edition)
    topics = [graph.topics[place] for place in places]
    found = [find_topic(topics, wording) for wording in wordings]
    return set() if None in found else {places[k] for k in found if k is not None}


def _items(places: Sequence[Place], graph: Graph) -> list[Item]:
    return [Item(text=graph.topics[place].text, parent=graph.topics[place].parent) for place in places]
