"""Say in sentences how much changed. What did not happen is said too: silence could mean that nobody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cfp_archive.comparing.alignment import RewordingKind
from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.prose import SentenceFate
from cfp_archive.comparing.ties import Fate
from cfp_archive.comparing.wording import CHANGE_WORDS, days_words, differences, sentences_words
from cfp_archive.phrasing import capitalised, count, in_words, listing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.composition import ListComparison, TopicLink
    from cfp_archive.model import Edition

__all__ = [
    "HELD_TEXT",
    "Statement",
    "date_statements",
    "days_words",
    "list_statements",
    "people_statements",
    "prose_statements",
    "submission_statements",
]

#: A call may be held in part. Said once, where sections stand in one call alone.
HELD_TEXT = "A held text may be shorter than the call was: what it leaves out need not have been dropped."


class Statement(NamedTuple):
    """A sentence that counts something."""

    subject: str  #: 'total': the sizes and what happened; 'none': what did not happen; else what it is about
    number: int  #: how many, 0 or more; for 'none', how many sorts of change did not happen
    text: str


# Topic lists


def list_statements(one: ListComparison, comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of a list's topics: what happened, what did not, and the order."""
    told = _fates(one)
    happened = [text for _, _, text in told if text]
    missing = [verb for _, verb, text in told if not text]
    total = len(one.old) + len(one.new)
    if not one.old or not one.new:
        return _one_sided(one, comparison, total)
    sizes = _sizes(one, comparison)
    said = [Statement("total", total, f"{sizes}: {', '.join(happened)}." if happened else f"{sizes}.")]
    shifted, headings = len(one.shifted), sum(link.other_heading for link in one.links)
    same_order = "" if shifted else "the order is the same"
    if missing:
        end = f", and {same_order}" if same_order else ""
        said.append(Statement("none", len(missing), f"None was {listing(missing, 'or')}{end}."))
    if shifted or not missing:
        text = f"{_topics(shifted)} took another place in the order."
        said.append(Statement("order", shifted, text if shifted else f"{capitalised(same_order)}."))
    if headings:
        verb = "stands" if headings == 1 else "stand"
        said.append(Statement("headings", headings, f"{_topics(headings)} {verb} under another heading."))
    return tuple(said)


def _one_sided(one: ListComparison, comparison: Comparison, total: int) -> tuple[Statement, ...]:
    """Say that one call lacks the list, and what came from elsewhere or went there."""
    new = bool(one.new)
    holder, other = comparison.new_title, comparison.old_title
    edition = comparison.new
    if not new:
        holder, other, edition = other, holder, comparison.old
    size = _size(one, edition, "entry" if _headings(one, edition) else "topic")
    said = [Statement("total", total, f"{holder} has {size} here; {other} does not have this list.")]
    told = _fates(one)
    if happened := [text for fate, _, text in told if text and fate not in {Fate.ADDED, Fate.REMOVED}]:
        said.append(Statement("fates", len(happened), f"{capitalised(listing(happened))}."))
    return tuple(said)


def _sizes(one: ListComparison, comparison: Comparison) -> str:
    """Give the sizes of both lists; headings of a nested list are no topics like the others."""
    editions = (comparison.old, comparison.new)
    nested = any(_headings(one, edition) for edition in editions)
    before, after = (_size(one, edition, "entry" if nested else "topic") for edition in editions)
    if not nested:
        after = in_words(len(one.new))
    separator = ";" if nested else ","
    return f"{comparison.old_title} has {before}{separator} {comparison.new_title} has {after}"


def _size(one: ListComparison, edition: Edition, noun: str) -> str:
    members = one.new if one.new and one.new[0].place.edition == edition.key else one.old
    size = count(len(members), noun, "entries" if noun == "entry" else "")
    headings = _headings(one, edition)
    if not headings:
        return size
    return f"{size}, {in_words(headings)} of them {'a heading' if headings == 1 else 'headings'}"


def _headings(one: ListComparison, edition: Edition) -> int:
    topics = edition.topic_list(one.name)
    return len({topic.parent for topic in topics.topics} - {None}) if topics else 0


_FATES = (
    Fate.UNCHANGED,
    Fate.REWORDED,
    Fate.ADDED,
    Fate.REMOVED,
    Fate.SPLIT,
    Fate.MERGED,
    Fate.REGROUPED,
    Fate.MOVED,
    Fate.RETURNED,
)


def _fates(one: ListComparison) -> list[tuple[Fate, str, str]]:
    """Give with each fate the word for its absence, and what is said of those topics, empty if there are none."""
    counts = one.counts
    merged = sum(len(link.old) for link in one.of_kind(Fate.MERGED))
    told = {
        Fate.UNCHANGED: ("kept", _kept(one)),
        Fate.REWORDED: ("reworded", _reworded(one)),
        Fate.MERGED: ("merged", f"{in_words(merged)} merged into {in_words(counts[Fate.MERGED])}"),
        Fate.REGROUPED: ("regrouped", _regrouped(one)),
        Fate.MOVED: ("moved", _moved(one)),
    }
    rest = {fate: (fate.value, f"{in_words(counts[fate])} {fate.value}") for fate in _FATES}
    return [
        (fate, word, text if counts[fate] else "")
        for fate, (word, text) in ((fate, told.get(fate, rest[fate])) for fate in _FATES)
        if fate is not Fate.REGROUPED or counts[fate]  # too rare for its absence to be missed
    ]


def _topics(size: int) -> str:
    """Give 'No topic', 'One topic', 'Two topics'."""
    return "No topic" if size == 0 else capitalised(count(size, "topic"))


def _kept(one: ListComparison) -> str:
    """Say how many topics are unchanged, and of how many of these the text is another, if only by a comma."""
    links = one.of_kind(Fate.UNCHANGED)
    texts = [link for link in links if link.text_changed]
    editorial = [link for link in links if link.change is RewordingKind.MINOR]
    notes = []
    for change in dict.fromkeys(link.change for link in texts):
        size = sum(link.change is change for link in texts)
        word = CHANGE_WORDS[change]
        article = "an" if word[0] in "aeiou" else "a"
        noun = f"with {article} {word} text" if size == 1 else f"with {word} texts"
        notes.append(f"{in_words(size)} {noun}")
    if editorial:
        notes.append(f"{in_words(len(editorial))} but for {_differences(editorial)}")
    said = f"{in_words(len(links))} {'kept' if texts else 'unchanged'}"
    if len(links) == 1 and notes:
        return f"{said} {notes[0].removeprefix('one ')}"
    return f"{said} ({', '.join(notes)})" if notes else said


def _differences(links: Iterable[TopicLink]) -> str:
    """Say in what topics differ that are the same: 'a comma', 'case or punctuation'."""
    found = [kind for link in links for kind in differences(link.old[0].text, link.new[0].text)]
    kinds = list(dict.fromkeys(found))
    marks = [kind for kind in kinds if kind not in _SORTS]
    if len(marks) > 1 or (marks and len(kinds) > 1):
        kinds = [sort for sort in _SORTS if sort in kinds or sort == "punctuation"]
    return listing(kinds, "or")


_SORTS = ("case", "spaces", "punctuation", "spelling or word order")


def _reworded(one: ListComparison) -> str:
    links = one.of_kind(Fate.REWORDED)
    words = [CHANGE_WORDS[change] for change in _CHANGES]
    sizes = {word: sum(CHANGE_WORDS[link.change] == word for link in links) for word in dict.fromkeys(words)}
    return ", ".join(f"{in_words(size)} {word}" for word, size in sizes.items() if size)


_CHANGES = (RewordingKind.BROADENED, RewordingKind.NARROWED, RewordingKind.CHANGED, RewordingKind.MINOR)


def _regrouped(one: ListComparison) -> str:
    links = one.of_kind(Fate.REGROUPED)
    olds, news = sum(len(link.old) for link in links), sum(len(link.new) for link in links)
    return f"{in_words(olds)} regrouped into {in_words(news)}"


def _moved(one: ListComparison) -> str:
    came, went = len(one.moved_in), len(one.moved_out)
    parts = []
    if came:
        parts.append(f"{in_words(came)} moved here from another list")
    if went:
        parts.append(f"{in_words(went)} moved to another list")
    return ", ".join(parts)


# Prose


def prose_statements(comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of the sentences of sections that both calls have, and the sections of one call alone."""
    found = [one for section in comparison.sections if section.in_both for one in section.sentences]
    everywhere = [one for section in comparison.sections for one in section.sentences]
    told: list[str] = []
    missing: list[str] = []
    for fate, word, sentences in (
        (SentenceFate.REWORDED, "was reworded", found),
        (SentenceFate.ADDED, "was added", found),
        (SentenceFate.REMOVED, "was removed", found),
        (SentenceFate.MOVED, "moved to another section", everywhere),
    ):
        here = [
            one
            for one in sentences
            if one.fate is fate and (fate is not SentenceFate.MOVED or one.new is not None)
        ]
        if not here:
            missing.append(word)
            continue
        verb = word.replace("was ", "were ") if len(here) > 1 else word
        again = told and not any(one.is_line for one in found)  # the noun stands once, if there is but one
        told.append(f"{in_words(len(here)) if again else sentences_words(here)} {verb}")
    said = []
    if told:
        said.append(Statement("total", len(told), f"{capitalised(', '.join(told))}."))
    if missing:
        passive = [word.removeprefix("was ") for word in missing if word.startswith("was ")]
        active = [word for word in missing if not word.startswith("was ")]
        words = ", or ".join(filter(None, (f"was {listing(passive, 'or')}" if passive else "", *active)))
        said.append(Statement("none", len(missing), f"No sentence {words}."))
    alone = [
        (sum(section.old_heading is None for section in comparison.sections), comparison.new_title),
        (sum(section.new_heading is None for section in comparison.sections), comparison.old_title),
    ]
    said += [
        Statement("sections", size, f"{capitalised(count(size, 'section'))} {_stand(size)} only in {title}.")
        for size, title in alone
        if size
    ]
    if any(size for size, _ in alone):
        said.append(Statement("held", 1, HELD_TEXT))
    return tuple(said)


def _stand(size: int) -> str:
    return "stands" if size == 1 else "stand"


# Facts


def date_statements(comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of the key dates."""
    silent = _silent(
        "key dates", len(comparison.old.facts.key_dates), len(comparison.new.facts.key_dates), comparison
    )
    fates = [one.fate for one in comparison.dates]
    kept = ("has the same place in the year", "have the same place in the year")
    changed = ("has another place in the year", "have another place in the year")
    return silent or _facts(fates, ("key date", "key dates"), kept, changed, comparison)


def submission_statements(comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of the submission categories."""
    silent = _silent(
        "submission categories",
        len(comparison.old.facts.submissions),
        len(comparison.new.facts.submissions),
        comparison,
    )
    fates = [one.fate for one in comparison.submissions]
    nouns = ("submission category", "submission categories")
    kept, changed = ("has the same limit", "have the same limits"), ("has another limit", "have other limits")
    return silent or _facts(fates, nouns, kept, changed, comparison)


def _facts(
    fates: Sequence[FactFate],
    nouns: tuple[str, str],
    kept: tuple[str, str],
    changed: tuple[str, str],
    comparison: Comparison,
) -> tuple[Statement, ...]:
    return _counted(
        (
            (fates.count(FactFate.KEPT), *kept),
            (fates.count(FactFate.CHANGED), *changed),
            (fates.count(FactFate.ADDED), *_only_in(comparison.new_title)),
            (fates.count(FactFate.REMOVED), *_only_in(comparison.old_title)),
        ),
        nouns,
        f"No {nouns[0]}",
    )


def _only_in(title: str) -> tuple[str, str]:
    return f"stands only in {title}", f"stand only in {title}"


def people_statements(comparison: Comparison) -> tuple[Statement, ...]:
    """Count what became of the people."""
    silent = _silent("people", len(comparison.old.facts.people), len(comparison.new.facts.people), comparison)
    people = comparison.people
    fates = [one.fate for one in people]
    old, new = comparison.old_title, comparison.new_title
    return silent or _counted(
        (
            (fates.count(FactFate.KEPT), "has the same part in both", "have the same part in both"),
            (sum(one.other_roles for one in people), "changed role", "changed role"),
            (sum(one.other_affiliation for one in people), "changed affiliation", "changed affiliation"),
            (fates.count(FactFate.ADDED), f"is named only in {new}", f"are named only in {new}"),
            (fates.count(FactFate.REMOVED), f"is named only in {old}", f"are named only in {old}"),
        ),
        ("person", "people"),
        "Nobody",
    )


def _counted(
    told: Iterable[tuple[int, str, str]], nouns: tuple[str, str], nobody: str
) -> tuple[Statement, ...]:
    """Say what happened in one sentence, the noun once, and what did not in another."""
    told = list(told)
    said, noun = [], nouns
    for size, one, many in told:
        if size:
            what = count(size, *noun) if noun[0] else in_words(size)
            said.append(f"{what} {one if size == 1 else many}")
            noun = ("", "")
    missing = [one for size, one, _ in told if not size]
    made = []
    if said:
        total = sum(size for size, _, _ in told)
        made.append(Statement("total", total, f"{capitalised(', '.join(said))}."))
    if missing:
        made.append(Statement("none", len(missing), f"{nobody} {listing(missing, 'or')}."))
    return tuple(made)


def _silent(things: str, old: int, new: int, comparison: Comparison) -> tuple[Statement, ...]:
    """Say that a call is silent on something: that is not the same as having dropped it."""
    if old and new:
        return ()
    if not old and not new:
        return (Statement("total", 0, f"Neither call gives {things}."),)
    silent, other = (
        (comparison.new_title, comparison.old_title) if old else (comparison.old_title, comparison.new_title)
    )
    text = f"{silent} gives no {things}; {other} gives {in_words(old or new)}."
    return (Statement("total", old + new, text),)
