"""The dates of all years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.model import DateKind, Edition
from cfp_archive.sphinxext.elements import Rows, external, para, section, span, table, xref
from cfp_archive.sphinxext.render.status import status_badge
from cfp_archive.vocabulary import date_kind

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.model import Gap, KeyDate
    from cfp_archive.site import Site

_HEADS = {
    DateKind.ABSTRACT: "Abstract",
    DateKind.SUBMISSION: "Submission",
    DateKind.NOTIFICATION: "Notification",
    DateKind.CAMERA_READY: "Camera-ready",
    DateKind.REGISTRATION: "Registration",
    DateKind.OTHER: "Other",
    DateKind.EVENT: "Event",
}


def render_dates(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Make the table of key dates, newest year first, and the table of hosts."""
    by_kind = {one.key: _by_kind(one) for one in site.archive.editions}
    kinds = [kind for kind in _HEADS if any(kind in found for found in by_kind.values())]
    rows: Rows = []
    for one in reversed(site.archive.timeline):
        title = para(xref("edition", one.key, one.key), *status_badge(one.status))
        if isinstance(one, Edition):
            rows.append([[title], *(_cell(by_kind[one.key].get(kind, []), one) for kind in kinds)])
        else:
            title += span(f" {messages.LEGEND_MISSING()}", classes="cfp-quiet")
            rows.append([[title], *([] for _kind in kinds)])
    made: list[nodes.Node] = [
        para(messages.DATES_AS_STATED(), classes="cfp-lead"),
    ]
    if kinds:
        made.append(
            table([messages.YEAR(), *(_HEADS[kind] for kind in kinds)], rows, classes="cfp-stack cfp-dates")
        )
    else:
        made.append(para(messages.NO_DATES()))
    hosts = [_host_row(one) for one in reversed(site.archive.timeline)]
    if any(hosts):
        lead = para(messages.FROM_HOSTS(), classes="cfp-quiet")
        body = table(
            [messages.YEAR(), messages.HOST(), messages.PAGE_DATES(), messages.PLACE()],
            [row for row in hosts if row],
            classes="cfp-stack",
        )
        made.append(section(messages.HOST_CONFERENCES(), "hosts", lead, body))
    return made


def _kind(date: KeyDate) -> DateKind:
    return date.kind or date_kind(date.label)


def _by_kind(edition: Edition) -> dict[DateKind, list[KeyDate]]:
    found: dict[DateKind, list[KeyDate]] = {}
    for one in edition.facts.key_dates:
        found.setdefault(_kind(one), []).append(one)
    return found


def _cell(dates: list[KeyDate], edition: Edition) -> list[nodes.Node]:
    if not dates:
        return [para(messages.NOT_STATED(), classes="cfp-quiet")]
    planned = edition.facts.planned  # from which the call counted
    lines: list[nodes.Node] = []
    for one in dates:
        lines.append(para(span(formatting.key_date(one), classes="cfp-date")))
        before = (planned.start - one.date.end).days if planned else 0
        if before > 0:
            lines.append(para(messages.DAYS_BEFORE(n=before), classes="cfp-quiet"))
    return lines


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
