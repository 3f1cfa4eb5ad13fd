"""Make problems that are located in an edition's page or in a YAML file of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.model import Edition
from cfp_archive.problems import Problem

if TYPE_CHECKING:
    from cfp_archive.model import Archive, Gap, Location, Page
    from cfp_archive.problems import Code


def at_line(page: Page, line: int, code: Code, message: str, hint: str) -> Problem:
    """Return a problem at a line (1-based) of an edition's page."""
    return Problem(path=page.path, line=line, code=code, message=message, hint=hint)


def at_fact(page: Page, location: Location, code: Code, message: str, hint: str) -> Problem:
    """Return a problem at a value of an edition's front matter."""
    return at_line(page, page.line_of(*location), code, message, hint)


def at_entry(archive: Archive, file: str, location: Location, code: Code, message: str, hint: str) -> Problem:
    """Return a problem at a value of a YAML file of the archive."""
    line = archive.line_of(file, *location)
    return Problem(path=archive.folder / file, line=line, code=code, message=message, hint=hint)


def at_known(
    archive: Archive, known: Edition | Gap, location: Location, code: Code, message: str, hint: str
) -> Problem:
    """Return a problem at a value of an edition's front matter, or of its entry in series.yaml if it is a gap."""
    if isinstance(known, Edition):
        return at_fact(known, location, code, message, hint)
    index = archive.series.missing_calls.index(known)
    return at_entry(archive, "series.yaml", ("missing_calls", index, *location), code, message, hint)
