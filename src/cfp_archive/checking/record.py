"""Rules about the series: which editions there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_entry, at_fact
from cfp_archive.model import EDITION_KEY, Edition
from cfp_archive.problems import Code

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Archive, Gap
    from cfp_archive.problems import Problem


def gap_key_invalid(archive: Archive) -> Iterator[Problem]:
    """Find editions listed as not held under a key that no folder could have."""
    for place, gap in enumerate(archive.series.not_held):
        if not (EDITION_KEY.match(gap.key) and gap.key.isascii()):
            message = f"'{gap.key}' is no edition key."
            hint = "Write the year, as in 2021 or 2021-spring."
            yield at_entry(
                archive, "series.yaml", ("not_held", place, "key"), Code.KEY_INVALID, message, hint
            )


def duplicate_edition(archive: Archive) -> Iterator[Problem]:
    """Find editions that are both held and listed as not held, or listed twice."""
    held = {one.key for one in archive.editions}
    listed: set[str] = set()
    for place, gap in enumerate(archive.series.not_held):
        if gap.key in held or gap.key in listed:
            how = "held in a folder" if gap.key in held else "listed before"
            message = f"The edition '{gap.key}' is listed as not held, and {how}."
            where = ("not_held", place, "key")
            yield at_entry(
                archive, "series.yaml", where, Code.DUPLICATE_EDITION, message, "Delete this entry."
            )
        listed.add(gap.key)


def duplicate_ordinal(archive: Archive) -> Iterator[Problem]:
    """Find editions that have the same ordinal."""
    seen: dict[int, str] = {}
    for one in archive.timeline:
        ordinal = _ordinal(one)
        if ordinal in seen:
            message = f"The edition '{one.key}' has the ordinal {ordinal}, as '{seen[ordinal]}' has."
            hint = "Count again; two editions in one year are two."
            if isinstance(one, Edition):
                yield at_fact(one, ("ordinal",), Code.DUPLICATE_ORDINAL, message, hint)
            else:
                where = ("not_held", archive.series.not_held.index(one), "ordinal")
                yield at_entry(archive, "series.yaml", where, Code.DUPLICATE_ORDINAL, message, hint)
        elif ordinal is not None:
            seen[ordinal] = one.key


def _ordinal(one: Edition | Gap) -> int | None:
    return one.facts.ordinal if isinstance(one, Edition) else one.ordinal
