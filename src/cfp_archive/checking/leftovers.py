"""Rules about what the previous edition's call left behind in this one: its year, place, dates, people or website.

A draft is checked for leftovers, and so is an edition whose words are not compared with a source. The words of a published
call that a source has are the call's own: where they name last year, last year is what the call says, and the record keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.checking.edition_details import Detail, RetrospectiveContext, details_of, find_details
from cfp_archive.checking.rule import archive_rule, at
from cfp_archive.model import BlockKind
from cfp_archive.problems import Code
from cfp_archive.reading.proof import prove

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.checking.rule import Finding, Place
    from cfp_archive.model import Archive, Edition

#: Code, message and hint for each kind of detail.
_MESSAGES = {
    Detail.YEAR: (
        Code.LEFTOVER_YEAR,
        "'{words}' names the {older} edition.",
        "Update it, or mark it as a look back, as in 'since {words}'.",
    ),
    Detail.PLACE: (
        Code.LEFTOVER_PLACE,
        "'{words}' is the place of the {older} edition.",
        "Update it; if the place is the same, add 'place' to the front matter.",
    ),
    Detail.DATE: (Code.LEFTOVER_DATE, "'{words}' is a date of the {older} edition.", "Update it."),
    Detail.PERSON: (
        Code.LEFTOVER_PERSON,
        "'{words}' had a role in {older} but has none in {newer}.",
        "Name the people of this edition, or add the person to 'people'.",
    ),
    Detail.WEBSITE: (
        Code.LEFTOVER_SITE,
        "'{words}' is the website of the {older} edition.",
        "Update it, or mark it as a look back, as in 'the previous edition'.",
    ),
}


@archive_rule(*(code for code, _, _ in _MESSAGES.values()))
def leftovers(archive: Archive) -> Iterator[Finding]:
    """Find what an edition still says of the one before it in the archive."""
    for index, edition in enumerate(archive.editions[1:]):
        if edition.facts.draft or not prove(edition).compared:
            older = archive.editions[index]
            yield from _same_facts(older, edition)
            details = details_of(archive, older, edition)
            for place, text in _texts(edition):
                for found in find_details(text, details):
                    code, message, hint = _MESSAGES[found.kind]
                    words = {"words": found.words, "older": older.key, "newer": edition.key}
                    yield place, message.format(**words), hint.format(**words), code


def _texts(edition: Edition) -> Iterator[tuple[Place, str]]:
    """Yield the texts of an edition that are its own and do not look back, with their places."""
    facts = edition.facts
    yield at(edition, "title"), facts.title
    yield at(edition, "short_title"), facts.short_title or ""
    if facts.host:
        yield at(edition, "host", "name"), facts.host.name
    context = RetrospectiveContext()
    for block in edition.blocks:
        # The archive's own words may speak of any year; the title is reported where the front matter has it.
        if block.kind is BlockKind.NOTE or (block.level == 1 and block.text == facts.title):
            continue
        if not context.includes(block.text, level=block.level, item=block.kind is BlockKind.ITEM):
            for text in (block.text, *block.links):
                yield at(edition, block.line), text
    for topics in edition.lists:
        for topic in topics.topics:
            yield at(edition, topic.line), topic.text


def _same_facts(older: Edition, edition: Edition) -> Iterator[Finding]:
    """Find facts that cannot be the same twice."""
    old, new = older.facts, edition.facts
    hint = "Update it, or delete it until it is known."
    date, website = Code.LEFTOVER_DATE, Code.LEFTOVER_SITE
    if new.date and new.date == old.date:
        message = f"The event date is that of the {older.key} edition."
        yield at(edition, "date"), message, hint, date
    if new.host and new.host.date and old.host and new.host.date == old.host.date:
        message = f"The date of the host conference is that of the {older.key} edition."
        yield at(edition, "host", "date"), message, hint, date
    before = {(key_date.label, key_date.date) for key_date in old.key_dates}
    for index, key_date in enumerate(new.key_dates):
        if (key_date.label, key_date.date) in before:
            message = f"The date of '{key_date.label}' is that of the {older.key} edition."
            yield at(edition, "key_dates", index, "date"), message, hint, date
    named_by_year = str(older.year) in (new.website or "") and older.year != edition.year
    if new.website == old.website and named_by_year:
        message = f"The website is that of the {older.key} edition."
        yield at(edition, "website"), message, hint, website
