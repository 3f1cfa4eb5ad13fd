"""One sign for each fate of a topic, the same on pages, in pictures and in the terminal."""

from __future__ import annotations

from cfp_archive.comparing.ties import Fate

__all__ = ["SIGNS"]

#: Colour never says anything alone; all signs are in every font. '<' opens as a split does, '>' closes as a merger does.
SIGNS = {
    Fate.UNCHANGED: "=",
    Fate.REWORDED: "~",
    Fate.SPLIT: "<",
    Fate.MERGED: ">",
    Fate.REGROUPED: "×",
    Fate.MOVED: "→",
    Fate.RETURNED: "↺",
    Fate.ADDED: "+",
    Fate.REMOVED: "−",
}
