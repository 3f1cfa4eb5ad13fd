"""Rules about what last time's call left behind in this one: its year, place, dates, people or site; and about blanks.

A draft is checked for leftovers, and so is an edition whose words are not proven by a source. The words of a published call
that a source proves are the call's own: where they name last year, last year is what the call says, and the record keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_fact, at_line
from cfp_archive.checking.specifics import LookingBack, Specific, find, specifics_of
from cfp_archive.model import BlockKind
from cfp_archive.problems import Code
from cfp_archive.reading.proof import prove
from cfp_archive.vocabulary import BLANK, has_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.checking.specifics import Found, Specifics
    from cfp_archive.model import Archive, Edition, Location
    from cfp_archive.problems import Problem

_CODES = {
    Specific.YEAR: Code.LEFTOVER_YEAR,
    Specific.PLACE: Code.LEFTOVER_PLACE,
    Specific.DATE: Code.LEFTOVER_DATE,
    Specific.PERSON: Code.LEFTOVER_PERSON,
    Specific.SITE: Code.LEFTOVER_SITE,
}
_SAID = {
    Specific.YEAR: "'{words}' names the year of {older}.",
    Specific.PLACE: "'{words}' is where {older} took place.",
    Specific.DATE: "'{words}' is a date of {older}.",
    Specific.PERSON: "'{words}' had a role in {older} but has none in {newer}.",
    Specific.SITE: "'{words}' is the site of {older}.",
}
_HINTS = {
    Specific.YEAR: "Write this edition's, or say that you look back, as in 'since {words}'.",
    Specific.PLACE: "Write this edition's; if it is the same, add 'place' to the front matter.",
    Specific.DATE: "Write this edition's.",
    Specific.PERSON: "Name this edition's people, or add the person to 'people'.",
    Specific.SITE: "Write this edition's, or say that you look back, as in 'the previous edition'.",
}


def blank_left(edition: Edition) -> Iterator[Problem]:
    """Find blanks in an edition that is not a draft. Words of a proven source are no blanks."""
    if edition.facts.draft or any(one.text and has_blank(one.text) for one in edition.texts):
        return
    for line in edition.blanks:
        message = f"The placeholder {BLANK} is still on the page."
        hint = "Fill it in, delete the line, or write 'draft: true' in the front matter."
        yield at_line(edition, line, Code.BLANK_LEFT, message, hint)


def leftovers(archive: Archive) -> Iterator[Problem]:
    """Find what an edition still says of the one before it that is held."""
    for place, edition in enumerate(archive.editions[1:], 1):
        if edition.facts.draft or not prove(edition).compared:
            older = archive.editions[place - 1]
            yield from _in_facts(older, edition)
            yield from _in_words(edition, specifics_of(archive, older, edition))


def _in_words(edition: Edition, only_older: Specifics) -> Iterator[Problem]:
    facts = edition.facts
    named: list[tuple[Location, str]] = [
        (("title",), facts.title),
        (("short_title",), facts.short_title or ""),
    ]
    named += [(("host", "name"), facts.host.name)] if facts.host else []
    for location, text in named:
        for found in find(text, only_older):
            yield at_fact(edition, location, *_told(found, only_older, edition))
    back = LookingBack()
    for block in edition.blocks:
        if block.kind is BlockKind.NOTE:  # the archive's own words may speak of any year
            continue
        if block.level == 1 and block.text == facts.title:
            continue  # reported where the title is given
        if back.passes(block.text, level=block.level, item=block.kind is BlockKind.ITEM):
            continue
        for text in (block.text, *block.links):
            for found in find(text, only_older):
                yield at_line(edition, block.line, *_told(found, only_older, edition))
    for topic in (topic for one in edition.lists for topic in one.topics):
        for found in find(topic.text, only_older):
            yield at_line(edition, topic.line, *_told(found, only_older, edition))


def _told(found: Found, only_older: Specifics, edition: Edition) -> tuple[Code, str, str]:
    words = {"words": found.words, "older": only_older.older, "newer": edition.key}
    return _CODES[found.kind], _SAID[found.kind].format(**words), _HINTS[found.kind].format(**words)


def _in_facts(older: Edition, edition: Edition) -> Iterator[Problem]:
    """Find facts that cannot be the same twice."""
    old, new = older.facts, edition.facts
    hint = "Write this edition's, or delete the entry while it is not known."
    if new.date and new.date == old.date:
        message = f"The event's date is that of {older.key}."
        yield at_fact(edition, ("date",), Code.LEFTOVER_DATE, message, hint)
    if new.host and new.host.date and old.host and new.host.date == old.host.date:
        message = f"The host's date is that of {older.key}."
        yield at_fact(edition, ("host", "date"), Code.LEFTOVER_DATE, message, hint)
    before = {(one.label, one.date) for one in old.key_dates}
    for place, one in enumerate(new.key_dates):
        if (one.label, one.date) in before:
            message = f"'{one.label}' has the date of {older.key}."
            yield at_fact(edition, ("key_dates", place, "date"), Code.LEFTOVER_DATE, message, hint)
    if (
        new.website
        and new.website == old.website
        and str(older.year) in new.website
        and older.year != edition.year
    ):
        message = f"The site is that of {older.key}."
        yield at_fact(edition, ("website",), Code.LEFTOVER_SITE, message, hint)
