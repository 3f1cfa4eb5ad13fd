"""Compare the prose of two calls, section by section and sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from cfp_archive import messages
from cfp_archive.comparing.correspondence import ChangeKind, Correspondence, Note, pair_equal
from cfp_archive.comparing.text import exact_key, fold
from cfp_archive.comparing.words import sentence_pairs, split_sentences
from cfp_archive.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.model import Edition

#: From these similarities (0..100) on, two headings, or the words below them, make two sections correspond.
_LIKE_HEADINGS, _LIKE_TEXTS = 75.0, 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a call."""

    text: str
    paragraph: int  #: 0-based, in its section


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """A section in two calls; a heading is None where the call has no such section, and empty for its opening.

    A sentence that another section has now is MOVED: in the newer section with both wordings, in the older one without the
    newer; its note names the other section.
    """

    old_heading: str | None
    new_heading: str | None
    #: In the newer section's order, the removed ones where they were.
    sentences: tuple[Correspondence[Sentence], ...]

    @property
    def in_both(self) -> bool:
        """Whether both calls have the section. If not, its sentences are neither added nor removed one by one."""
        return self.old_heading is not None and self.new_heading is not None

    @property
    def heading(self) -> str:
        """The newest heading."""
        return self.new_heading if self.new_heading is not None else self.old_heading or ""

    @property
    def kind(self) -> ChangeKind:
        """What happened to the section as a whole."""
        if not self.in_both:
            return ChangeKind.ONE_SIDED
        same = all(one.kind is ChangeKind.UNCHANGED for one in self.sentences)
        return ChangeKind.UNCHANGED if same else ChangeKind.REWORDED

    def of_kind(self, kind: ChangeKind) -> tuple[Correspondence[Sentence], ...]:
        """Return the sentences of a kind."""
        return tuple(one for one in self.sentences if one.kind is kind)


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
    """Return the sections of a call. What is before the first heading, or under the title, is the opening."""
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
        cut = [
            (k, one) for k, text in enumerate(blocks[number]) for one in split_sentences(text) if fold(one)
        ]
        if cut or heading:
            paragraphs, sentences = tuple(k for k, _ in cut), tuple(one for _, one in cut)
            sections.append(_Section(heading=heading, sentences=sentences, paragraphs=paragraphs))
    return sections


def _partners(old: Sequence[_Section], new: Sequence[_Section]) -> dict[int, int]:
    """Pair sections: by the same heading, each in order; by likeness, the likest first; the openings, if both are left.

    An opening says little by being one: what stood before the first heading may have one of its own now.
    """
    partner: dict[int, int] = {}
    headings = [[fold(section.heading) if section.heading else "" for section in side] for side in (old, new)]
    pair_equal(headings, partner, but="")
    left_old = [i for i in range(len(old)) if i not in partner.values()]
    left_new = [j for j in range(len(new)) if j not in partner]
    scored = [(_likeness(old[i], new[j]), i, j) for i in left_old for j in left_new]
    for score, i, j in sorted(scored, key=lambda one: (-one[0], abs(one[1] - one[2]), one[1], one[2])):
        if score > 0 and j not in partner and i not in partner.values():
            partner[j] = i
    pair_equal(([not section.heading for section in side] for side in (old, new)), partner, but=False)
    return partner


def _likeness(old: _Section, new: _Section) -> float:
    """Score two sections that have different headings, or none; 0 if they do not correspond."""
    scores = [
        (fuzz.token_sort_ratio(one.casefold(), other.casefold()), least)
        for one, other, least in (
            (old.heading, new.heading, _LIKE_HEADINGS),
            (old.text, new.text, _LIKE_TEXTS),
        )
        if one and other
    ]
    return max((score for score, least in scores if score >= least), default=0.0)


def _compared(old: _Section | None, new: _Section | None) -> SectionChange:
    before, after = old.sentences if old else (), new.sentences if new else ()
    sentences = []
    paragraph = 0
    for i, j in sentence_pairs(before, after):
        if new is not None and j is not None:
            paragraph = new.paragraphs[j]
        elif new is None and old is not None and i is not None:
            paragraph = old.paragraphs[i]  # else it is shown with the newer sentence before it
        a = () if i is None else (Sentence(text=before[i], paragraph=paragraph),)
        b = () if j is None else (Sentence(text=after[j], paragraph=paragraph),)
        sentences.append(Correspondence(kind=_kind(a, b), old=a, new=b))
    return SectionChange(
        old_heading=old.heading if old else None,
        new_heading=new.heading if new else None,
        sentences=tuple(sentences),
    )


def _kind(old: Sequence[Sentence], new: Sequence[Sentence]) -> ChangeKind:
    if not old:
        return ChangeKind.ADDED
    if not new:
        return ChangeKind.REMOVED
    same = exact_key(old[0].text) == exact_key(new[0].text)
    return ChangeKind.UNCHANGED if same else ChangeKind.REWORDED


def _with_moves(changes: Sequence[SectionChange]) -> list[SectionChange]:
    """Find the sentences that one section lost and another gained, each once."""
    lost: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, section in enumerate(changes):
        for k, one in enumerate(section.sentences):
            if one.kind is ChangeKind.REMOVED:
                lost[exact_key(one.old[0].text)].append((place, k))
    moved: dict[tuple[int, int], Correspondence[Sentence]] = {}
    for place, section in enumerate(changes):
        for k, one in enumerate(section.sentences):
            if one.kind is not ChangeKind.ADDED:
                continue
            origins = [origin for origin in lost[exact_key(one.new[0].text)] if origin[0] != place]
            if not origins:
                continue
            lost[exact_key(one.new[0].text)].remove(origins[0])
            there, index = origins[0]
            other = changes[there].sentences[index]
            source = changes[there].old_heading or messages.OPENING_TEXT()
            target = section.new_heading or messages.OPENING_TEXT()
            came = Note.of(messages.MOVED_FROM, source=source)
            went = Note.of(messages.MOVED_TO, target=target)
            moved[place, k] = replace(one, kind=ChangeKind.MOVED, old=other.old, detail=came)
            moved[there, index] = replace(other, kind=ChangeKind.MOVED, detail=went)
    return [
        replace(
            section,
            sentences=tuple(
                _alone(one) if not section.in_both else one
                for one in _ordered([moved.get((place, k), one) for k, one in enumerate(section.sentences)])
            ),
        )
        for place, section in enumerate(changes)
    ]


def _alone(one: Correspondence[Sentence]) -> Correspondence[Sentence]:
    """Return a sentence of a section that one call does not have: it is not said to be added or removed."""
    return one if one.kind is ChangeKind.MOVED else replace(one, kind=ChangeKind.ONE_SIDED)


def _ordered(sentences: Iterable[Correspondence[Sentence]]) -> list[Correspondence[Sentence]]:
    """Return sentences with what is new right behind the sentence that it follows, and then what has moved away."""

    def in_both(one: Correspondence[Sentence]) -> bool:
        return one.kind in {ChangeKind.UNCHANGED, ChangeKind.REWORDED}

    ordered: list[Correspondence[Sentence]] = []
    for _, group in groupby(sentences, key=in_both):
        ordered.extend(sorted(group, key=lambda one: one.kind is ChangeKind.MOVED and not one.new))
    return ordered
