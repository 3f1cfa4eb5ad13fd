"""The first page: what this is, the newest call, what changed last, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive import site as plan
from cfp_archive.comparing.composition import compare_topics
from cfp_archive.comparing.kinds import ChangeKind
from cfp_archive.comparing.words import word_marks
from cfp_archive.model import Edition
from cfp_archive.report.build import counts_row
from cfp_archive.sphinxext.elements import Content, box, bullets, doc, external, para, section, span, xref
from cfp_archive.sphinxext.render.editions import topic_counts
from cfp_archive.sphinxext.render.marks import change_of, excerpt, marked
from cfp_archive.sphinxext.render.status import status_badge, status_lines

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.comparing.history import Standing, TopicStanding
    from cfp_archive.site import Site

#: So many changed topics are shown before the rest is left to the comparison page.
_TEASERS = 8


def render_home(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Make the first page below its title."""
    archive = site.archive
    made: list[nodes.Node] = [_hero(site)]
    if not archive.editions:
        made.append(para(messages.NO_CALLS()))
        return made
    made.append(_years(site))
    made.append(section(messages.LATEST_CALL(), "newest", _newest(site, archive.editions[-1])))
    if len(archive.editions) > 1:
        made.append(_changes(site, archive.editions[-2], archive.editions[-1]))
    made.append(section(messages.EXPLORE(), "ways-in", _explore_cards()))
    return made


def _hero(site: Site) -> nodes.Node:
    """Say what the series is, what is kept here, and lead on: all on the first screen."""
    series = site.archive.series
    about: list[Content] = [
        series.about or messages.ABOUT_SERIES(short_name=series.short_name, name=series.name)
    ]
    if series.home:
        about += [" ", external(series.home.partition("://")[2].strip("/").removeprefix("www."), series.home)]
    lines: list[nodes.Node] = [
        para(*about, classes="cfp-lead"),
        para(messages.ABOUT_ARCHIVE(), classes="cfp-lead"),
    ]
    held = [one.key for one in site.archive.editions]
    if held:
        ways = [xref("edition", held[-1], messages.READ_CALL(edition=held[-1]), classes="cfp-button")]
        if len(held) > 1 and site.has_comparison(held[-2], held[-1]):
            page = site.comparison_page(held[-2], held[-1])
            ways.append(doc(page, messages.COMPARE_PAIR(old=held[-2], new=held[-1]), classes="cfp-button"))
        lines.append(para(ways[0], *(part for way in ways[1:] for part in (" ", way)), classes="cfp-ways"))
    return box(*lines, classes="cfp-hero")


def _years(site: Site) -> nodes.Node:
    """Show the newest years in a row, held ones filled, gaps hollow."""
    timeline = site.archive.timeline[-2 * site.years_in_overview :]
    items = []
    for one in timeline:
        year = xref("edition", one.key, one.key, classes="cfp-year")
        if isinstance(one, Edition):
            items.append([para(year, *status_badge(one.status), classes="cfp-stop cfp-stop-held")])
        else:
            missing = span(messages.CALL_MISSING(), classes="cfp-quiet")
            items.append([para(year, " ", missing, *status_badge(one.status), classes="cfp-stop")])
    return box(
        bullets(items, classes="cfp-line"), classes="cfp-years", tag="nav", label=messages.EDITIONS_BY_YEAR()
    )


def _newest(site: Site, edition: Edition) -> nodes.Node:
    facts = []
    if edition.facts.ordinal:
        facts.append(messages.edition_number(edition.facts.ordinal, inferred=edition.facts.ordinal_counted))
    if edition.facts.date:
        facts.append(formatting.days(edition.facts.date))
    if edition.facts.host:
        facts.append(messages.CO_LOCATED(host=edition.facts.host.name))
    lines: list[nodes.Node] = [
        para(xref("edition", edition.key, edition.facts.title), classes="cfp-card-title"),
        *status_lines(edition.status),
        para(" · ".join(facts), classes="cfp-quiet"),
    ]
    counts = topic_counts(site, edition)
    if counts:
        lines.append(para(counts))
    return box(*lines, classes="cfp-card cfp-newest")


def _changes(site: Site, old: Edition, new: Edition) -> nodes.Node:
    pair = (old.key, new.key)
    names = [name for name in site.archive.list_names if new.topic_list(name) and old.topic_list(name)]
    lines: list[nodes.Node] = []
    for one in compare_topics(site.history, *pair):
        if one.name in names:
            counts = " · ".join(count.label for count in counts_row(one.counts))
            lines.append(para(messages.COUNT_LABEL(label=one.label, counts=counts)))
    changed = [
        (one, one.before)
        for name in names
        for one in site.history.standings(name, new.key)
        if one.before and change_of(site, one.before)[0] is not ChangeKind.UNCHANGED
    ]
    changed.sort(key=lambda found: found[1].kind is ChangeKind.ADDED)
    if changed:
        items = [[_change_item(site, *one)] for one in changed[:_TEASERS]]
        lines.append(bullets(items, classes="cfp-plain cfp-teasers"))
    more = len(changed) - _TEASERS
    if site.has_comparison(*pair):
        words = messages.FULL_COMPARISON_MORE(n=more) if more > 0 else messages.FULL_COMPARISON()
        lines.append(para(doc(site.comparison_page(*pair), words), classes="cfp-more"))
    between = [one.key for one in site.archive.gaps_between(old.key, new.key)]
    if between:
        years = formatting.listing(between)
        lines.append(para(messages.CALLS_MISSING(n=len(between), years=years), classes="cfp-quiet"))
    title = messages.COMPARE_PAIR(old=old.key, new=new.key)
    return section(title, "what-changed", box(*lines, classes="cfp-card"))


def _change_item(site: Site, one: TopicStanding, standing: Standing) -> nodes.Node:
    kind, label = change_of(site, standing)
    mark = span(f"{kind.symbol} {label}", classes=f"cfp-mark cfp-{kind.style}")
    if standing.title_kept:
        changed = excerpt(word_marks(standing.others[0].text, one.topic.text))
        link = xref("topic", one.topic.key, one.topic.head, classes="cfp-words")
        return para(mark, " ", link, span(" ", *changed, classes="cfp-words"))
    words = (
        marked(standing.others[0].head, one.topic.head) if kind is ChangeKind.REWORDED else [one.topic.head]
    )
    return para(mark, " ", xref("topic", one.topic.key, *words, classes="cfp-words"))


def _explore_cards() -> nodes.Node:
    cards = (
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
