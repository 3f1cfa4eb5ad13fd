"""Rules about the series: which editions there are, in which order, and what became of them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_entry, at_known
from cfp_archive.model import EDITION_KEY, Edition, StatusKind
from cfp_archive.problems import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Archive, Gap, Status
    from cfp_archive.problems import Problem

_SERIES = "series.yaml"
#: How a call says that its edition does not take place as planned.
_SAYS_SO = re.compile(r"cancel|postpon|resched|new dates?\b|(?:will|does) not take place", re.IGNORECASE)


def gap_key_invalid(archive: Archive) -> Iterator[Problem]:
    """Find editions listed in series.yaml under a key that no folder could have."""
    for index, gap in enumerate(archive.series.missing_calls):
        if not EDITION_KEY.match(gap.key):
            message = f"'{gap.key}' is not a valid edition key."
            hint = "Write the year, as in 2021, or the year and a word, as in 2021-spring."
            where = ("missing_calls", index, "key")
            yield at_entry(archive, _SERIES, where, Code.KEY_INVALID, message, hint)


def duplicate_edition(archive: Archive) -> Iterator[Problem]:
    """Find editions whose call is in the archive and that series.yaml lists as missing, and those listed twice."""
    in_folders = {edition.key for edition in archive.editions} | archive.unread
    listed: set[str] = set()
    for index, gap in enumerate(archive.series.missing_calls):
        if gap.key in in_folders:
            message = f"The {gap.key} call is in the archive, but 'missing_calls' lists it as missing."
        elif gap.key in listed:
            message = f"'missing_calls' lists the edition '{gap.key}' twice."
        else:
            listed.add(gap.key)
            continue
        where = ("missing_calls", index, "key")
        yield at_entry(archive, _SERIES, where, Code.DUPLICATE_EDITION, message, "Delete this entry.")


def duplicate_ordinal(archive: Archive) -> Iterator[Problem]:
    """Find editions that have the same ordinal."""
    seen: dict[int, str] = {}
    for known in archive.timeline:
        ordinal = _ordinal(known)
        if ordinal in seen:
            message = f"Editions '{seen[ordinal]}' and '{known.key}' both have ordinal {ordinal}."
            hint = "Give each edition its own ordinal; two editions in one year have two."
            yield at_known(archive, known, ("ordinal",), Code.DUPLICATE_ORDINAL, message, hint)
        elif ordinal is not None:
            seen[ordinal] = known.key


def ordinals_out_of_order(archive: Archive) -> Iterator[Problem]:
    """Find later editions with a smaller ordinal than the edition before them that has one."""
    counted = [known for known in archive.timeline if _ordinal(known) is not None]
    for older, newer in pairwise(counted):
        before, after = _ordinal(older), _ordinal(newer)
        if before is not None and after is not None and after < before:
            message = f"Edition '{newer.key}' has ordinal {after}, but the earlier edition '{older.key}' has {before}."
            hint = "Correct one of the ordinals."
            if newer.year == older.year:
                hint = "Correct one of the ordinals, or the dates by which editions of one year are ordered."
            yield at_known(archive, newer, ("ordinal",), Code.ORDINALS_OUT_OF_ORDER, message, hint)


def order_unknown(archive: Archive) -> Iterator[Problem]:
    """Find editions of one year of which nothing but the letters of their keys says which is older.

    The draft of an edition may still be without days: it follows the editions that have some.
    """
    for older, newer in pairwise(archive.timeline):
        if older.year != newer.year or any(
            isinstance(one, Edition) and one.facts.draft for one in (older, newer)
        ):
            continue
        by_days = older.event and newer.event and older.event.start != newer.event.start
        by_ordinal = _ordinal(older) is not None and _ordinal(newer) is not None
        if not by_days and not by_ordinal:
            message = f"It is not known which of the editions '{older.key}' and '{newer.key}' is older."
            hint = "Add 'date', 'host' with a date, or 'ordinal' to both."
            yield at_known(archive, newer, (), Code.ORDER_UNKNOWN, message, hint)


def status_unsourced(archive: Archive) -> Iterator[Problem]:
    """Find cancelled or postponed editions for which neither a source nor the call itself says so."""
    for known, status in _with_status(archive):
        words = " ".join(block.text for block in known.blocks) if isinstance(known, Edition) else ""
        if status.source is None and not _SAYS_SO.search(words):
            message = f"Nothing shows that edition '{known.key}' was {status.kind.value}."
            hint = f"Add the address where it is said: status: {{kind: {status.kind.value}, source: https://...}}."
            yield at_known(archive, known, ("status",), Code.STATUS_UNSOURCED, message, hint)


def status_dates(archive: Archive) -> Iterator[Problem]:
    """Find cancelled editions with new days, and postponed ones whose new days are not later than those planned."""
    for known, status in _with_status(archive):
        planned = status.was or (known.facts.planned if isinstance(known, Edition) else None)
        if status.date is None:
            continue
        if status.kind is StatusKind.CANCELLED:
            message = f"Edition '{known.key}' was cancelled, but has new days."
            hint = "Write 'kind: postponed', or delete 'date' in 'status'."
        elif planned and status.date.start <= planned.start:
            message = f"Edition '{known.key}' was postponed to {status.date.start}, which is not later than planned."
            hint = "Correct 'date' in 'status'; the days first planned are 'date' of the edition, or 'was'."
        else:
            continue
        yield at_known(archive, known, ("status", "date"), Code.STATUS_DATES, message, hint)


def _with_status(archive: Archive) -> Iterator[tuple[Edition | Gap, Status]]:
    for known in archive.timeline:
        if known.status:
            yield known, known.status


def _ordinal(known: Edition | Gap) -> int | None:
    return known.facts.ordinal if isinstance(known, Edition) else known.ordinal
