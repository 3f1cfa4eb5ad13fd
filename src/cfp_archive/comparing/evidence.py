"""What speaks for two topics being the same, and for one more topic belonging to a split or a merge.

Two logistic regressions turn the features into log-odds. Their coefficients are data (``coefficients.json``), fitted
to labelled pairs of lists by ``benchmarks/topics.py``, which prints the figures that they reach on series left out.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, combinations
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz.distance import Indel

from cfp_archive.comparing.text import LANGUAGE, exact_key, parts, read, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

#: Of a pair: cosine by runs of letters, the larger and the smaller share of one topic that the other holds, the lead
#: over all rivals of either, and the affinity of the two lists.
PAIR_FEATURES = ("letters", "more_held", "less_held", "lead", "affinity")
#: Of a further member of a split or merge: the share of it that the one topic holds, a part of the one topic that it
#: holds and no other member does, and the log-odds of the pair.
MEMBER_FEATURES = ("held", "own_part", "pair")

#: Log-odds of what is fixed before anything is weighed: the same text, or the same title.
CERTAIN = 30.0
#: Log-odds are kept in these bounds, so that no single pair outweighs the rest of a reading.
_LEAST, _MOST = -8.0, 6.0
#: How far a word holds another that grows from one stem or is a letter apart: "trust" and "trustworthy".
_RELATED, _LEAST_RATIO, _SHARED_START = 0.7, 0.8, 3
#: Log-odds that two headings gain if all topics below them are the same, and that a heading loses against a topic
#: that has none below it. Set by hand: the labelled lists have no headings.
_SAME_TOPICS_BELOW, _OTHER_LEVEL = 6.0, 1.5
#: A partner holds this share of a topic beyond what the others hold, or it has no part in a split or merge.
_LEAST_ADDED = 0.05
_ALMOST_ZERO = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a list, with its position in a nested list.

    ``parent`` is the 0-based index of its heading in the same (flattened, document order) list, or None at the top.
    ``title`` is the title of a ``**Title**: description`` entry; None for any other.
    """

    text: str
    parent: int | None = None
    title: str | None = None

    @property
    def head(self) -> str:
        """The title, or the text of an entry without one."""
        return self.text if self.title is None else self.title


class Model(NamedTuple):
    """Coefficients of the two regressions, in the order of their features."""

    pair: tuple[float, ...]
    pair_intercept: float
    member: tuple[float, ...]
    member_intercept: float


@lru_cache(maxsize=1)
def default_model() -> Model:
    """Return the model that comes with the package."""
    data = json.loads(Path(__file__).with_name("coefficients.json").read_text(encoding="utf-8"))
    return Model(
        tuple(data["pair"][name] for name in PAIR_FEATURES),
        data["pair"]["intercept"],
        tuple(data["member"][name] for name in MEMBER_FEATURES),
        data["member"]["intercept"],
    )


class Evidence:
    """Two lists of topics on one scale. Topics are numbered through, 0-based: the older list first."""

    def __init__(
        self,
        old: Sequence[Item],
        new: Sequence[Item],
        *,
        language: str = LANGUAGE,
        model: Model | None = None,
    ) -> None:
        """Weigh two lists, neither of them empty, against each other."""
        self.old_size, self.new_size = len(old), len(new)
        self.items = (*old, *new)
        self.model = model or default_model()
        self.language = language
        texts = [item.text for item in self.items]
        self.keys = [exact_key(text) for text in texts]
        #: Partners that are fixed, both ways: each topic has one at most.
        self.fixed = _fixed_pairs(old, new)
        # A text that both lists have counts once, or else what stays the same would seem common.
        self._distinct = list({key: row for row, key in enumerate(self.keys)}.values())
        self._present, self.columns = _indicator([words(text, language) for text in texts])
        self.weights = _rarity(self._present, self._distinct)
        self.rows = self._present * self.weights
        self.totals = np.maximum(self.rows.sum(axis=1), _ALMOST_ZERO)
        #: How far each topic holds each word, 0..1.
        self.holds = _with_related(self._present, self.columns)
        #: The share of topic r's weight that topic k of the other list holds, at [r, k].
        self.held = np.zeros((len(self.items), len(self.items)))
        for ours, theirs in (
            (slice(self.old_size), slice(self.old_size, None)),
            (slice(self.old_size, None), slice(self.old_size)),
        ):
            self.held[ours, theirs] = _products(self.rows[ours], self.holds[theirs])
        self.held /= self.totals[:, None]

    def others(self, topic: int) -> range:
        """Return the topics of the list that a topic is not in."""
        size = self.old_size
        return range(size, size + self.new_size) if topic < size else range(size)

    def heading_of(self, topics: Sequence[int]) -> int | None:
        """Return the heading that topics of one list have in common, or None."""
        parents = {self.items[topic].parent for topic in topics}
        parent = parents.pop()
        return (
            None
            if parents or parent is None
            else parent + (self.old_size if topics[0] >= self.old_size else 0)
        )

    def has_title(self, topic: int, heading: int) -> bool:
        """Return whether a heading is the title of a topic that has a description."""
        item = self.items[topic]
        return item.title is not None and exact_key(item.title) == self.keys[heading]

    @cached_property
    def pair_features(self) -> Matrix:
        """The features of all pairs: old by new by PAIR_FEATURES."""
        size = self.old_size
        likeness = self._letter_likeness()
        held = np.stack([self.held[:size, size:], self.held[size:, :size].T])
        lead = likeness - np.maximum(_best_rival(likeness), _best_rival(likeness.T).T)
        # Mean of the likest quarter of the best pairs: among strangers, a little likeness means less.
        best = np.sort(likeness.max(axis=1 if size <= self.new_size else 0))[::-1]
        affinity = np.full_like(likeness, best[: max(1, len(best) // 4)].mean())
        return np.stack([likeness, held.max(axis=0), held.min(axis=0), lead, affinity], axis=-1)

    def _letter_likeness(self) -> Matrix:
        """Return the cosines of the older topics with the newer ones by their runs of letters, weighed by rarity."""
        same_text: dict[str, int] = {}  # the topics of each text, as bits
        for topic, item in enumerate(self.items):
            same_text[item.text] = same_text.get(item.text, 0) | 1 << topic
        topics_of: defaultdict[str, int] = defaultdict(int)  # the topics of each run, as bits
        for text, bits in same_text.items():
            for run in _letter_runs(text, self.language):
                topics_of[run] |= bits
        # Runs of the same topics weigh the same: there are thousands of runs, and few sets of topics.
        sets = Counter(topics_of.values())
        width = (len(self.items) + 7) // 8
        packed = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in sets), np.uint8)
        unpacked = np.unpackbits(packed.reshape(-1, width), axis=1, count=len(self.items), bitorder="little")
        present = unpacked.T.astype(np.float64)
        squares = np.array(list(sets.values())) * _rarity(present, self._distinct) ** 2
        lengths = np.sqrt(np.maximum((present * squares).sum(axis=1), _ALMOST_ZERO))
        old, new = present[: self.old_size], present[self.old_size :]
        both = old.any(axis=0) & new.any(axis=0)
        products = _products(old[:, both] * squares[both], new[:, both])
        return np.asarray(products / np.outer(lengths[: self.old_size], lengths[self.old_size :]))

    @cached_property
    def odds(self) -> Matrix:
        """Log-odds of all pairs being the same topic, all topics by all topics."""
        size = self.old_size
        pairs = (self.pair_features * self.model.pair).sum(axis=-1) + self.model.pair_intercept
        pairs = np.clip(pairs + self._heading_odds(), _LEAST, _MOST)
        odds = np.full((len(self.items), len(self.items)), _LEAST)
        odds[:size, size:], odds[size:, :size] = pairs, pairs.T
        by_key: dict[str, list[int]] = {}
        for topic, key in enumerate(self.keys):
            by_key.setdefault(key, []).append(topic)
        for same in by_key.values():
            for a, b in combinations(same, 2):
                if a < size <= b:
                    odds[a, b] = odds[b, a] = CERTAIN
        return odds

    @cached_property
    def member_base(self) -> Matrix:
        """Log-odds that topic k is a further partner of topic c, at [c, k], for want of an own part."""
        held, _, pair = self.model.member
        base = held * self.held.T + pair * self.odds + self.model.member_intercept
        return np.where(self.odds >= CERTAIN, CERTAIN, base)

    @cached_property
    def _parts(self) -> tuple[Matrix, dict[int, slice]]:
        """How far each topic (columns) holds each coordinated part of the free topics (rows), and the rows of each."""
        found: list[tuple[str, ...]] = []
        slices = {}
        for topic, item in enumerate(self.items):
            if topic not in self.fixed:
                start = len(found)
                found += parts(item.text, self.language)
                slices[topic] = slice(start, len(found))
        rows = np.zeros((len(found), len(self.weights)))
        for row, part in enumerate(found):
            columns = [self.columns[word] for word in part]
            rows[row, columns] = self.weights[columns]
        rows /= np.maximum(rows.sum(axis=1, keepdims=True), _ALMOST_ZERO)
        return _products(rows, self.holds), slices

    @cached_property
    def most_member_odds(self) -> Matrix:
        """The most that `member_odds` can be for topic c and candidate k, at [c, k]; only for free topics c."""
        held, slices = self._parts
        most = self.member_base.copy()
        for topic, rows in slices.items():
            most[topic] += self.model.member[1] * held[rows].max(axis=0)
        return most

    def own_part(self, one: int, members: Sequence[int], candidate: int) -> float:
        """Return how far a candidate holds a part of the one topic that no member holds (0..1)."""
        held, slices = self._parts
        rows = held[slices[one]]
        return max(0.0, float((rows[:, candidate] - rows[:, list(members)].max(axis=1, initial=0.0)).max()))

    def member_features(self, one: int, members: Sequence[int], candidate: int) -> tuple[float, ...]:
        """Return what speaks for a candidate as a further partner of the one topic, beside its members.

        :returns: the values of MEMBER_FEATURES.
        """
        return (
            float(self.held[candidate, one]),
            self.own_part(one, members, candidate),
            float(self.odds[one, candidate]),
        )

    def member_odds(self, one: int, members: Sequence[int], candidate: int) -> float:
        """Return the log-odds that a candidate is a further partner of the one topic, beside its members."""
        together = self.holds[list(members)].max(axis=0)
        added = self.rows[one] @ np.maximum(self.holds[candidate] - together, 0.0)
        if added < _LEAST_ADDED * self.totals[one] and self.odds[one, candidate] < CERTAIN:
            return -CERTAIN
        own_part = self.model.member[1] * self.own_part(one, members, candidate)
        return float(self.member_base[one, candidate]) + own_part

    def shared_words(self, old: Sequence[int], new: Sequence[int]) -> tuple[str, ...]:
        """Return the words that both sides have, as the newer side prints them, the rarest first."""
        printed: dict[str, str] = {}
        for topic in new:
            for token in read(self.items[topic].text, self.language):
                printed.setdefault(token.key, token.text)
        both = self.rows[list(old)].max(axis=0) * self.rows[list(new)].max(axis=0)
        words = list(self.columns)
        shared = sorted((-weight, words[k]) for k, weight in enumerate(both.tolist()) if weight > 0.0)
        return tuple(printed[word] for _, word in shared if word in printed)

    def share_held(self, ours: Sequence[int], theirs: Sequence[int]) -> float:
        """Return the share of our topics' weight that their topics hold together (0..1)."""
        together = self.holds[list(theirs)].max(axis=0)
        shares = [float(self.rows[topic] @ together / self.totals[topic]) for topic in ours]
        return sum(shares) / len(shares)

    def _heading_odds(self) -> Matrix:
        """Log-odds that the places of topics in nested lists add, old by new."""
        size = self.old_size
        odds = np.zeros((size, self.new_size))
        old_below, new_below = (_below(side) for side in (self.items[:size], self.items[size:]))
        if not old_below or not new_below:
            return odds
        level = np.zeros_like(odds)
        level[sorted(old_below), :] += 1.0
        level[:, sorted(new_below)] -= 1.0
        odds -= _OTHER_LEVEL * np.abs(level)
        headings: Counter[tuple[int, int]] = Counter()
        for old, new in self.fixed.items():
            above = self.items[old].parent, self.items[new].parent
            if old < size and above[0] is not None and above[1] is not None:
                headings[above[0], above[1]] += 1
        for (old, new), count in headings.items():
            odds[old, new] += _SAME_TOPICS_BELOW * count / max(old_below[old], new_below[new])
        return odds


def _fixed_pairs(old: Sequence[Item], new: Sequence[Item]) -> dict[int, int]:
    """Pair what needs no weighing: the same texts, under the same heading first, then the same titles."""
    fixed: dict[int, int] = {}
    for key_of in (_text_and_heading, _text, _title):
        old_keys, new_keys = key_of(old), key_of(new)
        waiting: dict[object, list[int]] = {}
        for j in range(len(new) - 1, -1, -1):
            if len(old) + j not in fixed:
                waiting.setdefault(new_keys[j], []).append(j)
        waiting.pop(None, None)
        free = [i for i in range(len(old)) if i not in fixed]
        often = Counter(old_keys[i] for i in free)
        for i in free:
            matches = waiting.get(old_keys[i])
            # A repeated text is paired in order; a repeated title says nothing.
            if matches and (key_of is not _title or len(matches) == often[old_keys[i]] == 1):
                j = len(old) + matches.pop()
                fixed[i], fixed[j] = j, i
    return fixed


def _text(items: Sequence[Item]) -> list[object]:
    return [exact_key(item.text) for item in items]


def _text_and_heading(items: Sequence[Item]) -> list[object]:
    texts = _text(items)
    return [
        (text, "" if item.parent is None else texts[item.parent])
        for text, item in zip(texts, items, strict=True)
    ]


def _title(items: Sequence[Item]) -> list[object]:
    """Return titles. A topic without one may get a description, or lose it; a heading says what is below it."""
    headings = _below(items)
    return [None if k in headings else exact_key(item.head) for k, item in enumerate(items)]


def _below(items: Sequence[Item]) -> Counter[int]:
    """Count the topics below each heading."""
    return Counter(item.parent for item in items if item.parent is not None)


def _indicator(bags: Sequence[Sequence[str]]) -> tuple[Matrix, Mapping[str, int]]:
    """Return which bag (rows) has which word, and the column of each word."""
    columns = {word: column for column, word in enumerate(dict.fromkeys(chain.from_iterable(bags)))}
    present = np.zeros((len(bags), len(columns)))
    for row, bag in enumerate(bags):
        present[row, [columns[word] for word in bag]] = 1.0
    return present, columns


def _rarity(present: Matrix, rows: Sequence[int]) -> Matrix:
    """Weigh each column by how few of these rows have it."""
    return np.asarray(np.log((len(rows) + 1) / (present[rows].sum(axis=0) + 0.5)))


def _products(a: Matrix, b: Matrix) -> Matrix:
    """Return the scalar products of the rows of both.

    Without BLAS: for lists of this size its threads cost more than they save, and its sums differ from machine to machine.
    """
    return np.asarray(np.einsum("ik,jk->ij", a, b))


def _best_rival(scores: Matrix) -> Matrix:
    """Return, at each place, the best score of its row beside its own; the least if the row has no other."""
    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    top = np.partition(scores, -2, axis=1)[:, -2:]
    return np.where(scores >= top[:, 1:], top[:, :1], top[:, 1:])


def _with_related(present: Matrix, columns: Mapping[str, int]) -> Matrix:
    """Return how far each row holds each word: 1 for its own, less for those related to them."""
    holds = present.copy()
    families: dict[str, list[str]] = {}
    for word in columns:
        if len(word) > _SHARED_START:
            families.setdefault(word[:_SHARED_START], []).append(word)
    for family in families.values():
        for one, other in combinations(family, 2):
            if _are_related(one, other):
                a, b = columns[one], columns[other]
                np.maximum(holds[:, a], _RELATED * present[:, b], out=holds[:, a])
                np.maximum(holds[:, b], _RELATED * present[:, a], out=holds[:, b])
    return holds


@lru_cache(maxsize=131072)
def _are_related(a: str, b: str) -> bool:
    """Return whether two stems are forms of one word: "analys", "analyt"; "trust", "trustworthi"."""
    if any(map(str.isdigit, a + b)):
        return False
    return a.startswith(b) or b.startswith(a) or Indel.normalized_similarity(a, b) >= _LEAST_RATIO


@lru_cache(maxsize=16384)
def _letter_runs(text: str, language: str) -> tuple[str, ...]:
    """Return the runs of three to five letters in the words of a text, ends of words included."""
    tokens = [token.text.casefold() for token in read(text, language) if token.text[:1].isalnum()]
    # In order, not as a set: sums of floats must not depend on the hashes of strings.
    return tuple(dict.fromkeys(chain.from_iterable(map(_runs_of_word, tokens)))) or (exact_key(text),)


@lru_cache(maxsize=65536)
def _runs_of_word(word: str) -> tuple[str, ...]:
    word = f" {word} "
    return tuple(word[k : k + size] for size in (3, 4, 5) for k in range(len(word) - size + 1))
