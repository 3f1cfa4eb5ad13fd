"""Read a topic's wording: fold it for exact comparison."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Give the letters and digits of a text alone, without case: the form in which two wordings count as the same.

    Unicode compatibility forms (NFKC) are set aside too, so that a ligature equals its letters.
    """
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def same_text(a: str, b: str) -> bool:
    """Say whether two wordings are equal but for case, spaces and punctuation."""
    return fold(a) == fold(b) and (fold(a) != "" or "".join(a.split()) == "".join(b.split()))
