"""The card of an edition's facts: those of its call, each a link to its words, and those from other sources."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from docutils import nodes

from cfp_archive import formatting, messages
from cfp_archive.formatting import limit_words
from cfp_archive.model import DateKind, Edition, Format
from cfp_archive.reading.locating import locate
from cfp_archive.sphinxext.elements import box, bullets, definitions, external, para, span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.model import Host, KeyDate, Location, Page, Submission
    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content

#: A row of the card: its name, and the blocks that say it.
Row = tuple[str, list[nodes.Node]]

_FORMATS = {Format.IN_PERSON: "In person", Format.VIRTUAL: "Virtual", Format.HYBRID: "Hybrid"}
#: The names of more people in one role than this are left to the call's text.
_NAMED = 4


def facts_card(site: Site, edition: Edition) -> nodes.Node:
    """Make the card."""
    parts = [
        ("From the call", _from_the_call(site, edition)),
        ("From other sources", _from_elsewhere(edition)),
    ]
    return box(
        *(
            box(para(label, classes="cfp-label"), definitions(rows), classes="cfp-facts-part")
            for label, rows in parts
            if rows
        ),
        classes="cfp-own cfp-facts",
        tag="aside",
        label="Facts about this edition",
    )


def fact_id(edition: Edition, fact: Location) -> str:
    """Return the anchor of a fact's words: 'fact-2021-key-dates-1'. It has the edition's key for books of all pages."""
    parts = (str(part + 1) if isinstance(part, int) else part.replace("_", "-") for part in fact)
    return "-".join(("fact", edition.key, *parts))


def _link(edition: Edition, fact: Location, words: str) -> nodes.reference:
    """Lead to the words of a fact, on the same page."""
    return nodes.reference("", words, refid=fact_id(edition, fact), internal=True, classes=["cfp-to-fact"])


def _from_the_call(site: Site, edition: Edition) -> list[Row]:
    facts, located = edition.facts, locate(edition)

    def said(*fact: str | int) -> bool:
        return located.place(*fact) is not None

    rows: list[Row] = []
    if facts.ordinal and said("ordinal"):
        words = messages.ordinal(facts.ordinal)
        rows.append(("Edition", [para(_link(edition, ("ordinal",), words))]))
    if facts.date and said("date"):
        rows.append(("Date", [para(_link(edition, ("date",), formatting.days(facts.date)))]))
    if facts.place and said("place"):
        rows.append(("Place", [para(_link(edition, ("place",), facts.place))]))
    if facts.format and said("format"):
        rows.append(("Format", [para(_link(edition, ("format",), f"{_FORMATS[facts.format]} (planned)"))]))
    if facts.website and said("website"):
        leaving = external(_without_scheme(facts.website), facts.website)
        rows.append(("Website", [para(leaving, " · ", _link(edition, ("website",), "in the call"))]))
    lines = [
        para(
            f"{one.label}: ",
            span(_link(edition, ("key_dates", place), formatting.key_date(one)), classes="cfp-date"),
        )
        for place, one in enumerate(facts.key_dates)
        if said("key_dates", place)
    ]
    rows += _row("Key dates", lines)
    lines = [
        para(_link(edition, ("submissions", place), _submission(one)))
        for place, one in enumerate(facts.submissions)
        if said("submissions", place)
    ]
    rows += _row("Submissions", lines)
    roles: dict[str, list[int]] = {}
    for place, person in enumerate(facts.people):
        if said("people", place):
            roles.setdefault(person.role, []).append(place)
    rows += _row("People", [para(f"{role}: ", *_people(edition, places)) for role, places in roles.items()])
    counts = [
        para(messages.TOPICS_UNDER(n=len(one.topics), list=site.archive.list_label(one.name)))
        for name in site.archive.list_names
        if (one := edition.topic_list(name)) is not None
    ]
    rows += _row("Topics", counts)
    missing = _not_stated(edition)
    if missing:
        rows.append(("Not stated", [para(", ".join(missing))]))
    return rows


def _row(name: str, lines: Sequence[nodes.Node]) -> list[Row]:
    return [(name, [bullets([[line] for line in lines], classes="cfp-plain")])] if lines else []


def _people(edition: Edition, places: Sequence[int]) -> list[Content]:
    people = edition.facts.people
    if len(places) > _NAMED:
        return [_link(edition, ("people", places[0]), messages.N_PEOPLE(n=len(places)))]
    made: list[Content] = []
    for place in places:
        made += [", "] if made else []
        made.append(_link(edition, ("people", place), people[place].name))
    return made


def _submission(one: Submission) -> str:
    return f"{one.category}: {limit_words(one.pages)}" if one.pages else one.category


def _not_stated(edition: Edition) -> list[str]:
    facts = edition.facts
    call = facts.of_the_call
    stated = {one.fact[0] for one in locate(edition).places}
    says_when = "date" in stated or any(one.kind is DateKind.EVENT for one in call.key_dates)
    absent = (
        ("event date", not says_when),
        ("website", "website" not in stated),
        ("key dates", not call.key_dates),
        ("submission categories", not call.submissions),
        ("people", not call.people),
    )
    return [*(name for name, missing in absent if missing), *facts.silent_on]


def _from_elsewhere(edition: Edition) -> list[Row]:
    facts, located = edition.facts, locate(edition)
    rows: list[Row] = []
    if facts.ordinal and facts.ordinal_counted:
        words = messages.ordinal(facts.ordinal)
        rows.append(("Edition", [para(f"{words} (inferred, not stated in the call)")]))
    ordinal = messages.ordinal(facts.ordinal) if facts.ordinal else None
    single: tuple[tuple[str, str, str | None], ...] = (
        ("title", "Title", facts.title),
        ("ordinal", "Edition", ordinal),
        ("date", "Date", formatting.days(facts.date) if facts.date else None),
        ("place", "Place", facts.place),
        ("format", "Format", _FORMATS[facts.format] if facts.format else None),
        ("website", "Website", _without_scheme(facts.website) if facts.website else None),
    )
    for field, name, value in single:
        source = facts.other_sources.of(field)
        if value and source and located.place(field) is None:
            rows.append((name, [_sourced(value, source)]))
    dates = [
        _sourced(f"{one.label}: {formatting.key_date(one)}", one.source)
        for one in facts.key_dates
        if one.source
    ]
    rows += _row("Key dates", dates)
    submissions = [_sourced(_submission(one), one.source) for one in facts.submissions if one.source]
    rows += _row("Submissions", submissions)
    people = [_sourced(f"{one.role}: {one.words}", one.source) for one in facts.people if one.source]
    rows += _row("People", people)
    moved = [one for one in facts.key_dates if one.was]
    if moved and facts.other_sources.was:
        earlier = [_sourced(_earlier(one), facts.other_sources.was) for one in moved]
        rows += _row("Earlier dates", earlier)
    if facts.host:
        rows.append(("Host", host_nodes(facts.host)))
    return rows + _sources(edition)


def _earlier(one: KeyDate) -> str:
    return f"{one.label}: {formatting.several_days(one.was)}"


def _sourced(value: str, source: str) -> nodes.paragraph:
    """Say a value and where it is said."""
    return para(f"{value} (", external(urlsplit(source).hostname or source, source), ")")


def _sources(edition: Edition) -> list[Row]:
    lines: list[nodes.Node] = []
    for one in edition.facts.sources:
        words = formatting.provenance(one)
        words = words[:1].upper() + words[1:]
        line = para(external(words, one.url) if one.url else words)
        if one.received:
            line += nodes.Text(f", added to the archive on {formatting.day(one.received)}")
        lines.append(line)
        if one.file:
            lines.append(para("Source text: ", as_received(edition, edition.key, one.file)))
    return [("Source", lines)] if lines else []


def as_received(page: Page, key: str, file: str) -> nodes.Element:
    """Name a source file; on the web it is a link to the file, if it is published beside the page."""
    made = nodes.literal(file, file)
    published = next((one.published for one in page.texts if one.file == file), "")
    if published:
        made["cfp_file"] = quote(f"editions/{key}/{published}")
    return made


def host_nodes(host: Host) -> list[nodes.Node]:
    """Say what the host event says of itself."""
    when = f", {formatting.days(host.date)}" if host.date else ""
    lines: list[nodes.Node] = [para(f"{host.name}{when}")]
    where = formatting.host_place(host)
    if where:
        lines.append(para(where))
    if host.source:
        lines.append(para(external(f"{host.name} website", host.source), classes="cfp-source"))
    return lines


def _without_scheme(url: str) -> str:
    return url.partition("://")[2].rstrip("/") or url
