"""Lay out a comparison for reading: parts with statements, and entries with marked words. Every format shows this."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.comparing import statements
from cfp_archive.comparing.ties import Fate
from cfp_archive.exporting.comparison.facts import (
    date_entry,
    person_entry,
    prose_part,
    submission_entry,
)
from cfp_archive.exporting.comparison.layout import Part, Report
from cfp_archive.exporting.comparison.topics import list_part
from cfp_archive.phrasing import listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.statements import Statement
    from cfp_archive.exporting.comparison.layout import Entry

__all__ = ["report_on"]


def report_on(comparison: Comparison) -> Report:
    """Lay out a comparison: topics first, then prose, key dates, submission categories and people."""
    notes = []
    if comparison.backwards:
        notes.append(f"This looks back: {comparison.new_title} is the older edition.")
    if comparison.between:
        notes.append(f"Topics were followed through {listing(comparison.between)}.")
    if comparison.not_held:
        verb = "is" if len(comparison.not_held) == 1 else "are"
        notes.append(f"{listing(comparison.not_held)} {verb} known and not held.")
    return Report(
        title=f"What changed from {comparison.old_title} to {comparison.new_title}",
        notes=tuple(notes),
        parts=(
            *(list_part(one, comparison) for one in comparison.lists),
            prose_part(comparison),
            _facts_part(
                "Key dates",
                statements.date_statements(comparison),
                [date_entry(one, comparison) for one in comparison.dates],
            ),
            _facts_part(
                "Submission categories",
                statements.submission_statements(comparison),
                [submission_entry(one, comparison) for one in comparison.submissions],
            ),
            _facts_part(
                "People",
                statements.people_statements(comparison),
                [person_entry(one, comparison) for one in comparison.people],
            ),
        ),
    )


def _texts(said: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(one.text for one in said)


def _facts_part(heading: str, said: Iterable[Statement], entries: Sequence[Entry]) -> Part:
    return Part(
        heading=heading,
        statements=_texts(said),
        entries=tuple(one for one in entries if one.fate is not Fate.UNCHANGED),
        kept=tuple(one for one in entries if one.fate is Fate.UNCHANGED),
    )
