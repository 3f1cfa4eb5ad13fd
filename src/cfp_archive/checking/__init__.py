"""Check an archive: one small rule for each thing that can be wrong with what it says.

What is wrong with the form of its files is found while reading them, see :mod:`cfp_archive.reading`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from cfp_archive.checking import dates, decisions, keys, leftovers, lists, people, record, references, sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cfp_archive.model import Archive, Edition
    from cfp_archive.problems import Problem

    ArchiveRule: TypeAlias = Callable[[Archive], Iterator[Problem]]
    EditionRule: TypeAlias = Callable[[Edition], Iterator[Problem]]

__all__ = ["ARCHIVE_RULES", "EDITION_RULES", "STRICT_RULES", "check"]

#: Rules that look at one edition alone.
EDITION_RULES: tuple[EditionRule, ...] = (
    dates.deadline_after_event,
    dates.dates_out_of_order,
    dates.pages_reversed,
    lists.list_empty,
    lists.list_repeated,
    lists.topic_empty,
    lists.topic_repeated,
    sources.facts_not_shown,
    sources.facts_missing,
    sources.source_missing,
    sources.fact_not_in_the_call,
    sources.words_differ,
    sources.difference_stale,
    leftovers.blank_left,
)

#: Rules that look at the whole archive.
ARCHIVE_RULES: tuple[ArchiveRule, ...] = (
    dates.end_before_start,
    people.unknown_role,
    people.duplicate_person,
    people.dangling_person,
    record.gap_key_invalid,
    record.duplicate_edition,
    record.duplicate_ordinal,
    decisions.decision_stale,
    decisions.decision_conflict,
    keys.topic_key_unrecorded,
    keys.topic_key_stale,
    leftovers.leftovers,
    references.unknown_target,
)


#: Rules that only `cfp-archive check --strict` applies.
STRICT_RULES: tuple[ArchiveRule, ...] = (decisions.match_uncertain,)


def check(archive: Archive, *, strict: bool = False) -> tuple[Problem, ...]:
    """Return everything that is wrong with what an archive says, sorted by place.

    :param strict: apply `STRICT_RULES`, too.
    """
    rules = (*ARCHIVE_RULES, *STRICT_RULES) if strict else ARCHIVE_RULES
    found = {problem for rule in rules for problem in rule(archive)}
    found |= {problem for rule in EDITION_RULES for edition in archive.editions for problem in rule(edition)}
    return tuple(sorted(found))
