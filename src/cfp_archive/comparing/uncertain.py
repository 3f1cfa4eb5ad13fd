"""Find the matches that a person should look at: the least certain ones, and topics that nearly matched."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import Certainty, Grounds, candidates
from cfp_archive.comparing.decisions import find_topic
from cfp_archive.comparing.graph import topic_items, trace
from cfp_archive.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.comparing.graph import Graph
    from cfp_archive.comparing.ties import Place, Tie
    from cfp_archive.model import Archive, Decision

__all__ = [
    "Candidate",
    "UncertainMatch",
    "UncertainReason",
    "find_uncertain",
    "is_decided",
    "is_superfluous",
    "named_places",
    "uncertain_in",
]

#: Two topics without a partner nearly matched if they are the same with this probability.
_NEARLY = 0.25


class UncertainReason(enum.StrEnum):
    """Why a person should look."""

    CHECK = "check"  #: matched, with little certainty
    NEARLY = "nearly"  #: removed and added, and nearly matched
    GAP = "gap"  #: added, and perhaps a topic of an earlier edition that has returned


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A topic of an uncertain match, or a possible partner."""

    place: Place
    text: str
    score: float  #: 0..1, how likely it is the same topic, looked at for itself


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertainMatch:
    """A match that a person should confirm or overrule."""

    reason: UncertainReason
    old: tuple[Candidate, ...]  #: the older topics
    new: tuple[Candidate, ...]  #: the newer ones that are, or perhaps should be, matched with them
    score: float  #: 0..1, how likely the match is right
    grounds: Grounds | None  #: of the match; None if there is none
    candidates: tuple[Candidate, ...]  #: the likeliest partners of the first older topic, best first

    @property
    def list(self) -> str:
        """The list's name."""
        return self.old[0].place.list

    @property
    def old_edition(self) -> str:
        """The older edition's key."""
        return self.old[0].place.edition

    @property
    def new_edition(self) -> str:
        """The newer edition's key."""
        return self.new[0].place.edition


def find_uncertain(archive: Archive) -> tuple[UncertainMatch, ...]:
    """Find the matches that a person should look at and has not decided about.

    What the engine is unsure of is judged without any decision, so that a decision removes nothing but its own question.

    :returns: the likeliest first, so that most answers are a yes.
    """
    graph = trace(replace(archive, decisions=()))
    return tuple(one for one in uncertain_in(graph) if not is_decided(one, archive.decisions, graph))


def uncertain_in(graph: Graph) -> tuple[UncertainMatch, ...]:
    """Find what is uncertain in a graph that was traced without decisions, the likeliest first."""
    found = [
        _of_tie(tie, UncertainReason.CHECK, graph)
        for tie in graph.ties
        if tie.grounds.certainty is Certainty.CHECK
    ]
    # Whoever found a partner after all is asked about no more.
    found += [
        _of_tie(tie, UncertainReason.GAP, graph)
        for tie in graph.unsure
        if not any(place in graph.onward for place in tie.old) and tie.old[0].list == tie.new[0].list
    ]
    asked = {place for one in found for side in (one.old, one.new) for place in (c.place for c in side)}
    for name, editions in graph.lists.items():
        for old, new in pairwise(editions):
            found += _nearly_matched(graph.places(name, old), graph.places(name, new), asked, graph)
    found.sort(key=lambda one: (-one.score, graph.order[one.new_edition], one.new[0].place, one.old[0].place))
    return tuple(found)


def _of_tie(tie: Tie, reason: UncertainReason, graph: Graph) -> UncertainMatch:
    first = tie.old[0]
    older = graph.places(first.list, first.edition)
    newer = graph.places(tie.new[0].list, tie.new[0].edition)
    rated = candidates(
        topic_items(graph.topics, older), topic_items(graph.topics, newer), language=graph.language
    )
    scores = {newer[one.new]: one.score for one in rated[first.position]}
    return UncertainMatch(
        reason=reason,
        old=tuple(_candidate(place, tie.grounds.score, graph) for place in tie.old),
        new=tuple(_candidate(place, scores.get(place, tie.grounds.score), graph) for place in tie.new),
        score=tie.grounds.score,
        grounds=tie.grounds,
        candidates=tuple(_candidate(place, score, graph) for place, score in scores.items()),
    )


def _nearly_matched(
    before: Sequence[Place], after: Sequence[Place], asked: set[Place], graph: Graph
) -> Iterator[UncertainMatch]:
    """Find removed and added topics that are each other's likeliest partners, though not likely enough."""
    free = {place for place in before if place not in graph.onward} - asked
    fresh = {place for place in after if place not in graph.into} - asked
    if not free or not fresh:
        return
    rated = candidates(
        topic_items(graph.topics, before),
        topic_items(graph.topics, after),
        language=graph.language,
        limit=len(after),
    )
    pairs = [
        (one.score, place, after[one.new])
        for place, row in zip(before, rated, strict=True)
        if place in free
        for one in row
        if after[one.new] in fresh and one.score >= _NEARLY
    ]
    for score, old, new in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if old in free and new in fresh:
            free.remove(old)
            fresh.remove(new)
            yield UncertainMatch(
                reason=UncertainReason.NEARLY,
                old=(_candidate(old, score, graph),),
                new=(_candidate(new, score, graph),),
                score=score,
                grounds=None,
                candidates=tuple(
                    _candidate(after[one.new], one.score, graph) for one in rated[old.position][:3]
                ),
            )


def _candidate(place: Place, score: float, graph: Graph) -> Candidate:
    return Candidate(place=place, text=graph.topics[place].text, score=score)


def is_decided(match: UncertainMatch, decisions: Sequence[Decision], graph: Graph) -> bool:
    """Return whether a decision is about the topics of an uncertain match: one of the older with one of the newer."""
    old, new = {one.place for one in match.old}, {one.place for one in match.new}
    about = (match.list, match.old_edition, match.new_edition)
    return any(
        not named_places(one.list, one.old_edition, one.old, graph).isdisjoint(old)
        and not named_places(one.list, one.new_edition, one.new, graph).isdisjoint(new)
        for one in decisions
        if (one.list, one.old_edition, one.new_edition) == about
    )


def is_superfluous(decision: Decision, engine: Graph, uncertain: Sequence[UncertainMatch]) -> bool:
    """Return whether the engine is sure of what a decision says, so that the decision is not needed.

    :param engine: the graph as it is without any decision.
    :param uncertain: what is uncertain in that graph.
    """
    old = named_places(decision.list, decision.old_edition, decision.old, engine)
    new = named_places(decision.list, decision.new_edition, decision.new, engine)
    if not old or not new or any(is_decided(one, [decision], engine) for one in uncertain):
        return False
    if engine.before(decision.list, decision.new_edition) != decision.old_edition:
        return False  # what lies between may change the engine's view: the decision stays worth having
    ties = {tie.new: tie for place in new if (tie := engine.into.get(place)) is not None}.values()
    if decision.outcome is Outcome.NOT_SAME:
        return not any(old & set(tie.old) for tie in ties)
    return any(
        set(tie.old) == old and set(tie.new) == new and tie.grounds.certainty is Certainty.SURE
        for tie in ties
    )


def named_places(name: str, edition: str, wordings: Sequence[str], graph: Graph) -> set[Place]:
    """Find the topics that a decision names in an edition; none if one of them is not there."""
    places = graph.places(name, edition)
    topics = [graph.topics[place] for place in places]
    found = [find_topic(topics, wording) for wording in wordings]
    return set() if None in found else {places[k] for k in found if k is not None}
