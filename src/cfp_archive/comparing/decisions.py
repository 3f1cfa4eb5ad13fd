"""Let a person's rulings on matches win over the engine's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.comparing.alignment import Grounds, Rule
from cfp_archive.comparing.text import same_text
from cfp_archive.comparing.ties import Place, Tie, tie_together
from cfp_archive.model import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cfp_archive.model import Decision, Topic

__all__ = ["Ruling", "apply_rulings", "find_topic", "part"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """A decision with the places that it names; the older ones followed to where they stood last."""

    old: tuple[Place, ...]
    new: tuple[Place, ...]
    decision: Decision

    @property
    def parts(self) -> bool:
        """Say whether the ruling keeps topics apart."""
        return self.decision.outcome is Outcome.NOT_SAME


def find_topic(topics: Sequence[Topic], wording: str) -> int | None:
    """Find the topic that a decision or a topic key names.

    The whole wording counts before the title alone, and the same characters before the same text.

    :returns: its 0-based index, or None.
    """
    wording = " ".join(wording.split())
    for given in ([topic.text for topic in topics], [topic.head for topic in topics]):
        if wording in given:
            return given.index(wording)
    for given in ([topic.text for topic in topics], [topic.head for topic in topics]):
        for index, text in enumerate(given):
            if same_text(text, wording):
                return index
    return None


def apply_rulings(ties: Iterable[Tie], rulings: Iterable[Ruling], topics: Mapping[Place, Topic]) -> list[Tie]:
    """Give the ties as people see them. A ruling changes what it names and nothing else; a later one wins.

    :param ties: the engine's ties into one list of one edition.
    :param rulings: those about the same list and edition, in the order of the file.
    """
    ties = list(ties)
    for ruling in rulings:
        if ruling.parts:
            ties = part(ties, [ruling], topics)
            continue
        old, new = frozenset(ruling.old), frozenset(ruling.new)
        loose = (_reduced(tie, set(tie.old) - old, set(tie.new) - new, topics) for tie in ties)
        ties = [tie for tie in loose if tie is not None]
        grounds = Grounds(rule=Rule.HUMAN)
        ties.append(tie_together(old, new, topics, grounds=grounds, decision=ruling.decision))
    return ties


def part(ties: Iterable[Tie], rulings: Iterable[Ruling], topics: Mapping[Place, Topic]) -> list[Tie]:
    """Take from the ties the pairs that rulings keep apart."""
    ties = list(ties)
    for ruling in rulings:
        if not ruling.parts:
            continue
        kept: list[Tie | None] = []
        for tie in ties:
            old, new = set(tie.old), set(tie.new)
            if old.isdisjoint(ruling.old) or new.isdisjoint(ruling.new):
                kept.append(tie)
            elif new - set(ruling.new):
                kept.append(_reduced(tie, old, new - set(ruling.new), topics))
            else:
                kept.append(_reduced(tie, old - set(ruling.old), new, topics))
        ties = [tie for tie in kept if tie is not None]
    return ties


def _reduced(tie: Tie, old: set[Place], new: set[Place], topics: Mapping[Place, Topic]) -> Tie | None:
    """Give a tie with some of its members; None if a side has none left."""
    if not old or not new:
        return None
    if len(old) == len(tie.old) and len(new) == len(tie.new):
        return tie
    return tie_together(old, new, topics, grounds=tie.grounds, decision=tie.decision)
