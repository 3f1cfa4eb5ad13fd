"""Score how alike the topics of two lists are: words weighed by what they say, heads before tails."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from cfp_archive.comparing.glossary import read_together
from cfp_archive.comparing.text import Role

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from cfp_archive.comparing.text import Wording

    Matrix = NDArray[np.float64]
    Kin = Sequence[tuple[int, int]]  #: pairs of columns

__all__ = ["Scales", "Side", "weigh"]

#: What a generic noun ("techniques") weighs beside a word of the subject.
_GENERIC = 0.35
#: What it weighs in a topic that has no other word.
_BARE = 0.7
#: What a word weighs that does not end its part: "semantics" is the subject of "lexical semantics", but not of
#: "semantic parsing".
_MODIFIER = 0.9
#: Share of the head in the score of topics with a tail ("Head: tail", "head including tail").
_HEAD = 0.5
#: What agreement without the heads is worth in the heads' stead: one topic among the examples of another.
_TAIL = 0.5
#: Share of containment ("Parsing" in "Syntactic and semantic parsing"), beside evenness, in the score.
_CONTAINED = 0.35
#: Weight that any two topics are taken to have unshared: a little agreement in light words proves little.
_DOUBT = 0.3
#: Words that grow from one stem, or are a letter apart, agree by this much; shorter ones meet by chance.
_KIN, _SHORTEST_KIN, _SHARED_START, _LEAST_RATIO = 0.7, 5, 4, 0.8

#: A sum of weights that is nothing but rounding.
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """One of the two lists, as matrices of its topics (rows) over the words of both lists (columns)."""

    wordings: Sequence[Wording]
    columns: Mapping[str, int]  #: the column of each word's key
    weights: Matrix  #: what each word weighs in these two lists, 0..1
    weight: Matrix  #: what each word weighs in each topic; 0 where it is absent
    head_weight: Matrix  #: the same, in the heads alone
    covers: Matrix  #: how well each topic holds each word or one of its kin, 0..1
    head_covers: Matrix  #: the same, in the heads alone
    total: Matrix  #: the weight of each topic


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scales:
    """Two lists of topics, weighed against each other; all matrices are old by new."""

    old: Side
    new: Side
    old_shared: Matrix  #: what of an old topic's weight a new one covers
    new_shared: Matrix  #: what of a new topic's weight an old one covers
    scores: Matrix  #: how alike two topics are by their words, 0..1

    def same_head(self, i: int, j: int) -> bool:
        """Say whether old topic i and new topic j have the same words in their heads, or kin of them."""
        old_left = self.old.head_weight[i] @ (1.0 - self.new.covers[j])
        new_left = self.new.head_weight[j] @ (1.0 - self.old.covers[i])
        return bool(old_left + new_left <= _NOTHING)

    def holds(self, i: int, j: int) -> bool:
        """Say whether old topic i or new topic j has nothing that the other has not."""
        old_left = self.old.weight[i] @ (1.0 - self.new.covers[j])
        new_left = self.new.weight[j] @ (1.0 - self.old.covers[i])
        return bool(min(old_left, new_left) <= _NOTHING)


def weigh(old: Sequence[str], new: Sequence[str]) -> Scales:
    """Weigh two lists of topics against each other."""
    wordings = read_together([*old, *new])
    keys = sorted({token.key for wording in wordings for token in wording.words})
    columns = {key: column for column, key in enumerate(keys)}
    kin = _kin(keys)
    older, newer = wordings[: len(old)], wordings[len(old) :]
    weights = _weights(older, newer, columns)
    a, b = (_side(part, columns, weights, kin) for part in (older, newer))
    old_shared, new_shared = a.weight @ b.covers.T, a.covers @ b.weight.T
    scores = _agreement(old_shared, new_shared, a.total, b.total)
    if not all(token.head for wording in wordings for token in wording.words):
        totals = (side.head_weight.sum(axis=1) for side in (a, b))
        heads = _agreement(a.head_weight @ b.head_covers.T, a.head_covers @ b.head_weight.T, *totals)
        scores = (1 - _HEAD) * scores + _HEAD * np.maximum(heads, _TAIL * scores)
    return Scales(old=a, new=b, old_shared=old_shared, new_shared=new_shared, scores=scores)


def _side(wordings: Sequence[Wording], columns: Mapping[str, int], weights: Matrix, kin: Kin) -> Side:
    shape = (len(wordings), len(columns))
    rank: Matrix = np.zeros(shape)
    heads: Matrix = np.zeros(shape)
    for row, wording in enumerate(wordings):
        words = wording.words
        ends = {token.part: place for place, token in enumerate(words)}
        for place, token in enumerate(words):
            column = columns[token.key]
            rank[row, column] = max(rank[row, column], 1.0 if ends[token.part] == place else _MODIFIER)
            if token.head:
                heads[row, column] = 1.0
    # Where a topic has generic words alone ("Methods"), they are its subject.
    bare = [all(token.role == Role.GENERIC for token in wording.words) for wording in wordings]
    weight: Matrix = rank * weights * np.where(bare, _BARE / _GENERIC, 1.0)[:, None]
    return Side(
        wordings=wordings,
        columns=columns,
        weights=weights,
        weight=weight,
        head_weight=heads * weight,
        covers=_covers((rank > 0.0).astype(np.float64), kin),
        head_covers=_covers(heads, kin),
        total=weight.sum(axis=1),
    )


def _covers(present: Matrix, kin: Kin) -> Matrix:
    """Give, for each topic and word, how well the topic holds the word or one of its kin (0..1)."""
    covers = present.copy()
    for a, b in kin:
        np.maximum(covers[:, a], _KIN * present[:, b], out=covers[:, a])
        np.maximum(covers[:, b], _KIN * present[:, a], out=covers[:, b])
    return covers


def _agreement(old_shared: Matrix, new_shared: Matrix, old_total: Matrix, new_total: Matrix) -> Matrix:
    """Score each old topic against each new one, 0..1, from what of its weight the other covers."""
    old_total, new_total = old_total[:, None], new_total[None, :]
    even = (old_shared + new_shared) / (old_total + new_total + _DOUBT)
    contained = np.maximum(old_shared / (old_total + _DOUBT / 2), new_shared / (new_total + _DOUBT / 2))
    return np.asarray((1 - _CONTAINED) * even + _CONTAINED * contained)


def _weights(old: Sequence[Wording], new: Sequence[Wording], columns: Mapping[str, int]) -> Matrix:
    """Weigh each word: one in many topics of a list says little about any, one in all of them next to nothing."""
    weights: Matrix = np.ones(len(columns))
    generic: set[str] = set()
    for side in (old, new):
        often = Counter(key for wording in side for key in {token.key for token in wording.words})
        for key, count in often.items():
            rare = (1.0 - (count - 1) / len(side)) / (1.0 + math.log(count))
            weights[columns[key]] = min(weights[columns[key]], rare)
        generic.update(t.key for wording in side for t in wording.words if t.role == Role.GENERIC)
    weights[[columns[key] for key in sorted(generic)]] *= _GENERIC
    return weights


def _kin(keys: Sequence[str]) -> list[tuple[int, int]]:
    """Find the words that are near enough to be forms of one another: "analys", "analyt"; "trust", "trustworthi"."""
    families: dict[str, list[int]] = {}
    for column, key in enumerate(keys):
        if len(key) >= _SHORTEST_KIN:
            families.setdefault(key[:_SHARED_START], []).append(column)
    return [
        (a, b)
        for family in families.values()
        for place, a in enumerate(family)
        for b in family[place + 1 :]
        if _are_kin(keys[a], keys[b])
    ]


@lru_cache(maxsize=32768)
def _are_kin(a: str, b: str) -> bool:
    if any(map(str.isdigit, a + b)):
        return False
    return a.startswith(b) or b.startswith(a) or Indel.normalized_similarity(a, b) >= _LEAST_RATIO
