"""Check an archive: one small rule for each thing that can be wrong with what it says.

What is wrong with the form of its files is found while reading them, see :mod:`cfp_archive.reading`. A rule is a function
that is registered with its code, see :mod:`cfp_archive.checking.rule`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.checking import facts, leftovers, namesakes, series, sources, topics  # noqa: F401  (registers their rules)
from cfp_archive.checking.rule import ARCHIVE_RULES, EDITION_RULES

if TYPE_CHECKING:
    from cfp_archive.model import Archive
    from cfp_archive.problems import Problem

__all__ = ["ARCHIVE_RULES", "EDITION_RULES", "check"]


def check(archive: Archive, *, strict: bool = False, only: str = "") -> tuple[Problem, ...]:
    """Return everything that is wrong with what an archive says, sorted by place.

    What reading has reported already is not reported again by what follows from it.

    :param strict: apply the strict rules as well.
    :param only: key of the edition to look at; what is wrong with other files is left out.
    """
    problems = {one for rule in ARCHIVE_RULES if strict or not rule.strict for one in rule(archive)}
    for edition in archive.editions:
        for edition_rule in EDITION_RULES if edition.key == (only or edition.key) else ():
            if not (edition.incomplete and edition_rule.whole_facts):
                problems.update(edition_rule(edition))
    return tuple(sorted(one for one in problems if not only or one.path.parent == archive.folder / only))
