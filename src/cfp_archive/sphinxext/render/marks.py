"""Words and signs for what became of topics, and changed words marked in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import phrasing
from cfp_archive.comparing.alignment import RewordingKind
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.wording import CHANGE_WORDS, SIGNS, certainty_label, reasons_text, text_words
from cfp_archive.comparing.words import Mark, Op, shown_marks, word_marks
from cfp_archive.sphinxext.elements import box, para, span, xref

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.alignment import Grounds
    from cfp_archive.comparing.history import Standing, TopicStanding
    from cfp_archive.site import Site


def render_topic_marks(site: Site, docname: str, argument: str) -> list[nodes.Node]:
    """Make, for each topic of a list, the marks that the archive adds to it, with the topic's anchor as their id."""
    edition = site.edition_at(docname)
    return [_mark(site, one) for one in site.history.standings(argument, edition.key)]


def _mark(site: Site, topic: TopicStanding) -> nodes.inline:
    said = []
    if topic.before is not None:
        said.append((topic.before.kind, before_words(site, topic.before)))
    if topic.after is not None and (topic.before is None or topic.after.kind is not Fate.UNCHANGED):
        said.append((topic.after.kind, after_words(site, topic.after)))
    made = span(" ", classes="cfp-own cfp-marks")
    for kind, words in said or [(Fate.UNCHANGED, "its history")]:
        made += xref("topic", topic.topic.key, f"{SIGNS[kind]} {words}", classes=f"cfp-mark cfp-{kind.value}")
        made += nodes.Text(" ")
    made["ids"] = [f"topic-{topic.topic.key}"]
    return made


def before_words(site: Site, standing: Standing) -> str:
    """Say what a topic is against the edition before: 'new since 2021', 'as in 2021', 'broadened since 2021'."""
    return _before_words(site, standing) + _uncertain(standing)


def _uncertain(standing: Standing) -> str:
    several = standing.kind in {Fate.SPLIT, Fate.MERGED, Fate.REGROUPED}
    label = certainty_label(standing.grounds, several=several)
    return f" ({label.lower()})" if label else ""


def _before_words(site: Site, standing: Standing) -> str:
    year = standing.edition
    number = len(standing.others)
    match standing.kind:
        case Fate.UNCHANGED:
            return f"as in {year}{_but(standing)}"
        case Fate.REWORDED:
            return f"{CHANGE_WORDS[standing.change]} since {year}"
        case Fate.SPLIT:
            return f"split off from a topic of {year}"
        case Fate.MERGED:
            return f"merged from {phrasing.count(number, 'topic')} of {year}"
        case Fate.REGROUPED:
            return f"regrouped from {phrasing.count(number, 'topic')} of {year}"
        case Fate.MOVED:
            return f"moved here from “{site.archive.list_label(standing.others[0].place.list)}” of {year}"
        case Fate.RETURNED:
            return f"back again, last in {year}"
        case _:
            return f"new since {year}"


def after_words(site: Site, standing: Standing) -> str:
    """Say what became of a topic in the edition after: 'kept in 2023', 'not in 2023', 'reworded in 2023'."""
    return _after_words(site, standing) + _uncertain(standing)


def _after_words(site: Site, standing: Standing) -> str:
    year = standing.edition
    match standing.kind:
        case Fate.UNCHANGED:
            return f"kept in {year}{_but(standing)}"
        case Fate.REWORDED:
            return f"{CHANGE_WORDS[standing.change]} in {year}"
        case Fate.SPLIT:
            return f"split into {phrasing.count(len(standing.others), 'topic')} in {year}"
        case Fate.MERGED:
            return f"merged with others in {year}"
        case Fate.REGROUPED:
            return f"regrouped in {year}"
        case Fate.MOVED:
            return f"moved to “{site.archive.list_label(standing.others[0].place.list)}” in {year}"
        case _:
            return f"not in {year}"


def _but(standing: Standing) -> str:
    """Say what differs in a topic that is the same."""
    if standing.text_changed:
        return f", {text_words(standing)}"
    return ", but for punctuation or case" if standing.change is not RewordingKind.NONE else ""


def change_words(change: RewordingKind | None) -> str:
    """Say how a wording changed, as one word or two; empty for a change that is none."""
    if change is None or change is RewordingKind.NONE:
        return ""
    return "changed" if change is RewordingKind.CHANGED else CHANGE_WORDS[change]


def marked(old: str, new: str) -> list[nodes.Node]:
    """Give the newer wording with deleted and inserted words marked in place."""
    return mark_nodes(word_marks(old, new))


def mark_nodes(marks: Iterable[Mark]) -> list[nodes.Node]:
    """Turn marks into text, with deleted and inserted words as such elements."""
    made: list[nodes.Node] = []
    for one in shown_marks(marks):
        if one.op is Op.EQUAL:
            made.append(nodes.Text(one.text))
        else:
            made.append(span(one.text, classes="ins" if one.op is Op.INSERT else "del"))
    return made


def excerpt(marks: Sequence[Mark], around: int = 60) -> list[nodes.Node]:
    """Give what changed in a long text, with so many characters around each change."""
    short: list[Mark] = []
    for place, one in enumerate(marks):
        text = one.text
        if one.op is Op.EQUAL and len(text) > 2 * around:
            before = text[:around].rsplit(" ", 1)[0] + " " if place else ""
            after = " " + text[-around:].split(" ", 1)[-1] if place < len(marks) - 1 else ""
            text = f"{before}…{after}"
        short.append(Mark(op=one.op, text=text))
    return mark_nodes(short)


def uncertainty_note(grounds: Grounds | None, *, several: bool = False) -> list[nodes.Node]:
    """Say of a match that is not sure how certain it is, with the reasons on demand."""
    label = certainty_label(grounds, several=several)
    if grounds is None or not label:
        return []
    reasons = para(reasons_text(grounds), classes="cfp-own cfp-quiet")
    return [box(para(label), reasons, classes="cfp-fold cfp-uncertain", tag="details")]


def decision_note(verdict: str, reason: str, decided: dt.date) -> nodes.Node:
    """Show that a person ruled on a match, how, why and when."""
    return para(
        span(f"Human decision: {verdict}", classes="cfp-badge"),
        f" {reason} ({phrasing.day(decided)})",
        classes="cfp-own cfp-decision",
    )
