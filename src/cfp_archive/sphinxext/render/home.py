"""The first page: what this is, the newest call, what changed last, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import phrasing
from cfp_archive import site as plan
from cfp_archive.comparing.composition import compare_topics
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.wording import SIGNS
from cfp_archive.comparing.words import word_marks
from cfp_archive.model import Edition
from cfp_archive.sphinxext.elements import Content, box, bullets, doc, external, para, section, span, xref
from cfp_archive.sphinxext.render.editions import ordinal_words, topic_counts
from cfp_archive.sphinxext.render.marks import before_words, excerpt, marked
from cfp_archive.sphinxext.render.status import status_badge, status_lines

if TYPE_CHECKING:
    from docutils import nodes

    from cfp_archive.comparing.history import TopicStanding
    from cfp_archive.comparing.list_comparison import ListComparison
    from cfp_archive.site import Site

#: So many changed topics are shown before the rest is left to the comparison page.
_TEASERS = 8


def render_home(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Make the first page below its title."""
    archive = site.archive
    made: list[nodes.Node] = [_hero(site)]
    if not archive.editions:
        made.append(para("No call is held yet."))
        return made
    made.append(_years(site))
    made.append(section("The newest call", "newest", _newest(site, archive.editions[-1])))
    if len(archive.editions) > 1:
        made.append(_changes(site, archive.editions[-2], archive.editions[-1]))
    made.append(section("Ways in", "ways-in", _ways_in()))
    return made


def _hero(site: Site) -> nodes.Node:
    """Say what the series is, what is kept here, and lead on: all on the first screen."""
    series = site.archive.series
    about: list[Content] = [series.about or f"{series.short_name} is {series.name}."]
    if series.home:
        about += [" ", external(series.home.partition("://")[2].strip("/").removeprefix("www."), series.home)]
    lines: list[nodes.Node] = [
        para(*about, classes="cfp-lead"),
        para(
            "This archive keeps its calls for papers word for word, and shows what changed from year to year.",
            classes="cfp-lead",
        ),
    ]
    held = [one.key for one in site.archive.editions]
    if held:
        ways = [xref("edition", held[-1], f"Read the call of {held[-1]}", classes="cfp-button")]
        if len(held) > 1 and site.has_comparison(held[-2], held[-1]):
            page = site.comparison_page(held[-2], held[-1])
            ways.append(doc(page, f"What changed, {held[-2]} → {held[-1]}", classes="cfp-button"))
        lines.append(para(ways[0], *(part for way in ways[1:] for part in (" ", way)), classes="cfp-ways"))
    return box(*lines, classes="cfp-hero")


def _years(site: Site) -> nodes.Node:
    """Show the newest years in a row, held ones filled, gaps hollow."""
    timeline = site.archive.timeline[-2 * site.years_in_overview :]
    items = []
    for one in timeline:
        held = isinstance(one, Edition)
        items.append(
            [
                para(
                    xref("edition", one.key, one.key, classes="cfp-year"),
                    " ",
                    span("call held" if held else "call not held", classes="cfp-quiet"),
                    *status_badge(one.status),
                    classes="cfp-stop cfp-stop-held" if held else "cfp-stop",
                )
            ]
        )
    return box(bullets(items, classes="cfp-line"), classes="cfp-years", tag="nav", label="Years")


def _newest(site: Site, edition: Edition) -> nodes.Node:
    facts = [ordinal_words(edition)]
    if edition.facts.date:
        facts.append(phrasing.days(edition.facts.date))
    if edition.facts.host:
        facts.append(f"with the {edition.facts.host.name}")
    lines: list[nodes.Node] = [
        para(xref("edition", edition.key, edition.facts.title), classes="cfp-card-title"),
        *status_lines(edition.status),
        para(phrasing.capitalised(", ".join(filter(None, facts))), classes="cfp-quiet"),
    ]
    counts = topic_counts(site, edition)
    if counts:
        lines.append(para(counts))
    return box(*lines, classes="cfp-card cfp-newest")


def _changes(site: Site, old: Edition, new: Edition) -> nodes.Node:
    title = f"What changed from {old.key} to {new.key}"
    names = [name for name in site.archive.list_names if new.topic_list(name) and old.topic_list(name)]
    between = [one.key for one in site.archive.gaps_between(old.key, new.key)]
    standings = {name: site.history.standings(name, new.key) for name in names}
    lines: list[nodes.Node] = [
        para(f"{one.label}: {_counts(one)}")
        for one in compare_topics(site.history, old.key, new.key)
        if one.name in names
    ]
    changed = [
        one
        for name in names
        for one in standings[name]
        if one.before and (one.before.kind is not Fate.UNCHANGED or one.before.text_changed)
    ]
    changed.sort(key=lambda one: one.before is not None and one.before.kind is Fate.ADDED)
    teasers = [[_teaser(site, one)] for one in changed[:_TEASERS]]
    if teasers:
        lines.append(bullets(teasers, classes="cfp-plain cfp-teasers"))
    more = len(changed) - _TEASERS
    pair = (old.key, new.key)
    if site.has_comparison(*pair):
        words = (
            f"All that changed, with {phrasing.count(more, 'more topic')}"
            if more > 0
            else "All that changed: topics, prose, dates, people"
        )
        lines.append(para(doc(site.comparison_page(*pair), words + " →"), classes="cfp-more"))
    if between:
        lines.append(
            para(
                f"{phrasing.listing(between)} {'is' if len(between) == 1 else 'are'} not held.",
                classes="cfp-quiet",
            )
        )
    return section(title, "what-changed", box(*lines, classes="cfp-card"))


def _counts(one: ListComparison) -> str:
    words = {
        Fate.UNCHANGED: "kept", Fate.REWORDED: "reworded", Fate.SPLIT: "split", Fate.MERGED: "merged",
        Fate.REGROUPED: "regrouped", Fate.MOVED: "moved", Fate.RETURNED: "back again", Fate.ADDED: "new",
    }  # fmt: skip
    parts = [f"{one.counts[fate]} {word}" for fate, word in words.items() if one.counts[fate]]
    return phrasing.listing([*parts, f"{one.counts[Fate.REMOVED] or 'none'} gone"])


def _teaser(site: Site, one: TopicStanding) -> nodes.Node:
    standing = one.before
    assert standing is not None  # the caller has chosen those that have one
    kind = standing.kind
    mark = span(f"{SIGNS[kind]} {before_words(site, standing)}", classes=f"cfp-mark cfp-{kind.value}")
    if standing.text_changed:
        changed = excerpt(word_marks(standing.others[0].text, one.topic.text))
        return para(
            mark,
            " ",
            xref("topic", one.topic.key, one.topic.head, classes="cfp-words"),
            span(" ", *changed, classes="cfp-words"),
        )
    words = marked(standing.others[0].head, one.topic.head) if kind is Fate.REWORDED else [one.topic.head]
    return para(mark, " ", xref("topic", one.topic.key, *words, classes="cfp-words"))


def _ways_in() -> nodes.Node:
    ways = (
        (
            plan.EDITIONS,
            "Editions",
            "Every year, with its call word for word, and the years that are not held.",
        ),
        (plan.TOPICS, "Topics", "When did a topic enter the call, and in which words?"),
        (plan.COMPARISONS, "What changed", "Any two years side by side, changed words marked."),
        (plan.PEOPLE, "People", "Who served when, as what, from where."),
        (plan.DATES, "Dates", "Deadlines of all years side by side."),
    )
    return bullets(
        [[para(doc(page, title), classes="cfp-card-title"), para(words)] for page, title, words in ways],
        classes="cfp-cards",
    )
