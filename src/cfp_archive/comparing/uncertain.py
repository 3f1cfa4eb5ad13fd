"""Find the matches that a person should look at: the least certain ones, and topics that nearly matched."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import candidates
from cfp_archive.comparing.correspondence import Certainty, Grounds
from cfp_archive.comparing.graph import topic_items, topics_decided, trace
from cfp_archive.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.comparing.graph import Graph, TopicRef, TopicStep
    from cfp_archive.model import Archive, Decision

#: Two topics without a partner nearly matched if they are the same with this probability.
_NEARLY = 0.25
#: So many possible partners are offered.
_MOST_OFFERED = 3


class UncertainReason(enum.StrEnum):
    """Why a person should look."""

    CHECK = "check"  #: matched, with little certainty
    NEARLY = "nearly"  #: removed and added, and nearly matched
    GAP = "gap"  #: added, and perhaps a topic of an earlier edition that has returned
    MOVED = "moved"  #: added, and perhaps a topic that was in another list


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A topic of an uncertain match, or a possible partner."""

    place: TopicRef
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
        """The name of the list that has the older topics."""
        return self.old[0].place.list

    @property
    def newer_list(self) -> str:
        """The name of the list that has the newer topics."""
        return self.new[0].place.list

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

    What the comparison is unsure of is judged without any decision, so that a decision removes nothing but its own question.

    :returns: the likeliest first, so that most answers are a yes.
    """
    graph = trace(replace(archive, decisions=()))
    return tuple(match for match in uncertain_in(graph) if not _is_decided(match, archive.decisions, graph))


def uncertain_in(graph: Graph) -> tuple[UncertainMatch, ...]:
    """Find what is uncertain in a graph that was traced without decisions, the likeliest first."""
    matches = [
        _match_of(step, UncertainReason.CHECK, graph)
        for step in graph.steps
        if step.certainty is Certainty.CHECK
    ]
    # Whoever found a partner after all is asked about no more, and nobody is asked about twice.
    asked = {ref for match in matches for ref in _refs(match)}
    unsure = [step for step in graph.unsure if step.grounds and step.grounds.score >= _NEARLY]
    for step in sorted(unsure, key=lambda step: (-(step.grounds.score if step.grounds else 0.0), step.new)):
        taken = any(ref in graph.step_from for ref in step.old) or any(
            ref in graph.step_into for ref in step.new
        )
        if not taken and asked.isdisjoint((*step.old, *step.new)):
            moved = step.old[0].list != step.new[0].list
            matches.append(_match_of(step, UncertainReason.MOVED if moved else UncertainReason.GAP, graph))
            asked |= _refs(matches[-1])
    for name, editions in graph.lists.items():
        for old, new in pairwise(editions):
            matches += _nearly_matched(graph.refs(name, old), graph.refs(name, new), asked, graph)
    matches.sort(
        key=lambda one: (-one.score, graph.order[one.new_edition], one.new[0].place, one.old[0].place)
    )
    return tuple(matches)


def _refs(match: UncertainMatch) -> set[TopicRef]:
    return {candidate.place for candidate in (*match.old, *match.new)}


def _rated(
    old: Sequence[TopicRef], new: Sequence[TopicRef], graph: Graph
) -> list[list[tuple[TopicRef, float]]]:
    """Return, for each older topic, the newer ones with their scores, the likeliest first."""
    items = (topic_items(graph.topics, side) for side in (old, new))
    rows = candidates(*items, language=graph.language, limit=len(new))
    return [[(new[j], score) for j, score in row] for row in rows]


def _match_of(step: TopicStep, reason: UncertainReason, graph: Graph) -> UncertainMatch:
    first, target = step.old[0], step.new[0]
    older, newer = graph.refs(first.list, first.edition), graph.refs(target.list, target.edition)
    rated = _rated(older, newer, graph)[first.position]
    scores = dict(rated)
    score = step.grounds.score if step.grounds else 1.0
    return UncertainMatch(
        reason=reason,
        old=tuple(_candidate(ref, score, graph) for ref in step.old),
        new=tuple(_candidate(ref, scores[ref], graph) for ref in step.new),
        score=score,
        grounds=step.grounds,
        candidates=tuple(_candidate(*one, graph) for one in rated[:_MOST_OFFERED]),
    )


def _nearly_matched(
    before: Sequence[TopicRef], after: Sequence[TopicRef], asked: set[TopicRef], graph: Graph
) -> Iterator[UncertainMatch]:
    """Find removed and added topics that are each other's likeliest partners, though not likely enough."""
    free = {ref for ref in before if ref not in graph.step_from} - asked
    fresh = {ref for ref in after if ref not in graph.step_into} - asked
    if not free or not fresh:
        return
    rated = dict(zip(before, _rated(before, after, graph), strict=True))
    pairs = [
        (-score, old, new) for old in free for new, score in rated[old] if new in fresh and score >= _NEARLY
    ]
    for score, old, new in sorted(pairs):
        if old in free and new in fresh:
            free.remove(old)
            fresh.remove(new)
            yield UncertainMatch(
                reason=UncertainReason.NEARLY,
                old=(_candidate(old, -score, graph),),
                new=(_candidate(new, -score, graph),),
                score=-score,
                grounds=None,
                candidates=tuple(_candidate(*one, graph) for one in rated[old][:_MOST_OFFERED]),
            )


def _candidate(ref: TopicRef, score: float, graph: Graph) -> Candidate:
    return Candidate(place=ref, text=graph.topics[ref].text, score=score)


def _is_decided(match: UncertainMatch, decisions: Sequence[Decision], graph: Graph) -> bool:
    """Return whether a decision is about the topics of an uncertain match: one of the older with one of the newer."""
    refs = _refs(match)
    return any(
        all(not side.isdisjoint(refs) for side in topics_decided(decision, graph.topics))
        for decision in decisions
        if (decision.old_edition, decision.new_edition) == (match.old_edition, match.new_edition)
    )


def is_superfluous(decision: Decision, automatic: Graph, uncertain: Sequence[UncertainMatch]) -> bool:
    """Return whether the comparison is sure of what a decision says, so that the decision is not needed.

    :param automatic: the graph as it is without any decision.
    :param uncertain: what is uncertain in that graph.
    """
    old, new = topics_decided(decision, automatic.topics)
    if not old or not new or any(_is_decided(match, [decision], automatic) for match in uncertain):
        return False
    before = automatic.previous(decision.list, decision.new_edition)
    if decision.newer_list == decision.list and before != decision.old_edition:
        return False  # what lies between may change the comparison: the decision stays worth having
    steps = {step.new: step for ref in new if (step := automatic.step_into.get(ref)) is not None}.values()
    if decision.outcome is Outcome.NOT_SAME:
        return not any(old & set(step.old) for step in steps)
    return any(
        set(step.old) == old and set(step.new) == new and step.certainty is Certainty.SURE for step in steps
    )
