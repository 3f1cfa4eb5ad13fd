"""Rules about the words of a page: the facts that it shows, and the sources that it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.checking.rule import at, edition_rule
from cfp_archive.model import BlockKind
from cfp_archive.problems import Code, did_you_mean
from cfp_archive.reading.locating import locate
from cfp_archive.reading.proof import page_words, prove
from cfp_archive.vocabulary import BLANK, has_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.checking.rule import Finding
    from cfp_archive.model import Edition
    from cfp_archive.reading.proof import Mismatch

#: After so many places the page is another text, and more of them would not help.
MAX_PLACES = 20


@edition_rule(Code.FACTS_NOT_SHOWN, whole_facts=True)
def facts_not_shown(edition: Edition) -> Iterator[Finding]:
    """Find facts of the call that no directive places on the page, and whose words the page does not have either."""
    facts = edition.facts.of_the_call
    placed = {(block.kind, block.argument) for block in edition.blocks}
    shown = " ".join(" ".join(word.text for word in page_words(edition)).casefold().split())
    for field, kind, labels in (
        ("key_dates", BlockKind.KEY_DATES, [key_date.label for key_date in facts.key_dates]),
        ("submissions", BlockKind.SUBMISSIONS, [submission.category for submission in facts.submissions]),
    ):
        if all(block != kind for block, _ in placed) and any(
            label.casefold() not in shown for label in labels
        ):
            message = f"The page does not show the '{field}' of the front matter."
            yield (
                at(edition, field),
                message,
                f"Add the directive {{{kind.value}}} where the call has them.",
            )
    roles = {argument for kind, argument in placed if kind is BlockKind.PEOPLE}
    for index, person in enumerate(edition.facts.people):
        if person.role not in roles and not person.source and person.name.casefold() not in shown:
            roles.add(person.role)
            message = f"The page does not show the people with the role '{person.role}'."
            hint = f"Add the directive {{people}} {person.role} where the call has them."
            yield at(edition, "people", index, "role"), message, hint


@edition_rule(Code.FACTS_MISSING, whole_facts=True)
def facts_missing(edition: Edition) -> Iterator[Finding]:
    """Find directives that place facts which the front matter does not have; in a draft they may still be open."""
    facts = edition.facts.of_the_call
    roles = tuple(dict.fromkeys(person.role for person in facts.people))
    entries = {BlockKind.KEY_DATES: facts.key_dates, BlockKind.SUBMISSIONS: facts.submissions}
    for block in () if facts.draft else edition.blocks:
        if block.kind is BlockKind.PEOPLE and block.argument not in roles:
            message = f"The front matter lists nobody with the role '{block.argument}'."
            otherwise = "Add the people to the front matter, or delete the directive."
            yield at(edition, block.line), message, did_you_mean(block.argument, roles, otherwise)
        elif not entries.get(block.kind, True):
            field = block.kind.value.replace("-", "_")
            message = f"The front matter has no '{field}' for the directive {{{block.kind.value}}}."
            hint = "Add them to the front matter, or delete the directive."
            yield at(edition, block.line), message, hint


@edition_rule(Code.SOURCE_MISSING, whole_facts=True)
def source_missing(edition: Edition) -> Iterator[Finding]:
    """Find editions without sources, sources that say nothing, and source files that do not exist.

    A draft may be without: a call that is being written here has not been received from anywhere.
    """
    if not edition.facts.sources and not edition.facts.draft:
        yield (
            at(edition),
            "The edition does not name a source.",
            "Add 'sources' with a file, an address or both.",
        )
    for page in (edition, *edition.pages):
        exists = {text.file: text.found for text in page.texts}
        for index, source in enumerate(page.facts.sources):
            if not source.file and not source.url:
                message, hint = "A source needs a file or an address.", "Add 'file', 'url' or both."
                yield at(page, "sources", index), message, hint
            elif source.file and not exists.get(source.file, False):
                message = f"The source file '{source.file}' is not in the edition's folder."
                hint = "Put the text as received beside index.md under this name."
                yield at(page, "sources", index, "file"), message, hint


@edition_rule(Code.FACT_NOT_IN_THE_CALL)
def fact_not_in_the_call(edition: Edition) -> Iterator[Finding]:
    """Find facts that the call does not say and that name no other source.

    Where a part of the front matter could not be read, the words of others may have been in it.
    """
    for missing in () if edition.incomplete else locate(edition).missing:
        names = [part for part in missing.fact if isinstance(part, str)]
        message = f"'{names[-1]}' has '{missing.value}', which the call does not state."
        if missing.nearest:
            message += f" The nearest is '{missing.nearest}' in line {missing.line}."
        hint = "Correct it, or add the address that says so as 'source' of the entry."
        if len(missing.fact) == 1 or names[-1] == "was":
            hint = (
                f"Correct it, or add the address that says so: 'other_sources: {{{names[-1]}: https://...}}'."
            )
        yield at(edition, *missing.fact), message, hint


@edition_rule(Code.DATE_AMBIGUOUS)
def date_ambiguous(edition: Edition) -> Iterator[Finding]:
    """Find days that the call writes in figures only, where nothing shows whether the day or the month comes first."""
    for unclear in () if edition.incomplete else locate(edition).ambiguous:
        message = (
            f"'{unclear.value}' is '{unclear.nearest}' in line {unclear.line}, which can be read in two ways."
        )
        hint = "Check which is meant, and add 'date_order: day-month' or 'date_order: month-day'."
        yield at(edition, *unclear.fact), message, hint


@edition_rule(Code.WORDS_DIFFER, whole_facts=True)
def words_differ(edition: Edition) -> Iterator[Finding]:
    """Find places where page and source differ and no difference is declared."""
    hint = "Correct the page, or declare the difference under 'differences' with a reason."
    for page in (edition, *edition.pages):
        mismatches = prove(page).mismatches
        for mismatch in mismatches[:MAX_PLACES]:
            yield at(page, mismatch.page_line), mismatch_message(mismatch), hint
        if (more := len(mismatches) - MAX_PLACES) > 0:
            message = f"The page and its source differ in {more} more places."
            yield at(page, "sources"), message, "Check that the source is the right one."


def mismatch_message(mismatch: Mismatch) -> str:
    """Return how a page and its source differ in a place."""
    page, source = _quoted(mismatch.page), _quoted(mismatch.source)
    if not mismatch.page:
        return f"{source} (line {mismatch.source_line} of {mismatch.file}) is not on the page."
    if not mismatch.source:
        return f"{page} is on the page, but not at line {mismatch.source_line} of {mismatch.file}."
    return f"The page has {page} where line {mismatch.source_line} of {mismatch.file} has {source}."


def _quoted(text: str) -> str:
    words = text.split()
    return f"'{text}'" if len(words) <= 12 else f"'{' '.join(words[:6])} ... {' '.join(words[-4:])}'"


@edition_rule(Code.DIFFERENCE_STALE, whole_facts=True)
def difference_stale(edition: Edition) -> Iterator[Finding]:
    """Find declared differences that do not exist. Where no source can be compared, nothing is known of them."""
    hint = "Delete it, or write the words of both sides as they are, without those around."
    for page in (edition, *edition.pages):
        words = prove(page)
        for index in words.unused if words.compared else ():
            declared = page.facts.differences[index]
            message = f"Declared difference not found: source {_quoted(declared.source)}, page {_quoted(declared.page)}."
            yield at(page, "differences", index), message, hint


@edition_rule(Code.BLANK_LEFT)
def blank_left(edition: Edition) -> Iterator[Finding]:
    """Find placeholders in an edition that is not a draft. Words of a source that is compared are no placeholders."""
    if edition.facts.draft or any(text.text and has_blank(text.text) for text in edition.texts):
        return
    for line in edition.blanks:
        message = f"The placeholder {BLANK} is still on the page."
        hint = "Fill it in, delete the line, or write 'draft: true' in the front matter."
        yield at(edition, line), message, hint
