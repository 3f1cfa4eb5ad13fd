"""What several pages show alike: an edition's status, what became of topics, changed words, matches and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import formatting, messages
from cfp_archive.comparing.comparison import in_context, is_same
from cfp_archive.comparing.correspondence import Certainty, ChangeKind
from cfp_archive.comparing.words import DiffOp, DiffSpan, shown_marks, word_marks
from cfp_archive.model import StatusKind
from cfp_archive.report.build import decision_text
from cfp_archive.sphinxext.elements import (
    box,
    bullets,
    external,
    joined,
    para,
    quiet,
    sentence,
    span,
    visually_hidden,
    xref,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cfp_archive.comparing.comparison import TopicChange, TopicInContext
    from cfp_archive.model import Decision, Edition, Status
    from cfp_archive.report import Entry, Line, Match
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
    topics = in_context(site.history, argument, edition.key)
    if not topics:
        return []
    graph = site.history.graph
    before, after = graph.previous(argument, edition.key), graph.next(argument, edition.key)
    other = site.archive.edition(before or after or "")
    note = quiet()
    if other is not None:
        message = messages.LABELS_COMPARE if before else messages.LABELS_LOOK_AHEAD
        note = quiet(message(edition=site.archive.short_title(other)))
    note["classes"].append("cfp-labels-note")
    return [note, *(_label(site, topic, "" if before else after or "") for topic in topics)]


def _label(site: Site, topic: TopicInContext, following: str) -> nodes.inline:
    """Make the label of a topic that differs; an empty one where nothing does.

    :param following: key of the next edition that has the list, to compare with; if empty, compare with the one before.
    """
    key, change = topic.topic.key, topic.next if following else topic.previous
    content: list[Content] = []
    if change is not None and not is_same(change):
        label = label_of(site, change, later=bool(following))
        label = messages.IN_YEAR(label=label, year=following) if following else label
        label = _UNSURE[change.certainty](label=label) if change.certainty in _UNSURE else label
        style = f"cfp-mark cfp-{change.kind.style}"
        content = [" ", xref("topic", key, f"{change.kind.symbol} {label}", classes=style)]
    labelled = span(*content, classes="cfp-own cfp-marks")
    labelled["cfp_topic"] = key
    labelled["ids"] = [f"topic-{key}"]
    return labelled


def label_of(site: Site, change: TopicChange, *, later: bool = False) -> str:
    """Return what happened to one topic, where a change may be of several, in the words that all views share.

    :param later: the topic is one of the older ones.
    """
    if change.kind is ChangeKind.MOVED:
        source, target = (side[0].place.list for side in (change.old, change.new))
        if source != target:
            label = site.archive.list_label
            return (
                messages.MOVED_TO(target=label(target))
                if later
                else messages.MOVED_FROM(source=label(source))
            )
    if change.kind is ChangeKind.SPLIT and not later:
        return messages.SPLIT_FROM(topic=change.old[0].head)
    if change.kind is ChangeKind.MERGED and later:
        return messages.MERGED_WITH_OTHERS()
    if change.kind is ChangeKind.REGROUPED:
        return messages.REGROUPED_WITH_OTHERS()
    return change.label


def change_item(entry: Entry) -> nodes.Node:
    """Name the topics of a change as they are now, mark the words that changed, and say if it is not sure."""
    certainty = entry.change.certainty
    label = _UNSURE[certainty](label=entry.label) if certainty in _UNSURE else entry.label
    mark = span(f"{entry.kind.symbol} {label}", classes=f"cfp-mark cfp-{entry.kind.style}")
    newest = [line for line in entry.lines if line.edition == entry.lines[-1].edition]
    topics = [span(*_topic_words(line), classes="cfp-words") for line in newest]
    return para(mark, " ", *joined(topics, " · "))


def _topic_words(line: Line) -> list[Content]:
    """Link a topic's title, or all of its words, to its history; behind a title, show what changed in the description."""
    first, *others = line.short
    if not others:
        return [xref("topic", line.topic, line.head)]
    if first.op is DiffOp.EQUAL and first.text.startswith(line.head):
        return [xref("topic", line.topic, line.head), first.text[len(line.head) :], *diff_nodes(others)]
    return [xref("topic", line.topic, *diff_nodes(line.short))]


def marked(old: str, new: str) -> list[nodes.Node]:
    """Return the newer wording with deleted and inserted words marked in place."""
    return diff_nodes(word_marks(old, new))


def diff_nodes(marks: Iterable[DiffSpan]) -> list[nodes.Node]:
    """Turn marks into text, with deleted and inserted words as such elements."""
    classes = {DiffOp.INSERT: "ins", DiffOp.DELETE: "del"}
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
