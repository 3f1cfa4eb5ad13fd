"""The dates of all editions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.model import DateKind, Edition
from cfp_archive.site import DATES, dates_part_page
from cfp_archive.sphinxext.elements import doc, external, lead, para, quiet, section, span, table, xref
from cfp_archive.sphinxext.render.citing import subscribe_to_dates
from cfp_archive.sphinxext.render.overviews import further_pages, part_of
from cfp_archive.sphinxext.render.parts import status_badge
from cfp_archive.vocabulary import date_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from cfp_archive.model import Gap, KeyDate
    from cfp_archive.site import Site

_HEADS = {
    DateKind.ABSTRACT: messages.ABSTRACT_DATE,
    DateKind.SUBMISSION: messages.SUBMISSION_DATE,
    DateKind.NOTIFICATION: messages.NOTIFICATION_DATE,
    DateKind.CAMERA_READY: messages.CAMERA_READY_DATE,
    DateKind.REGISTRATION: messages.REGISTRATION_DATE,
    DateKind.OTHER: messages.OTHER_DATE,
    DateKind.EVENT: messages.EVENT,
}


def render_dates(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Make the table of key dates, newest edition first, and the table of host conferences."""
    overview = site.dates_overview
    return [
        lead(messages.DATES_AS_STATED()),
        *subscribe_to_dates(site),
        *_tables(site, overview.first),
        *further_pages(overview.further, dates_part_page, messages.DATES_BEFORE()),
    ]


def render_dates_part(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Make the tables of the editions of a further page."""
    overview = site.dates_overview
    part = part_of(overview, argument)
    label = messages.DATES_BEFORE()
    return [
        quiet(doc(DATES, messages.ALL_DATES())),
        *_tables(site, part.rows),
        *further_pages(overview.further, dates_part_page, label, current=part.key),
    ]


def _tables(site: Site, shown: Sequence[Edition | Gap]) -> list[nodes.Node]:
    """Make the table of key dates of some editions, and that of their host conferences."""
    view: list[nodes.Node] = []
    stated = {
        date.kind or date_kind(date.label) for one in site.archive.editions for date in one.facts.key_dates
    }
    kinds = [kind for kind in _HEADS if kind in stated]
    if kinds:
        head = [messages.YEAR(), *(_HEADS[kind]() for kind in kinds)]
        view.append(table(head, [_row(site, one, kinds) for one in shown], classes="cfp-stack cfp-dates"))
    else:
        view.append(para(messages.NO_DATES()))
    hosts = [row for one in shown if (row := _host_row(one))]
    if hosts:
        head = [messages.YEAR(), messages.HOST(), messages.PAGE_DATES(), messages.PLACE()]
        body = table(head, hosts, classes="cfp-stack")
        view.append(section(messages.HOST_CONFERENCES(), "hosts", quiet(messages.FROM_HOSTS()), body))
    return view


def _row(site: Site, one: Edition | Gap, kinds: list[DateKind]) -> list[list[nodes.Node]]:
    """Return an edition's dates of each kind; one sentence for all of them where there are none."""
    title = para(xref("edition", one.key, one.key), *status_badge(one.status))
    if not isinstance(one, Edition):
        return [[title], [quiet(messages.CALLS_MISSING(n=1, years=one.key))]]
    by_kind: dict[DateKind, list[KeyDate]] = {}
    for date in one.facts.key_dates:
        by_kind.setdefault(date.kind or date_kind(date.label), []).append(date)
    if not by_kind:
        return [[title], [quiet(messages.NO_KEY_DATES(edition=site.archive.short_title(one)))]]
    return [[title], *(_cell(by_kind.get(kind, []), one) for kind in kinds)]


def _cell(dates: list[KeyDate], edition: Edition) -> list[nodes.Node]:
    planned = edition.facts.planned  # from which the call counted
    lines: list[nodes.Node] = []
    for date in dates:
        lines.append(para(span(formatting.key_date(date), classes="cfp-date")))
        before = (planned.start - date.date.end).days if planned else 0
        if before > 0:
            lines.append(quiet(messages.DAYS_BEFORE(n=before)))
    return lines or [quiet(messages.NOT_STATED())]


def _host_row(one: Edition | Gap) -> list[list[nodes.Node]]:
    host = one.facts.host if isinstance(one, Edition) else one.host
    if host is None:
        return []
    return [
        [para(xref("edition", one.key, one.key))],
        [para(external(host.name, host.source) if host.source else host.name)],
        [para(formatting.days(host.date) if host.date else messages.UNKNOWN())],
        [para(formatting.host_place(host) or messages.UNKNOWN())],
    ]
