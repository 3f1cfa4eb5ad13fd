"""Rules about the series: which editions there are, in which order, what became of them, and what pages refer to."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive.checking.rule import archive_rule, at, at_entry, at_known
from cfp_archive.comparing.history import build_history
from cfp_archive.comparing.words import split_sentences
from cfp_archive.model import EDITION_KEY, KEY_HINT, Edition, StatusKind
from cfp_archive.naming import ascii_key
from cfp_archive.problems import Code, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.checking.rule import Finding
    from cfp_archive.model import Archive, Gap, Status

_SERIES = "series.yaml"
#: How a call says that its edition does not take place as planned.
_SAYS_SO = {
    StatusKind.CANCELLED: re.compile(
        r"\bcancell?ed\b|\bto cancel\b|\bcalled off\b|\b(?:will|does|did|can) ?not take place\b",
        re.IGNORECASE,
    ),
    StatusKind.POSTPONED: re.compile(r"\bpostpon|\bresched|\bnew dates?\b", re.IGNORECASE),
}
#: Sentences with these are about what holds if it does not, or about something else that may be cancelled.
_CONDITIONAL = re.compile(
    r"\b(?:if|unless|in case|polic(?:y|ies)|refund\w*|fees?|registrations?)\b", re.IGNORECASE
)


@archive_rule(Code.KEY_INVALID)
def missing_key_invalid(archive: Archive) -> Iterator[Finding]:
    """Find editions listed in series.yaml under a key that no folder could have."""
    for index, missing in enumerate(archive.series.missing_calls):
        if not EDITION_KEY.match(missing.key):
            message = f"'{missing.key}' is not a valid edition key."
            yield at_entry(archive, _SERIES, "missing_calls", index, "key"), message, KEY_HINT


@archive_rule(Code.DUPLICATE_EDITION)
def duplicate_edition(archive: Archive) -> Iterator[Finding]:
    """Find editions whose call is in the archive and that series.yaml lists as missing, and those listed twice."""
    in_folders = {edition.key for edition in archive.editions} | archive.unread
    listed: set[str] = set()
    for index, missing in enumerate(archive.series.missing_calls):
        if missing.key in in_folders:
            message = f"The {missing.key} call is in the archive, but 'missing_calls' lists it as missing."
        elif missing.key in listed:
            message = f"'missing_calls' lists the edition '{missing.key}' twice."
        else:
            listed.add(missing.key)
            continue
        yield at_entry(archive, _SERIES, "missing_calls", index, "key"), message, "Delete this entry."


@archive_rule(Code.DUPLICATE_ORDINAL)
def duplicate_ordinal(archive: Archive) -> Iterator[Finding]:
    """Find editions that have the same ordinal."""
    seen: dict[int, str] = {}
    for ordinal, known in _with_ordinal(archive):
        if ordinal in seen:
            message = f"Editions '{seen[ordinal]}' and '{known.key}' both have ordinal {ordinal}."
            hint = "Give each edition its own ordinal; two editions in one year have two."
            yield at_known(archive, known, "ordinal"), message, hint
        seen.setdefault(ordinal, known.key)


@archive_rule(Code.ORDINALS_OUT_OF_ORDER)
def ordinals_out_of_order(archive: Archive) -> Iterator[Finding]:
    """Find later editions with a smaller ordinal than the edition before them that has one."""
    for (before, older), (after, newer) in pairwise(_with_ordinal(archive)):
        if after < before:
            message = f"Edition '{newer.key}' has ordinal {after}, but the earlier edition '{older.key}' has {before}."
            hint = "Correct one of the ordinals."
            if newer.year == older.year:
                hint = "Correct one of the ordinals, or the dates by which editions of one year are ordered."
            yield at_known(archive, newer, "ordinal"), message, hint


@archive_rule(Code.ORDER_UNKNOWN)
def order_unknown(archive: Archive) -> Iterator[Finding]:
    """Find editions of one year of which nothing but the letters of their keys says which is older.

    The draft of an edition may still be without days: it follows the editions that have some.
    """
    for older, newer in pairwise(archive.timeline):
        drafts = any(isinstance(known, Edition) and known.facts.draft for known in (older, newer))
        if older.year != newer.year or drafts:
            continue
        by_days = older.event and newer.event and older.event.start != newer.event.start
        if not by_days and (older.ordinal is None or newer.ordinal is None):
            message = f"The order of the editions '{older.key}' and '{newer.key}' is unknown."
            hint = "Add 'date', 'host' with a date, or 'ordinal' to both."
            yield at_known(archive, newer), message, hint


@archive_rule(Code.STATUS_UNSOURCED)
def status_unsourced(archive: Archive) -> Iterator[Finding]:
    """Find cancelled or postponed editions for which neither a source nor the call itself says so."""
    for known, status in _with_status(archive):
        blocks = known.blocks if isinstance(known, Edition) else ()
        sentences = (sentence for block in blocks for sentence in split_sentences(block.text))
        said = any(_SAYS_SO[status.kind].search(one) and not _CONDITIONAL.search(one) for one in sentences)
        if status.source is None and not said:
            message = f"No source says that edition '{known.key}' was {status.kind.value}."
            hint = (
                f"Add the address that says so: status: {{kind: {status.kind.value}, source: https://...}}."
            )
            yield at_known(archive, known, "status"), message, hint


@archive_rule(Code.STATUS_DATES)
def status_dates(archive: Archive) -> Iterator[Finding]:
    """Find cancelled editions with new days, and postponed ones whose new days are not later than those planned."""
    for known, status in _with_status(archive):
        planned = status.was or (known.facts.planned if isinstance(known, Edition) else None)
        if status.date is None:
            continue
        if status.kind is StatusKind.CANCELLED:
            message = f"Edition '{known.key}' was cancelled, but has new dates."
            hint = "Write 'kind: postponed', or delete 'date' in 'status'."
        elif planned and status.date.start <= planned.start:
            message = f"Edition '{known.key}' was postponed to {status.date.start}, which is not later than planned."
            hint = "Correct 'date' in 'status'; the dates first planned are 'date' of the edition, or 'was'."
        else:
            continue
        yield at_known(archive, known, "status", "date"), message, hint


@archive_rule(Code.UNKNOWN_TARGET)
def unknown_target(archive: Archive) -> Iterator[Finding]:
    """Find roles (edition, topic, person) that name nothing which the archive has."""
    pages = [page for edition in archive.editions for page in (edition, *edition.pages)]
    references = [(page, reference) for page in pages for reference in page.references]
    if not references:
        return
    topics = any(reference.kind == "topic" for _, reference in references)
    lineages = build_history(archive.published).lineages if topics else ()
    known = {
        "edition": {one.key for one in archive.timeline},
        "topic": {key for lineage in lineages for key in (lineage.key, *lineage.aliases)},
        "person": {*archive.people_by_name, *(person.key for person in archive.people)},
    }
    for page, reference in references:
        kind, target, names = reference.kind, reference.target, known[reference.kind]
        if target not in names and not (kind == "person" and ascii_key(target) in names):
            hint = did_you_mean(target, sorted(names), "Write its key, or plain words.")
            yield at(page, reference.line), f"The archive has no {kind} '{target}'.", hint


def _with_status(archive: Archive) -> Iterator[tuple[Edition | Gap, Status]]:
    return ((known, known.status) for known in archive.timeline if known.status)


def _with_ordinal(archive: Archive) -> Iterator[tuple[int, Edition | Gap]]:
    for known in archive.timeline:
        if known.ordinal is not None:
            yield known.ordinal, known
