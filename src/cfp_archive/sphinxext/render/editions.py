"""All editions, those too whose calls are not in the archive."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.model import Edition, Gap
from cfp_archive.overviews import decade_label, decade_of
from cfp_archive.site import EDITIONS, former_missing_call_anchor, missing_call_anchor
from cfp_archive.sphinxext.elements import (
    box,
    doc,
    external,
    joined,
    lead,
    para,
    plain_list,
    quiet,
    section,
    span,
    xref,
)
from cfp_archive.sphinxext.render.facts_card import host_nodes
from cfp_archive.sphinxext.render.parts import edition_facts, status_badge, status_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils import nodes

    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content


def render_editions(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """List every edition that is known, newest first."""
    timeline = site.archive.timeline
    calls = len(site.archive.editions)
    sizes = [messages.N_EDITIONS(n=len(timeline)), messages.N_CALLS(n=calls)]
    if len(timeline) > calls:
        sizes.append(messages.N_CALLS_NOT(n=len(timeline) - calls))
    shown = (*site.drafts, *reversed(timeline))
    view: list[nodes.Node] = [lead(" ".join(sizes))]
    view += _by_decade(site, shown) if site.periods else [_cards(site, shown)]
    if site.archive.series.notes:
        notes = plain_list(para(one) for one in site.archive.series.notes)
        view.append(box(para(messages.NOTES(), classes="cfp-label"), notes, classes="cfp-own cfp-note"))
    return view


def _by_decade(site: Site, editions: Sequence[Edition | Gap]) -> list[nodes.Node]:
    """Give each decade of a long archive a part, and lead to them: nobody scrolls through two hundred cards."""
    newest_first = sorted(editions, key=lambda one: one.year // 10, reverse=True)
    parts = [
        (key, decade_label(key), list(group))
        for key, group in groupby(newest_first, key=lambda one: decade_of(one.year))
    ]
    links = joined((doc(EDITIONS, label, anchor=f"in-{key}") for key, label, _group in parts), " · ")
    return [
        box(para(*links), classes="cfp-own cfp-further-pages", tag="nav", label=messages.EDITIONS_BY_YEAR()),
        *(section(label, f"in-{key}", _cards(site, group)) for key, label, group in parts),
    ]


def _cards(site: Site, editions: Iterable[Edition | Gap]) -> nodes.Node:
    cards = (_call_card(site, one) if isinstance(one, Edition) else _missing_card(one) for one in editions)
    return box(*cards, classes="cfp-timeline")


def _card_head(one: Edition | Gap, *badge: Content) -> nodes.Node:
    year = span(one.key, classes="cfp-big-year")
    return para(year, *badge, *status_badge(one.status), classes="cfp-card-head")


def _call_card(site: Site, edition: Edition) -> nodes.Node:
    draft = edition.facts.draft
    badge: list[Content] = [" ", span(messages.DRAFT(), classes="cfp-badge")] if draft else []
    lines: list[nodes.Node] = [
        _card_head(edition, *badge),
        para(xref("edition", edition.key, edition.facts.title), classes="cfp-card-title"),
        *status_lines(edition.status),
        quiet(" · ".join(edition_facts(edition, *formatting.list_sizes(site.archive, edition)))),
    ]
    position = 0 if draft else site.archive.editions.index(edition)
    if position:
        old, new = site.archive.editions[position - 1].key, edition.key
        if site.has_comparison(old, new):
            lines.append(para(doc(site.comparison_page(old, new), messages.COMPARE_PAIR(old=old, new=new))))
    return box(*lines, classes="cfp-card cfp-held-card", tag="article")


def _missing_card(gap: Gap) -> nodes.Node:
    lines = [_card_head(gap, " ", span(messages.CALL_MISSING(), classes="cfp-badge cfp-gap"))]
    if gap.ordinal:
        lines.append(para(messages.edition_number(gap.ordinal, inferred=gap.ordinal_counted)))
    lines += status_lines(gap.status)
    if gap.note:
        lines.append(para(gap.note))
    if gap.host:
        lines += [para(messages.HOST(), classes="cfp-label"), *host_nodes(gap.host)]
    links = [para(external(one.label, one.url)) for one in gap.links]
    if gap.website:
        links.append(para(external(messages.EDITION_WEBSITE(), gap.website)))
    if links:
        lines.append(plain_list(links))
    card = box(*lines, classes="cfp-card cfp-gap-card", tag="article")
    card["ids"] = [missing_call_anchor(gap.key), former_missing_call_anchor(gap.key)]
    return card
