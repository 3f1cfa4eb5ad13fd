"""The history of an archive's topics: the life of each one through the editions, under a permanent key."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from cfp_archive.comparing.graph import find_topic, trace
from cfp_archive.comparing.text import word_set
from cfp_archive.memory import make_anew
from cfp_archive.model import TopicKey
from cfp_archive.naming import ascii_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cfp_archive.comparing.graph import Graph, TopicRef, TopicStep
    from cfp_archive.memory import Recall
    from cfp_archive.model import Archive

#: A short title is cut at a word's end so that it has at most this many characters.
_SHORT = 60
#: So many words of a topic make its key: enough to be understood in an address, few enough to be typed.
_WORDS = 6
#: Words at which a key must not end: they promise more.
_DANGLING = word_set("a an and as at by for from in into its of on or the to with")
#: Words that the site gives a meaning of its own below /topics/.
_TAKEN = frozenset({"index"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A topic of a call, with the key under which its history is told."""

    place: TopicRef
    text: str
    head: str  #: the title of a ``**Title**: description`` entry, else the text
    key: str  #: the lineage's permanent key


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One wording of a topic, for as long as it was listed without another in between."""

    text: str
    head: str  #: the title of a ``**Title**: description`` entry, else the text
    editions: tuple[str, ...]  #: keys of the editions that list it, oldest first
    step: TopicStep | None  #: from the wording before; None for the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """The life of one topic in one list. It begins and ends where topics are split, merged or moved."""

    key: str  #: permanent, unique over all lists; part of the topic's address
    aliases: tuple[str, ...]  #: further recorded keys, whose addresses lead here
    recorded: bool  #: the key is in topics.yaml
    list: str  #: the list's name
    places: tuple[TopicRef, ...]  #: everywhere it is listed, oldest first, once for each edition
    wordings: tuple[Wording, ...]  #: oldest first
    returned: tuple[str, ...]  #: keys of editions in which it came back after one or more without it
    step_into: TopicStep | None  #: the split, merger or move that it came from
    came_from: tuple[Member, ...]  #: the older topics of that
    step_from: TopicStep | None  #: the split, merger or move that it went into
    went_to: tuple[Member, ...]  #: the newer topics of that

    @property
    def editions(self) -> tuple[str, ...]:
        """The keys of the editions that list it, oldest first."""
        return tuple(ref.edition for ref in self.places)

    @property
    def first(self) -> str:
        """The key of the first edition that lists it."""
        return self.places[0].edition

    @property
    def last(self) -> str:
        """The key of the last edition that lists it."""
        return self.places[-1].edition

    @property
    def title(self) -> str:
        """The newest wording's title, or all of it, without a mark at its end that leads on to the next entry: "metrics;"."""
        head = self.wordings[-1].head
        return head.rstrip(" ;,:") or head

    @property
    def short_title(self) -> str:
        """The title cut at a word's end, where it is long."""
        if len(self.title) <= _SHORT:
            return self.title
        start = self.title[:_SHORT]
        return (start.rsplit(" ", 1)[0] if " " in start else start[:-1]).rstrip(" ,;:/(-") + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All topics of an archive through all its editions. Treat its mappings as read-only."""

    archive: Archive
    graph: Graph
    lineages: tuple[Lineage, ...]  #: by first edition, list and position
    by_place: Mapping[TopicRef, Lineage]
    by_key: Mapping[str, Lineage]  #: aliases too
    #: What `compare_topics` returned for two editions, older first or not: each pair is asked for often.
    compared: dict[tuple[str, str], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def lineage(self, key: str) -> Lineage | None:
        """Return the topic of that key or alias, or None."""
        return self.by_key.get(key)

    def lineages_in(self, name: str) -> tuple[Lineage, ...]:
        """Return the topics of a list, by first edition and position."""
        return tuple(lineage for lineage in self.lineages if lineage.list == name)

    def editions_with(self, name: str) -> tuple[str, ...]:
        """Return the keys of the editions that have the list, oldest first."""
        return self.graph.lists.get(name, ())

    def member(self, ref: TopicRef) -> Member:
        """Return a topic with its key."""
        return _member(ref, self.graph, self.by_place[ref].key)

    def members(self, name: str, edition: str) -> tuple[Member, ...]:
        """Return the topics of a list of an edition, in order; none if the edition does not have the list."""
        return tuple(self.member(ref) for ref in self.graph.refs(name, edition))

    def unrecorded(self) -> tuple[TopicKey, ...]:
        """Return the entries that topics.yaml lacks, in the order of the lineages.

        A topic of drafts alone is left out: its wording may still change. So is one that shares each of its wordings with
        another topic of the same list, so that no entry can name it.
        """
        drafts = {edition.key for edition in self.archive.editions if edition.facts.draft}
        missing = (one for one in self.lineages if not one.recorded and set(one.editions) - drafts)
        entries = (_anchor_for(lineage, self.graph) for lineage in missing)
        return tuple(entry for entry in entries if entry is not None)


def build_history(archive: Archive, recall: Recall = make_anew) -> History:
    """Follow the topics of an archive through its editions.

    The result depends on nothing but what the archive says, not on the order in which its files were read.

    :param archive: any archive, with one edition or none too, and with problems too.
    :param recall: returns how an earlier run aligned the same lists. Default: all are aligned anew.
    """
    archive = archive.in_order
    graph = trace(archive, recall)
    rank = {name: number for number, name in enumerate(archive.list_names)}
    starts = [ref for ref in graph.topics if not ((step := graph.step_into.get(ref)) and step.continues)]
    starts.sort(key=lambda ref: (graph.order[ref.edition], rank[ref.list], ref.position))
    chains = [_chain(start, graph) for start in starts]
    keys = _assign_keys(chains, archive.topic_keys, graph)
    key_of = {ref: key.key for key, chain in zip(keys, chains, strict=True) for ref in chain}
    lineages = tuple(_lineage(chain, key, graph, key_of) for chain, key in zip(chains, keys, strict=True))
    return History(
        archive=archive,
        graph=graph,
        lineages=lineages,
        by_place={ref: lineage for lineage in lineages for ref in lineage.places},
        by_key={key: lineage for lineage in lineages for key in (lineage.key, *lineage.aliases)},
    )


def _chain(ref: TopicRef, graph: Graph) -> tuple[TopicRef, ...]:
    chain = [ref]
    while (step := graph.step_from.get(chain[-1])) is not None and step.continues:
        chain.append(step.new[0])
    return tuple(chain)


def _lineage(chain: tuple[TopicRef, ...], key: _Key, graph: Graph, key_of: Mapping[TopicRef, str]) -> Lineage:
    came, went = graph.step_into.get(chain[0]), graph.step_from.get(chain[-1])
    wordings: list[Wording] = []
    for text, group in groupby(chain, key=lambda ref: graph.topics[ref].text):
        refs = list(group)
        head, editions = graph.topics[refs[0]].head, tuple(ref.edition for ref in refs)
        step = graph.step_into.get(refs[0]) if wordings else None
        wordings.append(Wording(text=text, head=head, editions=editions, step=step))
    return Lineage(
        key=key.key,
        aliases=key.aliases,
        recorded=key.recorded,
        list=chain[0].list,
        places=chain,
        wordings=tuple(wordings),
        returned=tuple(
            ref.edition
            for before, ref in pairwise(chain)
            if graph.previous(ref.list, ref.edition) != before.edition
        ),
        step_into=came,
        came_from=tuple(_member(ref, graph, key_of[ref]) for ref in (came.old if came else ())),
        step_from=went,
        went_to=tuple(_member(ref, graph, key_of[ref]) for ref in (went.new if went else ())),
    )


def _member(ref: TopicRef, graph: Graph, key: str) -> Member:
    topic = graph.topics[ref]
    return Member(place=ref, text=topic.text, head=topic.head, key=key)


# Permanent keys: recorded ones where they are anchored, derived ones elsewhere


class _Key(NamedTuple):
    """A topic's permanent key."""

    key: str
    aliases: tuple[str, ...]  #: further recorded keys of the same topic, whose addresses lead here
    recorded: bool  #: the key is in topics.yaml


def anchored_topic(entry: TopicKey, graph: Graph) -> TopicRef | None:
    """Find the topic at which a recorded key is anchored; None if the wording is not there (any more)."""
    refs = graph.refs(entry.list, entry.edition)
    index = find_topic([graph.topics[ref] for ref in refs], entry.text)
    return None if index is None else refs[index]


def _assign_keys(
    chains: Sequence[Sequence[TopicRef]], anchors: Sequence[TopicKey], graph: Graph
) -> list[_Key]:
    """Return the key of each topic; no two topics of an archive have the same, whatever their lists.

    :param chains: where each topic is listed, oldest first, in an order that depends on the record alone.
    :param anchors: the recorded keys. Of several in one topic the first recorded is the key.
    """
    owner = {ref: number for number, chain in enumerate(chains) for ref in chain}
    recorded: dict[int, list[str]] = defaultdict(list)
    seen: set[str] = set()
    for entry in anchors:
        ref = anchored_topic(entry, graph)
        if ref is not None and entry.key not in seen:
            recorded[owner[ref]].append(entry.key)
            seen.add(entry.key)
    # A key whose anchor is gone stays taken: its address may not suddenly mean another topic.
    taken = {*_TAKEN, *(entry.key for entry in anchors)}
    keys = []
    for number, chain in enumerate(chains):
        if number in recorded:
            keys.append(_Key(recorded[number][0], tuple(recorded[number][1:]), recorded=True))
        else:
            key = _derived_key(graph.topics[chain[0]].head, taken)
            taken.add(key)
            keys.append(_Key(key, (), recorded=False))
    return keys


def _derived_key(head: str, taken: Iterable[str]) -> str:
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


def _anchor_for(lineage: Lineage, graph: Graph) -> TopicKey | None:
    """Return the entry of topics.yaml that ties a key to a topic: at its earliest wording that names no other topic.

    :returns: None if each of its wordings is repeated in its list, so that none names it.
    """
    for ref in lineage.places:
        entry = TopicKey(key=lineage.key, list=ref.list, edition=ref.edition, text=graph.topics[ref].head)
        if anchored_topic(entry, graph) == ref:
            return entry
    return None
