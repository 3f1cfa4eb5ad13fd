"""All years, held or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.model import Edition, Gap
from cfp_archive.site import former_gap_anchor, gap_anchor
from cfp_archive.sphinxext.elements import box, bullets, doc, external, para, span, xref
from cfp_archive.sphinxext.render.facts_card import host_nodes
from cfp_archive.sphinxext.render.status import status_badge, status_lines

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content


def render_editions(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """List every year that is known, newest first; gaps are shown as gaps."""
    timeline = site.archive.timeline
    held = sum(isinstance(one, Edition) for one in timeline)
    gaps = len(timeline) - held
    lead = [messages.N_EDITIONS(n=len(timeline)), messages.N_CALLS(n=held)]
    if gaps:
        lead.append(messages.N_CALLS_NOT(n=gaps))
    made: list[nodes.Node] = [para(" ".join(lead), classes="cfp-lead")]
    cards = [
        _held_card(site, one) if isinstance(one, Edition) else _gap_card(one) for one in reversed(timeline)
    ]
    cards[:0] = [_held_card(site, one) for one in site.drafts]
    made.append(box(*cards, classes="cfp-timeline"))
    if site.archive.series.notes:
        notes = [[para(one)] for one in site.archive.series.notes]
        made.append(
            box(
                para(messages.NOTES(), classes="cfp-label"),
                bullets(notes, classes="cfp-plain"),
                classes="cfp-own cfp-note",
            )
        )
    return made


def topic_counts(site: Site, edition: Edition) -> str:
    """Return 'Areas of interest: 16 · Research directions: 3'."""
    return " · ".join(
        messages.LIST_SIZE(list=site.archive.list_label(name), n=len(one.topics))
        for name in site.archive.list_names
        if (one := edition.topic_list(name)) is not None
    )


def _held_card(site: Site, edition: Edition) -> nodes.Node:
    title = edition.facts.title
    draft: list[Content] = []
    if edition.facts.draft:
        draft = [" ", span(messages.DRAFT(), classes="cfp-badge")]
    lines: list[nodes.Node] = [
        para(
            span(edition.key, classes="cfp-big-year"),
            *draft,
            *status_badge(edition.status),
            classes="cfp-card-head",
        ),
        para(xref("edition", edition.key, title), classes="cfp-card-title"),
    ]
    facts = []
    if edition.facts.ordinal:
        inferred = edition.facts.ordinal_counted
        facts.append(messages.edition_number(edition.facts.ordinal, inferred=inferred))
    if edition.facts.date:
        facts.append(formatting.days(edition.facts.date))
    lines += status_lines(edition.status)
    counts = topic_counts(site, edition)
    lines.append(para(" · ".join(filter(None, (*facts, counts))), classes="cfp-quiet"))
    place = 0 if edition.facts.draft else site.archive.editions.index(edition)
    if place:
        before = site.archive.editions[place - 1].key
        if site.has_comparison(before, edition.key):
            lines.append(
                para(
                    doc(
                        site.comparison_page(before, edition.key),
                        messages.COMPARE_PAIR(old=before, new=edition.key),
                    )
                )
            )
    return box(*lines, classes="cfp-card cfp-held-card", tag="article")


def _gap_card(gap: Gap) -> nodes.Node:
    lines: list[nodes.Node] = [
        para(
            span(gap.key, classes="cfp-big-year"),
            " ",
            span(messages.CALL_MISSING(), classes="cfp-badge cfp-gap"),
            *status_badge(gap.status),
            classes="cfp-card-head",
        ),
    ]
    if gap.ordinal:
        lines.append(para(messages.edition_number(gap.ordinal, inferred=gap.ordinal_counted)))
    lines += status_lines(gap.status)
    if gap.note:
        lines.append(para(gap.note))
    if gap.host:
        lines += [para(messages.HOST(), classes="cfp-label"), *host_nodes(gap.host)]
    links = [[para(external(one.label, one.url))] for one in gap.links]
    if gap.website:
        links.append([para(external(messages.EDITION_WEBSITE(), gap.website))])
    if links:
        lines.append(bullets(links, classes="cfp-plain"))
    card = box(*lines, classes="cfp-card cfp-gap-card", tag="article")
    card["ids"] = [gap_anchor(gap.key), former_gap_anchor(gap.key)]
    return card
