"""Every topic through all editions, as JSON: what a program needs to say what became of a topic between any two years."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from cfp_archive import messages
from cfp_archive.comparing.alignment import IDENTICAL
from cfp_archive.comparing.correspondence import Certainty, ChangeKind, RewordingKind, Rule
from cfp_archive.encoding import json_bytes, plain
from cfp_archive.exporting.registry import Exporter, Group, Shape
from cfp_archive.model import Edition, Outcome
from cfp_archive.site import edition_page, path_of, topic_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cfp_archive.comparing.graph import TopicStep
    from cfp_archive.comparing.history import Lineage, Member, Wording
    from cfp_archive.model import Archive, Gap
    from cfp_archive.site import Site

__all__ = ["EXPORTERS", "lineages_data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEdition:
    """An edition of the series, whether or not its call is in the archive."""

    key: Annotated[str, Field(description="The edition's key.")]
    title: Annotated[str, Field(description="As readers see it: 'ScaDL 2021'.")]
    in_archive: Annotated[bool, Field(description="Whether the archive has its call.")]
    page: Annotated[str | None, Field(description="Address of its page, from the site's root.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEditions:
    """A topic list, with the calls that have it."""

    name: Annotated[str, Field(description="Name of the list.")]
    label: Annotated[str, Field(description="The archive's heading for it.")]
    editions: Annotated[
        tuple[str, ...], Field(description="Keys of the editions that have it, oldest first.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchData:
    """Why wordings of two editions count as one topic, and how certain that is."""

    rule: Annotated[
        Rule,
        Field(
            description="exact: the same text. title: the same title. form: the same words in another form. similar: similar "
            "wording. parts: shared parts. human: a manual decision."
        ),
    ]
    certainty: Annotated[Certainty, Field(description="sure, likely, or check: uncertain.")]
    score: Annotated[float, Field(description="How likely the match is right, from 0 to 1.", ge=0, le=1)]
    decision: Annotated[DecisionData | None, Field(description="The manual decision, if there is one.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionData:
    """A person's decision about a match."""

    outcome: Annotated[Outcome, Field(description="same, not the same, split or merged.")]
    reason: Annotated[str, Field(description="Why.")]
    decided: Annotated[dt.date, Field(description="When.")]
    by: Annotated[str | None, Field(description="Who.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeData:
    """What changed from the wording before."""

    kind: Annotated[ChangeKind, Field(description="unchanged (but for minor edits) or reworded.")]
    change: Annotated[RewordingKind, Field(description="How the words changed.")]
    label: Annotated[str, Field(description="As readers see it: 'Broadened'.")]
    title_kept: Annotated[bool, Field(description="Only the description differs.")]
    match: Annotated[MatchData, Field(description="Why this is the same topic.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingData:
    """One wording of a topic, for as long as it was listed without another in between."""

    text: Annotated[str, Field(description="The whole topic, as the calls have it.")]
    title: Annotated[str, Field(description="Its title if it has one, else the whole topic.")]
    editions: Annotated[
        tuple[str, ...], Field(description="Keys of the editions with this wording, oldest first.")
    ]
    change: Annotated[ChangeData | None, Field(description="From the wording before; null for the first.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceData:
    """Where a topic is listed."""

    edition: Annotated[str, Field(description="Key of the edition.")]
    position: Annotated[int, Field(description="Place in the list, from 0.")]
    wording: Annotated[int, Field(description="Index of its wording there, from 0.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeData:
    """Another topic that a topic came from, or went into."""

    kind: Annotated[ChangeKind, Field(description="split, merged, regrouped or moved.")]
    key: Annotated[str, Field(description="The other topic's permanent key.")]
    list: Annotated[str, Field(description="The other topic's list.")]
    edition: Annotated[str, Field(description="Key of the edition in which the other topic was listed.")]
    text: Annotated[str, Field(description="The other topic's wording there.")]
    match: Annotated[MatchData, Field(description="Why the topics are connected.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineageData:
    """One topic of one list through all editions. It begins and ends where topics are split, merged or moved."""

    key: Annotated[str, Field(description="Permanent key, unique over all lists.")]
    aliases: Annotated[tuple[str, ...], Field(description="Further keys whose addresses lead here.")]
    list: Annotated[str, Field(description="Name of its list.")]
    title: Annotated[str, Field(description="Its newest title.")]
    page: Annotated[str, Field(description="Address of its page, from the site's root.")]
    places: Annotated[
        tuple[PlaceData, ...],
        Field(description="Everywhere it is listed, oldest first, once for an edition."),
    ]
    wordings: Annotated[tuple[WordingData, ...], Field(description="Its wordings, oldest first.")]
    returned: Annotated[
        tuple[str, ...],
        Field(description="Keys of editions that list it again after one or more that do not."),
    ]
    came_from: Annotated[
        tuple[RelativeData, ...], Field(description="Topics that it was split from, merged from, and so on.")
    ]
    went_to: Annotated[
        tuple[RelativeData, ...], Field(description="Topics that it was split into, merged into, and so on.")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPage:
    """Two editions whose comparison has a JSON file: consecutive ones, and the earliest and latest."""

    old: Annotated[str, Field(description="Key of the older edition.")]
    new: Annotated[str, Field(description="Key of the newer edition.")]
    page: Annotated[str, Field(description="Address of the page, from the site's root.")]
    file: Annotated[str, Field(description="Address of the JSON file, from the site's root.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineagesData:
    """All topics of the archive, and the editions and lists in which they are."""

    format: Annotated[Literal["cfp-archive/lineages"], Field(description="Always the same.")] = (
        "cfp-archive/lineages"
    )
    version: Annotated[Literal[1], Field(description="Of this format.")] = 1
    editions: Annotated[
        tuple[KnownEdition, ...], Field(description="All known editions, oldest first, without drafts.")
    ]
    lists: Annotated[tuple[ListEditions, ...], Field(description="All topic lists, in the archive's order.")]
    topics: Annotated[
        tuple[LineageData, ...], Field(description="By their first edition, then by list and position.")
    ]
    comparisons: Annotated[
        tuple[ComparisonPage, ...],
        Field(description="Pairs of editions whose comparison has a file, older first."),
    ]


def lineages_data(site: Site) -> LineagesData:
    """Return all topics of a site's archive through its editions."""
    archive, history = site.archive, site.history
    return LineagesData(
        editions=tuple(_edition(archive, edition) for edition in archive.timeline),
        lists=tuple(
            ListEditions(name=name, label=archive.list_label(name), editions=history.editions_with(name))
            for name in archive.list_names
        ),
        topics=tuple(map(_lineage, history.lineages)),
        comparisons=tuple(
            ComparisonPage(
                old=old,
                new=new,
                page=path_of(site.comparison_page(old, new)),
                file=f"data/comparisons/{old}-{new}.json",
            )
            for old, new in site.spans
        ),
    )


def _edition(archive: Archive, edition: Edition | Gap) -> KnownEdition:
    in_archive = isinstance(edition, Edition)
    return KnownEdition(
        key=edition.key,
        title=archive.short_title(edition),
        in_archive=in_archive,
        page=path_of(edition_page(edition.key)) if in_archive else None,
    )


def _lineage(lineage: Lineage) -> LineageData:
    wording_in = {key: number for number, wording in enumerate(lineage.wordings) for key in wording.editions}
    return LineageData(
        key=lineage.key,
        aliases=lineage.aliases,
        list=lineage.list,
        title=lineage.title,
        page=path_of(topic_page(lineage.key)),
        places=tuple(
            PlaceData(edition=place.edition, position=place.position, wording=wording_in[place.edition])
            for place in lineage.places
        ),
        wordings=tuple(map(_wording, lineage.wordings)),
        returned=lineage.returned,
        came_from=_relatives(lineage.step_into, lineage.came_from),
        went_to=_relatives(lineage.step_from, lineage.went_to),
    )


def _wording(wording: Wording) -> WordingData:
    step = wording.step
    change = None
    if step is not None:
        change = ChangeData(
            kind=step.kind,
            change=step.change,
            label=step.label,
            title_kept=step.title_kept,
            match=_match(step),
        )
    return WordingData(text=wording.text, title=wording.head, editions=wording.editions, change=change)


def _relatives(step: TopicStep | None, topics: Sequence[Member]) -> tuple[RelativeData, ...]:
    return tuple(
        RelativeData(
            kind=step.kind,
            key=topic.key,
            list=topic.place.list,
            edition=topic.place.edition,
            text=topic.text,
            match=_match(step),
        )
        for topic in topics
        if step
    )


def _match(step: TopicStep) -> MatchData:
    grounds, decision = step.grounds or IDENTICAL, next(iter(step.decisions), None)
    return MatchData(
        rule=grounds.rule,
        certainty=grounds.certainty,
        score=round(grounds.score, 4),
        decision=None
        if decision is None
        else DecisionData(
            outcome=decision.outcome, reason=decision.reason, decided=decision.decided, by=decision.by
        ),
    )


def _files(site: Site) -> Iterator[tuple[str, bytes]]:
    yield "lineages.json", json_bytes(plain(LineagesData, lineages_data(site)))


EXPORTERS = (
    Exporter(
        name="lineages",
        group=Group.JSON,
        address="lineages.json",
        about=messages.ABOUT_LINEAGES_FILE,
        media_type="application/json",
        files=_files,
        shape=Shape(kind=LineagesData, version=1),
    ),
)
