"""Mark what changed between two wordings, word by word, and pair the sentences of two texts."""

from __future__ import annotations

import enum
import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from cfp_archive.comparing.text import CJK, exact_key, is_function_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: A sign of a script without spaces; a run of letters and digits with their accents; or one other character; each
#: with the space after it. Hyphens and slashes stand alone, so that only the changed half of a compound is marked.
_UNIT = re.compile(rf"((?:[{CJK}]|(?:(?![{CJK}])[^\W_][\u0300-\u036f\u200d\ufe0f]*)+|\S)?)(\s*)", re.DOTALL)

#: Below this share of equal letters two wordings are shown as one dropped and one new.
_RELATED = 0.2
#: An island of equal words shorter than this share of the changes on both sides of it is counted to them.
_ISLAND = 0.5
#: Below this similarity two sentences are shown as one dropped and one new, not as one changed.
_PAIRED = 0.4

#: Above so many pairs of equal words, or of words at all, difflib would take seconds; calls have some thousands.
_MANY_EQUAL, _MANY_PAIRS = 1_000_000, 4_000_000

#: A full stop after these, or after an initial, does not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.\s?g|i\.\s?e|et\s+al|etc|cf|vs|viz|resp|approx|incl|no|nos|vol|pp?|figs?|eqs?|secs?|ch|ed|eds"
    r"|drs?|prof|mr|mrs|ms|st|jr|sr|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|dept|univ|inc|ltd|corp|co"
    r"|z\.\s?b|d\.\s?h|u\.\s?a|bzw|usw|vgl|ca|(?:[^\W\d_]\.\s?)*[^\W\d_])\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 40
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*|\n[^\S\n]*\n")


class DiffOp(enum.StrEnum):
    """What happened to a run of words."""

    EQUAL = "equal"  #: in both wordings
    DELETE = "delete"  #: in the older wording only
    INSERT = "insert"  #: in the newer wording only


class DiffSpan(NamedTuple):
    """A run of characters, spaces included, with what happened to it."""

    op: DiffOp
    text: str


class _Hunk(NamedTuple):
    """A stretch of both wordings, the same text twice or what was put in the place of what, with its letters counted."""

    old: str
    new: str
    old_letters: int
    new_letters: int
    equal: bool

    @classmethod
    def of(cls, old: str, new: str) -> _Hunk:
        """Make a hunk of the two texts."""
        return cls(old, new, _letters(old), _letters(new), old == new)

    @property
    def size(self) -> int:
        """The number of letters of the longer side."""
        return max(self.old_letters, self.new_letters)

    def joined(self, other: _Hunk) -> _Hunk:
        """Return one hunk of this and the one that follows; equal if both are."""
        return _Hunk(
            self.old + other.old,
            self.new + other.new,
            self.old_letters + other.old_letters,
            self.new_letters + other.new_letters,
            self.equal and other.equal,
        )


@lru_cache(maxsize=8192)  # the same wordings meet in many pairs of editions
def word_marks(old: str, new: str) -> tuple[DiffSpan, ...]:
    """Mark the words that changed from one wording to the next, for showing both in one line.

    Neighbouring changes with nothing but an "and" or a comma between them are one change; wordings with next to
    nothing in common are one whole replaced by the other.

    :returns: runs in reading order, none empty, no two neighbours with the same operation, a deletion before the
        insertion in its place. The texts of the equal and deleted runs joined are ``old``, those of the equal and
        inserted runs are ``new``, character for character.
    """
    hunks = _merge_short_matches(_hunks(old, new))
    kept = sum(hunk.old_letters for hunk in hunks if hunk.equal)
    if kept < _RELATED * max(_letters(old), _letters(new)):
        hunks = [_Hunk.of(old, new)]
    marks: list[DiffSpan] = []
    for hunk in (piece for whole in hunks for piece in _without_common_space(whole)):
        runs = (
            [(DiffOp.EQUAL, hunk.old)]
            if hunk.equal
            else [(DiffOp.DELETE, hunk.old), (DiffOp.INSERT, hunk.new)]
        )
        for op, text in runs:
            if text and marks and marks[-1].op == op:
                marks[-1] = DiffSpan(op=op, text=marks[-1].text + text)
            elif text:
                marks.append(DiffSpan(op=op, text=text))
    return tuple(marks)


def shown_marks(marks: Iterable[DiffSpan]) -> tuple[DiffSpan, ...]:
    """Return marks for showing, with the spaces at both ends of changes outside of them: words are underlined or struck.

    A change of nothing but space stays as it is. Unlike those of `word_marks`, these runs do not give both wordings back.
    """
    shown: list[DiffSpan] = []
    for mark in marks:
        words = mark.text.strip()
        if mark.op is DiffOp.EQUAL or not words:
            runs = [mark]
        else:
            lead, trail = mark.text.split(words, 1)
            runs = [
                DiffSpan(op=DiffOp.EQUAL, text=lead),
                DiffSpan(op=mark.op, text=words),
                DiffSpan(op=DiffOp.EQUAL, text=trail),
            ]
        for run in runs:
            if not run.text:
                continue
            if shown and run.op is DiffOp.EQUAL and shown[-1].op is DiffOp.EQUAL:
                both = shown[-1].text + run.text
                doubled = shown[-1].text[-1:].isspace() and not run.text.strip()
                shown[-1] = shown[-1] if doubled else DiffSpan(op=DiffOp.EQUAL, text=both)
            else:
                shown.append(run)
    return tuple(shown)


def split_sentences(text: str) -> tuple[str, ...]:
    """Split prose into its sentences, without the space around them.

    A full stop ends a sentence where space follows, but not after an abbreviation ("e.g.", "et al.") or an initial.
    An empty line ends one in any case.
    """
    sentences: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        end = text[max(start, match.end() - _LONGEST_ABBREVIATION) : match.end()].rstrip("\"'”’»)]")
        if match.group().startswith(".") and _ABBREVIATION.search(end):
            continue
        sentences.append(text[start : match.end()].strip())
        start = match.end()
    sentences.append(text[start:].strip())
    return tuple(sentence for sentence in sentences if sentence)


def sentence_pairs(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[int | None, int | None], ...]:
    """Pair the sentences (or paragraphs) of two texts in order, so that each can be shown beside its older wording.

    :returns: pairs of 0-based indices in reading order, each index once and ascending; None stands beside a sentence
        without a counterpart, a dropped one before a new one.
    """
    scores = _sentence_scores(old, new)
    # The best total of what is left, from the end: sentences keep their order, as in a text that was edited.
    best = np.zeros((len(old) + 1, len(new) + 1))
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], best[i + 1, j + 1] + scores[i, j])
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if (
            i < len(old)
            and j < len(new)
            and scores[i, j] > 0
            and best[i, j] == best[i + 1, j + 1] + scores[i, j]
        ):
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i, j] == best[i + 1, j]):
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return tuple(pairs)


def _sentence_scores(
    old: Sequence[str], new: Sequence[str]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Score the sentences of two texts against each other by their common words in order; 0 for too few."""
    if not old or not new:
        return np.zeros((len(old), len(new)))
    letters: dict[
        str, str
    ] = {}  # each word becomes one character, so that the fast comparison of strings serves
    coded = [
        "".join(
            letters.setdefault(word, chr(0x10000 + len(letters)))
            for word in re.findall(r"\w+", text.casefold())
        )
        for text in (*old, *new)
    ]
    scores = process.cdist(coded[: len(old)], coded[len(old) :], scorer=fuzz.ratio).astype(np.float64) / 100.0
    scores[scores < _PAIRED] = 0.0
    keys = [exact_key(text) for text in new]
    for i, text in enumerate(old):
        for j in (j for j, key in enumerate(keys) if key == exact_key(text)):
            scores[i, j] = 1.0
    return scores


def _hunks(old: str, new: str) -> list[_Hunk]:
    """Compare two texts unit by unit; a unit is a word or a mark, and the space after it follows it.

    :returns: no two neighbors of the same sort, and none empty.
    """
    a, b = (_UNIT.findall(text) for text in (old, new))
    hunks: list[_Hunk] = []
    for tag, i1, i2, j1, j2 in _opcodes([word for word, _ in a], [word for word, _ in b]):
        pairs = [("".join(map("".join, a[i1:i2])), "".join(map("".join, b[j1:j2])))]
        if tag == "equal":
            pairs = [
                pair
                for one, other in zip(a[i1:i2], b[j1:j2], strict=True)
                for pair in zip(one, other, strict=True)
            ]
        for hunk in (_Hunk.of(*pair) for pair in pairs if any(pair)):
            hunks.append(hunks.pop().joined(hunk) if hunks and hunks[-1].equal == hunk.equal else hunk)
    return hunks


def _opcodes(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield what is equal and what was replaced by what. Words that say something decide, "and" and marks follow them.

    Otherwise a stray "and" could be held for what stayed, and the words around it for dropped and put back.
    """
    places = [[k for k, word in enumerate(words) if _counts(word)] for words in (a, b)]
    pairs = [
        (places[0][i1 + k], places[1][j1 + k])
        for tag, i1, i2, j1, _ in opcodes([a[i] for i in places[0]], [b[j] for j in places[1]])
        if tag == "equal"
        for k in range(i2 - i1)
    ]
    i = j = 0
    for next_i, next_j in (*pairs, (len(a), len(b))):
        for tag, i1, i2, j1, j2 in opcodes(a[i:next_i], b[j:next_j]):
            yield tag, i + i1, i + i2, j + j1, j + j2
        if next_i < len(a):
            yield "equal", next_i, next_i + 1, next_j, next_j + 1
        i, j = next_i + 1, next_j + 1


def opcodes(a: Sequence[str], b: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Compare two sequences of words, as difflib does: ('equal', 'delete', 'insert' or 'replace', and the places).

    Where words are repeated so often that difflib would take minutes, the longest common subsequence is taken: it is
    found bit by bit (Hyyrö 2004), and splits runs that difflib keeps together.
    """
    often = Counter(b)
    if len(a) * len(b) <= _MANY_PAIRS and sum(often[word] for word in a) <= _MANY_EQUAL:
        return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [
        (one.tag, one.src_start, one.src_end, one.dest_start, one.dest_end) for one in LCSseq.opcodes(a, b)
    ]


def _counts(word: str) -> bool:
    return any(map(str.isalnum, word)) and not (is_function_word(word) and word.islower())


def _merge_short_matches(hunks: Sequence[_Hunk]) -> list[_Hunk]:
    """Count short equal stretches between two changes to the changes: few long marks read better than confetti."""
    left, right = (
        list[_Hunk](),
        list(reversed(hunks)),
    )  # what is before and behind the place that is looked at
    while right:
        if not left or len(right) < 2:
            left.append(right.pop())
            continue
        before, match, after = left[-1], right[-1], right[-2]
        short = match.old_letters <= _ISLAND * min(before.size, after.size)
        # A mere change of space, or of one mark, takes nothing with it.
        wordy = before.size > 0 and after.size > 0
        if match.equal and wordy and (short or _is_filler(match.old)):
            right[-2:] = [left.pop().joined(match).joined(after)]
        else:
            left.append(right.pop())
    return left


def _is_filler(text: str) -> bool:
    """Return whether a stretch has a mark or a little word at most."""
    words = re.findall(r"\w+", text)
    return len(words) <= 1 and all(is_function_word(word) and word.islower() for word in words)  # not "May"


def _without_common_space(hunk: _Hunk) -> list[_Hunk]:
    """Take the space that both sides of a change begin or end with out of it."""
    if hunk.equal:
        return [hunk]
    starts = [len(text) - len(text.lstrip()) for text in hunk[:2]]
    lead = hunk.old[: starts[0]] if hunk.old[: starts[0]] == hunk.new[: starts[1]] else ""
    old, new = hunk.old[len(lead) :], hunk.new[len(lead) :]
    ends = [text[len(text.rstrip()) :] for text in (old, new)]
    trail = ends[0] if ends[0] == ends[1] else ""
    cut = len(trail)
    return [
        _Hunk.of(lead, lead),
        _Hunk.of(old[: len(old) - cut], new[: len(new) - cut]),
        _Hunk.of(trail, trail),
    ]


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
