"""What a page is about, in one line: for search results and previews of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.characters import visible
from cfp_archive.model import DateKind
from cfp_archive.site import (
    COMPARISONS,
    DATA,
    DATES,
    EDITIONS,
    HOME,
    PEOPLE,
    TERMS,
    TOPICS,
    edition_page,
    person_page,
    topic_page,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cfp_archive.comparing.history import Lineage
    from cfp_archive.messages import Message
    from cfp_archive.model import Edition
    from cfp_archive.site import Site

__all__ = ["license_note", "summary_of", "summary_of_edition"]

_OVERVIEWS: dict[str, Message] = {
    EDITIONS: messages.ABOUT_EDITIONS,
    COMPARISONS: messages.ABOUT_COMPARISONS,
    TOPICS: messages.ABOUT_TOPICS,
    PEOPLE: messages.ABOUT_PEOPLE,
    DATES: messages.ABOUT_DATES,
    TERMS: messages.ABOUT_TERMS,
    DATA: messages.ABOUT_FILES,
}


def summary_of(site: Site, docname: str) -> str:
    """Return what a page of the archive is about, in the readers' language; empty for other pages and for drafts."""
    if docname == HOME:
        about = site.archive.series.about
        return visible(" ".join(filter(None, (about, messages.ABOUT_ARCHIVE()))))
    if docname in _OVERVIEWS:
        return _OVERVIEWS[docname]()
    kind, _, rest = docname.partition("/")
    key = rest.partition("/")[0]
    if kind == "compare":
        return messages.ABOUT_COMPARISONS()
    if docname == edition_page(key):
        edition = site.archive.edition(key)
        return summary_of_edition(site, edition) if edition else ""
    if docname == topic_page(key):
        lineage = site.history.lineage(key)
        return _listed(site, lineage) if lineage else ""
    return visible(" · ".join(_roles(site, key))) if docname == person_page(key) else ""


def _listed(site: Site, lineage: Lineage) -> str:
    label = site.archive.list_label(lineage.list)
    return visible(messages.LABELED(label=label, value=formatting.listing(lineage.editions)))


def license_note(site: Site) -> str:
    """Return under which license others may use what the archive adds to the calls."""
    license_ = site.archive.series.license
    return messages.LICENSE_OF_DATA(license=license_) if license_ else messages.LICENSE_NOT_STATED()


def summary_of_edition(site: Site, edition: Edition) -> str:
    """Return the facts of a call that readers look for first: its state, days, place, deadline and numbers of topics."""
    return visible(" · ".join(_facts(site, edition)))


def _facts(site: Site, edition: Edition) -> Iterator[str]:
    facts = edition.facts
    yield messages.CALL_FOR_PAPERS()
    if edition.status:
        yield formatting.status(edition.status)
    if facts.planned:
        yield formatting.days(facts.planned)
    if facts.place:
        yield facts.place
    for date in facts.key_dates:
        if date.kind is DateKind.SUBMISSION:
            yield messages.LABELED(label=date.label, value=formatting.key_date(date))
    yield from formatting.list_sizes(site.archive, edition)


def _roles(site: Site, key: str) -> Iterator[str]:
    roles: dict[str, list[str]] = {}
    for edition, appointment in site.appointments.get(key, ()):
        roles.setdefault(appointment.role, []).append(edition.key)
    for role, editions in roles.items():
        yield messages.LABELED(label=role, value=formatting.listing(dict.fromkeys(editions)))
