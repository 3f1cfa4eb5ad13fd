"""Terms as JSON, for programs. A later version that only adds fields keeps its number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from cfp_archive import messages
from cfp_archive.encoding import json_text, plain
from cfp_archive.terms.index import TermGroup
from cfp_archive.terms.passages import Form, Part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfp_archive.model import Archive
    from cfp_archive.terms.index import IndexedTerm
    from cfp_archive.terms.passages import Passage, Quote, Term

VERSION = 1
Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageData:
    """A text of a call that has a term."""

    edition: Annotated[str, Field(description="Key of the call's edition.")]
    part: Annotated[Part, Field(description="What the text is in its call.")]
    label: Annotated[str, Field(description="What readers see of its place: 'Topic in “Areas”'.")]
    section: Annotated[str, Field(description="The heading above it, as printed; empty in a call's opening.")]
    list: Annotated[str, Field(description="Of a topic: the name of its list; else empty.")]
    topic: Annotated[str, Field(description="Of a topic: its permanent key; else empty.")]
    text: Annotated[str, Field(description="The call's words, exactly.")]
    spans: Annotated[
        tuple[tuple[int, int], ...],
        Field(description="Where the term is in the text: [start, end] in characters, from 0."),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedTermData:
    """A term of the index."""

    key: Annotated[str, Field(description="Unique in the index; part of the term's address.")]
    group: Annotated[TermGroup, Field(description="When it is in the calls, seen from the latest one.")]
    phrase: Annotated[str, Field(description="The form in which most calls print it, written out.")]
    first: Annotated[str, Field(description="Key of the first call that has it.")]
    last: Annotated[str, Field(description="Key of the last call that has it.")]
    editions: Annotated[Keys, Field(description="Keys of the calls that have it, oldest first.")]
    forms: Annotated[tuple[Form, ...], Field(description="As printed, by first call.")]
    passages: Annotated[
        tuple[PassageData, ...], Field(description="Oldest call first, in the order of the call.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsData:
    """The index of terms."""

    format: Annotated[Literal["cfp-archive/terms"], Field(description="Always the same.")] = (
        "cfp-archive/terms"
    )
    version: Annotated[Literal[1], Field(description="Of this format.")] = 1
    editions: Annotated[Keys, Field(description="Keys of the calls in the archive, oldest first.")]
    missing_calls: Annotated[
        Keys, Field(description="Keys of the editions whose calls are not in the archive.")
    ]
    terms: Annotated[
        tuple[IndexedTermData, ...],
        Field(description="Those that entered, then those that left, then those from the start."),
    ]


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
    """Write one term as JSON: the fields of a term of the index from ``phrase`` on, and the calls that do not have it.

    ``phrase`` is as it was asked for; ``first`` and ``last`` are null if no call has it.
    """
    keys = [one.key for one in archive.editions]
    return json_text(
        {
            "format": "cfp-archive/term",
            "version": VERSION,
            "phrase": term.phrase,
            "first": term.first or None,
            "last": term.last or None,
            "editions": term.editions,
            "not_in": [key for key in keys if key not in term.editions],
            "missing_calls": _missing(archive),
            "forms": plain(tuple[Form, ...], term.forms),
            "passages": plain(tuple[PassageData, ...], _passages(term, archive)),
        }
    )


def terms_data(index: Iterable[IndexedTerm], archive: Archive) -> dict[str, Any]:
    """Return the index of terms as plain values, in the shape of `TermsData`."""
    data = TermsData(
        editions=tuple(one.key for one in archive.editions),
        missing_calls=_missing(archive),
        terms=tuple(
            IndexedTermData(
                key=one.key,
                group=one.group,
                phrase=one.term.phrase,
                first=one.term.first,
                last=one.term.last,
                editions=one.term.editions,
                forms=one.term.forms,
                passages=_passages(one.term, archive),
            )
            for one in index
        ),
    )
    found: dict[str, Any] = plain(TermsData, data)
    return found


def _passages(term: Term, archive: Archive) -> tuple[PassageData, ...]:
    return tuple(_passage(one, archive) for one in term.quotes)


def _passage(quote: Quote, archive: Archive) -> PassageData:
    one = quote.passage
    return PassageData(
        edition=one.edition, part=one.part, label=label_of(one, archive), section=one.section, list=one.list,
        topic=one.topic, text=one.text, spans=quote.spans,
    )  # fmt: skip


def _missing(archive: Archive) -> Keys:
    return tuple(one.key for one in archive.series.missing_calls)
