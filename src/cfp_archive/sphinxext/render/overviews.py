"""What overviews share: one row for each topic or person with a small picture of its years, a filter, links to further pages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import messages
from cfp_archive.alluvial import alluvial, data_of_flow
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.lifelines import lifeline, scale
from cfp_archive.model import Edition
from cfp_archive.site import COMPARISONS, NotInArchiveError, edition_page, list_anchor, topic_page
from cfp_archive.sphinxext.elements import (
    Content,
    box,
    doc,
    joined,
    on_the_web,
    para,
    picture,
    quiet,
    span,
    table,
)
from cfp_archive.terms import years

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from cfp_archive.comparing.history import Lineage
    from cfp_archive.model import Gap
    from cfp_archive.overviews import Overview, Part
    from cfp_archive.site import Site

#: Choices of the filter: what may have happened to a topic.
_FILTERED = (
    ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.REWORDED, ChangeKind.SPLIT, ChangeKind.MERGED, ChangeKind.REGROUPED,
    ChangeKind.MOVED, ChangeKind.RETURNED,
)  # fmt: skip
#: The signs that a picture may have.
_SIGNS = (
    ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.REWORDED, ChangeKind.SPLIT, ChangeKind.MERGED, ChangeKind.RETURNED,
)  # fmt: skip
_DRAWN = (ChangeKind.ADDED, ChangeKind.REMOVED, ChangeKind.REWORDED, ChangeKind.RETURNED)
#: With no more calls than that there are no years to choose.
_LEAST_CALLS = 2
#: Where the data of pictures are, below the site's root.
FLOW_DATA = "topics/flow-data.js"
#: A timeline of so many editions is shown whole in every table.
_WHOLE_TIMELINE = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """A row of an overview."""

    title: Sequence[nodes.Node]
    keys: Sequence[str]  #: of the editions whose calls have it, oldest first
    marks: Mapping[str, str] = field(default_factory=dict)  #: see `lifeline`
    changed: Sequence[tuple[str, str]] = ()  #: see `lifeline`
    more: Sequence[nodes.Node] = ()  #: the last cell


def lives(site: Site, head: str, last_head: str, rows: Iterable[Life]) -> nodes.Node:
    """Make a table with one row for each: what it is, a line of its years, and what else is to be said."""
    rows = list(rows)
    timeline = _columns(site, rows)
    columns = [one.key for one in timeline]
    missing = {one.key for one in timeline if not isinstance(one, Edition)}
    made = table(
        [head, messages.IN_THE_CALLS(), last_head],
        [
            [
                list(row.title),
                [
                    nodes.raw(
                        "", lifeline(columns, missing, set(row.keys), row.marks, row.changed), format="html"
                    ),
                    para(years(row.keys, site.archive), classes="cfp-quiet"),
                ],
                list(row.more),
            ]
            for row in rows
        ],
        classes="cfp-lives",
    )
    made["classes"] = ["cfp-wide"]  # it fits: nothing scrolls, so that the row of years can stay in view
    years_head = list(made.findall(nodes.entry))[1]
    years_head += nodes.raw("", scale(columns), format="html")
    return made


def _columns(site: Site, rows: Sequence[Life]) -> Sequence[Edition | Gap]:
    """Return the editions that the rows are drawn over: of a long timeline only the part in which something is."""
    timeline = site.archive.timeline
    if len(timeline) <= _WHOLE_TIMELINE:
        return timeline
    shown = {key for row in rows for key in (*row.keys, *row.marks)}
    places = [number for number, one in enumerate(timeline) if one.key in shown]
    return timeline[places[0] : places[-1] + 1]


def flow(site: Site, name: str, columns: Sequence[str]) -> list[nodes.Node]:
    """Show how a topic list changed over some editions: a picture with the meaning of its signs; nothing if too few have the list."""
    title = messages.FLOW_TITLE(list=site.archive.list_label(name), first=columns[0], last=columns[-1])
    svg = alluvial(site.history, name, columns, title)
    if not svg:
        return []
    calls = [one.key for one in site.archive.editions]
    drawn = [key for key in calls if key in columns]
    between = calls[calls.index(drawn[0]) : calls.index(drawn[-1]) + 1]
    left_out = [messages.FLOW_CALLS(n=len(drawn), all=len(between))] if drawn != between else []
    signs = (messages.LEGEND_ITEM(symbol=kind.symbol, meaning=kind.label) for kind in _SIGNS)
    # As markup, because other builders have no picture to explain.
    legend = f'<p class="cfp-own cfp-legend">{escape(", ".join(signs))}</p>'
    notes = [quiet(text) for text in left_out]
    for note in notes:
        note["classes"].append("cfp-flow-note")
    return [picture(svg), *notes, nodes.raw("", legend, format="html")]


def flow_choice(site: Site, columns: Sequence[str]) -> list[nodes.Node]:
    """Make the form that chooses the years of the pictures of a page; a script shows it. Nothing if there is nothing to choose.

    :param columns: of the pictures before anything is chosen.
    """
    editions = site.archive.editions
    if len(editions) <= _LEAST_CALLS or not columns:
        return []
    first, last = (
        next(key for key in keys if site.archive.edition(key)) for keys in (columns, columns[::-1])
    )
    said = {
        "title": messages.FLOW_TITLE.template,
        "band": messages.FLOW_BAND.template,
        "noList": messages.FLOW_NO_LIST.template,
        "topics": messages.TOPICS.templates,
        "unchanged": messages.UNCHANGED_TOPICS.templates,
        "more": messages.FLOW_MORE.templates,
        "change": messages.FLOW_CHANGE.template,
        "years": messages.YEAR_RANGE.template,
        "compare": messages.COMPARE_PAIR.template,
        "words": messages.FLOW_IN_WORDS(),
        "tooFew": messages.FLOW_TOO_FEW(),
        "same": messages.CHOOSE_DIFFERENT(),
        "failed": messages.FLOW_FAILED(),
        "signs": {kind.style: kind.symbol for kind in _DRAWN},
        "labels": {kind.style: kind.label for kind in _DRAWN},
    }
    fields = "\n".join(
        f'<div><label for="cfp-{name}">{escape(label)}</label>\n<select id="cfp-{name}" name="{name}">'
        f"{_options([one.key for one in editions], chosen)}</select></div>"
        for name, label, chosen in (
            ("from", messages.FLOW_FROM(), first),
            ("to", messages.FLOW_TO(), last),
        )
    )
    form = (
        f'<form class="cfp-search cfp-choose" id="cfp-flow-choice" aria-label="{escape(messages.FLOW_CHOOSE())}" '
        f'data-messages="{escape(json.dumps(said))}" data-address="../{FLOW_DATA}" hidden>\n'
        f"{fields}\n"
        f'<button type="submit">{escape(messages.FLOW_SHOW())}</button>\n'
        f'<button type="button" hidden>{escape(messages.FLOW_WHOLE())}</button>\n'
        '<p class="cfp-visually-hidden" role="status"></p>\n</form>'
    )
    return [on_the_web(nodes.raw("", form, format="html"))]


def flow_data(site: Site, address: Callable[[str], str]) -> dict[str, Any]:
    """Return what a script draws the pictures of chosen years from.

    :param address: returns the address of a page, by its docname, as seen from the page of the story.
    :returns: ``compare``: address of the page that compares any two; ``columns``: [key, address, what is said of a call that is missing] of all editions, oldest first; ``lists``: by name
        what `data_of_flow` returns, with the ``label`` of the list.
    """

    def of_topic(key: str) -> str:
        return address(topic_page(key))

    return {
        "compare": address(COMPARISONS),
        "columns": [
            [one.key, address(edition_page(one.key)), ""]
            if isinstance(one, Edition)
            else [one.key, "", messages.CALLS_MISSING(n=1, years=one.key)]
            for one in site.archive.timeline
        ],
        "lists": {
            name: {"label": site.archive.list_label(name), **data_of_flow(site.history, name, of_topic)}
            for name in site.archive.list_names
        },
    }


def part_of(overview: Overview[Any], key: str) -> Part[Any]:
    """Return a further page of an overview.

    :raises NotInArchiveError: there is none of that key.
    """
    for part in overview.further:
        if part.key == key:
            return part
    raise NotInArchiveError(f"the overview has no further page {key!r}")


def further_pages(
    parts: Sequence[Part[Any]], page: Callable[[str], str], label: str, *, current: str = ""
) -> list[nodes.Node]:
    """Link the further pages of an overview; nothing if it has none.

    :param page: returns the docname of the page of a key.
    :param current: key of the page that holds the links.
    """
    if not parts:
        return []
    links: list[Content] = [
        span(one.label, classes="cfp-current") if one.key == current else doc(page(one.key), one.label)
        for one in parts
    ]
    return [box(para(label, " ", *joined(links, " · ")), classes="cfp-further-pages", tag="nav", label=label)]


def topics_filter(site: Site, lineages: Sequence[Lineage]) -> nodes.Node:
    """Make the form that filters the topics of a page; a script shows it."""
    lists = {list_anchor(one.list): site.archive.list_label(one.list) for one in lineages}
    kinds = {kind: kind.label for kind in _FILTERED}
    selects = _select("list", messages.LIST(), lists) if len(lists) > 1 else ""
    order = [one.key for one in reversed(site.archive.editions)]
    selects += _select("since", messages.CHANGED_SINCE_YEAR(), order[:-1])
    selects += _select(
        "change", messages.WHAT_CHANGED(), {kind.style: label for kind, label in kinds.items()}
    )
    return _filter(messages.FILTER_TOPICS(), selects)


def people_filter() -> nodes.Node:
    """Make the form that filters the people of a page."""
    return _filter(messages.FILTER_PEOPLE(), "")


def _filter(label: str, selects: str) -> nodes.Node:
    form = nodes.raw(
        "",
        f'<form class="cfp-filter" role="search" aria-label="{escape(label)}" '
        f'data-shown="{escape(messages.ROWS_SHOWN.template)}" hidden>\n'
        f'<label>{escape(messages.WITH_WORDS())} <input type="search" name="words" autocomplete="off" maxlength="100"></label>\n'
        f'{selects}<p class="cfp-quiet" role="status"></p>\n</form>',
        format="html",
    )
    return on_the_web(form)


def _options(keys: Iterable[str], chosen: str = "") -> str:
    """Return the choices of a field, each its own value; on lines of their own, so that the words are apart in the search."""
    return "".join(f"\n<option{' selected' if key == chosen else ''}>{escape(key)}</option>" for key in keys)


def _select(name: str, label: str, options: Mapping[str, str] | Sequence[str]) -> str:
    if isinstance(options, Mapping):
        made = "".join(
            f'\n<option value="{escape(value)}">{escape(text)}</option>' for value, text in options.items()
        )
    else:
        made = _options(options)
    return f'<label>{escape(label)} <select name="{name}"><option value="">{escape(messages.ANY())}</option>{made}</select></label>\n'
