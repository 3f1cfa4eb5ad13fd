"""The words and signs for what a comparison finds: one vocabulary for the pages, the files and the terminal."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from cfp_archive.comparing.alignment import Certainty, RewordingKind
from cfp_archive.comparing.facts import FactFate
from cfp_archive.comparing.prose import SentenceChange, SentenceFate
from cfp_archive.comparing.text import same_text
from cfp_archive.comparing.ties import Fate
from cfp_archive.phrasing import count, in_words, listing, ordinal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cfp_archive.comparing.alignment import Grounds
    from cfp_archive.comparing.comparison import Comparison
    from cfp_archive.comparing.facts import DateChange
    from cfp_archive.comparing.history import Member
    from cfp_archive.comparing.list_comparison import TopicLink
    from cfp_archive.comparing.people import PersonChange
    from cfp_archive.comparing.prose import SectionChange
    from cfp_archive.model import Appointment, Edition, Submission

__all__ = [
    "CHANGE_WORDS",
    "FACT_FATES",
    "NOT_IN_CALL",
    "OPENING",
    "REST_OF_TEXT",
    "SENTENCE_FATES",
    "SIGNS",
    "certainty_label",
    "days_words",
    "difference_words",
    "differences",
    "heading_over",
    "limit_words",
    "link_words",
    "moved_away_words",
    "moved_here_words",
    "moved_words",
    "only_in_words",
    "part_words",
    "person_words",
    "place_words",
    "reasons_text",
    "role_words",
    "section_words",
    "sentences_words",
    "shift_words",
    "text_words",
]

#: A sign for each fate, so that colour never says anything alone; all are in every font. '<' opens as a split does.
SIGNS = {
    Fate.UNCHANGED: "=",
    Fate.REWORDED: "~",
    Fate.SPLIT: "<",
    Fate.MERGED: ">",
    Fate.REGROUPED: "×",
    Fate.MOVED: "→",
    Fate.RETURNED: "↺",
    Fate.ADDED: "+",
    Fate.REMOVED: "−",
}
#: Facts and sentences have the signs, and the colours, of topics.
FACT_FATES = {
    FactFate.KEPT: Fate.UNCHANGED,
    FactFate.CHANGED: Fate.REWORDED,
    FactFate.ADDED: Fate.ADDED,
    FactFate.REMOVED: Fate.REMOVED,
}
SENTENCE_FATES = {
    SentenceFate.UNCHANGED: Fate.UNCHANGED,
    SentenceFate.REWORDED: Fate.REWORDED,
    SentenceFate.ADDED: Fate.ADDED,
    SentenceFate.REMOVED: Fate.REMOVED,
    SentenceFate.MOVED: Fate.MOVED,
}

#: How certain a match is, where it is not sure: of one topic as one, and of a split, merge or regrouping.
_CERTAINTY_LABELS = {
    Certainty.LIKELY: ("Likely the same topic", "Likely the same topics"),
    Certainty.CHECK: ("Perhaps the same topic", "Perhaps the same topics"),
}

#: What happened to a wording, as in 'broadened since 2021'.
CHANGE_WORDS = {
    RewordingKind.NONE: "reworded",  # a ruling, or the alignment, may tie topics that differ in signs alone
    RewordingKind.MINOR: "reworded slightly",
    RewordingKind.BROADENED: "broadened",
    RewordingKind.NARROWED: "narrowed",
    RewordingKind.CHANGED: "reworded",
}

#: What is said of a fact that one of two calls gives, for the other.
NOT_IN_CALL = "not in the call"
#: Headings: of the prose that is compared, and of what stands before a call's first heading.
REST_OF_TEXT, OPENING = "The rest of the text", "The opening"

_MARKS = {",": "comma", ".": "full stop", ";": "semicolon", ":": "colon", "-": "hyphen", "/": "slash"}
#: Roles whose last word is certainly the plural of what one person is.
_PLURAL_ROLE = re.compile(
    r"(?:^|[\s-])(?:chairs|organi[sz]ers|members|editors|coordinators|advis[eo]rs|speakers|managers|chairmen)$",
    re.IGNORECASE,
)


class _Changed(Protocol):
    """A link of topics, or how a topic stands to another edition."""

    @property
    def change(self) -> RewordingKind: ...
    @property
    def text_changed(self) -> bool: ...


# Topics


def link_words(link: TopicLink) -> str:
    """Say what became of linked topics: 'unchanged but for a comma', 'kept, its text broadened', 'split into two'."""
    old, new = len(link.old), len(link.new)
    change = CHANGE_WORDS[link.change]
    match link.kind:
        case Fate.UNCHANGED if link.text_changed:
            return f"kept, {text_words(link)}"
        case Fate.UNCHANGED:
            difference = difference_words(link.old[0].text, link.new[0].text)
            return f"unchanged but for {difference}" if difference else "unchanged"
        case Fate.SPLIT:
            return f"split into {in_words(new)}"
        case Fate.MERGED:
            return f"{in_words(old)} merged into one"
        case Fate.REGROUPED:
            return f"{in_words(old)} regrouped into {in_words(new)}"
        case Fate.MOVED:
            return (
                "moved" if link.change in {RewordingKind.NONE, RewordingKind.MINOR} else f"moved and {change}"
            )
        case _:
            return change


def text_words(one: _Changed) -> str:
    """Say what happened to the description of a topic that was kept by its title: 'its text broadened'."""
    return f"its text {CHANGE_WORDS[one.change]}" if one.text_changed else ""


def difference_words(old: str, new: str) -> str:
    """Say in what two wordings of one meaning differ: 'a comma', 'case', 'spaces and punctuation', 'spelling ...'.

    :returns: nothing for equal texts.
    """
    return listing(differences(old, new))


def differences(old: str, new: str) -> list[str]:
    """Give the sorts of differences between two wordings of one meaning: see `difference_words`."""
    if old == new:
        return []
    old, new = (unicodedata.normalize("NFKC", text) for text in (old, new))
    if not same_text(old, new):
        return ["spelling or word order"]
    found = []
    letters = [_only(text, str.isalnum) for text in (old, new)]
    if letters[0] != letters[1]:
        found.append("case")
    folded = [text.casefold() for text in (old, new)]
    before, after = (" ".join(_only(text, _is_word_or_space).split()) for text in folded)
    if before != after:
        found.append("spaces")
    before, after = ("".join(text.split()) for text in folded)
    if before != after:
        found.append(_punctuation(before, after))
    return found or ["the form of letters"]


def _only(text: str, test: Callable[[str], bool]) -> str:
    return "".join(filter(test, text))


def _is_word_or_space(char: str) -> bool:
    return char.isalnum() or char.isspace()


def _punctuation(old: str, new: str) -> str:
    """Name the marks that one of two texts has more, if they are of one usual sort."""
    marks = [Counter(char for char in text if not char.isalnum()) for text in (old, new)]
    more = (marks[0] - marks[1]) + (marks[1] - marks[0])
    name = _MARKS.get(next(iter(more))) if len(more) == 1 else None
    if name is None:
        return "punctuation"
    return f"a {name}" if more.total() == 1 else f"{name}s"


def certainty_label(grounds: Grounds | None, *, several: bool = False) -> str:
    """Return how certain a match is, as in 'Likely the same topic'; empty for one that is sure, and for none.

    :param several: the match is a split, a merge or a regrouping.
    """
    labels = _CERTAINTY_LABELS.get(grounds.certainty) if grounds else None
    return labels[several] if labels else ""


def reasons_text(grounds: Grounds) -> str:
    """Return why topics are matched: the rarest words that both have, and the share of each that the other has."""
    shares = (
        f"By weight, {grounds.old_held:.0%} of the older wording is in the newer one, "
        f"and {grounds.new_held:.0%} of the newer in the older."
    )
    if not grounds.shared_words:
        return f"No word is the same in both, some are related. {shares}"
    return f"Words in both: {', '.join(grounds.shared_words)}. {shares}"


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


# Prose


def section_words(heading: str | None) -> str:
    """Name a section by its heading; what stands before any is the opening."""
    return heading or OPENING


def only_in_words(title: str, sections: Iterable[SectionChange]) -> str:
    """Name the sections that one call alone has: 'Only in ScaDL 2021: Format, Program Committee'."""
    return f"Only in {title}: {', '.join(section_words(one.heading) for one in sections)}"


def sentences_words(sentences: Sequence[SentenceChange]) -> str:
    """Count sentences, and lines, which are no sentences: 'two sentences and one line'."""
    lines = sum(one.is_line for one in sentences)
    told = [(len(sentences) - lines, "sentence"), (lines, "line")]
    return listing([count(size, noun) for size, noun in told if size]) or "no sentence"


def moved_away_words(sentences: Sequence[SentenceChange]) -> str:
    """Say where neighbouring sentences went that stand in another section now: "three sentences now under 'Scope'"."""
    return f"{sentences_words(sentences)} now under '{section_words(sentences[0].elsewhere)}'"


def moved_here_words(sentences: Sequence[SentenceChange]) -> str:
    """Say where neighbouring sentences stood that came from another section: "moved here from 'Scope'"."""
    return f"moved here from '{section_words(sentences[0].elsewhere)}'"


# Dates, categories, people


def days_words(days: int) -> str:
    """Say a shift: 'the same day', 'one day later', '12 days earlier'."""
    if days == 0:
        return "the same day"
    return f"{count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


def shift_words(one: DateChange) -> str:
    """Say how a date moved, within the year and in all: '18 days later in the year (383 days later)'."""
    if one.shift is None or one.shift_in_year is None:
        return ""
    if one.shift == one.shift_in_year:
        return days_words(one.shift)
    in_year = "the same day of the year" if one.shift_in_year == 0 else ""
    return f"{in_year or f'{days_words(one.shift_in_year)} in the year'} ({days_words(one.shift)})"


def limit_words(one: Submission | None) -> str:
    """Give the page limit of a category as printed, or in the usual words; empty if there is no such category."""
    if one is None:
        return ""
    if one.printed:
        return one.printed
    if one.pages is None:
        return "no limit stated"
    least, most = one.pages
    span = f"{least}" if least == most else f"{least}–{most}"
    return f"{span} {'page' if span == '1' else 'pages'}"


def role_words(role: str) -> str:
    """Give a role as one person has it: 'General Chair' for 'General Chairs'; as printed where that is not certain."""
    if _PLURAL_ROLE.search(role):
        return role[:-2] + "an" if role.casefold().endswith("chairmen") else role[:-1]
    return f"{role} member" if role.casefold().endswith("committee") else role


def part_words(appointments: Sequence[Appointment]) -> str:
    """Give a person's roles with affiliation and country as printed: 'Web Chair (Harbour College, Norland)'."""
    told: dict[str, list[str]] = {}
    for one in appointments:
        told.setdefault(_where(one), []).append(role_words(one.role))
    return listing([f"{listing(roles)}{where}" for where, roles in told.items()])


def _where(one: Appointment) -> str:
    words = ", ".join(filter(None, (one.affiliation, one.country)))
    return f" ({words})" if words else ""


def person_words(one: PersonChange, comparison: Comparison) -> str:
    """Say what a person does in two editions: 'Web Chair in 2019, General Chair in 2021 (Harbour College, Norland)'."""
    old, new = comparison.old.key, comparison.new.key
    if not one.old or not one.new:
        return f"{_part_in(one.new or one.old, new if one.new else old)}"
    if part_words(one.old) == part_words(one.new):
        return _part_in(one.new, "both")
    places = {_where(appointment) for appointment in (*one.old, *one.new)}
    if len(places) == 1:
        before, after = (
            listing([role_words(appointment.role) for appointment in side]) for side in (one.old, one.new)
        )
        if before == after:
            return f"{after} in both{places.pop()}"
        return f"{before} in {old}, {after} in {new}{places.pop()}"
    return f"{_part_in(one.old, old)}, {_part_in(one.new, new)}"


def _part_in(appointments: Sequence[Appointment], when: str) -> str:
    """Put the year behind the role, before the place: 'Web Chair in 2019 (Harbour College)'."""
    places = {_where(one) for one in appointments}
    roles = listing([role_words(one.role) for one in appointments])
    return f"{roles} in {when}{places.pop()}" if len(places) == 1 else f"{part_words(appointments)} in {when}"
