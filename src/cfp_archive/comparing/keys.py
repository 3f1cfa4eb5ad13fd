"""Give topics permanent keys: recorded ones where they are anchored, derived ones elsewhere."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.comparing.decisions import find_topic
from cfp_archive.model import TopicKey
from cfp_archive.naming import ascii_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.graph import Graph
    from cfp_archive.comparing.ties import Place

__all__ = ["Key", "anchor_for", "anchored_place", "assign_keys"]

#: So many words of a topic make its key: enough to be understood in an address, few enough to be typed.
_WORDS = 6
#: Words at which a key must not end: they promise more.
_DANGLING = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "its",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    }
)
#: Words that the site gives a meaning of its own below /topics/.
_TAKEN = frozenset({"index"})


class Key(NamedTuple):
    """A topic's permanent key."""

    key: str
    aliases: tuple[str, ...]  #: further recorded keys of the same topic, whose addresses lead here
    recorded: bool  #: the key stands in topics.yaml


def anchored_place(one: TopicKey, graph: Graph) -> Place | None:
    """Find the place at which a recorded key is anchored; None if the wording is not there (any more)."""
    places = graph.places(one.list, one.edition)
    index = find_topic([graph.topics[place] for place in places], one.text)
    return None if index is None else places[index]


def assign_keys(chains: Sequence[Sequence[Place]], anchors: Sequence[TopicKey], graph: Graph) -> list[Key]:
    """Give each topic its key; no two topics of an archive have the same, whatever their lists.

    :param chains: the places of each topic, oldest first, in an order that depends on the record alone.
    :param anchors: the recorded keys. Of several in one topic the first recorded is the key.
    """
    owner = {place: number for number, chain in enumerate(chains) for place in chain}
    recorded: dict[int, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for one in anchors:
        place = anchored_place(one, graph)
        if place is not None and one.key not in seen:
            recorded[owner[place]].append(one.key)
            seen.add(one.key)
    # A key whose anchor is gone stays taken: its address may not suddenly mean another topic.
    taken = _TAKEN | {one.key for one in anchors}
    keys = []
    for number, chain in enumerate(chains):
        if number in recorded:
            keys.append(Key(key=recorded[number][0], aliases=tuple(recorded[number][1:]), recorded=True))
        else:
            key = _derived(graph.topics[chain[0]].head, taken)
            taken |= {key}
            keys.append(Key(key=key, aliases=(), recorded=False))
    return keys


def _derived(head: str, taken: Iterable[str]) -> str:
    """Make a key of a topic's first words that is not taken yet."""
    words: list[str] = []
    for word in head.split():  # one after the other: "I/O" is kept or left out, never cut
        parts = ascii_key(word).split("-")
        if words and len(words) + len(parts) > _WORDS:
            break
        words += filter(None, parts[:_WORDS])
    while len(words) > 1 and words[-1] in _DANGLING:
        words.pop()
    base = "-".join(words)
    if not re.search("[a-z]", base):
        base = f"topic-{hashlib.sha256(head.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"
    numbered = (f"{base}-{number}" for number in itertools.count(2))
    return next(key for key in itertools.chain([base], numbered) if key not in taken)


def anchor_for(key: str, places: Sequence[Place], graph: Graph) -> TopicKey | None:
    """Give the entry of topics.yaml that ties a key to a topic: at its earliest wording that names no other topic.

    :returns: None if each of its wordings is repeated in its list, so that none names it.
    """
    for place in places:
        entry = TopicKey(key=key, list=place.list, edition=place.edition, text=graph.topics[place].head)
        if anchored_place(entry, graph) == place:
            return entry
    return None
