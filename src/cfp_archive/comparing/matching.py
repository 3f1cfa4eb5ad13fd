"""Match two lists of topics, rule by rule: exact, near, similar, parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from cfp_archive.comparing.changes import classify_change, subject
from cfp_archive.comparing.links import Change, Rule
from cfp_archive.comparing.parts import find_group
from cfp_archive.comparing.similarity import weigh
from cfp_archive.comparing.text import exact_key

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from cfp_archive.comparing.links import Item
    from cfp_archive.comparing.similarity import Matrix, Scales

__all__ = ["LEAST", "Match", "Rating", "match", "rate"]

#: Below this score there is no link, and below that no split or merge, between lists that know each other.
LEAST, _LEAST_OF_GROUP = 0.44, 0.25
#: The same between strangers: what is as alike as this would be the same topic anywhere.
_LEAST_AMONG_STRANGERS = 0.9
#: Mean score of the likest quarter of two lists: as low as this they are strangers, as high as that acquainted.
_STRANGERS, _ACQUAINTED = 0.6, 0.8
#: So many topics are enough to tell strangers.
_TELLING = 8
#: How much a place between the same two neighbours adds to a score.
_NEIGHBOURS = 0.1
#: How much common children add to the score of two headings, and what a heading loses against a topic without any.
_CHILDREN, _LEVEL = 0.4, 0.15
#: The least score of two topics that are the same words in another spelling, number or order.
_NEAR = 0.95
#: A second wording of a topic that has its partner: so much alike, and lying in it to so much.
_REPEATED = 0.85


class Match(NamedTuple):
    """Members of both lists that belong together; indices ascending."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    rule: Rule
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The scores of all pairs of two lists."""

    exact: tuple[tuple[int, int], ...]  #: pairs of the same text, each index once
    near: tuple[tuple[int, int], ...]  #: pairs of the same words in another spelling, number or order
    scores: Matrix  #: old by new, 0..1; 1.0 for the same text
    scales: Scales


def rate(old: Sequence[Item], new: Sequence[Item]) -> Rating:
    """Score each older topic against each newer one, by words, place and headings."""
    scales = weigh([item.text for item in old], [item.text for item in new])
    exact = _exact_pairs(old, new)
    scores = scales.scores
    near: list[tuple[int, int]] = []
    if old and new:
        scores = scores * (1.0 + _NEIGHBOURS * _same_place(len(old), len(new), exact))
        scores = np.clip(_with_headings(scores, old, new, exact), 0.0, 0.99)
        near = _near_pairs(old, new, scales)
        for pair in near:  # whatever their words weigh: they are the same
            scores[pair] = max(scores[pair], _NEAR)
        for pair in _equal([exact_key(item.text) for item in old], [exact_key(item.text) for item in new]):
            scores[pair] = 1.0
    return Rating(exact=tuple(exact), near=tuple(near), scores=scores, scales=scales)


def match(old: Sequence[Item], new: Sequence[Item], *, least: float = LEAST) -> list[Match]:
    """Match two lists: each index stands in one match at most. See `alignment.align`."""
    if not old or not new:
        return []
    rating = rate(old, new)
    scores = rating.scores
    found = dict.fromkeys(rating.exact, Rule.EXACT)
    rows, columns = _left(found, len(old), len(new))
    near = np.zeros_like(scores)
    for pair in rating.near:
        near[pair] = scores[pair]
    found |= dict.fromkeys(_assign(near, rows, columns), Rule.NEAR)
    rows, columns = _left(found, len(old), len(new))
    acquaintance = _acquaintance(scores)
    usable = np.where(scores >= _threshold(least, acquaintance), scores, 0.0)
    found |= dict.fromkeys(_assign(usable, rows, columns), Rule.SIMILAR)
    return _with_groups(found, rating, _threshold(_LEAST_OF_GROUP, acquaintance))


def _exact_pairs(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Pair the same texts: first those under the same heading, then the rest; in order where a text repeats."""
    pairs: list[tuple[int, int]] = []
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for with_heading in (True, False):
        waiting: dict[tuple[str, str], list[int]] = {}
        for j in range(len(new) - 1, -1, -1):
            if j not in taken_new:
                waiting.setdefault(_place_key(new, j, with_heading), []).append(j)
        left = (i for i in range(len(old)) if i not in taken_old)
        pairs += [
            (i, places.pop()) for i in left if (places := waiting.get(_place_key(old, i, with_heading)))
        ]
        taken_old, taken_new = {i for i, _ in pairs}, {j for _, j in pairs}
    return sorted(pairs)


def _equal(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Give all pairs of equal values."""
    places: dict[Hashable, list[int]] = {}
    for j, value in enumerate(new):
        places.setdefault(value, []).append(j)
    return [(i, j) for i, value in enumerate(old) for j in places.get(value, ())]


def _near_pairs(old: Sequence[Item], new: Sequence[Item], scales: Scales) -> list[tuple[int, int]]:
    """Give all pairs of the same words whose difference is editorial."""
    pairs = _equal(
        *([subject(wording.tokens) for wording in side.wordings] for side in (scales.old, scales.new))
    )
    return [(i, j) for i, j in pairs if classify_change(old[i].text, new[j].text) == Change.EDITORIAL]


def _place_key(items: Sequence[Item], index: int, with_heading: bool) -> tuple[str, str]:
    parent = items[index].parent
    heading = exact_key(items[parent].text) if with_heading and parent is not None else ""
    return exact_key(items[index].text), heading


def _same_place(old_size: int, new_size: int, anchors: Iterable[tuple[int, int]]) -> Matrix:
    """Say how surely two topics stand in the same place (0..1): between the same neighbours, with few others there."""
    partner = dict(anchors)
    if not partner:
        return np.zeros((old_size, new_size))
    before, after = _neighbours([partner.get(i) for i in range(old_size)], new_size)
    anchored = set(partner.values())
    new_before, new_after = _neighbours([j if j in anchored else None for j in range(new_size)], new_size)
    crowd = max(1.0, (old_size + new_size - 2 * len(partner)) / (len(partner) + 1))
    alike = (before[:, None] == new_before[None, :]).astype(float) + (after[:, None] == new_after[None, :])
    return np.asarray(alike / (2.0 * crowd))


def _neighbours(anchors: Sequence[int | None], end: int) -> tuple[Matrix, Matrix]:
    """Give, for each place, the nearest anchor before and after it; -1 and ``end`` where there is none."""
    before, after = np.full(len(anchors), -1.0), np.full(len(anchors), float(end))
    last = -1.0
    for place, anchor in enumerate(anchors):
        before[place] = last
        last = last if anchor is None else float(anchor)
    last = float(end)
    for place in range(len(anchors) - 1, -1, -1):
        after[place] = last
        anchor = anchors[place]
        last = last if anchor is None else float(anchor)
    return before, after


def _with_headings(
    scores: Matrix, old: Sequence[Item], new: Sequence[Item], exact: Iterable[tuple[int, int]]
) -> Matrix:
    """Bring headings together by their children, and keep headings and topics without children apart."""
    old_children, new_children = _children(old), _children(new)
    if not old_children or not new_children:
        return scores
    level = np.zeros_like(scores)
    level[sorted(old_children), :] += 1.0
    level[:, sorted(new_children)] -= 1.0
    scores = scores * (1.0 - _LEVEL * np.abs(level))
    common: dict[tuple[int, int], int] = {}
    for i, j in exact:
        above = old[i].parent, new[j].parent
        if above[0] is not None and above[1] is not None:
            common[above[0], above[1]] = common.get((above[0], above[1]), 0) + 1
    for (i, j), count in common.items():
        share = count / max(len(old_children[i]), len(new_children[j]))
        scores[i, j] += (1.0 - scores[i, j]) * _CHILDREN * share
    return scores


def _children(items: Sequence[Item]) -> dict[int, list[int]]:
    children: dict[int, list[int]] = {}
    for index, item in enumerate(items):
        if item.parent is not None:
            children.setdefault(item.parent, []).append(index)
    return children


def _acquaintance(scores: Matrix) -> float:
    """Say how well two lists know each other (0..1), from their likest quarter.

    The same two words in two calls of one series mean continuity; in calls of two fields they mean chance.
    """
    best = np.sort(scores[linear_sum_assignment(scores, maximize=True)])[::-1]
    likest = float(best[: max(1, len(best) // 4)].mean())
    known = min(1.0, max(0.0, (likest - _STRANGERS) / (_ACQUAINTED - _STRANGERS)))
    # A few topics prove nothing either way, and lists are compared because someone takes them for related.
    weight = min(1.0, len(best) / _TELLING)
    return weight * known + (1.0 - weight)


def _threshold(least: float, acquaintance: float) -> float:
    return _LEAST_AMONG_STRANGERS + (least - _LEAST_AMONG_STRANGERS) * acquaintance


def _left(found: Iterable[tuple[int, int]], old_size: int, new_size: int) -> tuple[list[int], list[int]]:
    taken_old, taken_new = {i for i, _ in found}, {j for _, j in found}
    return [i for i in range(old_size) if i not in taken_old], [
        j for j in range(new_size) if j not in taken_new
    ]


def _assign(scores: Matrix, rows: Sequence[int], columns: Sequence[int]) -> list[tuple[int, int]]:
    """Choose the pairs, each index once, whose scores add up to the most; a score of 0 is no pair."""
    if not rows or not columns:
        return []
    part = scores[np.ix_(rows, columns)]
    chosen = zip(*linear_sum_assignment(part, maximize=True), strict=True)
    return [(rows[r], columns[c]) for r, c in chosen if part[r, c] > 0.0]


def _with_groups(found: dict[tuple[int, int], Rule], rating: Rating, least: float) -> list[Match]:
    """Join what is left to the links as further partners of a split or a merge."""
    scales, scores = rating.scales, rating.scores
    rows, columns = _left(found, *scores.shape)
    partner, source = dict(found.keys()), {j: i for i, j in found}
    settled = {pair for pair, rule in found.items() if rule in {Rule.EXACT, Rule.NEAR}}
    groups: list[Match] = []
    open_old = [i for i in range(scores.shape[0]) if i not in partner or (i, partner[i]) not in settled]
    open_new = [j for j in range(scores.shape[1]) if j not in source or (source[j], j) not in settled]
    splits = [find_group(scales, i, split=True, free=columns, tied=partner.get(i)) for i in open_old]
    merges = [find_group(scales, j, split=False, free=rows, tied=source.get(j)) for j in open_new]
    proposals = [Match(old=(g.one,), new=g.many, rule=Rule.PARTS, score=g.score) for g in splits if g]
    proposals += [Match(old=g.many, new=(g.one,), rule=Rule.PARTS, score=g.score) for g in merges if g]
    used_old: set[int] = set()
    used_new: set[int] = set()
    for group in sorted(proposals, key=lambda m: (-m.score, m.old, m.new)):
        if group.score >= least and used_old.isdisjoint(group.old) and used_new.isdisjoint(group.new):
            groups.append(group)
            used_old.update(group.old)
            used_new.update(group.new)
    singles = [
        Match(old=(i,), new=(j,), rule=rule, score=float(scores[i, j]))
        for (i, j), rule in found.items()
        if i not in used_old and j not in used_new
    ]
    return _with_repeats(groups + singles, rating)


def _with_repeats(matches: list[Match], rating: Rating) -> list[Match]:
    """Join a topic that a list holds twice, word for word or nearly, to the partner of its double."""
    scores, scales = rating.scores, rating.scales
    joined = list(matches)
    for old_is_one in (True, False):
        rows, columns = _left({(i, j) for m in joined for i in m.old for j in m.new}, *scores.shape)
        for left in columns if old_is_one else rows:
            for place, m in enumerate(joined):
                pair = (m.old[0], left) if old_is_one else (left, m.new[0])
                if len(m.old if old_is_one else m.new) > 1 or not _repeats(scales, scores, pair):
                    continue
                rule = m.rule if scores[pair] == 1.0 else Rule.SIMILAR
                old = m.old if old_is_one else tuple(sorted((*m.old, left)))
                new = tuple(sorted((*m.new, left))) if old_is_one else m.new
                joined[place] = Match(old=old, new=new, rule=rule, score=min(m.score, float(scores[pair])))
                break
    return joined


def _repeats(scales: Scales, scores: Matrix, pair: tuple[int, int]) -> bool:
    """Say whether two topics are one said twice: alike, with the same head, and one holding all that the other has."""
    i, j = pair
    return bool(
        scores[pair] == 1.0 or (scores[pair] >= _REPEATED and scales.same_head(i, j) and scales.holds(i, j))
    )
