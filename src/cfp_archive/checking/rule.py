"""What a rule is: a function that finds where an archive breaks what a code asks for, registered with that code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from cfp_archive.model import Edition
from cfp_archive.problems import Problem

Subject = TypeVar("Subject")  #: what a rule looks at: an Archive, or one Edition

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import PurePath

    from cfp_archive.model import Archive, Gap, Page
    from cfp_archive.problems import Code

    #: A file of the archive, and the 1-based line in it.
    Place: TypeAlias = tuple[PurePath, int]
    #: Where something is wrong, what is wrong, and what to do; with the code, where a rule has several.
    Finding: TypeAlias = tuple[Place, str, str] | tuple[Place, str, str, Code]
    _Find: TypeAlias = Callable[[Subject], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A function that finds what breaks a rule, with the codes that it reports."""

    find: _Find[Subject]
    codes: tuple[Code, ...]
    strict: bool = False  #: only `cfp-archive check --strict` applies it
    #: It compares a page with its front matter. Where a fact was not valid and is left out, the rule would report that
    #: once more, in the place of its words.
    whole_facts: bool = False

    def __call__(self, subject: Subject) -> Iterator[Problem]:
        """Yield the problems of an archive or edition."""
        for (path, line), message, hint, *own in self.find(subject):
            code = own[0] if own else self.codes[0]
            yield Problem(path=path, line=line, code=code, message=message, hint=hint)


ARCHIVE_RULES: list[Rule[Archive]] = []
EDITION_RULES: list[Rule[Edition]] = []


def archive_rule(*codes: Code, strict: bool = False) -> Callable[[_Find[Archive]], Rule[Archive]]:
    """Register a function as a rule about the whole archive."""

    def register(find: _Find[Archive]) -> Rule[Archive]:
        ARCHIVE_RULES.append(Rule(find, codes, strict=strict))
        return ARCHIVE_RULES[-1]

    return register


def edition_rule(code: Code, *, whole_facts: bool = False) -> Callable[[_Find[Edition]], Rule[Edition]]:
    """Register a function as a rule about each edition alone."""

    def register(find: _Find[Edition]) -> Rule[Edition]:
        EDITION_RULES.append(Rule(find, (code,), whole_facts=whole_facts))
        return EDITION_RULES[-1]

    return register


def at(page: Page, *location: str | int) -> Place:
    """Return a place in an edition's page: a line, or the line of a front-matter value.

    :param location: a line, 1-based; or the path of the value, as in ``"people", 0, "name"``.
    """
    line = location[0] if len(location) == 1 else None
    return page.path, line if isinstance(line, int) else page.line_of(*location)


def at_entry(archive: Archive, file: str, *location: str | int) -> Place:
    """Return the place of a value in a YAML file of the archive."""
    return archive.folder / file, archive.line_of(file, *location)


def at_known(archive: Archive, known: Edition | Gap, *location: str | int) -> Place:
    """Return the place of a value in an edition's front matter, or in series.yaml if its call is missing."""
    if isinstance(known, Edition):
        return at(known, *location)
    index = archive.series.missing_calls.index(known)
    return at_entry(archive, "series.yaml", "missing_calls", index, *location)
