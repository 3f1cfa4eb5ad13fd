"""Who served when, as what, from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.site import PEOPLE, NotInArchiveError
from cfp_archive.sphinxext.elements import (
    box,
    bullets,
    doc,
    external,
    lead,
    para,
    plain_list,
    quiet,
    sentence,
    table,
    xref,
)

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.model import Appointment, Edition, Person
    from cfp_archive.site import Site


def _affiliation(appointment: Appointment) -> str:
    return ", ".join(filter(None, (appointment.affiliation, appointment.country)))


def render_people_overview(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """List everyone by surname, with what they did in which edition."""
    named = [one for one in site.archive.people if one.key in site.appointments]
    if not named:
        return [para(messages.NO_PEOPLE_NAMED())]
    years = formatting.listing([one.key for one in site.archive.editions if one.facts.people])
    named.sort(key=lambda one: (one.name.split()[-1].casefold(), one.name))
    cards = [_card(person, site.appointments[person.key]) for person in named]
    return [
        lead(messages.PEOPLE_NAMED(n=len(named), years=years), " ", messages.AS_PRINTED()),
        bullets(cards, classes="cfp-cards cfp-people"),
    ]


def _card(person: Person, served: list[tuple[Edition, Appointment]]) -> list[nodes.Node]:
    lines = [
        para(xref("edition", edition.key, edition.key, classes="cfp-year"), " ", appointment.role)
        for edition, appointment in reversed(served)
    ]
    last = _affiliation(served[-1][1])
    return [
        para(xref("person", person.key, person.name), classes="cfp-card-title"),
        *([quiet(last)] if last else []),
        plain_list(lines),
    ]


def render_person_record(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Show one person's appointments, newest first."""
    person = site.archive.person(argument)
    if person is None:
        raise NotInArchiveError(f"no one in the archive has the key {argument!r}")
    view: list[nodes.Node] = []
    served = site.appointments.get(person.key, [])
    if served:
        years = list(dict.fromkeys(edition.key for edition, _one in served))
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
            lead(messages.NAMED_IN(n=len(years), years=formatting.listing(years))),
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
