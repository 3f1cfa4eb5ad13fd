"""All topics by year, and the life of one topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive import phrasing
from cfp_archive.alluvial import alluvial
from cfp_archive.comparing.alignment import Rule
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.wording import SIGNS
from cfp_archive.site import TOPICS, NotInArchiveError, list_anchor
from cfp_archive.sphinxext.elements import (
    Rows,
    box,
    bullets,
    doc,
    heard,
    para,
    picture,
    section,
    span,
    table,
    xref,
)
from cfp_archive.sphinxext.render.marks import change_words, decision_note, marked, uncertainty_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from cfp_archive.comparing.lineage import Lineage, Relative, Wording
    from cfp_archive.model import Decision
    from cfp_archive.site import Site

_STOOD, _ABSENT, _UNKNOWN, _NO_LIST = "●", "·", "?", "–"


def render_topics_overview(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Show which topic stood in which year: for each list the topics of the newest call first, then those that left."""
    names = [name for name in site.archive.list_names if site.history.lineages_in(name)]
    if not names:
        return [para("No call that is held has a list of topics.")]
    shown = _years(site)
    made: list[nodes.Node] = [
        para(
            "Every topic of every call that is held. Each leads to its own page, with all its wordings.",
            classes="cfp-lead",
        ),
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
    parts = [
        f"{_STOOD} in the call",
        f"{SIGNS[Fate.ADDED]} new",
        f"{SIGNS[Fate.REWORDED]} in new words",
        f"{SIGNS[Fate.SPLIT]} split off",
        f"{SIGNS[Fate.MERGED]} merged",
        f"{SIGNS[Fate.RETURNED]} back again",
        f"{_ABSENT} not in the call",
    ]
    held = {one.key for one in site.archive.editions}
    if any(key not in held for key in shown):
        parts.append(f"{_UNKNOWN} call not held")
    if any(set(shown) & held - set(site.history.editions_with(name)) for name in site.archive.list_names):
        parts.append(f"{_NO_LIST} no such list in the call")
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
        para(
            f"{phrasing.capitalised(phrasing.count(len(current), 'topic'))} in the call of {newest}.",
            classes="cfp-quiet",
        ),
        *_flow(site, name, shown),
        _matrix(site, name, current, shown),
    ]
    recent = [one for one in former if one.last >= shown[0]]
    if recent:
        made += [
            para(f"Not in the call of {newest} any more:", classes="cfp-quiet"),
            _matrix(site, name, recent, shown),
        ]
    long_gone = former[len(recent) :]  # without a cell for each year, of which every one would be empty
    if long_gone:
        made += [
            para(f"Last in a call before {shown[0]}:", classes="cfp-quiet"),
            bullets([[_long_gone(one)] for one in long_gone], classes="cfp-plain"),
        ]
    if not former:
        made.append(para("No topic of an earlier call that is held has left the list.", classes="cfp-quiet"))
    return made


def _long_gone(lineage: Lineage) -> nodes.Node:
    first, last = lineage.first, lineage.last
    years = first if first == last else f"{first} to {last}"
    return para(xref("topic", lineage.key, lineage.title), span(f" {years}", classes="cfp-quiet"))


def _flow(site: Site, name: str, shown: tuple[str, ...]) -> list[nodes.Node]:
    label = site.archive.list_label(name)
    svg = alluvial(site.history, name, shown, f"{label}, {shown[0]} to {shown[-1]}")
    return [picture(svg)] if svg else []


def _matrix(site: Site, name: str, lineages: list[Lineage], shown: tuple[str, ...]) -> nodes.Node:
    with_list = set(site.history.editions_with(name))
    held = {one.key for one in site.archive.editions}
    rows: Rows = []
    for one in lineages:
        reworded = {
            step.editions[0]
            for step in one.wordings[1:]
            if step.grounds is None or step.grounds.rule is not Rule.EXACT
        }
        older = any(key not in shown for key in one.editions)
        title = para(xref("topic", one.key, one.title))
        if older:
            title += span(f" since {one.first}", classes="cfp-quiet")
        rows.append([[title], *([_cell(key, one, with_list, held, reworded)] for key in shown)])
    return table(["Topic", *shown], rows, classes="cfp-matrix")


def _cell(key: str, lineage: Lineage, with_list: set[str], held: set[str], reworded: set[str]) -> nodes.Node:
    if key not in with_list:
        sign, words = (_NO_LIST, " no such list") if key in held else (_UNKNOWN, " call not held")
        return para(span(sign, heard(words), classes="cfp-cell cfp-cell-unknown"))
    if key not in lineage.editions:
        return para(span(_ABSENT, heard(" not in the call"), classes="cfp-cell cfp-cell-absent"))
    sign, words, look = _STOOD, "in the call", "stood"
    if key in lineage.returned:
        sign, words, look = SIGNS[Fate.RETURNED], "back again", "added"
    elif key in reworded:
        sign, words, look = SIGNS[Fate.REWORDED], "in new words", "reworded"
    elif key == lineage.first and lineage.came_from:
        kind = lineage.came_from[0].kind
        sign, words, look = SIGNS[kind], kind.value, "reworded"
    elif key == lineage.first and key != min(with_list):
        sign, words, look = SIGNS[Fate.ADDED], "new", "added"
    content = (sign, heard(f" {words}"))
    return para(
        xref("edition", key, *content, anchor=f"topic-{lineage.key}", classes=f"cfp-cell cfp-cell-{look}")
    )


def render_topic_history(site: Site, _docname: str, argument: str) -> list[nodes.Node]:
    """Tell one topic's life: every wording with the years in which it stood, and where it came from and went."""
    lineage = site.history.lineage(argument)
    if lineage is None:
        nearest = site.nearest("topic", argument)
        raise NotInArchiveError(
            f"there is no topic {argument!r}" + (f"; the nearest: {', '.join(nearest)}" if nearest else "")
        )
    made: list[nodes.Node] = [
        box(
            para(*_summary(site, lineage)),
            *_before_the_first(site, lineage),
            classes="cfp-own cfp-topic-summary",
        ),
    ]
    made += _relatives(site, lineage.came_from, came=True)
    made.append(
        section("Wordings" if len(lineage.wordings) > 1 else "Wording", "wordings", *_wordings(site, lineage))
    )
    made += _relatives(site, lineage.went_to, came=False)
    made.append(
        para(doc(TOPICS, "← All topics", anchor=list_anchor(lineage.list)), classes="cfp-own cfp-quiet")
    )
    return made


def _summary(site: Site, lineage: Lineage) -> list[nodes.Node | str]:
    calls = "calls" if len(lineage.editions) > 1 else "call"
    label = site.archive.list_label(lineage.list)
    return [f"{label}. In the {calls} of ", *_year_links(lineage.editions, lineage.key), "."]


def _before_the_first(site: Site, lineage: Lineage) -> list[nodes.Node]:
    """Say plainly what is not known: a topic of the oldest call may be older than the record."""
    lines: list[nodes.Node] = []
    held = site.history.editions_with(lineage.list)
    unknown = _not_held(site, after=None, before=lineage.first)
    if lineage.first == held[0] and not lineage.came_from:
        words = f"First in the call of {lineage.first}, the oldest that is held with this list: the topic may be older"
        lines.append(para(words + (f", for {unknown}." if unknown else "."), classes="cfp-quiet"))
    elif not lineage.came_from:
        earlier = held[held.index(lineage.first) - 1]
        between = _not_held(site, after=earlier, before=lineage.first)
        lines.append(
            para(
                f"Not yet in the call of {earlier}" + (f"; {between}." if between else "."),
                classes="cfp-quiet",
            )
        )
    if lineage.last != held[-1] and not lineage.went_to:
        later = held[held.index(lineage.last) + 1]
        lines.append(para(f"Not any more in the call of {later}.", classes="cfp-quiet"))
    for key in lineage.returned:
        lines.append(
            para(f"{SIGNS[Fate.RETURNED]} Back in {key}, after a time without it.", classes="cfp-quiet")
        )
    return lines


def _not_held(site: Site, *, after: str | None, before: str) -> str:
    keys = [one.key for one in site.archive.gaps_between(after, before)]
    return f"{phrasing.listing(keys)} {'is' if len(keys) == 1 else 'are'} not held" if keys else ""


def _wordings(site: Site, lineage: Lineage) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for place in range(len(lineage.wordings) - 1, -1, -1):
        one = lineage.wordings[place]
        before = lineage.wordings[place - 1] if place else None
        years = span(*_year_links(one.editions, lineage.key), classes="cfp-big-year")
        lines: list[nodes.Node] = [para(years, classes="cfp-card-head")]
        lines.append(para(*(marked(before.text, one.text) if before else [one.text]), classes="cfp-words"))
        if before:
            lines += [_step(site, one, before), *uncertainty_note(one.grounds)]
        if one.decision:
            lines.append(_ruled(one.decision))
        made.append(box(*lines, classes="cfp-card cfp-wording"))
    return [box(*made, classes="cfp-timeline")]


def _year_links(keys: Sequence[str], topic: str) -> list[nodes.Node | str]:
    """Link each year to the topic's place in that year's call: '2021, 2023 and 2024'."""
    made: list[nodes.Node | str] = []
    for place, key in enumerate(keys):
        if place:
            made.append(" and " if place == len(keys) - 1 else ", ")
        made.append(xref("edition", key, key, anchor=f"topic-{topic}"))
    return made


def _step(site: Site, wording: Wording, before: Wording) -> nodes.Node:
    """Say how a wording differs from the one before, and lead to what else changed then."""
    old, new = before.editions[-1], wording.editions[0]
    words = phrasing.capitalised(change_words(wording.change) or "the same") + f" since {old}"
    if not site.has_comparison(old, new):
        return para(words + ".", classes="cfp-own cfp-quiet")
    link = doc(site.comparison_page(old, new), f"all that changed from {old} to {new}")
    return para(words + ": ", link, classes="cfp-own cfp-quiet")


def _ruled(decision: Decision) -> nodes.Node:
    return decision_note(decision.verdict.value, decision.reason, decision.decided)


def _relatives(site: Site, relatives: tuple[Relative, ...], *, came: bool) -> list[nodes.Node]:
    if not relatives:
        return []
    words = {
        Fate.SPLIT: ("Split off from", "Split into"),
        Fate.MERGED: ("Merged from", "Merged into"),
        Fate.REGROUPED: ("Regrouped from", "Regrouped into"),
        Fate.MOVED: ("Moved here from", "Moved to"),
    }
    kind = relatives[0].kind
    lines: list[nodes.Node] = []
    for one in relatives:
        line = para(span(one.edition, classes="cfp-year"), " ", xref("topic", one.key, one.head))
        if kind is Fate.MOVED:
            line += span(f" ({site.archive.list_label(one.list)})", classes="cfp-quiet")
        lines.append(line)
    lines += uncertainty_note(relatives[0].grounds, several=kind is not Fate.MOVED)
    if relatives[0].decision:
        lines.append(_ruled(relatives[0].decision))
    title = words[kind][0 if came else 1]
    return [
        section(f"{SIGNS[kind]} {title}", "came-from" if came else "went-to", box(*lines, classes="cfp-card"))
    ]
