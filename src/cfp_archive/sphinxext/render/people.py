"""Who served when, as what, from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.site import PEOPLE, NotInArchiveError
from cfp_archive.sphinxext.elements import box, bullets, doc, external, para, sentence, table, xref

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.model import Appointment, Person
    from cfp_archive.site import Site


def _from(appointment: Appointment) -> str:
    return ", ".join(filter(None, (appointment.affiliation, appointment.country)))


def render_people_overview(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """List everyone by surname, with what they did in which year."""
    served = site.appointments
    named = [one for one in site.archive.people if one.key in served]
    if not named:
        return [para(messages.NO_PEOPLE_NAMED())]
    years = formatting.listing([one.key for one in site.archive.editions if one.facts.people])
    lead = f"{messages.PEOPLE_NAMED(n=len(named), years=years)} {messages.AS_PRINTED()}"
    cards = []
    for person in sorted(named, key=lambda one: (one.name.split()[-1].casefold(), one.name)):
        lines = [
            [para(xref("edition", edition.key, edition.key, classes="cfp-year"), " ", one.role)]
            for edition, one in reversed(served[person.key])
        ]
        last = _from(served[person.key][-1][1])
        content: list[nodes.Node] = [para(xref("person", person.key, person.name), classes="cfp-card-title")]
        if last:
            content.append(para(last, classes="cfp-quiet"))
        cards.append([*content, bullets(lines, classes="cfp-plain")])
    return [para(lead, classes="cfp-lead"), bullets(cards, classes="cfp-cards cfp-people")]


def render_person_record(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Show one person's appointments, newest first."""
    person = site.archive.person(argument)
    if person is None:
        raise NotInArchiveError(f"no one in the archive has the key {argument!r}")
    served = site.appointments.get(person.key, [])
    rows = [
        [
            [para(xref("edition", edition.key, site.archive.short_title(edition)))],
            [para(one.role)],
            [para(_from(one) or messages.NOT_STATED())],
            [para(one.note)] if one.note else [],
        ]
        for edition, one in reversed(served)
    ]
    made: list[nodes.Node] = []
    if served:
        years = list(dict.fromkeys(edition.key for edition, _one in served))
        named = messages.NAMED_IN(n=len(years), years=formatting.listing(years))
        made.append(para(named, classes="cfp-lead"))
        made.append(para(messages.AS_PRINTED_IN_EACH(), classes="cfp-own cfp-quiet"))
        head = [messages.EDITION(), messages.ROLE(), messages.AFFILIATION(), messages.OTHER_DETAILS()]
        if not any(one.note for _edition, one in served):
            head, rows = head[:3], [row[:3] for row in rows]
        made.append(table(head, rows, classes="cfp-stack"))
    made += _identity(person)
    made.append(para(doc(PEOPLE, messages.ALL_PEOPLE()), classes="cfp-own cfp-quiet"))
    return made


def _identity(person: Person) -> list[nodes.Node]:
    lines: list[list[nodes.Node]] = []
    if person.spellings:
        lines.append([para(messages.ALSO_PRINTED(names=formatting.listing(person.spellings)))])
    if person.orcid:
        lines.append(
            [
                para(
                    *sentence(
                        messages.ORCID, link=external(person.orcid, f"https://orcid.org/{person.orcid}")
                    )
                )
            ]
        )
    if person.home:
        lines.append([para(external(messages.HOME_PAGE(), person.home))])
    return (
        [
            box(
                para(messages.OTHER_SOURCES(), classes="cfp-label"),
                bullets(lines, classes="cfp-plain"),
                classes="cfp-own",
            )
        ]
        if lines
        else []
    )
