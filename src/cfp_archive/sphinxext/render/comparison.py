"""The pages of comparisons: the report of two editions as document nodes, and the choice of two editions."""

from __future__ import annotations

import json
from html import escape
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import messages
from cfp_archive.comparing.comparison import UnknownEdition
from cfp_archive.comparing.correspondence import ChangeKind
from cfp_archive.comparing.words import DiffOp
from cfp_archive.exporting.formats.citations import citation_of_comparison
from cfp_archive.report.model import folded
from cfp_archive.site import COMPARISONS, NotInArchiveError, list_anchor
from cfp_archive.sphinxext.elements import (
    Content,
    Rows,
    box,
    bullets,
    doc,
    joined,
    lead,
    on_the_web,
    para,
    quiet,
    section,
    sentence,
    span,
    table,
    visually_hidden,
    xref,
)
from cfp_archive.sphinxext.render.citing import cite
from cfp_archive.sphinxext.render.parts import diff_nodes, match_note, missing_between, symbol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.overviews import Period
    from cfp_archive.report import Count, Entry, Line, Report, Section
    from cfp_archive.site import Site


def render_comparison(site: Site, docname: str, argument: str) -> list[nodes.Node]:
    """Compare the two editions whose keys the argument gives, older first."""
    keys = argument.split()
    if len(keys) != 2:
        raise NotInArchiveError("this directive needs the keys of two editions, as in '2021 2023'")
    try:
        report = site.report(*keys)
    except UnknownEdition as unknown:
        raise NotInArchiveError(str(unknown)) from unknown
    made = as_nodes(report, docname, site.matching_page)
    made.append(cite(lambda: citation_of_comparison(site, *keys), messages.CITE_COMPARISON))
    if len(site.compared) > 1:
        made.append(quiet(doc(COMPARISONS, messages.COMPARE_TWO_OTHERS())))
    return made


def as_nodes(report: Report, docname: str, matching_page: str = "") -> list[nodes.Node]:
    """Write a report as document nodes.

    :param docname: of the page that will hold them.
    :param matching_page: docname of the page that explains how topics are matched, if there is one.
    """
    editions = [xref("edition", one.key, one.title) for one in (report.old, report.new)]
    head = [
        para(editions[0], " → ", editions[1], classes="cfp-lead"),
        *map(quiet, report.notes),
    ]
    topics = [one for one in report.sections if one.list]
    made: list[nodes.Node] = [box(*head, classes="cfp-own")]
    if topics:
        made.append(_summary(topics, docname, matching_page))
    for one in report.sections:
        if one in topics:
            made.append(section(one.title, list_anchor(one.list), *_topics(one)))
        elif one.id == "prose":
            made.append(section(one.title, one.id, *_counted(one), *_prose(one)))
        else:
            made.append(section(one.title, one.id, *_counted(one), *_facts(one, report)))
    return made


def _summary(topics: Sequence[Section], docname: str, matching_page: str) -> nodes.Node:
    cards = [
        box(
            para(doc(docname, one.title, anchor=list_anchor(one.list)), classes="cfp-card-title"),
            *map(quiet, one.summary),
            *_counts(one.counts),
            classes="cfp-card",
        )
        for one in topics
    ]
    link: Content = doc(matching_page, messages.HOW_MATCHING_WORKS()) if matching_page else ""
    return box(
        box(*cards, classes="cfp-count-cards"),
        quiet(*sentence(messages.MATCHED_AUTOMATICALLY, link=link)),
        classes="cfp-own cfp-summary",
    )


def _counts(counts: Iterable[Count]) -> list[nodes.Node]:
    lines = [
        [para(span(one.kind.symbol, classes=f"cfp-number cfp-{one.kind.style}"), " ", one.label)]
        for one in counts
    ]
    return [bullets(lines, classes="cfp-plain cfp-numbers")] if lines else []


def _counted(one: Section) -> list[nodes.Node]:
    made = [*map(quiet, one.summary), *_counts(one.counts)]
    return [box(*made, classes="cfp-own")] if made else []


def _fold(title: str, lines: Iterable[Iterable[nodes.Node]]) -> nodes.Node:
    return box(para(title), bullets(lines, classes="cfp-same"), classes="cfp-fold", tag="details")


# Topics


def _topics(one: Section) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for title, entries in folded(one.entries):
        if title:
            made.append(_fold(title, [[*_unchanged(entry)] for entry in entries]))
        else:
            made.append(box(*map(_topic, entries), classes="cfp-diff"))
    # What is named here is in the fold that follows.
    place = len(made) - 1 if made and one.entries[-1].fold else len(made)
    made[place:place] = map(quiet, (*one.notes, *one.decisions))
    return made


def _topic(one: Entry) -> nodes.Node:
    whole = one.kind in {ChangeKind.ADDED, ChangeKind.REMOVED}  # their symbol and color say it
    lines: list[nodes.Node] = []
    for number, line in enumerate(one.lines):
        sign = [] if number else symbol(one.kind, spoken=whole)
        lines.append(para(*sign, *_words(line), classes="cfp-words"))
    said: list[Content] = [] if whole else [one.label]
    topic = one.lines[-1].topic
    if not whole and len(one.lines) == 1:
        said += [" · ", xref("topic", topic, messages.HISTORY())]
    notes: list[nodes.Node] = [quiet(*said)] if said else []
    notes += [*map(quiet, one.notes), *match_note(one.match), *map(quiet, one.decisions)]
    return box(*lines, *notes, classes=f"cfp-entry cfp-entry-{one.kind.style}")


def _words(line: Line) -> list[Content]:
    """Return a topic's words: marked, or, where a whole topic came or went, with its title as a link to its history."""
    if len(line.marks) > 1 or not line.topic:
        return list(diff_nodes(line.marks))
    text = line.marks[0].text
    head = line.head if text.startswith(line.head) and line.head else text
    words: list[Content] = [xref("topic", line.topic, head), text[len(head) :]]
    return [span(line.edition, classes="cfp-own cfp-quiet"), " ", *words] if line.edition else words


def _unchanged(one: Entry) -> list[nodes.Node]:
    """Return a topic whose words link to its history."""
    line = one.lines[0]
    words = diff_nodes(line.marks)
    made: list[nodes.Node] = [para(xref("topic", line.topic, *words), classes="cfp-words")]
    return [*made, *map(quiet, (*filter(None, (one.shown_label,)), *one.notes, *one.decisions))]


# The other text


def _prose(one: Section) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for title, sections in folded(one.sections):
        shown = [_prose_section(inner) for inner in sections]
        made += [_fold(title, [[inner] for inner in shown])] if title else shown
    return made


def _prose_section(one: Section) -> nodes.Node:
    said: list[Content] = [span(one.title, classes="cfp-prose-heading")]
    said += [span(f" {note}", classes="cfp-quiet") for note in one.notes]
    parts: list[nodes.Node] = [para(*said, classes="cfp-own cfp-prose-title")]
    for _number, entries in groupby(one.entries, key=lambda entry: entry.paragraph):
        parts += _paragraph(list(entries))
    return box(*parts, classes="cfp-prose")


def _paragraph(entries: Sequence[Entry]) -> list[nodes.Node]:
    """Join a paragraph's sentences; those that moved are apart, with their words at their new place alone."""
    made: list[nodes.Node] = []
    for label, group in groupby(entries, key=lambda one: one.label if one.kind is ChangeKind.MOVED else ""):
        found = list(group)
        words: list[Content] = []
        for one in found:
            for line in one.lines:
                words += [" "] if words else []
                words += [visually_hidden(f"{one.label}: ")] if one.kind is ChangeKind.REWORDED else []
                words += diff_nodes(line.marks)
        if label:
            moved = span(
                f"{ChangeKind.MOVED.symbol} {label}{': ' if words else ''}", classes="cfp-own cfp-quiet"
            )
            made.append(para(moved, *words, classes="cfp-words cfp-moved-words"))
        else:
            made.append(para(*words, classes="cfp-words"))
    return made


# Facts


def _facts(one: Section, report: Report) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for title, entries in folded(one.entries):
        if title:
            made.append(_fold(title, [[_fact(entry)] for entry in entries]))
        elif one.id == "people":
            made.append(bullets([[_fact(entry)] for entry in entries], classes="cfp-plain cfp-people-diff"))
        else:
            subject = messages.DATE() if one.id == "key-dates" else messages.CATEGORY()
            head = [subject, report.old.title, report.new.title, messages.CHANGED()]
            made.append(table(head, _rows(entries), classes="cfp-stack"))
    return made


def _rows(entries: Iterable[Entry]) -> Rows:
    return [
        [
            [para(*symbol(one.kind), one.subject)],
            [para(one.lines[0].side(DiffOp.INSERT) or messages.NOT_STATED())],
            [para(one.lines[0].side(DiffOp.DELETE) or messages.NOT_STATED())],
            [para(text) for text in (one.label, *one.notes)],
        ]
        for one in entries
    ]


def _fact(one: Entry) -> nodes.Node:
    """Return a fact in one line: symbol, label, whom or what it is about, and its words."""
    subject: Content = xref("person", one.person, one.subject) if one.person else one.subject
    said: list[Content] = [subject]
    if one.shown_label:
        said = [*symbol(one.kind), subject, span(f" {one.shown_label}", classes="cfp-own cfp-quiet")]
    words = [para(*diff_nodes(line.marks)) for line in one.lines]
    return box(para(*said), *words, *map(quiet, one.notes), classes="cfp-fact-change")


# The choice of two editions


def render_comparisons(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Let readers choose two editions, by links alone."""
    keys = [one.key for one in site.archive.editions]
    if len(keys) < 2:
        return [para(messages.TWO_CALLS_NEEDED())]
    whole_span = [
        para(
            doc(site.comparison_page(keys[0], keys[-1]), messages.ALL_CHANGES_SINCE(year=keys[0])),
            classes="cfp-card-title",
        ),
        quiet(f"{keys[0]} → {keys[-1]}"),
    ]
    cards = [
        [
            para(doc(site.comparison_page(old, new), f"{old} → {new}"), classes="cfp-card-title"),
            *missing_between(site, old, new),
        ]
        for old, new in reversed(list(pairwise(keys)))
    ]
    if site.periods:
        cards = [_decade(site, one) for one in reversed(site.periods) if len(one.calls) > 1]
    view: list[nodes.Node] = [
        lead(messages.EACH_LINK_COMPARES()),
        on_the_web(nodes.raw("", _form(site), format="html")),
        bullets([*([whole_span] if len(keys) > 2 else []), *cards], classes="cfp-cards"),
    ]
    if len(keys) > 2 and len(site.compared) == len(keys) * (len(keys) - 1) // 2:
        rows: Rows = [
            [[para(new)], *(_choice(site, old, new) for old in keys[:-1])] for new in reversed(keys[1:])
        ]
        chooser = table([messages.NEWER_OLDER(), *keys[:-1]], rows, classes="cfp-stack cfp-chooser")
        view.append(section(messages.ANY_TWO(), "any-two", chooser))
    elif len(keys) > 2:
        note = messages.FEW_PAGES if site.drawn else messages.FEW_PAGES_NOT_DRAWN
        command, option = (
            nodes.literal("", text) for text in ("cfp-archive compare OLD NEW", "cfp_all_pairs_up_to")
        )
        text = quiet(*sentence(note, command=command, option=option))
        view.append(section(messages.ANY_TWO(), "any-two", text))
    return view


def _decade(site: Site, period: Period) -> list[nodes.Node]:
    """Link the comparisons of neighbors whose newer call is of a decade, in one card: a card for each would be a long page."""
    links = joined(
        (
            doc(site.comparison_page(old, new), f"{old}\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}{new}")
            for old, new in reversed(list(pairwise(period.calls)))
        ),
        " · ",
    )
    missing = missing_between(site, period.calls[0], period.calls[-1])
    return [para(period.label, classes="cfp-card-title"), para(*links), *missing]


def _form(site: Site) -> str:
    """Return the two fields to choose from: they are shown by the script that answers them."""
    editions = site.archive.editions
    options = [
        f'<option value="{escape(one.key)}">{escape(site.archive.short_title(one))}</option>'
        for one in editions
    ]
    said = {
        "same": messages.CHOOSE_DIFFERENT(),
        "failed": messages.PAIR_FAILED(),
        "notHere": messages.PAIR_NOT_HERE.template,
        "story": messages.PAIR_STORY.template,
    }
    built = [f"{old} {new}" for old, new in site.compared]
    drawn = "true" if site.drawn else "false"
    chosen = [
        "\n".join(options).replace("<option", "<option selected", 1),
        "\n".join([*options[:-1], options[-1].replace("<option", "<option selected", 1)]),
    ]
    fields = "\n".join(
        f'<div><label for="cfp-{name}">{escape(label)}</label>\n<select id="cfp-{name}" name="{name}">{listed}</select></div>'
        for name, label, listed in zip(
            ("from", "to"), (messages.FROM_EDITION(), messages.TO_EDITION()), chosen, strict=True
        )
    )
    return (
        f'<form class="cfp-search cfp-choose" id="cfp-choose" aria-label="{escape(messages.CHOOSE_TWO())}" '
        f'data-messages="{escape(json.dumps(said))}" data-built="{escape(json.dumps(built))}" data-drawn="{drawn}" hidden>\n'
        f"{fields}\n"
        f'<button type="submit">{escape(messages.COMPARE())}</button>\n'
        "</form>\n"
        '<div id="cfp-drawn" hidden></div>'
    )


def _choice(site: Site, old: str, new: str) -> list[nodes.Node]:
    if not site.has_comparison(old, new):
        return []
    return [para(doc(site.comparison_page(old, new), f"{old} → {new}", classes="cfp-year"))]
