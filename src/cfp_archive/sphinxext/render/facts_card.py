"""The card of an edition's facts: those of its call, each a link to its words, and those from other sources."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from docutils import nodes

from cfp_archive import formatting, messages
from cfp_archive.model import DateKind, Edition, Format
from cfp_archive.sphinxext.elements import box, definitions, external, joined, para, plain_list, sentence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator

    from cfp_archive.messages import Message
    from cfp_archive.model import Host, Location, Page, Source
    from cfp_archive.reading.locating import Located
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


class _Fact(NamedTuple):
    """One thing that the front matter says."""

    location: Location  #: its field, as in ("date",) or ("people", 0)
    row: Message  #: the name of its row
    label: str  #: of a date, a category, or a role; empty for others
    words: str
    source: str | None  #: where it is said, if not in the call

    @property
    def labeled(self) -> str:
        """The words behind their label."""
        return messages.LABELED(label=self.label, value=self.words) if self.label else self.words


def _facts(edition: Edition) -> Iterator[_Fact]:
    """Yield an edition's facts in the order of the card."""
    facts = edition.facts
    website = (facts.website or "").partition("://")[2].rstrip("/") or facts.website
    for field, row, words in (
        ("title", messages.TITLE, facts.title),
        ("ordinal", messages.EDITION, facts.ordinal and messages.ordinal(facts.ordinal)),
        ("date", messages.DATE, facts.date and formatting.days(facts.date)),
        ("place", messages.PLACE, facts.place),
        ("format", messages.FORMAT, facts.format and _FORMATS[facts.format]()),
        ("website", messages.WEBSITE, website),
    ):
        if words:
            yield _Fact((field,), row, "", str(words), facts.other_sources.of(field))
    for index, date in enumerate(facts.key_dates):
        words = formatting.key_date(date)
        yield _Fact(("key_dates", index), messages.KEY_DATES, date.label, words, date.source)
    for index, one in enumerate(facts.submissions):
        label, words = (one.category, formatting.page_limit(one.pages)) if one.pages else ("", one.category)
        yield _Fact(("submissions", index), messages.SUBMISSIONS, label, words, one.source)
    for index, person in enumerate(facts.people):
        words = person.words if person.source else person.name
        yield _Fact(("people", index), messages.PEOPLE, person.role, words, person.source)


def facts_card(site: Site, edition: Edition) -> nodes.Node:
    """Make the card."""
    parts = (
        (messages.FROM_THE_CALL, _call_facts(site, edition)),
        (messages.OTHER_SOURCES, _other_facts(edition, site.located(edition))),
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


def _rows(facts: Iterable[_Fact], content: Callable[[list[_Fact]], list[nodes.Node]]) -> list[Row]:
    """Return a row for the facts of each name: as a list, but for those that an edition has once."""
    rows: list[Row] = []
    for row, group in groupby(facts, key=lambda fact: fact.row):
        of_row = list(group)
        lines = content(of_row)
        rows.append((row(), lines if len(of_row[0].location) == 1 else [plain_list(lines)]))
    return rows


# From the call


def _call_facts(site: Site, edition: Edition) -> list[Row]:
    located = site.located(edition)

    def link(fact: _Fact, words: str) -> nodes.Node:
        """Lead to the words of a fact, on the same page."""
        target = fact_id(edition, fact.location)
        return nodes.reference("", words, refid=target, internal=True, classes=["cfp-to-fact"])

    def lines(facts: list[_Fact]) -> list[nodes.Node]:
        if facts[0].row is messages.PEOPLE:
            facts = sorted(facts, key=lambda fact: roles.index(fact.label))
        return [line(list(group)) for _line, group in groupby(facts, key=_line_of)]

    def line(facts: list[_Fact]) -> nodes.Node:
        first = facts[0]
        content: list[Content] = joined(link(fact, fact.words) for fact in facts)
        if len(facts) > _NAMED:
            content = [link(first, messages.N_PEOPLE(n=len(facts)))]
        elif first.row is messages.FORMAT:
            content = [link(first, messages.PLANNED(format=first.words))]
        elif first.row is messages.WEBSITE:
            content = [
                external(first.words, edition.facts.website or ""),
                " · ",
                link(first, messages.IN_THE_CALL()),
            ]
        return para(
            *(sentence(messages.LABELED, label=first.label, value=content) if first.label else content)
        )

    roles = [person.role for person in edition.facts.people]
    rows = _rows(
        (
            fact
            for fact in _facts(edition)
            if located.words_of(*fact.location) and fact.row is not messages.TITLE
        ),
        lines,
    )
    sizes = formatting.list_sizes(site.archive, edition)
    if sizes:
        rows.append((messages.PAGE_TOPICS(), [plain_list(map(para, sizes))]))
    missing = _not_stated(edition, located)
    return [*rows, (messages.NOT_STATED(), [para(", ".join(missing))])] if missing else rows


def _line_of(fact: _Fact) -> tuple[object, ...]:
    """Return what facts on one line share: people their role."""
    return (fact.label,) if fact.row is messages.PEOPLE else fact.location


def _not_stated(edition: Edition, located: Located) -> list[str]:
    call = edition.facts.of_the_call
    stated = {one.fact[0] for one in located.facts}
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


def _other_facts(edition: Edition, located: Located) -> list[Row]:
    facts = edition.facts
    rows: list[Row] = []
    if facts.ordinal and facts.ordinal_counted:
        inferred = messages.INFERRED_NOT_STATED(value=messages.ordinal(facts.ordinal))
        rows.append((messages.EDITION(), [para(inferred)]))
    rows += _rows(
        (fact for fact in _facts(edition) if fact.source and not located.words_of(*fact.location)),
        lambda group: [_sourced(fact.labeled, fact.source or "") for fact in group],
    )
    moved = [
        _sourced(
            messages.LABELED(label=one.label, value=formatting.several_days(one.was)), facts.other_sources.was
        )
        for one in facts.key_dates
        if one.was and facts.other_sources.was
    ]
    if moved:
        rows.append((messages.EARLIER_DATES(), [plain_list(moved)]))
    if facts.host:
        rows.append((messages.HOST(), host_nodes(facts.host)))
    sources = list(_sources(edition))
    return [*rows, (messages.SOURCE(), sources)] if sources else rows


def _sourced(value: str, source: str) -> nodes.paragraph:
    """Say a value and where it is said."""
    link = external(urlsplit(source).hostname or source, source)
    return para(*sentence(messages.SOURCED, value=value, source=link))


def _sources(edition: Edition) -> Iterator[nodes.Node]:
    """Say where the call comes from, and name its files: once for several files of the same origin."""

    def origin(one: Source) -> tuple[str, str | None, dt.date | None]:
        return formatting.provenance(one), one.url, one.received

    for (provenance, url, received), sources in groupby(edition.facts.sources, key=origin):
        words: Content = external(provenance, url) if url else provenance
        line = para(words)
        if received:
            line = para(*sentence(messages.RECEIVED_ON, source=words, day=formatting.day(received)))
        line["classes"].append("cfp-provenance")
        yield line
        files = [source_file(edition, edition.key, one.file) for one in sources if one.file]
        if files:
            yield para(*sentence(messages.SOURCE_TEXT, file=joined(files)))


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
