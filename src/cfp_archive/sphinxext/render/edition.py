"""What the archive adds around a call, and the facts of a call where the call had them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import messages
from cfp_archive.exporting.formats.citations import citation_of_edition
from cfp_archive.formatting import day, key_date_words, submission_words
from cfp_archive.model import Edition, Gap
from cfp_archive.reading.proof import prove
from cfp_archive.site import COMPARISONS, EDITIONS, NotInArchiveError, UnreadEditionError, edition_page
from cfp_archive.sphinxext.elements import (
    box,
    bullets,
    doc,
    joined,
    note,
    para,
    quiet,
    sentence,
    span,
    xref,
)
from cfp_archive.sphinxext.render.citing import cite, subscribe_to_call
from cfp_archive.sphinxext.render.facts_card import facts_card, source_file
from cfp_archive.sphinxext.render.parts import status_notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from cfp_archive.model import Appointment, Correction, Difference, Page
    from cfp_archive.reading.proof import Proof
    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content

# Facts of a call, as it printed them


def render_key_dates(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Place the key dates as the call printed them."""
    edition = site.edition_at(docname)
    lines = [para(key_date_words(one)) for one in edition.facts.of_the_call.key_dates]
    return _as_printed(edition, lines, "this edition's front matter has no key_dates to place")


def render_submissions(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Place the submission categories as the call printed them."""
    edition = site.edition_at(docname)
    lines = [para(submission_words(one)) for one in edition.facts.of_the_call.submissions]
    return _as_printed(edition, lines, "this edition's front matter has no submissions to place")


def render_people(site: Site, docname: str, argument: str) -> list[nodes.Node]:
    """Place the people of a role as the call printed them, each name a link to the person."""
    edition = site.edition_at(docname)
    people = edition.facts.of_the_call.people
    lines = [_person_line(site, one) for one in people if one.role == argument]
    roles = ", ".join(dict.fromkeys(one.role for one in people)) or "none"
    error = f"no one in this edition's front matter has the role {argument!r}; its roles: {roles}"
    return _as_printed(edition, lines, error)


def _as_printed(edition: Edition, lines: Sequence[nodes.Node], error: str) -> list[nodes.Node]:
    """Return the lines of facts; what is said instead where a draft has none yet.

    :param error: what is wrong where another edition has none.
    """
    if lines:
        return [bullets(([line] for line in lines), classes="cfp-lines")]
    if edition.facts.draft:
        return [quiet(messages.NOT_FILLED_IN())]
    if edition.incomplete:  # the facts that are missing may be those that were not valid
        raise UnreadEditionError(f"the front matter of {edition.key!r} could not be read whole")
    raise NotInArchiveError(error)


def _person_line(site: Site, appointment: Appointment) -> nodes.paragraph:
    words, person = appointment.words, site.archive.person_of(appointment)
    before, name, after = words.partition(appointment.name)
    if person is None or not name:
        return para(words)
    return para(before, xref("person", person.key, name), after)


# Before a call


def render_edition_head(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Make the facts card, between an edition's title and its words."""
    edition = site.edition_at(docname)
    if edition.facts.draft:
        badge = span(messages.DRAFT(), classes="cfp-badge")
        draft = box(
            para(badge, " ", messages.ABOUT_DRAFT()),
            classes="cfp-own cfp-note",
            tag="aside",
            label=messages.DRAFT(),
        )
        return [*status_notice(edition.status), draft]
    told = site.edition(edition.key)
    links = [doc(f"editions/{edition.key}/{one.name}", one.facts.title) for one in edition.pages]
    further = para(*sentence(messages.MORE_OF_EDITION, pages=joined(links)), classes="cfp-own cfp-further")
    return [
        *status_notice(edition.status),
        facts_card(site, edition),
        *([further] if links else []),
        *_beside(site, told),
        *subscribe_to_call(site, told),
        para(messages.TEXT_FOLLOWS(), classes="cfp-own cfp-divider"),
    ]


def _neighbors(site: Site, edition: Edition) -> tuple[list[Edition | Gap], list[Edition | Gap]]:
    """Return what is before an edition in the archive, the nearest first, and what is after it."""
    timeline = site.archive.timeline
    position = timeline.index(edition)
    return list(timeline[:position][::-1]), list(timeline[position + 1 :])


def _nearest_call(neighbors: Sequence[Edition | Gap]) -> Edition | None:
    return next((one for one in neighbors if isinstance(one, Edition)), None)


def _link_to(site: Site, edition: Edition, *, before: bool) -> nodes.Node:
    message = messages.PREVIOUS if before else messages.NEXT
    return xref("edition", edition.key, message(edition=site.archive.short_title(edition)))


def _beside(site: Site, edition: Edition) -> list[nodes.Node]:
    """Link the nearest calls before and after, and what changed since the one before; from the earliest, what changed after it."""
    before, after = map(_nearest_call, _neighbors(site, edition))
    links = []
    if before is not None:
        links.append(_link_to(site, before, before=True))
        if site.has_comparison(before.key, edition.key):
            title = messages.COMPARE_PAIR(old=before.key, new=edition.key)
            links.append(doc(site.comparison_page(before.key, edition.key), title))
    if after is not None:
        links.append(_link_to(site, after, before=False))
        if before is None and site.has_comparison(edition.key, after.key):
            title = messages.COMPARE_PAIR(old=edition.key, new=after.key)
            links.append(doc(site.comparison_page(edition.key, after.key), title))
    return [para(*joined(links, " · "), classes="cfp-own cfp-beside")] if links else []


# Behind a call


def render_edition_foot(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Close an edition's page: how page and source differ, and where to go next."""
    edition = site.edition_at(docname)
    links = [doc(EDITIONS, messages.ALL_EDITIONS()), doc(COMPARISONS, messages.COMPARE_EDITIONS())]
    return [
        _about_text(edition, edition.key),
        *([] if edition.facts.draft else _onward(site, site.edition(edition.key))),
        para(*joined(links, " · "), classes="cfp-own cfp-quiet cfp-onward"),
    ]


def _onward(site: Site, edition: Edition) -> list[nodes.Node]:
    citation = cite(lambda: citation_of_edition(site, edition), messages.CITE_CALL)
    return [citation, _related_pages(site, edition)]


def _related_pages(site: Site, edition: Edition) -> nodes.Node:
    """Link the editions before and after, and what changed since the nearest calls."""
    before, after = _neighbors(site, edition)
    return box(
        _related(site, edition, before, before=True),
        _related(site, edition, after, before=False),
        classes="cfp-own cfp-neighbours",
        tag="nav",
        label=messages.RELATED_PAGES(),
    )


def _related(site: Site, edition: Edition, neighbors: list[Edition | Gap], *, before: bool) -> nodes.Node:
    lines: list[nodes.Node] = []
    nearest = _nearest_call(neighbors)
    if nearest is not None:
        lines.append(para(_link_to(site, nearest, before=before), classes="cfp-neighbour"))
        old, new = (nearest.key, edition.key) if before else (edition.key, nearest.key)
        if site.has_comparison(old, new):
            lines.append(para(doc(site.comparison_page(old, new), messages.COMPARE_PAIR(old=old, new=new))))
    between = neighbors[: neighbors.index(nearest)] if nearest is not None else neighbors
    if between:
        years = [xref("edition", one.key, one.key) for one in (between[::-1] if before else between)]
        lines.append(quiet(*sentence(messages.CALLS_MISSING, n=len(years), years=joined(years))))
    if not lines:
        lines.append(quiet(messages.EARLIEST_CALL() if before else messages.LATEST_CALL_OF_ALL()))
    return box(*lines, classes="cfp-previous" if before else "cfp-next")


def _about_text(page: Page, key: str) -> nodes.Node:
    """Say how the words of a page were checked, which files were not compared, and what differs deliberately."""
    proof = prove(page)
    uncompared = [source_file(page, key, one.file) for one in proof.coverage if not one.compared]
    return note(
        messages.ABOUT_TEXT(),
        _word_check(proof, page, key),
        *(para(*sentence(messages.NOT_COMPARED, file=file)) for file in uncompared),
        *map(_difference, page.facts.differences),
        *map(_correction, sorted(page.facts.corrections, key=lambda one: one.date, reverse=True)),
        classes="cfp-foot",
    )


def _word_check(proof: Proof, page: Page, key: str) -> nodes.paragraph:
    if not proof.compared:
        return para(messages.NOT_CHECKED(), classes="cfp-own cfp-proof cfp-unchecked")
    if not proof.proven:
        return para(messages.WORD_CHECK_FAILED(), classes="cfp-own cfp-proof")
    sources: list[Content] = []
    for one in proof.coverage:
        if one.compared:
            sources += [", "] if sources else []
            sources += sentence(messages.SOURCE_WORDS, file=source_file(page, key, one.file), n=one.words)
    return para(*sentence(messages.EVERY_WORD, sources=sources), classes="cfp-own cfp-proof")


def _difference(one: Difference) -> nodes.paragraph:
    message = messages.SOURCE_HAS if one.source and one.page else messages.ONLY_IN_SOURCE
    message = message if one.source else messages.ADDED_BY_ARCHIVE
    reason = span(one.reason, classes="cfp-quiet")
    return para(*sentence(message, source=one.source, page=one.page, reason=reason))


def _correction(one: Correction) -> nodes.paragraph:
    message = messages.CORRECTED_BECAUSE if one.why else messages.CORRECTED
    return para(*sentence(message, day=day(one.date), what=one.what, why=one.why or ""))


# Further pages of an edition


def render_edition_part(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Lead back from a further page of an edition to its call, and say if nobody checked the page's words."""
    edition, page = site.edition_at(docname), site.page_at(docname)
    link = doc(edition_page(edition.key), site.archive.short_title(edition))
    back = box(
        para(*sentence(messages.PART_OF, edition=link)),
        classes="cfp-own cfp-part-of",
        tag="nav",
        label=messages.THIS_EDITION(),
    )
    unchecked = para(messages.NOT_CHECKED(), classes="cfp-own cfp-unchecked")
    return [back] if prove(page).compared else [unchecked, back]


def render_edition_part_foot(site: Site, docname: str, _argument: str) -> list[nodes.Node]:
    """Close a further page of an edition: how page and source differ, if it has a source."""
    edition, page = site.edition_at(docname), site.page_at(docname)
    return [_about_text(page, edition.key)] if page.facts.sources else []
