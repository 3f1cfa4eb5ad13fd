"""A comparison as JSON, for programs: the report that readers see, with the data behind each entry.

The shape, version 2 (a later version that only adds fields keeps the number; empty values are left out of ``change``)::

    format            "cfp-archive/comparison"
    version           2
    title, notes      as readers see them
    old, new          {key, title}: the two editions
    followed_through  keys of the editions between through which topics are followed
    missing_calls     keys of the editions between whose calls are not in the archive
    sections          topics (one for each list), prose, key-dates, submissions, people:
      id, title, list   list: the name of the topic list
      fold              fold: title of the group into which it is folded
      summary, notes    whole sentences
      counts            {kind: number}: every kind that is always counted, and those that there are
      decisions         a person's decisions that kept topics apart, as sentences
      entries           [{kind, label, subject, person, lines, notes, match, decisions, paragraph, fold, change}]
        kind              unchanged, reworded, changed, added, removed, split, merged, regrouped, moved, returned, one-sided
        lines             [{marks, topic, edition}]; marks: [[op, text]], op being equal, delete or insert
        match             null, or {label, reasons} for a match of topics that is not sure
        change            {kind, old, new, change, title_kept, grounds, decisions, detail, notes}
          old, new          topics {place: {list, edition, position}, text, head, key}, sentences {text, paragraph}, key dates,
                            submission categories or roles, as in the front matter; position is 0-based
          detail, notes     [{message, values}], for what the label and the notes say in words
      sections          the sections of the prose, each of the same shape
"""

from __future__ import annotations

import datetime as dt
import enum
import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from cfp_archive.comparing.correspondence import Note
from cfp_archive.messages import name_of

if TYPE_CHECKING:
    from cfp_archive.report.model import Entry, Line, Report, Section

__all__ = ["VERSION", "as_json"]

VERSION = 2


def as_json(report: Report) -> str:
    """Write a report as JSON, in the shape that this module describes."""
    return json.dumps(_report(report), ensure_ascii=False, indent=2) + "\n"


def _report(report: Report) -> dict[str, Any]:
    editions = {
        side: dict(zip(("key", "title"), one, strict=True))
        for side, one in (("old", report.old), ("new", report.new))
    }
    return {
        "format": "cfp-archive/comparison",
        "version": VERSION,
        "title": report.title,
        **editions,
        "followed_through": list(report.followed_through),
        "missing_calls": list(report.missing_calls),
        "notes": list(report.notes),
        "sections": [_section(one) for one in report.sections],
    }


def _section(one: Section) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "list": one.list,
        "fold": one.fold,
        "summary": list(one.summary),
        "counts": {count.kind.value: count.number for count in one.counts},
        "entries": [_entry(entry) for entry in one.entries],
        "notes": list(one.notes),
        "decisions": list(one.decisions),
        "sections": [_section(inner) for inner in one.sections],
    }


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
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


def _line(one: Line) -> dict[str, Any]:
    marks = [[mark.op.value, mark.text] for mark in one.marks]
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
