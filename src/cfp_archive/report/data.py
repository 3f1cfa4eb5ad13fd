"""The data behind an entry of a report, for programs: what corresponds to what, and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields, is_dataclass
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict  # pydantic needs this one below Python 3.12

from cfp_archive.comparing.correspondence import ChangeKind, Note, RewordingKind, Rule
from cfp_archive.messages import name_of
from cfp_archive.model import DateKind, Outcome


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
    was: Annotated[tuple[dt.date, ...], Field(description="Earlier days of a key date.")]
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
    shared_words: Annotated[tuple[str, ...], Field(description="Words in both, the rarest first.")]
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
    old: Annotated[tuple[str, ...], Field(description="Older wordings.")]
    new: Annotated[tuple[str, ...], Field(description="Newer wordings.")]
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
    old: Annotated[tuple[ThingData, ...], Field(description="In the older call; missing for what was added.")]
    new: Annotated[
        tuple[ThingData, ...], Field(description="In the newer call; missing for what was removed.")
    ]
    change: Annotated[RewordingKind, Field(description="How the words changed.")]
    title_kept: Annotated[bool, Field(description="Only the description of a topic differs.")]
    grounds: Annotated[GroundsData, Field(description="Why topics are matched.")]
    decisions: Annotated[tuple[DecisionEntry, ...], Field(description="Manual decisions about the match.")]
    detail: Annotated[NoteData, Field(description="What the label says, where the kind does not say it all.")]
    notes: Annotated[tuple[NoteData, ...], Field(description="What the notes say.")]


def as_data(value: Any) -> Any:
    """Return frozen values as plain ones, without what is empty."""
    if isinstance(value, Note):
        return {"message": name_of(value.message), "values": dict(value.values)}
    if is_dataclass(value):
        named = {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
        return {name: one for name, one in named.items() if one not in (None, "", (), {})}
    if hasattr(value, "_asdict"):
        return {name: as_data(one) for name, one in value._asdict().items()}
    if isinstance(value, tuple):
        return tuple(map(as_data, value))
    return round(value, 4) if isinstance(value, float) else value
