"""All topics by year, and the life of one topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import formatting, messages
from cfp_archive.alluvial import alluvial
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.report.build import match_of
from cfp_archive.site import TOPICS, NotInArchiveError, list_anchor
from cfp_archive.sphinxext.elements import (
    Content,
    box,
    doc,
    joined,
    lead,
    para,
    picture,
    plain_list,
    quiet,
    section,
    sentence,
    span,
    table,
    visually_hidden,
    xref,
)
from cfp_archive.sphinxext.render.parts import decision_note, marked, match_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.comparing.graph import TopicStep
    from cfp_archive.comparing.history import Lineage, Member
    from cfp_archive.messages import Message
    from cfp_archive.site import Site

_LISTED, _ABSENT, _UNKNOWN, _NO_LIST = "●", "·", "?", "–"
#: What a cell of the table says of a topic that is listed.
_CELLS = {
    ChangeKind.ADDED: messages.LEGEND_ADDED,
    ChangeKind.REWORDED: messages.LEGEND_REWORDED,
    ChangeKind.SPLIT: messages.LEGEND_SPLIT,
    ChangeKind.MERGED: messages.LEGEND_MERGED,
    ChangeKind.REGROUPED: messages.LEGEND_REGROUPED,
    ChangeKind.MOVED: messages.LEGEND_MOVED,
    ChangeKind.RETURNED: messages.LEGEND_RETURNED,
}
_RELATIVES = {
    ChangeKind.SPLIT: (messages.CAME_FROM_SPLIT, messages.WENT_TO_SPLIT),
    ChangeKind.MERGED: (messages.CAME_FROM_MERGED, messages.WENT_TO_MERGED),
    ChangeKind.REGROUPED: (messages.CAME_FROM_REGROUPED, messages.WENT_TO_REGROUPED),
    ChangeKind.MOVED: (messages.CAME_FROM_MOVED, messages.WENT_TO_MOVED),
}


def render_topics_overview(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Show which topic stood in which year: for each list the topics of the newest call first, then those that left."""
    names = [name for name in site.archive.list_names if site.history.lineages_in(name)]
    if not names:
        return [para(messages.NO_TOPIC_LISTS())]
    shown = _years(site)
    made: list[nodes.Node] = [
        lead(messages.ALL_TOPICS()),
        _legend(site, shown),
    ]
    for name in names:
        made.append(section(site.archive.list_label(name), list_anchor(name), *_list_part(site, name, shown)))
    return made


def _years(site: Site) -> tuple[str, ...]:
    """Return the keys of the newest years, held or not, beginning with the oldest of the held ones that are shown."""
    held = [one.key for one in site.archive.editions][-site.years_in_overview :]
    known = [one.key for one in site.archive.timeline]
    return tuple(known[known.index(held[0]) :]) if held else ()


def _legend(site: Site, shown: tuple[str, ...]) -> nodes.Node:
    """Explain the symbols that the tables below show."""
    kinds = {kind for one in site.history.lineages for kind in _kinds(site, one).values()}
    signs = [(_LISTED, messages.LEGEND_LISTED)]
    signs += [(kind.symbol, message) for kind, message in _CELLS.items() if kind in kinds]
    signs.append((_ABSENT, messages.LEGEND_NOT_LISTED))
    held = {one.key for one in site.archive.editions}
    if any(set(shown) & held - set(site.history.editions_with(name)) for name in site.archive.list_names):
        signs.append((_NO_LIST, messages.LEGEND_NO_LIST))
    if any(key not in held for key in shown):
        signs.append((_UNKNOWN, messages.LEGEND_MISSING))
    parts = [messages.LEGEND_ITEM(symbol=symbol, meaning=meaning()) for symbol, meaning in signs]
    return para(", ".join(parts), classes="cfp-own cfp-legend")


def _list_part(site: Site, name: str, shown: tuple[str, ...]) -> list[nodes.Node]:
    lineages = site.history.lineages_in(name)
    newest = site.history.editions_with(name)[-1]
    current = sorted((one for one in lineages if one.last == newest), key=lambda one: one.places[-1].position)
    former = sorted(
        (one for one in lineages if one.last != newest),
        key=lambda one: (one.last, -one.places[-1].position),
        reverse=True,
    )
    made: list[nodes.Node] = [
        quiet(messages.TOPICS_IN(n=len(current), year=newest)),
        *_flow(site, name, shown),
        _matrix(site, name, current, shown),
    ]
    recent = [one for one in former if one.last >= shown[0]]
    if recent:
        made += [
            para(messages.NO_LONGER_LISTED(year=newest), classes="cfp-label"),
            _matrix(site, name, recent, shown),
        ]
    removed_earlier = former[len(recent) :]  # without a cell for each year, of which every one would be empty
    if removed_earlier:
        made += [
            para(messages.LAST_LISTED_BEFORE(year=shown[0]), classes="cfp-label"),
            plain_list(map(_removed_earlier, removed_earlier)),
        ]
    return made


def _removed_earlier(lineage: Lineage) -> nodes.Node:
    first, last = lineage.first, lineage.last
    years = first if first == last else messages.YEARS(first=first, last=last)
    return para(xref("topic", lineage.key, lineage.title), span(f" {years}", classes="cfp-quiet"))


def _flow(site: Site, name: str, shown: tuple[str, ...]) -> list[nodes.Node]:
    label = site.archive.list_label(name)
    title = messages.FLOW_TITLE(list=label, first=shown[0], last=shown[-1])
    svg = alluvial(site.history, name, shown, title)
    return [picture(svg)] if svg else []


def _matrix(site: Site, name: str, lineages: list[Lineage], shown: tuple[str, ...]) -> nodes.Node:
    with_list = set(site.history.editions_with(name))
    rows: list[list[list[nodes.Node]]] = []
    for one in lineages:
        kinds = _kinds(site, one)
        title = para(xref("topic", one.key, one.title))
        if any(key not in shown for key in one.editions):
            title += span(f" {messages.SINCE(year=one.first)}", classes="cfp-quiet")
        cells = (
            _listed(one, key, kinds.get(key)) if key in one.editions else _not_listed(site, key, with_list)
            for key in shown
        )
        rows.append([[title], *([cell] for cell in cells)])
    return table([messages.TOPIC(), *shown], rows, classes="cfp-matrix")


def _kinds(site: Site, lineage: Lineage) -> dict[str, ChangeKind]:
    """Return what happened to a topic in each edition where it is not simply listed."""
    kinds = {
        one.editions[0]: ChangeKind.REWORDED
        for one in lineage.wordings
        if one.step and one.step.kind is ChangeKind.REWORDED
    }
    kinds |= dict.fromkeys(lineage.returned, ChangeKind.RETURNED)
    if lineage.step_into:
        kinds[lineage.first] = lineage.step_into.kind
    elif lineage.first != site.history.editions_with(lineage.list)[0]:
        kinds[lineage.first] = ChangeKind.ADDED
    return kinds


def _listed(lineage: Lineage, key: str, kind: ChangeKind | None) -> nodes.Node:
    """Make the cell of an edition that lists a topic: a link to its place there, with what happened to it."""
    sign, meaning, look = _LISTED, messages.LEGEND_LISTED, "stood"
    if kind is not None:
        sign, meaning = kind.symbol, _CELLS[kind]
        look = "added" if kind in {ChangeKind.ADDED, ChangeKind.RETURNED} else "reworded"
    content = (sign, visually_hidden(f" {meaning()}"))
    return para(
        xref("edition", key, *content, anchor=f"topic-{lineage.key}", classes=f"cfp-cell cfp-cell-{look}")
    )


def _not_listed(site: Site, key: str, with_list: set[str]) -> nodes.Node:
    sign, meaning, look = _ABSENT, messages.LEGEND_NOT_LISTED, "absent"
    if key not in with_list:
        look = "unknown"
        sign, meaning = (
            (_NO_LIST, messages.LEGEND_NO_LIST)
            if site.archive.edition(key)
            else (_UNKNOWN, messages.LEGEND_MISSING)
        )
    return para(span(sign, visually_hidden(f" {meaning()}"), classes=f"cfp-cell cfp-cell-{look}"))


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
    lines += [*match_note(match_of(step)), *map(decision_note, step.decisions)]
    title = messages.LEGEND_ITEM(symbol=step.kind.symbol, meaning=_RELATIVES[step.kind][0 if came else 1]())
    return [section(title, "came-from" if came else "went-to", box(*lines, classes="cfp-card"))]
