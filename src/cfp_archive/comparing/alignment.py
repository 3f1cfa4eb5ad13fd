"""Align two ordered lists of topics: which older topic lives on in which newer one.

The same texts are linked first. For the rest, every pair and every split or merge is weighed as log-odds by a small
model (see `evidence`), and the best joint reading of both lists is chosen (see `matching`). ``docs/guide/matching.md``
explains it, with the measured accuracy.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.comparing.changes import RewordingKind, classify_change
from cfp_archive.comparing.evidence import CERTAIN, Evidence, Item
from cfp_archive.comparing.kinds import ChangeKind
from cfp_archive.comparing.matching import Certainty, certainty_of, match, probability
from cfp_archive.comparing.text import LANGUAGE, same_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.comparing.evidence import Model
    from cfp_archive.comparing.matching import Match

__all__ = [
    "IDENTICAL",
    "Alignment",
    "Candidate",
    "Certainty",
    "Grounds",
    "Item",
    "Link",
    "RewordingKind",
    "Rule",
    "align",
    "align_texts",
    "alignment_as_dict",
    "candidates",
    "classify_change",
    "grounds_as_dict",
]

#: So many shared words are enough to explain a match, the rarest first.
_MOST_WORDS = 5


class Rule(enum.StrEnum):
    """Why topics are matched."""

    EXACT = "exact"  #: equal but for case, spaces and punctuation
    TITLE = "title"  #: the same title, with another description
    FORM = "form"  #: the same words in another spelling, number or order
    SIMILAR = "similar"  #: similar wordings
    PARTS = "parts"  #: partners that each hold a part of one topic
    HUMAN = "human"  #: a person's decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Why topics are matched, and how certain that is."""

    rule: Rule
    score: float = 1.0  #: 0..1, how likely the match is right; 1.0 for equal texts and decisions
    shared_words: tuple[str, ...] = ()  #: that both sides have, as the newer prints them, the rarest first
    old_held: float = (
        1.0  #: 0..1, the share of the older side that the newer holds, by the weight of its words
    )
    new_held: float = 1.0  #: 0..1, the share of the newer side that the older holds

    @property
    def certainty(self) -> Certainty:
        """How certain the match is."""
        return certainty_of(self.score)


#: Of equal texts.
IDENTICAL = Grounds(rule=Rule.EXACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Older and newer topics that are matched; indices are 0-based into the two aligned lists, ascending."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    kind: ChangeKind
    change: RewordingKind
    grounds: Grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The whole comparison of two lists: each index of either list is in exactly one link or in added/removed."""

    links: tuple[Link, ...]  #: ordered by the first new index
    added: tuple[int, ...]  #: indices into the newer list
    removed: tuple[int, ...]  #: indices into the older list


class Candidate(NamedTuple):
    """A possible partner of an older topic."""

    new: int  #: 0-based index into the newer list
    score: float  #: 0..1, how likely the two are the same, each pair for itself; 1.0 for equal texts


def align_texts(
    old: Sequence[str], new: Sequence[str], *, language: str = LANGUAGE, model: Model | None = None
) -> Alignment:
    """Align two flat lists of topics: see `align`."""
    items = ([Item(text=text) for text in texts] for texts in (old, new))
    return align(*items, language=language, model=model)


def align(
    old: Sequence[Item], new: Sequence[Item], *, language: str = LANGUAGE, model: Model | None = None
) -> Alignment:
    """Align two lists of topics.

    The result depends on nothing but the arguments. Swapping the lists swaps added and removed, split and merged,
    broadened and narrowed, and nothing else.

    :param old: the older list in document order; 0 to some hundreds of topics.
    :param new: the newer list.
    :param language: the topics' language as an ISO 639-1 code, for the forms of their words.
    :param model: coefficients to use in place of the package's own, for measuring.
    :returns: each index of either list in exactly one link, or in added or removed.
    """
    links: list[Link] = []
    if old and new:
        # Sums of floats depend on their order, and ties on the side: always match from the same side.
        back = _order(new) < _order(old)
        one, other = (new, old) if back else (old, new)
        evidence = Evidence(one, other, language=language, model=model)
        matches = [(m, _grounds(evidence, m, back)) for m in match(evidence)]
        if back:
            matches = [(m._replace(old=m.new, new=m.old), grounds) for m, grounds in matches]
        links = sorted((_link(old, new, m, grounds) for m, grounds in matches), key=lambda link: link.new)
    linked_old = {i for link in links for i in link.old}
    linked_new = {j for link in links for j in link.new}
    return Alignment(
        links=tuple(links),
        added=tuple(j for j in range(len(new)) if j not in linked_new),
        removed=tuple(i for i in range(len(old)) if i not in linked_old),
    )


def candidates(
    old: Sequence[Item], new: Sequence[Item], *, language: str = LANGUAGE, limit: int = 3
) -> tuple[tuple[Candidate, ...], ...]:
    """Return, for each older topic, its likeliest newer partners, best first, for a person to review.

    :param limit: the most partners for one topic; fewer if the newer list is shorter.
    :returns: one tuple for each older topic, in order; equally likely partners in the order of the newer list.
    """
    if not old or not new:
        return tuple(() for _ in old)
    evidence = Evidence(old, new, language=language)
    found = []
    for i, row in enumerate(evidence.odds[: len(old), len(old) :]):
        scores = [
            probability(CERTAIN if evidence.fixed.get(i) == len(old) + j else x) for j, x in enumerate(row)
        ]
        best = sorted(range(len(new)), key=lambda j: (-scores[j], j))[:limit]
        found.append(tuple(Candidate(new=j, score=scores[j]) for j in best))
    return tuple(found)


def alignment_as_dict(alignment: Alignment) -> dict[str, object]:
    """Return an alignment as plain values, ready for JSON; scores and shares are rounded to three places."""
    return {
        "links": [
            {
                "old": list(link.old),
                "new": list(link.new),
                "kind": link.kind.value,
                "change": link.change.value,
                **grounds_as_dict(link.grounds),
            }
            for link in alignment.links
        ],
        "added": list(alignment.added),
        "removed": list(alignment.removed),
    }


def grounds_as_dict(grounds: Grounds) -> dict[str, object]:
    """Return why topics are matched as plain values, ready for JSON."""
    return {
        "certainty": grounds.certainty.value,
        "score": round(grounds.score, 3),
        "rule": grounds.rule.value,
        "reasons": {
            "shared_words": list(grounds.shared_words),
            "old_held": round(grounds.old_held, 3),
            "new_held": round(grounds.new_held, 3),
        },
    }


def _order(items: Sequence[Item]) -> tuple[object, ...]:
    """Return a key that orders lists, and is the same for equal lists only."""
    return len(items), [
        (item.text, -1 if item.parent is None else item.parent, item.title or "") for item in items
    ]


def _grounds(evidence: Evidence, found: Match, back: bool) -> Grounds:
    """Explain a match; ``back``: the evidence has the newer list first."""
    old = list(found.old)
    new = [evidence.old_size + j for j in found.new]
    if back:
        old, new = new, old
    rule = Rule.SIMILAR
    if all(evidence.keys[i] == evidence.keys[j] for i in old for j in new):
        return IDENTICAL
    if len(old) > 1 or len(new) > 1:
        rule = Rule.PARTS
    elif evidence.fixed.get(old[0]) == new[0]:
        rule = Rule.TITLE
    elif classify_change(evidence.items[old[0]].text, evidence.items[new[0]].text) is RewordingKind.MINOR:
        rule = Rule.FORM
    return Grounds(
        rule=rule,
        score=found.score,
        shared_words=evidence.shared_words(old, new)[:_MOST_WORDS],
        old_held=evidence.share_held(old, new),
        new_held=evidence.share_held(new, old),
    )


def _link(old: Sequence[Item], new: Sequence[Item], found: Match, grounds: Grounds) -> Link:
    if len(found.old) == len(found.new) == 1:
        same = same_text(old[found.old[0]].text, new[found.new[0]].text)
        kind = ChangeKind.UNCHANGED if same else ChangeKind.REWORDED
    else:
        kind = ChangeKind.SPLIT if len(found.old) == 1 else ChangeKind.MERGED
    return Link(
        old=found.old,
        new=found.new,
        kind=kind,
        change=classify_change(_joined(old, found.old), _joined(new, found.new)),
        grounds=grounds,
    )


def _joined(items: Sequence[Item], indices: Sequence[int]) -> str:
    """Return the texts of the members as one list of equals, without repeats."""
    return ", ".join(dict.fromkeys(items[k].text for k in indices))
