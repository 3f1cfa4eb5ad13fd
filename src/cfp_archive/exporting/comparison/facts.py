"""Lay out what became of prose, key dates, submission categories and people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.comparing import statements
from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.prose import SentenceFate
from cfp_archive.comparing.text import same_text
from cfp_archive.comparing.words import Mark, Op
from cfp_archive.exporting.comparison.layout import Entry, Line, Part, Sign, cut, plain
from cfp_archive.exporting.comparison.wording import appointment_words, limit_words, shift_words
from cfp_archive.phrasing import capitalised, days, listing

if TYPE_CHECKING:
    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.facts import DateChange, SubmissionChange
    from cfp_archive.comparing.people import PersonChange
    from cfp_archive.comparing.prose import SectionChange, SentenceChange

__all__ = ["date_entry", "person_entry", "section_name", "section_part", "submission_entry"]


def section_name(one: SectionChange) -> str:
    """Give a section's heading; what stands before any is the opening."""
    return one.heading or "Opening"


def section_part(one: SectionChange, comparison: Comparison) -> Part:
    """Lay out a section that changed."""
    said = []
    if one.old_heading is None:
        said.append(f"{comparison.old_title} has no such section.")
    elif one.new_heading is None:
        said.append(f"{comparison.new_title} has no such section.")
    elif not same_text(one.old_heading, one.new_heading):
        said.append(f"The heading was '{one.old_heading}'.")
    entries = [_sentence_entry(sentence) for sentence in one.sentences]
    return Part(
        heading=section_name(one),
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
    word, line = one.fate.value, cut(one.marks)
    if one.fate is SentenceFate.MOVED:
        word = f"moved {'from' if one.old is None else 'to'} '{one.elsewhere or 'Opening'}'"
        line = plain(one.new or one.old or "")
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


def date_entry(one: DateChange, comparison: Comparison) -> Entry:
    """Lay out a key date: both days, and the shift."""
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


def submission_entry(one: SubmissionChange, comparison: Comparison) -> Entry:
    """Lay out a submission category: both limits."""
    renamed = one.old and one.new and one.old.category != one.new.category
    return Entry(
        sign=_FACT_SIGNS[one.fate],
        word=_fact_word(one.fate, "same limit", "another limit", comparison),
        lines=(_fact_line(one.category, limit_words(one.old), limit_words(one.new)),),
        notes=(f"The category was '{one.old.category}'.",) if renamed and one.old else (),
    )


def person_entry(one: PersonChange, comparison: Comparison) -> Entry:
    """Lay out a person: both roles, and affiliations where they matter."""
    changed = [
        *(["role"] if one.other_roles else []),
        *(["affiliation"] if one.other_affiliation else []),
    ]
    return Entry(
        sign=_FACT_SIGNS[one.fate],
        word=_fact_word(one.fate, "same part", f"changed {listing(changed)}", comparison),
        lines=(_fact_line(one.name, appointment_words(one.old, one), appointment_words(one.new, one)),),
    )
