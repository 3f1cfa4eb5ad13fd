"""What several pages show alike: an edition's status, what became of topics, changed words, matches and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import formatting, messages
from cfp_archive.comparing.alignment import Certainty, RewordingKind
from cfp_archive.comparing.correspondence import message_of
from cfp_archive.comparing.kinds import ChangeKind
from cfp_archive.comparing.words import Mark, Op, shown_marks, word_marks
from cfp_archive.model import StatusKind
from cfp_archive.report.build import decision_text
from cfp_archive.sphinxext.elements import (
    box,
    bullets,
    external,
    para,
    quiet,
    sentence,
    span,
    visually_hidden,
    xref,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfp_archive.comparing.history import Standing, TopicStanding
    from cfp_archive.model import Decision, Edition, Status
    from cfp_archive.report import Match
    from cfp_archive.site import Site
    from cfp_archive.sphinxext.elements import Content

# Editions


def status_badge(status: Status | None) -> list[Content]:
    """Return a space and a badge, to follow an edition's name; nothing for one that took place as planned."""
    if status is None:
        return []
    cancelled = status.kind is StatusKind.CANCELLED
    label = messages.BADGE_CANCELLED() if cancelled else messages.BADGE_POSTPONED()
    return [" ", span(label, classes=f"cfp-badge cfp-{status.kind.value}")]


def status_lines(status: Status | None) -> list[nodes.Node]:
    """Return a paragraph that says what became of an edition, and where that is said; nothing if it took place."""
    if status is None:
        return []
    words = " ".join(filter(None, (formatting.status(status), status.note)))
    if not status.source:
        return [para(words)]
    link = external(messages.STATUS_SOURCE(), status.source)
    return [para(*sentence(messages.SOURCED, value=words, source=link))]


def status_notice(status: Status | None) -> list[nodes.Node]:
    """Return the lines in a box of their own, for the head of an edition's page; nothing if it took place."""
    if status is None:
        return []
    label = messages.STATUS_OF_EDITION()
    return [box(*status_lines(status), classes="cfp-own cfp-note cfp-status", tag="aside", label=label)]


def edition_facts(edition: Edition, *more: str) -> list[str]:
    """Return what is said of an edition in one line: which it is, and its days."""
    facts = edition.facts
    ordinal = messages.edition_number(facts.ordinal, inferred=facts.ordinal_counted) if facts.ordinal else ""
    return [*filter(None, (ordinal, formatting.days(facts.date) if facts.date else "", *more))]


def topic_counts(site: Site, edition: Edition) -> str:
    """Return 'Areas of interest: 16 · Research directions: 3'."""
    return " · ".join(
        messages.LIST_SIZE(list=site.archive.list_label(name), n=len(topics.topics))
        for name in site.archive.list_names
        if (topics := edition.topic_list(name)) is not None
    )


def missing_between(site: Site, old: str | None, new: str) -> list[nodes.Node]:
    """Say which calls between two editions are not in the archive; nothing if there are none."""
    missing = [gap.key for gap in site.archive.gaps_between(old, new)]
    if not missing:
        return []
    return [quiet(messages.CALLS_MISSING(n=len(missing), years=formatting.listing(missing)))]


# Topics

_UNSURE = {Certainty.LIKELY: messages.LABEL_LIKELY, Certainty.CHECK: messages.LABEL_UNCERTAIN}


def render_topic_marks(site: Site, docname: str, argument: str) -> list[nodes.Node]:
    """Make the line above a list that says what its labels compare with; then the labels of each topic, its anchor as id.

    They compare with the call before; where that does not have the list, with the one after.
    """
    edition = site.edition_at(docname)
    standings = site.history.standings(argument, edition.key)
    if not standings:
        return []
    graph = site.history.graph
    before, after = graph.before(argument, edition.key), graph.after(argument, edition.key)
    other = site.archive.edition(before or after or "")
    note = quiet()
    if other is not None:
        message = messages.LABELS_COMPARE if before else messages.LABELS_LOOK_AHEAD
        note = quiet(message(edition=site.archive.short_title(other)))
    note["classes"].append("cfp-labels-note")
    return [note, *(_label(site, one, later=not before) for one in standings)]


def _label(site: Site, topic: TopicStanding, *, later: bool) -> nodes.inline:
    """Make the label of a topic that differs; an empty one where nothing does."""
    key, standing = topic.topic.key, topic.after if later else topic.before
    content: list[Content] = []
    if standing is not None and not is_same(standing):
        kind, label = change_of(site, standing, later=later)
        label = messages.IN_YEAR(label=label, year=standing.edition) if later else label
        certainty = standing.grounds.certainty if standing.grounds else Certainty.SURE
        label = _UNSURE[certainty](label=label) if certainty in _UNSURE else label
        content = [" ", xref("topic", key, f"{kind.symbol} {label}", classes=f"cfp-mark cfp-{kind.style}")]
    labelled = span(*content, classes="cfp-own cfp-marks")
    labelled["cfp_topic"] = key
    labelled["ids"] = [f"topic-{key}"]
    return labelled


def is_same(standing: Standing) -> bool:
    """Return whether a topic is, to the character, what it is in the other edition, under the same heading."""
    same = standing.kind is ChangeKind.UNCHANGED and standing.change is RewordingKind.NONE
    return same and not standing.other_heading


def change_of(site: Site, standing: Standing, *, later: bool = False) -> tuple[ChangeKind, str]:
    """Return what a topic is against another edition: the kind, and the label that all views share.

    :param later: the other edition is the newer one.
    """
    kind = standing.kind
    list_label = site.archive.list_label
    if kind is ChangeKind.MOVED:
        other = list_label(standing.others[0].place.list)
        return kind, messages.MOVED_TO(target=other) if later else messages.MOVED_FROM(source=other)
    if kind is ChangeKind.RETURNED:
        return kind, messages.RETURNED_SINCE(year=standing.edition)
    if kind is ChangeKind.SPLIT:
        if later:
            return kind, messages.SPLIT_INTO(n=len(standing.others))
        return kind, messages.SPLIT_FROM(topic=standing.others[0].head)
    if kind is ChangeKind.MERGED:
        if later:
            return kind, messages.MERGED_WITH_OTHERS()
        return kind, messages.MERGED_INTO_ONE(n=len(standing.others))
    if kind is ChangeKind.REGROUPED:
        return kind, messages.REGROUPED_WITH_OTHERS()
    if standing.other_heading and kind is ChangeKind.UNCHANGED:
        kind = ChangeKind.MOVED
    return kind, message_of(kind, standing.change, title_kept=standing.title_kept)()


def marked(old: str, new: str) -> list[nodes.Node]:
    """Return the newer wording with deleted and inserted words marked in place."""
    return diff_nodes(word_marks(old, new))


def diff_nodes(marks: Iterable[Mark]) -> list[nodes.Node]:
    """Turn marks into text, with deleted and inserted words as such elements."""
    classes = {Op.INSERT: "ins", Op.DELETE: "del"}
    return [
        span(mark.text, classes=classes[mark.op]) if mark.op in classes else nodes.Text(mark.text)
        for mark in shown_marks(marks)
    ]


def symbol(kind: ChangeKind, *, spoken: bool = False) -> list[Content]:
    """Return the symbol of a kind of change, and a space.

    :param spoken: the kind is said to those who hear the page, because nothing beside the symbol says it.
    """
    sign: list[Content] = [span(kind.symbol, classes=f"cfp-sign cfp-{kind.style}")]
    return [*sign, *([visually_hidden(kind.label)] if spoken else []), " "]


def match_note(match: Match | None) -> list[nodes.Node]:
    """Show that a match is not sure, with the reasons on demand; nothing for a sure one."""
    if match is None:
        return []
    reasons = bullets(([para(reason)] for reason in match.reasons), classes="cfp-same")
    return [box(para(match.label), reasons, classes="cfp-own cfp-fold cfp-uncertain", tag="details")]


def decision_note(decision: Decision) -> nodes.Node:
    """Show that a person decided on a match, how, why and when."""
    return para(decision_text(decision), classes="cfp-own cfp-decision")
