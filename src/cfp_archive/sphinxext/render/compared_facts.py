"""The key dates, submission categories and people of two editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import phrasing
from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.wording import (
    FACT_FATES,
    NOT_IN_CALL,
    SIGNS,
    limit_words,
    person_words,
    shift_words,
)
from cfp_archive.sphinxext.elements import Rows, box, bullets, para, span, xref

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.people import PersonChange
    from cfp_archive.model import KeyDate


def _sign(fate: FactFate) -> nodes.Node:
    return span(SIGNS[FACT_FATES[fate]], classes=f"cfp-sign cfp-{FACT_FATES[fate].value}")


def _named(label: str, fate: FactFate | None) -> list[nodes.Node]:
    """Name a row; where one call is silent on all of a kind, no sign says that anything was dropped."""
    return [para(label) if fate is None else para(_sign(fate), " ", label)]


def date_rows(comparison: Comparison) -> Rows:
    """Make a table row for each key date of either call."""
    signed = bool(comparison.old.facts.key_dates and comparison.new.facts.key_dates)
    return [
        [
            _named(one.label, one.fate if signed else None),
            [para(_day(one.old))],
            [para(_day(one.new))],
            [para(shift_words(one))] if one.shift is not None else [],
        ]
        for one in comparison.dates
    ]


def _day(date: KeyDate | None) -> str:
    return phrasing.key_date(date) if date else NOT_IN_CALL


def submission_rows(comparison: Comparison) -> Rows:
    """Make a table row for each submission category of either call."""
    signed = bool(comparison.old.facts.submissions and comparison.new.facts.submissions)
    return [
        [
            _named(one.category, one.fate if signed else None),
            [para(limit_words(one.old) or NOT_IN_CALL)],
            [para(limit_words(one.new) or NOT_IN_CALL)],
        ]
        for one in comparison.submissions
    ]


def people_lines(comparison: Comparison) -> list[nodes.Node]:
    """List who changed role or affiliation, and who is named in one call only; fold away who stayed."""
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
    return para(_sign(one.fate), " ", xref("person", one.key, one.name), f": {person_words(one, comparison)}")
