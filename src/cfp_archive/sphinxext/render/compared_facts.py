"""The key dates, submission categories and people of two editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import phrasing
from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.signs import SIGNS
from cfp_archive.comparing.statements import days_words
from cfp_archive.comparing.ties import Fate
from cfp_archive.sphinxext.elements import box, bullets, para, span, xref

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.facts import DateChange
    from cfp_archive.comparing.people import PersonChange
    from cfp_archive.model import Appointment, KeyDate, Submission

_SIGNS = {
    FactFate.KEPT: SIGNS[Fate.UNCHANGED],
    FactFate.CHANGED: SIGNS[Fate.REWORDED],
    FactFate.ADDED: SIGNS[Fate.ADDED],
    FactFate.REMOVED: SIGNS[Fate.REMOVED],
}
_CLASSES = {
    FactFate.KEPT: "unchanged",
    FactFate.CHANGED: "reworded",
    FactFate.ADDED: "added",
    FactFate.REMOVED: "removed",
}


def _sign(fate: FactFate) -> nodes.Node:
    return span(_SIGNS[fate], classes=f"cfp-sign cfp-{_CLASSES[fate]}")


def date_rows(comparison: Comparison) -> list[list[list[nodes.Node]]]:
    """Make a table row for each key date of either call."""
    return [
        [
            [para(_sign(one.fate), " ", one.label)],
            [para(_day(one.old))],
            [para(_day(one.new))],
            [para(_shift(one))],
        ]
        for one in comparison.dates
    ]


def _day(date: KeyDate | None) -> str:
    return phrasing.key_date(date) if date else "not in the call"


def _shift(one: DateChange) -> str:
    if one.shift is None:
        return "new" if one.new else "dropped"
    if one.shift_in_year is None or one.shift == one.shift_in_year:
        return days_words(one.shift)
    return f"{days_words(one.shift_in_year)} in the year; {one.shift:+,} days in all".replace("-", "−")


def submission_rows(comparison: Comparison) -> list[list[list[nodes.Node]]]:
    """Make a table row for each submission category of either call."""
    return [
        [[para(_sign(one.fate), " ", one.category)], [para(_limit(one.old))], [para(_limit(one.new))]]
        for one in comparison.submissions
    ]


def _limit(one: Submission | None) -> str:
    if one is None:
        return "not in the call"
    if one.printed:
        return one.printed
    if one.pages is None:
        return "no limit given"
    least, most = one.pages
    return f"{least}–{most} pages" if least != most else f"{most} page{'' if most == 1 else 's'}"


def people_lines(comparison: Comparison) -> list[nodes.Node]:
    """List who changed role or affiliation, who came, and who is not named any more; fold away who stayed."""
    order = (FactFate.CHANGED, FactFate.ADDED, FactFate.REMOVED)
    found = sorted(
        (one for one in comparison.people if one.fate in order), key=lambda one: order.index(one.fate)
    )
    same = [[_person(one, comparison)] for one in comparison.people if one.fate is FactFate.KEPT]
    made: list[nodes.Node] = []
    if found:
        made.append(
            bullets([[_person(one, comparison)] for one in found], classes="cfp-plain cfp-people-diff")
        )
    if same:
        title = (
            phrasing.capitalised(phrasing.count(len(same), "person", "people"))
            + " with the same part in both"
        )
        made.append(box(para(title), bullets(same, classes="cfp-plain"), classes="cfp-fold", tag="details"))
    return made


def _person(one: PersonChange, comparison: Comparison) -> nodes.Node:
    line = para(_sign(one.fate), " ", xref("person", one.key, one.name), ": ")
    old, new = _parts(one.old), _parts(one.new)
    if one.fate is FactFate.CHANGED:
        line += span(f"{old} in {comparison.old_title}, {new} in {comparison.new_title}", classes="cfp-part")
    elif one.fate is FactFate.KEPT:
        line += span(f"{new} in both", classes="cfp-part")
    else:
        title = comparison.new_title if one.new else comparison.old_title
        line += span(f"{new or old}, named in {title} only", classes="cfp-part")
    return line


def _parts(appointments: tuple[Appointment, ...]) -> str:
    return phrasing.listing(
        [
            f"{one.role}{f' ({place})' if (place := ', '.join(filter(None, (one.affiliation, one.country)))) else ''}"
            for one in appointments
        ]
    )
