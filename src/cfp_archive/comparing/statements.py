"""Say in sentences how much changed. What did not happen is said too: silence could mean that nobody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.comparing.alignment import Change
from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.prose import SentenceFate
from cfp_archive.comparing.ties import Fate
from cfp_archive.phrasing import capitalised, count, listing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.composition import ListComparison

__all__ = [
    "Statement",
    "date_statements",
    "days_words",
    "list_statements",
    "people_statements",
    "prose_statements",
    "submission_statements",
]


class Statement(NamedTuple):
    """A sentence that counts something."""

    subject: str  #: what is counted: the value of a fate, or 'total', 'order'
    number: int  #: how many, 0 or more
    text: str


#: What is said of so many topics, as in 'One topic was split' and 'No topic was split'.
_VERBS = {
    Fate.SPLIT: ("was split", "were split"),
    Fate.ADDED: ("was added", "were added"),
    Fate.REMOVED: ("was removed", "were removed"),
    Fate.RETURNED: ("returned after an absence", "returned after an absence"),
}

#: What is said of so many reworded topics.
_CHANGES = {
    Change.EDITORIAL: "changed in spelling or word order only",
    Change.WIDENED: "widened",
    Change.NARROWED: "narrowed",
    Change.CHANGED: "changed in meaning",
    Change.NONE: "kept every word",  # a ruling, or the alignment, may tie topics that differ in signs alone
}


def list_statements(one: ListComparison, comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of a list's topics, kind by kind, empty kinds too."""
    old, new = len(one.old), len(one.new)
    before, after = comparison.old_title, comparison.new_title
    if not one.old or not one.new:
        holder, other, size = (after, before, new) if new else (before, after, old)
        total = f"{holder} has {count(size, 'topic')} here; {other} does not have this list."
    else:
        total = f"{before} has {count(old, 'topic')}, {after} has {_number(new)}."
    counts = one.counts
    said = [Statement("total", old + new, total)]
    said.append(Statement(Fate.UNCHANGED, counts[Fate.UNCHANGED], _unchanged(one)))
    said.append(Statement(Fate.REWORDED, counts[Fate.REWORDED], _reworded(one)))
    said.append(_plain(Fate.ADDED, counts[Fate.ADDED]))
    said.append(_plain(Fate.REMOVED, counts[Fate.REMOVED]))
    said.append(_plain(Fate.SPLIT, counts[Fate.SPLIT]))
    merged = sum(len(link.old) for link in one.of_kind(Fate.MERGED))
    said.append(Statement(Fate.MERGED, counts[Fate.MERGED], _merged(merged, counts[Fate.MERGED])))
    if regrouped := one.of_kind(Fate.REGROUPED):
        olds, news = sum(len(link.old) for link in regrouped), sum(len(link.new) for link in regrouped)
        text = f"{capitalised(count(olds, 'topic'))} were regrouped into {_number(news)}."
        said.append(Statement(Fate.REGROUPED, len(regrouped), text))
    said.append(Statement(Fate.MOVED, counts[Fate.MOVED], _moved(one)))
    said.append(_plain(Fate.RETURNED, counts[Fate.RETURNED]))
    shifted = len(one.shifted)
    said.append(Statement("order", shifted, f"{_topics(shifted)} took another place in the order."))
    return tuple(said)


def _plain(fate: Fate, number: int) -> Statement:
    one, many = _VERBS[fate]
    return Statement(fate, number, f"{_topics(number)} {one if number < 2 else many}.")


def _number(number: int) -> str:
    """Give 'two' and '13'."""
    return count(number, "-", "-").removesuffix(" -")


def _topics(number: int) -> str:
    """Give 'No topic', 'One topic', 'Two topics'."""
    return "No topic" if number == 0 else capitalised(count(number, "topic"))


def _unchanged(one: ListComparison) -> str:
    links = one.of_kind(Fate.UNCHANGED)
    text = f"{_topics(len(links))} {'is' if len(links) < 2 else 'are'} unchanged"
    editorial = sum(link.change is not Change.NONE for link in links)
    if editorial:
        which = "this one" if len(links) == 1 else f"{_number(editorial)} of them"
        text += f", {which} except for case, spaces or punctuation"
    return text + "."


def _reworded(one: ListComparison) -> str:
    links = one.of_kind(Fate.REWORDED)
    if not links:
        return "No topic was reworded."
    if len(links) == 1:
        return f"One topic was reworded: it {_CHANGES[links[0].change]}."
    sizes = {change: sum(link.change is change for link in links) for change in _CHANGES}
    said = [f"{_number(size)} {_CHANGES[change]}" for change, size in sizes.items() if size]
    return f"{_topics(len(links))} were reworded: {listing(said)}."


def _merged(topics: int, links: int) -> str:
    if not links:
        return "No topic was merged."
    return f"{capitalised(count(topics, 'topic'))} were merged into {_number(links)}."


def _moved(one: ListComparison) -> str:
    came, went = len(one.moved_in), len(one.moved_out)
    if not came and not went:
        return "No topic moved to or from another list."
    parts = []
    if came:
        parts.append(f"{count(came, 'topic')} came from another list")
    if went:
        parts.append(f"{count(went, 'topic')} went to another list")
    return capitalised(listing(parts)) + "."


def prose_statements(comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of the prose."""
    fates = [one.fate for section in comparison.sections for one in section.sentences]
    said = []
    for fate, one, many in (
        (SentenceFate.REWORDED, "was reworded", "were reworded"),
        (SentenceFate.ADDED, "was added", "were added"),
        (SentenceFate.REMOVED, "was removed", "were removed"),
        (SentenceFate.MOVED, "moved to another section", "moved to another section"),
    ):
        number = fates.count(fate)
        if fate is SentenceFate.MOVED:
            number //= 2  # each stands where it was and where it is
        subject = "No sentence" if number == 0 else capitalised(count(number, "sentence"))
        said.append(Statement(fate, number, f"{subject} {one if number < 2 else many}."))
    return tuple(said)


def date_statements(comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of the key dates."""
    dates = comparison.dates
    silent = _silent(
        "key dates",
        len(comparison.old.facts.key_dates),
        len(comparison.new.facts.key_dates),
        comparison,
    )
    if silent:
        return silent
    fates = [one.fate for one in dates]
    return (
        _fact(
            "key date",
            fates,
            FactFate.KEPT,
            "has the same place in the year",
            "have the same place in the year",
        ),
        _fact(
            "key date",
            fates,
            FactFate.CHANGED,
            "has another place in the year",
            "have another place in the year",
        ),
        _fact("key date", fates, FactFate.ADDED, "was added", "were added"),
        _fact("key date", fates, FactFate.REMOVED, "was dropped", "were dropped"),
    )


def submission_statements(comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of the submission categories."""
    silent = _silent(
        "submission categories",
        len(comparison.old.facts.submissions),
        len(comparison.new.facts.submissions),
        comparison,
    )
    if silent:
        return silent
    fates = [one.fate for one in comparison.submissions]
    many = "submission categories"
    return (
        _fact(
            "submission category", fates, FactFate.KEPT, "has the same limit", "have the same limits", many
        ),
        _fact("submission category", fates, FactFate.CHANGED, "has another limit", "have other limits", many),
        _fact("submission category", fates, FactFate.ADDED, "was added", "were added", many),
        _fact("submission category", fates, FactFate.REMOVED, "was dropped", "were dropped", many),
    )


def people_statements(comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of the people."""
    silent = _silent("people", len(comparison.old.facts.people), len(comparison.new.facts.people), comparison)
    if silent:
        return silent
    people = comparison.people
    roles, places = sum(one.other_roles for one in people), sum(one.other_affiliation for one in people)
    fates = [one.fate for one in people]
    kept, came, went = (fates.count(fate) for fate in (FactFate.KEPT, FactFate.ADDED, FactFate.REMOVED))
    return (
        Statement(
            FactFate.KEPT, kept, f"{_persons(kept)} {'has' if kept < 2 else 'have'} the same part in both."
        ),
        Statement("role", roles, f"{_persons(roles)} changed role."),
        Statement("affiliation", places, f"{_persons(places)} changed affiliation."),
        Statement(FactFate.ADDED, came, _named_in_one(came, comparison.new_title)),
        Statement(FactFate.REMOVED, went, _named_in_one(went, comparison.old_title)),
    )


def days_words(days: int) -> str:
    """Say a shift: 'the same day', 'one day later', '12 days earlier'."""
    if days == 0:
        return "the same day"
    return f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def _persons(number: int) -> str:
    return "Nobody" if number == 0 else capitalised(count(number, "person", "people"))


def _named_in_one(number: int, title: str) -> str:
    return f"{_persons(number)} {'is' if number < 2 else 'are'} named in {title} only."


def _fact(
    thing: str, fates: Sequence[FactFate], fate: FactFate, one: str, many: str, things: str = ""
) -> Statement:
    number = fates.count(fate)
    subject = f"No {thing}" if number == 0 else capitalised(count(number, thing, things))
    return Statement(fate, number, f"{subject} {one if number < 2 else many}.")


def _silent(things: str, old: int, new: int, comparison: Comparison) -> tuple[Statement, ...]:
    """Say that a call is silent on something: that is not the same as having dropped it."""
    if old and new:
        return ()
    if not old and not new:
        return (Statement("total", 0, f"Neither call gives {things}."),)
    silent, other = (
        (comparison.new_title, comparison.old_title) if old else (comparison.old_title, comparison.new_title)
    )
    text = f"{silent} gives no {things}; {other} gives {_number(old or new)}."
    return (Statement("total", old + new, text),)
