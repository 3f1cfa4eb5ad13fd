"""A text prepared for finding words in it whatever their case, spacing and kinds of dashes and quotes; letters must be equal."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["FoldedText", "Range", "fold"]

_DASHES = dict.fromkeys(map(ord, "‐‑‒–―−"), "-")
#: Beside a letter this dash sets apart, even without spaces: 'Call for Papers—16th Workshop'.
_JOINING_EM_DASH = re.compile(r"(?<![^\W\d_])—(?![^\W\d_])")
_QUOTES = dict.fromkeys(map(ord, "‘’‚`´ʼ"), "'")
_ATOM = re.compile(r"[^\W_]+|[+#&@]")
#: Signs that bind what is on both sides to one name: no part of 'Finn-Smith' is found as a name of its own.
_BINDING = frozenset("-'.")
#: Below this similarity (0..100) a stretch of text is not worth showing as the nearest one.
_NEAR = 60


class Range(NamedTuple):
    """A run of words: from ``begin`` until before ``end``, both 0-based."""

    begin: int
    end: int


class _Atom(NamedTuple):
    text: str
    word: int  #: 0-based, the word that it is part of
    bound: bool  #: to the atom before it


def fold(text: str) -> str:
    """Return a text without differences of case, of compatible characters and of kinds of dashes and quotes."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES | _QUOTES)
    return _JOINING_EM_DASH.sub("-", folded)


class FoldedText:
    """The words of a text. Places in it are counted in words."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = tuple(words)
        self._folded = [fold(word) for word in words]
        self.text = " ".join(self._folded)  #: what patterns are looked for in

    @cached_property
    def _starts(self) -> list[int]:
        starts, place = [], 0
        for word in self._folded:
            starts.append(place)
            place += len(word) + 1
        return starts

    @cached_property
    def _atoms(self) -> list[_Atom]:
        return [one for number, word in enumerate(self._folded) for one in _atoms_of(word, number)]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, atom in enumerate(self._atoms):
            places.setdefault(atom.text, []).append(place)
        return places

    def words_at(self, begin: int, end: int) -> Range:
        """Return the words that the characters of `text` from ``begin`` until before ``end`` belong to."""
        last = max(end - 1, begin)
        return Range(bisect_right(self._starts, begin) - 1, bisect_right(self._starts, last))

    def characters_of(self, where: Range) -> tuple[int, int]:
        """Return the characters of `text` that a run of words has."""
        if where.begin >= where.end:
            return 0, 0
        return self._starts[where.begin], self._starts[where.end - 1] + len(self._folded[where.end - 1])

    def matches(self, pattern: str, within: Range | None = None) -> Iterator[Range]:
        """Yield the words of each match of a pattern of folded characters."""
        begin, end = self.characters_of(within) if within else (0, len(self.text))
        for match in re.compile(pattern).finditer(self.text, begin, end):
            yield self.words_at(match.start(), match.end())

    def phrases(self, value: str, within: Range | None = None) -> Iterator[Range]:
        """Yield where the words of a value are, in order and next to each other; punctuation does not matter."""
        wanted = [one.text for one in _atoms_of(fold(value), 0)]
        for place in self._places.get(wanted[0], ()) if wanted else ():
            run = self._atoms[place : place + len(wanted)]
            after = self._atoms[place + len(wanted) : place + len(wanted) + 1]
            if [one.text for one in run] != wanted or run[0].bound or any(one.bound for one in after):
                continue
            where = Range(run[0].word, run[-1].word + 1)
            if within is None or (within.begin <= where.begin and where.end <= within.end):
                yield where

    def nearest(self, value: str) -> Range | None:
        """Return the run of as many words that looks most like a value; None if none does."""
        from rapidfuzz import fuzz, process

        size = max(len(value.split()), 1)
        windows = {place: " ".join(self._folded[place : place + size]) for place in range(len(self._folded))}
        found = process.extractOne(fold(value), windows, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return Range(found[2], min(found[2] + size, len(self.words))) if found else None

    def shown(self, where: Range) -> str:
        """Return a run of words as it is written."""
        return " ".join(self.words[where.begin : where.end])


def _atoms_of(text: str, word: int) -> Iterator[_Atom]:
    end = None
    for match in _ATOM.finditer(text):
        between = text[end : match.start()] if end is not None else " "
        yield _Atom(match.group(), word, bool(between) and set(between) <= _BINDING)
        end = match.end()
