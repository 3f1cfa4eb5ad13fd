"""Score how alike the topics of two lists are: words weighed by what they say, heads before tails."""

from __future__ import annotations

import math
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel

from cfp_archive.comparing.glossary import read_together
from cfp_archive.comparing.text import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cfp_archive.comparing.text import Wording

    Matrix = NDArray[np.float64]
    Kin = Sequence[tuple[int, int]]  #: pairs of columns

__all__ = ["Scales", "Side"]

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


class Side:
    """One of the two lists, as matrices over the words of both."""

    def __init__(self, wordings: Sequence[Wording], index: dict[str, int], weights: Matrix, kin: Kin) -> None:
        shape = (len(wordings), len(index))
        self.wordings = wordings
        self.present: Matrix = np.zeros(shape)
        self.heads: Matrix = np.zeros(shape)
        rank: Matrix = np.zeros(shape)
        for row, wording in enumerate(wordings):
            ends = {token.part: place for place, token in enumerate(wording.words)}
            for place, token in enumerate(wording.words):
                column = index[token.key]
                self.present[row, column] = 1.0
                if token.head:
                    self.heads[row, column] = 1.0
                rank[row, column] = max(rank[row, column], 1.0 if ends[token.part] == place else _MODIFIER)
        # Where a topic has generic words alone ("Methods"), they are its subject.
        bare = [all(token.role == Role.GENERIC for token in wording.words) for wording in wordings]
        lift: Matrix = np.where(bare, _BARE / _GENERIC, 1.0)[:, None]
        self.weight: Matrix = rank * weights * lift
        self.head_weight: Matrix = self.heads * self.weight
        self.total: Matrix = self.weight.sum(axis=1)
        self.weights = weights
        self.columns = index
        self.covers = _covers(
            self.present, kin
        )  # how well each topic holds each word or one of its kin, 0..1


class Scales:
    """Two lists of topics, weighed against each other."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        wordings = read_together([*old, *new])
        keys = sorted({token.key for wording in wordings for token in wording.words})
        index = {key: column for column, key in enumerate(keys)}
        kin = _kin(keys)
        weights = _weights(wordings[: len(old)], wordings[len(old) :], index)
        self.old = Side(wordings[: len(old)], index, weights, kin)
        self.new = Side(wordings[len(old) :], index, weights, kin)
        self.old_shared: Matrix = self.old.weight @ self.new.covers.T  # what of an old topic a new one covers
        self.new_shared: Matrix = self.old.covers @ self.new.weight.T  # what of a new topic an old one covers
        self.scores = _agreement(self.old_shared, self.new_shared, self.old.total, self.new.total)
        if any(np.any(side.heads != side.present) for side in (self.old, self.new)):
            old_heads, new_heads = self.old.head_weight, self.new.head_weight
            heads = _agreement(
                old_heads @ _covers(self.new.heads, kin).T,
                _covers(self.old.heads, kin) @ new_heads.T,
                old_heads.sum(axis=1),
                new_heads.sum(axis=1),
            )
            self.scores = (1 - _HEAD) * self.scores + _HEAD * np.maximum(heads, _TAIL * self.scores)

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


def _covers(present: Matrix, kin: Kin) -> Matrix:
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


def _weights(old: Sequence[Wording], new: Sequence[Wording], index: dict[str, int]) -> Matrix:
    """Weigh each word: one that stands in many topics of a list says little about any, one in all of them nothing."""
    weights: Matrix = np.ones(len(index))
    generic: set[str] = set()
    for side in (old, new):
        often = Counter(key for wording in side for key in {token.key for token in wording.words})
        for key, count in often.items():
            rare = (1.0 - (count - 1) / len(side)) / (1.0 + math.log(count))
            weights[index[key]] = min(weights[index[key]], rare)
        generic.update(t.key for wording in side for t in wording.words if t.role == Role.GENERIC)
    weights[[index[key] for key in sorted(generic)]] *= _GENERIC
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
