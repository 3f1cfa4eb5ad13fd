"""Publish a call that was written here: its announced text becomes the source, and the page is a draft no more."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from cfp_archive.checking import check
from cfp_archive.checking.sources import blank_left
from cfp_archive.comparing.history import build_history
from cfp_archive.exporting.announcement import announcement
from cfp_archive.formatting import date_words
from cfp_archive.model import Facts, Source, SourceText, Span
from cfp_archive.problems import Code
from cfp_archive.reading.folder import split_front_matter
from cfp_archive.yamlio import reordered, written

if TYPE_CHECKING:
    from cfp_archive.model import Archive, Edition, KeyDate, TopicKey
    from cfp_archive.problems import Problem

SOURCE = "source.txt"
#: How the source says that its text was written here. A text that was received is never replaced by another.
WRITTEN_HERE = "written in this archive"

_DRAFT = re.compile(r"draft:\s*true\s*(?:#.*)?\Z", re.IGNORECASE)
_OPENING = "# A draft"
#: Publishing does itself what these rules ask for.
_DONE_BY_PUBLISHING = frozenset({Code.TOPIC_KEY_UNRECORDED, Code.SOURCE_MISSING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What publishing an edition writes."""

    page: str  #: index.md
    source: str  #: source.txt: the text as announced
    keys: tuple[TopicKey, ...]  #: of the topics that have no permanent key yet


def call_text(edition: Edition) -> str:
    """Return the announced text that proves the page: without a notice that the edition was cancelled or postponed.

    That is said in the front matter; it is not a part of the call.
    """
    return announcement(edition, notice=False)


def to_do(archive: Archive, draft: Edition) -> tuple[Problem, ...]:
    """Return what keeps a draft from being published, sorted by place.

    The rules are those of any edition, applied as if its announced text had been received: what is still marked as open,
    facts that its words do not say, what the previous edition left behind.
    """
    announced = SourceText(file=SOURCE, found=True, published=SOURCE, text=call_text(draft))
    facts = replace(draft.facts, draft=False, sources=(Source(file=SOURCE),))
    issued = replace(draft, facts=facts, texts=(announced,))
    versions = (draft, issued) if draft.facts.draft else (issued,)
    found = {one for version in versions for one in _problems(archive, version)}
    # In a received text blanks are words like others.
    found.update(blank_left(replace(issued, texts=())))
    return tuple(
        sorted(
            replace(one, hint=_hint(draft, one.line)) if one.code is Code.FACT_NOT_IN_THE_CALL else one
            for one in found
        )
    )


def _hint(draft: Edition, line: int) -> str:
    """Say what to do about a fact that the page does not say; of a key date, how its entry says all of it."""
    for place, date in enumerate(draft.facts.key_dates):
        lines = {draft.line_of("key_dates", place, field) for field in ("time", "zone", "was")}
        if line in lines and not date.printed and not date.line:
            return f"Say it in the entry, as in 'printed: \"{_whole(date)}\"'."
    return "Write it on the page, or delete it from the front matter."


def _whole(date: KeyDate) -> str:
    """Return a key date's words with its time of day, its zone and the day that it replaced."""
    words = ", ".join(filter(None, (date_words(date.date), " ".join(filter(None, (date.time, date.zone))))))
    if not date.was:
        return words
    return f"{words} (extended from {date_words(Span(start=date.was[-1], end=date.was[-1]))})"


def _problems(archive: Archive, edition: Edition) -> list[Problem]:
    editions = tuple(edition if one.key == edition.key else one for one in archive.editions)
    problems = check(replace(archive, editions=editions), only=edition.key)
    return [one for one in problems if one.code not in _DONE_BY_PUBLISHING]


def publication(archive: Archive, draft: Edition, page: str, source: Source) -> Publication:
    """Return what publishing a draft writes.

    :param page: its index.md.
    :param source: what is known about the announcement; its file is the text that is written.
    """
    front, body, _first = split_front_matter(page)
    lines = [
        line for line in (front or "").split("\n") if not _DRAFT.match(line) and not line.startswith(_OPENING)
    ]
    text = "\n".join(lines).rstrip("\n") + "\n" + written({"sources": [source]})
    facts = reordered(text, [field.name for field in fields(Facts)])
    issued = replace(draft, facts=replace(draft.facts, draft=False))
    editions = tuple(issued if one.key == draft.key else one for one in archive.editions)
    return Publication(
        page=f"---\n{facts}---\n{body}",
        source=call_text(draft),
        keys=tuple(build_history(replace(archive, editions=editions).published).unrecorded()),
    )
