"""Who served when, as what, from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.site import PEOPLE, NotInArchiveError, people_part_page
from cfp_archive.sphinxext.elements import (
    box,
    doc,
    external,
    lead,
    para,
    plain_list,
    quiet,
    section,
    sentence,
    table,
    xref,
)
from cfp_archive.sphinxext.render.overviews import Life, further_pages, lives, part_of, people_filter
from cfp_archive.terms import years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from cfp_archive.model import Appointment, Edition, Person
    from cfp_archive.site import Site


def _affiliation(appointment: Appointment) -> str:
    return ", ".join(filter(None, (appointment.affiliation, appointment.country)))


def render_people_overview(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """List people by surname, those of the newest call first, with what they did in which edition."""
    overview = site.people_overview
    if not overview.first:
        return [para(messages.NO_PEOPLE_NAMED())]
    naming = [one.key for one in site.archive.editions if one.facts.people]
    newest = naming[-1]
    now = [one for one in overview.first if site.appointments[one.key][-1][0].key == newest]
    before = [one for one in overview.first if site.appointments[one.key][-1][0].key != newest]
    said = messages.PEOPLE_NAMED(n=len(site.appointments), years=years(naming, site.archive))
    view: list[nodes.Node] = [
        lead(said, " ", messages.AS_PRINTED()),
        people_filter(),
        *further_pages(overview.further, people_part_page, messages.ALL_BY_SURNAME()),
    ]
    if now:
        title = messages.PEOPLE_IN_NEWEST(n=len(now), year=newest)
        view.append(section(title, "people-now", _rows(site, now)))
    if before:
        title = messages.PEOPLE_EARLIER(n=len(before))
        view.append(section(title, "people-before", _rows(site, before)))
    return view


def render_people_part(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """List the people of a further page of the overview."""
    overview = site.people_overview
    part = part_of(overview, argument)
    label = messages.ALL_BY_SURNAME()
    return [
        quiet(doc(PEOPLE, messages.ALL_PEOPLE())),
        *further_pages(overview.further, people_part_page, label, current=part.key),
        people_filter(),
        _rows(site, part.rows),
    ]


def _rows(site: Site, people: Sequence[Person]) -> nodes.Node:
    return lives(
        site,
        messages.PERSON(),
        messages.ROLES(),
        (_row(site, one, site.appointments[one.key]) for one in people),
    )


def _row(site: Site, person: Person, served: list[tuple[Edition, Appointment]]) -> Life:
    roles: dict[str, list[str]] = {}
    for edition, one in served:
        keys = roles.setdefault(one.role, [])
        if edition.key not in keys:
            keys.append(edition.key)
    last = _affiliation(served[-1][1])
    title = para(xref("person", person.key, person.name))
    everything = list(dict.fromkeys(edition.key for edition, _one in served))
    return Life(
        title=[title, quiet(last)] if last else [title],
        keys=everything,
        more=[
            para(
                role if keys == everything else messages.LABELED(label=role, value=years(keys, site.archive))
            )
            for role, keys in reversed(roles.items())
        ],
    )


def render_person_record(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Show one person's appointments, newest first."""
    person = site.archive.person(argument)
    if person is None:
        raise NotInArchiveError(f"no one in the archive has the key {argument!r}")
    view: list[nodes.Node] = []
    served = site.appointments.get(person.key, [])
    if served:
        keys = list(dict.fromkeys(edition.key for edition, _one in served))
        head = [messages.EDITION(), messages.ROLE(), messages.AFFILIATION(), messages.OTHER_DETAILS()]
        rows = [
            [
                [para(xref("edition", edition.key, site.archive.short_title(edition)))],
                [para(one.role)],
                [para(_affiliation(one) or messages.NOT_STATED())],
                [para(one.note)] if one.note else [],
            ]
            for edition, one in reversed(served)
        ]
        columns = len(head) if any(one.note for _edition, one in served) else 3
        view += [
            lead(messages.NAMED_IN(n=len(keys), years=years(keys, site.archive))),
            quiet(messages.AS_PRINTED_IN_EACH()),
            table(head[:columns], [row[:columns] for row in rows], classes="cfp-stack"),
        ]
    return [*view, *_identity(person), quiet(doc(PEOPLE, messages.ALL_PEOPLE()))]


def _identity(person: Person) -> list[nodes.Node]:
    lines: list[nodes.Node] = []
    if person.spellings:
        lines.append(para(messages.ALSO_PRINTED(names=formatting.listing(person.spellings))))
    if person.orcid:
        link = external(person.orcid, f"https://orcid.org/{person.orcid}")
        lines.append(para(*sentence(messages.ORCID, link=link)))
    if person.home:
        lines.append(para(external(messages.HOME_PAGE(), person.home)))
    if not lines:
        return []
    label = para(messages.OTHER_SOURCES(), classes="cfp-label")
    return [box(label, plain_list(lines), classes="cfp-own")]
