"""All topics by year, and the life of one topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import formatting, messages
from cfp_archive.comparing.correspondence import Certainty, ChangeKind
from cfp_archive.report.build import match_of
from cfp_archive.site import TOPICS, NotInArchiveError, list_anchor, topics_part_page
from cfp_archive.sphinxext.elements import (
    Content,
    box,
    doc,
    joined,
    lead,
    para,
    quiet,
    section,
    sentence,
    span,
    xref,
)
from cfp_archive.sphinxext.render.overviews import (
    Life,
    flow,
    flow_choice,
    further_pages,
    lives,
    part_of,
    topics_filter,
)
from cfp_archive.sphinxext.render.parts import decision_note, marked, match_note
from cfp_archive.sphinxext.render.story import periods_nav
from cfp_archive.terms import years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.comparing.graph import TopicStep
    from cfp_archive.comparing.history import Lineage, Member
    from cfp_archive.messages import Message
    from cfp_archive.site import Site

#: What happened to a topic, as the rows of overviews say it.
_CHANGES = {
    ChangeKind.REWORDED: messages.CHANGE_REWORDED,
    ChangeKind.SPLIT: messages.CHANGE_SPLIT,
    ChangeKind.MERGED: messages.CHANGE_MERGED,
    ChangeKind.REGROUPED: messages.CHANGE_REGROUPED,
    ChangeKind.MOVED: messages.CHANGE_MOVED,
    ChangeKind.RETURNED: messages.CHANGE_RETURNED,
}
_RELATIVES = {
    ChangeKind.SPLIT: (messages.CAME_FROM_SPLIT, messages.WENT_TO_SPLIT),
    ChangeKind.MERGED: (messages.CAME_FROM_MERGED, messages.WENT_TO_MERGED),
    ChangeKind.REGROUPED: (messages.CAME_FROM_REGROUPED, messages.WENT_TO_REGROUPED),
    ChangeKind.MOVED: (messages.CAME_FROM_MOVED, messages.WENT_TO_MOVED),
}


def render_topics_overview(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """List all topics, one in a row: for each list those in the newest call, then those that came and went."""
    names = [name for name in site.archive.list_names if site.history.lineages_in(name)]
    if not names:
        return [para(messages.NO_TOPIC_LISTS())]
    overview = site.topics_overview
    shown = {name: [one for one in overview.first if one.list == name] for name in names}
    return [
        lead(messages.ALL_TOPICS()),
        topics_filter(site, overview.first),
        *flow_choice(site, _columns(site)),
        *([periods_nav(site)] if site.periods else []),
        *(
            section(site.archive.list_label(name), list_anchor(name), *_list_part(site, name, shown[name]))
            for name in names
        ),
        *further_pages(overview.further, topics_part_page, messages.LAST_LISTED_IN()),
    ]


def render_topics_part(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """List the topics of a further page of the overview."""
    overview = site.topics_overview
    part = part_of(overview, argument)
    lists = {one.list: site.archive.list_label(one.list) for one in part.rows}
    return [
        quiet(doc(TOPICS, messages.ALL_TOPICS_LINK())),
        topics_filter(site, part.rows),
        *(
            section(label, list_anchor(name), _rows(site, [one for one in part.rows if one.list == name]))
            for name, label in lists.items()
        ),
        *further_pages(overview.further, topics_part_page, messages.LAST_LISTED_IN(), current=part.key),
    ]


def _list_part(site: Site, name: str, lineages: Sequence[Lineage]) -> list[nodes.Node]:
    newest = site.archive.editions[-1].key
    current = [one for one in lineages if one.last == newest]
    former = [one for one in lineages if one.last != newest]
    view = flow(site, name, _columns(site))
    anchor = list_anchor(name)
    if newest not in site.history.editions_with(name):
        view.append(quiet(messages.FLOW_NO_LIST(year=newest)))
    if current:
        listed = site.archive.editions[-1].topic_list(name)
        size = formatting.list_size(listed) if listed else ""
        title = messages.TOPICS_NOW(year=newest, size=size)
        view.append(section(title, f"{anchor}-now", _rows(site, current)))
    if former:
        title = messages.TOPICS_FORMER(n=len(former), year=newest)
        view.append(section(title, f"{anchor}-former", _rows(site, former)))
    return view


def _rows(site: Site, lineages: Sequence[Lineage]) -> nodes.Node:
    return lives(site, messages.TOPIC(), messages.CHANGES(), (_row(site, one) for one in lineages))


def _row(site: Site, lineage: Lineage) -> Life:
    events = _events(site, lineage)
    return Life(
        title=[para(xref("topic", lineage.key, lineage.title))],
        keys=lineage.editions,
        marks={key: kind.style for kind, _sure, key in events if kind in _CHANGES},
        changed=[(kind.style, key) for kind, _sure, key in events],
        more=_changes(site, events),
    )


def _events(site: Site, lineage: Lineage) -> list[tuple[ChangeKind, bool, str]]:
    """Return what happened to a topic, whether that is sure, and in which edition; oldest first within a kind.

    That it came and went is there, too, where a call before or after tells.
    """
    calls = site.history.editions_with(lineage.list)
    events: list[tuple[ChangeKind, bool, str]] = []
    if lineage.step_into:
        events.append((lineage.step_into.kind, _sure(lineage.step_into), lineage.first))
    elif lineage.first != calls[0]:
        events.append((ChangeKind.ADDED, True, lineage.first))
    events += [
        (ChangeKind.REWORDED, _sure(one.step), one.editions[0])
        for one in lineage.wordings
        if one.step and one.step.kind is ChangeKind.REWORDED
    ]
    events += [(ChangeKind.RETURNED, True, key) for key in lineage.returned]
    if lineage.step_from:
        events.append((lineage.step_from.kind, _sure(lineage.step_from), lineage.went_to[0].place.edition))
    elif lineage.last != calls[-1]:
        events.append((ChangeKind.REMOVED, True, calls[calls.index(lineage.last) + 1]))
    return events


def _sure(step: TopicStep) -> bool:
    return step.certainty is not Certainty.CHECK


def _changes(site: Site, events: Sequence[tuple[ChangeKind, bool, str]]) -> list[nodes.Node]:
    """Say what happened to a topic; that it came and went is said by its years."""
    when: dict[tuple[ChangeKind, bool], list[str]] = {}
    for kind, sure, key in events:
        if kind in _CHANGES:
            when.setdefault((kind, sure), []).append(key)
    lines: list[nodes.Node] = []
    for (kind, sure), keys in when.items():
        label = _CHANGES[kind](years=years(keys, site.archive))
        words = label if sure else messages.LABEL_UNCERTAIN(label=label)
        lines.append(para(span(kind.symbol, classes=f"cfp-sign cfp-{kind.style}"), " ", words))
    return lines


def _columns(site: Site) -> list[str]:
    """Return the years of the pictures: those of the newest calls."""
    held = [one.key for one in site.archive.editions][-site.years_in_overview :]
    known = [one.key for one in site.archive.timeline]
    return known[known.index(held[0]) :]


def render_topic_history(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Show one topic's history: every wording with its editions, and the topics that it came from and went to."""
    lineage = site.history.lineage(argument)
    if lineage is None:
        nearest = site.suggestions("topic", argument)
        raise NotInArchiveError(
            f"the archive has no topic {argument!r}"
            + (f"; the nearest: {', '.join(nearest)}" if nearest else "")
        )
    title = messages.WORDINGS() if len(lineage.wordings) > 1 else messages.WORDING()
    return [
        box(
            para(*_summary(site, lineage)),
            *_before_the_first(site, lineage),
            classes="cfp-own cfp-topic-summary",
        ),
        *_relatives(site, lineage.step_into, lineage.came_from, came=True),
        section(title, "wordings", *_wordings(site, lineage)),
        *_relatives(site, lineage.step_from, lineage.went_to, came=False),
        quiet(doc(TOPICS, messages.ALL_TOPICS_LINK(), anchor=list_anchor(lineage.list))),
    ]


def _summary(site: Site, lineage: Lineage) -> list[Content]:
    years = span(*_year_links(lineage.editions, lineage.key), classes="cfp-years-listed")
    return sentence(messages.LISTED_IN, list=site.archive.list_label(lineage.list), years=years)


def _before_the_first(site: Site, lineage: Lineage) -> list[nodes.Node]:
    """Say plainly what is not known: a topic of the oldest call may be older than the archive."""
    said: list[str] = []
    held = site.history.editions_with(lineage.list)
    if lineage.first == held[0] and not lineage.came_from:
        missing = _missing(site, after=None, before=lineage.first)
        said.append(_with_missing(messages.MAYBE_OLDER, messages.MAYBE_OLDER_MISSING, lineage.first, missing))
    elif not lineage.came_from:
        earlier = held[held.index(lineage.first) - 1]
        missing = _missing(site, after=earlier, before=lineage.first)
        said.append(_with_missing(messages.NOT_LISTED_IN, messages.NOT_LISTED_MISSING, earlier, missing))
    if lineage.last != held[-1] and not lineage.went_to:
        said.append(messages.NOT_LISTED_IN(year=held[held.index(lineage.last) + 1]))
    for key in lineage.returned:
        returned = messages.RETURNED_IN(year=key)
        said.append(messages.LEGEND_ITEM(symbol=ChangeKind.RETURNED.symbol, meaning=returned))
    return [quiet(text) for text in said]


def _with_missing(alone: Message, with_missing: Message, year: str, missing: list[str]) -> str:
    if not missing:
        return alone(year=year)
    return with_missing(n=len(missing), year=year, missing=formatting.listing(missing))


def _missing(site: Site, *, after: str | None, before: str) -> list[str]:
    """Return the keys of the editions between two whose calls are not in the archive."""
    return [one.key for one in site.archive.gaps_between(after, before)]


def _wordings(site: Site, lineage: Lineage) -> list[nodes.Node]:
    cards: list[nodes.Node] = []
    for before, wording in zip((None, *lineage.wordings), lineage.wordings, strict=False):
        years = span(*_year_links(wording.editions, lineage.key), classes="cfp-big-year")
        words = marked(before.text, wording.text) if before else [nodes.Text(wording.text)]
        lines: list[nodes.Node] = [para(years, classes="cfp-card-head"), para(*words, classes="cfp-words")]
        if before and wording.step:
            lines += _step(site, wording.step, before.editions[-1], wording.editions[0])
            lines += map(decision_note, wording.step.decisions)
        cards.append(box(*lines, classes="cfp-card cfp-wording"))
    return [box(*reversed(cards), classes="cfp-timeline")]


def _year_links(keys: Sequence[str], topic: str) -> list[Content]:
    """Link each year to the topic's place in that year's call: '2021, 2023, 2024'."""
    return joined(xref("edition", key, key, anchor=f"topic-{topic}") for key in keys)


def _step(site: Site, step: TopicStep, old: str, new: str) -> list[nodes.Node]:
    """Say how a wording differs from the one before, and lead to what else changed then."""
    said: list[Content] = [messages.CHANGED_SINCE(label=step.label, year=old)]
    if site.has_comparison(old, new):
        said += [" · ", doc(site.comparison_page(old, new), messages.COMPARE_PAIR(old=old, new=new))]
    return [quiet(*said), *match_note(match_of(step))]


def _relatives(
    site: Site, step: TopicStep | None, topics: Sequence[Member], *, came: bool
) -> list[nodes.Node]:
    if step is None:
        return []
    lines: list[nodes.Node] = []
    for topic in topics:
        line = para(span(topic.place.edition, classes="cfp-year"), " ", xref("topic", topic.key, topic.head))
        if step.kind is ChangeKind.MOVED:
            line += span(f" ({site.archive.list_label(topic.place.list)})", classes="cfp-quiet")
        lines.append(line)
    old, new = step.old[0].edition, step.new[0].edition
    if site.has_comparison(old, new):
        pair = doc(site.comparison_page(old, new), messages.COMPARE_PAIR(old=old, new=new))
        lines.append(quiet(pair))
    lines += [*match_note(match_of(step)), *map(decision_note, step.decisions)]
    title = messages.LEGEND_ITEM(symbol=step.kind.symbol, meaning=_RELATIVES[step.kind][0 if came else 1]())
    return [section(title, "came-from" if came else "went-to", box(*lines, classes="cfp-card"))]
