"""Align two ordered lists of topics: which older topic lives on in which newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from scipy.optimize import linear_sum_assignment

from cfp_archive.comparing.links import Alignment, Change, Item, Kind, Link, Rule
from cfp_archive.comparing.text import fold, same_text

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Alignment",
    "Candidate",
    "Change",
    "Item",
    "Kind",
    "Link",
    "Rule",
    "align",
    "align_texts",
    "alignment_as_dict",
    "candidates",
    "classify_change",
]


class Candidate(NamedTuple):
    """A possible partner of an older topic."""

    new: int  #: 0-based index into the newer list
    score: float  #: 0..1


def classify_change(old_text: str, new_text: str) -> Change:
    """Say how far the meaning moved from one wording to the next."""
    if old_text == new_text:
        return Change.NONE
    old, new = set(old_text.casefold().split()), set(new_text.casefold().split())
    if same_text(old_text, new_text) or old == new:
        return Change.EDITORIAL
    if old < new:
        return Change.WIDENED
    if new < old:
        return Change.NARROWED
    return Change.CHANGED


def _scores(old: Sequence[str], new: Sequence[str]) -> np.ndarray:
    if not old or not new:
        return np.zeros((len(old), len(new)))
    return process.cdist(old, new, scorer=fuzz.token_sort_ratio).astype(float) / 100


def align_texts(old: Sequence[str], new: Sequence[str]) -> Alignment:
    """Align two flat lists of wordings."""
    return align([Item(text=text) for text in old], [Item(text=text) for text in new])


def align(old: Sequence[Item], new: Sequence[Item]) -> Alignment:
    """Align two lists of topics."""
    pairs: dict[int, tuple[int, float]] = {}
    waiting: dict[str, list[int]] = {}
    for j, item in enumerate(new):
        waiting.setdefault(fold(item.text) or item.text, []).append(j)
    for i, item in enumerate(old):
        if places := waiting.get(fold(item.text) or item.text):
            pairs[i] = (places.pop(0), 1.0)
    taken = {j for j, _ in pairs.values()}
    rows = [i for i in range(len(old)) if i not in pairs]
    columns = [j for j in range(len(new)) if j not in taken]
    scores = _scores([old[i].text for i in rows], [new[j].text for j in columns])
    if scores.size:
        for r, c in zip(*linear_sum_assignment(-np.where(scores >= 0.6, scores, 0)), strict=True):
            if scores[r, c] >= 0.6:
                pairs[rows[r]] = (columns[c], float(scores[r, c]))
    links = [
        Link(
            old=(i,),
            new=(j,),
            kind=Kind.UNCHANGED if same_text(old[i].text, new[j].text) else Kind.REWORDED,
            change=classify_change(old[i].text, new[j].text),
            rule=Rule.EXACT if same_text(old[i].text, new[j].text) else Rule.SIMILAR,
            score=score,
        )
        for i, (j, score) in pairs.items()
    ]
    taken = {j for j, _ in pairs.values()}
    return Alignment(
        links=tuple(sorted(links, key=lambda link: link.new)),
        added=tuple(j for j in range(len(new)) if j not in taken),
        removed=tuple(i for i in range(len(old)) if i not in pairs),
    )


def candidates(
    old: Sequence[Item], new: Sequence[Item], *, limit: int = 3
) -> tuple[tuple[Candidate, ...], ...]:
    """Give the best-scoring newer partners of each older topic, best first."""
    scores = _scores([item.text for item in old], [item.text for item in new])
    return tuple(
        tuple(
            Candidate(new=j, score=float(row[j]))
            for j in sorted(range(len(new)), key=lambda j: (-row[j], j))[:limit]
        )
        for row in scores
    )


def alignment_as_dict(alignment: Alignment) -> dict[str, object]:
    """Give an alignment as plain values for JSON."""
    return {
        "links": [
            {
                "old": list(link.old),
                "new": list(link.new),
                "kind": link.kind.value,
                "change": link.change.value,
                "rule": link.rule.value,
                "score": round(link.score, 4),
                "moved": link.moved,
            }
            for link in alignment.links
        ],
        "added": list(alignment.added),
        "removed": list(alignment.removed),
    }
