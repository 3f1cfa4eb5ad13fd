"""The topics of two editions, list by list, with changed words marked in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from cfp_archive import phrasing
from cfp_archive.comparing.alignment import RewordingKind
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.wording import SIGNS, heading_over, link_words, moved_words
from cfp_archive.sphinxext.elements import Content, box, bullets, para, span, xref
from cfp_archive.sphinxext.render.marks import change_words, decision_note, mark_nodes, uncertainty_note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.composition import ListComparison, Return, TopicLink
    from cfp_archive.comparing.history import Member
    from cfp_archive.model import Decision


def topic_parts(one: ListComparison, comparison: Comparison) -> list[nodes.Node]:
    """Show what became of a list: changes in the newer list's order, what left, and the unchanged folded away."""
    if not one.old or not one.new:
        holder = comparison.new_title if one.new else comparison.old_title
        lines: list[list[nodes.Node]] = [
            [para(member.text, classes="cfp-words")] for member in one.new or one.old
        ]
        return [
            para(f"Only {holder} has this list.", classes="cfp-own cfp-quiet"),
            _folded("Its topics", lines),
        ]
    entries: list[tuple[int, nodes.Node]] = []
    same: list[list[nodes.Node]] = []
    for link in one.links:
        place = min(
            (member.place.position for member in link.new if member.place.list == one.name),
            default=len(one.new),
        )
        if link.kind is Fate.UNCHANGED and not (link.other_heading or link.text_changed):
            same.append([_unchanged(link)])
        else:
            entries.append((place, _changed(link, comparison)))
    entries += [(member.place.position, _entry(Fate.ADDED, [_topic(member)])) for member in one.added]
    entries += [(back.topic.place.position, _returned(back)) for back in one.returned]
    entries.sort(key=lambda entry: entry[0])
    shown = [made for _place, made in entries]
    shown += [_entry(Fate.REMOVED, [_topic(member)]) for member in one.removed]
    made: list[nodes.Node] = (
        [box(*shown, classes="cfp-diff")]
        if shown
        else [para("No topic changed.", classes="cfp-own cfp-quiet")]
    )
    made += [_ruled(decision) for decision in one.rulings]
    if one.shifted:
        moved = phrasing.listing([f"“{link.new[0].head}”" for link in one.shifted[:5]])
        more = f" and {len(one.shifted) - 5} more" if len(one.shifted) > 5 else ""
        made.append(para(f"In another place of the list: {moved}{more}.", classes="cfp-own cfp-quiet"))
    if same:
        made.append(_folded(phrasing.capitalised(phrasing.count(len(same), "unchanged topic")), same))
    return made


def _folded(title: str, lines: list[list[nodes.Node]]) -> nodes.Node:
    return box(para(title), bullets(lines, classes="cfp-same"), classes="cfp-fold", tag="details")


def _entry(kind: Fate, lines: Sequence[Sequence[Content]], *notes: nodes.Node) -> nodes.Node:
    sign = span(SIGNS[kind], classes=f"cfp-sign cfp-{kind.value}")
    words: list[nodes.Node] = [para(*line, classes="cfp-words") for line in lines]
    first = words[0]
    assert isinstance(first, nodes.paragraph)
    first.insert(0, [sign, nodes.Text(" ")])
    return box(*words, *notes, classes=f"cfp-entry cfp-entry-{kind.value}")


def _topic(member: Member) -> list[Content]:
    """Give a topic's words, its title as a link to its history."""
    rest = member.text[len(member.head) :] if member.text.startswith(member.head) else ""
    return (
        [xref("topic", member.key, member.head), rest] if rest else [xref("topic", member.key, member.head)]
    )


def _unchanged(link: TopicLink) -> nodes.Node:
    words = [link.new[0].head] if link.change is RewordingKind.NONE else mark_nodes(link.marks)
    return para(xref("topic", link.new[0].key, *words), classes="cfp-words")


def _changed(link: TopicLink, comparison: Comparison) -> nodes.Node:
    notes = [_how(link), *uncertainty_note(link.grounds, several=len(link.old) + len(link.new) > 2)]
    notes += [para(words, classes="cfp-own cfp-quiet") for words in _places(link, comparison)]
    notes += [_ruled(decision) for decision in link.decisions]
    if link.kind in {Fate.REWORDED, Fate.UNCHANGED, Fate.MOVED}:
        return _entry(link.kind, [mark_nodes(link.marks)], *notes)
    olds = [[span("was ", classes="cfp-own cfp-quiet"), *_topic(member)] for member in link.old]
    news = [[span("now ", classes="cfp-own cfp-quiet"), *_topic(member)] for member in link.new]
    return _entry(link.kind, [*olds, *news], *notes)


def _places(link: TopicLink, comparison: Comparison) -> list[str]:
    """Say which topics stand in another list, or under another heading, than before."""
    said = moved_words(link, comparison)
    if link.other_heading:
        said += [heading_over(one, comparison.new) for one in link.new]
    return said


def _how(link: TopicLink) -> nodes.Node:
    said = [link_words(link)]
    if link.via:
        said.append(f"followed through {phrasing.listing(link.via)}")
    history: list[Content] = [" · ", xref("topic", link.new[0].key, "history")] if len(link.new) == 1 else []
    return para(" · ".join(said), *history, classes="cfp-own cfp-quiet")


def _returned(back: Return) -> nodes.Node:
    note = f"back again, last in {back.edition}"
    words = change_words(back.change)
    return _entry(
        Fate.RETURNED,
        [mark_nodes(back.marks)],
        para(
            note + (f", {words} since" if words else ""),
            " · ",
            xref("topic", back.topic.key, "history"),
            classes="cfp-own cfp-quiet",
        ),
        *uncertainty_note(back.grounds),
        *(_ruled(decision) for decision in back.decisions),
    )


def _ruled(decision: Decision) -> nodes.Node:
    return decision_note(decision.verdict.value, decision.reason, decision.decided)
