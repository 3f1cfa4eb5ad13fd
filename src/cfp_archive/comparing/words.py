"""Mark what changed between two wordings, word by word, and pair the sentences of two texts."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from cfp_archive.comparing.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A run of letters and digits, a run of spaces, or a single other character.
_TOKEN = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)

#: Below this similarity two sentences are shown as one dropped and one new, not as one changed.
_PAIRED = 0.5

#: Full stops after these do not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[])(?:e\.\s?g|i\.\s?e|et\s+al|etc|cf|vs|viz|resp|approx|incl|no|vol|pp?|figs?|eqs?|secs?|dr|prof|mr|mrs|ms|st"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|dept|univ|inc|ltd|z\.\s?b|d\.\s?h|bzw|usw|u\.\s?a|(?:[^\W\d_]\.\s?)*[^\W\d_])\.$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"""(?:[.!?…]+["'”’»)\]]*(?=\s)|[。！？]+[」』”’）]*)\s*|\n\s*\n\s*""")


class Op(enum.StrEnum):
    """What happened to a run of words."""

    EQUAL = "equal"  #: in both wordings
    DELETE = "delete"  #: in the older wording only
    INSERT = "insert"  #: in the newer wording only


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A run of characters with what happened to it."""

    op: Op
    text: str


def word_marks(old: str, new: str) -> tuple[Mark, ...]:
    """Mark the words that changed from one wording to the next."""
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    marks: list[Mark] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            marks.append(Mark(op=Op.EQUAL, text="".join(a[i1:i2])))
            continue
        if i2 > i1:
            marks.append(Mark(op=Op.DELETE, text="".join(a[i1:i2])))
        if j2 > j1:
            marks.append(Mark(op=Op.INSERT, text="".join(b[j1:j2])))
    return tuple(marks)


def split_sentences(text: str) -> tuple[str, ...]:
    """Split prose into its sentences, without the space between them."""
    sentences: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        piece = text[start : match.end()].rstrip()
        if match.group().strip() == "." and _ABBREVIATION.search(piece) and match.end() < len(text):
            continue
        if piece.strip():
            sentences.append(piece.strip())
        start = match.end()
    if text[start:].strip():
        sentences.append(text[start:].strip())
    return tuple(sentences)


def sentence_pairs(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[int | None, int | None], ...]:
    """Pair the sentences of two texts in order; a sentence without partner has None beside it."""
    if not old or not new:
        return (*((i, None) for i in range(len(old))), *((None, j) for j in range(len(new))))
    scores = process.cdist([fold(s) for s in old], [fold(s) for s in new], scorer=fuzz.ratio) / 100.0
    scores = np.where(scores >= _PAIRED, scores, 0.0)
    best = np.zeros((len(old) + 1, len(new) + 1))
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i, j] = max(best[i + 1, j], best[i, j + 1], best[i + 1, j + 1] + scores[i, j])
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(old) and j < len(new):
        if scores[i, j] > 0 and best[i, j] == best[i + 1, j + 1] + scores[i, j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    pairs.extend((k, None) for k in range(i, len(old)))
    pairs.extend((None, k) for k in range(j, len(new)))
    return tuple(pairs)
