"""Lay out what became of a topic list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.comparing import statements
from cfp_archive.comparing.alignment import RewordingKind
from cfp_archive.comparing.list_comparison import Return
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.wording import (
    certainty_label,
    heading_over,
    link_words,
    moved_words,
    place_words,
    reasons_text,
)
from cfp_archive.comparing.words import Op
from cfp_archive.exporting.comparison.layout import Entry, Part, cut, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.history import Member
    from cfp_archive.comparing.list_comparison import ListComparison, TopicLink
    from cfp_archive.model import Decision

__all__ = ["list_part"]


def list_part(one: ListComparison, comparison: Comparison) -> Part:
    """Lay out a topic list: what changed in the newer list's order, then what left it."""
    entries: list[tuple[tuple[int, int], Entry]] = []
    kept: list[Entry] = []
    for number, link in enumerate(one.links):
        entry = _link_entry(link, one, comparison)
        if entry.fate is Fate.UNCHANGED and not link.text_changed:
            kept.append(entry)
        else:
            here = [member.place.position for member in link.new if member.place.list == one.name]
            entries.append(((0, here[0]) if here else (1, number), entry))
    for back in one.returned:
        entries.append(((0, back.topic.place.position), _return_entry(back, comparison)))
    for topic in one.added:
        entries.append(((0, topic.place.position), _single(Fate.ADDED, topic, one.rulings)))
    for topic in one.removed:
        place = (2, topic.place.position)
        entries.append((place, _single(Fate.REMOVED, topic, one.rulings)))
    return Part(
        heading=one.label,
        statements=tuple(said.text for said in statements.list_statements(one, comparison)),
        entries=tuple(entry for _, entry in sorted(entries, key=lambda pair: pair[0])),
        kept=tuple(kept),
    )


def _single(fate: Fate, topic: Member, rulings: Sequence[Decision]) -> Entry:
    named = [one for one in rulings if {topic.text, topic.head} & {*one.old, *one.new}]
    op = Op.INSERT if fate is Fate.ADDED else Op.DELETE
    return Entry(fate=fate, word=fate.value, lines=(plain(topic.text, op),), notes=_ruled(named))


def _ruled(decisions: Iterable[Decision]) -> tuple[str, ...]:
    """Say who overruled the engine, when and why."""
    return tuple(
        f"Ruled '{one.verdict}' by {one.by or 'a person'} on {one.decided.isoformat()}: {one.reason}"
        for one in decisions
    )


def _why(match: TopicLink | Return) -> tuple[str, ...]:
    """Say who decided on a match, and how certain it is where it is not sure."""
    several = not isinstance(match, Return) and len(match.old) + len(match.new) > 2
    label = certainty_label(match.grounds, several=several)
    uncertain = (f"{label}. {reasons_text(match.grounds)}",) if label else ()
    return (*_ruled(match.decisions), *uncertain)


def _link_entry(link: TopicLink, one: ListComparison, comparison: Comparison) -> Entry:
    notes = [*_why(link)]
    if link.other_heading:
        notes.append(heading_over(link.new[0], comparison.new))
    if link in one.shifted:
        notes.append(place_words(link.old[0].place.position, link.new[0].place.position))
    if link.kind in {Fate.SPLIT, Fate.MERGED, Fate.REGROUPED}:
        notes.extend(moved_words(link, comparison))
        before = tuple(plain(member.text, Op.DELETE) for member in link.old)
        after = tuple(plain(member.text, Op.INSERT) for member in link.new)
        return Entry(fate=link.kind, word=link_words(link), lines=(*before, *after), notes=tuple(notes))
    if link.kind is Fate.MOVED:
        notes.extend(moved_words(link, comparison))
    head = link.new[0].head
    line = plain(head) if link.change is RewordingKind.NONE else cut(link.marks, head)
    return Entry(fate=link.kind, word=link_words(link), lines=(line,), notes=tuple(notes))


def _return_entry(back: Return, comparison: Comparison) -> Entry:
    why = _why(back)
    last = f"It stood last in {back.edition}, and not in {comparison.old.key}."
    return Entry(
        fate=Fate.RETURNED, word="returned", lines=(cut(back.marks, back.topic.head),), notes=(last, *why)
    )
