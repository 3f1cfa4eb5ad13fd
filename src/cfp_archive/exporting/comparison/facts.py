"""Lay out what became of prose, key dates, submission categories and people."""

from __future__ import annotations

from itertools import groupby
from textwrap import shorten
from typing import TYPE_CHECKING

from cfp_archive.comparing import statements
from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.prose import SentenceFate
from cfp_archive.comparing.text import same_text
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.wording import (
    FACT_FATES,
    NOT_IN_CALL,
    REST_OF_TEXT,
    SENTENCE_FATES,
    limit_words,
    moved_away_words,
    moved_here_words,
    only_in_words,
    person_words,
    section_words,
    sentences_words,
    shift_words,
)
from cfp_archive.comparing.words import Mark, Op
from cfp_archive.exporting.comparison.layout import Entry, Line, Part, cut, plain
from cfp_archive.phrasing import capitalised, key_date, listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.facts import DateChange, SubmissionChange
    from cfp_archive.comparing.people import PersonChange
    from cfp_archive.comparing.prose import SectionChange, SentenceChange

__all__ = ["date_entry", "person_entry", "prose_part", "submission_entry"]


def prose_part(comparison: Comparison) -> Part:
    """Lay out the sections: changed ones, those that one call alone has, and the names of the unchanged."""
    sections = comparison.sections
    kept = [
        Entry(fate=Fate.UNCHANGED, word="unchanged section", lines=(plain(section_words(one.heading)),))
        for one in sections
        if one.is_same
    ]
    only = [
        (comparison.new_title, [one for one in sections if one.old_heading is None]),
        (comparison.old_title, [one for one in sections if one.new_heading is None]),
    ]
    return Part(
        heading=REST_OF_TEXT,
        statements=tuple(one.text for one in statements.prose_statements(comparison)),
        entries=(),
        kept=tuple(kept),
        parts=(
            *(_section_part(one) for one in sections if one.in_both and not one.is_same),
            *(_lone_part(title, found) for title, found in only if found),
        ),
    )


def _section_part(one: SectionChange) -> Part:
    """Lay out a section that changed."""
    said = []
    if not same_text(one.old_heading or "", one.new_heading or ""):
        said.append(f"The heading was '{section_words(one.old_heading)}'.")
    entries = _sentence_entries(one.sentences)
    return Part(
        heading=section_words(one.heading),
        statements=tuple(said),
        entries=tuple(entry for entry in entries if entry.fate is not Fate.UNCHANGED),
        kept=tuple(entry for entry in entries if entry.fate is Fate.UNCHANGED),
    )


def _sentence_entries(sentences: Iterable[SentenceChange]) -> list[Entry]:
    """Lay out sentences; neighbours that moved away to one place are one line there, and stand at their new place."""
    entries = []
    for (gone, _), group in groupby(sentences, key=lambda one: (_has_gone(one), one.elsewhere)):
        found = list(group)
        if gone:
            entries.append(Entry(fate=Fate.MOVED, word=moved_away_words(found), lines=()))
            continue
        for one in found:
            moved = one.fate is SentenceFate.MOVED
            word = moved_here_words([one]) if moved else one.fate.value
            entries.append(Entry(fate=SENTENCE_FATES[one.fate], word=word, lines=(cut(one.marks),)))
    return entries


def _has_gone(one: SentenceChange) -> bool:
    return one.fate is SentenceFate.MOVED and one.new is None


def _lone_part(title: str, sections: Sequence[SectionChange]) -> Part:
    """Lay out the sections that one call alone has: nothing in them was added or removed one by one."""
    return Part(
        heading=only_in_words(title, sections),
        statements=(),
        entries=(),
        kept=tuple(_lone_entry(one) for one in sections),
        fold="Their sentences",
    )


def _lone_entry(section: SectionChange) -> Entry:
    lines, notes = [], []
    for (moved, _), group in groupby(
        section.sentences, key=lambda one: (one.fate is SentenceFate.MOVED, one.elsewhere)
    ):
        found = list(group)
        if moved and found[0].new is None:
            notes.append(f"{capitalised(moved_away_words(found))}.")
            continue
        if moved:
            which = _which(found) if len(found) < len(section.sentences) else sentences_words(found)
            notes.append(f"{capitalised(which)} {moved_here_words(found)}.")
        lines += [cut(one.marks) if moved else plain(one.new or one.old or "") for one in found]
    return Entry(fate=None, word=section_words(section.heading), lines=tuple(lines), notes=tuple(notes))


def _which(found: Sequence[SentenceChange]) -> str:
    """Name some of a section's sentences by their first words."""
    return listing([f"'{shorten(one.new or '', 40, placeholder=' …')}'" for one in found])


# Facts


def _word(fate: FactFate, kept: str, changed: str, comparison: Comparison) -> str:
    """Say what became of a fact. One that a call does not give is not said to be removed: the call may be silent."""
    return {
        FactFate.KEPT: kept,
        FactFate.CHANGED: changed,
        FactFate.ADDED: f"only in {comparison.new_title}",
        FactFate.REMOVED: f"only in {comparison.old_title}",
    }[fate]


def _fate(fate: FactFate, old: Sequence[object], new: Sequence[object]) -> Fate | None:
    """Give what became of a fact; None if one call is silent on all of that sort, so that nothing became of it."""
    return FACT_FATES[fate] if old and new else None


def date_entry(one: DateChange, comparison: Comparison) -> Entry:
    """Lay out a key date: both days, and the shift."""
    notes = []
    if shift := shift_words(one):
        notes.append(f"{capitalised(shift)}.")
    if one.old and one.new and one.old.label != one.new.label:
        notes.append(f"The label was '{one.old.label}'.")
    fate = _fate(one.fate, comparison.old.facts.key_dates, comparison.new.facts.key_dates)
    old, new = key_date(one.old) if one.old else None, key_date(one.new) if one.new else None
    return Entry(
        fate=fate,
        word=_word(one.fate, "same place in the year", "another place in the year", comparison),
        lines=(_fact_line(one.label, old, new, comparison, silent=fate is None),),
        notes=tuple(notes),
    )


def _fact_line(
    label: str, old: str | None, new: str | None, comparison: Comparison, *, silent: bool = False
) -> Line:
    """Give a label with the older and the newer value, marked; a value that both share stands once.

    :param old: None if the older call does not give this fact.
    :param silent: one call gives no such fact at all: its silence is told, and nothing is marked.
    """
    if silent:
        other = comparison.old_title if old is None else comparison.new_title
        return plain(f"{label}: {old or new}; {other}: {NOT_IN_CALL}")
    line = [Mark(op=Op.EQUAL, text=f"{label}: ")]
    if old == new:
        return (*line, Mark(op=Op.EQUAL, text=old or ""))
    if old:
        line.append(Mark(op=Op.DELETE, text=old))
    if old and new:
        line.append(Mark(op=Op.EQUAL, text=" "))
    if new:
        line.append(Mark(op=Op.INSERT, text=new))
    return tuple(line)


def submission_entry(one: SubmissionChange, comparison: Comparison) -> Entry:
    """Lay out a submission category: both limits."""
    renamed = one.old and one.new and one.old.category != one.new.category
    fate = _fate(one.fate, comparison.old.facts.submissions, comparison.new.facts.submissions)
    old, new = (limit_words(limit) or None for limit in (one.old, one.new))
    return Entry(
        fate=fate,
        word=_word(one.fate, "same limit", "another limit", comparison),
        lines=(_fact_line(one.category, old, new, comparison, silent=fate is None),),
        notes=(f"The category was '{one.old.category}'.",) if renamed and one.old else (),
    )


def person_entry(one: PersonChange, comparison: Comparison) -> Entry:
    """Lay out a person: the roles in both editions, with affiliations."""
    changed = [
        *(["role"] if one.other_roles else []),
        *(["affiliation"] if one.other_affiliation else []),
    ]
    return Entry(
        fate=_fate(one.fate, comparison.old.facts.people, comparison.new.facts.people),
        word=_word(one.fate, "same part", f"changed {listing(changed)}", comparison),
        lines=(plain(f"{one.name}: {person_words(one, comparison)}"),),
    )
