"""The kinds of change: one vocabulary for topics, sentences, dates, categories and people, in every view and format."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from cfp_archive import messages

if TYPE_CHECKING:
    from typing import Self

__all__ = ["ChangeKind"]


class ChangeKind(enum.StrEnum):
    """What happened to something from an older edition to a newer one, in the order in which readers see the counts.

    Each kind has a symbol, so that color is never the only sign. A new kind needs a line here, a label and a count in
    `messages`, and the place that finds it; see the contributing guide.
    """

    symbol: str
    style: str  #: the name of its CSS classes: cfp-STYLE, cfp-entry-STYLE

    def __new__(cls, value: str, symbol: str, style: str = "") -> Self:
        """Make a kind of its name in data, its symbol, and its style where it looks like another kind."""
        made = str.__new__(cls, value)
        made._value_ = value
        made.symbol = symbol
        made.style = style or value
        return made

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
    def message(self) -> messages.Message:
        """The kind as readers see it, to be translated."""
        found = getattr(messages, self.name)
        assert isinstance(found, messages.Message)
        return found

    @property
    def label(self) -> str:
        """The kind as readers see it: 'Added'."""
        return self.message()

    def counted(self, number: int) -> str:
        """Return a number of things of this kind: '2 added'."""
        found = getattr(messages, f"N_{self.name}")
        assert isinstance(found, messages.Message)
        return found(n=number)
