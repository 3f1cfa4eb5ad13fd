"""What changed between two editions: counts first, then topics, prose, dates, categories and people."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cfp_archive import phrasing
from cfp_archive.comparing.comparison import UnknownEdition, compare
from cfp_archive.comparing.statements import (
    date_statements,
    list_statements,
    people_statements,
    prose_statements,
    submission_statements,
)
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.wording import SIGNS
from cfp_archive.site import COMPARISONS, NotInArchiveError, list_anchor
from cfp_archive.sphinxext.elements import Content, Rows, box, bullets, doc, para, section, span, table, xref
from cfp_archive.sphinxext.render.compared_facts import date_rows, people_lines, submission_rows
from cfp_archive.sphinxext.render.compared_prose import prose_parts
from cfp_archive.sphinxext.render.compared_topics import topic_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docutils import nodes

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.composition import ListComparison
    from cfp_archive.comparing.statements import Statement
    from cfp_archive.site import Site

#: The counts that always stand out; the others do where they are not zero.
_PROMINENT = (Fate.UNCHANGED, Fate.REWORDED, Fate.ADDED, Fate.REMOVED)


def render_comparison(site: Site, docname: str, argument: str) -> list[nodes.Node]:
    """Compare the two editions whose keys the argument gives, older first."""
    keys = argument.split()
    if len(keys) != 2:
        raise NotInArchiveError("this directive needs the keys of two editions, as in '2021 2023'")
    try:
        comparison = compare(site.history, *keys)
    except UnknownEdition as unknown:
        raise NotInArchiveError(str(unknown)) from unknown
    made: list[nodes.Node] = [_head(comparison), _summary(site, docname, comparison)]
    made += [
        section(one.label, list_anchor(one.name), *topic_parts(one, comparison)) for one in comparison.lists
    ]
    made.append(
        _part("The rest of the text", "prose", prose_statements(comparison), *prose_parts(comparison))
    )
    head = ["Date", comparison.old_title, comparison.new_title, "Shift"]
    rows = date_rows(comparison)
    made.append(_part("Key dates", "key-dates", date_statements(comparison), *_table(head, rows)))
    head = ["Category", comparison.old_title, comparison.new_title]
    rows = submission_rows(comparison)
    made.append(
        _part("Submission categories", "submissions", submission_statements(comparison), *_table(head, rows))
    )
    made.append(_part("People", "people", people_statements(comparison), *people_lines(comparison)))
    if len(site.compared) > 1:
        made.append(para(doc(COMPARISONS, "← Compare two other years"), classes="cfp-own cfp-quiet"))
    return made


def _head(comparison: Comparison) -> nodes.Node:
    old, new = comparison.old.key, comparison.new.key
    lines: list[nodes.Node] = [
        para(
            "From ",
            xref("edition", old, comparison.old_title),
            " to ",
            xref("edition", new, comparison.new_title),
            ".",
            classes="cfp-lead",
        )
    ]
    if comparison.not_held:
        calls, verb = ("call", "is") if len(comparison.not_held) == 1 else ("calls", "are")
        lines.append(
            para(
                f"The {calls} of {phrasing.listing(comparison.not_held)} {verb} not held, so some of these changes may be older.",
                classes="cfp-quiet",
            )
        )
    return box(*lines, classes="cfp-own")


def _summary(site: Site, docname: str, comparison: Comparison) -> nodes.Node:
    cards = [_counts(docname, one, comparison) for one in comparison.lists]
    rule: list[Content] = [
        "Topics are matched automatically by their wording; a match that is not certain is marked. ",
        "Manual decisions take precedence and are labeled. ",
    ]
    if site.matching_page:
        rule += [doc(site.matching_page, "How matching works, and how often it is right")]
    return box(
        box(*cards, classes="cfp-count-cards"),
        para(*rule, classes="cfp-quiet"),
        classes="cfp-own cfp-summary",
    )


def _counts(docname: str, one: ListComparison, comparison: Comparison) -> nodes.Node:
    statements = list_statements(one, comparison)
    counts = one.counts
    # A topic whose title stayed while its text changed is kept, but not unchanged.
    names = {Fate.UNCHANGED: "kept"} if any(link.text_changed for link in one.links) else {}
    numbers: list[list[nodes.Node]] = []
    for fate, sign in SIGNS.items():
        if counts[fate] or fate in _PROMINENT:
            number = span(f"{sign} {counts[fate]}", classes=f"cfp-number cfp-{fate.value}")
            numbers.append([para(number, f" {names.get(fate, fate.value)}")])
    said = " ".join(statement.text for statement in statements)
    return box(
        para(doc(docname, one.label, anchor=list_anchor(one.name)), classes="cfp-card-title"),
        bullets(numbers, classes="cfp-plain cfp-numbers"),
        para(said, classes="cfp-quiet"),
        classes="cfp-card",
    )


def _part(title: str, anchor: str, statements: Sequence[Statement], *content: nodes.Node) -> nodes.Node:
    said = para(" ".join(one.text for one in statements), classes="cfp-own cfp-quiet")
    return section(title, anchor, said, *content)


def _table(head: Sequence[str], rows: Sequence[Sequence[Sequence[nodes.Node]]]) -> list[nodes.Node]:
    return [table(head, rows, classes="cfp-stack")] if rows else []


def render_comparisons(site: Site, _docname: str, _argument: str) -> list[nodes.Node]:
    """Let readers choose two years, by links alone."""
    keys = [one.key for one in site.archive.editions]
    if len(keys) < 2:
        return [para("Two held calls are needed for a comparison.")]
    made: list[nodes.Node] = [
        para(
            "Neighbouring years first; every link leads from the older call to the newer.", classes="cfp-lead"
        )
    ]
    neighbours = [
        [
            para(doc(site.comparison_page(old, new), f"{old} → {new}"), classes="cfp-card-title"),
            *_between(site, old, new),
        ]
        for old, new in reversed(list(pairwise(keys)))
    ]
    made.append(bullets(neighbours, classes="cfp-cards"))
    if len(site.compared) > len(neighbours):
        choices: Rows = [
            [[para(new)], *(_choice(site, old, new) for old in keys[:-1])] for new in reversed(keys[1:])
        ]
        made.append(
            section(
                "Any two",
                "any-two",
                table(["newer ↓ older →", *keys[:-1]], choices, classes="cfp-matrix cfp-chooser"),
            )
        )
    elif len(keys) > 2:
        made.append(
            para(
                f"Pages are made for neighbours only, since more than {site.all_pairs_up_to} calls are held. "
                "The command cfp-archive compare shows any two.",
                classes="cfp-quiet",
            )
        )
    return made


def _between(site: Site, old: str, new: str) -> list[nodes.Node]:
    gaps = [one.key for one in site.archive.gaps_between(old, new)]
    if not gaps:
        return []
    return [
        para(
            f"{phrasing.listing(gaps)} {'is' if len(gaps) == 1 else 'are'} not held",
            classes="cfp-quiet",
        )
    ]


def _choice(site: Site, old: str, new: str) -> list[nodes.Node]:
    if not site.has_comparison(old, new):
        return []
    return [para(doc(site.comparison_page(old, new), f"{old} → {new}", classes="cfp-year"))]
