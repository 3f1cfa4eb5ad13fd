"""Align two ordered lists of topics: which older topic lives on in which newer one.

The rules in order, each on what the rules before it left: the same text; the same but for spelling, number, acronyms
and word order; the best partners by weighted similarity, chosen for the lists as a whole; several topics that share
out the parts of one. `docs/guide/matching.md` tells them in full, with the measured accuracy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.comparing.changes import classify_change
from cfp_archive.comparing.links import Alignment, Change, Item, Kind, Link, Rule
from cfp_archive.comparing.matching import LEAST, Match, match, rate
from cfp_archive.comparing.text import same_text

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
    score: float  #: 0..1, how alike the two are; 1.0 for equal texts


def align_texts(old: Sequence[str], new: Sequence[str], *, least: float = LEAST) -> Alignment:
    """Align two flat lists of topics: see `align`."""
    return align([Item(text=text) for text in old], [Item(text=text) for text in new], least=least)


def align(old: Sequence[Item], new: Sequence[Item], *, least: float = LEAST) -> Alignment:
    """Align two lists of topics.

    The result depends on nothing but the two lists. Swapping them swaps added and removed, split and merged, widened
    and narrowed, and nothing else.

    :param old: the older list in document order; 0 to some hundreds of topics, in any language.
    :param new: the newer list.
    :param least: the least score of a one-to-one link, 0..1, between lists that have much in common. The fewer they
        have, the nearer the bar comes to 0.9. Higher finds fewer false links and misses more true ones.
    :returns: each index of either list in exactly one link, or in added or removed.
    """
    # The arithmetic is the same both ways round, but ties are not: always match from the same side.
    if _order(new) < _order(old):
        matches = [
            Match(old=m.new, new=m.old, rule=m.rule, score=m.score) for m in match(new, old, least=least)
        ]
    else:
        matches = match(old, new, least=least)
    homes = {(i, j) for m in matches for i in m.old for j in m.new}
    links = sorted((_link(old, new, m, homes) for m in matches), key=lambda link: link.new)
    linked_old = {i for link in links for i in link.old}
    linked_new = {j for link in links for j in link.new}
    return Alignment(
        links=tuple(links),
        added=tuple(j for j in range(len(new)) if j not in linked_new),
        removed=tuple(i for i in range(len(old)) if i not in linked_old),
    )


def candidates(
    old: Sequence[Item], new: Sequence[Item], *, limit: int = 3
) -> tuple[tuple[Candidate, ...], ...]:
    """Give, for each older topic, its best-scoring newer partners, best first, for a person to review.

    :param limit: the most partners for one topic; fewer if the newer list is shorter.
    :returns: one tuple for each older topic, in order; ties stand in the order of the newer list.
    """
    if not old or not new:
        return tuple(() for _ in old)
    scores = rate(old, new).scores
    return tuple(
        tuple(
            Candidate(new=j, score=float(row[j]))
            for j in sorted(range(len(new)), key=lambda j: (-row[j], j))[:limit]
        )
        for row in scores
    )


def alignment_as_dict(alignment: Alignment) -> dict[str, object]:
    """Give an alignment as plain values, ready for JSON; scores are rounded to four places."""
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


def _order(items: Sequence[Item]) -> tuple[object, ...]:
    """Give a key that orders lists, and is the same for equal lists only."""
    return len(items), [(item.text, -1 if item.parent is None else item.parent) for item in items]


def _link(old: Sequence[Item], new: Sequence[Item], m: Match, homes: set[tuple[int, int]]) -> Link:
    change = classify_change(_joined(old, m.old), _joined(new, m.new))
    if len(m.old) == len(m.new) == 1:
        kind = Kind.UNCHANGED if same_text(old[m.old[0]].text, new[m.new[0]].text) else Kind.REWORDED
    else:
        kind = Kind.SPLIT if len(m.old) == 1 else Kind.MERGED
    moved = any(_has_moved(old, new, i, j, homes) for i in m.old for j in m.new)
    return Link(old=m.old, new=m.new, kind=kind, change=change, rule=m.rule, score=m.score, moved=moved)


def _joined(items: Sequence[Item], indices: Sequence[int]) -> str:
    """Give the texts of the members as one list of equals, without repeats."""
    return ", ".join(dict.fromkeys(items[k].text for k in indices))


def _has_moved(old: Sequence[Item], new: Sequence[Item], i: int, j: int, homes: set[tuple[int, int]]) -> bool:
    """Say whether a topic stands under another heading; where a whole list has none, nothing can have moved."""
    before, after = old[i].parent, new[j].parent
    if before is None and after is None:
        return False
    if before is None or after is None:
        return any(item.parent is not None for item in (old if before is None else new))
    return (before, after) not in homes
