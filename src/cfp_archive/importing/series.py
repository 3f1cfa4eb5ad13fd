"""Import calls, one or a whole series, the earliest edition first; and say what the files for all editions need for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from statistics import median
from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.checking.topics import unknown_lists
from cfp_archive.comparing.history import anchored_topic, build_history
from cfp_archive.importing.assembling import Imported, import_call
from cfp_archive.importing.blocks import ImportRefusedError
from cfp_archive.model import ListLabel
from cfp_archive.vocabulary import is_known_role

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from cfp_archive.model import Archive, TopicKey

__all__ = ["SeriesImport", "import_series", "keys_by_name", "outliers", "size"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesImport:
    """What importing calls gave."""

    editions: tuple[tuple[str, Imported], ...]  #: file and edition, the earliest first
    refused: tuple[tuple[str, str], ...]  #: file and reason
    remarks: tuple[str, ...]  #: what stands out among the years
    lists: tuple[ListLabel, ...]  #: that series.yaml has to declare
    roles: tuple[str, ...]  #: that series.yaml has to declare
    keys: tuple[TopicKey, ...]  #: that topics.yaml has to record
    stale: tuple[TopicKey, ...]  #: that topics.yaml records of topics which the editions no longer have


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
    files: Mapping[str, tuple[str, bytes]],
    archive: Archive,
    *,
    url: str | None = None,
    today: dt.date | None = None,
) -> SeriesImport:
    """Import files in the order of their editions; the names of lists go on from year to year.

    :param files: edition key and content, by name.
    :param archive: the editions that are there already.
    :param url: where the call was published, if it is one.
    :param today: the day on which the archive received them.
    """
    editions: list[tuple[str, Imported]] = []
    refused: list[tuple[str, str]] = []
    for name, (key, raw) in sorted(files.items(), key=lambda one: one[1][0]):
        try:
            made = import_call(raw, key, archive, name=name, url=url, today=today)
        except ImportRefusedError as error:
            refused.append((name, str(error)))
            continue
        editions.append((name, made))
        others = tuple(one for one in archive.editions if one.key != key)
        archive = replace(archive, editions=(*others, made.edition)).in_order
    imported = [one for _, one in editions]
    lists, roles = _new_lists(imported, archive), _new_roles(imported, archive)
    series = replace(archive.series, lists=(*archive.series.lists, *lists))
    known = replace(archive, series=series).published
    # Of an archive that could not be read whole, topics that an unread edition joins would get two keys, for good.
    keys: tuple[TopicKey, ...] = ()
    stale: tuple[TopicKey, ...] = ()
    if not archive.unread - {"people.yaml"}:
        history, own = build_history(known), {one.edition.key for one in imported}
        keys = history.unrecorded()
        told = (one for one in archive.topic_keys if one.edition in own)
        stale = tuple(one for one in told if anchored_topic(one, history.graph) is None)
    return SeriesImport(
        editions=tuple(editions), refused=tuple(refused), remarks=tuple(outliers(imported)),
        lists=lists, roles=roles, keys=keys, stale=stale,
    )  # fmt: skip


def _new_lists(imported: Sequence[Imported], archive: Archive) -> tuple[ListLabel, ...]:
    """Return the lists that the series does not know yet, with the words above them as their labels."""
    labels: dict[str, str] = {}
    for one in imported:
        for node in one.nodes:
            heading = node.heading.strip(" :.")
            if node.name and heading and len(heading) <= 60:
                labels.setdefault(node.name, heading)
    keys = {one.edition.key for one in imported}
    names = dict.fromkeys(topics.name for edition, topics, _ in unknown_lists(archive) if edition.key in keys)
    return tuple(
        ListLabel(name=name, label=labels.get(name, name.replace("-", " ").capitalize())) for name in names
    )


def _new_roles(imported: Sequence[Imported], archive: Archive) -> tuple[str, ...]:
    if "series.yaml" in archive.unread:
        return ()
    roles = dict.fromkeys(person.role for one in imported for person in one.edition.facts.people)
    return tuple(one for one in roles if not is_known_role(one, archive.series.roles))


def size(made: Imported) -> int:
    """Return how many topics an edition has; the name of a group of topics is none."""
    return sum(
        place not in {one.parent for one in topics.topics}
        for topics in made.edition.lists
        for place in range(len(topics.topics))
    )


def outliers(editions: Sequence[Imported]) -> list[str]:
    """Return the editions that have far fewer topics than those around them: something was missed, perhaps."""
    counts = [(one.edition.key, size(one)) for one in editions]
    remarks = []
    for place, (key, count) in enumerate(counts):
        around = [other for _, other in (*counts[max(0, place - 2) : place], *counts[place + 1 : place + 3])]
        usual = round(median(around)) if around else 0
        if count < 0.6 * usual and usual - count >= 3:
            remarks.append(messages.FEW_TOPICS(n=count, key=key, usual=usual))
    return remarks
