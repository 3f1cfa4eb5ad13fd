"""Words for the details of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cfp_archive.comparing.statements import days_words
from cfp_archive.phrasing import ordinal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.history import Member
    from cfp_archive.comparing.list_comparison import TopicLink
    from cfp_archive.comparing.people import PersonChange
    from cfp_archive.model import Appointment, Edition, Submission

__all__ = ["appointment_words", "heading_over", "limit_words", "moved_words", "place_words", "shift_words"]


def heading_over(topic: Member, edition: Edition) -> str:
    """Say under which heading of a nested list a topic stands now."""
    topics = edition.topic_list(topic.place.list)
    parent = topics.topics[topic.place.position].parent if topics else None
    if topics is None or parent is None:
        return "It stands under no heading now."
    return f"It stands under another heading now: {topics.topics[parent].head}."


def place_words(old: int, new: int) -> str:
    """Say which place in the order a topic took; both are 0-based."""
    return f"It was {ordinal(old + 1)} in the list and is {ordinal(new + 1)} now."


def moved_words(link: TopicLink, comparison: Comparison) -> list[str]:
    """Say which members of a link stand in other lists than the first older one."""
    labels = {one.name: one.label for one in comparison.lists}
    home = link.old[0].place.list
    strangers = [one for one in (*link.old[1:], *link.new) if one.place.list != home]
    if len(link.old) == len(link.new) == 1 and strangers:
        return [f"From the list '{labels[home]}' to the list '{labels[strangers[0].place.list]}'."]
    return [f"'{one.head}' stands in the list '{labels[one.place.list]}'." for one in strangers]


def shift_words(days: int) -> str:
    """Say by how much a date lies elsewhere in its edition's year."""
    return "the same day of the year" if days == 0 else f"{days_words(days)} in the year"


def limit_words(one: Submission | None) -> str:
    """Give the page limit of a category as printed, or in the usual words; empty if there is none."""
    if one is None:
        return ""
    if one.printed:
        return one.printed
    if one.pages is None:
        return "no limit stated"
    least, most = one.pages
    span = f"{least}" if least == most else f"{least}–{most}"
    return f"{span} {'page' if span == '1' else 'pages'}"


def appointment_words(appointments: Sequence[Appointment], change: PersonChange) -> str:
    """Give a person's roles, with the affiliation if that is what changed or nothing else tells the two apart."""
    words = []
    for one in appointments:
        affiliation = one.affiliation if change.other_affiliation or not (change.old and change.new) else None
        words.append(", ".join(filter(None, (one.role, affiliation))))
    return "; ".join(words)
