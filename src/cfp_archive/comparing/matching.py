"""Choose the best joint reading of two lists: which topics are linked, one to one or in splits and merges.

Each pair, and each topic with several of the other list, is a reading that weighs its log-odds (see `evidence`);
leaving a topic unlinked weighs 0. The heaviest readings are taken that share no topic. How certain a link is follows
from what the whole would lose without it.
"""

from __future__ import annotations

import enum
import math
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.comparing.evidence import CERTAIN, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Reading = tuple[int, ...]  #: topics of both lists, ascending

__all__ = ["Certainty", "Match", "certainty_of", "match", "probability"]

#: A topic splits into so many at most; so many candidates are tried, the likeliest first, and so many sets of members of
#: each size are carried on.
_MOST_MEMBERS, _MOST_CANDIDATES, _BEAM = 8, 10, 24
#: Log-odds below which nothing begins a split or merge, or joins one.
_LEAST_FIRST, _LEAST_MEMBER = -6.0, -1.0
#: From these probabilities on a link is sure, or likely.
_SURE, _LIKELY = 0.97, 0.7


class Certainty(enum.StrEnum):
    """How certain a link is."""

    SURE = "sure"
    LIKELY = "likely"
    CHECK = "check"  #: a person should look at it


class Match(NamedTuple):
    """Topics of both lists that belong together."""

    old: tuple[int, ...]  #: 0-based indices into the older list, ascending
    new: tuple[int, ...]  #: 0-based indices into the newer list, ascending
    score: float  #: 0..1, how likely the link is right


def certainty_of(score: float) -> Certainty:
    """Return how certain a link of that probability (0..1) is."""
    if score > _SURE:
        return Certainty.SURE
    return Certainty.LIKELY if score > _LIKELY else Certainty.CHECK


def probability(odds: float) -> float:
    """Return the probability (0..1) of log-odds; 1.0 of what is fixed."""
    return 1.0 if odds >= CERTAIN else 1.0 / (1.0 + math.exp(-odds))


def match(evidence: Evidence) -> list[Match]:
    """Match the topics of two lists; each is in one match at most. The order is that of the newer list."""
    readings = dict(_readings(evidence))
    order = sorted(readings, key=lambda reading: (-readings[reading], reading))
    chosen = _choose(order)
    total = sum(readings[reading] for reading in chosen)
    size = evidence.old_size
    matches = []
    for reading in chosen:
        if len(reading) == 2 and readings[reading] >= CERTAIN:
            score = 1.0
        else:
            without = _choose([other for other in order if other != reading])
            score = probability(total - sum(readings[other] for other in without))
        old = tuple(topic for topic in reading if topic < size)
        new = tuple(topic - size for topic in reading if topic >= size)
        matches.append(Match(old, new, score))
    return sorted(matches, key=lambda one: one.new)


def _readings(evidence: Evidence) -> Iterator[tuple[Reading, float]]:
    """Yield the readings that are worth a look, with their weights."""
    odds, fixed = evidence.odds, evidence.fixed
    for one in range(len(evidence.items)):
        partner = fixed.get(one)
        if partner is not None:
            starts = [(partner, CERTAIN)]
            if one < partner:
                yield (one, partner), CERTAIN
        free = [k for k in evidence.others(one) if k not in fixed and odds[one, k] > _LEAST_FIRST]
        free.sort(key=lambda k: (-odds[one, k], k))
        free = free[:_MOST_CANDIDATES]
        if partner is None:
            starts = [(k, float(odds[one, k])) for k in free]
            if one < evidence.old_size:
                yield from (((one, k), weight) for k, weight in starts if weight > 0.0)
        for members, weight in _stars(evidence, one, starts, free):
            if weight > 0.0:
                yield tuple(sorted((one, *members))), weight


def _stars(
    evidence: Evidence, one: int, starts: Sequence[tuple[int, float]], candidates: Sequence[int]
) -> Iterator[tuple[Reading, float]]:
    """Yield the sets of two to four partners that one topic may have, with their weights.

    The likeliest partner comes first, so that each set is weighed once.
    """
    most = evidence.member_base[one] + evidence.model.member[1] * evidence.best_part[one]
    hopeful = [k for k in candidates if most[k] > _LEAST_MEMBER]
    if not hopeful:
        return
    rank = {k: position for position, k in enumerate(candidates)}
    layer: Mapping[Reading, float] = {(k,): weight for k, weight in starts}
    for _ in range(_MOST_MEMBERS - 1):
        wider: dict[Reading, float] = {}
        for members, weight in layer.items():
            for k in hopeful:
                if rank[k] > rank.get(members[-1], -1):
                    more = evidence.member_odds(one, members, k)
                    if more > _LEAST_MEMBER:
                        wider[*members, k] = weight + more
        yield from wider.items()
        layer = dict(sorted(wider.items(), key=lambda one: (-one[1], one[0]))[:_BEAM])


def _choose(order: Sequence[Reading]) -> list[Reading]:
    """Take the readings in order, without those that share a topic with one before."""
    taken: set[int] = set()
    chosen = []
    for reading in order:
        if taken.isdisjoint(reading):
            chosen.append(reading)
            taken.update(reading)
    return chosen
