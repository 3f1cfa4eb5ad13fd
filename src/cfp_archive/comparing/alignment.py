"""Align two ordered lists of topics: which older topic lives on in which newer one, and how certain that is.

The same texts are linked first. For the rest, each pair, and each topic with several of the other list, is a reading that
weighs its log-odds (see `evidence`); leaving a topic unlinked weighs 0. The heaviest readings are taken that share no topic.
How certain a link is follows from what the whole would lose without it. ``docs/guide/matching.md`` explains it, with the
measured accuracy.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from cfp_archive.comparing.correspondence import ChangeKind, Correspondence, Grounds, RewordingKind, Rule
from cfp_archive.comparing.evidence import CERTAIN, Evidence, Item
from cfp_archive.comparing.rewording import classify_change
from cfp_archive.comparing.text import LANGUAGE, same_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cfp_archive.comparing.evidence import Model

    Reading = tuple[int, ...]  #: topics of both lists, numbered through, ascending

#: A topic splits into so many at most; so many candidates are tried, the likeliest first, and so many sets of members of
#: each size are carried on.
_MOST_MEMBERS, _MOST_CANDIDATES, _BEAM = 8, 10, 24
#: Log-odds below which nothing begins a split or merge, or joins one.
_LEAST_FIRST, _LEAST_MEMBER = -6.0, -1.0
#: Log-odds that a split or merge gains if the one topic's title is the heading of the others. Set by hand, as is all that
#: is about headings: the labelled lists have none.
_TITLE_ABOVE = 3.0
#: A topic that another holds to this share, and that holds as much of it, is the same topic once more.
_REPEATED = 0.85
#: So many shared words are enough to explain a match, the rarest first.
_MOST_WORDS = 5
#: Two wholes that differ by less weigh the same.
_ALMOST_ZERO = 1e-9

#: Older and newer topics that are matched, as 0-based indices into the two aligned lists, ascending.
Link = Correspondence[int]

#: Of equal texts.
IDENTICAL = Grounds(rule=Rule.EXACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The whole comparison of two lists: each index of either list is in exactly one link or in added/removed."""

    links: tuple[Link, ...]  #: ordered by the first new index
    added: tuple[int, ...]  #: indices into the newer list
    removed: tuple[int, ...]  #: indices into the older list


class Wording(Protocol):
    """What is compared of a topic, be it an item of a list or a topic of an archive."""

    @property
    def text(self) -> str:
        """All of it."""

    @property
    def head(self) -> str:
        """The title of a ``**Title**: description`` entry, else the text."""


class Effect(NamedTuple):
    """What the numbers and the wordings of two matched sides make of them."""

    kind: ChangeKind
    change: RewordingKind
    title_kept: bool  #: one topic kept its title while its description was reworded


def effect_of(old: Sequence[Wording], new: Sequence[Wording], language: str) -> Effect:
    """Return what happened to matched topics of one list; several topics of a side count as one text.

    :param language: of the topics, an ISO 639-1 code.
    """
    if len(old) == len(new) == 1 and old[0].text == new[0].text:
        return Effect(ChangeKind.UNCHANGED, RewordingKind.NONE, title_kept=False)
    change = classify_change(*(joined(topic.text for topic in side) for side in (old, new)), language)
    if len(old) > 1 and len(new) > 1:
        return Effect(ChangeKind.REGROUPED, change, title_kept=False)
    if len(old) > 1 or len(new) > 1:
        return Effect(ChangeKind.SPLIT if len(new) > 1 else ChangeKind.MERGED, change, title_kept=False)
    if same_text(old[0].text, new[0].text):
        return Effect(ChangeKind.UNCHANGED, change, title_kept=False)
    same_title = same_text(old[0].head, new[0].head)
    if same_title and change in {RewordingKind.NONE, RewordingKind.MINOR}:
        return Effect(ChangeKind.UNCHANGED, change, title_kept=False)
    return Effect(ChangeKind.REWORDED, change, same_title)


def joined(texts: Iterable[str]) -> str:
    """Return several wordings as one list of equals, without repeats, to be compared as one text."""
    return ", ".join(dict.fromkeys(texts))


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
        evidence = Evidence(*((new, old) if back else (old, new)), language=language, model=model)
        links = sorted(
            (_link(evidence, reading, score, back=back) for reading, score in _best_readings(evidence)),
            key=lambda link: link.new,
        )
    linked_old = {i for link in links for i in link.old}
    linked_new = {j for link in links for j in link.new}
    return Alignment(
        links=tuple(links),
        added=tuple(j for j in range(len(new)) if j not in linked_new),
        removed=tuple(i for i in range(len(old)) if i not in linked_old),
    )


def candidates(
    old: Sequence[Item], new: Sequence[Item], *, language: str = LANGUAGE, limit: int = 3
) -> tuple[tuple[tuple[int, float], ...], ...]:
    """Return, for each older topic, its likeliest newer partners, best first, for a person to review.

    :param limit: the most partners for one topic; fewer if the newer list is shorter.
    :returns: for each older topic, in order, its partners: their 0-based index, and how likely (0..1) the two are the same,
        each pair for itself; 1.0 for equal texts. Equally likely ones are in the order of the newer list.
    """
    if not old or not new:
        return tuple(() for _ in old)
    evidence = Evidence(old, new, language=language)
    rated = []
    for i, row in enumerate(evidence.odds[: len(old), len(old) :].tolist()):
        if i in evidence.fixed:
            row[evidence.fixed[i] - len(old)] = CERTAIN
        best = sorted(range(len(new)), key=lambda j, odds=row: (-odds[j], j))[:limit]  # type: ignore[misc]
        rated.append(tuple((j, _probability(row[j])) for j in best))
    return tuple(rated)


def alignment_as_dict(alignment: Alignment) -> dict[str, object]:
    """Return an alignment as plain values, ready for JSON; scores and shares are rounded to three places."""
    return {
        "links": [
            {
                "old": list(link.old),
                "new": list(link.new),
                "kind": link.kind.value,
                "change": link.change.value,
                **(link.grounds or IDENTICAL).as_dict(),
            }
            for link in alignment.links
        ],
        "added": list(alignment.added),
        "removed": list(alignment.removed),
    }


def _order(items: Sequence[Item]) -> tuple[object, ...]:
    """Return a key that orders lists, and is the same for equal lists only."""
    return len(items), [
        (item.text, -1 if item.parent is None else item.parent, item.title or "") for item in items
    ]


def _probability(odds: float) -> float:
    """Return the probability (0..1) of log-odds; 1.0 of what is fixed."""
    return 1.0 if odds >= CERTAIN else 1.0 / (1.0 + math.exp(-odds))


def _best_readings(evidence: Evidence) -> Iterator[tuple[Reading, float]]:
    """Yield the readings of the best whole, with the probability (0..1) that each is right."""
    weights = dict(_readings(evidence))
    everything = sorted(weights, key=lambda reading: (-weights[reading], reading))

    def weigh(whole: Iterable[Reading]) -> float:
        return sum(weights[reading] for reading in whole)

    order = everything
    while True:
        chosen = _choose(order)
        total = weigh(chosen)
        losses: list[float] = []
        for reading in chosen:
            if len(reading) == 2 and weights[reading] >= CERTAIN:
                losses.append(CERTAIN)
                continue
            # A wider split or merge that has the same members would not contradict the link.
            members = frozenset(reading)
            loss, rest = min(
                (
                    (total - weigh(_choose(rest)), rest)
                    for allowed in ([everything] if order is everything else [everything, order])
                    for rest in [[other for other in allowed if not members.issubset(other)]]
                ),
                key=itemgetter(0),
            )
            if loss < -_ALMOST_ZERO:
                # Heavy as it is, the reading keeps out lighter ones that weigh more together. Each round weighs more
                # than the one before, so the rounds end.
                order = rest
                break
            losses.append(loss)
        else:
            yield from zip(chosen, map(_probability, losses), strict=True)
            return


def _readings(evidence: Evidence) -> Iterator[tuple[Reading, float]]:
    """Yield the readings that are worth a look, with their weights."""
    fixed, size = evidence.fixed, evidence.old_size
    free = [
        [topic for topic in side if topic not in fixed]
        for side in (range(size), range(size, len(evidence.items)))
    ]
    hopeful = np.asarray(evidence.most_member_odds > _LEAST_MEMBER).tolist()
    for topic, odds in enumerate(evidence.odds.tolist()):
        near = [k for k in free[topic < size] if odds[k] > _LEAST_FIRST]
        if topic in fixed:
            # What stays as it is neither splits nor takes anything in, but a list may say it twice. Another topic that
            # stays may have the same repeats, so the pair is a reading by itself, too.
            held = evidence.held
            repeats = [k for k in near if min(held[topic, k], held[k, topic]) >= _REPEATED]
            for more in ([], repeats):
                yield tuple(sorted((topic, fixed[topic], *more))), CERTAIN + sum(odds[k] for k in more)
            continue
        if topic < size:
            yield from (((topic, k), odds[k]) for k in near if odds[k] > 0.0)
        if any(hopeful[topic][k] for k in near):
            near = sorted(near, key=lambda k: (-odds[k], k))[:_MOST_CANDIDATES]
            for members, weight in _stars(evidence, topic, odds, near, hopeful[topic]):
                if weight > 0.0:
                    yield tuple(sorted((topic, *members))), weight
                heading = evidence.heading_of(members)
                if heading is not None and heading not in fixed and evidence.has_title(topic, heading):
                    yield tuple(sorted((topic, heading, *members))), weight + _TITLE_ABOVE


def _stars(
    evidence: Evidence, topic: int, odds: Sequence[float], near: Sequence[int], hopeful: Sequence[bool]
) -> Iterator[tuple[Reading, float]]:
    """Yield the sets of several partners that one topic may have, with their weights.

    :param odds: of each topic to be the one partner.
    :param near: possible partners, the likeliest first. They join in this order, so that each set is weighed once.
    :param hopeful: for each topic whether it may join at all.
    """
    rank = {k: position for position, k in enumerate(near)}
    layer: Mapping[Reading, float] = {(k,): odds[k] for k in near}
    for _ in range(_MOST_MEMBERS - 1):
        wider: dict[Reading, float] = {}
        for members, weight in layer.items():
            for k in near[rank[members[-1]] + 1 :]:
                if hopeful[k] and (more := evidence.member_odds(topic, members, k)) > _LEAST_MEMBER:
                    wider[*members, k] = weight + more
        yield from wider.items()
        layer = dict(sorted(wider.items(), key=lambda reading: (-reading[1], reading[0]))[:_BEAM])


def _choose(order: Sequence[Reading]) -> list[Reading]:
    """Take the readings in order, without those that share a topic with one before."""
    taken: set[int] = set()
    chosen = []
    for reading in order:
        if taken.isdisjoint(reading):
            chosen.append(reading)
            taken.update(reading)
    return chosen


def _link(evidence: Evidence, reading: Reading, score: float, *, back: bool) -> Link:
    """Make a link of a reading; ``back``: the evidence has the newer list first."""
    size = evidence.old_size
    first, second = [k for k in reading if k < size], [k for k in reading if k >= size]
    old, new = (second, first) if back else (first, second)
    effect = effect_of([evidence.items[k] for k in old], [evidence.items[k] for k in new], evidence.language)
    grounds = IDENTICAL
    if len({evidence.keys[k] for k in reading}) > 1:
        rule = Rule.SIMILAR
        if len(reading) > 2:
            rule = Rule.PARTS
        elif evidence.fixed.get(old[0]) == new[0]:
            rule = Rule.TITLE
        elif effect.change is RewordingKind.MINOR:
            rule = Rule.FORM
        grounds = Grounds(
            rule=rule,
            score=score,
            shared_words=evidence.shared_words(old, new)[:_MOST_WORDS],
            old_held=evidence.share_held(old, new),
            new_held=evidence.share_held(new, old),
        )
    olds, news = (tuple(k - size if k >= size else k for k in side) for side in (old, new))
    return Correspondence(**effect._asdict(), old=olds, new=news, grounds=grounds)
