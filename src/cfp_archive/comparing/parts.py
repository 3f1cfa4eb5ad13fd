"""Find splits and merges: several topics that each hold a part of one ("A, B and C", "A/B", "A and B of C")."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cfp_archive.comparing.text import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.similarity import Matrix, Side
    from cfp_archive.comparing.text import Wording

__all__ = ["Group", "find_group"]

#: A partner holds a part if it covers this share of the part's weight, and leads the other partners by so much.
_HOLDS, _LEADS = 0.6, 0.25
#: A part lighter than this ("and systems") is no subject to share out.
_LIGHTEST = 0.25
#: What a partner alone adds is at least this share of the one topic's weight.
_ADDS = 0.12
#: All partners together cover this share of the one topic.
_TOGETHER = 0.6
#: A partner is about what it holds, not only touching it: this share of its own best part lies in the one topic.
_ABOUT = 0.5
#: A partner that lies in the one topic to this share, and is this share of it, needs no comma: topics may run together.
_INSIDE, _RUN = 0.85, 0.3


class Group(NamedTuple):
    """One topic with the several of the other list that share it out."""

    one: int  #: 0-based index into the one side
    many: tuple[int, ...]  #: 0-based indices into the other side, ascending
    score: float  #: 0..1


def find_group(
    one: Side, many: Side, weights: Matrix, index: int, *, free: Sequence[int], tied: int | None
) -> Group | None:
    """Look for several topics that share out the parts of one.

    :param one: the side of the topic that may be shared out.
    :param many: the side of its partners.
    :param weights: the weight of each word.
    :param index: 0-based index of the topic into the one side.
    :param free: 0-based indices of possible partners, without links so far.
    :param tied: the partner that the topic is linked to already; it must stay one of the group.
    :returns: the group, of two partners at least, or None.
    """
    members = [*free] if tied is None else [*free, tied]
    total = one.total[index]
    if len(members) < 2 or total <= 0.0:
        return None
    shared = many.covers[members] * one.weight[index]
    near = [k for k, row in enumerate(shared) if members[k] == tied or row.sum() >= _ADDS * total]
    members, shared = [members[k] for k in near], shared[near]
    if len(members) < 2:
        return None
    parts = _parts(one.wordings[index], one.columns, weights)
    held = many.covers[members] @ parts.T / parts.sum(axis=1) if len(parts) else np.zeros((len(members), 0))
    inside = (many.weight[members] @ one.covers[index]) / np.maximum(many.total[members], 1e-9)
    about = [
        max(inside[k], _best_part(many.wordings[member], many.columns, weights, one.covers[index]))
        for k, member in enumerate(members)
    ]
    chosen = [k for k in range(len(members)) if about[k] >= _ABOUT or members[k] == tied]
    while len(chosen) > 1:
        weak = [k for k in chosen if not _has_share(k, chosen, held, shared, inside, total)]
        if not weak:
            break
        # The least of them goes first, since its going may leave a share to the next.
        chosen.remove(min(weak, key=lambda k: (members[k] == tied, shared[k].sum() * about[k], -k)))
    together = shared[chosen].max(axis=0).sum() if chosen else 0.0
    if (
        len(chosen) < 2
        or together < _TOGETHER * total
        or (tied is not None and tied not in [members[k] for k in chosen])
    ):
        return None
    theirs = [members[k] for k in chosen]
    returned = (many.weight[theirs] @ one.covers[index]).sum()
    score = (together + returned) / (total + many.total[theirs].sum())
    return Group(one=index, many=tuple(sorted(theirs)), score=float(min(score, 1.0)))


def _has_share(
    k: int, chosen: Iterable[int], held: Matrix, shared: Matrix, inside: Matrix, total: float
) -> bool:
    """Say whether a partner holds something of the one topic that no other partner holds."""
    others = [other for other in chosen if other != k]
    alone = np.maximum(shared[k] - shared[others].max(axis=0), 0.0).sum()
    leads = (held[k] >= _HOLDS) & (held[k] >= held[others].max(axis=0) + _LEADS)
    return bool((leads.any() and alone >= _ADDS * total) or (inside[k] >= _INSIDE and alone >= _RUN * total))


def _parts(wording: Wording, columns: dict[str, int], weights: Matrix) -> Matrix:
    """Give the coordinated parts of a topic, one row each, as weights over the words."""
    rows: dict[int, Matrix] = {}
    for token in wording.tokens:
        if token.role >= Role.GENERIC:
            column = columns[token.key]
            rows.setdefault(token.part, np.zeros(len(columns)))[column] = weights[column]
    kept = [row for row in rows.values() if row.sum() >= _LIGHTEST]
    return np.array(kept) if kept else np.zeros((0, len(columns)))


def _best_part(wording: Wording, columns: dict[str, int], weights: Matrix, covers: Matrix) -> float:
    """Give the share in which a topic's best part lies in the other topic (0..1)."""
    parts = _parts(wording, columns, weights)
    return float((parts @ covers / parts.sum(axis=1)).max()) if len(parts) else 0.0
