"""Rules about facts on the page, and about the page's words and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.checking._at import at_fact, at_line
from cfp_archive.model import BlockKind
from cfp_archive.problems import Code, did_you_mean
from cfp_archive.reading.locating import locate
from cfp_archive.reading.proof import page_words, prove

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.model import Edition
    from cfp_archive.problems import Problem
    from cfp_archive.reading.proof import Mismatch

#: After so many places the page is another text, and more of them would not help.
MAX_PLACES = 20


def facts_not_shown(edition: Edition) -> Iterator[Problem]:
    """Find facts of the call that no directive places on the page, and whose words the page does not have either."""
    facts = edition.facts.of_the_call
    placed = {(block.kind, block.argument) for block in edition.blocks}
    kinds = {kind for kind, _ in placed}
    shown = " ".join(" ".join(one.text for one in page_words(edition)).casefold().split())
    for field, kind, label in (
        ("key_dates", BlockKind.KEY_DATES, "label"),
        ("submissions", BlockKind.SUBMISSIONS, "category"),
    ):
        entries = getattr(facts, field)
        if kind not in kinds and any(getattr(one, label).casefold() not in shown for one in entries):
            message = f"The front matter's '{field}' are nowhere on the page."
            hint = f"Add the directive {{{kind.value}}} where the call has them."
            yield at_fact(edition, (field,), Code.FACTS_NOT_SHOWN, message, hint)
    roles = {argument for kind, argument in placed if kind is BlockKind.PEOPLE}
    for place, one in enumerate(edition.facts.people):
        if one.role not in roles and not one.source and one.name.casefold() not in shown:
            roles.add(one.role)
            message = f"The people of the role '{one.role}' are nowhere on the page."
            hint = f"Add the directive {{people}} {one.role} where the call has them."
            yield at_fact(edition, ("people", place, "role"), Code.FACTS_NOT_SHOWN, message, hint)


def facts_missing(edition: Edition) -> Iterator[Problem]:
    """Find directives that place facts which the front matter does not have; in a draft they may still be open."""
    facts = edition.facts.of_the_call
    if facts.draft:
        return
    roles = tuple(dict.fromkeys(one.role for one in facts.people))
    for block in edition.blocks:
        if block.kind is BlockKind.PEOPLE and block.argument not in roles:
            message = f"No one in the front matter has the role '{block.argument}'."
            hint = did_you_mean(
                block.argument, roles, "Add the people to the front matter, or delete the directive."
            )
            yield at_line(edition, block.line, Code.FACTS_MISSING, message, hint)
        elif (block.kind is BlockKind.KEY_DATES and not facts.key_dates) or (
            block.kind is BlockKind.SUBMISSIONS and not facts.submissions
        ):
            field = block.kind.value.replace("-", "_")
            message = f"The front matter has no '{field}' for the directive {{{block.kind.value}}}."
            hint = "Add them to the front matter, or delete the directive."
            yield at_line(edition, block.line, Code.FACTS_MISSING, message, hint)


def source_missing(edition: Edition) -> Iterator[Problem]:
    """Find editions without sources, sources that say nothing, and source files that are not there.

    A draft may be without: a call that is being written here has not been received from anywhere.
    """
    if not edition.facts.sources and not edition.facts.draft:
        message, hint = "The edition names no source.", "Add 'sources' with a file, an address or both."
        yield at_fact(edition, (), Code.SOURCE_MISSING, message, hint)
    for page in (edition, *edition.pages):
        there = {one.file: one.found for one in page.texts}
        for place, one in enumerate(page.facts.sources):
            if not one.file and not one.url:
                message, hint = "The source has neither a file nor an address.", "Add 'file', 'url' or both."
                yield at_fact(page, ("sources", place), Code.SOURCE_MISSING, message, hint)
            elif one.file and not there.get(one.file, False):
                message = f"The source file '{one.file}' is not in the edition's folder."
                hint = "Put the text as received beside index.md under this name."
                yield at_fact(page, ("sources", place, "file"), Code.SOURCE_MISSING, message, hint)


def fact_not_in_the_call(edition: Edition) -> Iterator[Problem]:
    """Find facts that the call does not say and that name no other source.

    Where a part of the front matter could not be read, the words of others may have been in it.
    """
    if edition.incomplete:
        return
    for one in locate(edition).missing:
        field = ".".join(str(part) for part in one.fact if isinstance(part, str))
        near = f" The nearest is '{one.nearest}' in line {one.line}." if one.nearest else ""
        message = f"The call does not say '{one.value}', which the front matter has as {_FIELDS.get(field, field)}.{near}"
        hint = "Correct it, or add the address that says so as 'source' of the entry."
        if len(one.fact) == 1:
            hint = f"Correct it, or add the address that says so: 'other_sources: {{{field}: https://...}}'."
        elif field == "key_dates.was":
            hint = "Correct it, or add the address that says so: 'other_sources: {was: https://...}'."
        yield at_fact(edition, one.fact, Code.FACT_NOT_IN_THE_CALL, message, hint)


#: How messages name a field.
_FIELDS = {
    "title": "its title",
    "date": "the date of the event",
    "ordinal": "its ordinal",
    "place": "the place",
    "website": "the website",
    "format": "the format",
    "key_dates.label": "the label of a key date",
    "key_dates.date": "a key date",
    "key_dates.time": "the time of a key date",
    "key_dates.zone": "the time zone of a key date",
    "key_dates.was": "an earlier date of a deadline",
    "submissions": "a submission category",
    "submissions.pages": "a page limit",
    "people.name": "a name",
    "people.role": "a role",
    "people.affiliation": "an affiliation",
    "people.country": "a country",
    "people.note": "a note about a person",
}


def words_differ(edition: Edition) -> Iterator[Problem]:
    """Find places where page and source differ and no difference is declared."""
    hint = "Correct the page, or declare the place under 'differences' with a reason."
    for page in (edition, *edition.pages):
        mismatches = prove(page).mismatches
        for one in mismatches[:MAX_PLACES]:
            yield at_line(page, one.page_line, Code.WORDS_DIFFER, mismatch_words(one), hint)
        if len(mismatches) > MAX_PLACES:
            rest = len(mismatches) - MAX_PLACES
            message = f"The page and its source differ in {rest} more places."
            whole = "See whether the source is the right one."
            yield at_fact(page, ("sources",), Code.WORDS_DIFFER, message, whole)


def difference_stale(edition: Edition) -> Iterator[Problem]:
    """Find declared differences that do not exist. Where no source can be compared, nothing is known of them."""
    for page in (edition, *edition.pages):
        proof = prove(page)
        for place in proof.unused if proof.compared else ():
            one = page.facts.differences[place]
            message = f"There is no such difference between source and page: {_quoted(one.source)}, {_quoted(one.page)}."
            hint = "Delete it, or write the words of both sides as they are, without those around."
            yield at_fact(page, ("differences", place), Code.DIFFERENCE_STALE, message, hint)


def mismatch_words(one: Mismatch) -> str:
    """Say how a page and its source differ in a place."""
    where = f"line {one.source_line} of {one.file}"
    if not one.page:
        return f"{_quoted(one.source)}, in {where}, is not on the page."
    if not one.source:
        return f"{_quoted(one.page)} is on the page, but not at {where}."
    return f"The page has {_quoted(one.page)} where {where} has {_quoted(one.source)}."


def _quoted(text: str) -> str:
    words = text.split()
    return f"'{text}'" if len(words) <= 12 else f"'{' '.join(words[:6])} ... {' '.join(words[-4:])}'"
