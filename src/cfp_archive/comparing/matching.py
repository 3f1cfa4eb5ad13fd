"""Choose the best joint reading of two lists: which topics are linked, one to one or in splits and merges.

Each pair, and each topic with several of the other list, is a reading that weighs its log-odds (see `evidence`);
leaving a topic unlinked weighs 0. The heaviest readings are taken that share no topic. How certain a link is follows
from what the whole would lose without it.
"""

from __future__ import annotations

import enum
import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cfp_archive.comparing.evidence import CERTAIN, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Reading = tuple[int, ...]  #: topics of both lists, ascending

__all__ = ["Certainty", "Match", "certainty_of", "match", "probability"]

#: A topic splits into so many at most; so many candidates are tried, the likeliest first, and so many sets of members of
#: each size are carried on.
_MOST_MEMBERS, _MOST_CANDIDATES, _BEAM = 8, 10, 24
#: Log-odds below which nothing begins a split or merge, or joins one.
_LEAST_FIRST, _LEAST_MEMBER = -6.0, -1.0
#: A topic that another holds to this share, and that holds as much of it, is the same topic once more.
_REPEATED = 0.85
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
            # A wider split or merge that has the same members would not contradict the link.
            members = frozenset(reading)
            without = _choose([other for other in order if not members.issubset(other)])
            score = probability(total - sum(readings[other] for other in without))
        old = tuple(topic for topic in reading if topic < size)
        new = tuple(topic - size for topic in reading if topic >= size)
        matches.append(Match(old, new, score))
    return sorted(matches, key=lambda one: one.new)


def _readings(evidence: Evidence) -> Iterator[tuple[Reading, float]]:
    """Yield the readings that are worth a look, with their weights."""
    fixed, size = evidence.fixed, evidence.old_size
    free = [topic for topic in range(len(evidence.items)) if topic not in fixed]
    hopeful: NDArray[np.bool_] = np.asarray(evidence.most_member_odds > _LEAST_MEMBER)
    for one, odds in enumerate(evidence.odds.tolist()):
        others = evidence.others(one)
        near = [k for k in free if k in others and odds[k] > _LEAST_FIRST]
        if one in fixed:
            # What stays as it is neither splits nor takes anything in, but a list may say it twice. Another topic that
            # stays may have the same repeats, so the pair is a reading by itself, too.
            repeats = [k for k in near if min(evidence.held[one, k], evidence.held[k, one]) >= _REPEATED]
            for more in ([], repeats):
                yield tuple(sorted((one, fixed[one], *more))), CERTAIN + sum(odds[k] for k in more)
            continue
        if one < size:
            yield from (((one, k), odds[k]) for k in near if odds[k] > 0.0)
        if hopeful[one, near].any():
            near = sorted(near, key=lambda k: (-odds[k], k))[:_MOST_CANDIDATES]
            for members, weight in _stars(evidence, one, odds, near, hopeful[one].tolist()):
                if weight > 0.0:
                    yield tuple(sorted((one, *members))), weight


def _stars(
    evidence: Evidence,
    one: int,
    odds: Sequence[float],
    candidates: Sequence[int],
    hopeful: Sequence[bool],
) -> Iterator[tuple[Reading, float]]:
    """Yield the sets of several partners that one topic may have, with their weights.

    :param odds: of each topic to be the one partner.
    :param candidates: possible partners, the likeliest first. They join in this order, so that each set is weighed once.
    :param hopeful: for each topic whether it may join at all.
    """
    rank = {k: position for position, k in enumerate(candidates)}
    layer: Mapping[Reading, float] = {(k,): odds[k] for k in candidates}
    for _ in range(_MOST_MEMBERS - 1):
        wider: dict[Reading, float] = {}
        for members, weight in layer.items():
            for k in candidates[rank[members[-1]] + 1 :]:
                if hopeful[k]:
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
