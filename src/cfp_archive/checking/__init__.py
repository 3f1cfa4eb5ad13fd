"""Check an archive: one small rule for each thing that can be wrong with what it says.

What is wrong with the form of its files is found while reading them, see :mod:`cfp_archive.reading`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from cfp_archive.checking import (
    dates,
    decisions,
    keys,
    leftovers,
    lists,
    namesakes,
    people,
    record,
    references,
    sources,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cfp_archive.model import Archive, Edition
    from cfp_archive.problems import Problem

    ArchiveRule: TypeAlias = Callable[[Archive], Iterator[Problem]]
    EditionRule: TypeAlias = Callable[[Edition], Iterator[Problem]]

__all__ = ["ARCHIVE_RULES", "EDITION_RULES", "STRICT_RULES", "check"]

#: Rules that look at one edition alone.
EDITION_RULES: tuple[EditionRule, ...] = (
    dates.unknown_zone,
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
    dates.date_far_from_year,
    people.unknown_role,
    people.duplicate_person,
    people.dangling_person,
    namesakes.similar_names,
    record.gap_key_invalid,
    record.duplicate_edition,
    record.duplicate_ordinal,
    record.ordinals_out_of_order,
    record.order_unknown,
    record.status_unsourced,
    record.status_dates,
    lists.unknown_list,
    decisions.decision_stale,
    decisions.decision_conflict,
    keys.topic_key_unrecorded,
    keys.topic_key_stale,
    leftovers.leftovers,
    references.unknown_target,
)


#: Rules that compare a page with its front matter. Where a fact was not valid and is left out, they would report that
#: once more, in the place of its words.
_RULES_OF_WHOLE_FACTS: tuple[EditionRule, ...] = (
    sources.facts_not_shown,
    sources.facts_missing,
    sources.source_missing,
    sources.words_differ,
    sources.difference_stale,
)


#: Rules that only `cfp-archive check --strict` applies.
STRICT_RULES: tuple[ArchiveRule, ...] = (decisions.match_uncertain,)


def check(archive: Archive, *, strict: bool = False) -> tuple[Problem, ...]:
    """Return everything that is wrong with what an archive says, sorted by place.

    What reading has reported already is not reported again by what follows from it.

    :param strict: apply `STRICT_RULES`, too.
    """
    archive_rules = (*ARCHIVE_RULES, *STRICT_RULES) if strict else ARCHIVE_RULES
    problems = {problem for rule in archive_rules for problem in rule(archive)}
    for edition in archive.editions:
        for edition_rule in EDITION_RULES:
            if not (edition.incomplete and edition_rule in _RULES_OF_WHOLE_FACTS):
                problems.update(edition_rule(edition))
    return tuple(sorted(problems))
