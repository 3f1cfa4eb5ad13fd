"""What corresponds to what in two calls: one type for topics, sentences, dates, categories and people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from cfp_archive import messages
from cfp_archive.comparing.alignment import RewordingKind
from cfp_archive.comparing.kinds import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfp_archive.comparing.alignment import Grounds
    from cfp_archive.messages import Message
    from cfp_archive.model import Decision

__all__ = ["Correspondence", "Note", "counts_of", "message_of"]

T = TypeVar("T")


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

    Topics that returned have as ``old`` what they were when they were last listed, before the older edition.
    """

    kind: ChangeKind
    old: tuple[T, ...] = ()  #: none for what was added
    new: tuple[T, ...] = ()  #: none for what was removed
    change: RewordingKind = RewordingKind.NONE  #: how the words changed
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

    def value(self, message: Message, name: str) -> Any:
        """Return a value of the first note of a message, or None."""
        return next((one[name] for one in self.notes if one.message is message), None)


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


def counts_of(found: Iterable[Correspondence[Any]]) -> dict[ChangeKind, int]:
    """Count by kind; every kind is there, zero or not."""
    counts = Counter(one.kind for one in found)
    return {kind: counts[kind] for kind in ChangeKind}
