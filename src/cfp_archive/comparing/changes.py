"""Say how far the meaning moved from one wording to the next."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from cfp_archive.comparing.glossary import read_together
from cfp_archive.comparing.lexicon import ADVERBS, DIRECTED_WORDS, EMPTY_WORDS
from cfp_archive.comparing.links import Change
from cfp_archive.comparing.text import Role, Token, same_text, word_key

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["classify_change", "subject"]

_EMPTY = frozenset(map(word_key, EMPTY_WORDS))
_ADVERBS = frozenset(map(word_key, ADVERBS))
_REVERSE = {Change.WIDENED: Change.NARROWED, Change.NARROWED: Change.WIDENED}


@lru_cache(maxsize=16384)
def classify_change(old_text: str, new_text: str) -> Change:
    """Say how far the meaning moved from one wording to the next.

    Words added as equals ("A" to "A and B", "A including B") widen a topic; words added as modifiers ("generation" to
    "speech generation", "learning" to "learning for robots") narrow it; adverbs ("again") do neither. Taking words away does the reverse.

    :returns: `Change.NONE` for the same characters, `Change.EDITORIAL` if only case, punctuation, spelling, number,
        acronyms, word order or an empty noun ("techniques") differ, `Change.WIDENED` or `Change.NARROWED` if one
        wording holds the other, else `Change.CHANGED`. Swapping the two texts swaps widened and narrowed.
    """
    if old_text == new_text:
        return Change.NONE
    if same_text(old_text, new_text):
        return Change.EDITORIAL
    old, new = (wording.tokens for wording in read_together([old_text, new_text]))
    old_keys, new_keys = _keys(old), _keys(new)
    if not old_keys or not new_keys:
        return Change.CHANGED
    if old_keys - _EMPTY and new_keys - _EMPTY:  # empty nouns count only where nothing else stands
        old_keys, new_keys = old_keys - _EMPTY, new_keys - _EMPTY
    if old_keys == new_keys:
        return Change.EDITORIAL if _same_direction(old, new) else Change.CHANGED
    if old_keys < new_keys:
        return _effect(old, new, old_keys)
    if new_keys < old_keys:
        return _REVERSE.get(_effect(new, old, new_keys), Change.CHANGED)
    return Change.CHANGED


def _keys(tokens: Sequence[Token]) -> frozenset[str]:
    """Give the keys of the words that carry meaning."""
    return frozenset(token.key for token in tokens if token.role >= Role.GENERIC)


def subject(tokens: Sequence[Token]) -> frozenset[str]:
    """Give the keys of the words that carry meaning, without empty nouns where anything else stands."""
    keys = _keys(tokens)
    return keys - _EMPTY or keys


def _parts(tokens: Sequence[Token]) -> set[frozenset[str]]:
    """Give the coordinated parts of a topic, each as the keys of its words."""
    numbers = {token.part for token in tokens}
    parts = {_keys([token for token in tokens if token.part == number]) for number in numbers}
    return {part - _EMPTY or part for part in parts if part}


def _same_direction(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Say whether the words stand on the same sides of "for", "in", "with", if both wordings have such a word."""
    sides = [_sides(tokens) for tokens in (old, new)]
    return len(sides[0]) != len(sides[1]) or len(sides[0]) == 1 or sides[0] == sides[1]


def _sides(tokens: Sequence[Token]) -> list[frozenset[str]]:
    sides: list[set[str]] = [set()]
    for token in tokens:
        if token.role == Role.FUNCTION and token.key in DIRECTED_WORDS and sides[-1]:
            sides.append(set())
        elif token.role >= Role.GENERIC and token.key not in _EMPTY:
            sides[-1].add(token.key)
    return [frozenset(side) for side in sides if side]


def _effect(less: Sequence[Token], more: Sequence[Token], known: frozenset[str]) -> Change:
    """Say what the added words do to a topic that lost none: widen it as equals, or narrow it as modifiers."""
    runs = _added_runs(more, known | _EMPTY)
    if any(_is_adverb(more[start:end]) for start, end in runs) or _is_exchange(less, more, known):
        return Change.CHANGED
    if _parts(less) <= _parts(more):
        return Change.WIDENED
    parts: dict[str, set[int]] = {}
    for token in less:
        if token.role >= Role.GENERIC:
            parts.setdefault(token.key, set()).add(token.part)
    effects = {
        Change.WIDENED if _is_equal(more, start, end, parts) else Change.NARROWED for start, end in runs
    }
    return effects.pop() if len(effects) == 1 else Change.CHANGED


def _added_runs(tokens: Sequence[Token], known: Collection[str]) -> list[tuple[int, int]]:
    """Find the stretches of unknown words, with the little words inside them, as starts and ends."""
    runs: list[tuple[int, int]] = []
    for place, token in enumerate(tokens):
        if token.role < Role.GENERIC or token.key in known:
            continue
        between = tokens[runs[-1][1] : place] if runs else tokens
        if runs and all(other.role == Role.FUNCTION for other in between):
            runs[-1] = (runs[-1][0], place + 1)
        else:
            runs.append((place, place + 1))
    return runs


def _is_adverb(run: Sequence[Token]) -> bool:
    """Say whether added words are adverbs alone, which neither stand beside a subject nor narrow it: "again"."""
    return all(token.key in _ADVERBS for token in run if token.role >= Role.GENERIC)


def _is_exchange(less: Sequence[Token], more: Sequence[Token], known: Collection[str]) -> bool:
    """Say whether an unknown word stands in the place of one that is known from elsewhere: "wave", "the next one"."""
    a, b = ([token.key for token in tokens if token.role >= Role.GENERIC] for tokens in (less, more))
    return any(
        tag == "replace" and not any(key in known or key in _EMPTY for key in b[j1:j2])
        for tag, _, _, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    )


def _is_equal(tokens: Sequence[Token], start: int, end: int, parts: Mapping[str, set[int]]) -> bool:
    """Say whether added words stand beside the rest as an equal: "and budding", not "winter grafting".

    They hang on a comma, "and" or their like. If a known word follows them at once, the comma must be new: "soil and
    plant chemistry" widens "soil chemistry", but "frost and soil chemistry" narrows "frost and chemistry".
    """
    before = tokens[start - 1] if start else None
    after = tokens[end] if end < len(tokens) else None
    for mark, beyond, neighbour in (
        (before, reversed(tokens[: max(start - 1, 0)]), after),
        (after, iter(tokens[end + 1 :]), before),
    ):
        if mark is None or mark.role != Role.BREAK:
            continue
        if neighbour is None or neighbour.role < Role.GENERIC:
            return True
        far = next((token for token in beyond if token.key in parts), None)
        if far is not None and parts[far.key] & parts.get(neighbour.key, set()):
            return True
    return False
