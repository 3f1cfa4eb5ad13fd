"""Labels for what became of topics, and changed words marked in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import messages
from cfp_archive.comparing.alignment import Certainty, RewordingKind
from cfp_archive.comparing.correspondence import message_of
from cfp_archive.comparing.kinds import ChangeKind
from cfp_archive.comparing.words import Mark, Op, shown_marks, word_marks
from cfp_archive.report.build import decision_text
from cfp_archive.sphinxext.elements import box, bullets, para, span, xref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.history import Standing, TopicStanding
    from cfp_archive.model import Decision
    from cfp_archive.report import Match
    from cfp_archive.site import Site


_UNSURE = {Certainty.LIKELY: messages.LABEL_LIKELY, Certainty.CHECK: messages.LABEL_UNCERTAIN}


def render_topic_marks(site: Site, docname: str, argument: str) -> list[nodes.Node]:
    """Make the line above a list that says what its labels compare with; then the labels of each topic, its anchor as id."""
    edition = site.edition_at(docname)
    standings = site.history.standings(argument, edition.key)
    if not standings:
        return []
    before = {site.history.graph.before(argument, edition.key)} - {None}
    after = {site.history.graph.after(argument, edition.key)} - {None}
    lead: list[str] = []
    for keys, message in ((before, messages.LABELS_COMPARE), (after, messages.LABELS_LOOK_AHEAD)):
        titles = [site.archive.short_title(one) for key in keys if (one := site.archive.edition(str(key)))]
        if titles and not lead:
            lead.append(message(edition=titles[0]))
    note = para(*lead, classes="cfp-own cfp-quiet cfp-labels-note")
    return [note, *(_mark(site, one) for one in standings)]


def _mark(site: Site, topic: TopicStanding) -> nodes.inline:
    """Make the labels of what differs; none where nothing does."""
    said: list[tuple[ChangeKind, str]] = []
    for standing, later in ((topic.before, False), (topic.after, True)):
        if standing is None or is_same(standing):
            continue
        kind, label = change_of(site, standing, later=later)
        label = messages.IN_YEAR(label=label, year=standing.edition) if later else label
        certainty = standing.grounds.certainty if standing.grounds else Certainty.SURE
        said.append((kind, _UNSURE[certainty](label=label) if certainty in _UNSURE else label))
    made = span(" ", classes="cfp-own cfp-marks")
    for kind, label in said:
        made += xref("topic", topic.topic.key, f"{kind.symbol} {label}", classes=f"cfp-mark cfp-{kind.style}")
        made += nodes.Text(" ")
    made["cfp_topic"] = topic.topic.key
    made["ids"] = [f"topic-{topic.topic.key}"]
    return made


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
    """Return what changed in a long text, with so many characters around each change."""
    short: list[Mark] = []
    for place, one in enumerate(marks):
        text = one.text
        if one.op is Op.EQUAL and len(text) > 2 * around:
            before = text[:around].rsplit(" ", 1)[0] + " " if place else ""
            after = " " + text[-around:].split(" ", 1)[-1] if place < len(marks) - 1 else ""
            text = f"{before}…{after}"
        short.append(Mark(op=one.op, text=text))
    return mark_nodes(short)


def match_note(match: Match | None) -> list[nodes.Node]:
    """Show that a match is not sure, with the reasons on demand; nothing for a sure one."""
    if match is None:
        return []
    reasons = bullets([[para(reason)] for reason in match.reasons], classes="cfp-same")
    return [box(para(match.label), reasons, classes="cfp-own cfp-fold cfp-uncertain", tag="details")]


def decision_note(decision: Decision) -> nodes.Node:
    """Show that a person decided on a match, how, why and when."""
    return para(decision_text(decision), classes="cfp-own cfp-decision")
