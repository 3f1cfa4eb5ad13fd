"""Find splits and merges: several topics that each hold a part of one ("A, B and C", "A/B", "A and B of C")."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cfp_archive.comparing.lexicon import DIRECTED_WORDS
from cfp_archive.comparing.text import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.similarity import Matrix, Scales, Side

__all__ = ["Group", "find_group"]

#: A partner holds a part if it covers this share of the part's weight, and leads the other partners by so much.
_HOLDS, _LEADS = 0.6, 0.25
#: A part lighter than this ("and systems") is no subject to share out.
_LIGHTEST = 0.1
#: What a partner alone adds is at least this share of the one topic's weight.
_ADDS = 0.12
#: All partners together cover this share of the one topic.
_TOGETHER = 0.6
#: A partner is about what it holds, not only touching it: this share of its own best phrase lies in the one topic.
_ABOUT = 0.3
#: A partner that lies in the one topic to this share, and is this share of it, needs no comma: topics may run together.
_INSIDE, _RUN = 0.85, 0.3

#: The partners looked at for one topic, the likeliest first: nobody shares a topic out into more.
_MOST = 12


class Group(NamedTuple):
    """One topic with the several of the other list that share it out."""

    one: int  #: 0-based index into the one side
    many: tuple[int, ...]  #: 0-based indices into the other side, ascending
    score: float  #: 0..1


def find_group(
    scales: Scales, index: int, *, split: bool, free: Sequence[int], tied: int | None
) -> Group | None:
    """Look for several topics that share out the parts of one.

    :param scales: both lists, weighed.
    :param index: 0-based index of the one topic: into the older list for a split, into the newer for a merge.
    :param split: whether the one topic is an older one.
    :param free: 0-based indices of possible partners in the other list, without links so far.
    :param tied: the partner that the topic is linked to already; it must stay one of the group.
    :returns: the group, of two partners at least, or None.
    """
    one, many = (scales.old, scales.new) if split else (scales.new, scales.old)
    covered = scales.old_shared[index] if split else scales.new_shared[:, index]
    back = scales.new_shared[index] if split else scales.old_shared[:, index]
    total = one.total[index]
    partners = free if tied is None else [*free, tied]
    members = [k for k in partners if k == tied or covered[k] >= _ADDS * total > 0.0]
    inside = {k: back[k] / max(many.total[k], 1e-9) for k in members}
    about = {k: max(inside[k], _best_phrase(many, k, one.covers[index])) for k in members}
    members = [k for k in members if k == tied or about[k] >= _ABOUT]
    members = sorted(members, key=lambda k: (k != tied, -covered[k] * about[k], k))[:_MOST]
    if len(members) < 2:
        return None
    # Only the one topic's own words matter from here on.
    columns = np.flatnonzero(one.weight[index])
    held = many.covers[members][:, columns]
    shared = held * one.weight[index, columns]
    parts = _parts(one, index)[:, columns]
    in_parts = held @ parts.T / np.maximum(parts.sum(axis=1), 1e-9)
    chosen = list(range(len(members)))
    while len(chosen) > 1:
        weak = [k for k in chosen if not _has_share(k, chosen, in_parts, shared, inside[members[k]], total)]
        if not weak:
            break
        # The least of them goes first, since its going may leave a share to the next.
        chosen.remove(
            min(weak, key=lambda k: (members[k] == tied, covered[members[k]] * about[members[k]], -k))
        )
    theirs = [members[k] for k in chosen]
    together = shared[chosen].max(axis=0).sum()
    if len(theirs) < 2 or together < _TOGETHER * total or (tied is not None and tied not in theirs):
        return None
    score = (together + back[theirs].sum()) / (total + many.total[theirs].sum())
    return Group(one=index, many=tuple(sorted(theirs)), score=float(min(score, 1.0)))


def _has_share(
    k: int, chosen: Iterable[int], in_parts: Matrix, shared: Matrix, inside: float, total: float
) -> bool:
    """Say whether a partner holds something of the one topic that no other partner holds."""
    others = [other for other in chosen if other != k]
    alone = np.maximum(shared[k] - shared[others].max(axis=0), 0.0).sum()
    leads = (in_parts[k] >= _HOLDS) & (in_parts[k] >= in_parts[others].max(axis=0) + _LEADS)
    return bool((leads.any() and alone >= _ADDS * total) or (inside >= _INSIDE and alone >= _RUN * total))


def _parts(side: Side, index: int) -> Matrix:
    """Give the coordinated parts of a topic, one row each, as weights over the words."""
    rows: dict[int, list[int]] = {}
    for token in side.wordings[index].words:
        rows.setdefault(token.part, []).append(side.columns[token.key])
    parts: Matrix = np.zeros((len(rows), len(side.columns)))
    for row, columns in enumerate(rows.values()):
        parts[row, columns] = side.weights[columns]
    return np.asarray(parts[parts.sum(axis=1) >= _LIGHTEST])


def _best_phrase(side: Side, index: int, covers: Matrix) -> float:
    """Give the share in which a topic's best phrase lies in the other topic (0..1).

    A phrase is a part, or what stands on one side of a "for" or "in" in it.
    """
    best = 0.0
    phrases: list[set[int]] = [set()]
    for token in side.wordings[index].tokens:
        if token.role == Role.BREAK or token.key in DIRECTED_WORDS:
            phrases.append(set())
        elif token.role >= Role.GENERIC:
            phrases[-1].add(side.columns[token.key])
    for columns in phrases:
        weight = sum(float(side.weights[column]) for column in columns)
        if weight >= _LIGHTEST:
            best = max(best, sum(float(side.weights[c] * covers[c]) for c in columns) / weight)
    return best
