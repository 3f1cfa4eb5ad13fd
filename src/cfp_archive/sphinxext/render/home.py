"""The first page: what this is, the latest call, what changed last, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive import site as plan
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.model import Edition
from cfp_archive.sphinxext.elements import (
    box,
    bullets,
    doc,
    external,
    joined,
    lead,
    on_the_web,
    para,
    plain_list,
    quiet,
    section,
    span,
    xref,
)
from cfp_archive.sphinxext.render.citing import open_until
from cfp_archive.sphinxext.render.parts import (
    change_item,
    edition_facts,
    missing_between,
    status_badge,
    status_lines,
)

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content

#: So many changed topics are shown before the rest is left to the comparison page.
_MOST_CHANGES = 8


def render_home(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Make the first page below its title."""
    calls = site.archive.editions
    if not calls:
        return [_hero(site), para(messages.NO_CALLS())]
    return [
        _hero(site),
        _years(site),
        section(messages.LATEST_CALL(), "newest", _latest(site, calls[-1])),
        *([_changes(site, calls[-2], calls[-1])] if len(calls) > 1 else []),
        on_the_web(section(messages.EXPLORE(), "ways-in", _explore_cards())),
    ]


def _hero(site: Site) -> nodes.Node:
    """Say what the series is, what is kept here, and lead on: all on the first screen."""
    series = site.archive.series
    about: list[Content] = [
        series.about or messages.ABOUT_SERIES(short_name=series.short_name, name=series.name)
    ]
    if series.home:
        about += [" ", external(series.home.partition("://")[2].strip("/").removeprefix("www."), series.home)]
    lines: list[nodes.Node] = [lead(*about), lead(messages.ABOUT_ARCHIVE())]
    keys = [one.key for one in site.archive.editions]
    if keys:
        buttons = [xref("edition", keys[-1], messages.READ_CALL(edition=keys[-1]), classes="cfp-button")]
        if len(keys) > 1 and site.has_comparison(keys[-2], keys[-1]):
            page = site.comparison_page(keys[-2], keys[-1])
            buttons.append(doc(page, messages.COMPARE_PAIR(old=keys[-2], new=keys[-1]), classes="cfp-button"))
        lines.append(para(*joined(buttons, " "), classes="cfp-ways"))
    return box(*lines, classes="cfp-hero")


def _years(site: Site) -> nodes.Node:
    """Show the newest editions in a row, those with a call filled, the others hollow."""
    items = []
    for one in site.archive.timeline[-2 * site.years_in_overview :]:
        is_call = isinstance(one, Edition)
        missing: list[Content] = [] if is_call else [" ", span(messages.CALL_MISSING(), classes="cfp-quiet")]
        year = xref("edition", one.key, one.key, classes="cfp-year")
        classes = "cfp-stop cfp-stop-held" if is_call else "cfp-stop"
        items.append([para(year, *missing, *status_badge(one.status), classes=classes)])
    earlier = len(site.archive.timeline) - len(items)
    more = [para(doc(plan.EDITIONS, messages.EARLIER_EDITIONS(n=earlier)))] if earlier else []
    return box(
        *more,
        bullets(items, classes="cfp-line"),
        classes="cfp-years",
        tag="nav",
        label=messages.EDITIONS_BY_YEAR(),
    )


def _latest(site: Site, edition: Edition) -> nodes.Node:
    host = edition.facts.host
    counts = " · ".join(formatting.list_sizes(site.archive, edition))
    return box(
        para(xref("edition", edition.key, edition.facts.title), classes="cfp-card-title"),
        *status_lines(edition.status),
        quiet(" · ".join(edition_facts(edition, messages.CO_LOCATED(host=host.name) if host else ""))),
        *open_until(site, edition),
        *([para(counts)] if counts else []),
        classes="cfp-card cfp-newest",
    )


def _changes(site: Site, old: Edition, new: Edition) -> nodes.Node:
    """Show what the report says of the topics that changed, briefly."""
    report = site.report(old.key, new.key)
    lists = [one for one in report.sections if one.list and one.counts]
    lines: list[nodes.Node] = [
        para(messages.LABELED(label=one.title, value=" · ".join(count.label for count in one.counts)))
        for one in lists
    ]
    changed = [entry for one in lists for entry in one.entries if not entry.fold]
    changed.sort(key=lambda entry: (entry.kind is ChangeKind.REMOVED, entry.kind is ChangeKind.ADDED))
    if changed:
        items = plain_list(map(change_item, changed[:_MOST_CHANGES]))
        items["classes"].append("cfp-teasers")
        lines.append(items)
    more = len(changed) - _MOST_CHANGES
    if site.has_comparison(old.key, new.key):
        words = messages.FULL_COMPARISON_MORE(n=more) if more > 0 else messages.FULL_COMPARISON()
        lines.append(para(doc(site.comparison_page(old.key, new.key), words), classes="cfp-more"))
    lines += missing_between(site, old.key, new.key)
    title = messages.COMPARE_PAIR(old=old.key, new=new.key)
    return section(title, "what-changed", box(*lines, classes="cfp-card"))


def _explore_cards() -> nodes.Node:
    cards = (
        (plan.STORY, messages.PAGE_STORY, messages.ABOUT_STORY),
        (plan.EDITIONS, messages.PAGE_EDITIONS, messages.ABOUT_EDITIONS),
        (plan.TOPICS, messages.PAGE_TOPICS, messages.ABOUT_TOPICS),
        (plan.TERMS, messages.PAGE_TERMS, messages.ABOUT_TERMS),
        (plan.COMPARISONS, messages.COMPARE_EDITIONS, messages.ABOUT_COMPARISONS),
        (plan.PEOPLE, messages.PEOPLE, messages.ABOUT_PEOPLE),
        (plan.DATES, messages.PAGE_DATES, messages.ABOUT_DATES),
    )
    return bullets(
        [[para(doc(page, title()), classes="cfp-card-title"), para(about())] for page, title, about in cards],
        classes="cfp-cards",
    )
