"""What a comparison's JSON holds: the types from which its published schema and the description of its fields are made."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from typing_extensions import TypedDict  # pydantic needs this one below Python 3.12

from cfp_archive.comparing.correspondence import ChangeKind, RewordingKind, Rule
from cfp_archive.comparing.words import Op
from cfp_archive.model import DateKind, Outcome

__all__ = ["VERSION", "ChangeData", "ComparisonData", "EntryData", "LineData", "SectionData"]

#: A later version that only adds fields keeps the number.
VERSION: Final = 2


class EditionName(TypedDict):
    """One of the two editions."""

    key: Annotated[str, Field(description="Its key.")]
    title: Annotated[str, Field(description="As readers see it: 'ScaDL 2021'.")]


class LineData(TypedDict):
    """A call's words, with what changed marked."""

    marks: Annotated[
        list[tuple[Op, str]],
        Field(
            description="Runs of characters, spaces included: equal, delete (older only) or insert (newer only)."
        ),
    ]
    topic: Annotated[str, Field(description="Key of the topic.")]
    edition: Annotated[
        str, Field(description="Key of the edition whose words these are, where an entry has lines of both.")
    ]


class MatchNote(TypedDict):
    """How certain a match of topics is, where it is not sure."""

    label: Annotated[str, Field(description="As readers see it: 'Likely the same topic'.")]
    reasons: Annotated[list[str], Field(description="Why, in sentences.")]


class SpanData(TypedDict):
    """Days, both included."""

    start: dt.date
    end: dt.date


class PlaceData(TypedDict):
    """Where a topic is listed."""

    list: Annotated[str, Field(description="Name of the list.")]
    edition: Annotated[str, Field(description="Key of the edition.")]
    position: Annotated[int, Field(description="Place in the list, from 0.")]


class ThingData(TypedDict, total=False):
    """What a call has: a topic, a sentence, a key date, a submission category, or a person in a role."""

    place: Annotated[PlaceData, Field(description="Of a topic.")]
    text: Annotated[str, Field(description="Of a topic or a sentence.")]
    head: Annotated[str, Field(description="A topic's title if it has one, else the whole topic.")]
    key: Annotated[str, Field(description="A topic's permanent key.")]
    paragraph: Annotated[int, Field(description="Of a sentence, in its section, from 0.")]
    label: Annotated[str, Field(description="Of a key date, as printed.")]
    kind: Annotated[DateKind, Field(description="Of a key date.")]
    date: Annotated[SpanData, Field(description="Of a key date.")]
    time: Annotated[str, Field(description="Of a key date.")]
    zone: Annotated[str, Field(description="Of a key date.")]
    was: Annotated[list[dt.date], Field(description="Earlier days of a key date.")]
    category: Annotated[str, Field(description="Of submissions, as printed.")]
    pages: Annotated[tuple[int, int], Field(description="Fewest and most pages of a submission.")]
    role: Annotated[str, Field(description="Of a person, as printed.")]
    name: Annotated[str, Field(description="Of a person, as printed.")]
    affiliation: Annotated[str, Field(description="Of a person, as printed.")]
    country: Annotated[str, Field(description="Of a person, as printed.")]
    note: Annotated[str, Field(description="What else the call says of a person.")]
    person: Annotated[str, Field(description="Key of a person.")]
    printed: Annotated[str, Field(description="The words as printed, where they are not the usual ones.")]
    line: Annotated[str, Field(description="The whole line as printed, where it is not the usual one.")]
    source: Annotated[str, Field(description="Where this is said, if the call does not say it.")]


class GroundsData(TypedDict, total=False):
    """Reasons for a match of topics."""

    rule: Annotated[Rule, Field(description="exact, title, form, similar, parts or human.")]
    score: Annotated[float, Field(description="How likely the match is right, from 0 to 1.", ge=0, le=1)]
    shared_words: Annotated[list[str], Field(description="Words in both, the rarest first.")]
    old_held: Annotated[
        float, Field(description="Share of the older words that the newer have, from 0 to 1.")
    ]
    new_held: Annotated[
        float, Field(description="Share of the newer words that the older have, from 0 to 1.")
    ]


class DecisionEntry(TypedDict, total=False):
    """A person's decision about a match."""

    list: Annotated[str, Field(description="Name of the list.")]
    old_edition: Annotated[str, Field(description="Key of the older edition.")]
    new_edition: Annotated[str, Field(description="Key of the newer edition.")]
    old: Annotated[list[str], Field(description="Older wordings.")]
    new: Annotated[list[str], Field(description="Newer wordings.")]
    outcome: Annotated[Outcome, Field(description="same, not the same, split or merged.")]
    reason: Annotated[str, Field(description="Why.")]
    decided: Annotated[dt.date, Field(description="When.")]
    by: Annotated[str, Field(description="Who.")]


class NoteData(TypedDict, total=False):
    """What else is known of a change."""

    message: Annotated[str, Field(description="Name of the message, as in 'position'.")]
    values: Annotated[dict[str, Any], Field(description="What the message is filled with.")]


class ChangeData(TypedDict, total=False):
    """The data behind an entry. Empty values are left out."""

    kind: Annotated[ChangeKind, Field(description="As in the entry.")]
    old: Annotated[list[ThingData], Field(description="In the older call; missing for what was added.")]
    new: Annotated[list[ThingData], Field(description="In the newer call; missing for what was removed.")]
    change: Annotated[RewordingKind, Field(description="How the words changed.")]
    title_kept: Annotated[bool, Field(description="Only the description of a topic differs.")]
    grounds: Annotated[GroundsData, Field(description="Why topics are matched.")]
    decisions: Annotated[list[DecisionEntry], Field(description="Manual decisions about the match.")]
    detail: Annotated[NoteData, Field(description="What the label says, where the kind does not say it all.")]
    notes: Annotated[list[NoteData], Field(description="What the notes say.")]


class EntryData(TypedDict):
    """One change, or one thing that did not change."""

    kind: Annotated[
        ChangeKind,
        Field(
            description="unchanged, reworded, changed, added, removed, split, merged, regrouped, moved, returned or one-sided."
        ),
    ]
    label: Annotated[str, Field(description="As readers see it: 'Broadened'.")]
    subject: Annotated[str, Field(description="Label of a date, a category, or a person's name.")]
    person: Annotated[str, Field(description="The person's key.")]
    lines: Annotated[list[LineData], Field(description="The words; none if the label says it all.")]
    notes: Annotated[list[str], Field(description="In sentences.")]
    match: Annotated[MatchNote | None, Field(description="null for a sure match.")]
    decisions: Annotated[list[str], Field(description="Manual decisions, in sentences.")]
    paragraph: Annotated[int, Field(description="Of a sentence, from 0.")]
    fold: Annotated[str, Field(description="Title of the group that the entry is folded into, if any.")]
    change: Annotated[ChangeData, Field(description="The data behind the entry.")]


class SectionData(TypedDict):
    """What became of a topic list, of a section of the text, or of one sort of facts."""

    id: Annotated[
        str,
        Field(
            description="topics (one for each list), prose, key-dates, submissions or people; empty for a part of the prose."
        ),
    ]
    title: Annotated[str, Field(description="As readers see it.")]
    list: Annotated[str, Field(description="Name of the topic list.")]
    fold: Annotated[str, Field(description="Title of the group that the section is folded into, if any.")]
    summary: Annotated[list[str], Field(description="Sizes, or what a call does not state.")]
    counts: Annotated[
        dict[ChangeKind, int],
        Field(description="Every kind that is always counted, and those that there are."),
    ]
    entries: Annotated[
        list[EntryData], Field(description="In the newer call's order, then what it does not have.")
    ]
    notes: Annotated[list[str], Field(description="In sentences.")]
    decisions: Annotated[
        list[str], Field(description="Manual decisions that kept topics apart, in sentences.")
    ]
    sections: Annotated[list[SectionData], Field(description="Parts of the prose.")]


class ComparisonData(TypedDict):
    """What changed between two editions."""

    format: Annotated[Literal["cfp-archive/comparison"], Field(description="Always the same.")]
    version: Annotated[Literal[2], Field(description="Of this format.")]
    title: Annotated[str, Field(description="As readers see it.")]
    old: Annotated[EditionName, Field(description="The older edition.")]
    new: Annotated[EditionName, Field(description="The newer edition.")]
    followed_through: Annotated[
        list[str], Field(description="Keys of the editions between, through which topics are followed.")
    ]
    missing_calls: Annotated[
        list[str], Field(description="Keys of the editions between whose calls are not in the archive.")
    ]
    notes: Annotated[list[str], Field(description="In sentences.")]
    sections: Annotated[
        list[SectionData], Field(description="Topics, prose, key dates, submissions and people.")
    ]
