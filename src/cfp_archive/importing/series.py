"""Import the calls of a whole series, one file an edition, the earliest first, and say which years stand out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from statistics import median
from typing import TYPE_CHECKING

from cfp_archive.importing.assembling import Imported, import_call
from cfp_archive.importing.blocks import ImportRefusedError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from cfp_archive.model import Archive

__all__ = ["SeriesImport", "import_series", "keys_by_name", "outliers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesImport:
    """What importing a folder gave."""

    editions: tuple[tuple[str, Imported], ...]  #: file and edition, the earliest first
    refused: tuple[tuple[str, str], ...]  #: file and reason
    remarks: tuple[str, ...]  #: what stands out among the years


def keys_by_name(names: Iterable[str]) -> tuple[dict[str, str], list[str]]:
    """Return the edition key of each file by the year in its name, and the files without one.

    >>> keys_by_name(["tides-2031.html", "2032-spring.txt", "notes.txt"])
    ({'tides-2031.html': '2031', '2032-spring.txt': '2032-spring'}, ['notes.txt'])
    """
    keys: dict[str, str] = {}
    without: list[str] = []
    for name in sorted(names):
        stem = PurePath(name).stem.lower()
        whole = re.fullmatch(r"\d{4}(?:-[a-z][a-z0-9]*)*", stem)
        year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", stem)
        if whole or year:
            keys[name] = whole.group() if whole else year.group() if year else ""
        else:
            without.append(name)
    return keys, without


def import_series(
    files: Mapping[str, tuple[str, bytes]], archive: Archive, *, today: dt.date | None = None
) -> SeriesImport:
    """Import files in the order of their editions; the names of lists go on from year to year.

    :param files: edition key and content, by name.
    :param archive: the editions that are there already.
    """
    editions: list[tuple[str, Imported]] = []
    refused: list[tuple[str, str]] = []
    for name, (key, raw) in sorted(files.items(), key=lambda one: one[1][0]):
        try:
            made = import_call(raw, key, archive, name=name, today=today)
        except ImportRefusedError as error:
            refused.append((name, str(error)))
            continue
        editions.append((name, made))
        others = tuple(one for one in archive.editions if one.key != key)
        archive = replace(archive, editions=(*others, made.edition))
    return SeriesImport(
        editions=tuple(editions),
        refused=tuple(refused),
        remarks=tuple(outliers([one for _, one in editions])),
    )


def outliers(editions: Sequence[Imported]) -> list[str]:
    """Return the editions whose lists are far shorter than those of their neighbors: something was missed, perhaps."""
    counts = [(one.edition.key, sum(len(two.topics) for two in one.edition.lists)) for one in editions]
    remarks = []
    for place, (key, count) in enumerate(counts):
        near = [other for _, other in counts[max(0, place - 2) : place] + counts[place + 1 : place + 3]]
        usual = median(near) if near else 0
        if count < 0.6 * usual and usual - count >= 3:
            remarks.append(
                f"{key} has {count} topics; the editions around it have about {round(usual)}. Check its lists."
            )
    return remarks
