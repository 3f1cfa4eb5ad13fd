"""Say how far the meaning moved from one wording to the next."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from cfp_archive.comparing.glossary import read_together
from cfp_archive.comparing.lexicon import DIRECTED_WORDS, EMPTY_WORDS
from cfp_archive.comparing.links import Change
from cfp_archive.comparing.text import Role, Token, same_text, word_key

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["classify_change"]

_EMPTY = frozenset(map(word_key, EMPTY_WORDS))


@lru_cache(maxsize=16384)
def classify_change(old_text: str, new_text: str) -> Change:
    """Say how far the meaning moved from one wording to the next.

    Words added as equals ("A" to "A and B", "A including B") widen a topic; words added as modifiers ("generation" to
    "speech generation", "learning" to "learning for robots") narrow it. Taking words away does the reverse.

    :returns: `Change.NONE` for the same characters, `Change.EDITORIAL` if only case, punctuation, spelling, number,
        acronyms, word order or an empty noun ("techniques") differ, `Change.WIDENED` or `Change.NARROWED` if one
        wording holds the other, else `Change.CHANGED`. Swapping the two texts swaps widened and narrowed.
    """
    if old_text == new_text:
        return Change.NONE
    if same_text(old_text, new_text):
        return Change.EDITORIAL
    old, new = (wording.tokens for wording in read_together([old_text, new_text]))
    old_keys, new_keys = _subject(old), _subject(new)
    if not old_keys or not new_keys:
        return Change.CHANGED
    if old_keys == new_keys:
        return Change.EDITORIAL if _same_direction(old, new) else Change.CHANGED
    if old_keys < new_keys:
        return _effect(old, new)
    if new_keys < old_keys:
        return {Change.WIDENED: Change.NARROWED, Change.NARROWED: Change.WIDENED}.get(
            _effect(new, old), Change.CHANGED
        )
    return Change.CHANGED


def _subject(tokens: Sequence[Token]) -> frozenset[str]:
    """Give the keys of the words that carry meaning; empty nouns count only where nothing else stands."""
    keys = frozenset(token.key for token in tokens if token.role >= Role.GENERIC)
    return keys - _EMPTY or keys


def _same_direction(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Say whether the words stand on the same sides of "for", "in", "with", if both wordings have such a word."""
    sides = [_sides(tokens) for tokens in (old, new)]
    return len(sides[0]) != len(sides[1]) or len(sides[0]) == 1 or sides[0] == sides[1]


def _sides(tokens: Sequence[Token]) -> list[frozenset[str]]:
    sides: list[set[str]] = [set()]
    for token in tokens:
        if token.role == Role.FUNCTION and token.key in DIRECTED_WORDS and sides[-1]:
            sides.append(set())
        elif token.role >= Role.GENERIC:
            sides[-1].add(token.key)
    return [frozenset(side) for side in sides if side]


def _effect(less: Sequence[Token], more: Sequence[Token]) -> Change:
    """Say what the added words do to a topic that lost none: widen it as equals, or narrow it as modifiers."""
    known = _subject(less)
    parts = Counter(t.part for t in more if t.key in known and t.role >= Role.GENERIC)
    effects = set()
    a, b = ([t.key for t in tokens] for tokens in (less, more))
    for tag, _, _, start, end in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        added = [t for t in more[start:end] if t.role >= Role.GENERIC and t.key not in known | _EMPTY]
        if tag in {"equal", "delete"} or not added:
            continue
        # A part of its own holds no word of the older wording; neither does all that follows "including".
        whole = all(parts[t.part] == 0 for t in added)
        effects.add(Change.WIDENED if whole or _is_coordinated(more, start, end) else Change.NARROWED)
    return effects.pop() if len(effects) == 1 else Change.CHANGED


def _is_coordinated(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Say whether added words hang on the rest by a comma, "and" or their like: "A and B of C" from "A of C"."""
    ends = [tokens[k] for k in (start, end - 1) if start < end]
    around = [tokens[k] for k in (start - 1, end) if 0 <= k < len(tokens)]
    inside = any(token.role == Role.BREAK for token in ends)
    return inside or sum(token.role == Role.BREAK for token in around) == 2
