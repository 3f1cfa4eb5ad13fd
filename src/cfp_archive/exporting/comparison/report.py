"""Lay out a comparison for reading: parts with statements, and entries with marked words. Every format shows this."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cfp_archive.comparing import statements
from cfp_archive.comparing.alignment import Change, Rule
from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.prose import SentenceFate
from cfp_archive.comparing.text import same_text
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.words import Mark, Op
from cfp_archive.exporting.comparison.wording import (
    appointment_words,
    heading_over,
    limit_words,
    moved_words,
    place_words,
    shift_words,
)
from cfp_archive.phrasing import capitalised, days, listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.composition import ListComparison, Return, TopicLink
    from cfp_archive.comparing.facts import DateChange, SubmissionChange
    from cfp_archive.comparing.history import Member
    from cfp_archive.comparing.people import PersonChange
    from cfp_archive.comparing.prose import SectionChange, SentenceChange
    from cfp_archive.comparing.statements import Statement
    from cfp_archive.model import Decision

__all__ = ["Entry", "Line", "Part", "Report", "Sign", "report_on"]

Line = tuple[Mark, ...]

#: Texts longer than this are cut to so many characters around their changes.
_LONG, _AROUND = 240, 60


class Sign(enum.StrEnum):
    """What an entry says at a glance; the entry's word says it too."""

    ADDED = "+"
    REMOVED = "−"
    CHANGED = "~"
    KEPT = "="


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that changed, or did not."""

    sign: Sign
    word: str  #: as in 'widened' or 'split in two'
    lines: tuple[Line, ...]  #: one, or the older and the newer members of a split or merger
    notes: tuple[str, ...] = ()  #: sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What changed in a topic list, a section, or one sort of facts."""

    heading: str
    statements: tuple[str, ...]  #: what is counted, empty kinds too
    entries: tuple[Entry, ...]  #: what changed
    kept: tuple[Entry, ...] = ()  #: what did not; folded away where a format can
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A comparison as it is read."""

    title: str
    notes: tuple[str, ...]
    parts: tuple[Part, ...]


def report_on(comparison: Comparison) -> Report:
    """Lay out a comparison: topics first, then prose, key dates, submission categories and people."""
    notes = []
    if comparison.between:
        notes.append(f"Topics were followed through {listing(comparison.between)}.")
    if comparison.not_held:
        verb = "is" if len(comparison.not_held) == 1 else "are"
        notes.append(f"{listing(comparison.not_held)} {verb} known and not held.")
    changed = [one for one in comparison.sections if not one.is_same]
    same = [one for one in comparison.sections if one.is_same]
    return Report(
        title=f"What changed from {comparison.old_title} to {comparison.new_title}",
        notes=tuple(notes),
        parts=(
            *(_list_part(one, comparison) for one in comparison.lists),
            Part(
                heading="Prose",
                statements=_texts(statements.prose_statements(comparison)),
                entries=(),
                kept=tuple(
                    Entry(sign=Sign.KEPT, word="unchanged section", lines=(_plain(_section_name(one)),))
                    for one in same
                ),
                parts=tuple(_section_part(one, comparison) for one in changed),
            ),
            _facts_part(
                "Key dates",
                statements.date_statements(comparison),
                [_date_entry(one, comparison) for one in comparison.dates],
            ),
            _facts_part(
                "Submission categories",
                statements.submission_statements(comparison),
                [_submission_entry(one, comparison) for one in comparison.submissions],
            ),
            _facts_part(
                "People",
                statements.people_statements(comparison),
                [_person_entry(one, comparison) for one in comparison.people],
            ),
        ),
    )


def _texts(said: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(one.text for one in said)


def _facts_part(heading: str, said: Iterable[Statement], entries: Sequence[Entry]) -> Part:
    return Part(
        heading=heading,
        statements=_texts(said),
        entries=tuple(one for one in entries if one.sign is not Sign.KEPT),
        kept=tuple(one for one in entries if one.sign is Sign.KEPT),
    )


def _plain(text: str, op: Op = Op.EQUAL) -> Line:
    return (Mark(op=op, text=text),)


def _cut(marks: Iterable[Mark], head: str = "") -> Line:
    """Leave out what is far from any change, if the text is long.

    :param head: what the text begins with, to be kept: an entry must tell which topic it is about.
    """
    marks = tuple(marks)
    if sum(len(mark.text) for mark in marks) <= _LONG or all(mark.op is Op.EQUAL for mark in marks):
        return marks
    return tuple(
        Mark(op=mark.op, text=_cut_run(mark.text, head, first=k == 0, last=k == len(marks) - 1))
        if mark.op is Op.EQUAL
        else mark
        for k, mark in enumerate(marks)
    )


def _cut_run(text: str, head: str, *, first: bool, last: bool) -> str:
    """Keep the ends of unchanged words that touch a change."""
    if len(text) <= 2 * _AROUND:
        return text
    start = text[:_AROUND].rsplit(" ", 1)[0]
    if first:
        start = head if text.startswith(head) else ""
    end = "" if last else text[-_AROUND:].split(" ", 1)[-1]
    if len(start) + len(end) + len(" … ") >= len(text):
        return text
    return f"{start} … {end}" if start else f"… {end}"


# Topics


def _list_part(one: ListComparison, comparison: Comparison) -> Part:
    entries: list[tuple[tuple[int, int], Entry]] = []
    kept: list[Entry] = []
    for number, link in enumerate(one.links):
        entry = _link_entry(link, one, comparison)
        if entry.sign is Sign.KEPT:
            kept.append(entry)
        else:
            here = [member.place.position for member in link.new if member.place.list == one.name]
            entries.append(((0, here[0]) if here else (1, number), entry))
    for back in one.returned:
        entries.append(((0, back.topic.place.position), _return_entry(back, comparison)))
    for topic in one.added:
        entries.append(((0, topic.place.position), _single(Sign.ADDED, "added", topic, one.rulings)))
    for topic in one.removed:
        place = (2, topic.place.position)
        entries.append((place, _single(Sign.REMOVED, "removed", topic, one.rulings)))
    return Part(
        heading=one.label,
        statements=_texts(statements.list_statements(one, comparison)),
        entries=tuple(entry for _, entry in sorted(entries, key=lambda pair: pair[0])),
        kept=tuple(kept),
    )


def _single(sign: Sign, word: str, topic: Member, rulings: Sequence[Decision]) -> Entry:
    named = [one for one in rulings if {topic.text, topic.head} & {*one.old, *one.new}]
    op = Op.INSERT if sign is Sign.ADDED else Op.DELETE
    return Entry(sign=sign, word=word, lines=(_plain(topic.text, op),), notes=_ruled(named))


def _ruled(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Say who overruled the engine, when and why."""
    return tuple(
        f"Ruled '{one.verdict}' by {one.by or 'a person'} on {one.decided.isoformat()}: {one.reason}"
        for one in decisions
    )


_RULES = {
    Rule.EXACT: "same text",
    Rule.NEAR: "same but for spelling, number, acronyms or word order",
    Rule.SIMILAR: "best partner by weighted similarity",
    Rule.PARTS: "partners that share its parts",
}


def _why(rule: Rule, score: float, decisions: Sequence[Decision]) -> tuple[str, ...]:
    """Say what made a link."""
    if decisions or rule is Rule.HUMAN:
        return _ruled(decisions)
    return () if rule is Rule.EXACT else (f"Matched as: {_RULES[rule]}; score {score:.2f} of 1.",)


_CHANGE_WORDS = {
    Change.NONE: "reworded",
    Change.EDITORIAL: "reworded (spelling or word order only)",
    Change.WIDENED: "widened",
    Change.NARROWED: "narrowed",
    Change.CHANGED: "changed",
}


def _link_entry(link: TopicLink, one: ListComparison, comparison: Comparison) -> Entry:
    notes = [*_why(link.rule, link.score, link.decisions)]
    if link.other_heading:
        notes.append(heading_over(link.new[0], comparison.new))
    if link in one.shifted:
        notes.append(place_words(link.old[0].place.position, link.new[0].place.position))
    if link.kind in {Fate.SPLIT, Fate.MERGED, Fate.REGROUPED}:
        notes.extend(moved_words(link, comparison))
        before = tuple(_plain(member.text, Op.DELETE) for member in link.old)
        after = tuple(_plain(member.text, Op.INSERT) for member in link.new)
        return Entry(sign=Sign.CHANGED, word=_group_word(link), lines=(*before, *after), notes=tuple(notes))
    sign, word = Sign.CHANGED, _CHANGE_WORDS[link.change]
    if link.kind is Fate.MOVED:
        notes.extend(moved_words(link, comparison))
        word = "moved" if link.change in {Change.NONE, Change.EDITORIAL} else f"moved and {word}"
    elif link.kind is Fate.UNCHANGED:
        same = link.change is Change.NONE
        sign, word = Sign.KEPT, "unchanged" if same else "unchanged except for case, spaces or punctuation"
    return Entry(sign=sign, word=word, lines=(_cut(link.marks, link.new[0].head),), notes=tuple(notes))


def _group_word(link: TopicLink) -> str:
    old, new = len(link.old), len(link.new)
    if link.kind is Fate.SPLIT:
        return f"split into {new}"
    return f"{old} merged into one" if link.kind is Fate.MERGED else f"{old} regrouped into {new}"


def _return_entry(back: Return, comparison: Comparison) -> Entry:
    why = _why(back.rule, back.score, back.decisions)
    last = f"It stood last in {back.edition}, and not in {comparison.old.key}."
    return Entry(
        sign=Sign.ADDED, word="returned", lines=(_cut(back.marks, back.topic.head),), notes=(last, *why)
    )


# Prose and facts


def _section_name(one: SectionChange) -> str:
    return one.heading or "Opening"


def _section_part(one: SectionChange, comparison: Comparison) -> Part:
    said = []
    if one.old_heading is None:
        said.append(f"{comparison.old_title} has no such section.")
    elif one.new_heading is None:
        said.append(f"{comparison.new_title} has no such section.")
    elif not same_text(one.old_heading, one.new_heading):
        said.append(f"The heading was '{one.old_heading}'.")
    entries = [_sentence_entry(sentence) for sentence in one.sentences]
    return Part(
        heading=_section_name(one),
        statements=tuple(said),
        entries=tuple(entry for entry in entries if entry.sign is not Sign.KEPT),
        kept=tuple(entry for entry in entries if entry.sign is Sign.KEPT),
    )


def _sentence_entry(one: SentenceChange) -> Entry:
    signs = {
        SentenceFate.UNCHANGED: Sign.KEPT,
        SentenceFate.REWORDED: Sign.CHANGED,
        SentenceFate.ADDED: Sign.ADDED,
        SentenceFate.REMOVED: Sign.REMOVED,
        SentenceFate.MOVED: Sign.CHANGED,
    }
    word, line = one.fate.value, _cut(one.marks)
    if one.fate is SentenceFate.MOVED:
        word = f"moved {'from' if one.old is None else 'to'} '{one.elsewhere or 'Opening'}'"
        line = _plain(one.new or one.old or "")
    return Entry(sign=signs[one.fate], word=word, lines=(line,))


_FACT_SIGNS = {
    FactFate.KEPT: Sign.KEPT,
    FactFate.CHANGED: Sign.CHANGED,
    FactFate.ADDED: Sign.ADDED,
    FactFate.REMOVED: Sign.REMOVED,
}


def _fact_word(fate: FactFate, kept: str, changed: str, comparison: Comparison) -> str:
    """Say what became of a fact. One that a call does not give is not said to be removed: the call may be silent."""
    return {
        FactFate.KEPT: kept,
        FactFate.CHANGED: changed,
        FactFate.ADDED: f"in {comparison.new_title} only",
        FactFate.REMOVED: f"in {comparison.old_title} only",
    }[fate]


def _date_entry(one: DateChange, comparison: Comparison) -> Entry:
    old, new = days(one.old.date) if one.old else "", days(one.new.date) if one.new else ""
    notes = []
    if one.shift is not None and one.shift_in_year is not None:
        notes.append(f"{capitalised(statements.days_words(one.shift))}; {shift_words(one.shift_in_year)}.")
    if one.old and one.new and one.old.label != one.new.label:
        notes.append(f"The label was '{one.old.label}'.")
    return Entry(
        sign=_FACT_SIGNS[one.fate],
        word=_fact_word(one.fate, "same place in the year", "another place in the year", comparison),
        lines=(_fact_line(one.label, old, new),),
        notes=tuple(notes),
    )


def _fact_line(label: str, old: str, new: str) -> Line:
    """Give a label with the older and the newer value, marked; a value that both share stands once."""
    line = [Mark(op=Op.EQUAL, text=f"{label}: " if old or new else label)]
    if old == new:
        return (*line, Mark(op=Op.EQUAL, text=old)) if old else tuple(line)
    if old:
        line.append(Mark(op=Op.DELETE, text=old))
    if old and new:
        line.append(Mark(op=Op.EQUAL, text=" "))
    if new:
        line.append(Mark(op=Op.INSERT, text=new))
    return tuple(line)


def _submission_entry(one: SubmissionChange, comparison: Comparison) -> Entry:
    renamed = one.old and one.new and one.old.category != one.new.category
    return Entry(
        sign=_FACT_SIGNS[one.fate],
        word=_fact_word(one.fate, "same limit", "another limit", comparison),
        lines=(_fact_line(one.category, limit_words(one.old), limit_words(one.new)),),
        notes=(f"The category was '{one.old.category}'.",) if renamed and one.old else (),
    )


def _person_entry(one: PersonChange, comparison: Comparison) -> Entry:
    changed = [
        *(["role"] if one.other_roles else []),
        *(["affiliation"] if one.other_affiliation else []),
    ]
    return Entry(
        sign=_FACT_SIGNS[one.fate],
        word=_fact_word(one.fate, "same part", f"changed {listing(changed)}", comparison),
        lines=(_fact_line(one.name, appointment_words(one.old, one), appointment_words(one.new, one)),),
    )
