"""Make archives in memory, for tests of what happens to topics over the years. Every topic and person is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeAlias

from cfp_archive.model import (
    Appointment,
    Archive,
    Block,
    BlockKind,
    DateKind,
    Decision,
    Edition,
    Facts,
    Gap,
    KeyDate,
    ListLabel,
    Outcome,
    Person,
    Series,
    Span,
    Submission,
    Topic,
    TopicList,
)
from cfp_archive.naming import ascii_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Topics: TypeAlias = "Sequence[str]"
Lists: TypeAlias = "Topics | Mapping[str, Topics]"

LIST = "areas"


def topic_list(name: str, topics: Topics) -> TopicList:
    """Make a list. 'Title :: words' has a title; two spaces before a topic put it under the last one without."""
    made: list[Topic] = []
    heading: int | None = None
    for line, text in enumerate(topics, 20):
        nested = text.startswith("  ")
        if not nested:
            heading = len(made)
        head, separator, words = text.strip().partition(" :: ")
        whole = f"{head}: {words}" if separator else head
        made.append(Topic(text=whole, head=head, line=line, parent=heading if nested else None))
    return TopicList(name=name, line=19, topics=tuple(made))


def topic_block(topics: TopicList) -> Block:
    """Return the block that places a list."""
    return Block(kind=BlockKind.TOPICS, text="", line=topics.line, argument=topics.name, topics=topics)


def edition(
    key: str, lists: Lists, facts: Facts | None = None, prose: Mapping[str, Topics] | None = None
) -> Edition:
    """Make an edition; topics without a list's name are of the list 'areas'. Prose is paragraphs by heading."""
    named = {LIST: lists} if not hasattr(lists, "items") else lists
    blocks = [Block(kind=BlockKind.HEADING, text=f"TideComp {key}", line=1, level=1)]
    for heading, paragraphs in (prose or {}).items():
        if heading:
            blocks.append(Block(kind=BlockKind.HEADING, text=heading, line=2, level=2))
        blocks += [Block(kind=BlockKind.PARAGRAPH, text=text, line=3) for text in paragraphs]
    return Edition(
        key=key,
        path=PurePath(f"editions/{key}/index.md"),
        facts=facts or Facts(title=f"TideComp {key}"),
        blocks=(*blocks, *(topic_block(topic_list(name, topics)) for name, topics in named.items())),
    )


def archive(*editions: Edition, gaps: Sequence[str] = (), decisions: Sequence[Decision] = ()) -> Archive:
    """Make an archive of editions."""
    labels = (ListLabel(name=LIST, label="Areas of interest"), ListLabel(name="themes", label="Themes"))
    names = dict.fromkeys(one.name for held in editions for one in held.facts.people)
    return Archive(
        series=Series(
            name="Workshop on Tidal Computing",
            short_name="TideComp",
            lists=labels,
            missing_calls=tuple(Gap(key=key) for key in gaps),
        ),
        editions=tuple(editions),
        people=tuple(Person(key=ascii_key(name), name=name) for name in names),
        decisions=tuple(decisions),
    )


def series(lists: Mapping[str, Lists], decisions: Sequence[Decision] = ()) -> Archive:
    """Make an archive from the topics of each edition."""
    return archive(*(edition(key, one) for key, one in lists.items()), decisions=decisions)


def ruling(
    outcome: Outcome,
    old: Mapping[str, Topics],
    new: Mapping[str, Topics],
    name: str = LIST,
    new_list: str | None = None,
) -> Decision:
    """Make a decision; each side is one edition with its topics."""
    ((old_edition, olds),) = old.items()
    ((new_edition, news),) = new.items()
    return Decision(
        list=name,
        new_list=new_list,
        old_edition=old_edition,
        new_edition=new_edition,
        old=tuple(olds),
        new=tuple(news),
        outcome=outcome,
        reason="The harbour master says so.",
        decided=dt.date(2024, 5, 6),
        by="Ada Quill",
    )


def key_date(label: str, day: str, kind: DateKind = DateKind.OTHER) -> KeyDate:
    """Make a key date of one day."""
    date = dt.date.fromisoformat(day)
    return KeyDate(label=label, date=Span(start=date, end=date), kind=kind)


def every_kind() -> Archive:
    """Make an archive in which, from 2019 to 2023, everything happens that can happen."""
    first = edition(
        "2017",
        {
            LIST: ["Coral databases", "Tidal scheduling of batch jobs"],
            "themes": ["Wave forecasting :: How high the next one is."],
        },
    )
    old = edition(
        "2019",
        {
            LIST: [
                "Tidal scheduling of batch jobs",
                "Foam detection and kelp classification",
                "Barnacle-resistant networks",
                "Moon-aware storage",
                "Seagull authentication",
                "Driftwood caching",
                "Shell parsing",
                "Sand compression",
            ],
            "themes": ["Wave forecasting :: How high the next one is.", "Brine chemistry"],
        },
        Facts(
            title="TideComp 2019",
            key_dates=(
                key_date("Paper Submission", "2019-02-01", DateKind.SUBMISSION),
                key_date("Acceptance Notification", "2019-03-15", DateKind.NOTIFICATION),
                key_date("Boat trip", "2019-05-22"),
            ),
            submissions=(
                Submission(category="Regular papers", pages=(8, 10)),
                Submission(category="Short papers", pages=(4, 4)),
                Submission(category="Bottled messages", pages=(1, 1)),
            ),
            people=(
                Appointment(role="General Chairs", name="Ada Quill", affiliation="Harbour College"),
                Appointment(role="Program Chairs", name="Bo Reef", affiliation="Lagoon Labs"),
                Appointment(role="Web Chair", name="Cy Dune", affiliation="Harbour College"),
                Appointment(role="Publicity Chair", name="Di Gull", affiliation="Lagoon Labs"),
            ),
        ),
        {
            "": ["Come to the shore."],
            "Scope": ["Tides move data. They do so twice a day. Nets are welcome.", "Bring boots."],
            "Format": ["We meet on the pier."],
            "Venue": ["The pier is open."],
        },
    )
    new = edition(
        "2023",
        {
            LIST: [
                "Shell parsing",
                "Tidal scheduling of batch jobs, and of services",
                "Foam detection",
                "Kelp classification",
                "Barnacle resistant networks",
                "Moon-aware storage and driftwood caching",
                "Sand compression",
                "Brine chemistry",
                "Coral databases",
                "Plankton <b>telemetry</b> & *stars* @harbour #7",
            ],
            "themes": ["Wave forecasting :: How high the next wave is."],
        },
        Facts(
            title="TideComp 2023",
            key_dates=(
                key_date("Submission of papers", "2023-02-08", DateKind.SUBMISSION),
                key_date("Acceptance Notification", "2023-03-15", DateKind.NOTIFICATION),
                key_date("Registration", "2023-04-01", DateKind.REGISTRATION),
            ),
            submissions=(
                Submission(category="Regular papers", pages=(8, 12)),
                Submission(category="Short papers", pages=(4, 4)),
                Submission(category="Posters"),
            ),
            people=(
                Appointment(role="Steering Committee", name="Ada Quill", affiliation="Harbour College"),
                Appointment(role="Program Co-Chair", name="Bo Reef", affiliation="Delta Institute"),
                Appointment(role="Web Chair", name="Cy Dune", affiliation="Harbour College"),
                Appointment(role="Publicity Chair", name="Eve Kelp"),
            ),
        ),
        {
            "": ["Come to the shore."],
            "Scope": ["Tides move data. They do so twice a lunar day. Nets are welcome. Oars are new."],
            "What to bring": ["Bring boots."],
            "Venue": ["The pier is open."],
        },
    )
    kept_apart = ruling(
        Outcome.NOT_SAME, {"2019": ["Seagull authentication"]}, {"2023": ["Sand compression"]}
    )
    return archive(first, old, new, gaps=["2021"], decisions=[kept_apart])


def with_keys(held: Archive, *keys: tuple[str, str, str]) -> Archive:
    """Record keys in an archive: (key, edition, text) of the list 'areas'."""
    from cfp_archive.model import TopicKey

    recorded = tuple(TopicKey(key=key, list=LIST, edition=where, text=text) for key, where, text in keys)
    return replace(held, topic_keys=recorded)
