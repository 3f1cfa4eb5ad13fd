"""What corresponds to what in two calls: one type and one vocabulary for topics, sentences, dates, categories and people."""

from __future__ import annotations

import enum
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cfp_archive import messages
from cfp_archive.messages import Message
from cfp_archive.model import Decision

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence
    from typing import Self

T = TypeVar("T")

#: From these probabilities on a match is sure, or likely.
_SURE, _LIKELY = 0.97, 0.7


class ChangeKind(enum.StrEnum):
    """What happened to something from an older edition to a newer one, in the order in which readers see the counts.

    Each kind has a symbol, so that color is never the only sign. A new kind needs a line here, a label and a count in
    `messages`, and the place that finds it; see the contributing guide.
    """

    symbol: str
    style: str  #: the name of its CSS classes: cfp-STYLE, cfp-entry-STYLE

    def __new__(cls, value: str, symbol: str, style: str = "") -> Self:
        """Make a kind of its name in data, its symbol, and its style where it looks like another kind."""
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.symbol = symbol
        kind.style = style or value
        return kind

    #: The same but for case, spaces and punctuation; of facts, the same value.
    UNCHANGED = "unchanged", "="
    REWORDED = "reworded", "~"  #: one to one; the same subject, or title, with other words
    CHANGED = "changed", "~", "reworded"  #: a date, page limit, role or affiliation is another
    ADDED = "added", "+"
    REMOVED = "removed", "−"
    SPLIT = "split", "<"  #: one older topic, several newer ones
    MERGED = "merged", ">"  #: several older topics, one newer one
    REGROUPED = "regrouped", "×"  #: several older topics share out their parts among several newer ones
    MOVED = "moved", "→"  #: to another list, heading or section
    RETURNED = "returned", "↺"  #: not in the older call, but in one before it
    #: One call does not have the whole list or section, or states no such facts: nothing was added or removed one by one.
    ONE_SIDED = "one-sided", "·"

    @property
    def order(self) -> int:
        """The 0-based rank among the kinds."""
        return list(ChangeKind).index(self)

    @property
    def message(self) -> Message:
        """The kind as readers see it, to be translated."""
        message: Message = getattr(messages, self.name)
        return message

    @property
    def label(self) -> str:
        """The kind as readers see it: 'Added'."""
        return self.message()

    def counted(self, number: int) -> str:
        """Return a number of things of this kind: '2 added'."""
        message: Message = getattr(messages, f"N_{self.name}")
        return message(n=number)


class RewordingKind(enum.StrEnum):
    """How far the meaning moved from one wording to the next."""

    NONE = "none"  #: the same characters
    MINOR = "minor"  #: case, punctuation, spelling, number, word order
    BROADENED = "broadened"  #: the newer wording covers more
    NARROWED = "narrowed"  #: the newer wording covers less
    CHANGED = "changed"  #: neither contains the other


class Certainty(enum.StrEnum):
    """How certain a match is."""

    SURE = "sure"
    LIKELY = "likely"
    CHECK = "check"  #: a person should look at it


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
    #: 0..1, the share of the older side that the newer holds, by the weight of its words
    old_held: float = 1.0
    new_held: float = 1.0  #: 0..1, the share of the newer side that the older holds

    @property
    def certainty(self) -> Certainty:
        """How certain the match is."""
        if self.score > _SURE:
            return Certainty.SURE
        return Certainty.LIKELY if self.score > _LIKELY else Certainty.CHECK

    def as_dict(self) -> dict[str, object]:
        """Return the grounds as plain values, ready for JSON, rounded to three places."""
        return {
            "certainty": self.certainty.value,
            "score": round(self.score, 3),
            "rule": self.rule.value,
            "reasons": {
                "shared_words": list(self.shared_words),
                "old_held": round(self.old_held, 3),
                "new_held": round(self.new_held, 3),
            },
        }


@dataclass(frozen=True, slots=True)
class Note:
    """What else is known of a change: a message with its values, which programs get too."""

    message: Message
    values: tuple[tuple[str, Any], ...] = ()

    @classmethod
    def of(cls, message: Message, **values: Any) -> Note:
        """Make a note of a message and its values."""
        return cls(message, tuple(values.items()))

    def __getitem__(self, name: str) -> Any:
        """Return a value."""
        return dict(self.values)[name]

    @property
    def text(self) -> str:
        """The note as readers see it."""
        return self.message(**dict(self.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correspondence(Generic[T]):
    """What an older call has, and what a newer call has in its place.

    Its sides are indices where two lists are aligned, references where topics are followed through the editions, and the
    things themselves where two editions are compared. Topics that returned have as ``old`` what they were when they were
    last listed, before the older edition.
    """

    kind: ChangeKind
    old: tuple[T, ...] = ()  #: none for what was added
    new: tuple[T, ...] = ()  #: none for what was removed
    change: RewordingKind = RewordingKind.NONE  #: how the words changed, several of a side as one text
    title_kept: bool = False  #: the title is the same and the description is reworded
    grounds: Grounds | None = None  #: why topics are matched; None where nothing was weighed
    decisions: tuple[Decision, ...] = ()  #: a person's decisions on the match
    detail: Note | None = None  #: what happened, where the kind and the change of words do not say it all
    notes: tuple[Note, ...] = field(default=())

    @property
    def label(self) -> str:
        """What happened, as readers see it: 'Broadened', 'Split into 2 topics'."""
        if self.detail:
            return self.detail.text
        return message_of(self.kind, self.change, title_kept=self.title_kept)()

    @property
    def certainty(self) -> Certainty:
        """How certain the match is; sure where nothing was weighed."""
        return self.grounds.certainty if self.grounds else Certainty.SURE

    @property
    def is_several(self) -> bool:
        """Whether more than one topic becomes one, or one becomes more."""
        return len(self.old) + len(self.new) > 2

    @property
    def continues(self) -> bool:
        """Whether one topic lives on as one topic of the same list, under the same heading."""
        return self.kind in {ChangeKind.UNCHANGED, ChangeKind.REWORDED}

    def value(self, message: Message, name: str) -> Any:
        """Return a value of the first note of a message, or None."""
        return next((note[name] for note in self.notes if note.message is message), None)


_REWORDINGS = {
    RewordingKind.MINOR: messages.MINOR_REWORDING,
    RewordingKind.BROADENED: messages.BROADENED,
    RewordingKind.NARROWED: messages.NARROWED,
}
_DESCRIPTIONS = {
    RewordingKind.BROADENED: messages.DESCRIPTION_BROADENED,
    RewordingKind.NARROWED: messages.DESCRIPTION_NARROWED,
}


def message_of(kind: ChangeKind, change: RewordingKind, *, title_kept: bool = False) -> Message:
    """Return the message that says what happened to a wording, in the words of every view."""
    if kind is ChangeKind.UNCHANGED and change is not RewordingKind.NONE:
        return messages.UNCHANGED_BUT_MINOR
    if kind is not ChangeKind.REWORDED:
        return kind.message
    if title_kept:
        return _DESCRIPTIONS.get(change, messages.DESCRIPTION_CHANGED)
    return _REWORDINGS.get(change, messages.REWORDED)


def pair_equal(sides: Iterable[Sequence[Hashable]], partner: dict[int, int], *, but: Hashable = None) -> None:
    """Pair what is alike and has no partner yet, each in order.

    :param sides: keys of the older things, and of the newer ones.
    :param partner: by the index of a newer thing the index of the older one; pairs are added to it.
    :param but: the key of what is not to be paired.
    """
    old, new = sides
    free = [i for i in range(len(old)) if i not in partner.values()]
    for j, key in enumerate(new):
        if (
            j not in partner
            and key != but
            and (i := next((i for i in free if old[i] == key), None)) is not None
        ):
            partner[j] = i
            free.remove(i)


def counts_of(changes: Iterable[Correspondence[Any]]) -> dict[ChangeKind, int]:
    """Count by kind; every kind is there, zero or not."""
    counts = Counter(change.kind for change in changes)
    return {kind: counts[kind] for kind in ChangeKind}
