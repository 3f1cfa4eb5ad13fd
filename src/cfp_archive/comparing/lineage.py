"""The life of one topic: its wordings, where it stood, where it came from and went."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from cfp_archive.comparing.keys import Key, assign_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cfp_archive.comparing.alignment import Grounds, RewordingKind
    from cfp_archive.comparing.graph import Graph
    from cfp_archive.comparing.kinds import ChangeKind
    from cfp_archive.comparing.ties import Place, Tie
    from cfp_archive.model import Decision, TopicKey

__all__ = ["Lineage", "Relative", "Wording", "lineages_of"]

#: A short title is cut at a word's end so that it has at most this many characters.
_SHORT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One wording of a topic, for as long as it stood without another in between.

    ``change``, ``grounds`` and ``decision`` tell of the step from the wording before; None for the first. Where
    the title stayed, ``title_kept`` is true and the change is one of the description.
    """

    text: str
    head: str  #: the title of a ``**Title**: description`` entry, else the text
    editions: tuple[str, ...]  #: keys of the editions in which it stood, oldest first
    change: RewordingKind | None = None
    grounds: Grounds | None = None
    decision: Decision | None = None
    title_kept: bool = False  #: the topic is unchanged by its title; ``change`` is about the description


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Another topic that this one came from, or went into."""

    kind: ChangeKind  #: split, merged, regrouped or moved
    key: str  #: the other topic's permanent key
    list: str  #: the other topic's list
    text: str  #: the other topic's wording at that time
    head: str
    edition: str  #: key of the edition in which the other topic stood
    change: RewordingKind
    grounds: Grounds
    decision: Decision | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """The life of one topic in one list. It begins and ends where topics are split, merged or moved."""

    key: str  #: permanent, unique over all lists; part of the topic's address
    aliases: tuple[str, ...]  #: further recorded keys, whose addresses lead here
    recorded: bool  #: the key stands in topics.yaml
    list: str  #: the list's name
    places: tuple[Place, ...]  #: everywhere it stood, oldest first, once for each edition
    wordings: tuple[Wording, ...]  #: oldest first
    returned: tuple[str, ...]  #: keys of editions in which it came back after one or more without it
    came_from: tuple[Relative, ...]
    went_to: tuple[Relative, ...]

    @property
    def editions(self) -> tuple[str, ...]:
        """Give the keys of the editions in which it stood, oldest first."""
        return tuple(place.edition for place in self.places)

    @property
    def first(self) -> str:
        """Give the key of the first edition in which it stood."""
        return self.places[0].edition

    @property
    def last(self) -> str:
        """Give the key of the last edition in which it stood."""
        return self.places[-1].edition

    @property
    def title(self) -> str:
        """Give the newest wording's title, or all of it."""
        return self.wordings[-1].head

    @property
    def short_title(self) -> str:
        """Give the title cut at a word's end, where it is long."""
        if len(self.title) <= _SHORT:
            return self.title
        kept = (
            self.title[:_SHORT].rsplit(" ", 1)[0] if " " in self.title[:_SHORT] else self.title[: _SHORT - 1]
        )
        return kept.rstrip(" ,;:/(-") + "…"


def lineages_of(graph: Graph, anchors: Sequence[TopicKey], lists: Sequence[str]) -> tuple[Lineage, ...]:
    """Give the lives of all topics, by their first edition, then by list, then by their place in it.

    :param anchors: the recorded keys.
    :param lists: names of all lists, in the order in which readers see them.
    """
    rank = {name: number for number, name in enumerate(lists)}
    starts = [place for place in graph.topics if _begins(place, graph)]
    starts.sort(key=lambda place: (graph.order[place.edition], rank[place.list], place.position))
    chains = [_chain(start, graph) for start in starts]
    keys = assign_keys(chains, anchors, graph)
    key_of = {place: one.key for one, chain in zip(keys, chains, strict=True) for place in chain}
    return tuple(_lineage(chain, key, graph, key_of) for chain, key in zip(chains, keys, strict=True))


def _begins(place: Place, graph: Graph) -> bool:
    tie = graph.into.get(place)
    return tie is None or not tie.is_step


def _chain(place: Place, graph: Graph) -> tuple[Place, ...]:
    chain = [place]
    while (tie := graph.onward.get(chain[-1])) is not None and tie.is_step:
        chain.append(tie.new[0])
    return tuple(chain)


def _lineage(chain: tuple[Place, ...], key: Key, graph: Graph, key_of: Mapping[Place, str]) -> Lineage:
    came, went = graph.into.get(chain[0]), graph.onward.get(chain[-1])
    return Lineage(
        key=key.key,
        aliases=key.aliases,
        recorded=key.recorded,
        list=chain[0].list,
        places=chain,
        wordings=_wordings(chain, graph),
        returned=tuple(
            place.edition
            for before, place in pairwise(chain)
            if graph.before(place.list, place.edition) != before.edition
        ),
        came_from=_relatives(came, came.old, graph, key_of) if came else (),
        went_to=_relatives(went, went.new, graph, key_of) if went else (),
    )


def _wordings(chain: Sequence[Place], graph: Graph) -> tuple[Wording, ...]:
    wordings: list[Wording] = []
    for text, group in groupby(chain, key=lambda place: graph.topics[place].text):
        places = list(group)
        tie = graph.into.get(places[0]) if wordings else None
        wordings.append(
            Wording(
                text=text,
                head=graph.topics[places[0]].head,
                editions=tuple(place.edition for place in places),
                change=tie.change if tie else None,
                grounds=tie.grounds if tie else None,
                decision=tie.decision if tie else None,
                title_kept=tie is not None and tie.title_kept,
            )
        )
    return tuple(wordings)


def _relatives(
    tie: Tie, others: Sequence[Place], graph: Graph, key_of: Mapping[Place, str]
) -> tuple[Relative, ...]:
    return tuple(
        Relative(
            kind=tie.kind,
            key=key_of[place],
            list=place.list,
            text=graph.topics[place].text,
            head=graph.topics[place].head,
            edition=place.edition,
            change=tie.change,
            grounds=tie.grounds,
            decision=tie.decision,
        )
        for place in others
    )
