"""Terms as JSON, for programs.

The shape of one term, version 1 (a later version that only adds fields keeps the number)::

    format         "cfp-archive/term"
    version        1
    phrase         as it was asked for; in the index, the form in which most calls print it
    first, last    keys of the first and the last call that have it, or null
    editions       keys of the calls that have it, oldest first
    not_in         keys of the calls in the archive that do not have it
    missing_calls  keys of the editions whose calls are not in the archive
    forms          [{text, editions}]: as printed, by first call
    passages       [{edition, part, label, section, list, topic, text, spans}], oldest call first, in the order of the call
      part           title, heading, topic or text
      label          what readers see: 'Topic in “Areas”'
      section        the heading above it, as printed
      list, topic    of a topic: the name of its list, and its permanent key
      text           the call's words, exactly
      spans          [[start, end]]: 0-based, where the phrase is in the text

and of the index::

    format         "cfp-archive/terms"
    version        1
    editions       keys of the calls in the archive, oldest first
    missing_calls  keys of the editions whose calls are not in the archive
    terms          [{key, group, ...}]: key is part of the term's address; group is entered, left or from-start; then the
                   fields of a term from phrase to passages, without not_in and missing_calls
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cfp_archive import messages
from cfp_archive.terms.passages import Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfp_archive.model import Archive
    from cfp_archive.terms.index import IndexedTerm
    from cfp_archive.terms.passages import Passage, Quote, Term

VERSION = 1


def label_of(passage: Passage, archive: Archive) -> str:
    """Return what readers see of a passage's place in its call: 'Topic in “Areas of interest”'."""
    match passage.part:
        case Part.TITLE:
            return messages.PASSAGE_TITLE()
        case Part.HEADING:
            return messages.PASSAGE_HEADING()
        case Part.TOPIC:
            return messages.PASSAGE_TOPIC(list=archive.list_label(passage.list))
        case Part.TEXT:
            named = passage.section
            return messages.PASSAGE_TEXT(section=named) if named else messages.OPENING_TEXT()


def term_as_json(term: Term, archive: Archive) -> str:
    """Write one term as JSON."""
    keys = [one.key for one in archive.editions]
    fields = _term(term, archive)
    passages = fields.pop("passages")
    forms = fields.pop("forms")
    return _text(
        {
            "format": "cfp-archive/term",
            "version": VERSION,
            **fields,
            "not_in": [key for key in keys if key not in term.editions],
            "missing_calls": _missing(archive),
            "forms": forms,
            "passages": passages,
        }
    )


def index_as_json(index: Iterable[IndexedTerm], archive: Archive) -> str:
    """Write the index of terms as JSON."""
    return _text(
        {
            "format": "cfp-archive/terms",
            "version": VERSION,
            "editions": [one.key for one in archive.editions],
            "missing_calls": _missing(archive),
            "terms": [
                {"key": one.key, "group": one.group.value, **_term(one.term, archive)} for one in index
            ],
        }
    )


def _term(term: Term, archive: Archive) -> dict[str, Any]:
    return {
        "phrase": term.phrase,
        "first": term.first or None,
        "last": term.last or None,
        "editions": list(term.editions),
        "forms": [{"text": one.text, "editions": list(one.editions)} for one in term.forms],
        "passages": [_passage(one, archive) for one in term.quotes],
    }


def _passage(quote: Quote, archive: Archive) -> dict[str, Any]:
    one = quote.passage
    return {
        "edition": one.edition,
        "part": one.part.value,
        "label": label_of(one, archive),
        "section": one.section,
        "list": one.list,
        "topic": one.topic,
        "text": one.text,
        "spans": [list(span) for span in quote.spans],
    }


def _missing(archive: Archive) -> list[str]:
    return [one.key for one in archive.series.missing_calls]


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
