"""All years, held or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import messages, phrasing
from cfp_archive.model import Edition, Gap
from cfp_archive.site import gap_anchor
from cfp_archive.sphinxext.elements import box, bullets, doc, external, para, span, xref
from cfp_archive.sphinxext.render.facts_card import host_nodes
from cfp_archive.sphinxext.render.status import status_badge, status_lines

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.site import Site


def render_editions(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """List every year that is known, newest first; gaps are shown as gaps."""
    timeline = site.archive.timeline
    held = sum(isinstance(one, Edition) for one in timeline)
    gaps = len(timeline) - held
    lead = f"{phrasing.capitalised(phrasing.count(held, 'call'))} {'is' if held == 1 else 'are'} held"
    if gaps:
        lead += f"; {phrasing.count(gaps, 'more edition')} {'is known and shown as a gap' if gaps == 1 else 'are known and shown as gaps'}"
    made: list[nodes.Node] = [para(f"{lead}.", classes="cfp-lead")]
    cards = [
        _held_card(site, one) if isinstance(one, Edition) else _gap_card(site, one)
        for one in reversed(timeline)
    ]
    cards[:0] = [_held_card(site, one) for one in site.drafts]
    made.append(box(*cards, classes="cfp-timeline"))
    if site.archive.series.notes:
        notes = [[para(one)] for one in site.archive.series.notes]
        made.append(
            box(
                para("Notes", classes="cfp-label"),
                bullets(notes, classes="cfp-plain"),
                classes="cfp-own cfp-note",
            )
        )
    return made


def ordinal_words(one: Edition | Gap) -> str:
    """Return 'third edition', or 'fifth edition, by counting' where no call says so; empty if unknown."""
    number = one.facts.ordinal if isinstance(one, Edition) else one.ordinal
    counted = one.facts.ordinal_counted if isinstance(one, Edition) else one.ordinal_counted
    return f"{phrasing.ordinal(number)} edition{', by counting' if counted else ''}" if number else ""


def topic_counts(site: Site, edition: Edition) -> str:
    """Return '16 areas of interest, 3 research directions'."""
    return ", ".join(
        f"{len(one.topics)} {site.archive.list_label(name).lower()}"
        for name in site.archive.list_names
        if (one := edition.topic_list(name)) is not None
    )


def _held_card(site: Site, edition: Edition) -> nodes.Node:
    title = edition.facts.title
    lines: list[nodes.Node] = [
        para(
            span(edition.key, classes="cfp-big-year"),
            " ",
            _badge(edition),
            *status_badge(edition.status),
            classes="cfp-card-head",
        ),
        para(xref("edition", edition.key, title), classes="cfp-card-title"),
    ]
    facts = [phrasing.capitalised(ordinal_words(edition))]
    if edition.facts.date:
        facts.append(phrasing.days(edition.facts.date))
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


def _badge(edition: Edition) -> nodes.Node:
    if edition.facts.draft:
        return span("draft, not published yet", classes="cfp-badge")
    return span("call held", classes="cfp-badge cfp-held")


def _gap_card(site: Site, gap: Gap) -> nodes.Node:
    lines: list[nodes.Node] = [
        para(
            span(gap.key, classes="cfp-big-year"),
            " ",
            span("call not held", classes="cfp-badge cfp-gap"),
            *status_badge(gap.status),
            classes="cfp-card-head",
        ),
    ]
    words = phrasing.ordinal(gap.ordinal) if gap.ordinal else ""
    name = f"The {words} edition" if words else "An edition"
    counted = ", by counting" if gap.ordinal_counted else ""
    lines.append(para(f"{name} of {site.archive.series.short_name}{counted}."))
    lines += status_lines(gap.status)
    if gap.note:
        lines.append(para(gap.note))
    if gap.host:
        lines += [para("Host", classes="cfp-label"), *host_nodes(gap.host)]
    links = [[para(external(one.label, one.url))] for one in gap.links]
    if gap.website:
        links.append([para(external("The edition’s own site", gap.website))])
    if links:
        lines.append(bullets(links, classes="cfp-plain"))
    card = box(*lines, classes="cfp-card cfp-gap-card", tag="article")
    card["ids"] = [gap_anchor(gap.key)]
    return card
