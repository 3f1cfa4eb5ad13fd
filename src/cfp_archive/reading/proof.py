"""Prove that every word of a call as received is on its page, in order.

Words are what whitespace separates, compared exactly: case and punctuation count. Set aside are whitespace, and in the
source the marks of list entries, headings, quoted mail, emphasis and ruled lines, which Markdown writes in its own way.
A mark that is on the page is compared as a word is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from cfp_archive.characters import without_hidden
from cfp_archive.formatting import key_date_words, submission_words
from cfp_archive.model import BlockKind
from cfp_archive.reading.marks import split_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cfp_archive.model import Difference, Page

#: So many neighbouring places are looked at together, because declared differences may share them out in another way than
#: the comparison does; more only where one declared difference covers them all.
_NEIGHBOURS = 6
#: Of marks and words that look alike; more of them are compared as differences are.
_MOST_WAYS = 50
#: Beyond this, frequent words no longer anchor the comparison, which would take minutes otherwise.
_MANY_WORDS = 4_000


class Word(NamedTuple):
    """A word and where it is."""

    text: str
    line: int  #: 1-based
    file: str = ""  #: of a source word
    mark: bool = False  #: a list mark or ruled line, which the page need not have
    raw: str = ""  #: of a source word, with the signs of emphasis around it, if it has any


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a source file is on the page."""

    file: str
    words: int  #: in the source; 0 if its words are not compared
    found: int  #: of them, on the page in order, or declared as different
    compared: bool  #: False for a format whose words are not compared, or a file that is not there


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A place where source and page differ and no difference is declared."""

    source: str  #: words only in the source
    page: str  #: words only on the page
    page_line: int  #: 1-based
    source_line: int  #: 1-based
    file: str  #: of the source


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What comparing an edition's page with its sources gave."""

    coverage: tuple[Coverage, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    added: tuple[tuple[int, int], ...] = ()  #: runs of page words that have nothing in the source: begin, end
    unused: tuple[int, ...] = ()  #: 0-based places of the declared differences that do not exist

    @property
    def compared(self) -> bool:
        """Whether there was a source whose words could be compared."""
        return any(one.compared for one in self.coverage)

    @property
    def proven(self) -> bool:
        """Whether the page has every word of its sources, in order, and no other, but for declared differences."""
        return self.compared and not self.mismatches


def source_words(text: str, file: str = "") -> tuple[Word, ...]:
    """Return the words of a call as received, with the marks of its lists told apart.

    >>> [word.text for word in source_words("*Model and  Gradient") if not word.mark]
    ['Model', 'and', 'Gradient']
    """
    found: list[Word] = []
    count = 0
    for number, line in enumerate(re.split(r"\r\n?|\n", text), 1):
        parts = split_line(without_hidden(line), count)  # what nobody sees is no part of a word
        count = parts.number or count
        found += [Word(one, number, file, mark=True) for one in parts.before]
        for word, raw in zip(parts.text.split(), parts.raw.split(), strict=True):
            found.append(Word(word, number, file, raw=raw if raw != word else ""))
        found += [Word(one, number, file, mark=True) for one in parts.after]
    return tuple(found)


def page_words(page: Page) -> tuple[Word, ...]:
    """Return the words of the call on a page, those of the placed facts included, the archive's own not.

    The place of a word in this tuple is what locates it: facts, marks and messages count in it.
    """
    return tuple(Word(word, one.line) for one in page_texts(page) for word in one.text.split())


class PageText(NamedTuple):
    """A run of a call's words on a page: a block, a topic, or the line of a fact that a directive places."""

    text: str
    line: int  #: 1-based
    fact: tuple[str, int] | None = None  #: of a placed fact: its field and 0-based index, as in ("people", 0)


#: The facts that directives place, with the words that the call prints for each.
_PLACED: Mapping[BlockKind, tuple[str, Callable[[Any], str]]] = {
    BlockKind.KEY_DATES: ("key_dates", key_date_words),
    BlockKind.SUBMISSIONS: ("submissions", submission_words),
    BlockKind.PEOPLE: ("people", attrgetter("words")),
}


def page_texts(page: Page) -> Iterator[PageText]:
    """Yield the runs of words that :func:`page_words` counts. Facts that the call does not say are not placed."""
    for block in page.blocks:
        if block.topics:
            yield from (PageText(topic.text, topic.line) for topic in block.topics.topics)
        elif block.kind in _PLACED:
            name, words = _PLACED[block.kind]
            for index, fact in enumerate(getattr(page.facts, name)):
                if not fact.source and (name != "people" or fact.role == block.argument):
                    yield PageText(words(fact), block.line, (name, index))
        elif block.kind is not BlockKind.NOTE:
            yield PageText(block.text, block.line)


def prove(page: Page, words: tuple[Word, ...] | None = None) -> Proof:
    """Compare a page with its source files, taken together in the order in which they are named.

    :param words: those to compare, if they are not the ones that the library reads on the page: a build compares the
        words of the page as its readers see it.
    """
    return _prove(page, page_words(page) if words is None else words)


@lru_cache(maxsize=64)  # several rules, the summary and the page itself ask for it
def _prove(of: Page, page: tuple[Word, ...]) -> Proof:
    compared = [one for one in of.texts if one.text is not None]
    others = [one for one in of.texts if one.text is None]
    skipped = tuple(Coverage(file=one.file, words=0, found=0, compared=False) for one in others)
    if not compared:
        return Proof(coverage=skipped, unused=tuple(range(len(of.facts.differences))))
    source = [word for one in compared for word in source_words(one.text or "", one.file)]
    emphasised = {word.raw: word.text for word in source if word.raw}
    page = tuple(word._replace(text=emphasised.get(word.text, word.text)) for word in page)
    source = _without_marks(source, page)
    hunks = _hunks([word.text for word in source], [word.text for word in page])
    undeclared, used = _undeclared(source, page, hunks, of.facts.differences)
    counts = Counter(word.file for word in source)
    lost = Counter(word.file for hunk in undeclared for word in source[hunk.i1 : hunk.i2])
    coverage = tuple(
        Coverage(
            file=one.file, words=counts[one.file], found=counts[one.file] - lost[one.file], compared=True
        )
        for one in compared
    )
    return Proof(
        coverage=(*coverage, *skipped),
        mismatches=tuple(_mismatch(source, page, hunk) for hunk in undeclared),
        added=tuple((hunk.j1, hunk.j2) for hunk in hunks if hunk.i1 == hunk.i2),
        unused=tuple(place for place in range(len(of.facts.differences)) if place not in used),
    )


class _Hunk(NamedTuple):
    """A difference: source[i1:i2] in the place of page[j1:j2]; all words between two hunks are equal."""

    i1: int
    i2: int
    j1: int
    j2: int


def _without_marks(source: Sequence[Word], page: Sequence[Word]) -> list[Word]:
    """Drop the marks that the page does not have. One that is on it was no mark, or is shown as one."""
    if not any(word.mark for word in source):
        return list(source)
    kept = _marks_walked_over(source, page)
    if kept is not None:
        return kept
    source = _marks_after_equal_words(source)
    lost: set[int] = set()
    for hunk in _hunks([word.text for word in source], [word.text for word in page]):
        for index in range(hunk.i1, hunk.i2):
            # Of equal words and marks in a row it is a mark that the page does not have, whichever the comparison took.
            while index < len(source) - 1 and (index in lost or not source[index].mark):
                if source[index + 1].text != source[index].text:
                    break
                index += 1  # noqa: PLW2901
            if source[index].mark:
                lost.add(index)
    return [word for index, word in enumerate(source) if index not in lost]


def _marks_after_equal_words(source: Sequence[Word]) -> list[Word]:
    """Order each run of equal words and marks so that its marks come last: as texts they are the same."""
    return [
        word
        for _text, run in groupby(source, key=lambda word: word.text)
        for word in sorted(run, key=lambda word: word.mark)
    ]


def _marks_walked_over(source: Sequence[Word], page: Sequence[Word]) -> list[Word] | None:
    """Drop marks, for a page that has all words of its source, some marks perhaps, and no others; None for another page."""
    ways = [{0}]  # after each word of the source, how many words of the page may have been passed
    for word in source:
        passed = {place + 1 for place in ways[-1] if place < len(page) and page[place].text == word.text}
        ways.append(passed | ways[-1] if word.mark else passed)
        if not ways[-1] or len(ways[-1]) > _MOST_WAYS:
            return None
    place = len(page)
    if place not in ways[-1]:
        return None
    kept: list[Word] = []
    for word, before in zip(reversed(source), reversed(ways[:-1]), strict=True):
        if not (word.mark and place in before):
            kept.append(word)
            place -= 1
    return kept[::-1]


def _hunks(source: Sequence[str], page: Sequence[str]) -> list[_Hunk]:
    """Return the places where two sequences of words differ."""
    start = 0
    while start < min(len(source), len(page)) and source[start] == page[start]:
        start += 1
    end = 0
    while end < min(len(source), len(page)) - start and source[-1 - end] == page[-1 - end]:
        end += 1
    a, b = source[start : len(source) - end], page[start : len(page) - end]
    matcher = SequenceMatcher(None, a, b, autojunk=max(len(a), len(b)) > _MANY_WORDS)
    return [
        _Hunk(i1 + start, i2 + start, j1 + start, j2 + start)
        for what, i1, i2, j1, j2 in matcher.get_opcodes()
        if what != "equal"
    ]


def _undeclared(
    source: Sequence[Word], page: Sequence[Word], hunks: Sequence[_Hunk], declared: Sequence[Difference]
) -> tuple[list[_Hunk], set[int]]:
    """Return the hunks that no declaration explains, and the places of the declarations that explain some."""
    sides = [(tuple(one.source.split()), tuple(one.page.split())) for one in declared]
    reach = max((len(words) for side in sides for words in side), default=0)
    left: list[_Hunk] = []
    used: set[int] = set()
    place = 0
    while place < len(hunks):
        free = {one: sides[one] for one in range(len(sides)) if one not in used and any(sides[one])}
        for size in _sizes(source, page, hunks, place, free) if free else ():
            explained = _explain(*_window(source, page, hunks, place, size, reach), free)
            if explained is not None:
                used |= explained
                place += size
                break
        else:
            left.append(hunks[place])
            place += 1
    return left, used


def _sizes(
    source: Sequence[Word],
    page: Sequence[Word],
    hunks: Sequence[_Hunk],
    place: int,
    declared: dict[int, tuple[tuple[str, ...], tuple[str, ...]]],
) -> list[int]:
    """Return how many neighbouring hunks to look at together, the fewest first."""
    rest = len(hunks) - place
    sizes = set(range(1, min(_NEIGHBOURS, rest) + 1))
    first = hunks[place]
    before = first.i1 - (hunks[place - 1].i2 if place else 0)
    for old, new in declared.values() if rest > _NEIGHBOURS else ():
        for shift in range(min(before, max(len(old), len(new))) + 1):
            i, j = first.i1 - shift, first.j1 - shift
            if _reads(source, i, old) and _reads(page, j, new):
                covered = place
                while covered < len(hunks) and (
                    hunks[covered].i1 < i + len(old) or hunks[covered].j1 < j + len(new)
                ):
                    covered += 1
                sizes |= {covered - place, min(covered - place + 1, rest)}
    return sorted(sizes - {0})


def _reads(words: Sequence[Word], start: int, text: tuple[str, ...]) -> bool:
    """Return whether words read as a text from a 0-based place on."""
    return start + len(text) <= len(words) and all(
        words[start + offset].text == word for offset, word in enumerate(text)
    )


def _window(
    source: Sequence[Word], page: Sequence[Word], hunks: Sequence[_Hunk], place: int, size: int, reach: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return both sides of neighbouring hunks with equal words around, which a declaration may include."""
    first, last = hunks[place], hunks[place + size - 1]
    before = first.i1 - (hunks[place - 1].i2 if place else 0)
    after = (hunks[place + size].i1 if place + size < len(hunks) else len(source)) - last.i2
    before = min(before, reach + _slide(source, page, first, -1))
    after = min(after, reach + _slide(source, page, last, 1))
    return (
        tuple(word.text for word in source[first.i1 - before : last.i2 + after]),
        tuple(word.text for word in page[first.j1 - before : last.j2 + after]),
    )


def _slide(source: Sequence[Word], page: Sequence[Word], hunk: _Hunk, step: int) -> int:
    """Return over how many words a hunk could as well lie further left (-1) or right (1): '[a] a b' is 'a [a] b'.

    Where one side lacks words that the other repeats, a diff may place the gap anywhere among the repetitions.
    """
    words, start, end = (page, hunk.j1, hunk.j2) if hunk.i1 == hunk.i2 else (source, hunk.i1, hunk.i2)
    size = 0
    while True:
        left, right = (start - 1 - size, end - 1 - size) if step < 0 else (start + size, end + size)
        if left < 0 or right >= len(words) or words[left].text != words[right].text:
            return size
        size += 1


def _explain(
    source: tuple[str, ...],
    page: tuple[str, ...],
    declared: dict[int, tuple[tuple[str, ...], tuple[str, ...]]],
) -> set[int] | None:
    """Find declarations, each used once, that turn the source into the page; None if there are none."""
    seen: set[tuple[int, int, frozenset[int]]] = set()
    stack: list[tuple[int, int, frozenset[int]]] = [(0, 0, frozenset())]
    while stack:
        state = stack.pop()
        if state in seen:
            continue
        seen.add(state)
        i, j, used = state
        if i == len(source) and j == len(page):
            return set(used)
        for place, (old, new) in declared.items():
            if place not in used and source[i : i + len(old)] == old and page[j : j + len(new)] == new:
                stack.append((i + len(old), j + len(new), used | {place}))
        if i < len(source) and j < len(page) and source[i] == page[j]:
            stack.append((i + 1, j + 1, used))
    return None


def _mismatch(source: Sequence[Word], page: Sequence[Word], hunk: _Hunk) -> Mismatch:
    near_source = source[min(hunk.i1, len(source) - 1)] if source else Word("", 1)
    near_page = page[min(hunk.j1, len(page) - 1)] if page else Word("", 1)
    return Mismatch(
        source=" ".join(word.text for word in source[hunk.i1 : hunk.i2]),
        page=" ".join(word.text for word in page[hunk.j1 : hunk.j2]),
        page_line=near_page.line,
        source_line=near_source.line,
        file=near_source.file,
    )
