"""A comparison as JSON, for programs: the report that readers see, with the data behind each entry.

Its shape is that of `cfp_archive.report.shape`.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from cfp_archive.comparing.correspondence import Note
from cfp_archive.messages import name_of
from cfp_archive.report.shape import VERSION

if TYPE_CHECKING:
    from cfp_archive.report.model import Entry, Line, Report, Section
    from cfp_archive.report.shape import ComparisonData, EntryData, LineData, SectionData

__all__ = ["as_json"]


def as_json(report: Report) -> str:
    """Write a report as JSON, in the shape that this module describes."""
    return json.dumps(_report(report), ensure_ascii=False, indent=2) + "\n"


def _report(report: Report) -> ComparisonData:
    return {
        "format": "cfp-archive/comparison",
        "version": VERSION,
        "title": report.title,
        "old": {"key": report.old[0], "title": report.old[1]},
        "new": {"key": report.new[0], "title": report.new[1]},
        "followed_through": list(report.followed_through),
        "missing_calls": list(report.missing_calls),
        "notes": list(report.notes),
        "sections": [_section(one) for one in report.sections],
    }


def _section(one: Section) -> SectionData:
    return {
        "id": one.id,
        "title": one.title,
        "list": one.list,
        "fold": one.fold,
        "summary": list(one.summary),
        "counts": {count.kind: count.number for count in one.counts},
        "entries": [_entry(entry) for entry in one.entries],
        "notes": list(one.notes),
        "decisions": list(one.decisions),
        "sections": [_section(inner) for inner in one.sections],
    }


def _entry(one: Entry) -> EntryData:
    return {
        "kind": one.kind,
        "label": one.label,
        "subject": one.subject,
        "person": one.person,
        "lines": [_line(line) for line in one.lines],
        "notes": list(one.notes),
        "match": {"label": one.match.label, "reasons": list(one.match.reasons)} if one.match else None,
        "decisions": list(one.decisions),
        "paragraph": one.paragraph,
        "fold": one.fold,
        "change": _plain(one.change),
    }


def _line(one: Line) -> LineData:
    marks = [(mark.op, mark.text) for mark in one.marks]
    return {"marks": marks, "topic": one.topic, "edition": one.edition}


def _plain(value: Any) -> Any:
    """Return frozen values as plain ones, without what is empty."""
    if isinstance(value, Note):
        return {"message": name_of(value.message), "values": dict(value.values)}
    if is_dataclass(value):
        named = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {name: one for name, one in named.items() if one not in (None, "", [], {})}
    if hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    return round(value, 4) if isinstance(value, float) else value
