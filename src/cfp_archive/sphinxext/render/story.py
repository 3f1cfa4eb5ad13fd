"""The story of a series on one page: what came, grew, merged and left; of a long series decade by decade, each with its page."""

from __future__ import annotations

from itertools import groupby, islice, pairwise, zip_longest
from typing import TYPE_CHECKING

from cfp_archive import formatting, messages
from cfp_archive.comparing.comparison import compare_topics
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.report.build import counts_row, list_summary, topic_entry
from cfp_archive.site import STORY, TERMS, TOPICS, NotInArchiveError, list_anchor, step_anchor, story_page
from cfp_archive.sphinxext.elements import (
    Content,
    box,
    doc,
    joined,
    lead,
    para,
    plain_list,
    quiet,
    section,
    sentence,
    span,
)
from cfp_archive.sphinxext.render.overviews import flow, flow_choice
from cfp_archive.sphinxext.render.parts import change_item, missing_between
from cfp_archive.terms import years

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils import nodes

    from cfp_archive.comparing.comparison import ListComparison
    from cfp_archive.overviews import Period
    from cfp_archive.report import Entry
    from cfp_archive.site import Site
    from cfp_archive.terms import IndexedTerm

#: Of so many parts of a page each shows so many changes; of more parts the last number.
_MOST_CHANGES = ((12, 6), (30, 4))
_LEAST_CHANGES = 2
_MOST_TERMS = 8
#: What matters most comes first: what topics became, what came, what left; then what was only said in other words.
_RANKS = (
    ChangeKind.MERGED, ChangeKind.SPLIT, ChangeKind.REGROUPED, ChangeKind.ADDED, ChangeKind.RETURNED, ChangeKind.REMOVED,
    ChangeKind.MOVED, ChangeKind.REWORDED,
)  # fmt: skip


def render_story(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Tell what became of the topics: in short, as a picture, then from call to call or decade to decade, oldest first."""
    calls = [one.key for one in site.archive.editions]
    if not calls:
        return [para(messages.NO_CALLS())]
    view: list[nodes.Node] = [lead(messages.STORY_CALLS(n=len(calls), years=years(calls, site.archive)))]
    missing = [one.key for one in site.archive.series.missing_calls]
    if missing:
        view.append(quiet(messages.CALLS_MISSING(n=len(missing), years=formatting.listing(missing))))
    if len(calls) == 1:
        return view
    view += flow_choice(site, _columns(site, calls))
    view += _in_short(site, calls)
    if site.periods:
        most = _most_changes(len(site.periods))
        blocks = (_period(site, one, most) for one in site.periods)
        return [*view, section(messages.STORY_BY_DECADE(), "decades", *blocks)]
    return [*view, section(messages.STORY_BY_CALL(), "calls", *_steps(site, calls))]


def render_story_part(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Tell what became of the topics in one decade, call by call."""
    period = next((one for one in site.periods if one.key == argument), None)
    if period is None:
        raise NotInArchiveError(f"the story has no page {argument!r}")
    known = [one.key for one in site.archive.timeline]
    columns = known[known.index(period.calls[0]) : known.index(period.calls[-1]) + 1]
    pictures = [
        section(site.archive.list_label(name), list_anchor(name), *drawn)
        for name in site.archive.list_names
        if (drawn := flow(site, name, columns))
    ]
    steps = (
        section(messages.STORY_BY_CALL(), "calls", *_steps(site, period.calls))
        if len(period.calls) > 1
        else None
    )
    return [
        para(doc(STORY, messages.WHOLE_STORY()), classes="cfp-own"),
        periods_nav(site, period),
        *pictures,
        *([steps] if steps else []),
        periods_nav(site, period),
    ]


def periods_nav(site: Site, current: Period | None = None) -> nodes.Node:
    """Link the decades of a long archive: to choose one is to look closer."""
    links: list[Content] = [
        span(one.label, classes="cfp-current") if one is current else doc(story_page(one.key), one.label)
        for one in site.periods
    ]
    line = para(messages.LOOK_CLOSER(), " ", *joined(links, " · "))
    return box(line, classes="cfp-own cfp-further-pages", tag="nav", label=messages.LOOK_CLOSER())


def _in_short(site: Site, calls: Sequence[str]) -> list[nodes.Node]:
    """For each list: its size then and now, how many topics are still there, and the picture."""
    view: list[nodes.Node] = []
    for name in site.archive.list_names:
        listing = site.history.editions_with(name)
        if len(listing) < 2:
            continue
        compared = _compared(site, name, listing[0], listing[-1])
        first, last = (one for one in site.archive.editions if one.key in {listing[0], listing[-1]})
        lines = [
            para(list_summary(compared, first, last), classes="cfp-story-size"),
            para(" · ".join(one.label for one in counts_row(compared.counts))),
        ]
        always = sum(set(one.editions) == set(listing) for one in site.history.lineages_in(name))
        lines.append(para(messages.IN_EVERY_CALL(n=always)))
        links: list[Content] = [doc(TOPICS, messages.PAGE_TOPICS(), anchor=list_anchor(name))]
        if site.has_comparison(listing[0], listing[-1]):
            title = messages.COMPARE_PAIR(old=listing[0], new=listing[-1])
            links.append(doc(site.comparison_page(listing[0], listing[-1]), title))
        drawn = flow(site, name, _columns(site, calls))
        lines.append(para(*joined(links, " · ")))
        view.append(section(site.archive.list_label(name), list_anchor(name), *lines, *drawn))
    if site.periods:
        view.append(periods_nav(site))
    return view


def _columns(site: Site, calls: Sequence[str]) -> list[str]:
    """Return the years of the whole picture: all of a short archive; of a long one the last call of each of some decades."""
    if not site.periods:
        known = [one.key for one in site.archive.timeline]
        return known[known.index(calls[0]) : known.index(calls[-1]) + 1]
    ends = [calls[0], *(one.calls[-1] for one in site.periods)]
    ends = list(dict.fromkeys(ends))
    most = site.years_in_overview
    if len(ends) <= most:
        return ends
    last = len(ends) - 1
    return [ends[round(number * last / (most - 1))] for number in range(most)]


def _compared(site: Site, name: str, old: str, new: str) -> ListComparison:
    return next(one for one in compare_topics(site.history, old, new) if one.name == name)


# From call to call


def _steps(site: Site, calls: Sequence[str]) -> list[nodes.Node]:
    """Tell each step from a call to the next; calls that changed nothing are told together."""
    steps = [(old, new, _Step(site, old, new)) for old, new in pairwise(calls)]
    most = _most_changes(sum(step.is_change for _old, _new, step in steps))
    made: list[nodes.Node] = []
    for changed, group in groupby(steps, key=lambda one: one[2].is_change):
        found = list(group)
        if changed:
            made += (step.told(most) for _old, _new, step in found)
            continue
        whole = _Step(site, found[0][0], found[-1][1])
        stayed = section(
            messages.STORY_UNCHANGED(years=years([new for _old, new, _step in found], site.archive)),
            step_anchor(whole.old),
            quiet(messages.STORY_TOPICS_STAYED(year=whole.old)),
            *whole.terms(),
            *missing_between(site, whole.old, whole.new),
        )
        stayed["ids"] += [step_anchor(old) for old, _new, _step in found[1:]]
        made.append(stayed)
    return made


def _period(site: Site, period: Period, most: int) -> nodes.Node:
    """Tell a decade in short: from the last call before it to its last."""
    head: Content = doc(
        story_page(period.key), messages.STORY_PERIOD_CALLS(n=_own_calls(site, period), period=period.label)
    )
    step = _Step(site, period.calls[0], period.calls[-1])
    return section(period.label, f"in-{period.key}", para(head), *step.lines(most, compared=False))


def _own_calls(site: Site, period: Period) -> int:
    return len(period.calls) - (period is not site.periods[0])


class _Step:
    """What became of the topics from one call to another."""

    def __init__(self, site: Site, old: str, new: str) -> None:
        self.site, self.old, self.new = site, old, new
        self.lists = compare_topics(site.history, old, new) if old != new else ()
        entries = [
            topic_entry(change)
            for one in self.lists
            for change in one.changes
            if one.old and one.new and change.kind in _RANKS
        ]
        self.changed = sorted(entries, key=lambda one: (_RANKS.index(one.kind), -_lifetime(site, one)))

    @property
    def is_change(self) -> bool:
        """Whether topics changed, or a whole list came or went."""
        return bool(self.changed) or any(bool(one.old) is not bool(one.new) for one in self.lists)

    def told(self, most: int) -> nodes.Node:
        """Make the part of a story that tells the step."""
        title = messages.STORY_STEP(old=self.old, new=self.new)
        return section(title, step_anchor(self.old), *self.lines(most, compared=True))

    def lines(self, most: int, *, compared: bool) -> list[nodes.Node]:
        """Say how many topics changed, with zeros; show what matters most, the terms that came and went, and where to read on."""
        made: list[nodes.Node] = []
        for one in self.lists:
            if one.old and one.new:
                counts = " · ".join(count.label for count in counts_row(one.counts))
                made.append(para(messages.LABELED(label=one.label, value=counts)))
            elif one.old or one.new:
                edition = self.new if one.new else self.old
                size = messages.ONE_HAS_LIST(edition=edition, n=len(one.new or one.old))
                made.append(para(messages.LABELED(label=one.label, value=size)))
        if self.changed:
            items = plain_list(map(change_item, _telling(self.changed, most)))
            items["classes"].append("cfp-teasers")
            made.append(items)
        made += self.terms()
        if compared:
            made += missing_between(self.site, self.old, self.new)
        more = max(len(self.changed) - most, 0)
        if self.site.has_comparison(self.old, self.new):
            words = messages.FULL_COMPARISON_MORE(n=more) if more else messages.FULL_COMPARISON()
            made.append(para(doc(self.site.comparison_page(self.old, self.new), words), classes="cfp-more"))
        elif more:
            made.append(quiet(messages.MORE_CHANGED(n=more)))
        return made

    def terms(self) -> list[nodes.Node]:
        """Name the terms that are in the calls for the first time, and those that are in none since."""
        order = {one.key: number for number, one in enumerate(self.site.archive.editions)}
        old, new = order[self.old], order[self.new]
        entered = [one for one, first, _last in self.site.term_spans if old < first <= new]
        left = [one for one, _first, last in self.site.term_spans if old <= last < new]
        made: list[nodes.Node] = []
        for message, terms in ((messages.TERMS_NEW, entered), (messages.TERMS_GONE, left)):
            if terms:
                made.append(para(*sentence(message, terms=_named(terms)), classes="cfp-own cfp-story-terms"))
        return made


def _lifetime(site: Site, entry: Entry) -> int:
    """Return how many calls list the topics of a change."""
    members = (*entry.change.old, *entry.change.new)
    return max(len(site.history.by_place[one.place].places) for one in members)


def _telling(changed: Sequence[Entry], most: int) -> list[Entry]:
    """Choose changes of every kind in turn: of many that came, those that stayed longest, and not those alone."""
    kinds = [list(group) for _kind, group in groupby(changed, key=lambda one: one.kind)]
    in_turn = (one for row in zip_longest(*kinds) for one in row if one is not None)
    chosen = set(map(id, islice(in_turn, most)))
    return [one for one in changed if id(one) in chosen]


def _named(terms: Iterable[IndexedTerm]) -> list[Content]:
    """Name the terms that the most calls have."""
    found = sorted(terms, key=lambda one: -len(one.term.editions))
    named: list[Content] = [*joined(one.title for one in found[:_MOST_TERMS])]
    more = len(found) - _MOST_TERMS
    if more > 0:
        named += [", ", doc(TERMS, messages.N_MORE(n=more))]
    return named


def _most_changes(parts: int) -> int:
    return next((shown for size, shown in _MOST_CHANGES if parts <= size), _LEAST_CHANGES)
