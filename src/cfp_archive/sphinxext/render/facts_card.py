"""The card of an edition's facts: those of its call, each a link to its words, and those from other sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from docutils import nodes

from cfp_archive import formatting, messages
from cfp_archive.model import DateKind, Edition, Format
from cfp_archive.reading.locating import locate
from cfp_archive.sphinxext.elements import (
    box,
    definitions,
    external,
    joined,
    para,
    plain_list,
    sentence,
    span,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.messages import Message
    from cfp_archive.model import Facts, Host, Location, Page, Submission
    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content

#: A row of the card: its name, and the blocks that say it.
Row = tuple[str, Sequence[nodes.Node]]

_FORMATS = {
    Format.IN_PERSON: messages.FORMAT_IN_PERSON,
    Format.VIRTUAL: messages.FORMAT_VIRTUAL,
    Format.HYBRID: messages.FORMAT_HYBRID,
}
#: The names of more people in one role than this are left to the call's text.
_NAMED = 4


def facts_card(site: Site, edition: Edition) -> nodes.Node:
    """Make the card."""
    parts = (
        (messages.FROM_THE_CALL, _call_facts(site, edition)),
        (messages.OTHER_SOURCES, _other_facts(edition)),
    )
    return box(
        *(
            box(para(label(), classes="cfp-label"), definitions(rows), classes="cfp-facts-part")
            for label, rows in parts
            if rows
        ),
        classes="cfp-own cfp-facts",
        tag="aside",
        label=messages.FACTS_OF_EDITION(),
    )


def fact_id(edition: Edition, fact: Location) -> str:
    """Return the anchor of a fact's words: 'fact-2021-key-dates-1'. It has the edition's key for books of all pages."""
    parts = (str(part + 1) if isinstance(part, int) else part.replace("_", "-") for part in fact)
    return "-".join(("fact", edition.key, *parts))


def _single_facts(facts: Facts) -> Iterator[tuple[str, Message, str]]:
    """Yield field, name and words of the facts that an edition has once."""
    if facts.ordinal:
        yield "ordinal", messages.EDITION, messages.ordinal(facts.ordinal)
    if facts.date:
        yield "date", messages.DATE, formatting.days(facts.date)
    if facts.place:
        yield "place", messages.PLACE, facts.place
    if facts.format:
        yield "format", messages.FORMAT, _FORMATS[facts.format]()
    if facts.website:
        yield "website", messages.WEBSITE, facts.website.partition("://")[2].rstrip("/") or facts.website


def _labeled(label: str, *value: Content) -> nodes.paragraph:
    return para(*sentence(messages.LABELED, label=label, value=list(value)))


def _limited(one: Submission) -> str:
    if not one.pages:
        return one.category
    return messages.LABELED(label=one.category, value=formatting.page_limit(one.pages))


def _rows(*groups: tuple[Message, Sequence[nodes.Node]]) -> list[Row]:
    """Return a row for each name that there is something to say of."""
    return [(name(), [plain_list(lines)]) for name, lines in groups if lines]


# From the call


def _call_facts(site: Site, edition: Edition) -> list[Row]:
    facts, located = edition.facts, locate(edition)

    def link(words: str, *fact: str | int) -> nodes.Node:
        """Lead to the words of a fact, on the same page."""
        return nodes.reference(
            "", words, refid=fact_id(edition, fact), internal=True, classes=["cfp-to-fact"]
        )

    rows: list[Row] = []
    for field, name, words in _single_facts(facts):
        if located.words_of(field) is None:
            continue
        content: list[Content]
        if field == "website":
            content = [external(words, facts.website or ""), " · ", link(messages.IN_THE_CALL(), field)]
        else:
            content = [link(messages.PLANNED(format=words) if field == "format" else words, field)]
        rows.append((name(), [para(*content)]))
    roles: dict[str, list[int]] = {}
    for index, person in enumerate(facts.people):
        if located.words_of("people", index) is not None:
            roles.setdefault(person.role, []).append(index)
    rows += _rows(
        (
            messages.KEY_DATES,
            [
                _labeled(
                    one.label,
                    span(link(formatting.key_date(one), "key_dates", index), classes="cfp-date"),
                )
                for index, one in enumerate(facts.key_dates)
                if located.words_of("key_dates", index) is not None
            ],
        ),
        (
            messages.SUBMISSIONS,
            [
                para(link(_limited(one), "submissions", index))
                for index, one in enumerate(facts.submissions)
                if located.words_of("submissions", index) is not None
            ],
        ),
        (
            messages.PEOPLE,
            [
                _labeled(role, link(messages.N_PEOPLE(n=len(indices)), "people", indices[0]))
                if len(indices) > _NAMED
                else _labeled(role, *joined(link(facts.people[one].name, "people", one) for one in indices))
                for role, indices in roles.items()
            ],
        ),
        (
            messages.PAGE_TOPICS,
            [
                para(messages.TOPICS_UNDER(n=len(topics.topics), list=site.archive.list_label(name)))
                for name in site.archive.list_names
                if (topics := edition.topic_list(name)) is not None
            ],
        ),
    )
    missing = _not_stated(edition)
    return [*rows, (messages.NOT_STATED(), [para(", ".join(missing))])] if missing else rows


def _not_stated(edition: Edition) -> list[str]:
    call = edition.facts.of_the_call
    stated = {one.fact[0] for one in locate(edition).facts}
    absent = (
        (
            messages.EVENT_DATE,
            "date" not in stated and all(one.kind is not DateKind.EVENT for one in call.key_dates),
        ),
        (messages.ABSENT_WEBSITE, "website" not in stated),
        (messages.ABSENT_KEY_DATES, not call.key_dates),
        (messages.ABSENT_SUBMISSIONS, not call.submissions),
        (messages.ABSENT_PEOPLE, not call.people),
    )
    return [*(name() for name, missing in absent if missing), *edition.facts.silent_on]


# From other sources


def _other_facts(edition: Edition) -> list[Row]:
    facts, located = edition.facts, locate(edition)
    rows: list[Row] = []
    if facts.ordinal and facts.ordinal_counted:
        inferred = messages.INFERRED_NOT_STATED(value=messages.ordinal(facts.ordinal))
        rows.append((messages.EDITION(), [para(inferred)]))
    for field, name, words in (("title", messages.TITLE, facts.title), *_single_facts(facts)):
        source = facts.other_sources.of(field)
        if source and located.words_of(field) is None:
            rows.append((name(), [_sourced(words, source)]))
    labeled = messages.LABELED
    was = facts.other_sources.was
    rows += _rows(
        (
            messages.KEY_DATES,
            [
                _sourced(labeled(label=one.label, value=formatting.key_date(one)), one.source)
                for one in facts.key_dates
                if one.source
            ],
        ),
        (
            messages.SUBMISSIONS,
            [_sourced(_limited(one), one.source) for one in facts.submissions if one.source],
        ),
        (
            messages.PEOPLE,
            [
                _sourced(labeled(label=one.role, value=one.words), one.source)
                for one in facts.people
                if one.source
            ],
        ),
        (
            messages.EARLIER_DATES,
            [
                _sourced(labeled(label=one.label, value=formatting.several_days(one.was)), was)
                for one in facts.key_dates
                if one.was and was
            ],
        ),
    )
    if facts.host:
        rows.append((messages.HOST(), host_nodes(facts.host)))
    sources = list(_sources(edition))
    return [*rows, (messages.SOURCE(), sources)] if sources else rows


def _sourced(value: str, source: str) -> nodes.paragraph:
    """Say a value and where it is said."""
    link = external(urlsplit(source).hostname or source, source)
    return para(*sentence(messages.SOURCED, value=value, source=link))


def _sources(edition: Edition) -> Iterator[nodes.Node]:
    for one in edition.facts.sources:
        provenance = formatting.provenance(one)
        words: Content = external(provenance, one.url) if one.url else provenance
        if one.received:
            received = formatting.day(one.received)
            line = para(*sentence(messages.RECEIVED_ON, source=words, day=received))
        else:
            line = para(words)
        line["classes"].append("cfp-provenance")
        yield line
        if one.file:
            file = source_file(edition, edition.key, one.file)
            yield para(*sentence(messages.SOURCE_TEXT, file=file))


def source_file(page: Page, key: str, file: str) -> nodes.Element:
    """Name a source file; on the web it is a link to the file, if it is published beside the page."""
    name = nodes.literal(file, file)
    published = next((one.published for one in page.texts if one.file == file), "")
    if published:
        name["cfp_file"] = quote(f"editions/{key}/{published}")
    return name


def host_nodes(host: Host) -> list[nodes.Node]:
    """Say what the host event says of itself."""
    name = messages.HOST_ON(host=host.name, days=formatting.days(host.date)) if host.date else host.name
    where = formatting.host_place(host)
    lines: list[nodes.Node] = [para(name), *([para(where)] if where else [])]
    if host.source:
        lines.append(para(external(messages.HOST_WEBSITE(host=host.name), host.source), classes="cfp-source"))
    return lines
