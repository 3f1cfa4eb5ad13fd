"""A comparison as JSON, for programs.

The shape, version 1 (a later version that only adds fields keeps the number)::

    format      "cfp-archive/comparison"
    version     1
    old, new    {key, title}: the two editions
    between     keys of the held editions through which topics were followed
    not_held    keys of the editions between that are known and not held
    lists       one object for each topic list:
      name, label
      old, new    the lists: [{text, head, key}], key being the topic's permanent key
      counts      {unchanged, reworded, split, merged, regrouped, moved, returned, added, removed}
      links       [{kind, change, text_changed, certainty, score, rule, reasons, old, new, via, other_heading, shifted, marks, decisions}]
                  text_changed: kept (kind unchanged) by its title, while the description changed, as ``change`` says;
                  old and new name members as {list, index, text, key}; index is 0-based
      added, removed   [{list, index, text, key}]
      returned    [{topic, last, edition, change, certainty, score, rule, reasons, marks, decisions}]
                  last is what the topic was when it stood last, in the edition of that key
      rulings     decisions that kept topics apart; here and above [{verdict, reason, decided, by}]
      statements  sentences that count all of this
    prose       {sections: [{old_heading, new_heading, in_both, sentences: [{fate, old, new, paragraph, elsewhere, marks}]}],
                statements}
    dates       {changes: [{fate, kind, old, new, shift, shift_in_year}], statements}
                old and new are {label, start, end, time, zone, was, words} or null; was: the dates before,
                if it was extended; words: all of it in words; shifts in days
    submissions {changes: [{fate, old, new}], statements}; old and new are {category, pages, limit} or null
    people      {changes: [{fate, key, name, other_roles, other_affiliation, old, new}], statements}
                old and new are [{role, name, affiliation, country}]

``marks`` is a list of [op, text] with op one of equal, delete, insert. Scores are 0..1 with four places.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cfp_archive.comparing import statements
from cfp_archive.comparing.alignment import grounds_as_dict
from cfp_archive.comparing.wording import limit_words
from cfp_archive.phrasing import key_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.facts import DateChange, SubmissionChange
    from cfp_archive.comparing.history import Member
    from cfp_archive.comparing.list_comparison import ListComparison, Return, TopicLink
    from cfp_archive.comparing.people import PersonChange
    from cfp_archive.comparing.prose import SectionChange
    from cfp_archive.comparing.statements import Statement
    from cfp_archive.comparing.words import Mark
    from cfp_archive.model import Appointment, Decision, KeyDate, Submission

__all__ = ["VERSION", "as_json", "comparison_as_dict"]

VERSION = 1


def as_json(comparison: Comparison) -> str:
    """Write a comparison as JSON, in the shape that this module describes."""
    return json.dumps(comparison_as_dict(comparison), ensure_ascii=False, indent=2) + "\n"


def comparison_as_dict(comparison: Comparison) -> dict[str, Any]:
    """Give a comparison as plain values, in the shape that this module describes."""
    return {
        "format": "cfp-archive/comparison",
        "version": VERSION,
        "old": {"key": comparison.old.key, "title": comparison.old_title},
        "new": {"key": comparison.new.key, "title": comparison.new_title},
        "between": list(comparison.between),
        "not_held": list(comparison.not_held),
        "lists": [_list(one, comparison) for one in comparison.lists],
        "prose": {
            "sections": [_section(one) for one in comparison.sections],
            "statements": _said(statements.prose_statements(comparison)),
        },
        "dates": {
            "changes": [_date_change(one) for one in comparison.dates],
            "statements": _said(statements.date_statements(comparison)),
        },
        "submissions": {
            "changes": [_submission_change(one) for one in comparison.submissions],
            "statements": _said(statements.submission_statements(comparison)),
        },
        "people": {
            "changes": [_person_change(one) for one in comparison.people],
            "statements": _said(statements.people_statements(comparison)),
        },
    }


def _said(said: Iterable[Statement]) -> list[str]:
    return [one.text for one in said]


def _marks(marks: Iterable[Mark]) -> list[list[str]]:
    return [[mark.op.value, mark.text] for mark in marks]


def _member(one: Member) -> dict[str, Any]:
    return {"list": one.place.list, "index": one.place.position, "text": one.text, "key": one.key}


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "verdict": one.verdict.value,
        "reason": one.reason,
        "decided": one.decided.isoformat(),
        "by": one.by,
    }


def _list(one: ListComparison, comparison: Comparison) -> dict[str, Any]:
    return {
        "name": one.name,
        "label": one.label,
        "old": [{"text": topic.text, "head": topic.head, "key": topic.key} for topic in one.old],
        "new": [{"text": topic.text, "head": topic.head, "key": topic.key} for topic in one.new],
        "counts": {kind.value: number for kind, number in one.counts.items()},
        "links": [_link(link, one) for link in one.links],
        "added": [_member(topic) for topic in one.added],
        "removed": [_member(topic) for topic in one.removed],
        "returned": [_return(back) for back in one.returned],
        "rulings": [_decision(ruling) for ruling in one.rulings],
        "statements": _said(statements.list_statements(one, comparison)),
    }


def _link(link: TopicLink, one: ListComparison) -> dict[str, Any]:
    return {
        "kind": link.kind.value,
        "change": link.change.value,
        "text_changed": link.text_changed,
        **grounds_as_dict(link.grounds),
        "old": [_member(topic) for topic in link.old],
        "new": [_member(topic) for topic in link.new],
        "via": list(link.via),
        "other_heading": link.other_heading,
        "shifted": link in one.shifted,
        "marks": _marks(link.marks),
        "decisions": [_decision(ruling) for ruling in link.decisions],
    }


def _return(back: Return) -> dict[str, Any]:
    return {
        "topic": _member(back.topic),
        "last": [_member(topic) for topic in back.last],
        "edition": back.edition,
        "change": back.change.value,
        **grounds_as_dict(back.grounds),
        "marks": _marks(back.marks),
        "decisions": [_decision(ruling) for ruling in back.decisions],
    }


def _section(one: SectionChange) -> dict[str, Any]:
    return {
        "old_heading": one.old_heading,
        "new_heading": one.new_heading,
        "in_both": one.in_both,
        "sentences": [
            {
                "fate": sentence.fate.value,
                "old": sentence.old,
                "new": sentence.new,
                "paragraph": sentence.paragraph,
                "elsewhere": sentence.elsewhere,
                "marks": _marks(sentence.marks),
            }
            for sentence in one.sentences
        ],
    }


def _date_change(one: DateChange) -> dict[str, Any]:
    return {
        "fate": one.fate.value,
        "kind": one.kind.value,
        "old": _date(one.old),
        "new": _date(one.new),
        "shift": one.shift,
        "shift_in_year": one.shift_in_year,
    }


def _date(one: KeyDate | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {
        "label": one.label,
        "start": one.date.start.isoformat(),
        "end": one.date.end.isoformat(),
        "time": one.time,
        "zone": one.zone,
        "was": [day.isoformat() for day in one.was],
        "words": key_date(one),
    }


def _submission_change(one: SubmissionChange) -> dict[str, Any]:
    return {"fate": one.fate.value, "old": _submission(one.old), "new": _submission(one.new)}


def _submission(one: Submission | None) -> dict[str, Any] | None:
    if one is None:
        return None
    pages = list(one.pages) if one.pages else None
    return {"category": one.category, "pages": pages, "limit": limit_words(one)}


def _person_change(one: PersonChange) -> dict[str, Any]:
    return {
        "fate": one.fate.value,
        "key": one.key,
        "name": one.name,
        "other_roles": one.other_roles,
        "other_affiliation": one.other_affiliation,
        "old": [_appointment(appointment) for appointment in one.old],
        "new": [_appointment(appointment) for appointment in one.new],
    }


def _appointment(one: Appointment) -> dict[str, Any]:
    return {"role": one.role, "name": one.name, "affiliation": one.affiliation, "country": one.country}
