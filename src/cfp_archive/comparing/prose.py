"""Compare the prose of two calls, section by section and sentence by sentence."""

from __future__ import annotations

import enum
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from cfp_archive.comparing.text import exact_key, fold
from cfp_archive.comparing.words import Mark, Op, sentence_pairs, split_sentences, word_marks
from cfp_archive.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.model import Edition

__all__ = ["SectionChange", "SentenceChange", "SentenceFate", "compare_prose"]

#: From these similarities (0..100) on, two headings, or the words below them, make two sections correspond.
_LIKE_HEADINGS, _LIKE_TEXTS = 75.0, 60.0

_ADDRESS = re.compile(r"[<(]?(?:(?:https?|ftp)://|mailto:|www\.)\S+")


class SentenceFate(enum.StrEnum):
    """What became of a sentence."""

    UNCHANGED = "unchanged"  #: equal but for case, spaces and punctuation
    REWORDED = "reworded"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = (
        "moved"  #: in another section; told there with both wordings, and where it stood without the newer
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceChange:
    """A sentence, in either call or both."""

    fate: SentenceFate
    old: str | None  #: None for one that is new, and for none else
    new: str | None  #: None where it is gone from: of a moved one at its old place, too
    paragraph: int  #: 0-based, in the newer section; of the older one, if the newer call lacks the section
    elsewhere: str = (
        ""  #: of a moved sentence: the heading of the other section, empty for the call's opening
    )

    @property
    def is_line(self) -> bool:
        """Say whether it is no sentence, but an address that stands alone."""
        return _ADDRESS.fullmatch(self.new or self.old or "") is not None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Mark what changed, word by word."""
        if self.old is not None and self.new is not None:
            return word_marks(self.old, self.new)
        if self.new is not None:
            return (Mark(op=Op.INSERT, text=self.new),)
        return (Mark(op=Op.DELETE, text=self.old or ""),)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """A section in two calls; a heading is None where the call has no such section, and empty for its opening."""

    old_heading: str | None
    new_heading: str | None
    sentences: tuple[SentenceChange, ...]  #: in the newer section's order, the dropped ones where they stood

    @property
    def in_both(self) -> bool:
        """Say whether both calls have the section. If not, its sentences are neither new nor dropped one by one."""
        return self.old_heading is not None and self.new_heading is not None

    @property
    def heading(self) -> str:
        """Give the newest heading."""
        return self.new_heading if self.new_heading is not None else self.old_heading or ""

    @property
    def is_same(self) -> bool:
        """Say whether both calls have the section and no word of it changed."""
        return self.in_both and all(one.fate is SentenceFate.UNCHANGED for one in self.sentences)

    def of_fate(self, fate: SentenceFate) -> tuple[SentenceChange, ...]:
        """Give the sentences with a fate."""
        return tuple(one for one in self.sentences if one.fate is fate)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    heading: str
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]  #: the paragraph of each sentence

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def compare_prose(old: Edition, new: Edition) -> tuple[SectionChange, ...]:
    """Compare the sentences of two calls' sections; topic lists, facts and the archive's own notes are left out.

    Sections correspond by heading, or, where headings changed, by their words. A sentence that one section lost and
    another gained is moved, not removed and added.

    :returns: in the newer call's order, followed by the sections that it lacks; sections without prose are left out.
    """
    before, after = _sections(old), _sections(new)
    partner = _partners(before, after)
    changes = []
    for j, section in enumerate(after):
        earlier = before[partner[j]] if j in partner else None
        changes.append(_compared(earlier, section))
    changes.extend(_compared(one, None) for i, one in enumerate(before) if i not in partner.values())
    return tuple(one for one in _with_moves(changes) if one.sentences)


def _sections(edition: Edition) -> list[_Section]:
    """Cut a call at its headings. What stands before the first, or under its title, is the opening."""
    blocks: dict[int, list[str]] = {0: []}
    headings = [""]
    for block in edition.blocks:
        if block.kind is BlockKind.HEADING and block.level > 1:
            blocks[len(headings)] = []
            headings.append(block.text)
        elif block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            blocks[len(headings) - 1].append(block.text)
    sections = []
    for number, heading in enumerate(headings):
        cut = [(k, one) for k, text in enumerate(blocks[number]) for one in split_sentences(text)]
        if cut or heading:
            paragraphs, sentences = tuple(k for k, _ in cut), tuple(one for _, one in cut)
            sections.append(_Section(heading=heading, sentences=sentences, paragraphs=paragraphs))
    return sections


def _partners(old: Sequence[_Section], new: Sequence[_Section]) -> dict[int, int]:
    """Pair sections: by the same heading first, each in order, then by likeness, the likest first."""
    partner: dict[int, int] = {}
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for i, section in enumerate(old):
        waiting[fold(section.heading)].append(i)
    for j, section in enumerate(new):
        if waiting[fold(section.heading)]:
            partner[j] = waiting[fold(section.heading)].pop(0)
    left_old = [i for i in range(len(old)) if i not in partner.values()]
    left_new = [j for j in range(len(new)) if j not in partner]
    scored = [(_likeness(old[i], new[j]), i, j) for i in left_old for j in left_new]
    for score, i, j in sorted(scored, key=lambda one: (-one[0], abs(one[1] - one[2]), one[1], one[2])):
        if score > 0 and j not in partner and i not in partner.values():
            partner[j] = i
    return partner


def _likeness(old: _Section, new: _Section) -> float:
    """Score two sections that have different headings; 0 if they do not correspond."""
    if not old.heading or not new.heading:
        return 0.0
    headings = fuzz.token_sort_ratio(old.heading.casefold(), new.heading.casefold())
    texts = fuzz.token_sort_ratio(old.text.casefold(), new.text.casefold()) if old.text and new.text else 0.0
    return max(
        headings if headings >= _LIKE_HEADINGS else 0.0,
        texts if texts >= _LIKE_TEXTS else 0.0,
    )


def _compared(old: _Section | None, new: _Section | None) -> SectionChange:
    before, after = old.sentences if old else (), new.sentences if new else ()
    sentences = []
    paragraph = 0
    for i, j in sentence_pairs(before, after):
        a, b = None if i is None else before[i], None if j is None else after[j]
        if new is not None and j is not None:
            paragraph = new.paragraphs[j]
        elif new is None and old is not None and i is not None:
            paragraph = old.paragraphs[i]  # else it stands with the newer sentence before it
        sentences.append(SentenceChange(fate=_fate(a, b), old=a, new=b, paragraph=paragraph))
    return SectionChange(
        old_heading=old.heading if old else None,
        new_heading=new.heading if new else None,
        sentences=tuple(sentences),
    )


def _fate(old: str | None, new: str | None) -> SentenceFate:
    if old is None:
        return SentenceFate.ADDED
    if new is None:
        return SentenceFate.REMOVED
    return SentenceFate.UNCHANGED if exact_key(old) == exact_key(new) else SentenceFate.REWORDED


def _with_moves(changes: Iterable[SectionChange]) -> list[SectionChange]:
    """Find the sentences that one section lost and another gained, each once."""
    changes = list(changes)
    lost: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, section in enumerate(changes):
        for k, one in enumerate(section.sentences):
            if one.fate is SentenceFate.REMOVED and one.old is not None:
                lost[exact_key(one.old)].append((place, k))
    moved: dict[tuple[int, int], SentenceChange] = {}
    for place, section in enumerate(changes):
        for k, one in enumerate(section.sentences):
            if one.fate is not SentenceFate.ADDED or one.new is None:
                continue
            origins = [origin for origin in lost[exact_key(one.new)] if origin[0] != place]
            if not origins:
                continue
            lost[exact_key(one.new)].remove(origins[0])
            there, index = origins[0]
            other = changes[there].sentences[index]
            moved[place, k] = replace(
                one, fate=SentenceFate.MOVED, old=other.old, elsewhere=changes[there].old_heading or ""
            )
            moved[there, index] = replace(other, fate=SentenceFate.MOVED, elsewhere=section.new_heading or "")
    return [
        replace(
            section,
            sentences=_ordered([moved.get((place, k), one) for k, one in enumerate(section.sentences)]),
        )
        for place, section in enumerate(changes)
    ]


def _ordered(sentences: Iterable[SentenceChange]) -> tuple[SentenceChange, ...]:
    """Let what came stand right behind the sentence that it follows, and after that what has moved away."""

    def in_both(one: SentenceChange) -> bool:
        return one.fate in {SentenceFate.UNCHANGED, SentenceFate.REWORDED}

    ordered: list[SentenceChange] = []
    for _, group in groupby(sentences, key=in_both):
        ordered.extend(sorted(group, key=lambda one: one.fate is SentenceFate.MOVED and one.new is None))
    return tuple(ordered)
