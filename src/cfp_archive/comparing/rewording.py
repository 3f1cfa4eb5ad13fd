"""Return how far the meaning moved from one wording to the next."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from cfp_archive.comparing.correspondence import RewordingKind
from cfp_archive.comparing.text import LANGUAGE, Role, Token, read, same_text, stem, word_set
from cfp_archive.comparing.words import opcodes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

#: Words that turn two subjects round their places: "learning for systems" is not "systems for learning".
_DIRECTED = word_set(
    "for in on to with from by at via using through into against für mit pour dans con para por"
)
#: Nouns that name no subject of their own: "sampling" and "sampling techniques" are the same topic.
_EMPTY = frozenset(map(stem, word_set("technique method methodology approach aspect issue topic support")))
#: Adverbs that change what is said of a subject, not the subject: added, they neither broaden nor narrow it.
_ADVERBS = frozenset(
    map(
        stem,
        word_set(
            "again anew still already now today ever never once always often sometimes rarely too yet however moreover "
            "finally recently currently indeed really very wieder noch schon heute encore toujours aujourd'hui hoy siempre"
        ),
    )
)

_REVERSE = {
    RewordingKind.BROADENED: RewordingKind.NARROWED,
    RewordingKind.NARROWED: RewordingKind.BROADENED,
}


@lru_cache(maxsize=16384)
def classify_change(old_text: str, new_text: str, language: str = LANGUAGE) -> RewordingKind:
    """Return how far the meaning moved from one wording to the next.

    Words added as equals ("A" to "A and B", "A including B") broaden a topic; words added as modifiers ("generation" to
    "speech generation", "learning" to "learning for robots") narrow it; adverbs ("again") do neither. Taking words away does the reverse.

    :param language: of both, an ISO 639-1 code, for the forms of their words.
    :returns: `RewordingKind.NONE` for the same characters, `RewordingKind.MINOR` if only case, punctuation, spelling, number,
        acronyms, word order or an empty noun ("techniques") differ, `RewordingKind.BROADENED` or `RewordingKind.NARROWED` if one
        wording holds the other, else `RewordingKind.CHANGED`. Swapping the two texts swaps broadened and narrowed.
    """
    if old_text == new_text:
        return RewordingKind.NONE
    if same_text(old_text, new_text):
        return RewordingKind.MINOR
    tokens = _tokens(old_text, language), _tokens(new_text, language)
    old, new = _spelled_out(*tokens), _spelled_out(*reversed(tokens))
    old_keys, new_keys = _keys(old), _keys(new)
    if not old_keys or not new_keys:
        return RewordingKind.CHANGED
    if old_keys - _EMPTY and new_keys - _EMPTY:  # empty nouns count only where nothing else stands
        old_keys, new_keys = old_keys - _EMPTY, new_keys - _EMPTY
    if old_keys == new_keys:
        return RewordingKind.MINOR if _same_direction(old, new) else RewordingKind.CHANGED
    if old_keys < new_keys:
        return _effect(old, new, old_keys)
    if new_keys < old_keys:
        return _REVERSE.get(_effect(new, old, new_keys), RewordingKind.CHANGED)
    return RewordingKind.CHANGED


def _tokens(text: str, language: str) -> Sequence[Token]:
    """Cut a topic into words; those that are listed above have the keys that they have there, in any language."""
    tokens = read(text, language)
    if language == LANGUAGE:
        return tokens
    keys = (stem(token.text) for token in tokens)
    return [
        token._replace(key=key) if key in _EMPTY or key in _ADVERBS else token
        for token, key in zip(tokens, keys, strict=True)
    ]


def _spelled_out(tokens: Sequence[Token], other: Sequence[Token]) -> Sequence[Token]:
    """Replace acronyms by the words of the other wording whose initials they are: "HPC", "high-performance computing"."""
    if not any(len(token.text) > 1 and token.text[:2].isupper() for token in tokens):
        return tokens
    words = [token for token in other if token.role is Role.CONTENT]
    initials = "".join(token.text[:1].casefold() for token in words)
    spelled: list[Token] = []
    for token in tokens:
        acronym = token.text.removesuffix("s")
        start = initials.find(acronym.casefold()) if len(acronym) > 1 and acronym.isupper() else -1
        run = words[start : start + len(acronym)] if start >= 0 else []
        one_part = len({word.part for word in run}) == 1
        spelled += [word._replace(part=token.part) for word in run] if one_part else [token]
    return spelled


def _keys(tokens: Sequence[Token]) -> frozenset[str]:
    """Return the keys of the words that carry meaning."""
    return frozenset(token.key for token in tokens if token.role is Role.CONTENT)


def _parts(tokens: Sequence[Token]) -> set[frozenset[str]]:
    """Return the coordinated parts of a topic, each as the keys of its words."""
    numbers = {token.part for token in tokens}
    parts = {_keys([token for token in tokens if token.part == number]) for number in numbers}
    return {part - _EMPTY or part for part in parts if part}


def _same_direction(old: Sequence[Token], new: Sequence[Token]) -> bool:
    """Return whether the words stand on the same sides of "for", "in", "with", if both wordings have such a word."""
    sides = [_sides(tokens) for tokens in (old, new)]
    return len(sides[0]) != len(sides[1]) or len(sides[0]) == 1 or sides[0] == sides[1]


def _sides(tokens: Sequence[Token]) -> list[frozenset[str]]:
    sides: list[set[str]] = [set()]
    for token in tokens:
        if token.role is Role.FUNCTION and token.key in _DIRECTED and sides[-1]:
            sides.append(set())
        elif token.role is Role.CONTENT and token.key not in _EMPTY:
            sides[-1].add(token.key)
    return [frozenset(side) for side in sides if side]


def _effect(less: Sequence[Token], more: Sequence[Token], known: frozenset[str]) -> RewordingKind:
    """Return what the added words do to a topic that lost none: broaden it as equals, or narrow it as modifiers."""
    runs = _added_runs(more, known | _EMPTY)
    if any(_is_adverb(more[start:end]) for start, end in runs) or _is_exchange(less, more, known):
        return RewordingKind.CHANGED
    if _parts(less) <= _parts(more):
        return RewordingKind.BROADENED
    parts: dict[str, set[int]] = {}
    for token in less:
        if token.role is Role.CONTENT:
            parts.setdefault(token.key, set()).add(token.part)
    effects = {
        RewordingKind.BROADENED if _is_equal(more, start, end, parts) else RewordingKind.NARROWED
        for start, end in runs
    }
    return effects.pop() if len(effects) == 1 else RewordingKind.CHANGED


def _added_runs(tokens: Sequence[Token], known: Collection[str]) -> list[tuple[int, int]]:
    """Find the stretches of unknown words, with the little words inside them, as starts and ends."""
    runs: list[tuple[int, int]] = []
    for index, token in enumerate(tokens):
        if token.role is not Role.CONTENT or token.key in known:
            continue
        between = tokens[runs[-1][1] : index] if runs else tokens
        if runs and all(other.role is Role.FUNCTION for other in between):
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return runs


def _is_adverb(run: Sequence[Token]) -> bool:
    """Return whether added words are adverbs alone, which neither stand beside a subject nor narrow it: "again"."""
    return all(token.key in _ADVERBS for token in run if token.role is Role.CONTENT)


def _is_exchange(less: Sequence[Token], more: Sequence[Token], known: Collection[str]) -> bool:
    """Return whether an unknown word stands in the place of one that is known from elsewhere: "wave", "the next one"."""
    a, b = ([token.key for token in tokens if token.role is Role.CONTENT] for tokens in (less, more))
    return any(
        tag == "replace" and not any(key in known or key in _EMPTY for key in b[j1:j2])
        for tag, _, _, j1, j2 in opcodes(a, b)
    )


def _is_equal(tokens: Sequence[Token], start: int, end: int, parts: Mapping[str, set[int]]) -> bool:
    """Return whether added words stand beside the rest as an equal: "and budding", not "winter grafting".

    They hang on a comma, "and" or their like. If a known word follows them at once, the comma must be new: "soil and
    plant chemistry" broadens "soil chemistry", but "frost and soil chemistry" narrows "frost and chemistry".
    """
    before = tokens[start - 1] if start else None
    after = tokens[end] if end < len(tokens) else None
    for mark, beyond, neighbour in (
        (before, reversed(tokens[: max(start - 1, 0)]), after),
        (after, iter(tokens[end + 1 :]), before),
    ):
        if mark is None or mark.role is not Role.BREAK:
            continue
        if neighbour is None or neighbour.role is not Role.CONTENT:
            return True
        far = next((token for token in beyond if token.key in parts), None)
        if far is not None and parts[far.key] & parts.get(neighbour.key, set()):
            return True
    return False
